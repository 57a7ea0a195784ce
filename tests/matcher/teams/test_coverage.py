"""Answers to the parts of a need, in the space of a real question."""

import numpy as np
import pytest

from matcher.concepts import load_concepts
from matcher.features import Question
from matcher.matching import Programme, ask
from matcher.profiles import Profile, ProfileKind
from matcher.sectors import load_taxonomy
from matcher.teams import answer_parts
from models.encoders import HashingEncoder

ENCODER = HashingEncoder(256)
COUNTERPARTS = (
    ("p1", "We grow wine in Napa. Our cellar has a climate chamber for barrels and bottles."),
    ("p2", "Tomato greenhouses, two hundred of them, along the coast."),
    ("p3", ""),
)


@pytest.fixture(scope="module")
def question() -> Question:
    programme = Programme(
        companies=(Profile(id="c1", name="C", kind=ProfileKind.SME, description="Machines for food."),),
        counterparts=tuple(
            Profile(id=name, name=name, kind=ProfileKind.CORPORATE, description=text) for name, text in COUNTERPARTS
        ),
    )
    return ask(programme, ENCODER, load_taxonomy(), load_concepts())


def answers(question: Question, *parts: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    company = np.zeros_like(question.company_text.about[0])
    return answer_parts(parts, company, question.counterpart_text, question.space, ENCODER)


def test_one_sentence_on_a_thing_is_enough_and_no_text_answers_nothing(question: Question) -> None:
    found = answers(question, "a climate chamber for barrels and bottles", "tomato greenhouses along the coast")
    assert found.shape == (2, 3)
    assert found.argmax(axis=1).tolist() == [0, 1]
    assert (found[:, 2] == 0).all()
    assert (found >= 0).all()
    assert (found < 1).all()


def test_the_field_of_the_company_is_the_context_of_a_part(question: Question) -> None:
    neutral = answers(question, "joint work")
    wine = question.counterpart_text.about[0]
    turned = answer_parts(("joint work",), wine, question.counterpart_text, question.space, ENCODER)
    assert turned[0, 0] > neutral[0, 0]


def test_no_part_gives_no_row(question: Question) -> None:
    assert answers(question).shape == (0, 3)
