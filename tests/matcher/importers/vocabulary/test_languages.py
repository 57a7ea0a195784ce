"""Languages by name and code."""

import pytest

from matcher.importers.vocabulary import find_languages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Italiano, inglese", ("en", "it")),
        ("Italian (native); English C1", ("en", "it")),
        ("it; en; fr", ("en", "fr", "it")),
        ("ITA e ING", ("en", "it")),
        ("tedesco", ("de",)),
        ("ital., engl.", ("en", "it")),
    ],
    ids=lambda value: str(value),
)
def test_names_give_codes(text: str, codes: tuple[str, ...]) -> None:
    assert find_languages(text) == (codes, ())


def test_an_unknown_language_is_handed_back() -> None:
    assert find_languages("inglese, klingon") == (("en",), ("klingon",))
