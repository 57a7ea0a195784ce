"""Which topics a profile is about (a company) or looks for (a counterpart), and how firmly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matcher.limits import read_limits
from matcher.membership import give_way, label_share
from matcher.profiles import Profile
from matcher.sectors import TopicTable, load_taxonomy
from matcher.text import spoken_text

Floats = npt.NDArray[np.float32]

ONCE = 0.35
"""What one term of a company's text says of its topic; n terms say 1 − (1 − ONCE)ⁿ."""
LABELLED = 0.8
"""What a company's own label says of a topic: labels are chosen, words come in passing."""
COVERED, COVERED_TWICE = 0.7, 1.0
"""What a counterpart covers of a topic that it names by one term, and by two or more."""
MEANT_TOPIC, LEAST_MEANT = 0.8, 0.10
"""What a company's text is about by its meaning counts for less than what it names; below this share it is noise."""
GENERAL, CLEAR_TOPIC = 0.6, 0.4
"""What a general topic ("climate") keeps for a company that is in another at least as firmly as the second says."""
FEW_TOPICS = 4
"""Topics of a counterpart from which on each says less: a thesis that names everything is about nothing."""
BORN_OF_RESEARCH, ASKED_OF_RESEARCH = 0.7, ("science_spinoffs", "deep_tech_general")
"""How firmly a company of a field of science that came out of a research body is what those topics look for."""
_FIELDS_OF_SCIENCE = frozenset(
    {"deep_tech", "energy", "environment", "food_agriculture", "life_sciences", "manufacturing"}
)

_RESEARCH_BODY = re.compile(
    r"universit|politecnic|polytechnic|istitut|institut|scuola|school|college|academ|accadem|research|ricerca"
    r"|laborator|\b(?:CNR|ENEA|INFN|IIT|IRCCS|INAF|MIT|ETH|EPFL|CNRS)\b",
    re.IGNORECASE,
)


def topic_membership(profiles: Sequence[Profile], topics: TopicTable, meant: Floats) -> Floats:
    """How firmly each profile is in each topic, `(n, n_topics)` float32 in [0, 1], columns as `topics.codes`.

    `meant` holds the shares of each text's meaning by topic, `(n, n_topics)` in [0, 1]; they count for companies alone,
    and those under `LEAST_MEANT` are noise: what a counterpart looks for it names. A company's general topics give way
    to its others (`GENERAL`). A profile without text and labels is in none.
    """
    column = {code: index for index, code in enumerate(topics.codes)}
    companies = np.array([profile.is_company for profile in profiles], dtype=np.bool_)
    is_meant = companies[:, None] & (meant >= LEAST_MEANT)
    membership = np.where(is_meant, MEANT_TOPIC * np.sqrt(meant), 0.0).astype(np.float32)
    for row, profile in enumerate(profiles):
        for code, firmness in profile_topics(profile, topics).items():
            membership[row, column[code]] = max(firmness, membership[row, column[code]])
    general = np.array([topics.topic(code).is_general for code in topics.codes], dtype=np.bool_)
    give_way(membership, profiles, general, clear=CLEAR_TOPIC, kept=GENERAL)
    return membership


def profile_topics(profile: Profile, topics: TopicTable) -> dict[str, float]:
    """How firmly one profile is in topics, by code, in (0, 1]. A counterpart is in none that its text rules out."""
    spoken, labelled = topics.counts(spoken_text(profile)), topics.counts("; ".join(profile.sector_labels))
    if profile.is_company:
        return _about(profile, spoken, labelled)
    ruled_out = topics.counts("; ".join(read_limits(profile.description).excludes))
    covered = _covered(profile, spoken, labelled)
    return {code: firmness for code, firmness in covered.items() if code not in ruled_out}


def _about(profile: Profile, spoken: Mapping[str, float], labelled: Mapping[str, float]) -> dict[str, float]:
    about = {code: 1.0 - (1.0 - ONCE) ** count for code, count in spoken.items()}
    about |= {code: max(LABELLED, about.get(code, 0.0)) for code in labelled}
    if _is_born_of_research(profile):
        about |= {code: max(BORN_OF_RESEARCH, about.get(code, 0.0)) for code in ASKED_OF_RESEARCH}
    return about


def _is_born_of_research(profile: Profile) -> bool:
    taxonomy = load_taxonomy()
    fields = {taxonomy.sector(code).group for code in profile.sectors}
    return bool(fields & _FIELDS_OF_SCIENCE) and _RESEARCH_BODY.search(profile.affiliation) is not None


def _covered(profile: Profile, spoken: Mapping[str, float], labelled: Mapping[str, float]) -> dict[str, float]:
    generous = COVERED * label_share(profile)
    covered = {code: COVERED_TWICE if count >= 2 else COVERED * min(1.0, count) for code, count in spoken.items()}
    covered |= {code: max(generous * min(1.0, count), covered.get(code, 0.0)) for code, count in labelled.items()}
    share = min(1.0, (FEW_TOPICS / max(len(covered), 1)) ** 0.5)
    return {code: share * firmness for code, firmness in covered.items()}
