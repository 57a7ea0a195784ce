"""The text of a file comes out the same whatever encoding it was saved in."""

from collections.abc import Callable

import pytest

from matcher.importers.readers.cell_checks import is_mojibake
from matcher.importers.tables import ReadFile

Read = Callable[..., ReadFile]
TEXT = "nome;città\nAlfa;Forlì\nBeta;L’Aquila è così\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf8", "utf8_mark", "utf16", "utf16_be_mark", "utf32", "utf16_le_bare", "utf16_be_bare", "cp1252"],
)
def test_every_usual_encoding_gives_the_same_cells(content: bytes, read: Read) -> None:
    assert read("a.csv", content).tables[0].rows[1:] == (("Alfa", "Forlì"), ("Beta", "L’Aquila è così"))


def test_plain_utf8_is_not_remarked_on(read: Read) -> None:
    assert read("a.csv", TEXT).problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("perchÃ©", True),
        ("cittÃ\xa0", True),
        ("lâ€™idea", True),
        ("10Â°", True),
        ("È così", False),
        ("SÃO PAULO", False),
        ("Bâle", False),
        ("Ã", False),
        ("«Ânima»", False),
    ],
)
def test_text_decoded_twice_is_told_from_honest_accents(text: str, expected: bool) -> None:
    assert is_mojibake(text) is expected
