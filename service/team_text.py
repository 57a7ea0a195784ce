"""A team in words, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from babel.numbers import format_percent

from matcher.language import Messages
from matcher.team_search import TeamRun


def team_lines(run: TeamRun, messages: Messages) -> tuple[str, ...]:
    """Who is in the team for what, what it covers, and the joint meeting as an entry of an event."""
    return tuple(_lines(run, messages))


def team_json(run: TeamRun) -> str:
    """The team as JSON; ends with a new line."""
    document = {
        "company_id": run.company.id,
        "share": run.share,
        "alone": run.alone,
        "bound": run.bound,
        "members": [{"id": one.id, "name": one.name, "score": score} for one, score in run.members],
        "parts": [
            {"part": one.part, "member": one.member.id if one.member else None, "strength": one.strength}
            for one in run.answers
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _lines(run: TeamRun, messages: Messages) -> Iterator[str]:
    def line(key: str, **values: object) -> str:
        return messages.text(f"team.{key}", values)

    def percent(share: float) -> str:
        return str(format_percent(share, "0%", messages.lang))

    if not run.members:
        yield line("nobody", company=run.company.name)
        return
    yield line("title", company=run.company.name, n=len(run.members))
    for member, score in run.members:
        yield line("member", name=member.name, id=member.id, score=percent(score))
        for answer in run.answers:
            if answer.member is not None and answer.member.id == member.id:
                yield line("part", strength=percent(answer.strength), part=answer.part)
    for answer in run.answers:
        if answer.member is None:
            yield line("unanswered", part=answer.part)
    yield line("share", share=percent(run.share), alone=percent(run.alone))
    if len(run.members) > 1:
        yield line("meeting")
        yield from _visit(run)


def _visit(run: TeamRun) -> Iterator[str]:
    """The joint meeting in the TOML of an event: everyone or nobody comes."""
    guests = [member.id for member, _ in run.members]
    yield "[[visits]]"
    yield f"id = {_quoted(f'team {run.company.id}')}"
    yield f"host = {_quoted(run.company.id)}"
    yield 'venue = ""'
    yield f"guests = [{', '.join(map(_quoted, guests))}]"
    yield f"min_guests = {len(guests)}"
    yield f"max_guests = {len(guests)}"


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's strings are."""
    return json.dumps(text, ensure_ascii=False)
