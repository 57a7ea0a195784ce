"""Ids for parties that come without one, and names reduced to what tells one party from another."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from matcher.importers.vocabulary import fold

_LEGAL_FORMS = frozenset(
    {
        "srl",
        "srls",
        "spa",
        "sapa",
        "snc",
        "sas",
        "scarl",
        "scrl",
        "scpa",
        "sc",
        "coop",
        "ss",
        "inc",
        "incorporated",
        "llc",
        "ltd",
        "limited",
        "llp",
        "lp",
        "corp",
        "corporation",
        "plc",
        "gmbh",
        "ag",
        "sa",
        "sarl",
        "bv",
        "nv",
        "oy",
        "ab",
        "aps",
        "sb",
        "benefit",
        "societa",
        "co",
        "pty",
        "pte",
        "kg",
        "ug",
        "unipersonale",
        "sagl",
    }
)
_INITIALS = re.compile(r"\b((?:[a-z]\.\s?){2,}[a-z]?\.?)(?=[\s,)]|$)", re.IGNORECASE)


def _join_initials(name: str) -> str:
    return _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match[1]) + " ", name)


def slug(name: str) -> str:
    """An ASCII id made of `name`: lower case, words joined by hyphens; a short hash where no letter is left.

    >>> slug("Rossi Meccanica S.r.l."), slug("Società Agricola L'Olmo")
    ('rossi-meccanica-srl', 'societa-agricola-l-olmo')
    """
    plain = unicodedata.normalize("NFKD", _join_initials(name)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words or "p-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def unique_id(wanted: str, taken: set[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3` … : the first that is not in `taken`."""
    candidate, n = wanted, 1
    while candidate in taken:
        n += 1
        candidate = f"{wanted}-{n}"
    return candidate


def normalised_name(name: str) -> str:
    """`name` folded, without legal forms at its end: equal for "Rossi Meccanica S.r.l." and "ROSSI MECCANICA".

    >>> normalised_name("Acme, Inc."), normalised_name("ROSSI MECCANICA S.R.L.")
    ('acme', 'rossi meccanica')
    """
    words = fold(_join_initials(name)).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


_SHARED_HOSTS = frozenset(
    {
        "facebook.com",
        "linkedin.com",
        "instagram.com",
        "twitter.com",
        "x.com",
        "youtube.com",
        "github.com",
        "google.com",
        "sites.google.com",
        "wixsite.com",
        "wordpress.com",
        "crunchbase.com",
        "angel.co",
        "wellfound.com",
        "medium.com",
        "linktr.ee",
        "f6s.com",
        "dealroom.co",
        "it.linkedin.com",
        "blogspot.com",
    }
)


def website_host(website: str) -> str:
    """The host of a website without "www.", or "" if there is none or many parties share it (social networks).

    >>> website_host("https://www.Acme.it/chi-siamo"), website_host("linkedin.com/company/acme")
    ('acme.it', '')
    """
    if not website or any(character.isspace() for character in website):
        return ""
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if "." in host and host not in _SHARED_HOSTS else ""
