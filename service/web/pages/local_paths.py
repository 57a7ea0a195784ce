"""Addresses that a form may send somebody on to: of this site alone."""

from __future__ import annotations

import re
from urllib.parse import quote

_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def local_path(text: str | None, otherwise: str = "/") -> str:
    r"""The path with its query if it leads into this site, else another.

    >>> local_path("/account?tab=1"), local_path("//evil.example"), local_path("/\\evil.example"), local_path(None)
    ('/account?tab=1', '/', '/', '/')
    """
    return text if text is not None and len(text) <= 2000 and _LOCAL.fullmatch(text) else otherwise


def path_part(text: str) -> str:
    """An id as a part of a path.

    >>> path_part("a b/c")
    'a%20b%2Fc'
    """
    return quote(text, safe="~")


def login_path(then: str) -> str:
    """The login page that leads on to a path.

    >>> login_path("/account"), login_path("/")
    ('/login?next=%2Faccount', '/login')
    """
    return "/login" if then in {"", "/"} else f"/login?next={quote(then, safe='')}"
