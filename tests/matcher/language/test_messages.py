from __future__ import annotations

import string

import pytest

from matcher.errors import ConfigError
from matcher.export.guide import ENTRIES
from matcher.language import load_messages
from matcher.problems import Severity
from matcher.profiles import Intent, ProfileKind

LANGUAGES = ("it", "en")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert set(load_messages("it").texts) == set(load_messages("en").texts)


def test_both_languages_have_the_same_placeholders() -> None:
    italian, english = load_messages("it").texts, load_messages("en").texts
    assert {key: placeholders(text) for key, text in italian.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty(lang: str) -> None:
    assert all(text.strip() for text in load_messages(lang).texts.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("group", "codes"), [("kind", ProfileKind), ("intent", Intent), ("severity", Severity)])
def test_every_code_has_a_word(lang: str, group: str, codes: type[ProfileKind | Intent | Severity]) -> None:
    assert {f"{group}.{code.value}" for code in codes} <= set(load_messages(lang).texts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_shows_every_entry_of_the_table(lang: str) -> None:
    written = {key for key in load_messages(lang).texts if key.startswith("guide.")}
    assert written == {f"guide.{entry}_{part}" for entry in ENTRIES for part in ("title", "text")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheet_names_are_short_enough_and_distinct(lang: str) -> None:
    names = [text for key, text in load_messages(lang).texts.items() if key.startswith("sheet.")]
    assert max(len(name) for name in names) <= 31
    assert len(set(names)) == len(names) == 9


def test_an_unknown_language_is_refused_with_those_accepted() -> None:
    with pytest.raises(ConfigError, match="'fr'; accepted: en, it"):
        load_messages("fr")


def test_a_code_without_a_word_is_shown_as_it_is() -> None:
    assert load_messages("it").label("kind", "Fondazione") == "Fondazione"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_hard_rule_has_a_word(lang: str) -> None:
    rules = pytest.importorskip("matcher.rules", reason="the hard rules are not there to be named").RULES
    assert {f"rule.{code}" for code in rules} <= set(load_messages(lang).texts)
