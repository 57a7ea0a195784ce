"""What is wrong in files, by code: the words of the reports, where a page asks for them."""

from __future__ import annotations

from types import MappingProxyType

from matcher.language import load_messages

_ITALIAN, _ENGLISH = load_messages("it").texts, load_messages("en").texts

TEXTS = MappingProxyType({key: (_ITALIAN[key], text) for key, text in _ENGLISH.items() if key.startswith("problem.")})
