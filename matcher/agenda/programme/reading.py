"""What an event says of people and times, looked up; what is not found is an error at its place in the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matcher.agenda.programme.day_words import NotUnderstood
from matcher.agenda.programme.event_plan import EventPlan
from matcher.agenda.programme.parties import Parties
from matcher.agenda.programme.presence import ACCEPTED, read_presence
from matcher.problems import Problem, Severity
from matcher.profiles import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An event read against its parties; `problems` grows with every look-up that fails."""

    plan: EventPlan
    parties: Parties
    problems: list[Problem] = field(default_factory=list)

    def find(self, text: str, place: str) -> str | None:
        """The id of a party that stands at `place` of the event; None, and an error, if there is none."""
        found = self.parties.find(text)
        if found is None:
            self.report("unknown_party", place, text, self.parties.why_unknown(text))
        return found

    def slots(self, texts: Sequence[str], place: str) -> tuple[str, ...]:
        """The slots that times in words at `place` mean; none, and an error, if they are not understood."""
        text = "; ".join(texts)
        try:
            return read_presence(text, self.plan.slots)
        except NotUnderstood as err:
            self.report("unknown_time", place, text, str(err), accepted=ACCEPTED)
            return ()

    def report(
        self,
        code: str,
        place: str,
        value: str,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        accepted: str = "",
        source: Provenance | None = None,
    ) -> None:
        """Keep a problem at `place` of the event, or in the row of another file that `source` names."""
        self.problems.append(
            Problem(
                code=code,
                severity=severity,
                message=message,
                file=self.plan.source if source is None else source.file,
                sheet="" if source is None else source.sheet,
                row=None if source is None else source.row,
                column=place,
                value=value,
                accepted=accepted,
            )
        )
