"""What the papers tell people to type works."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
PAPERS = (ROOT / "README.md", ROOT / "docs" / "command-line.md", ROOT / "docs" / "exports.md")
PRINTING = (["agenda", "advise"], ["agenda", "check"], ["agenda", "robustness"])
"""Commands that write no file."""
AGENDA_FILES = ROOT / "docs" / "agenda-files.md"
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
BENCHMARK = {
    "startups": "id,first_date\ns1,2014-01-01\ns2,2014-06-01\nq1,2016-02-01\n",
    "counterparts": "id\na\n",
    "interactions": "startup_id,counterpart_id,date\ns1,a,2014-01-01\ns2,a,2014-06-01\nq1,a,2016-02-01\n",
}


DZN = """\
% three people, two meetings
nBusiness = 3; nMeetings = 2; nTables = 1;
nTotalSlots = 4;
nMorningSlots = 2; /* the rest
is afternoon */
requested = [|1, 2,1,
|3, 1, 3, |];
meetingsxBusiness = [{1,2,3},{1,2},{1,3}];
nMeetingsBusiness = [2,1,1];
forbidden = [{0}, {0,4}, 2..3];
fixed = [0,4];
precedences = [{}, {1}];
"""


def blocks(path: Path, language: str) -> list[str]:
    """The code blocks of a paper in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    """Every line of every shell block, comments cut, as words."""
    lines = [line for path in PAPERS for block in blocks(path, "sh") for line in block.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def command_id(words: list[str]) -> str:
    return " ".join(words[:2] + words[4:])[:60]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that sees the demo data and holds a small benchmark, runs and an agenda; no model is needed."""
    (tmp_path / "datasets").symlink_to(ROOT / "datasets")
    benchmark = tmp_path / "my-benchmark"
    benchmark.mkdir()
    for name, content in BENCHMARK.items():
        (benchmark / f"{name}.csv").write_text(content, encoding="utf-8")
    for name in ("mine", "theirs"):
        (tmp_path / f"{name}.run").write_text(f"q1 Q0 a 1 1.0 {name}\n", encoding="utf-8")
    for name, content in zip(("PROBLEM", "AGENDA", "CHANGES"), blocks(AGENDA_FILES, "json"), strict=True):
        (tmp_path / f"{name}.json").write_text(content, encoding="utf-8")
    (tmp_path / "NEW.json").write_bytes((tmp_path / "AGENDA.json").read_bytes())
    (tmp_path / "names.csv").write_text("id,name\nst-02,Onda S.r.l.\ninv-07,Fondo Uno\n", encoding="utf-8")
    for name in ("tic-12", "tic-13"):
        (tmp_path / f"{name}.dzn").write_text(DZN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ABBINA_ENCODER", "hashing")
    monkeypatch.setenv("ABBINA_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


@pytest.mark.parametrize("words", [pytest.param(words, id=command_id(words)) for words in commands()])
def test_a_command_of_the_papers_runs(words: list[str], folder: Path) -> None:
    assert words[0] in {"abbina", "make"}
    if words[0] == "make":
        assert set(words[1:]) <= TARGETS
        return
    result = CliRunner().invoke(app, words[1:])
    assert result.exit_code == 0, result.output
    outputs = [word for option, word in pairwise(words) if option in {"-o", "--json"}]
    assert len(outputs) == (words[1] != "teams" and words[1:3] not in PRINTING)
    assert [output for output in outputs if not (folder / output).exists()] == []


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([a-z_.0-9]+)", PAPERS[0].read_text()))))
def test_a_module_that_the_readme_names_is_there(module: str) -> None:
    assert find_spec(module) is not None


def test_the_example_of_the_library_prints_three_suggestions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks(PAPERS[0], "python")
    without_model = example.replace("load_encoder()", 'load_encoder("hashing", cached=False)')
    assert without_model != example
    exec(compile(without_model, "README.md", "exec"), {})  # noqa: S102 - our own example
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("models/**/*.md")]))
def test_links_inside_the_repository_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (path.parent / target).exists()] == []
