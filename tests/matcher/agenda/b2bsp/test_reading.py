"""`.dzn` files: what is read, and how each fault is told."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from matcher.agenda.b2bsp import Instance, Meeting, Session, read_instance
from matcher.errors import RefusedFile, UnreadableFile

TEXT = """% three people, two meetings
nBusiness = 3; nMeetings = 2; nTables = 1;
nTotalSlots = 4;
nMorningSlots = 2; /* the rest
is afternoon */
requested = [|1, 2,1,
|3, 1, 3, |];
meetingsxBusiness = [{1,2,3},{1,2},{1,3}];
nMeetingsBusiness = [2,1,1];
forbidden = [{0}, {0,4}, 2..3];
fixed = [0,4];
precedences = [{}, {1}];
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "three.original.dzn"
    path.write_text(TEXT, encoding="utf-8")
    return path


def edit(path: Path, old: str, new: str) -> None:
    assert old in TEXT
    path.write_text(TEXT.replace(old, new), encoding="utf-8")


def faults(path: Path) -> list[str]:
    with pytest.raises(RefusedFile) as refused:
        read_instance(path)
    return [fault.removeprefix(f"{path}: ") for fault in refused.value.faults]


def test_numbers_from_1_in_the_file_are_from_0_in_the_instance(file: Path) -> None:
    assert read_instance(file) == Instance(
        name="three",
        n_slots=4,
        n_morning_slots=2,
        n_tables=1,
        meetings=(
            Meeting(first=0, second=1, session=Session.MORNING),
            Meeting(first=2, second=0, slot=3, after=frozenset({0})),
        ),
        forbidden=(frozenset(), frozenset({3}), frozenset({1, 2})),
    )


def test_fixed_slots_and_precedences_may_be_left_out(file: Path) -> None:
    edit(file, "fixed = [0,4];\nprecedences = [{}, {1}];\n", "")
    assert [(meeting.slot, meeting.after) for meeting in read_instance(file).meetings] == [(None, frozenset())] * 2


def test_fixat_is_another_name_for_fixed(file: Path) -> None:
    edit(file, "fixed", "fixat")
    assert [meeting.slot for meeting in read_instance(file).meetings] == [None, 3]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("nTables = 1;", "nTables 1;", 'line 2: found "1" where "=" after nTables must stand'),
        ("[0,4]", "[0,4", 'line 11: found ";" where "," or "]" must stand'),
        ("[0,4]", "[0;4]", 'line 11: found ";" where "," or "]" must stand'),
        ("{1}];\n", "{1}]", 'line 12: found the end of the file where ";" after the value of precedences must stand'),
        ("{0,4}", "{0,a}", 'line 10: found "a" where a whole number must stand'),
        ("[0,4]", "[0,9999999999]", "line 11: 9999999999 is too large; numbers have at most 9 digits"),
        ("2..3", "2..99999", "line 10: 2..99999 is too long; ranges have at most 1000 numbers"),
        ("afternoon */", "afternoon", "line 4: this comment has no end; write */ where it ends"),
        ("[2,1,1]", "[2,1,1.5]", "line 9: '.' has no place in this form; what is read: names, whole numbers, "),
        ("fixed", "nTables", "line 11: nTables is given twice, first in line 2"),
        ("nTables", "tables", "line 2: tables is not known; known are nBusiness, "),
        ("nTables = 1", "nTables = {1}", "line 2: nTables is {1}; it must be a whole number, 0 to "),
        ("nTotalSlots = 4", "nTotalSlots = 101", "line 3: nTotalSlots is 101; it must be a whole number, 0 to 100"),
        ("nMorningSlots = 2", "nMorningSlots = 5", "line 4: nMorningSlots is 5, more than nTotalSlots, which is 4"),
        ("1, 2,1", "1, 1,1", "line 6: requested row 1 is [1, 1, 1]; a row is two different participants, 1 to 3, and "),
        ("1, 2,1", "1, 2,4", "line 6: requested row 1 is [1, 2, 4]; a row is two different participants, 1 to 3, and "),
        ("1, 2,1", "1, 2", "line 6: requested row 1 is [1, 2]; a row is two different participants, 1 to 3, and "),
        ("nMeetings = 2", "nMeetings = 3", "line 6: requested has 2 rows where nMeetings is 3; write it as [| a, b, "),
        ("2..3", "2..5", "line 10: forbidden entry 3 is {2, 3, 4, 5}; it must be a set of numbers, 0 to 4"),
        (", 2..3", "", "line 10: forbidden has 2 entries where 3 are needed, each a set of numbers, 0 to 4"),
        ("[0,4]", "[0,5]", "line 11: fixed entry 2 is 5; it must be a number, 0 to 4"),
        ("{1}]", "{3}]", "line 12: precedences entry 2 is {3}; it must be a set of numbers, 0 to 2"),
        ("[2,1,1]", "[2,2,1]", "line 9: nMeetingsBusiness entry 2 is 2; requested has 1 of participant 2"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_is_accepted(file: Path, old: str, new: str, fault: str) -> None:
    edit(file, old, new)
    assert faults(file)[0].startswith(fault)


def test_all_faults_of_meaning_are_told_at_once(file: Path) -> None:
    file.write_text(TEXT.replace("[0,4]", "[0,5]").replace("{0,4}", "{0,7}"), encoding="utf-8")
    assert len(faults(file)) == 2


def test_missing_fields_are_named(file: Path) -> None:
    file.write_text("nTables = 1;", encoding="utf-8")
    assert faults(file)[0].startswith("nBusiness, nMeetings, nTotalSlots, nMorningSlots, requested, forbidden missing")


def test_a_slot_is_fixed_under_one_name(file: Path) -> None:
    edit(file, "fixed = [0,4];", "fixed = [0,4]; fixat = [0,4];")
    assert faults(file) == ["line 11: fixat is another name for fixed, which is given too; keep one of them"]


def test_precedences_are_limited(file: Path) -> None:
    n = 450
    rows = "|".join(["1, 2, 3"] * n)
    sets = ",".join(["{}", *(f"1..{at}" for at in range(1, n))])
    head = f"nBusiness = 2; nMeetings = {n}; nTables = 1; nTotalSlots = 100; nMorningSlots = 1;"
    file.write_text(f"{head}\nrequested = [|{rows}|]; forbidden = [{{}}, {{}}]; precedences = [{sets}];", "utf-8")
    assert faults(file) == ["line 2: precedences orders too many pairs; at most 200 are taken here"]


def test_meetings_times_slots_are_limited(file: Path) -> None:
    file.write_text(TEXT.replace("nMeetings = 2", "nMeetings = 5000").replace("Slots = 4", "Slots = 100"), "utf-8")
    assert faults(file) == ["line 2: nMeetings × nTotalSlots is 500000; at most 50000 is taken"]


@pytest.mark.parametrize(
    "hostile", ["[" * 1_000_000, "{" * 1_000_000, "/*" * 500_000, "1.." * 300_000, "9" * 1_000_000]
)
def test_hostile_text_is_one_fault(file: Path, hostile: str) -> None:
    file.write_text(f"nTables = {hostile}", encoding="utf-8")
    assert len(faults(file)) == 1


@pytest.mark.parametrize("sign", ["", "{", "]", "|]", "..", "9"])
def test_a_file_cut_anywhere_is_read_or_refused(file: Path, sign: str) -> None:
    whole = len(TEXT.rstrip())
    for end in range(0, whole, 3):
        file.write_text(TEXT[:end] + sign, encoding="utf-8")
        with suppress(RefusedFile):
            read_instance(file)


@pytest.mark.parametrize(
    ("raw", "code"), [(b"\xff\xfe\xff", "encoding"), (b" " * 4_000_001, "too_large"), (None, "missing")]
)
def test_what_is_no_text_of_a_fair_size_is_unreadable(tmp_path: Path, raw: bytes | None, code: str) -> None:
    path = tmp_path / "one.dzn"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(UnreadableFile) as unreadable:
        read_instance(path)
    assert unreadable.value.code == code
