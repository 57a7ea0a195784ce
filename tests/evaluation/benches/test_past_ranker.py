from __future__ import annotations

from pathlib import Path

import numpy as np

from evaluation.benches.past_ranker import read_ledger, write_run

STARTUPS = """id,name,description,sectors,country,region,city,metro,founded,stage,amount_usd,seeking,first_date
a,Aa,robots,Health; Software,US,CA,,,,seed,,,2012-01-01
b,Bb,,,,,,,,,,,
"""
INTERACTIONS = "startup_id,counterpart_id,date,relation,stage,amount_usd\na,one,2012-01-01,investment,,\na,two,,,,\n"


def test_a_folder_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "startups.csv").write_text(STARTUPS, encoding="utf-8")
    (tmp_path / "interactions.csv").write_text(INTERACTIONS, encoding="utf-8")
    ledger = read_ledger(tmp_path)
    assert ledger.company_ids == ("a", "b")
    assert ledger.counterpart_ids == ("one", "two")
    assert ledger.sectors.toarray().tolist() == [[1, 1], [0, 0]]
    assert ledger.traits[1].tolist() == [-1] * 5
    assert len(ledger.deal_day) == 2


def test_a_run_lists_the_best_first(tmp_path: Path) -> None:
    (tmp_path / "startups.csv").write_text(STARTUPS, encoding="utf-8")
    (tmp_path / "interactions.csv").write_text(INTERACTIONS, encoding="utf-8")
    path = tmp_path / "run.trec"
    write_run(read_ledger(tmp_path), np.array([0]), np.array([0, 1]), np.array([[0.25, 0.5]]), path)
    assert path.read_text(encoding="utf-8") == "a Q0 two 1 0.500000000 abbina\na Q0 one 2 0.250000000 abbina\n"
