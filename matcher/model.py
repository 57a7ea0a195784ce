"""A model as a whole: what each side wants by its profile, and what the past says where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from matcher.errors import ConfigError
from matcher.features.judgement import SHIPPED_JUDGE
from matcher.features.table import JUDGEMENT
from matcher.heads import WEIGHTS, load_heads
from matcher.interest import Heads
from matcher.learning import PastRanker, is_past_ranker, load_past_ranker

SHIPPED_PAST = "past-v1"
TRACK_RECORD = "track_record"
"""The feature by which the heads weigh what a ranker over the past says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Heads over profiles, and a ranker over the past for programmes that bring a history.

    `past` is None where the heads do not weigh it. `past_id` names it, "" without one.
    """

    heads: Heads
    past: PastRanker | None
    past_id: str

    @property
    def id(self) -> str:
        """What a product is stamped with: the heads, the judge where they weigh one, and what reads the past."""
        judge = SHIPPED_JUDGE if JUDGEMENT in self.heads.feature_names else ""
        return " + ".join(filter(None, (self.heads.model_id, judge, self.past_id if self.past else "")))


def load_model(folder: Path | None = None) -> Model:
    """The model of a folder, by default the shipped one.

    A folder may hold weights over profiles (`weights.toml`), a ranker over the past (as `abbina train` writes it), or
    both; what it does not hold is taken from the shipped model.

    Raises:
        ConfigError: the folder holds neither, or weights that cannot be read.
        DataError: it holds a ranker over the past that is damaged.
    """
    holds_past = folder is not None and is_past_ranker(folder)
    holds_weights = folder is not None and (folder / WEIGHTS).is_file()
    heads = load_heads(folder if holds_weights or not holds_past else None)
    if TRACK_RECORD not in heads.feature_names:
        if holds_past:
            raise ConfigError(f"the weights of {folder} do not weigh {TRACK_RECORD}: its ranker would not be heard")
        return Model(heads=heads, past=None, past_id="")
    if folder is not None and holds_past:
        return Model(heads=heads, past=load_past_ranker(folder), past_id=folder.resolve().name)
    with as_file(files("models").joinpath("artefacts", SHIPPED_PAST)) as shipped:
        return Model(heads=heads, past=load_past_ranker(shipped), past_id=SHIPPED_PAST)
