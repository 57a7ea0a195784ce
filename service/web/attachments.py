"""Files as answers."""

from __future__ import annotations

from fastapi.responses import Response


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file that a browser keeps rather than shows: nothing in it runs as a page of ours."""
    headers = {
        "Content-Disposition": disposition(name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


def disposition(name: str) -> str:
    """The header by which a file is kept; of its name the letters, digits and - _ . of ASCII stay.

    >>> disposition("lista 1.csv")
    'attachment; filename="lista_1.csv"'
    """
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name if letter.isascii())
    return f'attachment; filename="{safe or "file"}"'
