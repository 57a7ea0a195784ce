"""The demo's agenda: its event, its wishes and its visits are all in it."""

import json
from itertools import chain

from matcher.agenda.files import Faults, problem_from_document, render_problem
from matcher.model import load_model
from models.encoders import HashingEncoder
from service.demo_agenda import make_demo_agenda


def test_the_demo_makes_an_agenda_that_meets_every_wish_it_can() -> None:
    made = make_demo_agenda(load_model(), HashingEncoder(64))
    met = {frozenset((one.a, one.b)) for one in made.agenda.meetings}
    musts = {frozenset((one.a, one.b)) for one in made.problem.pairs if one.must}
    assert len(musts) == 4
    assert musts <= met
    assert not met & {frozenset(pair) for pair in made.problem.forbidden}
    assert {one.id for one in made.agenda.groups} == {"university visit", "factory visit"}
    assert [one for one in made.agenda.unmet if one.rule == "min_meetings"] == []
    ids = [profile.id for profile in chain(made.companies, made.counterparts)]
    assert [party.id for party in made.problem.parties] == ids
    assert all(party.name for party in made.problem.parties)
    assert problem_from_document(json.loads(render_problem(made.problem)), Faults("P")) == made.problem
