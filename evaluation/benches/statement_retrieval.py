"""What each layer of the space brings: does a company's text find the statement written for it among 335 unseen ones?

    python -m evaluation.benches.statement_retrieval

From English and from Italian texts, descriptions only, through the code that shortlists use. Layers are added one by
one: centred vectors, the learned turn, the concepts, the crowding taken off, and the whole ranker, which adds the
sectors read from the texts. The second table is for the share of the crowding that is taken off. The learned turn was
not trained on these rows; but its settings, that share and the concepts' weight were chosen with them in view, so the
figures are a little too kind.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.statement_retrieval import Scorer, Scores, StatementRetrieval, retrieve_statements
from matcher.candidates import RetrievalConfig
from matcher.concepts import Concept, load_concepts, read_concepts, shipped_adaptation
from matcher.features.meaning import cosine
from matcher.heads import load_heads
from matcher.interest import Heads
from matcher.matching import Matching, Programme, ask, match
from matcher.profiles import Profile, ProfileKind
from matcher.sectors import SectorTaxonomy, load_taxonomy
from models.encoders import Adaptation, Encoder, load_encoder

TEST = Path("datasets/statements/test.jsonl")
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
WHOLE = "the whole ranker"

Texts = Sequence[str]
Matcher = Callable[[Texts, Texts], Matching]


def text_matcher(
    encoder: Encoder,
    heads: Heads,
    taxonomy: SectorTaxonomy,
    concepts: Sequence[Concept],
    adaptation: Adaptation | None,
) -> Matcher:
    """Texts and statements → all pairs scored, as companies and investors that say nothing else; answers are kept."""
    known: dict[tuple[Texts, Texts], Matching] = {}

    def run(texts: Texts, statements: Texts) -> Matching:
        key = (tuple(texts), tuple(statements))
        if key not in known:
            programme = Programme(
                companies=_profiles(texts, ProfileKind.STARTUP),
                counterparts=_profiles(statements, ProfileKind.INVESTOR),
            )
            question = ask(programme, encoder, taxonomy, concepts, adaptation)
            every_pair = RetrievalConfig(score_all=len(texts) * len(statements))
            known[key] = match(question, heads, every_pair, frozenset())
        return known[key]

    return run


def _profiles(texts: Texts, kind: ProfileKind) -> tuple[Profile, ...]:
    """Profiles whose ids sort in the order of the texts."""
    return tuple(
        Profile(id=f"{row:05}", name=f"{kind} {row:05}", kind=kind, description=text) for row, text in enumerate(texts)
    )


def by_cosine(run: Matcher) -> Scorer:
    """Scores by nearness in the space alone."""
    return lambda texts, statements: _square(matching := run(texts, statements), _cosines(matching))


def by_uncrowded_cosine(run: Matcher, share: float) -> Scorer:
    """Scores by nearness less a share of how near both texts lie to everything."""

    def scores(texts: Texts, statements: Texts) -> Scores:
        matching = run(texts, statements)
        question, pairs = matching.question, matching.pairs
        crowding = question.company_text.crowding[pairs.companies]
        crowding = crowding + question.counterpart_text.crowding[pairs.counterparts]
        return _square(matching, _cosines(matching) - share * crowding)

    return scores


def by_feature(run: Matcher, feature: str) -> Scorer:
    """Scores by one feature of the ranker."""
    return lambda texts, statements: _square(matching := run(texts, statements), matching.features[feature])


def by_ranker(run: Matcher) -> Scorer:
    """Scores by the ranker's mutual log-odds."""
    return lambda texts, statements: _square(matching := run(texts, statements), matching.scores.mutual)


def _cosines(matching: Matching) -> npt.NDArray[np.float32]:
    question = matching.question
    return cosine(question.company_text.about, question.counterpart_text.about, matching.pairs)


def _square(matching: Matching, values: Scores) -> Scores:
    shape = (len(matching.question.companies), len(matching.question.counterparts))
    matrix = np.full(shape, -np.inf)
    matrix[matching.pairs.companies, matching.pairs.counterparts] = values
    return matrix


def layers(encoder: Encoder, heads: Heads) -> dict[str, Scorer]:
    """The scorers of the first table by name, each with one layer more than the one before."""
    taxonomy, concepts, adaptation = load_taxonomy(), load_concepts(), shipped_adaptation(encoder.id)
    bare = text_matcher(encoder, heads, taxonomy, (), None)
    turned = text_matcher(encoder, heads, taxonomy, (), adaptation)
    whole = text_matcher(encoder, heads, taxonomy, concepts, adaptation)
    return {
        "centred vectors": by_cosine(bare),
        "+ learned turn": by_cosine(turned),
        "+ concepts": by_cosine(whole),
        "+ crowding taken off (`about`)": by_feature(whole, "about"),
        WHOLE: by_ranker(whole),
    }


def layer_table(found: dict[str, StatementRetrieval]) -> str:
    """One line per layer."""
    lines = ["| layers | MRR from English | MRR from Italian | shared best ten |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(_line(name, one) for name, one in found.items())])


def share_table(concepts: Sequence[Concept], run: Matcher) -> str:
    """One line per share of the crowding that is taken off."""
    lines = ["| share taken off | MRR from English | MRR from Italian | shared best ten |", "| --- | --- | --- | --- |"]
    found = {share: retrieve_statements(concepts, by_uncrowded_cosine(run, share)) for share in SHARES}
    return "\n".join([*lines, *(_line(f"{share:g}", one) for share, one in found.items())])


def _line(name: str, found: StatementRetrieval) -> str:
    return f"| {name} | {found.mrr_en:.3f} | {found.mrr_it:.3f} | {found.agreement:.2f} |"


def measure(encoder: Encoder, rows: Sequence[Concept]) -> str:
    """The first table."""
    heads = load_heads()
    return layer_table({name: retrieve_statements(rows, scorer) for name, scorer in layers(encoder, heads).items()})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, default=TEST, help="statements (JSONL) with `en`, `it`, `interest_en`")
    parser.add_argument("--encoder", default="fused")
    options = parser.parse_args(arguments)
    rows = read_concepts(options.rows.read_text(encoding="utf-8"), options.rows.name)
    encoder = load_encoder(options.encoder, threads=1)
    run = text_matcher(encoder, load_heads(), load_taxonomy(), load_concepts(), shipped_adaptation(encoder.id))
    sys.stdout.write(
        f"{len(rows)} rows, encoder {encoder.id}\n\n{measure(encoder, rows)}\n\n{share_table(rows, run)}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
