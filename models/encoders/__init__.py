"""Texts to vectors. Importing this loads no model and no heavy package."""

from models.encoders.adaptation import (
    Adaptation,
    AdaptationConfig,
    Pairing,
    load_adaptation,
    save_adaptation,
    train_adaptation,
)
from models.encoders.cached import CachedEncoder
from models.encoders.centring import SHRINKAGE, Centring, centre, fit_centring
from models.encoders.folders import CACHE_VARIABLE, default_cache_dir
from models.encoders.hashing import HashingEncoder
from models.encoders.loading import DEFAULT_ENCODER, build_encoder, load_encoder
from models.encoders.normalisation import normalise_blocks
from models.encoders.preparation import PreparedModel, prepare_models
from models.encoders.protocols import Encoder, FloatMatrix, NoProgress, Progress
from models.encoders.vector_store import VectorStore

__all__ = [
    "CACHE_VARIABLE",
    "DEFAULT_ENCODER",
    "SHRINKAGE",
    "Adaptation",
    "AdaptationConfig",
    "CachedEncoder",
    "Centring",
    "Encoder",
    "FloatMatrix",
    "HashingEncoder",
    "NoProgress",
    "Pairing",
    "PreparedModel",
    "Progress",
    "VectorStore",
    "build_encoder",
    "centre",
    "default_cache_dir",
    "fit_centring",
    "load_adaptation",
    "load_encoder",
    "normalise_blocks",
    "prepare_models",
    "save_adaptation",
    "train_adaptation",
]
