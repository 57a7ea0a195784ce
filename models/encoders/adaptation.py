"""A learned turn of the vector space: one matrix after a frozen encoder, trained on texts known to belong together.

The matrix starts as the identity and is held near it, so that a thousand examples suffice and what the encoder knows of
the rest of the world stays. Training is contrastive (in-batch softmax, the whole set as one batch): each text must find
its partner among all others, in both directions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.encoders.normalisation import normalise_blocks
from models.encoders.protocols import FloatMatrix
from models.errors import ModelError

_FORMAT = 1
_WEIGHTS, _CONFIG = "adaptation.safetensors", "config.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationConfig:
    """How a matrix is trained; chosen on held-out statements (see the artefact's card).

    `penalty` weighs the squared distance from the identity, `temperature` divides cosines in the softmax, `dropout` is
    the share of entries hidden in each step, `rate` Adam's step.
    """

    penalty: float = 0.1
    temperature: float = 0.1
    dropout: float = 0.3
    steps: int = 40
    rate: float = 1e-3
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two views whose rows belong together, and how much that counts."""

    first: str
    second: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """A trained matrix `(d, d)` float32 for the vectors of one encoder, and how it came about."""

    matrix: FloatMatrix
    encoder_id: str
    data_hash: str
    config: AdaptationConfig

    def apply(self, vectors: FloatMatrix) -> FloatMatrix:
        """Unit rows `(n, d)` → unit rows `(n, d)`; zero rows stay zero."""
        turned = np.asarray(vectors, dtype=np.float32) @ self.matrix
        return normalise_blocks(turned, (turned.shape[1],))


def train_adaptation(
    views: Mapping[str, FloatMatrix],
    pairings: Sequence[Pairing],
    config: AdaptationConfig,
    *,
    encoder_id: str,
    data_hash: str,
) -> Adaptation:
    """The matrix under which paired rows find each other.

    Args:
        views: `(n, d)` unit rows by name; row i of every view speaks of the same thing.
        pairings: which views must find each other.
        config: see `AdaptationConfig`; the same one gives the same matrix on the same machine.
        encoder_id: whose vectors these are.
        data_hash: of the texts behind them.
    """
    import torch
    from torch.nn import functional

    torch.manual_seed(config.seed)
    tensors = {name: torch.tensor(np.asarray(view, dtype=np.float32)) for name, view in views.items()}
    n, dimension = next(iter(tensors.values())).shape
    identity, partner = torch.eye(dimension), torch.arange(n)
    matrix = torch.eye(dimension, requires_grad=True)
    optimiser = torch.optim.Adam([matrix], lr=config.rate)
    for _ in range(config.steps):
        turned = {
            name: functional.normalize(functional.dropout(view, config.dropout) @ matrix, dim=1)
            for name, view in tensors.items()
        }
        loss = config.penalty * ((matrix - identity) ** 2).sum()
        for pairing in pairings:
            logits = turned[pairing.first] @ turned[pairing.second].T / config.temperature
            both_ways = functional.cross_entropy(logits, partner) + functional.cross_entropy(logits.T, partner)
            loss = loss + 0.5 * pairing.weight * both_ways
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
    trained = matrix.detach().numpy().astype(np.float16).astype(np.float32)
    return Adaptation(matrix=trained, encoder_id=encoder_id, data_hash=data_hash, config=config)


def save_adaptation(adaptation: Adaptation, folder: Path) -> None:
    """Write the matrix (safetensors, float16) and its configuration (JSON) into `folder`, made if missing."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file({"matrix": adaptation.matrix.astype(np.float16)}, str(folder / _WEIGHTS))
    described: dict[str, Any] = {
        "format": _FORMAT,
        "encoder_id": adaptation.encoder_id,
        "data_hash": adaptation.data_hash,
        "config": asdict(adaptation.config),
    }
    (folder / _CONFIG).write_text(json.dumps(described, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def load_adaptation(folder: Path) -> Adaptation:
    """What `save_adaptation` wrote; the same matrix to the bit.

    Raises:
        ModelError: files are missing, damaged, or of another format.
    """
    from safetensors.numpy import load_file

    try:
        described = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        if described["format"] != _FORMAT:
            raise ModelError(f"{folder.name}: format {described['format']!r}; this version reads {_FORMAT}")
        matrix = load_file(str(folder / _WEIGHTS))["matrix"].astype(np.float32)
        return Adaptation(
            matrix=matrix,
            encoder_id=str(described["encoder_id"]),
            data_hash=str(described["data_hash"]),
            config=AdaptationConfig(**described["config"]),
        )
    except ModelError:
        raise
    except Exception as err:  # safetensors raises its own kind, which is not public
        raise ModelError(f"{folder.name}: cannot read this adaptation ({err!r}); reinstall abbina") from err
