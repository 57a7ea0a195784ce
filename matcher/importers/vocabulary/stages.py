"""Stages from round names and readiness names, Italian and English, on the one ladder of `Stage`."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.importers.grammar import resolve_parts
from matcher.importers.vocabulary.words import fold, load_vocabulary, phrase_pattern
from matcher.profiles import STAGE_ORDER, Stage

STAGES_ACCEPTED = "idea, pre-seed, prototipo, seed, primi ricavi, series A, scaling, growth, series B, pre-IPO"


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[Stage, ...]]:
    vocabulary = load_vocabulary("stages.toml")
    labels: dict[str, tuple[Stage, ...]] = {fold(label): () for label in vocabulary["none"]["labels"]}
    labels |= {fold(label): (Stage(code),) for code, known in vocabulary["stages"].items() for label in known}
    labels |= {fold(label): tuple(Stage(code) for code in codes) for label, codes in vocabulary["spans"].items()}
    return labels | {fold(stage): (stage,) for stage in Stage}


@lru_cache(maxsize=1)
def _inside() -> re.Pattern[str]:
    """Labels that may stand inside a longer text; those of three letters or fewer only count as a whole cell."""
    return phrase_pattern(
        [label for label, stages in _labels().items() if stages and len(label) > 3 and label != "startup"]
    )


def _lookup(part: str) -> tuple[Stage, ...] | None:
    return _labels().get(fold(part))


def _lookup_inside(part: str) -> tuple[Stage, ...] | None:
    found = [_labels()[match.group()] for match in _inside().finditer(fold(part))]
    return tuple(stage for stages in found for stage in stages) or None


@lru_cache(maxsize=8192)
def find_stages(text: str) -> tuple[tuple[Stage, ...], tuple[str, ...]]:
    """The stages that `text` names, in the ladder's order, and the parts of it that are not known.

    A label that is known to name no maturity ("grant") adds nothing and is not reported as unknown. A part that is
    not a label is searched for labels inside it ("round Serie A in corso").
    """
    stages, unknown = resolve_parts(text, _lookup)
    left = []
    for part in unknown:
        inside = _lookup_inside(part)
        stages += inside or ()
        left += [] if inside else [part]
    return tuple(sorted(set(stages), key=STAGE_ORDER.__getitem__)), tuple(left)
