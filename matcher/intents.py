"""Who seeks what and who offers it: declared intents first, what a kind usually wants where nothing is declared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from matcher.profiles import Intent, Profile, ProfileKind

INTENTS: tuple[Intent, ...] = tuple(Intent)
"""The columns of every intent matrix, in this order."""

DECLARED = 1.0

_I, _K = Intent, ProfileKind

USUAL_OFFERS: Mapping[ProfileKind, Mapping[Intent, float]] = MappingProxyType(
    {
        _K.INVESTOR: {_I.RAISE_CAPITAL: 0.9, _I.MENTORING: 0.2},
        _K.MENTOR: {_I.MENTORING: 0.9, _I.TRAINING: 0.5, _I.LANDING: 0.3, _I.CUSTOMERS: 0.2},
        _K.CORPORATE: {
            _I.PILOT: 0.7,
            _I.CUSTOMERS: 0.6,
            _I.DISTRIBUTION: 0.5,
            _I.JOINT_RESEARCH: 0.4,
            _I.LICENSING: 0.4,
            _I.ACQUISITION: 0.4,
            _I.RAISE_CAPITAL: 0.3,
        },
        _K.UNIVERSITY: {_I.JOINT_RESEARCH: 0.8, _I.LAB_ACCESS: 0.6, _I.TRAINING: 0.4, _I.LICENSING: 0.3},
        _K.ACCELERATOR: {
            _I.ACCELERATION: 0.9,
            _I.MENTORING: 0.6,
            _I.TRAINING: 0.6,
            _I.LANDING: 0.5,
            _I.RAISE_CAPITAL: 0.5,
        },
        _K.TECH_TRANSFER_CENTRE: {
            _I.LAB_ACCESS: 0.8,
            _I.LICENSING: 0.7,
            _I.JOINT_RESEARCH: 0.7,
            _I.PILOT: 0.3,
        },
        _K.STARTUP: {},
        _K.SME: {},
    }
)
"""How likely a party of a kind offers an intent it did not declare (editorial judgement, 0–1)."""

USUAL_SEEKS: Mapping[ProfileKind, Mapping[Intent, float]] = MappingProxyType(
    {
        _K.STARTUP: {
            _I.RAISE_CAPITAL: 0.6,
            _I.PILOT: 0.5,
            _I.CUSTOMERS: 0.4,
            _I.MENTORING: 0.3,
            _I.ACCELERATION: 0.3,
        },
        _K.SME: {_I.DISTRIBUTION: 0.5, _I.CUSTOMERS: 0.5, _I.PILOT: 0.4, _I.JOINT_RESEARCH: 0.3, _I.LANDING: 0.3},
        _K.INVESTOR: {},
        _K.MENTOR: {},
        _K.CORPORATE: {},
        _K.UNIVERSITY: {},
        _K.ACCELERATOR: {},
        _K.TECH_TRANSFER_CENTRE: {},
    }
)
"""What a company of a kind usually seeks when it says nothing (editorial judgement, 0–1)."""


def seeks_matrix(profiles: tuple[Profile, ...]) -> npt.NDArray[np.float32]:
    """How much each profile seeks each intent, `(n_profiles, 12)` float32 in [0, 1]; declared 1, usual less."""
    return _matrix([(profile.seeks, USUAL_SEEKS[profile.kind]) for profile in profiles])


def offers_matrix(profiles: tuple[Profile, ...]) -> npt.NDArray[np.float32]:
    """How much each profile offers each intent, `(n_profiles, 12)` float32 in [0, 1].

    Declared offers do not silence what the kind usually offers: a fund that also offers mentoring still invests.
    """
    matrix = _matrix([(profile.offers, {}) for profile in profiles])
    usual = _matrix([((), USUAL_OFFERS[profile.kind]) for profile in profiles])
    return np.maximum(matrix, usual)


def _matrix(rows: list[tuple[tuple[Intent, ...], Mapping[Intent, float]]]) -> npt.NDArray[np.float32]:
    matrix = np.zeros((len(rows), len(INTENTS)), dtype=np.float32)
    for row, (declared, usual) in enumerate(rows):
        source = dict.fromkeys(declared, DECLARED) if declared else usual
        for intent, weight in source.items():
            matrix[row, INTENTS.index(intent)] = weight
    return matrix
