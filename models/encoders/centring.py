"""Takes away what all texts of a group share, so that what remains is what sets them apart.

Raw sentence vectors of one language, or of one role ("we make …" against "we invest in …"), sit in a narrow cone: the
right partner scores hardly better than a wrong one. Subtracting the group's mean opens the cone. A group is named by a
path such as "company/it"; its parent is "company", and the parent of that is the whole, "". A mean over few members is
mostly noise, so each is shrunk toward its parent's: (n·m + k·parent) / (n + k). The whole's is shrunk toward zero, with
k = 1, which leaves a lone vector as it was.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoders.normalisation import block_slices, normalise_blocks
from models.encoders.protocols import FloatMatrix
from models.errors import ModelError

SHRINKAGE = 8.0
"""The default k: as if each group had eight more members that are all like its parent (docs/encoders.md says why)."""

_ROOT_SHRINKAGE = 1.0
"""The same for the mean of the whole, toward zero: as little as keeps a lone vector from vanishing."""

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Centring:
    """Fitted means: `means` maps each group and each of its parents, "" included, to a vector of shape (d,) float32."""

    blocks: tuple[int, ...]
    means: dict[str, NDArray[np.float32]]

    def apply(self, vectors: FloatMatrix, groups: Sequence[str]) -> FloatMatrix:
        """Subtract each row's group mean and bring each block back to length 1.

        Args:
            vectors: shape (n, d), each block of length 1 or zero; n may be 0.
            groups: one name per row; an unknown group takes the mean of its nearest known parent.

        Returns:
            A new (n, d) float32 array. A block that is zero stays zero.

        Raises:
            ValueError: as many groups as rows are needed, and blocks that sum to d.
        """
        _check(vectors, self.blocks, groups)
        centred = np.array(vectors, dtype=np.float32, order="C")
        rows_by_group = _rows_by_group(groups)
        for group, rows in rows_by_group.items():
            centred[rows] -= self.means[next(name for name in _lineage(group) if name in self.means)]
        for columns, present in zip(block_slices(self.blocks), _has_content(vectors, self.blocks).T, strict=True):
            centred[~present, columns] = 0
        return normalise_blocks(centred, self.blocks)

    def to_json(self) -> str:
        """The means as JSON text; `from_json` gives them back to the bit."""
        means = {group: mean.tolist() for group, mean in sorted(self.means.items())}
        return json.dumps({"format": _FORMAT, "blocks": list(self.blocks), "means": means})

    @classmethod
    def from_json(cls, text: str) -> Centring:
        """The centring that `to_json` wrote.

        Raises:
            ModelError: the text is not of that form.
        """
        try:
            content = json.loads(text)
            if content["format"] != _FORMAT:
                raise ModelError(f"centring of format {content['format']!r}; this version reads {_FORMAT}")
            blocks = tuple(int(size) for size in content["blocks"])
            means = {str(group): np.array(mean, dtype=np.float32) for group, mean in content["means"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as err:
            raise ModelError(f"this is not a saved centring: {err!r}") from err
        if "" not in means or any(mean.shape != (sum(blocks),) for mean in means.values()):
            raise ModelError("this saved centring is incomplete: a mean is missing or of the wrong size")
        return cls(blocks=blocks, means=means)


def fit_centring(
    vectors: FloatMatrix, blocks: Sequence[int], groups: Sequence[str], *, shrinkage: float = SHRINKAGE
) -> Centring:
    """The shrunk means of all groups and their parents.

    Args:
        vectors: shape (n, d), each block of length 1, or zero (then left out of the means); n may be 0.
        blocks: sizes of the column groups, each centred apart; they sum to d.
        groups: one name per row, levels separated by "/", such as "company/it".
        shrinkage: k > 0, in members.

    Raises:
        ValueError: as many groups as rows are needed, blocks that sum to d, and k > 0.
    """
    if not shrinkage > 0:
        raise ValueError(f"shrinkage must be positive, not {shrinkage}")
    _check(vectors, blocks, groups)
    present = _has_content(vectors, blocks)
    members: dict[str, list[int]] = defaultdict(list, {"": []})
    for group, rows in _rows_by_group(groups).items():
        for name in _lineage(group):
            members[name] += rows
    means: dict[str, NDArray[np.float32]] = {}
    for name in sorted(members, key=lambda name: (len(_lineage(name)), name)):
        rows = sorted(members[name])
        parent = means[_lineage(name)[1]] if name else np.zeros(sum(blocks), dtype=np.float32)
        k = shrinkage if name else _ROOT_SHRINKAGE
        total = vectors[rows].sum(axis=0, dtype=np.float64)
        n_present = np.repeat(present[rows].sum(axis=0), list(blocks))
        means[name] = ((total + k * parent) / (n_present + k)).astype(np.float32)
    return Centring(blocks=tuple(blocks), means=means)


def centre(
    vectors: FloatMatrix, blocks: Sequence[int], groups: Sequence[str], *, shrinkage: float = SHRINKAGE
) -> FloatMatrix:
    """The rows less the means of their own groups: `fit_centring` and `Centring.apply` in one."""
    return fit_centring(vectors, blocks, groups, shrinkage=shrinkage).apply(vectors, groups)


def _lineage(group: str) -> list[str]:
    """The group, its parents, and the whole.

    >>> _lineage("company/it")
    ['company/it', 'company', '']
    """
    names = [group] if group else []
    while "/" in group:
        group = group.rpartition("/")[0]
        names.append(group)
    return [*names, ""] if names[-1:] != [""] else names


def _rows_by_group(groups: Sequence[str]) -> dict[str, list[int]]:
    rows_by_group: dict[str, list[int]] = defaultdict(list)
    for row, group in enumerate(groups):
        rows_by_group[group].append(row)
    return rows_by_group


def _has_content(vectors: FloatMatrix, blocks: Sequence[int]) -> NDArray[np.bool_]:
    """Which blocks of each row are not all zero, `(n, n_blocks)`."""
    return np.stack([vectors[:, columns].any(axis=1) for columns in block_slices(blocks)], axis=1)


def _check(vectors: FloatMatrix, blocks: Sequence[int], groups: Sequence[str]) -> None:
    if vectors.ndim != 2 or vectors.shape[1] != sum(blocks):
        raise ValueError(f"blocks {tuple(blocks)} do not fit vectors of shape {vectors.shape}")
    if len(groups) != len(vectors):
        raise ValueError(f"{len(vectors)} vectors need as many groups, not {len(groups)}")
