"""Writes measured figures into the README and the model cards, so that no figure there is typed by hand.

    python -m evaluation.benches.papers [NAME ...] [--data FOLDER]

A paper marks a place with `<!-- begin NAME -->` and `<!-- end NAME -->`; what stands between them is replaced by what
the bench of that name prints. Without names every block is made anew; `python -m evaluation.benches.papers weights`
takes no model and no time. A block whose data are not here is left as it is, and a line says so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from evaluation import judged, judgements
from evaluation.benches import demo_quality, it_en_pairs, statement_retrieval
from evaluation.benches.encoding_quality import PAIRS
from evaluation.two_languages import TWICE_WRITTEN, language_changes
from matcher.concepts import load_concepts, read_concepts
from matcher.heads import load_heads
from matcher.sectors import load_taxonomy
from models.encoders import load_encoder
from models.ranking.logistic_trees import LogisticTreesConfig

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "models" / "artefacts"
STATEMENTS = ROOT / "datasets" / "statements"
WIDTH = "100"
_BLOCK = re.compile(r"(<!-- begin ([a-z-]+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


class MissingDataError(Exception):
    """A bench cannot run here; the message says what is missing."""


def fill(text: str, contents: Mapping[str, str]) -> str:
    r"""The text with the named blocks replaced; blocks without contents stay.

    >>> fill("a\n<!-- begin x -->\nold\n<!-- end x -->\n", {"x": "new"})
    'a\n<!-- begin x -->\n\nnew\n\n<!-- end x -->\n'
    """

    def block(found: re.Match[str]) -> str:
        return f"{found[1]}\n{contents[found[2]]}\n\n{found[3]}" if found[2] in contents else found[0]

    return _BLOCK.sub(block, text)


def block_names(text: str) -> list[str]:
    """The names of the blocks of a paper, in its order."""
    return [found[2] for found in _BLOCK.finditer(text)]


def papers() -> list[Path]:
    """Every paper that may hold blocks."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted(ARTEFACTS.glob("*/card.md"))]


def weights(_: Path) -> str:
    """The shipped prior: log-odds per unit of each feature, for either side, and its reason."""
    heads = load_heads()
    sides = [{term.feature: term for term in head.config.terms} for head in (heads.company, heads.counterpart)]
    lines = ["| feature | company's interest | counterpart's interest | why |", "| --- | --- | --- | --- |"]
    for feature in heads.feature_names:
        terms = [side.get(feature) for side in sides]
        cells = [f"{term.weight:.2f}" if term else "–" for term in terms]
        why = " / ".join(dict.fromkeys(term.reason for term in terms if term))
        lines.append(f"| `{feature}` | {' | '.join(cells)} | {why} |")
    bases = f"{heads.company.config.base:.2f} | {heads.counterpart.config.base:.2f}"
    return "\n".join([*lines, f"| (base) | {bases} | the log-odds of a pair of which nothing is known |"])


def adaptation_config(_: Path) -> str:
    """How the shipped adaptation was trained."""
    described = json.loads((ARTEFACTS / "adaptation-v1" / "config.json").read_text(encoding="utf-8"))
    rows = {"encoder": described["encoder_id"], "SHA-256 of the training rows": described["data_hash"]}
    lines = [f"| {key} | `{value}` |" for key, value in {**rows, **described["config"]}.items()]
    return "\n".join(["| setting | value |", "| --- | --- |", *lines])


def training_rows(_: Path) -> str:
    """How many rows each file of statements holds, and how many of their labels the taxonomy reads."""
    taxonomy = load_taxonomy()
    files = {"concepts-v1/concepts.jsonl": load_concepts()}
    for name in ("train.jsonl", "test.jsonl"):
        files[f"statements/{name}"] = read_concepts((STATEMENTS / name).read_text(encoding="utf-8"), name)
    lines = ["| file | rows | with a sector of the taxonomy |", "| --- | --- | --- |"]
    for name, rows in files.items():
        n_read = sum(bool(taxonomy.match_label(row.sector).codes) for row in rows)
        lines.append(f"| `{name}` | {len(rows)} | {n_read} |")
    return "\n".join(lines)


def demo_orders(_: Path) -> str:
    """The table of `evaluation.benches.demo_quality`."""
    return "\n\n".join(demo_quality.measure(ROOT / demo_quality.DEMO, load_encoder(threads=1), demo_quality.SEED))


def statements(_: Path) -> str:
    """The first table of `evaluation.benches.statement_retrieval`."""
    rows = read_concepts((ROOT / statement_retrieval.TEST).read_text(encoding="utf-8"), "test.jsonl")
    return statement_retrieval.measure(load_encoder(threads=1), rows)


def languages(data: Path) -> str:
    """The table of `evaluation.benches.it_en_pairs`."""
    if not (data / it_en_pairs.COUNTERPARTS).is_file() or not (data / PAIRS).is_file():
        raise MissingDataError(f"{PAIRS} or {it_en_pairs.COUNTERPARTS} is not in {data}")
    return it_en_pairs.table(data, threads=1)


def judged_lists(data: Path) -> str:
    """The table of `evaluation.judgements`."""
    if not all((data / folder).is_dir() for folder in (*judged.COMPANIES, judged.COUNTERPARTS)):
        raise MissingDataError(f"the folders that were judged are not in {data}")
    encoder = load_encoder(threads=1)
    counterparts = judged.read_counterparts(data)
    pairs = judged.judged_pairs(data, counterparts, encoder, judged.read_judgements(ROOT / judged.JUDGEMENTS))
    changes = language_changes(counterparts, encoder, ROOT / TWICE_WRITTEN)
    return judgements.table(pairs, changes, LogisticTreesConfig(), judgements.SEED)


def judged_config(_: Path) -> str:
    """How the shipped judge was trained."""
    described = json.loads((ARTEFACTS / "judged-v1" / "config.json").read_text(encoding="utf-8"))
    said = judged.read_judgements(ROOT / judged.JUDGEMENTS)
    rows = {
        "judged pairs": len(said),
        "of them sensible": sum(said.values()),
        "SHA-256 of the judgements": described["sha256"],
        "SHA-256 of the companies written twice": described["sha256_twice_written"],
        "times that each pair is told again": described["times"],
    }
    lines = [
        f"| {key} | `{value}` |" for key, value in {**rows, "seed": described["seed"], **described["config"]}.items()
    ]
    return "\n".join(["| setting | value |", "| --- | --- |", *lines])


def demo_output(_: Path) -> str:
    """What `abbina demo` prints: the first list, and the files it made."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "service", "demo", "-o", "out"],
            cwd=folder,
            env={**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
    if done.returncode:
        raise RuntimeError(f"abbina demo ended with {done.returncode}:\n{done.stderr}")
    first, *_others, made = done.stdout.split("\n\n")
    table = "\n".join(line.rstrip() for line in first.splitlines())
    return f"```text\n{table}\n\n[… seventeen more …]\n\n{made.strip()}\n```"


BLOCKS: Mapping[str, Callable[[Path], str]] = {
    "weights": weights,
    "adaptation-config": adaptation_config,
    "training-rows": training_rows,
    "demo-output": demo_output,
    "demo-quality": demo_orders,
    "judged": judged_lists,
    "judged-config": judged_config,
    "statements": statements,
    "languages": languages,
}
"""What fills each block; given the folder of the data that are not in the repository."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill the blocks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"blocks to make anew, all by default: {', '.join(BLOCKS)}")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(BLOCKS))
    if unknown:
        parser.error(f"no block is called {', '.join(unknown)}; known: {', '.join(BLOCKS)}")
    contents = {}
    for name in options.names or BLOCKS:
        try:
            contents[name] = BLOCKS[name](options.data)
        except MissingDataError as err:
            sys.stderr.write(f"{name} is left as it is: {err}\n")
    for path in papers():
        text = path.read_text(encoding="utf-8")
        path.write_text(fill(text, contents), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
