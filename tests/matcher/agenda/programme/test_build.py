"""An event, parties, scores and wishes → a problem."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.agenda.files import Faults, problem_from_document, render_problem
from matcher.agenda.problem import Pair
from matcher.agenda.programme import Built, ScoredPairs, build_problem, know_parties
from matcher.agenda.programme.event_file import event_from_document
from matcher.agenda.programme.event_plan import EventPlan, Limits, PartyPlan, Visit
from matcher.interest import PairScores
from matcher.pairs import all_pairs
from matcher.preferences import Preference, Presence, Wish
from matcher.problems import Severity
from matcher.profiles import Profile, ProfileKind, Provenance
from matcher.reciprocity import mutual_logit

COMPANIES = tuple(Profile(id=f"c{n}", name=f"Company {n}", kind=ProfileKind.STARTUP) for n in (1, 2, 3))
COUNTERPARTS = tuple(Profile(id=f"p{n}", name=f"Party {n}", kind=ProfileKind.INVESTOR) for n in (1, 2, 3))
PARTIES = know_parties(COMPANIES, COUNTERPARTS, {"c9": "c1"})
EVENT = event_from_document(
    {
        "name": "Prova",
        "timezone": "UTC",
        "days": [{"date": "2027-04-13", "open": "09:00", "close": "10:20"}],
        "venues": [{"id": "hub", "tables": 3}],
    },
    Faults("event.toml"),
)
PERCENTS = ((90, 50, 2), (60, 70, 2), (30, 30, 1))
"""Interest of company i in party j, and of party j in company i, in percent."""


def scored(percents: Sequence[Sequence[int]] = PERCENTS, excluded: Sequence[tuple[str, str]] = ()) -> ScoredPairs:
    probability = np.array(percents, dtype=np.float64).ravel() / 100
    logits = np.log(probability / (1 - probability))
    pairs = all_pairs(3, 3)
    ids = [
        (f"c{a + 1}", f"p{b + 1}") for a, b in zip(pairs.companies.tolist(), pairs.counterparts.tolist(), strict=True)
    ]
    keep = np.array([pair not in excluded for pair in ids])
    return ScoredPairs(
        company_ids=["c1", "c2", "c3"],
        counterpart_ids=["p1", "p2", "p3"],
        pairs=pairs.where(keep),
        scores=PairScores(
            company=logits[keep], counterpart=logits[keep], mutual=mutual_logit(logits[keep], logits[keep])
        ),
        excluded=dict.fromkeys(excluded, "the ticket is too large"),
    )


def said(party: str, about: str, wish: Wish, row: int = 2) -> Preference:
    return Preference(party=party, about=about, wish=wish, source=Provenance(file="p.csv", row=row))


def build(*preferences: Preference, plan: EventPlan = EVENT, excluded: Sequence[tuple[str, str]] = ()) -> Built:
    return build_problem(plan, PARTIES, scored(excluded=excluded), preferences)


def pairs(built: Built) -> dict[tuple[str, str], Pair]:
    return {(one.a, one.b): one for one in built.problem.pairs}


def told(built: Built) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in built.problems]


def test_scores_are_mutual_probabilities_and_poor_pairs_are_not_listed() -> None:
    found = pairs(build())
    assert {pair: one.score for pair, one in found.items()} == {
        ("c1", "p1"): 0.9,
        ("c1", "p2"): 0.5,
        ("c2", "p1"): 0.6,
        ("c2", "p2"): 0.7,
        ("c3", "p1"): 0.3,
        ("c3", "p2"): 0.3,
    }


def test_parties_carry_name_kind_and_limits() -> None:
    plan = replace(EVENT, limits={"company": Limits(min_meetings=1, max_meetings=2)})
    first = build(plan=plan).problem.parties[0]
    assert (first.id, first.name, first.kind, first.min_meetings, first.max_meetings) == (
        "c1",
        "Company 1",
        "startup",
        1,
        2,
    )


def test_a_minimum_brings_pairs_below_the_least_score() -> None:
    plan = replace(EVENT, limits={"company": Limits(min_meetings=3)})
    built = build(plan=plan)
    assert len(built.problem.pairs) == 9
    assert built.listed.n_below == 3


def test_one_side_that_says_meet_has_four_times_the_odds_and_the_pair_stays_near_the_other() -> None:
    built = pairs(build(said("c3", "Party 1", Wish.MEET)))
    own = 4 * (0.3 / 0.7) / (1 + 4 * (0.3 / 0.7))
    assert built["c3", "p1"].score == pytest.approx(2 * 0.3 * own / (0.3 + own), abs=1e-4)
    both = pairs(build(said("c3", "p1", Wish.MEET), said("c3", "p1", Wish.MEET), said("Party 1", "c3", Wish.MUST)))
    assert both["c3", "p1"].score == pytest.approx(own, abs=1e-4)


def test_a_must_is_listed_whatever_it_scores() -> None:
    found = pairs(build(said("p3", "c3", Wish.MUST)))
    assert found["c3", "p3"].must
    assert found["c3", "p3"].score < 0.05


def test_a_no_of_either_side_forbids_and_drops_the_must_of_the_other_with_a_warning() -> None:
    built = build(said("c1", "p1", Wish.MUST), said("p1", "c1", Wish.NO, row=3))
    assert built.problem.forbidden == (("c1", "p1"),)
    assert ("c1", "p1") not in pairs(built)
    assert told(built) == [("turned_down", Severity.WARNING)]
    assert built.problems[0].row == 2


def test_a_must_overrules_a_hard_rule_and_a_meet_does_not_and_both_are_told() -> None:
    built = build(
        said("c1", "p2", Wish.MUST), said("c2", "p1", Wish.MEET, row=3), excluded=[("c1", "p2"), ("c2", "p1")]
    )
    found = pairs(built)
    assert (found["c1", "p2"].score, found["c1", "p2"].must) == (0.0, True)
    assert ("c2", "p1") not in found
    assert told(built) == [("wish_against_rule", Severity.WARNING)] * 2
    assert "the ticket is too large" in built.problems[0].message
    assert [(one.file, one.row) for one in built.problems] == [("p.csv", 2), ("p.csv", 3)]


@pytest.mark.parametrize(
    ("preference", "code", "why"),
    [
        (said("c1", "Parti 2", Wish.MEET), "unknown_party", 'did you mean "party 2"'),
        (said("c1", "c2", Wish.MUST), "same_side", "both are companies"),
        (said("c1", "p1", Wish.MUST, row=3), "two_wishes", "row 2 says meet"),
    ],
)
def test_a_row_that_cannot_be_taken_is_an_error_at_its_row(preference: Preference, code: str, why: str) -> None:
    built = build(said("c1", "p1", Wish.MEET), preference)
    (problem,) = built.problems
    assert (problem.code, problem.severity, problem.row) == (code, Severity.ERROR, preference.source.row)
    assert why in problem.message


def test_a_merged_duplicate_speaks_for_the_one_that_stayed() -> None:
    assert build(said("c9", "p3", Wish.MUST)).problem.pairs == build(said("c1", "p3", Wish.MUST)).problem.pairs


def test_a_party_is_there_when_neither_it_nor_the_organiser_speaks_against_it() -> None:
    plan = replace(EVENT, parties=(PartyPlan(party="Company 1", available=("9:00-9:40",)),))
    presence = Presence(party="c1", text="dalle 9:20", source=Provenance(file="p.csv", row=2))
    built = build_problem(plan, PARTIES, scored(), (), (presence,))
    assert built.problem.parties[0].available == ("d1s02",)
    assert built.problem.parties[1].available is None
    late = Presence(party="c1", text="from 9:40", source=Provenance(file="p.csv", row=2))
    assert [one.code for one in build_problem(plan, PARTIES, scored(), (), (late,)).problems] == ["never_there"]


def test_times_that_are_not_understood_are_errors_at_their_cell() -> None:
    presence = Presence(party="c1", text="boh", source=Provenance(file="p.csv", row=7), column="Quando")
    (problem,) = build_problem(EVENT, PARTIES, scored(), (), (presence,)).problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("unknown_time", 7, "Quando", "boh")
    assert "day 1" in problem.accepted


def test_a_table_of_profiles_may_say_times_too_and_preferences_go_before_it() -> None:
    row = Provenance(file="c.xlsx", row=2)
    profile = Presence(party="c1", text="dalle 9:40", source=row, is_of_profile=True)
    built = build_problem(EVENT, PARTIES, scored(), (), (profile,))
    assert built.problem.parties[0].available == ("d1s03", "d1s04")
    wish = Presence(party="Company 1", text="d1s01", source=Provenance(file="p.csv", row=2))
    both = build_problem(EVENT, PARTIES, scored(), (), (profile, wish))
    assert (both.problem.parties[0].available, both.problems) == (("d1s01",), ())
    vague = replace(profile, text="su appuntamento")
    built = build_problem(EVENT, PARTIES, scored(), (), (vague,))
    assert built.problem.parties[0].available is None
    assert told(built) == [("unknown_time", Severity.WARNING)]


@pytest.mark.parametrize("is_of_profile", [False, True])
def test_words_about_days_of_another_event_set_no_limit_in_this_one_and_this_is_told(is_of_profile: bool) -> None:
    def build_with(text: str) -> Built:
        row = Provenance(file="p.csv", row=2)
        presence = Presence(party="c1", text=text, source=row, is_of_profile=is_of_profile)
        return build_problem(EVENT, PARTIES, scored(), (), (presence,))

    elsewhere = build_with("giorno 2; May 20")
    assert elsewhere.problem.parties[0].available is None
    assert told(elsewhere) == [("other_days", Severity.WARNING)]
    assert "'giorno 2', 'may 20': no day of this event" in elsewhere.problems[0].message
    both = build_with("13 aprile dalle 9:40; 20 maggio")
    assert both.problem.parties[0].available == ("d1s03", "d1s04")
    assert told(both) == [("other_days", Severity.NOTE)]


VISIT = Visit(
    id="visit", host="Party 1", venue="hub", guests=None, least_score=0.5, min_guests=1, max_guests=3, length=2, when=()
)


def test_a_visit_is_filled_from_scores_without_those_who_said_no() -> None:
    plan = replace(EVENT, visits=(VISIT,))
    (group,) = build(plan=plan).problem.groups
    assert (group.host, dict(group.guests), group.slots) == ("p1", {"c1": 0.9, "c2": 0.6}, ("d1s01", "d1s02", "d1s03"))
    (group,) = build(said("c2", "p1", Wish.NO), plan=plan).problem.groups
    assert dict(group.guests) == {"c1": 0.9}


def test_a_visit_without_a_time_or_a_guest_is_an_error_and_left_out() -> None:
    plan = replace(EVENT, visits=(replace(VISIT, length=5), replace(VISIT, id="other", least_score=0.95)))
    built = build(plan=plan)
    assert built.problem.groups == ()
    assert [(one.code, one.column) for one in built.problems] == [
        ("visit_without_slots", "visits[0].when"),
        ("visit_without_guests", "visits[1].guests"),
    ]


def test_a_must_that_the_event_forbids_is_an_error() -> None:
    plan = replace(EVENT, forbidden=(("p1", "Company 1"),))
    assert told(build(said("c1", "p1", Wish.MUST), plan=plan)) == [("must_and_forbidden", Severity.ERROR)]


wishes = st.tuples(st.sampled_from(["c1", "c2", "c3", "p1", "p2", "p3"]), st.sampled_from(["c1", "p1", "p2", "p3"]))


@given(st.lists(st.tuples(wishes, st.sampled_from(list(Wish))), max_size=8), st.integers(0, 3))
def test_whatever_is_wished_the_problem_is_a_sound_file_in_any_order(
    rows: list[tuple[tuple[str, str], Wish]], least: int
) -> None:
    plan = replace(EVENT, limits={"company": Limits(min_meetings=least)})
    spoken = [said(party, about, wish) for (party, about), wish in rows]
    built = build(*spoken, plan=plan)
    assert problem_from_document(json.loads(render_problem(built.problem)), Faults("P")) == built.problem
    if all(one.severity is not Severity.ERROR for one in built.problems):
        assert build(*spoken[::-1], plan=plan).problem == built.problem


@pytest.mark.parametrize(
    ("party", "visit", "fault"),
    [
        ("p1", VISIT, ("visit_without_host", "visits[0].when")),
        ("c1", replace(VISIT, min_guests=2), ("visit_without_guests", "visits[0].min_guests")),
    ],
)
def test_a_visit_whose_host_or_guests_are_away_is_an_error(party: str, visit: Visit, fault: tuple[str, str]) -> None:
    plan = replace(EVENT, visits=(visit,), parties=(PartyPlan(party=party, available=("d1s01; d1s03",)),))
    built = build(plan=plan)
    assert built.problem.groups == ()
    assert [(one.code, one.column) for one in built.problems] == [fault]
    assert build(plan=replace(plan, parties=())).problem.groups[0].slots == ("d1s01", "d1s02", "d1s03")


def test_a_name_that_is_only_begun_is_not_taken_but_hinted_at() -> None:
    companies = (Profile(id="c1", name="Caseificio Asiago S.r.l. Società Benefit", kind=ProfileKind.SME),)
    parties = know_parties(companies, COUNTERPARTS, {})
    assert parties.find("Caseificio Asiago") is None
    hint = 'did you mean "Caseificio Asiago S.r.l. Società Benefit" (c1)?'
    assert parties.why_unknown("caseificio asiago").endswith(hint)
