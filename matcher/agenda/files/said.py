"""A sentence about a file that can be said in either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.language import load_messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The text `key` of `matcher/language/faults.toml` with its names, some of which may be sentences themselves."""

    key: str
    names: Mapping[str, object]

    def text(self, lang: str) -> str:
        """The sentence in a language.

        >>> Said(key="fault.date_twice", names={"date": "2027-04-13"}).text("it")
        '2027-04-13 è scritta due volte: metti le sue fasce in un solo giorno'
        """
        said = {name: one.text(lang) if isinstance(one, Said) else one for name, one in self.names.items()}
        return load_messages(lang).text(self.key, said)


Message = Said | str
"""What is said of a file; a text is English in every language: of files that only the command line reads."""


def fault(key: str, /, **names: object) -> Said:
    """What is wrong."""
    return Said(key=f"fault.{key}", names=names)


def what(key: str, /, **names: object) -> Said:
    """What a value should be."""
    return Said(key=f"fault_what.{key}", names=names)


def hint(key: str, /, **names: object) -> Said:
    """What is said after a fault, to help."""
    return Said(key=f"fault_hint.{key}", names=names)


def text_of(message: Message, lang: str) -> str:
    """The message in a language."""
    return message.text(lang) if isinstance(message, Said) else message
