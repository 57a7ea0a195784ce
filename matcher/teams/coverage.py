"""How well each counterpart answers each part of a need, by meaning, in the space that shortlists use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.features.meaning import nearness
from matcher.semantics import COMPANY, COUNTERPART, SideText, Space, Voiced, unit_rows
from matcher.text import Voice, detect_language
from models.encoders import Encoder

Floats = npt.NDArray[np.float32]

_ASSUMED_LANGUAGE = "en"


CONTEXT = 0.5
"""How much the company's own text counts beside a part of its need: "joint research" means that of its own field."""


def answer_parts(
    parts: Sequence[str], company: Floats, counterparts: SideText, space: Space, encoder: Encoder
) -> Floats:
    """The answers, `(n_parts, n_counterparts)` float32 in [0, 1); columns are the rows of `counterparts`.

    `company` `(2d,)` is what the company is, placed in the space. A part is read with it as its context (`CONTEXT`).
    A counterpart answers a part as well as its nearest sentence about itself, or its whole text, is near to it
    (`matcher.features.meaning.nearness` of the cosine, nothing below 0): one sentence on an instrument is enough. One
    without text answers nothing.
    """
    n_counterparts = len(counterparts.about)
    if not parts or not n_counterparts:
        return np.zeros((len(parts), n_counterparts), dtype=np.float32)
    whole = detect_language(" ".join(parts)) or _ASSUMED_LANGUAGE
    alone = _place(encoder.encode(list(parts)), [f"{COMPANY}/{whole}/run"] * len(parts), space)
    asked = unit_rows(alone + np.float32(CONTEXT) * company)
    cosines = asked @ counterparts.about.T
    encoded = counterparts.encoded
    own = np.array([sentence.voice is Voice.ABOUT for sentence in encoded.sentences], dtype=np.bool_)
    if own.any():
        owners = encoded.owner[own]
        groups = [f"{COUNTERPART}/{encoded.languages[row] or _ASSUMED_LANGUAGE}/run" for row in owners.tolist()]
        of_sentences = asked @ _place(encoded.raw[own], groups, space).T
        np.maximum.at(cosines.T, owners, of_sentences.T)
    return np.maximum(nearness(cosines), 0.0)


def _place(vectors: Floats, groups: Sequence[str], space: Space) -> Floats:
    return space.place(Voiced(whole=vectors, pieces=vectors), groups)
