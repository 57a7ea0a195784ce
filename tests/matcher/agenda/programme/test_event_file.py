"""EVENT.toml, from its text to slots, limits and visits, with every fault told at its place."""

import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.agenda.programme.days import Rhythm, fill_day
from matcher.agenda.programme.event_file import read_event
from matcher.agenda.programme.event_plan import EventPlan, Limits
from matcher.errors import RefusedFile, UnreadableFile
from matcher.profiles import ProfileKind

HEAD = 'name = "Prova"\ntimezone = "Europe/Rome"\nslot_minutes = 30\n'
DAY = '[[days]]\ndate = 2027-04-13\nopen = "09:00"\nclose = "11:00"\n'
VENUES = '[[venues]]\nid = "hub"\ntables = 4\n[[venues]]\nid = "campus"\ntables = 2\n'


def read(folder: Path, text: str) -> EventPlan:
    path = folder / "event.toml"
    path.write_text(text, encoding="utf-8")
    return read_event(path)


def faults(folder: Path, text: str) -> list[str]:
    """What is wrong, each thing in other words in Italian."""
    with pytest.raises(RefusedFile) as caught:
        read(folder, text)
    english, italian = (caught.value.lines(lang) for lang in ("en", "it"))
    assert [one for one, other in zip(english, italian, strict=True) if one == other] == []
    assert caught.value.faults == tuple(f"event.toml: {line}" for line in english)
    return list(english)


def times(plan: EventPlan) -> list[str]:
    return [f"{slot.id} {slot.start:%H:%M}-{slot.end:%H:%M}" for slot in plan.slots]


def test_hours_are_filled_with_slots_around_breaks(tmp_path: Path) -> None:
    text = HEAD + 'pause_minutes = 5\nbreaks = ["09:50-10:10 coffee"]\n' + DAY + VENUES
    assert times(read(tmp_path, text)) == ["d1s01 09:00-09:30", "d1s02 10:10-10:40"]


def test_days_are_numbered_by_date_and_may_give_their_slots_one_by_one(tmp_path: Path) -> None:
    first = '[[days]]\ndate = "2027-04-12"\nslots = ["15:00", "14:00-14:45"]\n'
    plan = read(tmp_path, HEAD + DAY + first + VENUES)
    assert times(plan)[:2] == ["d1s01 14:00-14:45", "d1s02 15:00-15:30"]
    assert [slot.id for slot in plan.slots[2:]] == ["d2s01", "d2s02", "d2s03", "d2s04"]


def test_minutes_of_a_way_become_whole_slots(tmp_path: Path) -> None:
    way = '[[travel]]\nbetween = ["hub", "campus"]\nminutes = 31\n'
    assert [one.slots for one in read(tmp_path, HEAD + DAY + VENUES + way).travel] == [2]


def test_limits_are_the_partys_own_then_its_kinds_then_its_sides(tmp_path: Path) -> None:
    text = (
        "[limits.counterpart]\nmin_meetings = 1\nmax_meetings = 6\nmax_per_day = 4\n"
        "[limits.investor]\nmax_meetings = 9\n"
        '[[parties]]\nparty = "cp-01"\nmax_per_day = 2\navailable = "day 1"\n'
    )
    plan = read(tmp_path, HEAD + DAY + VENUES + text)
    (own,) = plan.parties
    assert own.available == ("day 1",)
    assert plan.limits_of(ProfileKind.INVESTOR, own.limits) == Limits(min_meetings=1, max_meetings=9, max_per_day=2)
    assert plan.limits_of(ProfileKind.MENTOR, Limits()) == Limits(min_meetings=1, max_meetings=6, max_per_day=4)
    assert plan.limits_of(ProfileKind.SME, Limits()) == Limits()


def test_an_hour_that_the_clock_skips_or_shows_twice_is_refused(tmp_path: Path) -> None:
    spring = '[[days]]\ndate = 2027-03-28\nslots = ["02:10-02:40", "04:00"]\n'
    autumn = '[[days]]\ndate = 2027-10-31\nslots = ["02:10-02:40"]\n'
    found = faults(tmp_path, HEAD + spring + autumn + VENUES)
    assert [("put forward" in line, "put back" in line) for line in found] == [(True, False)] * 2 + [(False, True)] * 2
    assert found[0].startswith("days[0], slot 02:10-02:40: 2027-03-28 02:10 in Europe/Rome does not exist")


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ('tables = 3\n[[days]]\ndate = 2027-04-13\nslots = ["09:00"]\n', "tables", "not known"),
        (DAY.replace("11:00", "09:20"), "days[0].close", "no slot of 30 minutes fits"),
        (DAY.replace("2027-04-13", '"13 aprile"'), "days[0].date", "is not a day"),
        (DAY + DAY, "days[1].date", "given twice"),
        (DAY + 'breaks = ["10:00"]\n', "days[0].breaks[0]", "span of time"),
        (DAY + 'slots = ["10:00"]\n', "days[0].open", "one by one"),
        ('[[days]]\ndate = 2027-04-13\nslots = ["09:00", "09:20"]\n', "days[0], slot 09:20-09:50", "overlap"),
        (DAY + "[limits.investors]\nmax_meetings = 2\n", "limits.investors", 'did you mean "investor"'),
        (DAY + "[limits.sme]\nmin_meetings = 3\nmax_meetings = 2\n", "limits.sme.min_meetings", "more than"),
        (DAY + '[[travel]]\nbetween = ["hub", "lab"]\nminutes = 5\n', "travel[0].between[1]", "no venue"),
        (DAY + '[[travel]]\nbetween = ["hub", "campus"]\n', "travel[0]", "give minutes"),
        (DAY + '[[parties]]\nparty = "a"\ntable = 1\n', "parties[0].table", "give the party a venue"),
        (
            DAY + '[[visits]]\nid="v"\nhost="h"\nvenue="hub"\nmin_guests=3\nmax_guests=2\n',
            "visits[0].min_guests",
            "more",
        ),
        (DAY + "[listing]\nleast_score = 2\n", "listing.least_score", "number from 0 to 1"),
        ("days = 3\n", "days", "list"),
        ("limits = 3\nforbidden = [3]\n" + DAY, "limits", "not a table"),
        (DAY + "[[parties]]\nparty = 3\nweight = 0\ntable = 0.5\n", "parties[0].weight", "above 0"),
        (DAY + '[[travel]]\nbetween = ["hub"]\nminutes = 5\nslots = 1\n', "travel[0].between", "two different ids"),
        (DAY + '[[visits]]\nhost="h"\nvenue="hub"\nguests=["a", "a", 3]\n', "visits[0].guests[1]", "listed twice"),
        (DAY + '[[visits]]\nid="v"\n[[visits]]\nid="v"\n', "visits[1].id", "taken by another"),
    ],
)
def test_a_fault_is_told_at_its_place(tmp_path: Path, text: str, place: str, why: str) -> None:
    found = faults(tmp_path, HEAD + text + VENUES)
    assert any(line.startswith(f"{place}: ") and why in line for line in found), found


def test_an_unknown_time_zone_is_refused_with_the_nearest(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD.replace("Europe/Rome", "Europe/Roma") + DAY + VENUES)
    assert found == ['timezone: "Europe/Roma" is not a time zone; did you mean "Europe/Rome"?']


def test_an_empty_time_zone_is_none(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD.replace("Europe/Rome", "") + DAY + VENUES)
    assert found == ['timezone: "" is not a time zone; give an IANA name such as Europe/Rome']


def test_a_file_that_is_no_toml_gives_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 2"):
        read(tmp_path, 'name = "Prova"\ntimezone = \n')


def test_the_same_event_may_be_json(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text(
        '{"name": "P", "timezone": "UTC", "days": [{"date": "2027-04-13", "open": "09:00", "close": "10:00"}],'
        ' "venues": [{"id": "hub", "tables": 1}]}',
        encoding="utf-8",
    )
    assert times(read_event(path)) == ["d1s01 09:00-09:20", "d1s02 09:20-09:40", "d1s03 09:40-10:00"]


minutes = st.integers(0, 23 * 60)


@given(minutes, minutes, st.integers(1, 120), st.integers(0, 30), st.lists(st.tuples(minutes, minutes), max_size=3))
def test_filled_slots_keep_to_the_hours_and_out_of_breaks(
    opening: int, closing: int, slot: int, pause: int, breaks: list[tuple[int, int]]
) -> None:
    def clock(minute: int) -> datetime.time:
        return datetime.time(minute // 60, minute % 60)

    spans = tuple((clock(a), clock(b)) for a, b in breaks if a < b)
    found = fill_day(clock(opening), clock(closing), Rhythm(slot=slot, pause=pause, breaks=()), spans)
    assert all(clock(opening) <= start < end <= clock(closing) for start, end in found)
    assert not [1 for start, end in found for a, b in spans if start < b and a < end]
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@pytest.mark.parametrize("value", ["1" * 5000, "[" * 5000], ids=["long number", "deep list"])
def test_what_nobody_writes_is_refused_too(tmp_path: Path, value: str) -> None:
    path = tmp_path / "event.toml"
    path.write_text(f"slot_minutes = {value}\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="numbers are short and tables lie a few levels deep"):
        read_event(path)


def test_a_slip_of_the_pen_in_toml_is_quoted_with_how_a_date_is_written(tmp_path: Path) -> None:
    path = tmp_path / "event.toml"
    path.write_text('name = "Prova"\n\n[[days]]\ndate = 27-11-2026\n', encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"'date = 27-11-2026', a date is written as 2027-04-13"):
        read_event(path)
