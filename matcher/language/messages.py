"""Every text shown to people in Italian and English, from the TOML tables beside this module.

`words.toml` names the codes of the domain, `reasons.toml` holds the sentences of explanations, `workbook.toml` the
texts of the workbook, `agenda.toml` those of agendas, `advice.toml` those of advice on events and of teams, `day.toml`
those of an agenda on the day, `faults.toml` those of what is wrong in an event file, `problems.toml` those of what is
wrong in tables. Keys are unique over all of them.
"""

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
    table: dict[str, dict[str, str]] = {}
    for name in (
        "words.toml",
        "reasons.toml",
        "workbook.toml",
        "agenda.toml",
        "advice.toml",
        "day.toml",
        "faults.toml",
        "problems.toml",
    ):
        content = resources.files("matcher.language").joinpath(name).read_text(encoding="utf-8")
        for lang, groups in tomllib.loads(content).items():
            table.setdefault(lang, {}).update(_flatten(groups))
    return table


def _flatten(groups: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{group}.{key}": text for group, texts in groups.items() for key, text in texts.items()}
