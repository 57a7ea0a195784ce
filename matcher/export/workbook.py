"""A run as an XLSX workbook that an organiser can send on."""

from __future__ import annotations

import io

from matcher.export.audit import exclusions, import_report
from matcher.export.book import open_book
from matcher.export.guide import write_guide
from matcher.export.matrix import write_matrix
from matcher.export.overview import companies, counterparts
from matcher.export.pairs import by_company, by_counterpart
from matcher.export.safe_text import clean
from matcher.export.styles import Styles
from matcher.export.tables import Pen, write_table
from matcher.language import Messages, load_messages
from matcher.suggestions import RunStamp, ShortlistRun

_HASH_LENGTH = 16


def render_workbook(run: ShortlistRun) -> bytes:
    """The workbook of `run` in its language; the same run gives the same bytes.

    No cell is a formula or a link, whatever the profiles hold.

    Raises:
        ConfigError: There are no messages in the run's language.
        DataError: A table has more rows than a worksheet can hold.
    """
    messages = load_messages(run.lang)
    buffer = io.BytesIO()
    book = open_book(buffer, _properties(run.stamp, messages))
    pen = Pen(book=book, styles=Styles(book=book), messages=messages, footer=_footer(run.stamp, messages))
    write_table(pen, by_company(run, messages))
    write_table(pen, by_counterpart(run, messages))
    write_matrix(pen, run)
    write_table(pen, companies(run, messages))
    write_table(pen, counterparts(run, messages))
    for table in exclusions(run, messages):
        write_table(pen, table)
    write_table(pen, import_report(run, messages))
    write_guide(pen, run.stamp)
    book.close()
    return buffer.getvalue()


def _properties(stamp: RunStamp, messages: Messages) -> dict[str, str]:
    values = {"version": stamp.abbina_version, "model": stamp.model_id, "hash": stamp.data_hash, "seed": stamp.seed}
    return {
        "title": messages.text("document.title"),
        "subject": messages.text("document.subject"),
        "author": "",
        "comments": clean(messages.text("document.comments", values)),
    }


def _footer(stamp: RunStamp, messages: Messages) -> str:
    """Sheet name, page numbers and the start of the data hash; an ampersand is doubled to be printed as one."""
    short = clean(stamp.data_hash[:_HASH_LENGTH] + ("…" if len(stamp.data_hash) > _HASH_LENGTH else ""))
    data = messages.text("document.footer_data", {"hash": short.replace("&", "&&")})
    page = messages.text("document.footer_page", {"page": "&P", "pages": "&N"})
    return f"&L&8&A&C&8{page}&R&8{data}"
