"""The words by which benches of the ranker over the past are asked: a folder, a period, an encoder, a seed."""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.harness import EvaluationRequest
from models.encoders import DEFAULT_ENCODER, load_encoder

NO_ENCODER = "none"


def question_parser(described: str | None) -> argparse.ArgumentParser:
    """A parser of what every such bench is told."""
    parser = argparse.ArgumentParser(description=described, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--split", required=True)
    parser.add_argument("--until", default="")
    parser.add_argument("--encoder", default=DEFAULT_ENCODER, help=f"what reads descriptions; {NO_ENCODER} for words")
    parser.add_argument("--seed", type=int, default=0)
    return parser


def as_request(asked: argparse.Namespace) -> EvaluationRequest:
    """What was told, with the encoder loaded.

    Raises:
        MissingModel, ModelError: the encoder is not installed, or there is none of this name.
    """
    return EvaluationRequest(
        dataset=asked.dataset,
        split=asked.split,
        until=asked.until,
        seed=asked.seed,
        encoder=None if asked.encoder == NO_ENCODER else load_encoder(asked.encoder),
    )
