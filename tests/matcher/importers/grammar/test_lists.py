"""Cells with several values."""

from matcher.importers.grammar import resolve_parts, split_list

KNOWN = {"A": ("a",), "B": ("b",), "A/B": ("whole",), "B e C": ("pair",)}


def test_semicolons_outrank_commas() -> None:
    assert split_list("Doe, John; Roe, Jane") == ("Doe, John", "Roe, Jane")


def test_commas_split_where_nothing_stronger_does() -> None:
    assert split_list("Firenze, Pisa") == ("Firenze", "Pisa")


def test_lines_with_bullets_are_parts() -> None:
    assert split_list("• uno\n• due\n- tre") == ("uno", "due", "tre")


def test_placeholders_and_repetitions_go() -> None:
    assert split_list("uno; n.d.; uno; -") == ("uno",)


def test_a_part_known_whole_is_never_split() -> None:
    assert resolve_parts("A/B; B e C", KNOWN.get) == (("whole", "pair"), ())


def test_an_unknown_part_is_split_at_weaker_separators() -> None:
    assert resolve_parts("A, B/A e X", KNOWN.get) == (("a", "b"), ("X",))
