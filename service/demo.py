"""The demo programme: from its two untidy files to shortlists on disk."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from matcher.errors import ConfigError, DataError
from matcher.export import write_run
from matcher.language import load_messages
from matcher.model import Model
from matcher.pipeline import ShortlistRequest, run_shortlist
from matcher.suggestions import ShortlistRun, Side
from models.encoders import Encoder

COMPANIES, COUNTERPARTS, HISTORY, PAST = "imprese.xlsx", "counterparts.csv", "interactions.csv", "alumni.csv"


def run_demo(output: Path, lang: str, model: Model, encoder: Encoder) -> tuple[ShortlistRun, list[tuple[Path, str]]]:
    """The run for the companies, and every file that was written with a word on what it holds.

    Raises:
        DataError: the demo data are neither in the package nor in the checkout.
        ConfigError: `output` is a file.
        OSError: the folder cannot be written.
    """
    if output.exists() and not output.is_dir():
        raise ConfigError(f"cannot write into {output}: it is a file; give the name of a folder")
    output.mkdir(parents=True, exist_ok=True)
    made: list[tuple[Path, str]] = []
    folder = demo_folder()
    for side, name in ((Side.COUNTERPARTS, "shortlists-counterparts"), (Side.STARTUPS, "shortlists-companies")):
        run = run_shortlist(_request(folder, side, lang), model, encoder)
        title = load_messages(lang).text("title.by_company" if side is Side.STARTUPS else "title.by_counterpart")
        for suffix in (".json", ".csv", ".xlsx"):
            path = output / f"{name}{suffix}"
            write_run(run, path)
            made.append((path, title))
    return run, sorted(made)


def demo_folder() -> Path:
    """The demo data: inside the installed package, or `datasets/demo` of a checkout.

    Raises:
        DataError: neither is there.
    """
    packaged = Path(str(files("service").joinpath("demo_data")))
    checkout = Path(__file__).resolve().parent.parent / "datasets" / "demo"
    for folder in (packaged, checkout):
        if (folder / COMPANIES).is_file():
            return folder
    raise DataError("the demo data are missing from this installation; reinstall abbina")


def _request(folder: Path, side: Side, lang: str) -> ShortlistRequest:
    return ShortlistRequest(
        startups=folder / COMPANIES,
        counterparts=folder / COUNTERPARTS,
        history=folder / HISTORY,
        past=folder / PAST,
        side=side,
        lang=lang,
    )
