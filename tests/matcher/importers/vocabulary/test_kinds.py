"""Kinds of party from words of both languages."""

import pytest

from matcher.importers.vocabulary import find_kind
from matcher.profiles import ProfileKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PMI", ProfileKind.SME),
        ("PMI innovativa", ProfileKind.SME),
        ("startup innovativa", ProfileKind.STARTUP),
        ("Spin-off universitario", ProfileKind.STARTUP),
        ("Fondo di venture capital", ProfileKind.INVESTOR),
        ("Business Angel", ProfileKind.INVESTOR),
        ("Banca", ProfileKind.INVESTOR),
        ("Corporate Venture Capital", ProfileKind.CORPORATE),
        ("azienda corporate", ProfileKind.CORPORATE),
        ("Università", ProfileKind.UNIVERSITY),
        ("incubatore", ProfileKind.ACCELERATOR),
        ("acceleratore", ProfileKind.ACCELERATOR),
        ("Centro di trasferimento tecnologico", ProfileKind.TECH_TRANSFER_CENTRE),
        ("Centro di competenza", ProfileKind.TECH_TRANSFER_CENTRE),
        ("tech_transfer_centre", ProfileKind.TECH_TRANSFER_CENTRE),
        ("mentor", ProfileKind.MENTOR),
    ],
    ids=lambda value: str(value),
)
def test_a_word_names_its_kind(text: str, kind: ProfileKind) -> None:
    assert find_kind(text) is kind


def test_another_word_names_none() -> None:
    assert find_kind("Altro") is None
