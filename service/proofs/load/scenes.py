"""Scenes for callers: accounts of participants who speak for a company each, and organisers with a key."""

from __future__ import annotations

import datetime

from matcher.store import Role, Store, Transaction
from matcher.store.agendas import get_agenda, publish_agenda, published_meetings
from matcher.store.memberships import save_membership
from matcher.store.sessions import start_session
from matcher.store.shortlists import list_runs
from matcher.store.users import add_user
from service.jobs.worker import utc_now
from service.proofs.ground import AGENDA, Ground
from service.proofs.load.callers import Scene
from service.web.context import CSRF_HEADER, SESSION_COOKIE, csrf_token

ORGANISERS = 4


def set_scenes(store: Store, ground: Ground, callers: int) -> list[Scene]:
    """Publish the agenda, and give each caller a company that meets somebody; the first four are organisers."""
    with store.writing() as tx:
        agenda = get_agenda(tx, ground.programme_id, AGENDA)
        publish_agenda(tx, ground.programme_id, AGENDA, agenda.current_version, expected_version=agenda.version)
        run = list_runs(tx, ground.programme_id)[0]
        partners: dict[str, list[str]] = {}
        for one in published_meetings(tx, ground.programme_id):
            pair = {one.meeting.a, one.meeting.b}
            for company in pair & set(ground.companies):
                partners.setdefault(company, []).extend(pair - {company})
        return [
            Scene(
                headers=_organiser(ground) if number < ORGANISERS else _participant(tx, ground, company),
                is_organiser=number < ORGANISERS,
                root=f"/v1/programmes/{ground.programme_id}",
                run_id=run.id,
                me=company,
                others=tuple(partners[company]),
                companies=ground.companies,
            )
            for number, company in enumerate(sorted(partners)[:callers])
        ]


def _organiser(ground: Ground) -> dict[str, str]:
    return {"Authorization": f"Bearer {ground.keys[0]}"}


def _participant(tx: Transaction, ground: Ground, party_id: str) -> dict[str, str]:
    now = utc_now()
    user = add_user(tx, email=f"{party_id}@example.org", name=party_id, lang="en", password_hash=None, now=now)
    save_membership(tx, ground.programme_id, user.id, role=Role.STARTUP, party_id=party_id, expected_version=0, now=now)
    token = start_session(tx, user.id, now=now, lasts=datetime.timedelta(hours=12))
    return {"Cookie": f"{SESSION_COOKIE}={token}", CSRF_HEADER: csrf_token(token)}
