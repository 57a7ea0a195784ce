"""Two people who save at once: one is told, and nothing is lost."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest

from matcher.profiles import Contact, Profile, ProfileKind
from matcher.store import (
    AlreadyStored,
    Conflict,
    DatabaseFailure,
    MissingReference,
    NotStored,
    Role,
    Store,
    Transaction,
    Wish,
    agendas,
    contacts,
    events,
    imports,
    memberships,
    outcomes,
    parties,
    preferences,
    programmes,
    rows,
    shortlists,
    tables,
    users,
    webhooks,
)
from matcher.store.vocabulary import Decision, ImportStatus
from matcher.subjects import ImportSubject
from matcher.suggestions import RunStamp, Side, Suggestion

Saver = Callable[[Transaction, int], int]


@pytest.fixture
def kept(store: Store, now: datetime.datetime) -> Store:
    """A store with one programme, two parties and an event."""
    with store.writing() as tx:
        programmes.save_programme(tx, "p", name="P", settings={}, expected_version=0, now=now)
        for party_id, side, kind in (
            ("a", Side.STARTUPS, ProfileKind.STARTUP),
            ("b", Side.COUNTERPARTS, ProfileKind.MENTOR),
        ):
            profile = Profile(id=party_id, name=party_id, kind=kind)
            parties.save_party(tx, "p", profile, side=side, source={}, saved_by="u", expected_version=0, now=now)
        events.save_event(tx, "p", "e", name="E", timezone="UTC", plan={}, expected_version=0, now=now)
    return store


def savers(now: datetime.datetime) -> dict[str, Saver]:
    """For every kind of row that people edit, what saves it over an expected version."""
    profile = Profile(id="c", name="C", kind=ProfileKind.SME)
    said = outcomes.Feedback(rating=4)
    made: dict[str, Any] = {"meetings": []}
    at = {"now": now}
    return {
        "programme": lambda tx, n: programmes.save_programme(tx, "q", name="Q", settings={}, expected_version=n, **at),
        "party": lambda tx, n: parties.save_party(
            tx, "p", profile, side=Side.STARTUPS, source={}, saved_by="u", expected_version=n, **at
        ),
        "contact": lambda tx, n: contacts.save_contact(tx, "p", "1", Contact(profile_id="a"), expected_version=n),
        "preference": lambda tx, n: preferences.save_preference(
            tx, "p", "a", "b", wish=Wish.MUST, stated_by="u", expected_version=n, **at
        ),
        "event": lambda tx, n: events.save_event(
            tx, "p", "f", name="F", timezone="UTC", plan={}, expected_version=n, **at
        ),
        "agenda": lambda tx, n: agendas.save_agenda(
            tx, "p", "g", event_id="e", name="", problem={}, agenda=made, saved_by="u", expected_version=n, **at
        ),
        "outcome": lambda tx, n: outcomes.save_outcome(
            tx, "p", "e", "a", "b", said, said_by="u", expected_version=n, **at
        ),
        "webhook": lambda tx, n: webhooks.save_webhook(
            tx, "p", "w", url="u", secret="", events=[], saved_by="u", expected_version=n, **at
        ),
    }


@pytest.mark.parametrize("kind", sorted(savers(datetime.datetime.min)))
def test_a_row_is_saved_over_the_version_that_was_seen_only(kept: Store, now: datetime.datetime, kind: str) -> None:
    save = savers(now)[kind]
    with kept.writing() as tx:
        with pytest.raises(NotStored):
            save(tx, 1)
        assert save(tx, 0) == 1
        with pytest.raises(Conflict) as new:
            save(tx, 0)
        assert save(tx, 1) == 2
        with pytest.raises(Conflict) as old:
            save(tx, 1)
    assert (new.value.expected, new.value.found) == (0, 1)
    assert (old.value.expected, old.value.found) == (1, 2)


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """What both did, begun at the same moment: the value each returned, or the error it raised."""
    ready = threading.Barrier(2)
    done: list[object] = [None, None]

    def run(place: int, act: Callable[[], object]) -> None:
        ready.wait(30)
        try:
            done[place] = act()
        except Exception as err:  # noqa: BLE001 - the test looks at whatever happened
            done[place] = err

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return done


def add_one(store: Store, now: datetime.datetime, *, is_guarded: bool) -> None:
    """Read a programme's number, and store it with one more; without the guard, over whatever is there."""
    with store.reading() as tx:
        seen = programmes.get_programme(tx, "p")
    settings = {"number": seen.settings.get("number", 0) + 1}
    with store.writing() as tx:
        if is_guarded:
            programmes.save_programme(tx, "p", name="P", settings=settings, expected_version=seen.version, now=now)
        else:
            rows.change(tx, tables.programmes, {"id": "p"}, {"settings": settings})


def keep_trying(store: Store, now: datetime.datetime, times: int) -> None:
    done = 0
    while done < times:
        try:
            add_one(store, now, is_guarded=True)
            done += 1
        except Conflict:
            continue


def test_of_two_who_edit_at_once_none_loses_an_edit(kept: Store, now: datetime.datetime) -> None:
    assert at_once(lambda: keep_trying(kept, now, 15), lambda: keep_trying(kept, now, 15)) == [None, None]
    with kept.reading() as tx:
        programme = programmes.get_programme(tx, "p")
    assert (programme.settings, programme.version) == ({"number": 30}, 31)


def interleaved(store: Store, now: datetime.datetime, *, is_guarded: bool) -> None:
    """Two read the same number, then both store theirs."""
    with store.reading() as tx:
        seen = programmes.get_programme(tx, "p")
    add_one(store, now, is_guarded=is_guarded)
    settings = {"number": seen.settings.get("number", 0) + 1}
    with store.writing() as tx:
        if is_guarded:
            programmes.save_programme(tx, "p", name="P", settings=settings, expected_version=seen.version, now=now)
        else:
            rows.change(tx, tables.programmes, {"id": "p"}, {"settings": settings})


def test_without_the_guard_an_edit_is_lost(kept: Store, now: datetime.datetime) -> None:
    """The control: the same two edits, and one of them is gone."""
    interleaved(kept, now, is_guarded=False)
    with kept.reading() as tx:
        assert programmes.get_programme(tx, "p").settings == {"number": 1}


def test_with_the_guard_the_second_is_told(kept: Store, now: datetime.datetime) -> None:
    with pytest.raises(Conflict):
        interleaved(kept, now, is_guarded=True)


def test_of_two_who_make_the_same_row_at_once_one_is_told(kept: Store, now: datetime.datetime) -> None:
    def make() -> int:
        with kept.writing() as tx:
            return programmes.save_programme(tx, "new", name="", settings={}, expected_version=0, now=now)

    done = at_once(make, make)
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "int"]


def test_what_a_row_names_must_be_in_its_programme(kept: Store, now: datetime.datetime) -> None:
    with kept.writing() as tx:
        programmes.save_programme(tx, "q", name="Q", settings={}, expected_version=0, now=now)
    for programme_id, other_id in (("p", "nobody"), ("q", "b"), ("nowhere", "b")):
        with pytest.raises(MissingReference), kept.writing() as tx:
            preferences.save_preference(
                tx, programme_id, "a", other_id, wish=Wish.NO, stated_by="u", expected_version=0, now=now
            )
    made = {"meetings": [{"a": "a", "b": "nobody", "slot": "s", "venue": "v", "table": 1}]}
    with pytest.raises(MissingReference), kept.writing() as tx:
        agendas.save_agenda(
            tx, "p", "g", event_id="e", name="", problem={}, agenda=made, saved_by="u", expected_version=0, now=now
        )
    with kept.writing() as tx:
        user = users.add_user(tx, email="u@x.example", name="", lang="it", password_hash=None, now=now)
    with pytest.raises(MissingReference), kept.writing() as tx:
        memberships.save_membership(tx, "p", user.id, role=Role.STARTUP, party_id="nobody", expected_version=0, now=now)


def test_an_address_has_one_account(kept: Store, now: datetime.datetime) -> None:
    with kept.writing() as tx:
        user = users.add_user(tx, email="Anna@X.example ", name="", lang="it", password_hash=None, now=now)
        with pytest.raises(AlreadyStored):
            users.add_user(tx, email="anna@x.example", name="", lang="it", password_hash=None, now=now)
        assert users.find_user(tx, "ANNA@x.example") == user


def test_an_error_says_nothing_of_what_was_to_be_stored(kept: Store, now: datetime.datetime) -> None:
    said = outcomes.Feedback(rating=9, reason="Secretword")
    with pytest.raises(DatabaseFailure) as failure, kept.writing() as tx:
        outcomes.save_outcome(tx, "p", "e", "a", "b", said, said_by="u", expected_version=0, now=now)
    assert "Secretword" not in str(failure.value)
    assert failure.value.__suppress_context__


def test_a_block_that_raises_keeps_nothing(kept: Store, now: datetime.datetime) -> None:
    def store_and_fail() -> None:
        with kept.writing() as tx:
            programmes.save_programme(tx, "new", name="", settings={}, expected_version=0, now=now)
            programmes.get_programme(tx, "nowhere")

    with pytest.raises(NotStored):
        store_and_fail()
    with kept.reading() as tx, pytest.raises(NotStored):
        programmes.get_programme(tx, "new")


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(kept: Store, now: datetime.datetime) -> None:
    with kept.reading() as tx:
        before = programmes.get_programme(tx, "p")
        add_one(kept, now, is_guarded=True)
        assert programmes.get_programme(tx, "p") == before


def test_an_import_is_decided_once(kept: Store, now: datetime.datetime) -> None:
    with kept.writing() as tx:
        import_id = imports.add_import(
            tx,
            "p",
            file_name="f.csv",
            file_hash="h",
            subject=ImportSubject.STARTUPS,
            status=ImportStatus.PREVIEW,
            summary={"rows": 1},
            content={"rows": [1]},
            problems=[],
            added_by="u",
            now=now,
        )
        imports.decide_import(tx, "p", import_id, ImportStatus.CONFIRMED, summary={}, expected_version=1)
        with pytest.raises(Conflict):
            imports.decide_import(tx, "p", import_id, ImportStatus.DISCARDED, summary={}, expected_version=1)
        decided = imports.get_import(tx, "p", import_id)
    assert (decided.status, decided.content) == (ImportStatus.CONFIRMED, None)


def test_a_decision_on_a_suggestion_is_guarded(kept: Store, now: datetime.datetime) -> None:
    suggestion = Suggestion(
        company_id="a",
        company_name="A",
        counterpart_id="b",
        counterpart_name="B",
        counterpart_kind="mentor",
        rank=1,
        score=0.1 + 0.2,
        company_interest=0.5,
        counterpart_interest=0.5,
        reasons=("because",),
    )
    stamp = RunStamp(abbina_version="0", model_id="m", encoder_id="e", data_hash="d", seed=1, options=(("top", "10"),))
    with kept.writing() as tx:
        run_id = shortlists.add_run(
            tx,
            "p",
            side=Side.STARTUPS,
            lang="it",
            stamp=stamp,
            suggestions=[suggestion],
            extra={},
            added_by="u",
            now=now,
        )
        assert shortlists.get_run(tx, "p", run_id).stamp == stamp
        (stored,) = shortlists.list_suggestions(tx, "p", run_id, company_id="a")
        assert (stored.suggestion, stored.decision) == (suggestion, None)
        pair = ("p", run_id, "a", "b")
        shortlists.decide_suggestion(tx, *pair, Decision.VETOED, decided_by="u", expected_version=1)
        with pytest.raises(Conflict):
            shortlists.decide_suggestion(tx, *pair, Decision.LOCKED, decided_by="v", expected_version=1)
