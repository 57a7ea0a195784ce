"""Who may open and send which page: the matrix that tests try role by role, as `access.py` is for the API.

Pages that are not of a programme are for anybody or for whoever is logged in.
"""

from __future__ import annotations

from service.web.access import ANYBODY, EVALUATORS, LOGGED_IN, MEMBERS, READERS, TAKE_PART, Access, Route, roles

PAGES: dict[Route, Access] = {
    ("GET", "/"): LOGGED_IN,
    ("GET", "/programmes"): LOGGED_IN,
    ("GET", "/login"): ANYBODY,
    ("POST", "/login"): ANYBODY,
    ("POST", "/logout"): LOGGED_IN,
    ("POST", "/language"): ANYBODY,
    ("GET", "/join"): ANYBODY,
    ("POST", "/join"): ANYBODY,
    ("POST", "/join/accept"): ANYBODY,
    ("GET", "/account"): LOGGED_IN,
    ("POST", "/account/language"): LOGGED_IN,
    ("POST", "/account/password"): LOGGED_IN,
}

PROGRAMME_PAGES = "/programmes/{programme_id}"

FRAME: dict[Route, Access] = {
    ("GET", ""): MEMBERS,
    ("GET", "/jobs/{job_id}"): READERS,
    ("POST", "/jobs/{job_id}/cancel"): EVALUATORS,
}
"""Every programme has these; each room has a table of its own below."""

TAKING_PART = roles(*TAKE_PART)
PARTICIPANT: dict[Route, Access] = {
    (method, f"/mine{path}"): TAKING_PART
    for method, path in (
        ("GET", "/wishes"),
        ("POST", "/wishes"),
        ("GET", "/profile"),
        ("POST", "/profile"),
        ("GET", "/presence"),
        ("POST", "/presence"),
        ("GET", "/agenda"),
        ("GET", "/agenda/{agenda_id}.{form}"),
        ("GET", "/feedback"),
        ("POST", "/feedback"),
        ("GET", "/data"),
        ("POST", "/data/consent"),
        ("GET", "/data/leave"),
        ("POST", "/data/participation"),
        ("GET", "/data/export.json"),
        ("POST", "/data/erasure"),
    )
}
"""What a startup or counterpart has of its own party."""

PAGES |= {(method, PROGRAMME_PAGES + path): access for (method, path), access in (FRAME | PARTICIPANT).items()}
