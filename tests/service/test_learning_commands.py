from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from models.errors import MissingModel
from service.cli import learning_commands

Command = Callable[..., Result]

FILES = {
    "startups": "id,first_date,region\ns1,2014-01-01,R\ns2,2014-06-01,R\nq1,2016-02-01,R\n",
    "counterparts": "id,name\na,Alpha\nb,Beta\n",
    "interactions": (
        "startup_id,counterpart_id,date\n"
        "s1,a,2014-01-01\ns2,a,2014-06-01\ns1,b,2014-01-01\ns2,b,2014-06-01\nq1,a,2016-02-01\n"
    ),
}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def test_evaluate_prints_tables_and_writes_what_is_asked_for(abbina: Command, dataset: Path, tmp_path: Path) -> None:
    run, figures = tmp_path / "run.trec", tmp_path / "figures.json"
    answer = abbina("evaluate", dataset, "--split", "2016-01-01", "--run-out", run, "--json", figures)
    assert answer.exit_code == 0
    assert answer.stdout.startswith("1 query, 2 candidates")
    assert {line.split()[2] for line in run.read_text(encoding="utf-8").splitlines()} == {"a", "b"}
    assert json.loads(figures.read_text(encoding="utf-8"))["stamp"]["seed"] == 0


def test_a_trained_model_is_evaluated(abbina: Command, dataset: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    trained = abbina("train", dataset, "--until", "2016-01-01", "-o", model)
    assert trained.exit_code == 0
    assert str(model / "card.md") in trained.stdout.splitlines()
    assert abbina("evaluate", dataset, "--split", "2016-01-01", "--model", model).exit_code == 0


def test_a_model_that_has_seen_the_answers_is_refused(abbina: Command, dataset: Path, tmp_path: Path) -> None:
    abbina("train", dataset, "--until", "2017-01-01", "-o", tmp_path / "model")
    answer = abbina("evaluate", dataset, "--split", "2016-01-01", "--model", tmp_path / "model")
    assert answer.exit_code == 1
    assert "it has seen the answers" in " ".join(answer.stderr.split())


@pytest.mark.parametrize("option", ["--run-out", "--json"])
def test_what_could_not_be_written_is_refused_first(
    abbina: Command, dataset: Path, tmp_path: Path, option: str
) -> None:
    answer = abbina("evaluate", dataset, "--split", "2016-01-01", option, tmp_path / "nowhere" / "file")
    assert answer.exit_code == 1
    assert "does not exist" in " ".join(answer.stderr.split())


@pytest.mark.parametrize(
    ("options", "message"),
    [([], "give --report FOLDER too"), (["--report", "report", "--model", "model"], "give one of them")],
    ids=["no report", "a model from elsewhere"],
)
def test_training_again_for_nothing_is_refused_first(
    abbina: Command, dataset: Path, options: list[str], message: str
) -> None:
    answer = abbina("evaluate", dataset, "--split", "2016-01-01", "--thorough", *options)
    assert answer.exit_code == 1
    assert message in " ".join(answer.stderr.split())


def test_a_thorough_report_says_what_each_group_is_worth(abbina: Command, dataset: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    answer = abbina("evaluate", dataset, "--split", "2016-01-01", "--report", report, "--thorough")
    assert answer.exit_code == 0, answer.output
    found = json.loads((report / "results.json").read_text(encoding="utf-8"))
    assert [model["name"] for model in found["ablations"]["models"]][:2] == ["abbina", "without dynamics"]
    assert {check["shuffle"] for check in found["shuffled"]} <= {"shuffled labels", "shuffled time"}
    assert found["future"]["max_difference"] == 0


def test_a_folder_without_the_files_is_refused(abbina: Command, tmp_path: Path) -> None:
    answer = abbina("evaluate", tmp_path, "--split", "2016-01-01")
    assert answer.exit_code == 1
    assert "startups.csv" in answer.stderr


def test_a_model_remembers_its_encoder(abbina: Command, dataset: Path, tmp_path: Path) -> None:
    told = FILES["startups"].replace("region", "description").replace(",R", ",Robots prune vines.")
    (dataset / "startups.csv").write_text(told, encoding="utf-8")
    model = tmp_path / "model"
    assert abbina("train", dataset, "--until", "2016-01-01", "-o", model, "--encoder", "hashing").exit_code == 0
    asked = ("evaluate", dataset, "--split", "2016-01-01", "--model", model, "--encoder")
    assert abbina(*asked, "hashing").exit_code == 0
    refused = abbina(*asked, "none")
    assert refused.exit_code == 1
    assert "the one given is none" in " ".join(refused.stderr.split())


def test_where_the_default_encoder_is_not_installed_words_are_read(
    abbina: Command, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise MissingModel(f"{name} needs a package")

    monkeypatch.setattr(learning_commands, "load_encoder", missing)
    answer = abbina("evaluate", dataset, "--split", "2016-01-01")
    assert answer.exit_code == 0
    assert "words alone" in " ".join(answer.stderr.split())
    assert abbina("evaluate", dataset, "--split", "2016-01-01", "--encoder", "e5").exit_code == 1


def test_runs_of_any_system_are_compared(abbina: Command, dataset: Path, tmp_path: Path) -> None:
    for name, order in (("good", "ab"), ("bad", "ba")):
        lines = (f"q1 Q0 {one} {rank} {1 / rank} mine\n" for rank, one in enumerate(order, 1))
        (tmp_path / f"{name}.run").write_text("".join(lines), encoding="utf-8")
    figures = tmp_path / "figures.json"
    answer = abbina(
        "compare",
        dataset,
        tmp_path / "good.run",
        tmp_path / "bad.run",
        "--split",
        "2016-01-01",
        "--simple",
        "--json",
        figures,
    )
    assert answer.exit_code == 0
    assert "| good.run | 1.000 (1.000–1.000) |" in answer.stdout
    assert "| place-knn |" in answer.stdout
    assert json.loads(figures.read_text(encoding="utf-8"))["baseline"] == "bad.run"
    over = abbina("compare", dataset, tmp_path / "good.run", "--split", "2016-01-01", "--json", tmp_path / "good.run")
    assert over.exit_code == 1
    assert "it is one of the files to read" in " ".join(over.stderr.split())


def test_what_is_no_run_is_refused_without_a_traceback(abbina: Command, dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.run").write_text("q1 a\n", encoding="utf-8")
    for path, message in ((tmp_path / "bad.run", "a run has: query Q0"), (tmp_path / "nope.run", "cannot be read")):
        answer = abbina("compare", dataset, path, "--split", "2016-01-01")
        assert answer.exit_code == 1
        assert message in " ".join(answer.stderr.split())
