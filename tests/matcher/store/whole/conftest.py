"""Programmes with a row in every table, in which one party's secret words stand wherever they could."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from matcher.problems import Problem, Severity
from matcher.profiles import Contact, Interaction, Profile, ProfileKind
from matcher.store import (
    Decision,
    FollowUp,
    ImportStatus,
    Role,
    Store,
    Transaction,
    Wish,
    agendas,
    api_keys,
    audit,
    contacts,
    events,
    files,
    history,
    idempotency,
    imports,
    invitations,
    jobs,
    memberships,
    outcomes,
    parties,
    preferences,
    presences,
    programmes,
    rows,
    sessions,
    shortlists,
    shown,
    tables,
    users,
    webhooks,
)
from matcher.subjects import ImportSubject
from matcher.suggestions import RunStamp, Side, Suggestion

Filler = Callable[[Store, str, str], None]
Contents = Callable[[Store], dict[str, list[dict[str, Any]]]]

PARTY = "st-01"
STAMP = RunStamp(
    abbina_version="0", model_id="prior-v1", encoder_id="hash", data_hash="d1", seed=0, options=(("top", "10"),)
)


class Filling:
    """Writes one programme; `word` stands in each text about the party `st-01`."""

    def __init__(self, tx: Transaction, programme_id: str, word: str, now: datetime.datetime) -> None:
        self.tx, self.id, self.word, self.now = tx, programme_id, word, now
        self.who = {"expected_version": 0, "now": now}

    def people(self) -> None:
        tx, word, now = self.tx, self.word, self.now
        programmes.save_programme(tx, self.id, name="Cohort", settings={"note": f"{word} Srl leads"}, **self.who)
        self.organiser = users.add_user(
            tx, email=f"o@{self.id}.example", name="Olga", lang="it", password_hash=self.id, now=now
        ).id
        self.founder = users.add_user(
            tx, email=f"{word}@{self.id}.example", name=f"{word} Rossi", lang="it", password_hash=self.id, now=now
        ).id
        memberships.save_membership(tx, self.id, self.organiser, role=Role.ORGANISER, **self.who)
        for user_id in (self.organiser, self.founder):
            sessions.start_session(tx, user_id, now=now, lasts=datetime.timedelta(hours=1))
        api_keys.issue_api_key(tx, self.id, name=f"for {word} Srl", role=Role.VIEWER, issued_by=self.organiser, now=now)

    def parties(self) -> None:
        tx, word = self.tx, self.word
        profiles = [
            (f"{word} Srl", PARTY, Side.STARTUPS, f"We make the {word} of batteries. It lasts a hundred years at sea."),
            ("Beta Srl", "st-02", Side.STARTUPS, "Robots for vineyards on steep ground."),
            ("Gamma Capital", "inv-01", Side.COUNTERPARTS, f"Backed {word} Srl in its first round."),
        ]
        for name, party_id, side, description in profiles:
            kind = ProfileKind.STARTUP if side is Side.STARTUPS else ProfileKind.INVESTOR
            profile = Profile(id=party_id, name=name, kind=kind, description=description)
            source = {"file": "companies.xlsx", "row": 7}
            parties.save_party(tx, self.id, profile, side=side, source=source, saved_by=self.organiser, **self.who)
        contact = Contact(profile_id=PARTY, person=f"{word} Rossi", email=f"{word}@mail.example", phone=f"055 {word}")
        contacts.save_contact(tx, self.id, "1", contact, expected_version=0)
        memberships.save_membership(tx, self.id, self.founder, role=Role.STARTUP, party_id=PARTY, **self.who)
        for email, party_id in ((f"{word}@mail.example", PARTY), ("free@mail.example", None)):
            invitations.invite(
                tx,
                self.id,
                email=email,
                role=Role.STARTUP,
                party_id=party_id,
                invited_by=self.organiser,
                now=self.now,
                lasts=datetime.timedelta(days=7),
            )
        for party_id, other_id in ((PARTY, "inv-01"), ("inv-01", PARTY), ("st-02", "inv-01")):
            reason = f"{word} Srl again" if party_id != PARTY else word
            preferences.save_preference(
                tx, self.id, party_id, other_id, wish=Wish.MEET, reason=reason, stated_by="u", **self.who
            )

    def past(self) -> None:
        word = self.word
        told = [
            Interaction(startup_id=PARTY, counterpart_id="inv-01", relation="meeting", stage_label=word),
            Interaction(startup_id="st-02", counterpart_id="inv-01", relation="meeting", stage_label=f"of {self.id}"),
            Interaction(startup_id="gone", counterpart_id="inv-01", date=self.now.date(), relation="advice"),
        ]
        history.add_interactions(self.tx, self.id, told)
        for party_id, words in ((PARTY, f"{word} Srl comes on day 1"), ("st-02", f"day 2 of {self.id}")):
            presences.save_presence(self.tx, self.id, party_id, words=words, stated_by="u", **self.who)

    def imports(self) -> None:
        word = self.word
        problem = Problem(code="c", severity=Severity.NOTE, message=f"{word} Srl is short", file="f.xlsx", value=word)
        quotation = Problem(
            code="c", severity=Severity.NOTE, message="long", file="f.xlsx", value=f"We make the {word} of batter"
        )
        imports.add_import(
            self.tx,
            self.id,
            file_name=f"{word} Srl.xlsx",
            file_hash="h",
            subject=ImportSubject.STARTUPS,
            status=ImportStatus.PREVIEW,
            summary={"first": f"{word} Srl"},
            content={"rows": [{"id": PARTY, "phone": f"055 {word}"}, {"id": "st-02"}], "cells": [[f"{word} Srl", 12]]},
            problems=[problem, quotation],
            added_by="u",
            now=self.now,
        )

    def shortlists(self) -> None:
        tx, word = self.tx, self.word
        suggestions = [
            Suggestion(
                company_id=company,
                company_name=company,
                counterpart_id="inv-01",
                counterpart_name="Gamma Capital",
                counterpart_kind="investor",
                rank=1,
                score=0.5,
                company_interest=0.5,
                counterpart_interest=0.5,
                reasons=(f"it backed {word} Srl",),
            )
            for company in (PARTY, "st-02")
        ]
        run_id = shortlists.add_run(
            tx,
            self.id,
            side=Side.STARTUPS,
            lang="en",
            stamp=STAMP,
            suggestions=suggestions,
            extra={"matrix": {PARTY: {"inv-01": 0.5}}, "exclusions": [{"company_id": PARTY, "reason": word}]},
            added_by="u",
            now=self.now,
        )
        shortlists.decide_suggestion(
            tx, self.id, run_id, "st-02", "inv-01", Decision.LOCKED, decided_by="u", expected_version=1
        )
        for viewer, other in ((PARTY, "inv-01"), ("inv-01", "st-02")):
            shown.note_shown(tx, self.id, run_id, viewer, [(other, 1)], place="page", now=self.now)

    def agenda(self) -> None:
        tx, word = self.tx, self.word
        plan = {
            "parties": [{"id": PARTY, "kind": "startup", "note": word}, {"id": "st-02"}, {"id": "inv-01"}],
            "forbidden": [[PARTY, "inv-01"]],
            "groups": [{"id": "visit", "host": "inv-01", "guests": {PARTY: 0.5, "st-02": 0.4}}],
        }
        events.save_event(tx, self.id, "day", name=f"{word} Srl day", timezone="Europe/Rome", plan=plan, **self.who)
        made = {
            "meetings": [
                {"a": PARTY, "b": "inv-01", "slot": "s1", "venue": f"hub of {self.id}", "table": 1},
                {"a": "st-02", "b": "inv-01", "slot": "s2", "venue": f"hub of {self.id}", "table": 1},
            ],
            "groups": [{"id": "visit", "slot": "s3", "guests": [PARTY, "st-02"]}],
            "unmet": [{"party": PARTY, "why": f"{word} Srl is full"}],
        }
        version = agendas.save_agenda(
            tx,
            self.id,
            "main",
            event_id="day",
            name=f"{word} Srl meets",
            problem=plan,
            agenda=made,
            note=f"before {word} Srl came",
            saved_by="u",
            **self.who,
        )
        agendas.publish_agenda(tx, self.id, "main", version, expected_version=version)
        for party_id, other_id in ((PARTY, "inv-01"), ("inv-01", PARTY), ("st-02", "inv-01")):
            said = outcomes.Feedback(is_kept=True, rating=5, reason=f"{word} Srl", follow_up=FollowUp.CONTACT)
            outcomes.save_outcome(tx, self.id, "day", party_id, other_id, said, said_by="u", **self.who)

    def work(self) -> None:
        tx, word, now = self.tx, self.word, self.now
        payload = {"names": [f"{word} Srl", "Beta Srl"], "text": f"ask {word} Rossi"}
        job = jobs.ask_for_job(tx, self.id, "match", payload, idempotency_key="k1", asked_by="u", now=now)
        text_of_job = {"result": {"first": {"id": PARTY, "why": word}}, "error": f"no {word} Srl"}
        tx.execute(tables.jobs.update().where(tables.jobs.c.id == job.id).values(**text_of_job))
        answer = idempotency.KeptAnswer(status=201, answer={"party": {"id": PARTY, "mail": f"{word}@mail.example"}})
        day = datetime.timedelta(days=1)
        idempotency.keep_answer(tx, self.id, "u", "k1", request_hash="r", answer=answer, now=now, lasts=day)
        webhooks.save_webhook(
            tx,
            self.id,
            "hook",
            url=f"https://hook.example/{word}@mail.example",
            secret=self.id,
            events=["publish"],
            saved_by="u",
            **self.who,
        )
        detail = {"name": f"{word} Srl", "mail": f"{word}@mail.example"}
        files.add_file(
            tx,
            self.id,
            name=f"{word}.csv",
            media_type="text/csv",
            content=f"{word} Srl;\0".encode(),
            names_parties=True,
            added_by="u",
            now=now,
        )
        rows.add(tx, tables.erasures, {"programme_id": self.id, "party_hash": "h", "erased_at": now})
        audit.note_act(tx, self.id, actor="u", action="party.save", subject=PARTY, detail=detail, now=now)


@pytest.fixture
def fill(now: datetime.datetime) -> Filler:
    """Writes a programme with this id, in which this word stands wherever the party `st-01` is spoken of."""

    def write(store: Store, programme_id: str, word: str) -> None:
        with store.writing() as tx:
            filling = Filling(tx, programme_id, word, now)
            filling.people()
            filling.parties()
            filling.past()
            filling.imports()
            filling.shortlists()
            filling.agenda()
            filling.work()

    return write


@pytest.fixture
def contents() -> Contents:
    """Every row of every table, in the order of keys."""

    def read(store: Store) -> dict[str, list[dict[str, Any]]]:
        with store.reading() as tx:
            return {
                table.name: [dict(row) for row in tx.execute(select(table).order_by(*table.primary_key)).mappings()]
                for table in tables.metadata.sorted_tables
            }

    return read


@pytest.fixture
def full(store: Store, fill: Filler) -> Store:
    """A store with two programmes; the secret words are Zyxquor and Wvutpon."""
    fill(store, "spring", "Zyxquor")
    fill(store, "autumn", "Wvutpon")
    with store.reading() as tx:
        empty = [
            table.name
            for table in tables.metadata.sorted_tables
            if not tx.execute(select(func.count()).select_from(table)).scalar_one()
        ]
    assert empty == []
    return store
