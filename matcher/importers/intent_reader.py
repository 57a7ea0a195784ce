"""What a party seeks and offers, from its declared cells, and the texts behind it."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.importers.fields import Field
from matcher.importers.row_reader import RowReader
from matcher.importers.vocabulary import find_intents, fold
from matcher.importers.vocabulary.intents import INTENTS_ACCEPTED, is_intent_label
from matcher.profiles import Intent, ProfileKind

PROVIDED_BY = {
    ProfileKind.INVESTOR: Intent.RAISE_CAPITAL,
    ProfileKind.MENTOR: Intent.MENTORING,
    ProfileKind.ACCELERATOR: Intent.ACCELERATION,
}
"""The intent that a kind provides: an investor who "seeks investments" gives capital, it does not raise it."""


_ANYBODY = frozenset(
    {
        *("tutti", "tutte", "tutto", "chiunque", "qualsiasi", "qualunque", "nessuna preferenza", "indifferente"),
        *("all", "any", "anybody", "anyone", "everybody", "everyone", "no preference"),
    }
)
"""Wishes that tell nobody apart; they are kept as a label and are no text to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedIntents:
    """Intents and texts as `Profile` holds them."""

    seeks: tuple[Intent, ...]
    offers: tuple[Intent, ...]
    seeking_label: str
    needs: str
    offer: str


def read_intents(reader: RowReader, kind: ProfileKind) -> StatedIntents:
    """Intents and the texts behind them; a text never fills a column that the sheet itself has."""
    seeking, needs = reader.paragraphs(Field.SEEKING), reader.paragraphs(Field.NEEDS)
    offer, coded_seeks, coded_offers = (reader.paragraphs(field) for field in (Field.OFFER, Field.SEEKS, Field.OFFERS))
    seeks = _find_coded(reader, Field.SEEKS, coded_seeks)
    offers = _find_coded(reader, Field.OFFERS, coded_offers)
    if not reader.layout.has(Field.SEEKS):
        found = set(find_intents(seeking)[0]) | set(find_intents(needs)[0])
        found |= {Intent.RAISE_CAPITAL} if reader.ticked(Field.SEEKS_CAPITAL) else set()
        provided = PROVIDED_BY.get(kind)
        if provided in found and not reader.layout.has(Field.OFFERS):
            offers = (provided,)
        seeks = tuple(sorted(found - {provided}))
        _report_no_intent(reader, seeking, found)
    if not reader.layout.has(Field.OFFERS):
        offers = tuple(sorted({*offers, *find_intents(offer)[0]}))
    if not reader.layout.has(Field.NEEDS) and not is_intent_label(seeking) and fold(seeking) not in _ANYBODY:
        needs = seeking
    return StatedIntents(seeks=seeks, offers=offers, seeking_label=seeking, needs=needs, offer=offer)


def _find_coded(reader: RowReader, field: Field, text: str) -> tuple[Intent, ...]:
    intents, unknown = find_intents(text)
    for column, _ in reader.filled(field)[:1]:
        for part in unknown:
            message = f"this names no intent; left out. Known: {INTENTS_ACCEPTED}"
            reader.warn("unknown_intent", message, column, part)
    return intents


def _report_no_intent(reader: RowReader, seeking: str, found: set[Intent]) -> None:
    if seeking and not found and fold(seeking) not in _ANYBODY:
        column = reader.filled(Field.SEEKING)[0][0]
        message = "no intent was recognised in this cell; it stays as text"
        reader.note("no_intent", message, column, seeking, by_value=False)
