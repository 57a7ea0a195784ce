"""Real tables, where they are at hand: no error, every row taken, few warnings."""

from pathlib import Path

import pytest

from matcher.importers import import_interactions, import_profiles
from matcher.profiles import ProfileKind

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the benchmark folders (../shared/data) are not here")

C, I = ProfileKind.STARTUP, ProfileKind.INVESTOR  # noqa: E741  (company, investor)
TABLES = [
    ("italian-spinoffs/startups.csv", C, 350),
    ("italian-startups/startups.csv", C, 344),
    ("italian-startups/counterparts.csv", I, 83),
    # One of the 5,731 rows of this table is its header once more ("name, Name, investor, Overview …").
    ("counterpart-profiles/counterparts.csv", I, 5_730),
    ("us-investments/startups.csv", C, 6_873),
    ("us-investments/counterparts.csv", I, 6_535),
    ("us-rounds-2013/startups.csv", C, 9_532),
    ("us-rounds-2013/counterparts.csv", I, 4_722),
]


@pytest.mark.parametrize(("file", "kind", "n_profiles"), TABLES, ids=[table[0] for table in TABLES])
def test_a_real_table_is_taken_whole_with_few_warnings(file: str, kind: ProfileKind, n_profiles: int) -> None:
    imported = import_profiles(DATA / file, default_kind=kind)
    warnings = [problem for problem in imported.problems if problem.severity == "warning"]
    assert len(imported.profiles) == n_profiles
    assert imported.ignored_headers == ()
    assert len(warnings) <= 5
    assert len(imported.problems) <= 15


@pytest.mark.parametrize(
    ("folder", "n_rows"),
    [("italian-startups", 133), ("us-investments", 21_030), ("us-rounds-2013", 38_010)],
    ids=lambda value: str(value),
)
def test_real_interactions_are_taken_whole(folder: str, n_rows: int) -> None:
    imported = import_interactions(DATA / folder / "interactions.csv")
    assert len(imported.interactions) == n_rows
    assert imported.problems == ()


def test_nearly_every_address_gives_a_country() -> None:
    path = DATA / "counterpart-profiles" / "counterparts.csv"
    n_addresses = 3_709
    profiles = import_profiles(path, default_kind=I).profiles
    assert sum(bool(profile.country) for profile in profiles) >= 0.98 * n_addresses
