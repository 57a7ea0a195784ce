"""Edits name the version they saw: an ETag on what is read, `If-Match` on what is saved over it.

`If-Match: "3"` saves over version 3, `If-None-Match: *` makes what is not there yet. Neither is 428, another version is
there 409 with both numbers: an edit is never lost.
"""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from service.web.problems import Problem

_TAG = re.compile(r'"([1-9][0-9]{0,8})"')


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def tagged(response: Response, version: int) -> None:
    """Put a version's tag on a response."""
    response.headers["ETag"] = etag(version)


def seen_version(
    if_match: Annotated[str | None, Header(description="the ETag that was read", examples=['"3"'])] = None,
) -> int:
    """The version that the editor saw.

    Raises:
        Problem: 428 without `If-Match`; 400 for what is no tag of ours.
    """
    if if_match is None:
        raise Problem(428, "version-needed", 'say which version you saw: If-Match: "VERSION"')
    return _version(if_match)


def seen_version_or_new(
    if_match: Annotated[str | None, Header(description="the ETag that was read", examples=['"3"'])] = None,
    if_none_match: Annotated[str | None, Header(description="* for what is not there yet", examples=["*"])] = None,
) -> int:
    """The version that the editor saw, 0 for `If-None-Match: *`.

    Raises:
        Problem: 428 with neither header; 400 for what is no tag of ours.
    """
    if if_none_match is not None and if_match is None:
        if if_none_match.strip() != "*":
            raise Problem(400, "wrong-version", "If-None-Match is * or absent")
        return 0
    return seen_version(if_match)


SeenVersion = Annotated[int, Depends(seen_version)]
SeenVersionOrNew = Annotated[int, Depends(seen_version_or_new)]


def _version(tag: str) -> int:
    found = _TAG.fullmatch(tag.strip())
    if found is None:
        raise Problem(400, "wrong-version", 'If-Match is the ETag of one version, as "3"')
    return int(found.group(1))
