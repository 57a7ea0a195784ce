"""One peer on one task: `python run PEER FOLDER` reads the task folder and writes `run.trec` into it.

`FOLDER/setting.json` has the peer's parameters, the seed, and the bytes of memory and seconds of processor it may take,
which also bound a child whose parent is gone.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from pathlib import Path

import numpy as np
import scipy.sparse as sp

DEPTH = 100


def main(peer: str, folder: Path) -> None:
    """Reads, lets the peer score, writes the 100 best of every query, equal scores by id."""
    order = json.loads((folder / "setting.json").read_text(encoding="utf-8"))
    resource.setrlimit(resource.RLIMIT_AS, (order["memory_bytes"], order["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu_seconds"], order["cpu_seconds"]))
    ids = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    names = ("deals", "days", "past", "queries", "candidates")
    known = {name: sp.csr_matrix(sp.load_npz(folder / f"{name}.npz")) for name in names}
    known["n_labels"] = ids["n_labels"]
    scores = np.asarray(importlib.import_module(peer).score(known, order["parameters"], order["seed"]))
    if scores.shape != (len(ids["queries"]), len(ids["candidates"])) or not np.isfinite(scores).all():
        raise SystemExit(f"scores have shape {scores.shape} or are not all finite")
    with (folder / "run.trec").open("w", encoding="utf-8", newline="\n") as target:
        for query, row in zip(ids["queries"], scores, strict=True):
            for rank, column in enumerate(np.argsort(-row, kind="stable")[:DEPTH], start=1):
                target.write(f"{query} Q0 {ids['candidates'][column]} {rank} {float(row[column])!r} {peer}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
