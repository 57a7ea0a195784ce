"""Options that several commands have."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Lang(StrEnum):
    """The languages of reports."""

    IT = "it"
    EN = "en"


LangOption = Annotated[Lang, typer.Option(envvar="ABBINA_LANG", help="Language of reasons and of the workbook.")]
