"""What people who judged pairs say of one like it, on top of what its parts say: trees over all that is known of it.

The weights of the prior add features up. Readers who go through lists do not: a broad fund with one right word among
thirty is no match, a narrow one next door is none either, and a corporate counts where a partner is sought. That is
learned from their judgements (`models/artefacts/judged-v1`), as what must be added to the prior to say what they said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.features.coverage import Covered
from matcher.intents import INTENTS
from matcher.pairs import PairRows
from matcher.profiles import Intent, ProfileKind
from matcher.sides import PreparedSide
from models.errors import ModelError
from models.ranking.trees import Trees, load_trees

Floats = npt.NDArray[np.float32]

SHIPPED_JUDGE, TYPICAL_FILE = "judged-v1", "typical.json"
FULL = 4.0
"""Log-odds that count as a full judgement: beyond it nothing more is gained or lost."""
JUDGED_KINDS = frozenset({ProfileKind.INVESTOR, ProfileKind.CORPORATE, ProfileKind.ACCELERATOR})
"""The kinds of counterpart that were judged: of others the trees know nothing."""
FACTS = ("about", "sector", "topic", "wanted_by_company", "stage", "limits", "thesis", "apart", "elsewhere")
"""The features of a pair that the trees read."""
RISING = (
    *FACTS,
    *("covered_topics", "covered_sectors", "best_covered_sector"),
)
"""What the trees read of a pair; more of one of these, all else unchanged, never lowers a judgement."""
COLUMNS = (
    *RISING,
    *("topics_named", "clearest_topic", "general_topics", "sectors_named"),
    *("text_length", "labels", "first_stage", "last_stage", "countries", "least_ticket", "crowding"),
    *("is_corporate", "is_accelerator"),
    *("says_wishes", "seeks_capital", "wishes", "company_stage", "stages_past"),
)
"""Everything that the trees read, in the order of their columns: of the pair, of the counterpart, of the company."""
_THREADS = 2
"""Some hundred thousand pairs are judged at a time; the sums are the same with any number."""


@cache
def load_judge() -> Trees:
    """The shipped trees, read once per process.

    Raises:
        ModelError: they are damaged, or read other columns than `COLUMNS`.
    """
    with as_file(files("models").joinpath("artefacts", SHIPPED_JUDGE)) as folder:
        trees = load_trees(folder, n_threads=_THREADS)
    trees.check_features(COLUMNS)
    return trees


@cache
def typical_pair() -> Floats:
    """What the trees read of a typical judged pair, `(len(COLUMNS),)`: the median of each column in training.

    Raises:
        ModelError: it is of other columns than `COLUMNS`.
    """
    file = files("models").joinpath("artefacts", SHIPPED_JUDGE, TYPICAL_FILE)
    typical = json.loads(file.read_text(encoding="utf-8"))
    if list(typical) != list(COLUMNS):
        raise ModelError(f"{SHIPPED_JUDGE}: {TYPICAL_FILE} is not of the columns that are read; train again")
    return np.array(list(typical.values()), dtype=np.float32)


def judgement(
    companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, columns: Floats, trees: Trees
) -> Floats:
    """What the trees add to each pair in units of `FULL`, in [−1, 1]; 0 where the counterpart could not be judged.

    Judged are the kinds in `JUDGED_KINDS` that have a description, an offer, a label, or sectors that were read
    otherwise (from a name, say), with companies that do. `columns` are those of `judgement_columns`.
    """
    can = _is_judged(counterparts)[pairs.counterparts] & _says_its_field(companies)[pairs.companies]
    lift = np.zeros(len(pairs), dtype=np.float32)
    lift[can] = np.clip(trees.score(columns[can]) / FULL, -1.0, 1.0)
    return lift


def judgement_columns(
    companies: PreparedSide,
    counterparts: PreparedSide,
    pairs: PairRows,
    found: Mapping[str, Floats],
    near: Covered,
    crowding: Floats,
    general: npt.NDArray[np.bool_],
) -> Floats:
    """What the trees read of each pair, `(n_pairs, len(COLUMNS))` float32.

    `found` holds the features of the pairs, `near` how the counterpart covers the company, `crowding`
    `(n_counterparts,)` that of their texts, `general` `(n_topics,)` marks the topics that are nobody's own. A stage or
    ticket that is not said is −1, and a text, label or wish that is not there 0.
    """
    of_pair = {
        **{name: found[name] for name in FACTS},
        "covered_topics": near.topics,
        "covered_sectors": near.sectors,
        "best_covered_sector": near.best_sector,
    }
    of_counterpart = {
        name: np.asarray(column, dtype=np.float32)[pairs.counterparts]
        for name, column in _counterpart_traits(counterparts, crowding, general).items()
    }
    of_company = {
        name: np.asarray(column, dtype=np.float32)[pairs.companies]
        for name, column in _company_traits(companies).items()
    }
    columns = of_pair | of_counterpart | of_company
    columns["stages_past"] = _stages_past(columns["company_stage"], columns["first_stage"], columns["last_stage"])
    return np.stack([columns[name] for name in COLUMNS], axis=1).astype(np.float32)


def _company_traits(companies: PreparedSide) -> dict[str, npt.NDArray[Any]]:
    """What each company wishes, and its stage, each `(n,)`.

    How much it says, and of how many fields, is left out: the same company says more or less of it in another language.
    """
    return {
        "says_wishes": companies.seeks_stated,
        "seeks_capital": companies.seeks[:, INTENTS.index(Intent.RAISE_CAPITAL)],
        "wishes": companies.seeks.sum(axis=1),
        "company_stage": companies.stage,
    }


def _counterpart_traits(
    counterparts: PreparedSide, crowding: Floats, general: npt.NDArray[np.bool_]
) -> dict[str, npt.NDArray[Any]]:
    """What each counterpart is, how much and how broadly it speaks, each `(n,)`."""
    topics, accepts = counterparts.topics, counterparts.accepts
    says_stage = accepts.any(axis=1)
    last = accepts.shape[1] - 1 - accepts[:, ::-1].argmax(axis=1)
    ticket = counterparts.ticket_min
    return {
        "topics_named": topics.sum(axis=1),
        "clearest_topic": topics.max(axis=1, initial=0.0),
        "general_topics": topics[:, general].sum(axis=1),
        "sectors_named": counterparts.sectors.sum(axis=1),
        "text_length": np.log1p(counterparts.text_length),
        "labels": counterparts.n_labels,
        "first_stage": np.where(says_stage, accepts.argmax(axis=1), -1),
        "last_stage": np.where(says_stage, last, -1),
        "countries": counterparts.works_in.sum(axis=1),
        "least_ticket": np.where(np.isnan(ticket), -1.0, np.log1p(np.nan_to_num(ticket))),
        "crowding": crowding,
        "is_corporate": _is_kind(counterparts, ProfileKind.CORPORATE),
        "is_accelerator": _is_kind(counterparts, ProfileKind.ACCELERATOR),
    }


def _stages_past(stage: Floats, first: Floats, last: Floats) -> Floats:
    """How many stages a company is past the last that a counterpart names, negative before the first, 0 if unknown."""
    past = np.where(stage > last, stage - last, np.minimum(stage - first, 0.0))
    return np.where((stage >= 0) & (last >= 0), past, np.float32(0.0))


def _is_judged(counterparts: PreparedSide) -> npt.NDArray[np.bool_]:
    return _is_kind(counterparts, *JUDGED_KINDS) & _says_its_field(counterparts)


def _is_kind(side: PreparedSide, *kinds: ProfileKind) -> npt.NDArray[np.bool_]:
    return np.array([profile.kind in kinds for profile in side.profiles], dtype=np.bool_)


def _says_its_field(side: PreparedSide) -> npt.NDArray[np.bool_]:
    return (side.text_length > 0) | (side.n_labels > 0) | side.sectors.any(axis=1)
