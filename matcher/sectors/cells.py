"""A cell of several labels, cut where it should be and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable

from matcher.sectors.ateco import find_code
from matcher.sectors.sector import CellSectors, SectorMatch

_HARD_BREAKS = re.compile(r"[;|\n\r\t•·▪◦●‣]+")
_BULLET = re.compile(r"^\s*(?:[-–—*>]+|\(?\d{1,2}[.)](?=\s))\s*")
_SOFT_BREAKS = (",", "/")
_MOST_JOINED = 6
_MOST_PARTS = 64  # a longer list is no list of labels with commas inside: joining would only cost time

ReadLabel = Callable[[str], SectorMatch]


def read_cell(cell: str, read_label: ReadLabel) -> CellSectors:
    """The sectors of a cell.

    Semicolons, bars, line ends and bullets always separate labels; commas and slashes only where the label does not
    mean something whole ("AR/VR", "Media, entertainment"). An ATECO code takes the words after it as its description,
    up to the next code.
    """
    labels = split_cell(cell, read_label)
    matches = [read_label(label) for label in labels]
    return CellSectors(
        codes=tuple(sorted({code for match in matches for code in match.codes})),
        labels=tuple(labels),
        unmatched=tuple(label for label, match in zip(labels, matches, strict=True) if not match.is_understood),
        agnostic=any(match.agnostic for match in matches),
    )


def split_cell(cell: str, read_label: ReadLabel) -> list[str]:
    """The labels of a cell as written, in order, without empty ones."""
    labels: list[str] = []
    for part in _HARD_BREAKS.split(cell):
        piece = _BULLET.sub("", part).strip()
        if piece:
            labels.extend(_split_softly(piece, _SOFT_BREAKS, read_label))
    return labels


def _split_softly(piece: str, breaks: tuple[str, ...], read_label: ReadLabel) -> list[str]:
    if not breaks or _is_whole(piece, read_label):
        return [piece]
    mark, *finer = breaks
    if find_code(piece) is not None:
        return _split_codes(piece)
    if mark not in piece or "://" in piece:
        return _split_softly(piece, tuple(finer), read_label)
    labels: list[str] = []
    for label in _join_wholes(piece, mark, read_label):
        labels.extend(_split_softly(label, tuple(finer), read_label))
    return labels


def _join_wholes(piece: str, mark: str, read_label: ReadLabel) -> list[str]:
    """The parts of a piece between marks, neighbours joined again where together they are one known label."""
    parts = piece.split(mark)
    reach = _MOST_JOINED if len(parts) <= _MOST_PARTS else 1
    labels: list[str] = []
    start = 0
    while start < len(parts):
        end = start + 1
        for stop in range(min(len(parts), start + reach), start + 1, -1):
            if _is_whole(mark.join(parts[start:stop]), read_label):
                end = stop
                break
        label = mark.join(parts[start:end]).strip()
        if label:
            labels.append(label)
        start = end
    return labels


def _split_codes(piece: str) -> list[str]:
    """A piece that starts with an ATECO code, cut before each further code; commas in descriptions stay."""
    labels: list[str] = []
    for part in piece.split(","):
        if find_code(part) is not None or not labels:
            labels.append(part.strip())
        else:
            labels[-1] = f"{labels[-1]},{part}"
    return labels


def _is_whole(label: str, read_label: ReadLabel) -> bool:
    match = read_label(label)
    return match.how == "synonym" or (match.how == "code" and find_code(label) is None)
