"""What a party is told of a change, as a sentence."""

from __future__ import annotations

import datetime

import pytest

from matcher.agenda.export.clock import make_clock
from matcher.agenda.export.views import Change, Entry, Notice, Who
from matcher.agenda.export.wording import notice_text
from matcher.language import load_messages

START = datetime.datetime(2027, 4, 13, 9, 30)


@pytest.mark.parametrize(("guest", "end"), [("Serra", "Serra."), ("Serra S.p.A.", "Serra S.p.A.")])
def test_a_sentence_ends_with_one_full_stop(guest: str, end: str) -> None:
    host, other = Who(id="h", name="Porto", kind="corporate"), Who(id="g", name=guest, kind="startup")
    session = Entry(
        key="v",
        start=START,
        end=START + datetime.timedelta(minutes=20),
        slots=("d1s01",),
        parties=(host, other),
        venue="Hub",
        table=None,
        group="visita",
    )
    notice = Notice(who=host, change=Change.GUESTS, before=session, after=session)
    text = notice_text(notice, make_clock("Europe/Rome", "it"), load_messages("it"))
    assert text.endswith(f"ora vengono {end}")
    assert not text.endswith("..")
