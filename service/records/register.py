"""From figures to the register: seven parts, as article 30(1) of the GDPR lists them, and blanks for the unknown."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.language import Messages, country_label, load_messages
from matcher.store import Role
from service.records.figures import Figures, Installation
from service.records.wording import Words

_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
EEA = frozenset(_EEA.split())
"""The European Economic Area: the Union's 27 countries, Iceland, Liechtenstein and Norway."""

RUN = (Role.ADMINISTRATOR, Role.ORGANISER)
READ = (Role.EVALUATOR, Role.VIEWER)
TAKE_PART = (Role.STARTUP, Role.COUNTERPART)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said under a label; without anything, it is a blank to fill in."""

    label: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the register; `letter` is that of article 30(1)."""

    letter: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register in one language, "it" or "en"; `note` says how much is left blank, which `blank` marks."""

    lang: str
    title: str
    subtitle: str
    note: str
    blank: str
    parts: tuple[Part, ...]


def make_register(figures: Figures, installation: Installation, *, today: datetime.date, lang: str) -> Register:
    """The register as of a day."""
    writer = _Writer(figures, installation, today, lang)
    made = (writer.who, writer.why, writer.whose, writer.whom, writer.where, writer.until, writer.how)
    parts = tuple(_part(letter, writer, make) for letter, make in zip("abcdefg", made, strict=True))
    blanks = sum(not line.said for part in parts for line in part.lines)
    told = {"name": figures.name, "version": installation.version, "day": today.isoformat()}
    return Register(
        lang=lang,
        title=writer.say("title"),
        subtitle=writer.say("subtitle", **told),
        note=writer.say("note", n=blanks),
        blank=writer.say("blank"),
        parts=parts,
    )


def _part(letter: str, writer: _Writer, make: Callable[[], Iterable[Line]]) -> Part:
    return Part(letter=letter, title=writer.say(f"part.{make.__name__}"), lines=tuple(make()))


class _Writer:
    """Writes each part; lines that would say that there is none of something are left out."""

    def __init__(self, figures: Figures, installation: Installation, today: datetime.date, lang: str) -> None:
        self._figures, self._installation, self._today, self._lang = figures, installation, today, lang
        self._messages: Messages = load_messages(lang)
        self.say = Words(lang).text

    def who(self) -> Iterable[Line]:
        """(a) The controller; abbina knows the programme alone."""
        yield self._line("programme", f"{self._figures.name} ({self._figures.programme_id})")
        yield from map(self._line, ("controller", "joint", "representative", "officer"))

    def why(self) -> Iterable[Line]:
        """(b) Purposes, and what is really done."""
        holdings = self._figures.holdings
        purposes = (f"{purpose or self.say('stated.none')}: {n}" for purpose, n in holdings.purposes)
        yield self._line("stated", *purposes)
        yield from self._counted("done", ("shortlist_runs", "agendas", "outcomes"), holdings.rows)
        consent = self.say("basis.consent", n=holdings.consented, all=holdings.rows["parties"])
        yield self._line("basis", *([consent] if holdings.consented else ()))

    def whose(self) -> Iterable[Line]:
        """(c) Whose data, and which."""
        figures, rows = self._figures, self._figures.holdings.rows
        yield from self._listed("kinds", (self._messages.label("kind", one) for one in figures.kinds), figures.kinds)
        yield from self._listed("people", [""], {"contacts": rows["contacts"]})
        yield from self._listed("accounts", (self.say(f"role.{one}") for one in figures.roles), figures.roles)
        yield from self._listed("invited", [""], {"invitations": rows["invitations"]})
        yield from self._counted("categories", figures.categories, figures.categories, "category")
        contacts = figures.holdings.contacts
        yield from self._counted("contacts", contacts, contacts, "contact")
        kept = ("party_versions", "imports", "preferences", "presences", "past_interactions", "suggestions", "shown")
        yield from self._counted("kept", (*kept, "meetings", "outcomes", "files", "audit_log"), rows)
        yield self._line("special")

    def whom(self) -> Iterable[Line]:
        """(d) Recipients."""
        groups = {"run": RUN, "read": READ, "parties": TAKE_PART}
        numbers = {name: sum(self._figures.roles.get(role, 0) for role in roles) for name, roles in groups.items()}
        yield from self._counted("inside", numbers, numbers)
        hooks = [self.say("outside.hook", host=host) for host in self._figures.hooks]
        keys = [self.say("outside.key", role=self.say(f"role.{role}"), n=n) for role, n in self._figures.keys.items()]
        yield self._line("outside", *(hooks + keys or [self.say("outside.none")]))
        yield self._line("processors")

    def where(self) -> Iterable[Line]:
        """(e) Transfers outside the European Economic Area."""
        abroad = {one: n for one, n in self._figures.countries.items() if one and one not in EEA}
        told = [self.say("abroad.one", country=country_label(one, self._lang), n=n) for one, n in abroad.items()]
        unknown = self._figures.countries.get("", 0)
        told += [self.say("abroad.unknown", n=unknown)] if unknown else []
        destination = self._figures.destination
        yield self._line("destination", *([country_label(destination, self._lang)] if destination else ()))
        yield self._line("abroad", *(told or [self.say("abroad.none")]))
        yield self._line("texts", self.say("texts.here"))
        yield from map(self._line, ("server", "safeguards"))

    def until(self) -> Iterable[Line]:
        """(f) How long things are kept."""
        retention, installation = self._figures.retention, self._installation
        told = [self.say("until.days", n=self._figures.retention_days)]
        if retention.kept_until is None:
            told.append(self.say("until.no_event"))
        elif retention.is_over(self._today):
            told.append(self.say("until.over", n=len(retention.party_ids)))
        else:
            told.append(self.say("until.day", day=retention.kept_until.isoformat()))
        yield self._line("parties_until", *told, self.say("until.erased", n=self._figures.holdings.rows["erasures"]))
        yield self._line(
            "sessions_until",
            self.say("until.session", n=f"{installation.session_hours:g}"),
            self.say("until.invitation", n=f"{installation.invitation_days:g}"),
            self.say("until.answer", n=f"{installation.idempotency_hours:g}"),
        )
        yield self._line("log_until", self.say("until.log"))
        yield self._line("backups_until")

    def how(self) -> Iterable[Line]:
        """(g) Security: what the software does, and how it is set up."""
        setup, hooks = self._installation, self._figures.hooks
        way = "https" if setup.has_https else "local" if setup.is_for_this_machine else "clear"
        number, _, unit = setup.login_limit.partition("/")
        limit = self.say("access.limit", n=number, unit=self.say(f"unit.{unit}"))
        yield self._line("access", self.say("access.roles"), self.say("access.passwords"), limit)
        yield self._line("transport", self.say(f"transport.{way}"))
        kept = (self.say(f"keeping.{one}") for one in ("contacts", "log", "erase", *(["hooks"] if hooks else [])))
        yield self._line("keeping", self.say("keeping.database", database=setup.database), *kept)
        yield from map(self._line, ("encryption", "organisation"))

    def _line(self, key: str, *said: str) -> Line:
        return Line(label=self.say(key), said=said)

    def _counted(self, key: str, names: Iterable[str], numbers: Mapping[str, int], of: str = "") -> Iterable[Line]:
        """A line of the texts `KEY.NAME` with a number each, of those that are there."""
        told = [self.say(f"{of or key}.{name}", n=numbers[name]) for name in names if numbers[name]]
        return [self._line(key, *told)] if told else []

    def _listed(self, key: str, labels: Iterable[str], numbers: Mapping[Any, int]) -> Iterable[Line]:
        """A line of labels with their numbers, of those that are there."""
        told = [f"{label}: {n}" if label else str(n) for label, n in zip(labels, numbers.values(), strict=True) if n]
        return [self._line(key, *told)] if told else []
