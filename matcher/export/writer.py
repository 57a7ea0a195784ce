"""Writing a run to a file: the whole file or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matcher.errors import ConfigError
from matcher.export.records import render_csv, render_json
from matcher.export.workbook import render_workbook
from matcher.suggestions import ShortlistRun
from matcher.whole_file import replace_file

_RENDERERS: dict[str, Callable[[ShortlistRun], bytes]] = {
    ".csv": lambda run: render_csv(run).encode("utf-8"),
    ".json": lambda run: render_json(run).encode("utf-8"),
    ".xlsx": render_workbook,
}


def check_output(path: Path) -> None:
    """Refuse a path that `write_run` could not write, before any long work is done for it.

    Raises:
        ConfigError: The suffix is not .csv, .json or .xlsx, the folder does not exist, `path` is a folder, or the
            system refuses the name.
    """
    if path.suffix.lower() not in _RENDERERS:
        written = f"ends in {path.suffix!r}" if path.suffix else "has no suffix"
        raise ConfigError(f"cannot write {path}: its name {written}; accepted: {', '.join(_RENDERERS)}")
    try:
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except OSError as err:
        raise ConfigError(f"cannot write {path}: {err.strerror or err}") from err
    if is_folder:
        raise ConfigError(f"cannot write {path}: it is a folder; give the name of a file in it")
    if not has_folder:
        raise ConfigError(f"cannot write {path}: the folder {path.parent} does not exist; create it first")


def write_run(run: ShortlistRun, path: Path) -> None:
    """Write `run` to `path` in the form its suffix names; an existing file is replaced, at once and only when complete.

    The same run gives the same bytes. CSV and JSON are UTF-8 without a byte order mark.

    Raises:
        ConfigError: `check_output` refuses the path, or the system does (rights, space, a file open elsewhere).
        DataError: The run has more rows than a worksheet can hold.
    """
    check_output(path)
    content = _RENDERERS[path.suffix.lower()](run)
    try:
        replace_file(path.resolve(), content)
    except OSError as err:
        raise ConfigError(
            f"cannot write {path}: {err.strerror or err}; if it is open in another program, close it"
        ) from err
