"""The form of a profile: which fields it has, what they show, and the edit that what was sent asks for.

Organisers fill in every field, participants those that matching reads of their kind. `ProfileEdit` checks the values,
as it does for the API. Places and languages are read by their names, as in a spreadsheet, and by their codes.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.numbers import parse_decimal
from pydantic import ValidationError
from starlette.datastructures import FormData

from matcher.importers.vocabulary import find_countries, find_languages
from matcher.profiles import Intent, Profile, ProfileKind, Stage
from matcher.sectors import load_taxonomy
from matcher.store.profile_json import profile_to_json
from matcher.store.rows import Document
from service.web.pages.views.profile_words import FORM_FIELDS, ProfileWords
from service.web.profile_body import NewProfile, ProfileEdit

_TOLD = ("name", "description")
_PLACE = ("country", "city", "website")
_COMPANY = (*_TOLD, "needs", "seeks", "sectors", "stage", "amount_sought", "employees", *_PLACE)
_GIVER = (*_TOLD, "offers", "sectors", "stages", "ticket_min", "ticket_max", "countries", *_PLACE)
_PARTNER = (*_TOLD, "offer", "seeks", "offers", "sectors", "countries", *_PLACE)
_OF_KIND: Mapping[ProfileKind, tuple[str, ...]] = {
    ProfileKind.STARTUP: _COMPANY,
    ProfileKind.SME: _COMPANY,
    ProfileKind.INVESTOR: _GIVER,
    ProfileKind.ACCELERATOR: _GIVER,
}

MONEY = frozenset({"amount_sought", "ticket_min", "ticket_max", "revenue"})
WHOLE = frozenset({"employees", "founded", "trl"})
TICKS = frozenset({"seeks", "offers", "stages", "sectors"})
CHOICES = frozenset({"kind", "stage"})
AREAS = frozenset({"description", "needs", "offer", "portfolio"})
CURRENCIES = ("EUR", "USD", "GBP", "CHF")
CURRENCY = ".currency"
_MOST_DIGITS = 9

Options = Sequence[tuple[str, str]]
Values = dict[str, Any]
"""What a form shows, by field: a text, or a tuple of codes for ticks; of money, the currency stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileInputs:
    """What may be chosen: `options` by field, and the sectors once more in groups, which have names."""

    options: Mapping[str, Options]
    sectors: Sequence[tuple[str, Options]]

    def widget(self, name: str) -> str:
        """How a field is filled in: text, area, money, choice or ticks."""
        kinds = ((AREAS, "area"), (MONEY, "money"), (CHOICES, "choice"), (TICKS, "ticks"))
        return next((kind for names, kind in kinds if name in names), "text")


def fields_of(kind: ProfileKind) -> tuple[str, ...]:
    """The fields that a participant is asked for: those that matching reads of its kind."""
    return _OF_KIND.get(kind, _PARTNER)


@cache
def inputs(lang: str) -> ProfileInputs:
    """The options in words of a language: sectors by name, stages in their order."""
    words, taxonomy = ProfileWords(lang), load_taxonomy()
    intents = [(str(one), words.intent(one)) for one in Intent]
    stages = [(str(one), words.stage(one)) for one in Stage]
    sectors = sorted(((code, words.sector(code)) for code in taxonomy.codes), key=lambda one: one[1].casefold())
    groups = {
        group: [(code, text) for code, text in sectors if taxonomy.sector(code).group == group]
        for group in taxonomy.groups
    }
    options: dict[str, Options] = {
        "kind": [(str(one), words.kind(one)) for one in ProfileKind],
        "stage": [("", "–"), *stages],
        "stages": stages,
        "seeks": intents,
        "offers": intents,
        "sectors": sectors,
        **{name + CURRENCY: [(code, code) for code in CURRENCIES] for name in sorted(MONEY)},
    }
    return ProfileInputs(
        options=options, sectors=sorted((words.sector_group(group), each) for group, each in groups.items())
    )


def shown(document: Document, words: ProfileWords) -> Values:
    """What the form of a profile as JSON shows."""
    values: Values = {}
    for name in FORM_FIELDS:
        value = document.get(name)
        if name in TICKS:
            values[name] = tuple(map(str, value or ()))
        elif name in MONEY:
            values[name] = "" if value is None else f"{value['amount']:.12g}"
            values[name + CURRENCY] = "EUR" if value is None else value["currency"]
        elif name == "portfolio":
            values[name] = "\n".join(value or ())
        elif name in CHOICES | WHOLE:
            values[name] = "" if value is None else str(value)
        else:
            values[name] = words.value(document, name)
    return values


def sent(form: FormData, names: Iterable[str]) -> Values:
    """What was sent for these fields, to be shown again."""
    values: Values = {}
    for name in names:
        values[name] = tuple(map(str, form.getlist(name))) if name in TICKS else str(form.get(name, "")).strip()
        if name in MONEY:
            values[name + CURRENCY] = str(form.get(name + CURRENCY, "EUR"))
    return values


def sent_version(form: FormData) -> int:
    """The version that the form had seen, 0 where it says none, or more digits than versions have."""
    version = str(form.get("version", ""))
    return int(version) if version.isdecimal() and len(version) <= _MOST_DIGITS else 0


def read_edit(values: Values, names: Iterable[str], before: Document, lang: str) -> tuple[ProfileEdit, dict[str, str]]:
    """The edit that the values of these fields ask for, and by field the key of what is wrong there.

    A field that says what `before` says is left out: it is not changed.
    """
    told: Document = {}
    wrong: dict[str, str] = {}
    for name in names:
        try:
            value = _value(name, values, lang)
        except (ValueError, OverflowError):
            wrong[name] = f"profile.wrong.{'number' if name in MONEY | WHOLE else 'place'}"
            continue
        if value != (before.get(name) if name == "portfolio" else _plain(before.get(name))):
            told[name] = value
    try:
        return ProfileEdit.model_validate(told), wrong
    except ValidationError as err:
        faults = {str(one["loc"][0]) for one in err.errors()}
        good = {name: value for name, value in told.items() if name not in faults}
        return ProfileEdit.model_validate(good), wrong | {name: f"profile.wrong.{_fault(name)}" for name in faults}


def read_new(values: Values, lang: str) -> tuple[NewProfile | None, dict[str, str]]:
    """The profile that the values of every field tell; None where one of them is wrong, or there is no name."""
    edit, wrong = read_edit(values, FORM_FIELDS, {}, lang)
    wrong |= {name: f"profile.wrong.{_fault(name)}" for name in ("name", "kind") if not values[name]}
    return (None if wrong else NewProfile.model_validate(edit.model_dump(exclude_unset=True))), wrong


def differing(before: Profile, after: Profile) -> list[str]:
    """The fields of the form in which two profiles differ."""
    one, other = profile_to_json(before), profile_to_json(after)
    return [name for name in FORM_FIELDS if one.get(name) != other.get(name)]


def _value(name: str, values: Values, lang: str) -> Any:
    """A field as `ProfileEdit` takes it, None where it says nothing; raises ValueError for what is not understood."""
    given = values[name]
    if name in TICKS:
        return sorted(given) or None
    if not given:
        return None
    if name in WHOLE:
        return _whole(given, lang)
    if name in MONEY:
        return {"amount": _number(given, lang), "currency": values[name + CURRENCY]}
    if name in {"country", "countries", "languages"}:
        return _codes(name, given)
    if name == "portfolio":
        return [line.strip() for line in given.splitlines() if line.strip()]
    return given.replace("\r\n", "\n")


_CODES = re.compile(r"[A-Za-z]{2}(?:[\s,;/]+[A-Za-z]{2})*")


def _codes(name: str, given: str) -> Any:
    """Codes of countries or languages that a text names, or lists; raises ValueError for what is neither.

    "it, us" are codes and "Isola di Man" is a name, so only a text of nothing but pairs of letters is put in capitals.
    """
    find = find_languages if name == "languages" else find_countries
    is_anywhere = name != "languages" and given.casefold() in {"ovunque", "anywhere"}
    codes, unknown = find("*" if is_anywhere else given.upper() if _CODES.fullmatch(given) else given)
    if unknown or not codes or (name == "country" and len(codes) > 1):
        raise ValueError(name)
    return codes[0] if name == "country" else list(codes)


def _number(given: str, lang: str) -> float:
    """A number as the reader's language writes it; "1500000" and "1500000.5" are read in both."""
    with contextlib.suppress(ValueError):
        if given.replace(".", "", 1).isdigit() and len(given.partition(".")[2]) != 3:
            return float(given)
    return float(parse_decimal(given, locale=lang, strict=True))


def _whole(given: str, lang: str) -> int:
    number = _number(given, lang)
    if number != int(number):
        raise ValueError(given)
    return int(number)


def _plain(value: Any) -> Any:
    """A stored value as `_value` gives it."""
    return sorted(map(str, value)) if isinstance(value, list) and value and not isinstance(value[0], dict) else value


def _fault(name: str) -> str:
    return "number" if name in MONEY | WHOLE else name if name == "name" else "value"
