from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from matcher.errors import ConfigError
from matcher.learning import LIKE, PLACE, STAGE, PastConfig, PastRanker, RecordReader, read_record
from matcher.learning.ranker import KERNEL, RULE
from matcher.profiles import Interaction, Profile, ProfileKind
from models.encoders import HashingEncoder
from models.ranking.calibration import Platt

CITIES, FIELDS = ("Pisa", "Torino"), ("wine", "steel")
RANKER = PastRanker(
    config=PastConfig(),
    trained_until=0,
    trees=None,
    weights={KERNEL: 0.5, RULE: 0.5},
    calibration=Platt(slope=1.0, intercept=-3.0),
)


def company(number: int) -> Profile:
    field, city = FIELDS[number % 2], CITIES[number // 2 % 2]
    return Profile(
        id=f"c{number:02}",
        name=f"Company {number}",
        kind=ProfileKind.STARTUP,
        city=city,
        region=city,
        sector_labels=(field,),
        stage_label="seed",
        description=f"Machines for {field}",
    )


def counterpart(name: str) -> Profile:
    return Profile(id=name, name=name.upper(), kind=ProfileKind.INVESTOR)


class Untouched:
    """An encoder that nobody may ask."""

    id, blocks = "untouched", (1,)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        raise AssertionError(f"{len(texts)} texts were encoded for a ranker that reads words alone")


PAST = [company(number) for number in range(24)]
ASKING = [company(number) for number in range(24, 28)]
COUNTERPARTS = [counterpart(name) for name in ("any-pisa", "any-torino", "new", "wine-any")]


def met(number: int, name: str) -> Interaction:
    day = date(2024, 1, 1) + timedelta(days=number)
    return Interaction(startup_id=f"c{number:02}", counterpart_id=name, date=day, relation="meeting")


def history() -> list[Interaction]:
    """One drawn to wine, one to each city, and one that did a single thing."""
    deals = [met(0, "new")]
    for number in range(24):
        field, city = FIELDS[number % 2], CITIES[number // 2 % 2]
        deals += [met(number, f"any-{city.lower()}")] if number % 3 else []
        deals += [met(number, "wine-any")] if field == "wine" else []
    return deals


@pytest.fixture(scope="module")
def reader() -> RecordReader:
    found = read_record(RANKER, ASKING, COUNTERPARTS, PAST, history())
    assert found is not None
    return found


def test_who_did_too_little_is_not_judged(reader: RecordReader) -> None:
    assert reader.record.known.tolist() == [True, True, False, True]
    assert (reader.record.lift[:, 2] == 0.0).all()


def test_the_past_speaks_for_those_who_did_the_like(reader: RecordReader) -> None:
    wine_in_pisa, steel_in_torino = 0, 3
    lift = reader.record.lift
    assert lift[wine_in_pisa, 0] > lift[wine_in_pisa, 1]
    assert lift[steel_in_torino, 1] > lift[steel_in_torino, 0]
    assert lift[wine_in_pisa, 3] > lift[steel_in_torino, 3]


def test_few_past_companies_make_less_difference(reader: RecordReader) -> None:
    few = read_record(RANKER, ASKING, COUNTERPARTS, PAST, [deal for deal in history() if deal.startup_id < "c06"])
    assert few is not None
    spread = [float(np.ptp(one.record.lift[:, one.record.known], axis=1).mean()) for one in (few, reader)]
    assert 0.0 < spread[0] < spread[1]


def test_topics_add_up_to_what_stands_in_the_record(reader: RecordReader) -> None:
    judged = np.array([0, 1, 3])
    for row in range(len(ASKING)):
        topics = reader.topics(row, judged)
        assert sum(topics.values()) == pytest.approx(reader.record.lift[row, judged], abs=1e-6)


def test_a_witness_names_the_deals_that_bear_each_topic(reader: RecordReader) -> None:
    wine, pisa = reader.witnesses(0, np.array([3, 0]))
    fields = {one.id: one.sector_labels[0] for one in PAST}
    cities = {one.id: one.city for one in PAST}
    assert {fields[one] for one in wine.deals(LIKE)} == {"wine"}
    assert (pisa.place, {cities[one] for one in pisa.deals(PLACE)}) == ("city", {"Pisa"})
    assert len(pisa.deals(STAGE)) == pisa.n_deals == 8


def test_without_its_deals_a_counterpart_stands_lower(reader: RecordReader) -> None:
    gone = set(reader.witnesses(0, np.array([3]))[0].deals(LIKE))
    kept = [deal for deal in history() if not (deal.counterpart_id == "wine-any" and deal.startup_id in gone)]
    without = read_record(RANKER, ASKING, COUNTERPARTS, PAST, kept)
    assert without is not None
    assert without.record.lift[0, 3] < reader.record.lift[0, 3]


def test_a_deal_of_the_asking_company_is_no_witness() -> None:
    found = read_record(RANKER, ASKING, COUNTERPARTS, PAST, [*history(), met(24, "wine-any")])
    assert found is not None
    assert "c24" not in found.witnesses(0, np.array([3]))[0].deals(LIKE)


@pytest.mark.parametrize("deals", [[], [met(0, "stranger"), met(2, "stranger")]], ids=["no history", "only strangers"])
def test_without_a_past_there_is_no_record(deals: list[Interaction]) -> None:
    assert read_record(RANKER, ASKING, COUNTERPARTS, PAST, deals) is None


def test_a_ranker_that_reads_prose_reads_it_with_its_encoder() -> None:
    told = replace(RANKER, config=replace(RANKER.config, encoder=HashingEncoder().id))
    found = read_record(told, ASKING, COUNTERPARTS, PAST, history(), HashingEncoder())
    assert found is not None
    assert found.record.known.tolist() == [True, True, False, True]
    with pytest.raises(ConfigError, match="the one given is none"):
        read_record(told, ASKING, COUNTERPARTS, PAST, history())


def test_a_ranker_of_words_leaves_the_encoder_alone(reader: RecordReader) -> None:
    found = read_record(RANKER, ASKING, COUNTERPARTS, PAST, history(), Untouched())
    assert found is not None
    assert np.array_equal(found.record.lift, reader.record.lift)
