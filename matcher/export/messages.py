"""The words of the workbook in Italian and English, from `messages.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from matcher.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """Every text of one language by its dotted key, for example `sheet.matrix`."""

    lang: str
    texts: Mapping[str, str]

    def text(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """The text of `key` with `{placeholders}` filled from `values`; KeyError if the key is not in the table."""
        template = self.texts[key]
        return template.format_map(values) if values is not None else template

    def label(self, group: str, code: str) -> str:
        """The word for `code` within `group`, or `code` itself where the table has none."""
        return self.texts.get(f"{group}.{code}", code)


def load_messages(lang: str) -> Messages:
    """The messages of `lang`.

    Raises:
        ConfigError: The table has no such language.
    """
    table = _load_table()
    if lang not in table:
        raise ConfigError(f"no output in language {lang!r}; accepted: {', '.join(sorted(table))}")
    return Messages(lang=lang, texts=table[lang])


@functools.cache
def _load_table() -> dict[str, dict[str, str]]:
    content = resources.files("matcher.export").joinpath("messages.toml").read_text(encoding="utf-8")
    return {lang: _flatten(groups) for lang, groups in tomllib.loads(content).items()}


def _flatten(groups: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{group}.{key}": text for group, texts in groups.items() for key, text in texts.items()}
