"""Who may open and send which page: the matrix that tests try role by role, as `access.py` is for the API.

Pages that are not of a programme are for anybody or for whoever is logged in.
"""

from __future__ import annotations

from service.web.access import (
    ADMINISTRATORS,
    ANYBODY,
    EVALUATORS,
    LOGGED_IN,
    MEMBERS,
    READERS,
    RUNNERS,
    TAKE_PART,
    Access,
    Route,
    roles,
)

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

PAGES |= {
    ("GET", "/password"): ANYBODY,
    ("POST", "/password"): ANYBODY,
    ("POST", "/password/new"): ANYBODY,
}

PAGES |= {
    (method, f"/administration{path}"): ADMINISTRATORS
    for method, path in (
        ("GET", ""),
        ("GET", "/programmes"),
        ("POST", "/programmes"),
        ("GET", "/programmes/{programme}/delete"),
        ("POST", "/programmes/{programme}/delete"),
        ("GET", "/users"),
        ("POST", "/users"),
        ("GET", "/users/{user_id}"),
        ("POST", "/users/{user_id}"),
        ("POST", "/users/{user_id}/password"),
        ("POST", "/users/{user_id}/delete"),
        ("GET", "/audit"),
        ("GET", "/backup"),
        ("POST", "/backup"),
    )
}
"""The installation, for its administrators."""

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
    ("GET", "/new-party"): RUNNERS,
    ("POST", "/new-party"): RUNNERS,
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

PEOPLE: dict[Route, Access] = {
    ("GET", "/people"): RUNNERS,
    ("GET", "/people/members/{user_id}"): RUNNERS,
    ("POST", "/people/members/{user_id}"): RUNNERS,
    ("POST", "/people/members/{user_id}/remove"): RUNNERS,
    ("GET", "/people/invitations"): RUNNERS,
    ("POST", "/people/invitations"): RUNNERS,
    ("POST", "/people/invitations/{invitation_id}/revoke"): RUNNERS,
    ("GET", "/people/invitations/everybody"): RUNNERS,
    ("POST", "/people/invitations/everybody"): RUNNERS,
    ("GET", "/settings"): RUNNERS,
    ("POST", "/settings"): RUNNERS,
    ("GET", "/settings/keys"): RUNNERS,
    ("POST", "/settings/keys"): RUNNERS,
    ("POST", "/settings/keys/{key_id}/revoke"): RUNNERS,
    ("GET", "/settings/webhooks"): RUNNERS,
    ("GET", "/settings/webhooks/edit"): RUNNERS,
    ("POST", "/settings/webhooks"): RUNNERS,
    ("POST", "/settings/webhooks/delete"): RUNNERS,
    ("GET", "/settings/records"): RUNNERS,
    ("GET", "/settings/records.{form}"): RUNNERS,
    ("GET", "/settings/audit"): RUNNERS,
    ("GET", "/value"): READERS,
    ("GET", "/value/training.csv"): READERS,
}
"""Who is in a programme, what it is like, and what it came to."""

EVALUATION: dict[Route, Access] = {
    (method, f"/evaluations{path}"): EVALUATORS
    for method, path in (
        ("GET", ""),
        ("POST", ""),
        ("POST", "/benchmarks"),
        ("GET", "/compare"),
        ("GET", "/{job_id}"),
        ("GET", "/{job_id}/report"),
        ("GET", "/{job_id}/files/{name}"),
    )
}
"""An evaluator's benchmarks and runs."""

PAGES |= {
    (method, PROGRAMME_PAGES + path): access
    for (method, path), access in (FRAME | ORGANISER | PARTICIPANT | PEOPLE | EVALUATION).items()
}

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
