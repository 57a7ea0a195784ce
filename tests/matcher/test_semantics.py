from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from matcher.concepts import Concept
from matcher.profiles import Profile
from matcher.sectors import SectorTaxonomy
from matcher.semantics import (
    COMPANY,
    CONCEPT_TEMPERATURE,
    CONCEPT_WEIGHT,
    COUNTERPART,
    EncodedSide,
    build_space,
    concept_sectors,
    encode_side,
    place_side,
    unit_rows,
    voice_text,
    widen,
)
from matcher.text import Voice, profile_sentences
from models.encoders import HashingEncoder

Make = Callable[..., Profile]
ENCODER = HashingEncoder(64)
VINES = "We make robots that prune the vines of Tuscany by night."
WEATHER = "They work alone on any slope, in any weather there is."
NEED = "We look for a distributor of farm machines in California."


def concept(concept_id: str, **fields: str) -> Concept:
    words = {"sector": "wine", "en": "Vineyard robots", "it": "Robot per vigne"}
    interest = {"interest_en": "We invest in wine", "interest_it": "Investiamo nel vino"}
    return Concept(id=concept_id, **(words | interest | fields))


CONCEPTS = (
    concept("vines"),
    concept(
        "boats", sector="marine", en="Electric ferries", it="Traghetti elettrici", interest_en="We invest in ships"
    ),
)


def test_every_sentence_is_encoded_and_knows_its_profile(company: Make) -> None:
    side = encode_side([company("a"), company("b", description=f"{VINES} {WEATHER}", needs=NEED)], COMPANY, ENCODER)
    assert [sentence.text for sentence in side.sentences] == [VINES, WEATHER, NEED]
    assert side.owner.tolist() == [1, 1, 1]
    assert side.raw.tolist() == ENCODER.encode([VINES, WEATHER, NEED]).tolist()


def test_a_voice_is_its_text_as_a_whole_and_the_mean_of_its_sentences(company: Make) -> None:
    side = encode_side([company(description=f"{VINES} {WEATHER}", needs=NEED)], COMPANY, ENCODER)
    one, other = ENCODER.encode([VINES, WEATHER])
    mean = (one + other) / np.linalg.norm(one + other)
    assert side.about.whole.tolist() == ENCODER.encode([f"{VINES} {WEATHER}"]).tolist()
    assert side.about.pieces[0] == pytest.approx(mean, abs=1e-6)
    assert side.needs.pieces[0] == pytest.approx(ENCODER.encode([NEED])[0], abs=1e-6)


def test_the_group_of_a_profile_is_its_role_and_language(company: Make) -> None:
    side = encode_side(
        [company(description="Produciamo sensori per la vigna."), company(description=VINES), company()],
        COMPANY,
        ENCODER,
    )
    assert side.languages == ("it", "en", "")
    assert side.groups() == ["company/it/run", "company/en/run", "company/en/run"]


def test_a_voice_reads_its_own_sentences_only(company: Make) -> None:
    sentences = profile_sentences(company(description=VINES, needs=NEED))
    assert voice_text(sentences, Voice.ABOUT) == VINES
    assert voice_text(sentences, Voice.NEEDS) == NEED


def encoded_pair(company: Make, counterpart: Make) -> list[EncodedSide]:
    return [
        encode_side([company("a", description=VINES), company("b")], COMPANY, ENCODER),
        encode_side([counterpart(description="We fund robots for vines.")], COUNTERPART, ENCODER),
    ]


@pytest.mark.parametrize("concepts", [(), CONCEPTS], ids=["without concepts", "with concepts"])
def test_placed_profiles_are_unit_rows_and_silent_ones_zero(
    company: Make, counterpart: Make, taxonomy: SectorTaxonomy, concepts: tuple[Concept, ...]
) -> None:
    companies, counterparts = encoded_pair(company, counterpart)
    space = build_space([companies, counterparts], concepts, ENCODER, taxonomy)
    placed = place_side(companies, space)
    assert placed.about.shape == placed.needs.shape == (2, 128)
    assert placed.sectors.shape == (2, len(taxonomy.codes))
    assert np.linalg.norm(placed.about, axis=1).tolist() == pytest.approx([1.0, 0.0])
    assert not placed.needs.any()
    assert not placed.sectors[1].any()
    assert np.isfinite(placed.about).all()


def test_the_meaning_of_a_text_is_shared_out_over_sectors(
    company: Make, counterpart: Make, taxonomy: SectorTaxonomy
) -> None:
    companies, counterparts = encoded_pair(company, counterpart)
    space = build_space([companies, counterparts], CONCEPTS, ENCODER, taxonomy)
    shares = place_side(companies, space).sectors[0]
    assert shares.sum() == pytest.approx(1.0)
    assert shares[taxonomy.codes.index("wine")] + shares[taxonomy.codes.index("marine")] == pytest.approx(1.0)


@pytest.mark.parametrize(("n_companies", "n_counterparts"), [(0, 0), (1, 0), (0, 1)])
def test_a_side_without_profiles_has_a_space_all_the_same(
    company: Make, counterpart: Make, taxonomy: SectorTaxonomy, n_companies: int, n_counterparts: int
) -> None:
    companies = encode_side([company(description=VINES)] * n_companies, COMPANY, ENCODER)
    counterparts = encode_side([counterpart(description=VINES)] * n_counterparts, COUNTERPART, ENCODER)
    space = build_space([companies, counterparts], CONCEPTS, ENCODER, taxonomy)
    assert place_side(companies, space).about.shape == (n_companies, 128)
    assert place_side(counterparts, space).about.shape == (n_counterparts, 128)


def test_a_concept_belongs_to_the_sectors_of_its_label(taxonomy: SectorTaxonomy) -> None:
    sectors = concept_sectors((*CONCEPTS, concept("odd", sector="Zorblax")), taxonomy)
    assert sectors[0, taxonomy.codes.index("wine")] == 1.0
    assert sectors.sum(axis=1).tolist() == pytest.approx([1.0, 1.0, 0.0])


def test_two_widened_rows_weigh_themselves_one_and_their_smoothed_copies_less() -> None:
    concepts = np.eye(2, dtype=np.float32)
    rows = np.array([[1.0, 0.0], [0.8, 0.6]], dtype=np.float32)

    def smooth(row: np.ndarray) -> np.ndarray:
        weights = np.exp(row / CONCEPT_TEMPERATURE)
        return weights / np.linalg.norm(weights)

    expected = (0.8 + CONCEPT_WEIGHT * smooth(rows[0]) @ smooth(rows[1])) / (1 + CONCEPT_WEIGHT)
    wide = widen(rows, concepts)
    assert wide[0] @ wide[1] == pytest.approx(expected, abs=1e-5)


def test_without_concepts_widening_keeps_every_inner_product() -> None:
    rows = unit_rows(np.array([[3.0, 4.0], [1.0, 0.0], [0.0, 0.0]], dtype=np.float32))
    wide = widen(rows, np.zeros((0, 2), dtype=np.float32))
    assert wide @ wide.T == pytest.approx(rows @ rows.T, abs=1e-6)


def test_unit_rows_have_length_one_and_zero_stays_zero() -> None:
    assert unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [
        [pytest.approx(0.6), pytest.approx(0.8)],
        [0.0, 0.0],
    ]
