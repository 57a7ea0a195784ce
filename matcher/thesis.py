"""Whether a counterpart's text says whom it looks for, or tells a career instead. Italian and English; pure."""

from __future__ import annotations

import re
from functools import lru_cache

_REMEMBERED_TEXTS = 16_384

_SEEK = (
    r"invest|back|fund|financ|support|partner|accelerat|focus|look|seek|search|incubat|build|help|work with|lead"
    r"|interested"
)
_WE = r"we|our (?:fund|team|firm|mission|program(?:me)?|focus|lab|cent(?:re|er))"
_THEY = (
    r"fund|firm|studio|accelerator|incubator|program(?:me)?|corporate|company|arm|group|lab|cent(?:re|er)|team"
    r"|syndicate|[A-Z][\w&.]+"
)
_THEY_SEEK = (
    r"invests|backs|funds|supports|partners|accelerates|focuses|looks for|seeks|incubates|builds|leads|investe|finanzia"
    r"|sostiene|cerca|accelera|affianca|seleziona"
)
_WE_SEEK_IT = r"investiamo|finanziamo|sosteniamo|cerchiamo|acceleriamo|affianchiamo|selezioniamo|lavoriamo con|puntiamo"
_THESIS = re.compile(
    rf"\b(?:{_WE})(?: [\w'’,-]+){{0,4}}? (?:{_SEEK})|\b(?:{_THEY})(?: [\w'’,-]+){{0,3}}? (?:{_THEY_SEEK})\b"
    rf"|\b(?:{_WE_SEEK_IT})\b",
    re.IGNORECASE,
)

_CAREER = re.compile(
    r"\b(?:[Pp]rior to|[Pp]reviously|graduated|degree (?:in|from)|worked (?:at|in|for)|his career|her career|was born"
    r"|holds an? (?:BA|BS|BSc|MSc|MBA|PhD|master|bachelor)|years of experience|he|she|I am|I['’]m"
    r"|is (?:a|an|the) (?:[\w-]+ ){0,2}?(?:co-?founder|partner|principal|investor|associate|entrepreneur)"
    r"|(?:Partner|Director|Principal|Associate|Founder) (?:at|of)"
    r"|[Ll]aureat[oa]|ha lavorato|[Nn]ella sua carriera|in precedenza)\b"
)


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def states_thesis(text: str) -> bool:
    """True where a text says whom its author invests in, works with or looks for.

    >>> states_thesis("We invest in seed-stage robotics."), states_thesis("Robotics, since 1990.")
    (True, False)
    >>> states_thesis("Cerchiamo startup che lavorano il legno.")
    True
    """
    return _THESIS.search(text) is not None


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def tells_career(text: str) -> bool:
    """True where a text tells the life of a person.

    >>> tells_career("Prior to the fund, she worked at a bank."), tells_career("We invest in banks.")
    (True, False)
    """
    return _CAREER.search(text) is not None
