"""Files that a browser keeps rather than shows: nothing in them runs as a page of ours."""

from __future__ import annotations

from fastapi.responses import Response


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file to keep; of its name the letters, digits and - _ . of ASCII stay."""
    headers = {
        "Content-Disposition": disposition(name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


def disposition(name: str) -> str:
    """The header that says so.

    >>> disposition("città 1.csv")
    'attachment; filename="citt_1.csv"'
    """
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name if letter.isascii())
    return f'attachment; filename="{safe or "file"}"'
