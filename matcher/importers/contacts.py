"""Persons and their addresses, kept apart from what is matched and taken out of free text."""

from __future__ import annotations

import re
from itertools import zip_longest

from matcher.profiles import Contact

_EMAIL = re.compile(
    r"(?:\b(?:e-?mail|mail|posta|pec|contact|contatti?|scrivere a|write to)\s*:?\s*)?"
    r"<?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?",
    re.IGNORECASE,
)
_PHONE_LABEL = r"(?:\b(?:tel(?:efono|ephone)?|cell(?:ulare)?|phone|mobile|mob|fax|whatsapp)\b\.?\s*:?\s*)"
_GROUPS = r"(?:[\s./-]?(?:\(\d{1,5}\)|\d{2,8}))"
_PHONE = re.compile(
    rf"{_PHONE_LABEL}?(?<![\w.,+])\+\d{{1,3}}{_GROUPS}{{1,5}}(?!\d)"
    rf"|{_PHONE_LABEL}{_GROUPS}{{1,5}}(?!\d)"
    r"|(?<![\w.,+-])\(\d{3}\)\s?\d{3}[\s.-]\d{4}(?![\w-])"
    r"|(?<![\w.,+-])3\d{2}[\s./-]\d{3}[\s.-]?\d{3,4}(?![\w-])|(?<![\w.,+-])3[2-9]\d{8}(?![\w-])",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<(?:/?[a-zA-Z][^<>]{0,2000}|!--.{0,2000}?--)>|https?://\S+|&(?:nbsp|amp|quot|#\d{2,5});", re.DOTALL
)
_EMPTIED = re.compile(r"\(\s*[,;]?\s*\)|\[\s*\]|<\s*>")
_LOOSE = re.compile(r" +(?=[.,;:)\n])|(?<=[\n( ]) +")
_FEWEST_DIGITS = 7


def without_contacts(text: str) -> tuple[str, int]:
    """`text` without e-mail addresses and telephone numbers, and how many were taken out.

    A number counts as a telephone with a leading "+", a label ("tel.") or an Italian mobile's or American form, and
    with seven digits or more, so that years, amounts and codes stay.

    >>> without_contacts("Scrivete a mario@rossi.it (tel. 055 123456), 12 addetti dal 1998.")
    ('Scrivete a, 12 addetti dal 1998.', 2)
    """
    if "@" not in text and not any(character.isdigit() for character in text):
        return text, 0
    text, n_emails = _EMAIL.subn("", text) if "@" in text else (text, 0)
    phones = [match for match in _PHONE.finditer(text) if sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS]
    for match in reversed(phones):
        text = text[: match.start()] + text[match.end() :]
    if n_removed := n_emails + len(phones):
        text = _LOOSE.sub("", _EMPTIED.sub("", text)).strip(" ,;:-–\n")
    return text, n_removed


def without_markup(text: str) -> str:
    """`text` without HTML tags, character entities and web addresses, which say nothing of what a party does.

    >>> without_markup('We print <b>teeth</b>, see <img src="https://x.it/media/1.png"> https://x.it')
    'We print teeth, see'
    """
    if "<" not in text and "://" not in text and "&" not in text:
        return text
    return _LOOSE.sub("", re.sub(r"[^\S\n]+", " ", _MARKUP.sub(" ", text))).strip()


def make_contacts(
    profile_id: str, persons: tuple[str, ...], roles: tuple[str, ...], emails: tuple[str, ...], phones: tuple[str, ...]
) -> tuple[Contact, ...]:
    """The contacts of one profile, empty if there is nothing to keep.

    Several persons are paired with roles and addresses by their order; with one person, or none, all belong together.
    """
    if len(persons) <= 1:
        together = (", ".join(persons), ", ".join(roles), "; ".join(emails), "; ".join(phones))
        persons, roles, emails, phones = (((text,) if text else ()) for text in together)
    return tuple(
        Contact(profile_id=profile_id, person=person, role=role, email=email, phone=phone)
        for person, role, email, phone in zip_longest(persons, roles, emails, phones, fillvalue="")
    )
