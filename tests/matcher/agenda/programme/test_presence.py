"""When somebody is there, from words to slots."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.agenda.problem import Slot
from matcher.agenda.programme.day_words import NotUnderstood
from matcher.agenda.programme.presence import read_presence, read_stated

HOURS = (9, 10, 13, 14)


def slots() -> tuple[Slot, ...]:
    """Two days, Tuesday 13 and Wednesday 14 April 2027, of two slots in the morning and two in the afternoon."""
    return tuple(
        Slot(
            id=f"d{day}s{number}",
            start=datetime.datetime(2027, 4, 12 + day, hour),
            end=datetime.datetime(2027, 4, 12 + day, hour, 30),
        )
        for day in (1, 2)
        for number, hour in enumerate(HOURS, 1)
    )


DAY_1, DAY_2 = ("d1s1", "d1s2", "d1s3", "d1s4"), ("d2s1", "d2s2", "d2s3", "d2s4")
MORNING_1, AFTERNOON_1, MORNING_2 = DAY_1[:2], DAY_1[2:], DAY_2[:2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("always", DAY_1 + DAY_2),
        ("Sempre", DAY_1 + DAY_2),
        ("entrambi i giorni", DAY_1 + DAY_2),
        ("day 1", DAY_1),
        ("Giorno 2", DAY_2),
        ("solo il primo giorno", DAY_1),
        ("2ª giornata", DAY_2),
        ("il giorno 14", DAY_2),
        ("last day", DAY_2),
        ("2027-04-14", DAY_2),
        ("13/4", DAY_1),
        ("4/13/2027", DAY_1),
        ("13 aprile", DAY_1),
        ("April 14", DAY_2),
        ("martedì", DAY_1),
        ("Wed", DAY_2),
        ("day 1 morning", MORNING_1),
        ("giorno 1, mattina", MORNING_1),
        ("13 aprile pomeriggio", AFTERNOON_1),
        ("day 1 morning and afternoon", DAY_1),
        ("day 1 afternoon; day 2 morning", AFTERNOON_1 + MORNING_2),
        ("martedì e mercoledì", DAY_1 + DAY_2),
        ("mattina", MORNING_1 + MORNING_2),
        ("day 1 9:00-10:30", MORNING_1),
        ("giorno 1 dalle 9 alle 10", ("d1s1",)),
        ("13 aprile dalle 14", ("d1s4",)),
        ("day 2 until 2:30 pm", DAY_2),
        ("day 2 from 2pm", ("d2s4",)),
        ("d1s2", ("d1s2",)),
        ("D2S1, d1s1", ("d1s1", "d2s1")),
    ],
)
def test_words_mean_slots(text: str, expected: tuple[str, ...]) -> None:
    assert read_presence(text, slots()) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("forse", "not understood"),
        ("not on day 1", "not understood"),
        ("tranne il 13 aprile", "not understood"),
        ("15 aprile", "no day of the event"),
        ("day 3", "no day of the event"),
        ("terza giornata", "no day of the event"),
        ("giorno 1 alle 25", "not understood"),
        ("from 25:00", "no time of day"),
        ("day 1 from 18:00", "no slot"),
        ("day 1 and day 2 morning", "could mean"),
        (" ; ", "no slot"),
    ],
)
def test_words_that_could_mislead_are_refused(text: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        read_presence(text, slots())


def test_giorno_2_is_refused_where_it_is_the_second_day_and_the_other_is_the_second_of_the_month() -> None:
    moved = [
        Slot(id=slot.id, start=slot.start.replace(day=slot.start.day - 11), end=slot.end.replace(day=slot.end.day - 11))
        for slot in slots()
    ]
    assert {slot.start.day for slot in moved} == {2, 3}
    with pytest.raises(NotUnderstood, match="several days"):
        read_presence("giorno 2", moved)
    assert read_presence("day 2", moved) == DAY_2


@pytest.mark.parametrize(
    ("text", "expected", "elsewhere"),
    [
        ("20 maggio", None, ("20 maggio",)),
        ("day 3; May 20 morning", None, ("day 3", "may 20")),
        ("20 maggio, mattina", None, ("20 maggio",)),
        ("sabato pomeriggio e 2027-05-20", None, ("2027-05-20", "sabato")),
        ("13 aprile; 20 maggio mattina", DAY_1, ("20 maggio",)),
        ("20 maggio e 13 aprile mattina", MORNING_1, ("20 maggio",)),
        ("13 aprile, 20 maggio", DAY_1, ("20 maggio",)),
        ("day 2 morning", MORNING_2, ()),
        ("mattina", MORNING_1 + MORNING_2, ()),
    ],
)
def test_days_of_other_events_are_passed_over_and_told(
    text: str, expected: tuple[str, ...] | None, elsewhere: tuple[str, ...]
) -> None:
    found = read_stated(text, slots())
    assert (found.slots, tuple(sorted(found.elsewhere))) == (expected, elsewhere)
    if elsewhere:
        with pytest.raises(NotUnderstood, match="no day of the event"):
            read_presence(text, slots())


@pytest.mark.parametrize("text", ["20 maggio forse", "13 aprile e 20 maggio mattina", "20 maggio; day 1 from 18:00"])
def test_words_for_several_events_are_no_less_clear(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_stated(text, slots())


@given(st.lists(st.sampled_from(["day 1", "day 2 morning", "13 aprile pomeriggio", "mercoledì", "d1s1"]), min_size=1))
def test_sentences_add_up_in_any_order(sentences: list[str]) -> None:
    one, other = read_presence("; ".join(sentences), slots()), read_presence("\n".join(sentences[::-1]), slots())
    assert one == other
    assert set(one) == set().union(*(read_presence(sentence, slots()) for sentence in sentences))


@given(st.text(max_size=30))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        found = read_presence(text, slots())
    except NotUnderstood:
        return
    assert found
