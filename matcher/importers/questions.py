"""What the question of an online form asks for ("Quante persone lavorano attualmente nella vostra impresa?")."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from matcher.importers.fields import Field
from matcher.importers.vocabulary import fold

LONGEST_QUESTION = 400
"""No cell of more characters is taken for a question."""

_FEWEST_WORDS = 4
_IGNORED = "ignored"
_REMARKS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CONSENT = re.compile(
    r"\b(?:accons\w*|consens\w*|consent\w*|trattamento dei dati|privacy|gdpr|autorizz\w* .*dati"
    r"|agree to (?:the )?(?:processing|use))\b"
)


def asks_consent(header: str) -> bool:
    """True for a header or question about the use of one's data.

    >>> asks_consent("Acconsento al trattamento dei dati personali"), asks_consent("Settore")
    (True, False)
    """
    return bool(_CONSENT.search(fold(header)))


@lru_cache(maxsize=3)
def _groups(table: str) -> tuple[tuple[frozenset[str], str], ...]:
    text = resources.files("matcher.importers").joinpath("questions.toml").read_text("utf-8")
    return tuple(
        (frozenset(group.split()), name) for name, groups in tomllib.loads(text)[table].items() for group in groups
    )


def read_question(text: str, table: str = "profile") -> tuple[Field | None, bool]:
    """The field that a question of four words or more asks for, and whether the question is understood at all.

    Beginnings of words decide, in any order, as `questions.toml` lists them: the group with most letters wins, and
    where groups of different fields are equally long nothing is taken. Remarks in parentheses do not count.
    `(None, True)` is a question that is understood and about no fact of a profile, such as one for consent.

    >>> read_question("2. In che anno è stata costituita la società?")
    (<Field.FOUNDED: 'founded'>, True)
    >>> read_question("Acconsento al trattamento dei dati personali"), read_question("Anno di costituzione")
    ((None, True), (None, False))
    """
    words = [word for word in fold(_REMARKS.sub(" ", text)).split() if not word.isdigit()]
    if len(words) < _FEWEST_WORDS or len(text) > LONGEST_QUESTION:
        return None, False
    fitting = [
        (sum(map(len, group)), name)
        for group, name in _groups(table)
        if all(any(word.startswith(beginning) for word in words) for beginning in group)
    ]
    most = max((letters for letters, _ in fitting), default=0)
    names = {name for letters, name in fitting if letters == most}
    if len(names) != 1:
        return None, False
    name = names.pop()
    return (None if name == _IGNORED else Field(name)), True
