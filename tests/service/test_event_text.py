"""An event is read from TOML or JSON alike, and what is neither is refused with what to mend."""

from __future__ import annotations

import pytest

from matcher.errors import RefusedFile
from service.event_text import read_event_text


def test_toml_and_json_give_the_same_event() -> None:
    toml = 'name = "Days"\n[[days]]\ndate = 2027-05-04\nopen = "09:00"\n'
    json = '{"name": "Days", "days": [{"date": "2027-05-04", "open": "09:00"}]}'
    assert read_event_text(toml) == read_event_text(json)


@pytest.mark.parametrize(
    ("text", "english", "italian"),
    [
        ("a =", "line 1, column 4: this is not TOML: Invalid value", "riga 1, colonna 4: qui il testo non è TOML."),
        ("a = 1\nb : 2", "line 2, column 3: this is not TOML", "riga 2, colonna 3"),
        ("{", "line 1, column 2: this is not JSON", "riga 1, colonna 2: qui il testo non è JSON."),
        ('{"a":' + "[" * 200_000, "nested too deeply", "annidato troppo"),
        ('{"a": ' + "9" * 5000 + "}", "more digits than can be read", "più cifre"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, english: str, italian: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        read_event_text(text)
    assert english in str(refused.value)
    assert italian in "".join(refused.value.lines("it"))
