"""Passwords, sessions, invitations and keys: what proves who somebody is, and no longer than it should."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from matcher.store import (
    Conflict,
    MissingReference,
    NotStored,
    Role,
    Store,
    api_keys,
    invitations,
    memberships,
    passwords,
    programmes,
    sessions,
    tables,
    tokens,
    users,
)

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def known(store: Store, now: datetime.datetime) -> Store:
    """A store with one programme."""
    with store.writing() as tx:
        programmes.save_programme(tx, "p", name="", settings={}, expected_version=0, now=now)
    return store


@pytest.fixture
def anna(known: Store, now: datetime.datetime) -> users.User:
    with known.writing() as tx:
        return users.add_user(tx, email="anna@x.example", name="Anna", lang="it", password_hash=None, now=now)


def texts_of(store: Store) -> str:
    """Every row of the tables that have to do with access."""
    with store.reading() as tx:
        each = (tables.users, tables.sessions, tables.invitations, tables.api_keys)
        return str([tx.execute(table.select()).all() for table in each])


def test_a_password_is_known_by_its_hash_only() -> None:
    first, second = passwords.hash_password("correct horse"), passwords.hash_password("correct horse")
    assert first != second
    assert first.startswith("$argon2id$")
    assert passwords.is_password("correct horse", first)
    assert not passwords.is_password("correct house", first)
    assert not passwords.is_password("correct horse", None)
    assert not passwords.is_password("nobody has this password", None)
    assert not passwords.is_password("correct horse", "no hash")
    assert not passwords.is_outdated(first)
    assert passwords.is_outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$IR2jKkkZ+q0kuVxcFTQnMg")


def test_tokens_are_long_and_never_the_same() -> None:
    made = {tokens.new_token() for _ in range(100)}
    assert {len(token) for token in made} == {43}
    assert len(made) == 100
    (token, *_others) = made
    assert tokens.is_token_of(token, tokens.hash_token(token))
    assert not tokens.is_token_of(token[:-1], tokens.hash_token(token))


def test_a_session_ends(known: Store, anna: users.User, now: datetime.datetime) -> None:
    with known.writing() as tx:
        token = sessions.start_session(tx, anna.id, now=now, lasts=HOUR)
        assert users.user_of_session(tx, token, now=now) == anna
        assert users.user_of_session(tx, token + "x", now=now) is None
        sessions.touch_session(tx, token, now=now + HOUR / 2, lasts=HOUR)
        assert users.user_of_session(tx, token, now=now + HOUR) == anna
        assert users.user_of_session(tx, token, now=now + 2 * HOUR) is None
        sessions.touch_session(tx, token, now=now + 2 * HOUR, lasts=HOUR)
        assert users.user_of_session(tx, token, now=now + 2 * HOUR) is None
        assert sessions.drop_expired_sessions(tx, now=now + 2 * HOUR) == 1
        other = sessions.start_session(tx, anna.id, now=now, lasts=HOUR)
        sessions.start_session(tx, anna.id, now=now, lasts=HOUR)
        sessions.end_session(tx, other)
        assert users.user_of_session(tx, other, now=now) is None
        assert sessions.end_sessions_of(tx, anna.id) == 1


def test_who_is_disabled_has_no_session(known: Store, anna: users.User, now: datetime.datetime) -> None:
    with known.writing() as tx:
        token = sessions.start_session(tx, anna.id, now=now, lasts=HOUR)
        version = users.save_user(tx, dataclasses.replace(anna, disabled_at=now))
        assert version == 2
        assert users.user_of_session(tx, token, now=now) is None
        with pytest.raises(Conflict):
            users.save_user(tx, anna)


def test_an_invitation_is_good_once_and_for_a_while(known: Store, now: datetime.datetime) -> None:
    def invite() -> tuple[invitations.Invitation, str]:
        return invitations.invite(tx, "p", email="B@x.example", role=Role.STARTUP, invited_by="u", now=now, lasts=HOUR)

    with known.writing() as tx:
        invitation, token = invite()
        assert invitation.email == "b@x.example"
        assert invitations.find_invitation(tx, token, now=now) == invitation
        assert invitations.use_invitation(tx, token, now=now) is not None
        assert invitations.use_invitation(tx, token, now=now) is None
        assert invitations.find_invitation(tx, token, now=now) is None
        _, late = invite()
        assert invitations.use_invitation(tx, late, now=now + HOUR) is None
        third, revoked = invite()
        invitations.revoke_invitation(tx, "p", third.id)
        assert invitations.use_invitation(tx, revoked, now=now) is None
        with pytest.raises(NotStored):
            invitations.revoke_invitation(tx, "p", third.id)
        assert [each.used_at for each in invitations.list_invitations(tx, "p")].count(now) == 1


def test_nobody_is_invited_for_a_party_that_is_not_there(known: Store, now: datetime.datetime) -> None:
    with pytest.raises(MissingReference), known.writing() as tx:
        invitations.invite(tx, "p", email="", role=Role.STARTUP, party_id="nobody", invited_by="u", now=now, lasts=HOUR)


def test_a_key_is_shown_once(known: Store, now: datetime.datetime) -> None:
    with known.writing() as tx:
        key, secret = api_keys.issue_api_key(tx, "p", name="crm", role=Role.VIEWER, issued_by="u", now=now, lasts=HOUR)
        assert secret.startswith(key.start)
        assert api_keys.find_api_key(tx, secret, now=now) == key
        assert api_keys.find_api_key(tx, secret + "x", now=now) is None
        assert api_keys.find_api_key(tx, secret, now=now + HOUR) is None
        api_keys.note_api_key_use(tx, "p", key.id, now=now)
        api_keys.revoke_api_key(tx, "p", key.id, now=now)
        assert api_keys.find_api_key(tx, secret, now=now) is None
        (listed,) = api_keys.list_api_keys(tx, "p")
        assert (listed.used_at, listed.revoked_at) == (now, now)
        with pytest.raises(NotStored):
            api_keys.revoke_api_key(tx, "q", key.id, now=now)


def test_no_secret_is_stored(known: Store, anna: users.User, now: datetime.datetime) -> None:
    with known.writing() as tx:
        secrets = [
            sessions.start_session(tx, anna.id, now=now, lasts=HOUR),
            invitations.invite(tx, "p", email="", role=Role.VIEWER, invited_by="u", now=now, lasts=HOUR)[1],
            api_keys.issue_api_key(tx, "p", name="", role=Role.VIEWER, issued_by="u", now=now)[1],
        ]
    stored = texts_of(known)
    assert tokens.hash_token(secrets[0]) in stored
    assert [secret for secret in secrets if secret in stored] == []


def test_a_user_is_shown_without_personal_data() -> None:
    user = users.User(
        id="1",
        email="anna@x.example",
        name="Anna Rossi",
        lang="it",
        password_hash="$argon2id$hash",  # noqa: S106 - no password
        is_administrator=False,
        disabled_at=None,
        version=1,
        created_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    )
    assert not {"anna@x.example", "Anna", "$argon2id$"} & set(repr(user).split("'"))


def test_a_membership_is_the_way_into_a_programme(known: Store, anna: users.User, now: datetime.datetime) -> None:
    with known.writing() as tx:
        assert memberships.find_membership(tx, "p", anna.id) is None
        memberships.save_membership(tx, "p", anna.id, role=Role.VIEWER, expected_version=0, now=now)
        memberships.save_membership(tx, "p", anna.id, role=Role.ORGANISER, expected_version=1, now=now)
        (found,) = programmes.programmes_of(tx, anna.id)
        assert (found.programme.id, found.role, found.party_id) == ("p", Role.ORGANISER, None)
        memberships.delete_membership(tx, "p", anna.id, expected_version=2)
        assert programmes.programmes_of(tx, anna.id) == []
