"""Profiles as vectors: what a party is and what it needs, each as one point of a space that both sides share.

A voice of a profile is encoded twice, as a whole and sentence by sentence, because whole texts place a party best and
sentences keep its separate points; the two are averaged. Vectors are centred per role and language, turned by a learned
matrix where the encoder has one, then widened by a smoothed copy of themselves: the mean of the *concepts* they are
near to (short business texts that stand in Italian and English side by side). Two descriptions of one company in two
languages differ in wording but fall near the same concepts, so the copy brings them together (docs/decisions/0003).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.concepts import Concept
from matcher.profiles import Profile
from matcher.sectors import SectorTaxonomy, TopicTable, load_topics
from matcher.text import Sentence, Voice, detect_language, profile_sentences
from models.encoders import Adaptation, Centring, Encoder, fit_centring, normalise_blocks

Floats = npt.NDArray[np.float32]

CONCEPT_WEIGHT = 0.4
"""Share of the smoothed copy in an inner product, against 1 for the vector itself."""
CONCEPT_TEMPERATURE = 0.06
"""Cosine difference that makes one concept e times as near as another."""
BLOCK = 8192
"""Rows that are compared with all concepts at a time."""
CROWD = 30
"""Nearest concepts of the other side that tell how crowded the place of a text is."""
SECTOR_TEMPERATURE = 0.05
"""The same where sectors are read from meaning: sharper, so that a few near concepts decide."""
COMPANY, COUNTERPART = "company", "counterpart"
_ASSUMED_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """One voice of one side, `(n, d)`: `whole` encodes all its text at once, `pieces` is the mean of its sentences."""

    whole: Floats
    pieces: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedSide:
    """The text of one side as encoded, before it is compared with anything.

    `owner[i]` is the profile row of sentence i; `raw` is `(n_sentences, d)`; `languages` is "it", "en" or "" a profile.
    """

    role: str
    sentences: tuple[Sentence, ...]
    owner: npt.NDArray[np.int32]
    raw: Floats
    about: Voiced
    needs: Voiced
    languages: tuple[str, ...]

    def groups(self) -> list[str]:
        """The centring group of each profile: role/language/run."""
        return [f"{self.role}/{language or _ASSUMED_LANGUAGE}/run" for language in self.languages]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The common space: fitted means, a learned turn, the concepts in it as `(n_concepts, d)` unit rows.

    `landmarks` are the concepts widened like any text, companies first, then counterparts.
    `concept_sectors` is `(n_concepts, n_sectors)` in [0, 1], columns in the order of the taxonomy's codes, and
    `concept_topics` `(n_concepts, n_topics)` in that of the topics' codes.
    """

    centring: Centring
    concepts: Floats
    landmarks: Floats
    concept_sectors: Floats
    concept_topics: Floats
    adaptation: Adaptation | None = None

    def place(self, voiced: Voiced, groups: Sequence[str]) -> Floats:
        """One voice → `(n, 2d)` unit rows; a profile without text stays a zero row."""
        return widen(self.centre(voiced, groups), self.concepts)

    def centre(self, voiced: Voiced, groups: Sequence[str]) -> Floats:
        """One voice → centred `(n, d)` unit rows; a profile without text stays a zero row."""
        centred = self.centring.apply(voiced.whole, groups) + self.centring.apply(voiced.pieces, groups)
        return turned(unit_rows(centred), self.adaptation)

    def meant(self, centred: Floats) -> tuple[Floats, Floats]:
        """Which sectors and topics a text is about by the concepts near it, `(n, n_sectors)` and `(n, n_topics)`.

        Shares in [0, 1]; 0 without text.
        """
        values = np.hstack([self.concept_sectors, self.concept_topics])
        if not len(self.concepts):
            shares = np.zeros((len(centred), values.shape[1]), dtype=np.float32)
        else:
            shares = _mean_of_near(centred, self.concepts, values, SECTOR_TEMPERATURE)
        n_sectors = self.concept_sectors.shape[1]
        return shares[:, :n_sectors], shares[:, n_sectors:]

    def crowding(self, placed: Floats, role: str) -> Floats:
        """How much nearer than a concept of its own role each text lies to the other side's concepts, `(n,)`.

        A short, general text ("we invest in technology") is near everything and says little by being near: the mean
        cosine to its nearest neighbours across the table is what cross-domain similarity local scaling takes off
        (CSLS; Conneau et al. 2018). It is measured on the fixed concepts, so that it depends on no other participant,
        and as a difference from their own mean, so that nearness keeps its scale.
        """
        if not len(self.concepts):
            return np.zeros(len(placed), dtype=np.float32)
        companies, counterparts = np.split(self.landmarks, 2)
        own, others = (companies, counterparts) if role == COMPANY else (counterparts, companies)
        crowd = _crowd(placed, others) - _crowd(own, others).mean()
        return np.asarray(np.where(placed.any(axis=1), crowd, 0.0), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideText:
    """One side in the common space: `about` and `needs` are `(n_profiles, 2d)` float32, unit or zero rows.

    `sectors` `(n_profiles, n_sectors)` says which sectors the text is about by its meaning, in [0, 1], and `topics`
    `(n_profiles, n_topics)` which topics. `crowding`
    `(n_profiles,)` says how much nearer than usual a text lies to everything on the other side; 0 without text.
    """

    encoded: EncodedSide
    about: Floats
    needs: Floats
    sectors: Floats
    topics: Floats
    crowding: Floats


def _crowd(vectors: Floats, others: Floats) -> Floats:
    """The mean cosine of each row to its `CROWD` nearest of `others`, `(n,)`; 0 for a zero row."""
    k = min(CROWD, len(others))
    crowd = np.zeros(len(vectors), dtype=np.float32)
    spoken = np.flatnonzero(vectors.any(axis=1))
    for part in _blocks(len(spoken)):
        nearest = np.partition(vectors[spoken[part]] @ others.T, -k, axis=1)[:, -k:]
        crowd[spoken[part]] = nearest.mean(axis=1)
    return crowd


def encode_side(profiles: Sequence[Profile], role: str, encoder: Encoder) -> EncodedSide:
    """All text of the profiles, encoded; a profile without text has no sentences and zero rows."""
    per_profile = [profile_sentences(profile) for profile in profiles]
    sentences = tuple(sentence for group in per_profile for sentence in group)
    owner = np.repeat(np.arange(len(profiles), dtype=np.int32), [len(group) for group in per_profile])
    texts = [sentence.text for sentence in sentences]
    wholes = {voice: [voice_text(group, voice) for group in per_profile] for voice in Voice}
    vectors = encoder.encode([*texts, *wholes[Voice.ABOUT], *wholes[Voice.NEEDS]])
    raw, about, needs = np.split(vectors, [len(texts), len(texts) + len(profiles)])
    return EncodedSide(
        role=role,
        sentences=sentences,
        owner=owner,
        raw=raw,
        about=Voiced(whole=about, pieces=_pieces(raw, sentences, owner, Voice.ABOUT, encoder, len(profiles))),
        needs=Voiced(whole=needs, pieces=_pieces(raw, sentences, owner, Voice.NEEDS, encoder, len(profiles))),
        languages=tuple(detect_language(" ".join(sentence.text for sentence in group)) for group in per_profile),
    )


def voice_text(sentences: Sequence[Sentence], voice: Voice) -> str:
    """All that a profile says in one voice, as the encoder reads it."""
    return " ".join(sentence.text for sentence in sentences if sentence.voice == voice)


def build_space(
    encoded: Sequence[EncodedSide],
    concepts: Sequence[Concept],
    encoder: Encoder,
    taxonomy: SectorTaxonomy,
    adaptation: Adaptation | None = None,
) -> Space:
    """The space that these sides share.

    The means are fitted on the sides' own text together with that of the concepts, whose members stand as the parents
    of small groups: one Italian profile among English ones is centred as Italian, not made to vanish.
    """
    texts = {f"{role}/{lang}": [concept.text(role, lang) for concept in concepts] for role, lang in _CONCEPT_GROUPS}
    raw = {group: encoder.encode(members) for group, members in texts.items()}
    stacked = np.vstack(
        [*raw.values(), *(side.about.whole for side in encoded), *(side.needs.whole for side in encoded)]
    )
    groups = [f"{group}/concepts" for group, vectors in raw.items() for _ in vectors]
    run_groups = [group for side in encoded for group in side.groups()]
    centring = fit_centring(stacked, encoder.blocks, [*groups, *run_groups, *run_groups])
    placed = {
        group: turned(unit_rows(centring.apply(vectors, [f"{group}/concepts"] * len(vectors))), adaptation)
        for group, vectors in raw.items()
    }
    anchors = np.vstack([placed[f"{role}/it"] + placed[f"{role}/en"] for role in (COMPANY, COUNTERPART)])
    sectors, topics = concept_sectors(concepts, taxonomy), concept_topics(concepts, load_topics())
    return Space(
        centring=centring,
        concepts=unit_rows(anchors),
        landmarks=widen(unit_rows(anchors), unit_rows(anchors)),
        concept_sectors=np.vstack([sectors, sectors]),
        concept_topics=np.vstack([topics, topics]),
        adaptation=adaptation,
    )


def turned(vectors: Floats, adaptation: Adaptation | None) -> Floats:
    """Unit rows after the learned turn of the space, or as they are without one."""
    return adaptation.apply(vectors) if adaptation is not None else vectors


def concept_sectors(concepts: Sequence[Concept], taxonomy: SectorTaxonomy) -> Floats:
    """The sectors of each concept, `(n_concepts, n_sectors)`: 1 in all for its label, shared out over its codes."""
    column = {code: index for index, code in enumerate(taxonomy.codes)}
    sectors = np.zeros((len(concepts), len(column)), dtype=np.float32)
    for row, concept in enumerate(concepts):
        codes = taxonomy.match_label(concept.sector).codes
        sectors[row, [column[code] for code in codes]] = 1.0 / max(len(codes), 1)
    return sectors


def concept_topics(concepts: Sequence[Concept], topics: TopicTable) -> Floats:
    """The topics of each concept, `(n_concepts, n_topics)`: 1 in all, shared out over those that its texts name.

    The texts of both roles and languages count alike, so that a text is read the same in either language.
    """
    column = {code: index for index, code in enumerate(topics.codes)}
    shares = np.zeros((len(concepts), len(column)), dtype=np.float32)
    for row, concept in enumerate(concepts):
        named = topics.counts(" \n".join((concept.en, concept.it, concept.interest_en, concept.interest_it)))
        shares[row, [column[code] for code in named]] = 1.0 / max(len(named), 1)
    return shares


_CONCEPT_GROUPS = ((COMPANY, "it"), (COMPANY, "en"), (COUNTERPART, "it"), (COUNTERPART, "en"))


def place_side(encoded: EncodedSide, space: Space) -> SideText:
    """The side in the common space."""
    groups = encoded.groups()
    centred = space.centre(encoded.about, groups)
    about = widen(centred, space.concepts)
    sectors, topics = space.meant(centred)
    return SideText(
        encoded=encoded,
        about=about,
        needs=space.place(encoded.needs, groups),
        sectors=sectors,
        topics=topics,
        crowding=space.crowding(about, encoded.role),
    )


def widen(vectors: Floats, concepts: Floats) -> Floats:
    """Unit rows `(n, d)` → unit rows `(n, 2d)`: each vector beside the mean of the concepts near it.

    The inner product of two widened rows is (x·y + w · x̃·ỹ) / (1 + w) with w = `CONCEPT_WEIGHT`, where x̃ is the unit
    mean of all concepts under softmax weights of their cosine to x: a Nadaraya–Watson smoother. Without concepts the
    copy is the vector itself.
    """
    if not len(concepts):
        return unit_rows(np.hstack([vectors, vectors]))
    smooth = unit_rows(_mean_of_near(vectors, concepts, concepts, CONCEPT_TEMPERATURE))
    return unit_rows(np.hstack([vectors, np.float32(CONCEPT_WEIGHT**0.5) * smooth]))


def _mean_of_near(vectors: Floats, concepts: Floats, values: Floats, temperature: float) -> Floats:
    """The mean of `values` (one row per concept) under softmax weights of cosine / temperature, `(n, n_values)`.

    A zero row, which no text stands behind, stays zero.
    """
    means = np.zeros((len(vectors), values.shape[1]), dtype=np.float32)
    spoken = np.flatnonzero(vectors.any(axis=1))
    for part in _blocks(len(spoken)):
        cosines = vectors[spoken[part]] @ concepts.T / np.float32(temperature)
        weights = np.exp(cosines - cosines.max(axis=1, keepdims=True))
        means[spoken[part]] = (weights / weights.sum(axis=1, keepdims=True)) @ values
    return means


def _blocks(n_rows: int) -> list[slice]:
    """Slices of at most `BLOCK` rows, which bound what a product with all concepts takes in memory."""
    return [slice(start, start + BLOCK) for start in range(0, n_rows, BLOCK)]


def unit_rows(vectors: Floats) -> Floats:
    """The rows at length 1, float32; zero rows stay zero."""
    return normalise_blocks(np.asarray(vectors, dtype=np.float32), (vectors.shape[1],))


def _pieces(
    raw: Floats, sentences: Sequence[Sentence], owner: npt.NDArray[np.int32], voice: Voice, encoder: Encoder, n: int
) -> Floats:
    chosen = np.array([sentence.voice == voice for sentence in sentences], dtype=np.bool_)
    sums = np.zeros((n, raw.shape[1]), dtype=np.float32)
    np.add.at(sums, owner[chosen], raw[chosen])
    return normalise_blocks(sums, encoder.blocks)
