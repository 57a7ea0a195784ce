"""Bytes to text: byte order mark, strict UTF-8, UTF-16 by its NUL pattern, Windows-1252, in this order.

Statistical detectors take short Italian texts for other languages; these four steps do not, and say what they assumed.
"""

from __future__ import annotations

import codecs

from matcher.importers.readers.findings import Findings, refusal
from matcher.problems import Severity

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS_UTF8 = "Save it as “CSV UTF-8” or as .xlsx."


def decode_text(content: bytes, findings: Findings) -> str:
    """The text of `content`, without byte order mark, with every line end as a single line feed.

    Notes go to `findings`: the encoding where it was assumed (`assumed_encoding`), a repeated byte order mark, mixed
    line ends.

    Raises:
        UnreadableFile: no encoding fits, or the text holds NUL characters.
    """
    text = _without_repeated_marks(_decoded(content, findings), findings)
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        what = f"it holds NUL bytes (the first on line {row}): it is damaged or not a text file"
        raise refusal(findings.file, "nul_bytes", what, _SAVE_AS_UTF8)
    return _with_line_feeds(text, findings)


def _decoded(content: bytes, findings: Findings) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded_as(encoding, content[len(mark) :], findings)
    has_nul = b"\x00" in content
    if has_nul and (encoding := _nul_pattern(content)):
        _note_encoding(findings, encoding.upper(), "it has no byte order mark")
        return _decoded_as(encoding, content, findings)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if has_nul:
            return content.decode("latin-1")
    text = _decoded_as("cp1252", content, findings)
    _note_encoding(findings, "Windows-1252", "it is not UTF-8")
    return text


def _decoded_as(encoding: str, content: bytes, findings: Findings) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as err:
        line = content.count(b"\n", 0, err.start) + 1
        what = f"its text cannot be decoded as {encoding} (byte {err.start}, line {line})"
        raise refusal(findings.file, "bad_encoding", what, _SAVE_AS_UTF8) from err


def _nul_pattern(content: bytes) -> str:
    """`utf-16-le` or `utf-16-be` when one half of the bytes is mostly NUL and the other hardly ever, else ""."""
    even, odd = content[0:65536:2], content[1:65536:2]
    nul_even, nul_odd = even.count(0) / max(len(even), 1), odd.count(0) / max(len(odd), 1)
    if nul_odd > 0.5 and nul_even < 0.05:
        return "utf-16-le"
    if nul_even > 0.5 and nul_odd < 0.05:
        return "utf-16-be"
    return ""


def _note_encoding(findings: Findings, encoding: str, reason: str) -> None:
    message = f"The text was read as {encoding} because {reason}. Check the accented letters."
    findings.add("assumed_encoding", Severity.NOTE, message, value=encoding, accepted="UTF-8")


def _without_repeated_marks(text: str, findings: Findings) -> str:
    bare = text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
    if len(bare) < len(text):
        message = "The byte order mark stands at the start more than once; the extra ones were ignored."
        findings.add("repeated_byte_order_mark", Severity.NOTE, message)
    return bare


def _with_line_feeds(text: str, findings: Findings) -> str:
    """Every line end as a line feed; lone carriage returns beside others are noted (CRLF with LF in cells is usual)."""
    if "\r" not in text:
        return text
    windows = text.count("\r\n")
    lone, unix = text.count("\r") - windows, text.count("\n") - windows
    if lone and (windows or unix):
        message = f"Line ends are mixed (Windows {windows}, old Mac {lone}, Unix {unix}); each was taken as one."
        findings.add("mixed_line_ends", Severity.NOTE, message)
    return text.replace("\r\n", "\n").replace("\r", "\n")
