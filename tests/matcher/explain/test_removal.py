from __future__ import annotations

from collections.abc import Callable

import pytest

from matcher.explain.removal import FACTS, without_fact, without_sentence
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage
from matcher.text import profile_sentences

FULL = Profile(
    id="c1",
    name="C",
    kind=ProfileKind.STARTUP,
    description="Robots prune vines by night. They never sleep.",
    needs="We look for a pilot project in Napa valley. We look for investors for the seed round.",
    seeking_label="We look for a pilot project in Napa valley. We look for investors for the seed round.",
    offer="We offer licensing of the patent to others.",
    sectors=("wine",),
    sector_labels=("Vino",),
    seeks=(Intent.PILOT, Intent.RAISE_CAPITAL),
    offers=(Intent.LICENSING,),
    stage=Stage.SEED,
    stage_label="Seed",
    stages=(Stage.SEED,),
    amount_sought=Money(amount=1.0, currency="EUR"),
    ticket_min=Money(amount=1.0, currency="EUR"),
    employees=3,
    country="IT",
    countries=("IT",),
)


@pytest.mark.parametrize("field", sorted(FACTS))
def test_every_fact_can_be_taken_out_of_a_profile_that_states_it(field: str) -> None:
    assert without_fact(FULL, field) != FULL


def test_taking_out_the_wishes_takes_their_words_too_where_they_stand_in_one_cell() -> None:
    silent = without_fact(FULL, "seeking")
    assert (silent.seeks, silent.seeking_label, silent.needs) == ((), "", "")


def test_a_sentence_of_need_goes_with_the_wish_that_was_read_from_it() -> None:
    sentences = profile_sentences(FULL)
    gone = next(sentence for sentence in sentences if "pilot" in sentence.text)
    less = without_sentence(FULL, sentences, gone)
    assert less.seeks == (Intent.RAISE_CAPITAL,)
    assert less.needs == less.seeking_label == "We look for investors for the seed round."


def test_a_sentence_of_the_offer_goes_with_the_intent_that_was_read_from_it() -> None:
    sentences = profile_sentences(FULL)
    gone = next(sentence for sentence in sentences if sentence.field == "offer")
    less = without_sentence(FULL, sentences, gone)
    assert (less.offer, less.offers) == ("", ())


def test_what_is_known_of_a_group_goes_with_its_name() -> None:
    engie = Profile(id="p1", name="Engie New Ventures", kind=ProfileKind.CORPORATE, stages=(Stage.SEED,))
    (known,) = profile_sentences(engie)
    less = without_sentence(engie, (known,), known)
    assert profile_sentences(less) == ()
    assert less.stages == engie.stages


@pytest.mark.parametrize("change", [lambda p: without_fact(p, "sectors"), lambda p: without_fact(p, "stage")])
def test_a_profile_that_does_not_state_a_fact_stays_as_it_is(change: Callable[[Profile], Profile]) -> None:
    bare = Profile(id="c1", name="C", kind=ProfileKind.STARTUP)
    assert change(bare) == bare
