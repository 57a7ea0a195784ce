"""Concepts: short business texts written in Italian and English side by side, with the interest that would meet them.

They anchor the space in which profiles are compared (see `matcher.semantics`). They are read like any other text, so
they serve every encoder.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

from matcher.errors import ConfigError
from models.encoders import Adaptation, load_adaptation

CONCEPTS_ID, ADAPTATION_ID = "concepts-v1", "adaptation-v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One business: what a company would say of itself (`en`, `it`) and what a counterpart seeking it would say.

    `sector` is a label that the taxonomy reads, or one it does not know.
    """

    id: str
    sector: str
    en: str
    it: str
    interest_en: str
    interest_it: str

    def text(self, role: str, language: str) -> str:
        """The text of one role ("company" or "counterpart") in one language ("it" or "en")."""
        if role == "company":
            return self.it if language == "it" else self.en
        return self.interest_it if language == "it" else self.interest_en


@lru_cache(maxsize=1)
def load_concepts() -> tuple[Concept, ...]:
    """The shipped concepts, sorted by id.

    Raises:
        ConfigError: the file is damaged; says at which line.
    """
    source = files("models").joinpath("artefacts", CONCEPTS_ID, "concepts.jsonl")
    return read_concepts(source.read_text(encoding="utf-8"), f"{CONCEPTS_ID}/concepts.jsonl")


def read_concepts(text: str, name: str) -> tuple[Concept, ...]:
    """The concepts of a JSONL text, in its order; `name` is for messages.

    Raises:
        ConfigError: a line is not a concept; says which.
    """
    return tuple(_read(name, number, line) for number, line in enumerate(text.splitlines(), start=1))


def shipped_adaptation(encoder_id: str) -> Adaptation | None:
    """The learned turn of the space for this encoder, None for encoders without one.

    Raises:
        ModelError: the artefact is damaged.
    """
    with as_file(files("models").joinpath("artefacts", ADAPTATION_ID)) as folder:
        adaptation = load_adaptation(folder)
    return adaptation if adaptation.encoder_id == encoder_id else None


def _read(name: str, number: int, line: str) -> Concept:
    try:
        record = json.loads(line)
        return Concept(**{field: record[field] for field in ("id", "sector", "en", "it", "interest_en", "interest_it")})
    except (ValueError, KeyError, TypeError) as err:
        raise ConfigError(f"{name}, line {number}: not a concept ({err!r}); restore the file") from err
