"""How fast and how faithful the encoders are, against plain `SentenceTransformer.encode` in the same run.

`python -m evaluation.benches.encoding_speed` prints texts per second on real descriptions (Italian spin-offs,
counterparts), their ratio to the plain way (full e5 folder, float32, default settings), the cosine to its vectors, and
then the quality tables of `encoding_quality`. The contestants take turns, so that a busy machine slows all alike.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.benches.encoding_quality import quality_table
from models.encoders import CachedEncoder, FloatMatrix, VectorStore, build_encoder, default_cache_dir
from models.encoders.e5 import E5Encoder, prepare_e5
from models.encoders.e5_folder import QUERY_PROMPT, WINDOW
from models.encoders.sentence_transformer import load_sentence_transformer

SOURCES = (Path("italian-spinoffs") / "startups.csv", Path("counterpart-profiles") / "counterparts.csv")
_TURNS = 4
_PLAIN = "SentenceTransformer.encode, full e5"
_PACKED = "e5"

Encode = Callable[[list[str]], FloatMatrix]


@dataclass(slots=True, kw_only=True)
class Clocked:
    """A contestant, the seconds it took so far, and what it gave, one matrix a turn."""

    encode: Encode
    seconds: float = 0.0
    vectors: list[FloatMatrix] = field(default_factory=list)

    def take_turn(self, texts: list[str]) -> None:
        """Encode the texts under the clock."""
        start = time.perf_counter()
        vectors = self.encode(texts)
        self.seconds += time.perf_counter() - start
        self.vectors.append(vectors)


def read_descriptions(data: Path, n: int) -> list[str]:
    """`n` distinct descriptions (or all, when fewer), half from each file, evenly spread over it."""
    chosen: list[str] = []
    for source in SOURCES:
        with (data / source).open(encoding="utf-8", newline="") as stream:
            found = dict.fromkeys(row["description"].strip() for row in csv.DictReader(stream))
        texts = [text for text in found if text]
        wanted = min(n // len(SOURCES), len(texts))
        chosen += [texts[position] for position in np.linspace(0, len(texts) - 1, wanted).astype(int)]
    return chosen


def run_turns(contestants: dict[str, Clocked], texts: list[str]) -> None:
    """Give every contestant the same texts, in turns; each has encoded a text before, so that no loading is timed."""
    for contestant in contestants.values():
        contestant.encode(["Wine sensors from Tuscany."])
    for turn in range(_TURNS):
        for contestant in contestants.values():
            contestant.take_turn(texts[turn::_TURNS])


def speed_table(contestants: dict[str, Clocked], n_texts: int) -> str:
    """One line per contestant: texts per second, and how many times the plain way that is."""
    plain = contestants[_PLAIN].seconds
    lines = ["| way | texts/s | × plain |", "| --- | --- | --- |"]
    for name, contestant in contestants.items():
        lines.append(f"| {name} | {n_texts / contestant.seconds:.1f} | {plain / contestant.seconds:.2f} |")
    return "\n".join(lines)


def fidelity_line(contestants: dict[str, Clocked], is_cut: npt.NDArray[np.bool_]) -> str:
    """Cosines between the packed e5 and the plain one, over the texts that the plain one does not cut at its window.

    Args:
        contestants: after their turns.
        is_cut: `(n_texts,)`, in the order of the texts: True for one longer than the plain model's window.
    """
    in_turns = np.concatenate([is_cut[turn::_TURNS] for turn in range(_TURNS)])
    ours, plain = (np.vstack(contestants[name].vectors)[~in_turns] for name in (_PACKED, _PLAIN))
    cosines = (ours * plain).sum(axis=1) / np.linalg.norm(plain, axis=1)
    return (
        f"Cosine of e5 to the plain float32 model: min {cosines.min():.5f}, mean {cosines.mean():.5f}, "
        f"below .999: {int((cosines < 0.999).sum())} of {len(cosines)} texts "
        f"({int(is_cut.sum())} longer left out: the plain model cuts them at its window, abbina does not)"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the speed table, the fidelity and the quality table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the data sets")
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    texts = read_descriptions(options.data, options.texts)
    cache_dir = default_cache_dir()
    with tempfile.TemporaryDirectory() as scratch:
        plain = load_sentence_transformer(str(prepare_e5(Path(scratch), full=True)), options.threads)
        contestants = {_PLAIN: Clocked(encode=lambda asked: np.asarray(plain.encode(asked, prompt_name="query")))}
        for name in ("e5", "use", "fused"):
            bare = build_encoder(name, cache_dir=cache_dir, threads=options.threads)
            contestants[name] = Clocked(encode=bare.encode)
        fused = build_encoder("fused", cache_dir=cache_dir, threads=options.threads)
        exact = E5Encoder(cache_dir=cache_dir, threads=options.threads, exact=True)
        contestants["e5 in float32"] = Clocked(encode=exact.encode)
        warm = CachedEncoder(fused, VectorStore(Path(scratch) / "vectors", fused.id))
        warm.encode(texts)
        contestants["fused, vectors cached"] = Clocked(encode=warm.encode)
        run_turns(contestants, texts)
        is_cut = np.array([len(plain.tokenizer(f"{QUERY_PROMPT}{text}")["input_ids"]) > WINDOW for text in texts])
    mean_length = sum(map(len, texts)) / len(texts)
    sys.stdout.write(f"{len(texts)} texts, {mean_length:.0f} characters on average, {options.threads} thread(s)\n\n")
    sys.stdout.write(f"{speed_table(contestants, len(texts))}\n\n{fidelity_line(contestants, is_cut)}\n\n")
    sys.stdout.write(f"{quality_table(options.data, cache_dir, options.threads)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
