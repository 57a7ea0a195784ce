"""`abbina teams`: several counterparts for one need."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from matcher.agenda.files import Faults
from matcher.agenda.programme.event_file import event_from_document

Command = Callable[..., Result]

COMPANIES = """id,name,description,needs,sectors
c1,Serra Robotics,Robots for greenhouses.,"tomato greenhouse to try robots, wine cellar with a press",Robotics
c2,Silent One,Robots.,,Robotics
"""
COUNTERPARTS = """id,name,kind,description,sectors
p1,Glasshouse,corporate,A tomato greenhouse to try robots in.,Robotics
p2,Cellar,corporate,A wine cellar with a press and barrels.,Robotics
p3,Bank,investor,Loans for houses.,Finance
"""


@pytest.fixture
def teams(abbina: Command, tmp_path: Path) -> Command:
    (tmp_path / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    (tmp_path / "counterparts.csv").write_text(COUNTERPARTS, encoding="utf-8")

    def call(company: str, *arguments: str) -> Result:
        files = (tmp_path / "companies.csv", tmp_path / "counterparts.csv")
        return abbina("teams", *files, company, "--encoder", "hashing", "--least-score", "0", *arguments)

    return call


def test_each_part_of_a_need_finds_who_answers_it(teams: Command) -> None:
    found = json.loads(teams("c1", "--json").stdout)
    assert [(one["part"], one["member"]) for one in found["parts"]] == [
        ("tomato greenhouse to try robots", "p1"),
        ("wine cellar with a press", "p2"),
    ]
    assert {one["id"] for one in found["members"]} == {"p1", "p2"}
    assert found["alone"] < found["share"] <= found["bound"] == pytest.approx(1.0)


def test_the_joint_meeting_that_is_printed_fits_into_an_event(teams: Command) -> None:
    told = teams("Serra Robotics", "--lang", "it").stdout
    assert told.startswith("Serra Robotics: una squadra di 2\n")
    visit = told[told.index("[[visits]]") :].replace('venue = ""', 'venue = "hub"')
    event = (
        'name = "P"\ntimezone = "UTC"\n[[days]]\ndate = 2027-04-13\nslots = ["09:00"]\n'
        '[[venues]]\nid = "hub"\ntables = 0\n' + visit
    )
    (planned,) = event_from_document(tomllib.loads(event), Faults("event.toml")).visits
    assert (planned.host, set(planned.guests or ()), planned.min_guests) == ("c1", {"p1", "p2"}, 2)


def test_parts_and_kinds_are_as_given(teams: Command) -> None:
    found = json.loads(teams("c1", "--part", "loans for houses", "--kind", "corporate", "--json").stdout)
    assert [one["part"] for one in found["parts"]] == ["loans for houses"]
    assert all(one["id"] != "p3" for one in found["members"])


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("c7",), "there is no party of this id"),
        (("p1",), "is a counterpart"),
        (("c2",), "does not say what it needs"),
        (("c1", "--kind", "bank"), "is no kind of counterpart"),
    ],
)
def test_what_cannot_be_answered_is_refused(teams: Command, arguments: tuple[str, ...], why: str) -> None:
    result = teams(*arguments)
    assert result.exit_code == 1
    assert why in " ".join(result.stderr.split())
