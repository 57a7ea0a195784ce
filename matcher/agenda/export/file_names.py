"""Names of files that every system takes, made of ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")
_OTHER = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_MOST_LETTERS = 40


def file_stem(party: str) -> str:
    """The name, without suffix, of the files of a party with that id; always the same for the same id.

    An id of small letters, digits, "-" and "_" is its own name. Of any other the plain letters are kept, with eight
    digits of its hash, so that no two ids share a name where capitals do not count.
    """
    if _PLAIN.fullmatch(party) and not _RESERVED.fullmatch(party):
        return party
    letters = unicodedata.normalize("NFKD", party).encode("ascii", errors="ignore").decode("ascii").lower()
    plain = _OTHER.sub("-", letters).strip("-")[:_MOST_LETTERS].rstrip("-") or "party"
    digest = hashlib.sha256(party.encode("utf-8", errors="surrogatepass")).hexdigest()
    return f"{plain}-{digest[:8]}"
