"""CatBoost's ranking loss over simple facts of a pair, learned on the latest past startups given what was before them.

What a pair is described by: how much the counterpart did, how long ago last, and how like the startup its portfolio is
in all labels, in each kind of label, and in words.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

N_REJECTED = 100
"""Counterparts per past startup that did not take it, drawn by popularity and at random in halves."""


def score(known: dict[str, Any], parameters: dict[str, float], seed: int) -> NDArray[np.float64]:
    """`(n_queries, n_candidates)` scores from `deals`, `days`, `past` and `queries`."""
    from catboost import CatBoostRanker, Pool

    days, rng = known["days"].tocsc(), np.random.default_rng(seed)
    first = np.array(
        [days.data[days.indptr[at] : days.indptr[at + 1]].min(initial=np.inf) for at in range(days.shape[1])]
    )
    order = [at for at in np.argsort(first, kind="stable") if np.isfinite(first[at])]
    begins = int(len(order) * (1 - parameters["recent_share"]))
    rows, targets, groups = [], [], []
    for block in np.array_split(np.array(order[begins:]), 6):
        since = first[block].min()
        before = days.tocoo()
        early = before.data < since
        seen = sp.csr_matrix((before.data[early], (before.row[early], before.col[early])), shape=days.shape)
        table = _pairs(seen, known["past"], known["past"][block], known["n_labels"], since)
        active = np.flatnonzero(np.diff(seen.indptr))
        weight = np.diff(seen.indptr)[active] / max(1, seen.nnz)
        for position, at in enumerate(block):
            taken = np.intersect1d(days.indices[days.indptr[at] : days.indptr[at + 1]], active)
            if not len(taken):
                continue
            drawn = [rng.choice(active, N_REJECTED // 2, p=weight), rng.choice(active, N_REJECTED // 2)]
            shown = np.concatenate([taken, np.setdiff1d(np.concatenate(drawn), taken)])
            rows.append(table[position, shown])
            targets.append((np.arange(len(shown)) < len(taken)).astype(np.float32))
            groups.append(np.full(len(shown), at))
    model = CatBoostRanker(
        loss_function="QuerySoftMax",
        depth=int(parameters["depth"]),
        iterations=int(parameters["iterations"]),
        learning_rate=parameters["learning_rate"],
        random_seed=seed,
        thread_count=1,
        verbose=False,
        allow_writing_files=False,
    )
    model.fit(Pool(np.concatenate(rows), np.concatenate(targets), group_id=np.concatenate(groups)))
    queries, found = known["queries"], []
    for start in range(0, queries.shape[0], 200):
        asked = queries[start : start + 200]
        table = _pairs(days.tocsr(), known["past"], asked, known["n_labels"], days.data.max() + 1)
        found.append(model.predict(table.reshape(-1, table.shape[2])).reshape(table.shape[:2]))
    return np.concatenate(found).astype(np.float64)


def _pairs(
    days: sp.csr_matrix, past: sp.csr_matrix, asked: sp.csr_matrix, n_labels: int, today: float
) -> NDArray[np.float32]:
    """`(n_asked, n_candidates, n_columns)` facts of pairs, from the deals in `days` alone."""
    held = days.astype(bool).astype(np.float32)
    size = np.asarray(held.sum(axis=1)).ravel()
    last = np.where(size > 0, today - days.max(axis=1).toarray().ravel(), 1e5)
    columns = [np.tile(np.log1p(size), (asked.shape[0], 1)), np.tile(last, (asked.shape[0], 1))]
    labels, words = (
        (asked[:, :n_labels] @ past[:, :n_labels].T).toarray(),
        (asked[:, n_labels:] @ past[:, n_labels:].T).toarray(),
    )
    rarity = sp.diags(np.log1p(past.shape[0] / (1.0 + np.asarray((past[:, :n_labels] > 0).sum(axis=0)).ravel())))
    rare = (asked[:, :n_labels] @ rarity @ past[:, :n_labels].T).toarray()
    recent = held.copy()
    recent.data = np.exp((days.data - today) / 730.0).astype(np.float32)
    for alike in (labels, words, rare):
        total = (held @ alike.T).T
        columns += [total, total / np.maximum(size, 1), (recent @ alike.T).T, (held @ np.square(alike).T).T]
    columns.append((held @ np.expm1(np.minimum(rare, 15.0) / 3.0).T).T)
    return np.stack(columns, axis=2).astype(np.float32)
