from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from matcher.concepts import Concept, load_concepts, read_concepts
from matcher.errors import ConfigError
from matcher.sectors import SectorTaxonomy

RECORD = {"id": "x", "sector": "wine", "en": "a", "it": "b", "interest_en": "c", "interest_it": "d"}


@pytest.mark.parametrize(
    ("role", "language", "text"),
    [("company", "en", "a"), ("company", "it", "b"), ("counterpart", "en", "c"), ("counterpart", "it", "d")],
)
def test_a_concept_speaks_for_each_role_in_each_language(role: str, language: str, text: str) -> None:
    assert Concept(**RECORD).text(role, language) == text


def test_shipped_concepts_are_sorted_whole_and_told_apart_by_id() -> None:
    concepts = load_concepts()
    ids = [concept.id for concept in concepts]
    assert ids == sorted(set(ids))
    assert all(
        concept.text(role, lang).strip() for concept in concepts for role in ("company", "x") for lang in ("it", "en")
    )


def test_nine_of_ten_shipped_concepts_name_a_sector_that_is_known(taxonomy: SectorTaxonomy) -> None:
    concepts = load_concepts()
    n_known = sum(bool(taxonomy.match_label(concept.sector).codes) for concept in concepts)
    assert n_known / len(concepts) >= 0.9


@pytest.mark.parametrize(
    "line",
    ["not json", json.dumps({"id": "x"}), json.dumps([1])],
    ids=["no JSON", "fields missing", "no object"],
)
def test_a_damaged_line_is_named(line: str) -> None:
    good = json.dumps(asdict(load_concepts()[0]))
    with pytest.raises(ConfigError, match=r"concepts\.jsonl, line 2: not a concept"):
        read_concepts(f"{good}\n{line}", "concepts.jsonl")
