"""The bytes of a file, or a clear refusal: never waits on a pipe, never reads past the size limit."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from matcher.errors import UnreadableFile
from matcher.importers.readers.findings import printable_name, refusal

_OPENING_ERRORS = {
    errno.ENOENT: ("missing_file", "there is no such file", "Check the name and the folder."),
    errno.ENOTDIR: ("missing_file", "there is no such file", "Check the name and the folder."),
    errno.EACCES: ("no_permission", "this user may not read the file", "Give read permission and try again."),
    errno.EPERM: ("no_permission", "this user may not read the file", "Give read permission and try again."),
    errno.ELOOP: ("symlink_loop", "the link points back to itself", "Give the file that the link was meant for."),
    errno.ENAMETOOLONG: ("missing_file", "the name is too long for this system", "Give the file a shorter name."),
    errno.ENXIO: ("special_file", "it is a socket or a device, not a file on disk", "Save it as a file first."),
}


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The whole content of a regular file.

    The type is looked at on the open descriptor, opened without blocking: a pipe without a writer does not hang, and a
    path cannot be exchanged between the look and the reading.

    Raises:
        UnreadableFile: missing, not permitted, a directory, a pipe or a device, a link to itself, over `max_bytes`.
    """
    file = printable_name(path.name)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as err:
        raise _opening_refusal(file, err) from err
    try:
        status = os.fstat(descriptor)
        _check_regular(status.st_mode, file)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            content = stream.read(max_bytes + 1) if status.st_size <= max_bytes else b""
    except OSError as err:
        raise refusal(file, "read_error", f"reading failed ({err.strerror})", "Copy the file again.") from err
    finally:
        os.close(descriptor)
    if max(status.st_size, len(content)) > max_bytes:
        raise _size_refusal(file, max_bytes)
    return content


def _check_regular(mode: int, file: str) -> None:
    if stat.S_ISDIR(mode):
        raise refusal(file, "directory", "it is a folder, not a file", "Give one of the files in it.")
    if not stat.S_ISREG(mode):
        what = "it is a pipe or a device, not a file on disk"
        raise refusal(file, "special_file", what, "Save its content as a file first.")


def _opening_refusal(file: str, err: OSError | ValueError) -> UnreadableFile:
    number = err.errno if isinstance(err, OSError) else None
    code, what, remedy = _OPENING_ERRORS.get(
        number or 0, ("read_error", f"it cannot be opened ({err})", "Copy it again.")
    )
    return refusal(file, code, what, remedy)


def _size_refusal(file: str, max_bytes: int) -> UnreadableFile:
    what = f"the file is larger than {max_bytes / (1 << 20):.3g} MiB"
    return refusal(file, "file_too_large", what, "Remove what is not needed (images, old sheets) or split the file.")
