"""Loading the two rankers of a model from its folder."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from matcher.errors import ConfigError
from matcher.features import FEATURES
from matcher.interest import Heads
from models.errors import ModelError
from models.ranking import AdditiveRanker, load_additive_config

DEFAULT_MODEL = "prior-v1"
WEIGHTS = "weights.toml"
_COMPANY, _COUNTERPART = "company_interest", "counterpart_interest"


def load_heads(folder: Path | None = None) -> Heads:
    """The rankers of a model folder, by default the shipped `prior-v1`.

    Raises:
        ConfigError: the folder holds no readable model, or one that reads features that are not computed here.
    """
    if folder is not None:
        if not (folder / WEIGHTS).is_file():
            what = f"neither {WEIGHTS} nor a trained ranker is in it" if folder.is_dir() else "there is no such folder"
            raise ConfigError(f"no model in {folder}: {what}; leave out --model to use the shipped {DEFAULT_MODEL}")
        return _load(folder, folder.resolve().name)
    with as_file(files("models").joinpath("artefacts", DEFAULT_MODEL)) as shipped:
        return _load(shipped, DEFAULT_MODEL)


def _load(folder: Path, model_id: str) -> Heads:
    try:
        configs = load_additive_config(folder / WEIGHTS)
    except ModelError as err:
        raise ConfigError(f"model {model_id!r}: {err}") from err
    missing = {_COMPANY, _COUNTERPART} - set(configs)
    if missing:
        raise ConfigError(f"model {model_id!r}: {WEIGHTS} lacks the ranker(s) {', '.join(sorted(missing))}")
    heads = Heads(
        model_id=model_id,
        company=AdditiveRanker(configs[_COMPANY]),
        counterpart=AdditiveRanker(configs[_COUNTERPART]),
    )
    unknown = sorted(set(heads.feature_names) - set(FEATURES))
    if unknown:
        raise ConfigError(
            f"model {model_id!r} reads unknown feature(s) {', '.join(unknown)}; known: {', '.join(FEATURES)}"
        )
    return heads
