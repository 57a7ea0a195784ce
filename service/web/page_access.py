"""Who may open and send which page: the matrix that tests try role by role, as `access.py` is for the API.

Pages that are not of a programme are for anybody or for whoever is logged in.
"""

from __future__ import annotations

from service.web.access import ANYBODY, EVALUATORS, LOGGED_IN, MEMBERS, READERS, Access, Route

PAGES: dict[Route, Access] = {
    ("GET", "/"): LOGGED_IN,
    ("GET", "/programmes"): LOGGED_IN,
    ("GET", "/login"): ANYBODY,
    ("POST", "/login"): ANYBODY,
    ("POST", "/demo"): ANYBODY,  # in a demo alone; elsewhere there is none
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

PAGES |= {(method, PROGRAMME_PAGES + path): access for (method, path), access in FRAME.items()}
