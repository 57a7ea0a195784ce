"""Who may open and send which page: the matrix that tests try role by role, as `access.py` is for the API.

Pages that are not of a programme are for anybody or for whoever is logged in.
"""

from __future__ import annotations

from service.web.access import ANYBODY, EVALUATORS, LOGGED_IN, MEMBERS, READERS, RUNNERS, Access, Route

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

ORGANISER: dict[Route, Access] = {
    ("GET", "/imports"): RUNNERS,
    ("POST", "/imports"): RUNNERS,
    ("GET", "/imports/new"): RUNNERS,
    ("GET", "/imports/examples/{subject}.csv"): RUNNERS,
    ("GET", "/imports/{import_id}"): RUNNERS,
    ("GET", "/imports/{import_id}/rows"): RUNNERS,
    ("GET", "/imports/{import_id}/problems"): RUNNERS,
    ("GET", "/imports/{import_id}/problems.csv"): RUNNERS,
    ("POST", "/imports/{import_id}/take"): RUNNERS,
    ("POST", "/imports/{import_id}/discard"): RUNNERS,
    ("POST", "/imports/{import_id}/mend"): RUNNERS,
    ("GET", "/parties"): READERS,
    ("GET", "/parties/{party_id}"): READERS,
    ("GET", "/parties/{party_id}/edit"): RUNNERS,
    ("POST", "/parties/{party_id}/edit"): RUNNERS,
    ("GET", "/parties/{party_id}/people"): RUNNERS,
    ("POST", "/parties/{party_id}/people/contacts"): RUNNERS,
    ("POST", "/parties/{party_id}/people/contacts/delete"): RUNNERS,
    ("POST", "/parties/{party_id}/people/invite"): RUNNERS,
    ("GET", "/parties/{party_id}/wishes"): READERS,
    ("POST", "/parties/{party_id}/wishes"): RUNNERS,
    ("POST", "/parties/{party_id}/wishes/delete"): RUNNERS,
    ("POST", "/parties/{party_id}/wishes/presence"): RUNNERS,
    ("GET", "/parties/{party_id}/history"): READERS,
    ("GET", "/parties/{party_id}/records"): RUNNERS,
    ("POST", "/parties/{party_id}/consent"): RUNNERS,
    ("POST", "/parties/{party_id}/participation"): RUNNERS,
    ("POST", "/parties/{party_id}/personal-data"): RUNNERS,
    ("GET", "/parties/{party_id}/erase"): RUNNERS,
    ("POST", "/parties/{party_id}/erase"): RUNNERS,
    ("GET", "/shortlists"): READERS,
    ("POST", "/shortlists"): RUNNERS,
    ("GET", "/shortlists/{run_id}"): READERS,
    ("POST", "/shortlists/{run_id}/export"): RUNNERS,
    ("GET", "/shortlists/{run_id}/compare/{other_id}"): READERS,
    ("GET", "/shortlists/{run_id}/delete"): RUNNERS,
    ("POST", "/shortlists/{run_id}/delete"): RUNNERS,
    ("GET", "/shortlists/{run_id}/lists/{party_id}"): READERS,
    ("GET", "/shortlists/{run_id}/pairs/{company_id}/{counterpart_id}"): READERS,
    ("POST", "/shortlists/{run_id}/pairs/{company_id}/{counterpart_id}"): RUNNERS,
    ("GET", "/matrix"): READERS,
}
"""Imports, participants, lists and the matrix."""

PAGES |= {(method, PROGRAMME_PAGES + path): access for (method, path), access in (FRAME | ORGANISER).items()}
