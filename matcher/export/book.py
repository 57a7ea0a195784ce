"""A new workbook in which nothing is a formula or a link and nothing tells the day it was made."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any

_FIXED_DATE = datetime.datetime(2000, 1, 1)
"""The document's date: the same content must give the same bytes on any day."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def open_book(buffer: io.BytesIO, properties: Mapping[str, str]) -> Any:
    """An open `xlsxwriter.Workbook` that writes to `buffer` when it is closed, with the document's `properties`."""
    import xlsxwriter

    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({**properties, "created": _FIXED_DATE})
    book.set_size(28_800, 16_800)
    return book
