"""What a report is made from: scores that somebody else made, and what only the caller knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from evaluation.benchmark import Benchmark
from evaluation.rankings import Scores, check_shape
from evaluation.splits import Task
from evaluation.stats import DRAWS, Interval
from matcher import __version__

Probabilities = npt.NDArray[np.floating]
"""`(n_queries, n_candidates)` in [0, 1], in the order of a task; read for the pairs that are shown only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the figures come from; `commit` and `model_id` are empty where they are not known.

    `notes` are limits of this dataset or model that a reader must know, a sentence each.
    """

    dataset: str
    model_id: str = ""
    commit: str = ""
    code_version: str = __version__
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShuffleCheck:
    """nDCG@10 after what should carry it was shuffled away, beside a reference that keeps its figure on the same task.

    `gain` is the paired difference to the reference. `meaning` says in sentences what was shuffled, and what being at
    chance can and cannot show.
    """

    shuffle: str
    reference: str
    ndcg: Interval
    chance: Interval
    gain: Interval
    meaning: str = ""

    @property
    def is_at_chance(self) -> bool:
        """Whether the interval of the difference reaches down to 0 or lies below it."""
        return self.gain.low <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureCheck:
    """How far scores moved when everything from the split on was replaced by noise: 0 when none of it was read."""

    max_difference: float
    n_scores: int

    @property
    def is_unmoved(self) -> bool:
        """Whether not one score changed by a bit."""
        return self.max_difference == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInputs:
    """Everything that `build_report` looks at.

    Args:
        benchmark: names, descriptions and places for slices and examples.
        task: what was asked.
        scores: every model by the name that tables show, in their order.
        main: the model that the report is about.
        baseline: the model that differences are taken to.
        provenance: dataset, code and model.
        probabilities: of the main model, for calibration.
        ablations: the main model without something, by what it lacks ("without place").
        shuffled: checks on shuffled data.
        future: the check on a future of noise.
        caps: in how many lists a candidate may be, for the exposure curve; None takes a range up to no cap.
        seed: of the bootstrap and the sign-flip tests.
        draws: of the same.
    """

    benchmark: Benchmark
    task: Task
    scores: Mapping[str, Scores]
    main: str
    baseline: str
    provenance: Provenance
    probabilities: Probabilities | None = None
    ablations: Mapping[str, Scores] = field(default_factory=lambda: MappingProxyType({}))
    shuffled: tuple[ShuffleCheck, ...] = ()
    future: FutureCheck | None = None
    caps: tuple[int, ...] | None = None
    seed: int = 0
    draws: int = DRAWS


def check_inputs(inputs: ReportInputs) -> None:
    """Nothing when a report can be made.

    Raises:
        ValueError: the main model or the baseline has no scores, an ablation has the name of the main model, or
            probabilities have another shape than the task. (Scores are looked at where they are compared.)
    """
    for role, name in (("main model", inputs.main), ("baseline", inputs.baseline)):
        if name not in inputs.scores:
            raise ValueError(f"the {role} {name} has no scores; there are {', '.join(inputs.scores)}")
    if inputs.main in inputs.ablations:
        raise ValueError(f"an ablation is called {inputs.main} as the main model is; name it by what it lacks")
    if inputs.probabilities is not None:
        check_shape(inputs.task, np.asarray(inputs.probabilities, dtype=np.float32), "the probabilities")
