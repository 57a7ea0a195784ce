"""Writing an agenda's files: each is made before the first is written, and each is whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from matcher.agenda.export.building import only_party
from matcher.agenda.export.calendar import render_calendar
from matcher.agenda.export.file_names import file_stem
from matcher.agenda.export.pages import render_pages
from matcher.agenda.export.paper import render_paper
from matcher.agenda.export.table import render_table
from matcher.agenda.export.views import AgendaView
from matcher.agenda.export.wording import summary_text
from matcher.agenda.export.workbook import render_workbook
from matcher.errors import ConfigError
from matcher.language import load_messages
from matcher.whole_file import replace_file

Renderer = Callable[[AgendaView, str, str | None], bytes]
"""Makes one file of a view in a language, for all or for the party of that id."""


def _mine(view: AgendaView, party: str | None) -> AgendaView:
    return view if party is None else only_party(view, party)


_RENDERERS: dict[str, Renderer] = {
    "xlsx": lambda view, lang, party: render_workbook(_mine(view, party), lang),
    "ics": lambda view, lang, party: render_calendar(_mine(view, party), lang, party=party),
    "pdf": lambda view, lang, party: render_paper(view, lang, party=party),
    "html": lambda view, lang, party: render_pages(view, lang, party=party).encode("utf-8"),
    "csv": lambda view, _lang, party: render_table(_mine(view, party)).encode("utf-8"),
}
FORMATS = tuple(_RENDERERS)
"""The forms that an agenda can be written in; each is the suffix of its files."""

AGENDA, CALENDARS = "agenda", "calendars"
"""The name of the files for all, and of the folder of the parties' calendars."""


def is_folder(path: Path) -> bool:
    """True where an export to `path` is a folder of files: there is one, or the name has no suffix.

    Raises:
        ConfigError: The suffix is not that of a form.
    """
    if path.is_dir() or not path.suffix:
        return True
    if path.suffix.lower()[1:] not in FORMATS:
        accepted = ", ".join(f".{one}" for one in FORMATS)
        raise ConfigError(
            f"cannot write {path}: its name ends in {path.suffix!r}; accepted: {accepted}, or a folder, whose name has "
            "no suffix"
        )
    return False


def export_file(view: AgendaView, path: Path, lang: str, *, party: str | None = None) -> None:
    """Write one file in the form that its suffix names, for everybody or for one party, an id.

    The same view gives the same bytes. A file that is there is replaced, at once and only when the new one is complete.

    Raises:
        ConfigError: The suffix, the language or the party is not known, the folder does not exist, or the system
            refuses.
        DataError: The event's time zone is not known, or a list has more rows than a worksheet can hold.
    """
    if is_folder(path):
        raise ConfigError(f"cannot write {path}: it is a folder; give the name of a file in it")
    _write(path, _RENDERERS[path.suffix.lower()[1:]](view, lang, party))


def export_folder(
    view: AgendaView,
    folder: Path,
    lang: str,
    *,
    formats: Sequence[str] = FORMATS,
    progress: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Write the agenda in each of `formats`, with a calendar for each party if `ics` is one, and return the files.

    They are `agenda.xlsx` and so on, and `calendars/ID.ics`. Everything is made before anything is written. The folder
    is made if it is not there; what else is in it stays. `progress` is told the name of each file before it is made.

    Raises:
        ConfigError: A form or the language is not known, `folder` is a file, or the system refuses.
        DataError: As for `export_file`.
    """
    check_formats(formats)
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"cannot write into {folder}: it is a file; give the name of a folder")
    wanted: list[tuple[str, str, str | None]] = [(f"{AGENDA}.{form}", form, None) for form in formats]
    if "ics" in formats:
        wanted += [(f"{CALENDARS}/{file_stem(one.who.id)}.ics", "ics", one.who.id) for one in view.parties]
    made: dict[Path, bytes] = {}
    for name, form, party in wanted:
        if progress is not None:
            progress(name)
        made[folder / name] = _RENDERERS[form](view, lang, party)
    for path, content in made.items():
        _make_folder(path.parent)
        _write(path, content)
    return tuple(made)


def summarise(view: AgendaView, lang: str) -> str:
    """What the agenda comes to, in two sentences.

    Raises:
        ConfigError: The language is not known.
    """
    return summary_text(view, load_messages(lang))


def check_formats(formats: Iterable[str]) -> None:
    """Refuse a form that there is not, and none at all.

    Raises:
        ConfigError: `formats` is empty or has one that is not in `FORMATS`.
    """
    given = tuple(formats)
    unknown = [one for one in given if one not in FORMATS]
    if unknown or not given:
        what = f"there is no form {unknown[0]!r}" if unknown else "no form is given"
        raise ConfigError(f"{what}; accepted: {', '.join(FORMATS)}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise ConfigError(f"cannot make the folder {folder}: {err.strerror or err}; give another") from err


def _write(path: Path, content: bytes) -> None:
    try:
        replace_file(path.resolve(), content)
    except OSError as err:
        raise ConfigError(
            f"cannot write {path}: {err.strerror or err}; give a file in a folder that exists, and close it if it is "
            "open in another program"
        ) from err
