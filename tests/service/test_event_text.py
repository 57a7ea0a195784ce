"""An event is read from TOML or JSON alike, and what is neither is refused with what to mend."""

from __future__ import annotations

import pytest

from matcher.errors import DataError
from service.event_text import read_event_text


def test_toml_and_json_give_the_same_event() -> None:
    toml = 'name = "Days"\n[[days]]\ndate = 2027-05-04\nopen = "09:00"\n'
    json = '{"name": "Days", "days": [{"date": "2027-05-04", "open": "09:00"}]}'
    assert read_event_text(toml) == read_event_text(json)


@pytest.mark.parametrize("text", ["a =", "{", '{"a":' + "[" * 200_000])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        read_event_text(text)
