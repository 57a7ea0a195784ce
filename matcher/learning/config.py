"""How a ranker is trained on the past; a frozen object that becomes JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from matcher.errors import ConfigError
from matcher.past.groups import MEMBERS
from matcher.past.kernel import KernelConfig
from models.ranking.lambdamart import LambdaMartConfig

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PastConfig:
    """Everything that decides what is learned, beside the ledger and the random numbers.

    Attributes:
        min_deals: companies in which a counterpart must have a deal to be a candidate.
        window_days: length of a training window; each asks as of its first day.
        n_windows: training windows, one behind the other, the last ends at the split.
        n_negatives: candidates without a deal drawn for each training list.
        doubt: lists' worth of belief in the simple blend against one chosen on training lists.
        min_lists: training lists under which no trees are grown.
        left_out: groups of features (`matcher.past.groups`) that the trees do not read; without "kernel", the kernel
            is no part of the blend either. The simple rule keeps what it reads.
        encoder: id of the encoder by whose vectors texts of companies are compared too; "" for words alone.
        kernel: of the kernel ridge.
        trees: of the boosted trees.

    Raises:
        ConfigError: there is no such group.
    """

    min_deals: int = 2
    window_days: int = 365
    n_windows: int = 3
    n_negatives: int = 400
    doubt: float = 30.0
    min_lists: int = 100
    left_out: tuple[str, ...] = ()
    encoder: str = ""
    kernel: KernelConfig = field(default_factory=KernelConfig)
    trees: LambdaMartConfig = field(default_factory=LambdaMartConfig)

    def __post_init__(self) -> None:
        unknown = [name for name in self.left_out if name not in MEMBERS]
        if unknown:
            raise ConfigError(
                f'there is no group of features "{unknown[0]}" to leave out; there are {", ".join(MEMBERS)}'
            )

    def to_json(self) -> str:
        """JSON that `config_from_json` reads."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n"


def config_from_json(text: str) -> PastConfig:
    """The config that `to_json` wrote.

    Raises:
        ConfigError: it is not JSON, of another format, has other names in it, or leaves out a group that there is not.
    """
    try:
        document: dict[str, Any] = json.loads(text)
        if document.pop("format") != FORMAT:
            raise ValueError(f"only format {FORMAT} is read here")
        kernel = KernelConfig(**_known(KernelConfig, document.pop("kernel")))
        trees = LambdaMartConfig(**_known(LambdaMartConfig, document.pop("trees")))
        left_out = tuple(document.pop("left_out", ()))
        return PastConfig(kernel=kernel, trees=trees, left_out=left_out, **document)
    except (json.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError) as err:
        raise ConfigError(f"this is no configuration of a ranker over the past ({err!r})") from err


def _known(kind: type[KernelConfig] | type[LambdaMartConfig], values: Mapping[str, Any]) -> dict[str, Any]:
    missing = {field.name for field in fields(kind)} ^ set(values)
    if missing:
        raise ValueError(f"{kind.__name__}: missing or unknown {sorted(missing)}")
    return dict(values)
