"""Parties to match: typed factories, the shipped taxonomy, and a whole run with a deterministic stand-in encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from matcher.candidates import RetrievalConfig
from matcher.features import PairRows
from matcher.interest import Heads
from matcher.matching import Matching, Programme, ask, match
from matcher.profiles import Profile, ProfileKind
from matcher.sectors import SectorTaxonomy, load_taxonomy, load_topics
from matcher.sides import PreparedSide, country_universe, prepare_side
from models.encoders import HashingEncoder
from models.ranking import AdditiveConfig, AdditiveRanker, Term

ProfileMaker = Callable[..., Profile]
SidesMaker = Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]]
Matcher = Callable[..., Matching]

FEATURE_WEIGHTS = {
    "about": 2.0,
    "needs": 1.5,
    "asks": 1.5,
    "sector": 1.0,
    "wanted_by_company": 1.0,
    "wanted_by_counterpart": 0.5,
    "stage": 0.7,
    "ticket": 0.5,
    "place": 0.5,
    "thesis": 0.5,
    "similar_past": 1.0,
    "activity": 0.3,
    "past_outcomes": 0.8,
}


@pytest.fixture(scope="session")
def company() -> ProfileMaker:
    """A startup named like its id, with whatever else is given."""

    def make(profile_id: str = "c1", **fields: Any) -> Profile:
        return Profile(**{"id": profile_id, "name": f"Company {profile_id}", "kind": ProfileKind.STARTUP, **fields})

    return make


@pytest.fixture(scope="session")
def counterpart() -> ProfileMaker:
    """An investor named like its id, with whatever else is given."""

    def make(profile_id: str = "p1", **fields: Any) -> Profile:
        return Profile(**{"id": profile_id, "name": f"Party {profile_id}", "kind": ProfileKind.INVESTOR, **fields})

    return make


@pytest.fixture(scope="session")
def taxonomy() -> SectorTaxonomy:
    """The shipped sectors."""
    return load_taxonomy()


@pytest.fixture(scope="session")
def sides(taxonomy: SectorTaxonomy) -> SidesMaker:
    """Both sides as arrays over one list of countries; no sector is read from meaning."""

    def make(companies: list[Profile], counterparts: list[Profile]) -> tuple[PreparedSide, PreparedSide]:
        universe = country_universe(companies, counterparts)

        def prepared(profiles: list[Profile]) -> PreparedSide:
            nothing_meant = np.zeros((len(profiles), len(taxonomy.codes)), dtype=np.float32)
            no_topic = np.zeros((len(profiles), len(load_topics().codes)), dtype=np.float32)
            return prepare_side(tuple(profiles), universe, taxonomy, nothing_meant, no_topic)

        return prepared(companies), prepared(counterparts)

    return make


@pytest.fixture(scope="session")
def one_pair() -> PairRows:
    """The first company with the first counterpart."""
    return PairRows(companies=np.array([0], dtype=np.int32), counterparts=np.array([0], dtype=np.int32))


@pytest.fixture(scope="session")
def heads() -> Heads:
    """Two rankers that read every feature with the same made-up weights, whatever the shipped ones are tuned to."""
    terms = tuple(Term(feature=name, weight=weight, reason="test") for name, weight in FEATURE_WEIGHTS.items())
    return Heads(
        model_id="test",
        company=AdditiveRanker(AdditiveConfig(name="company", base=-2.0, terms=terms)),
        counterpart=AdditiveRanker(AdditiveConfig(name="counterpart", base=-1.0, terms=terms[::-1])),
    )


@pytest.fixture(scope="session")
def matched(taxonomy: SectorTaxonomy, heads: Heads) -> Matcher:
    """A whole run over two lists of profiles, with the hashing encoder and without concepts."""
    encoder = HashingEncoder(64)

    def run(
        companies: list[Profile],
        counterparts: list[Profile],
        *,
        retrieval: RetrievalConfig | None = None,
        forbidden: frozenset[tuple[str, str]] = frozenset(),
        **programme: Any,
    ) -> Matching:
        question = ask(
            Programme(companies=tuple(companies), counterparts=tuple(counterparts), **programme), encoder, taxonomy, ()
        )
        return match(question, heads, retrieval or RetrievalConfig(), forbidden)

    return run
