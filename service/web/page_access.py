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

EVENTS: dict[Route, Access] = {
    ("GET", "/events"): READERS,
    ("GET", "/events/{event_id}"): READERS,
    ("GET", "/new-event"): RUNNERS,
    ("POST", "/new-event"): RUNNERS,
    ("GET", "/new-event/file"): RUNNERS,
    ("POST", "/new-event/file"): RUNNERS,
    ("GET", "/events/{event_id}/edit"): RUNNERS,
    ("POST", "/events/{event_id}/edit"): RUNNERS,
    ("GET", "/events/{event_id}/text"): RUNNERS,
    ("POST", "/events/{event_id}/text"): RUNNERS,
    ("GET", "/events/{event_id}/delete"): RUNNERS,
    ("POST", "/events/{event_id}/delete"): RUNNERS,
    ("POST", "/events/{event_id}/solve"): RUNNERS,
    ("POST", "/events/{event_id}/advice"): RUNNERS,
    ("GET", "/events/{event_id}/advice/{job_id}"): READERS,
    ("GET", "/agenda-jobs/{job_id}"): READERS,
}
"""Events, and the work that is waited for."""

AGENDA = "/agendas/{agenda_id}"
AGENDAS: dict[Route, Access] = {
    ("GET", "/agendas"): READERS,
    ("GET", AGENDA): READERS,
    ("GET", f"{AGENDA}/meeting"): READERS,
    ("GET", f"{AGENDA}/moves"): RUNNERS,
    ("POST", f"{AGENDA}/place"): RUNNERS,
    ("POST", f"{AGENDA}/lock"): RUNNERS,
    ("POST", f"{AGENDA}/remove"): RUNNERS,
    ("GET", f"{AGENDA}/add"): RUNNERS,
    ("GET", f"{AGENDA}/versions"): READERS,
    ("GET", f"{AGENDA}/compare"): READERS,
    ("POST", f"{AGENDA}/rollback"): RUNNERS,
    ("GET", f"{AGENDA}/publish"): RUNNERS,
    ("POST", f"{AGENDA}/publish"): RUNNERS,
    ("GET", f"{AGENDA}/day"): RUNNERS,
    ("POST", f"{AGENDA}/day"): RUNNERS,
    ("GET", f"{AGENDA}/previews/{{job_id}}"): RUNNERS,
    ("POST", f"{AGENDA}/previews/{{job_id}}/take"): RUNNERS,
    ("GET", f"{AGENDA}/standby"): RUNNERS,
    ("GET", f"{AGENDA}/files"): RUNNERS,
    ("POST", f"{AGENDA}/files"): RUNNERS,
}
"""Agendas, their versions, the day and the files."""

PAGES |= {(method, PROGRAMME_PAGES + path): access for (method, path), access in (EVENTS | AGENDAS).items()}
