"""A request that comes twice gets the same answer, and happens once."""

from __future__ import annotations

import datetime

import pytest

from matcher.store import AlreadyStored, Store, idempotency, programmes, webhooks
from matcher.store.idempotency import KeptAnswer

DAY = datetime.timedelta(days=1)
ANSWER = KeptAnswer(status=201, answer={"id": "x"})


@pytest.fixture
def known(store: Store, now: datetime.datetime) -> Store:
    with store.writing() as tx:
        programmes.save_programme(tx, "p", name="", settings={}, expected_version=0, now=now)
        idempotency.keep_answer(tx, "p", "u", "k", request_hash="r", answer=ANSWER, now=now, lasts=DAY)
    return store


def test_the_second_time_the_first_answer_is_given(known: Store, now: datetime.datetime) -> None:
    with known.reading() as tx:
        assert idempotency.kept_answer(tx, "p", "u", "k", request_hash="r", now=now) == ANSWER
        assert idempotency.kept_answer(tx, "p", "v", "k", request_hash="r", now=now) is None
        assert idempotency.kept_answer(tx, "q", "u", "k", request_hash="r", now=now) is None
        assert idempotency.kept_answer(tx, "p", "u", "k", request_hash="r", now=now + DAY) is None


def test_a_key_is_not_for_another_request(known: Store, now: datetime.datetime) -> None:
    with known.reading() as tx, pytest.raises(AlreadyStored):
        idempotency.kept_answer(tx, "p", "u", "k", request_hash="other", now=now)


def test_of_two_at_once_one_is_undone(known: Store, now: datetime.datetime) -> None:
    with pytest.raises(AlreadyStored), known.writing() as tx:
        idempotency.keep_answer(tx, "p", "u", "k", request_hash="r", answer=ANSWER, now=now, lasts=DAY)


def test_old_answers_make_room(known: Store, now: datetime.datetime) -> None:
    with known.writing() as tx:
        idempotency.keep_answer(tx, "p", "u", "k", request_hash="s", answer=ANSWER, now=now + DAY, lasts=DAY)
        assert idempotency.drop_old_answers(tx, now=now + DAY) == 0
        assert idempotency.drop_old_answers(tx, now=now + 2 * DAY) == 1


def test_webhooks_are_found_by_what_they_want(known: Store, now: datetime.datetime) -> None:
    with known.writing() as tx:
        for name, events, is_active in (("a", ["publish"], True), ("b", ["change"], True), ("c", ["publish"], False)):
            webhooks.save_webhook(
                tx,
                "p",
                name,
                url="https://x.example",
                secret=name,
                events=events,
                is_active=is_active,
                saved_by="u",
                expected_version=0,
                now=now,
            )
        assert [hook.id for hook in webhooks.list_webhooks(tx, "p", event="publish")] == ["a"]
        webhooks.delete_webhook(tx, "p", "a", expected_version=1)
        assert [hook.id for hook in webhooks.list_webhooks(tx, "p")] == ["b", "c"]
        assert webhooks.list_webhooks(tx, "q") == []
