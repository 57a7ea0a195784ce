"""Which of the 250,002 pieces of multilingual-e5-small stay, and the tokenizer over those that do.

Italian and English are written with Latin letters, so a piece stays when all its characters may occur in text of
Latin script: Latin letters (with the accents of European languages), digits, punctuation, symbols and pictographs.
Unlike a cut by word lists, this one is exact: a unigram tokenizer only ever chooses among pieces that are substrings of
the text, so a text made of such characters is split precisely as by the full model. Single Greek and Cyrillic
characters stay too (µ, α, Δ); other scripts become the unknown piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BOS, PAD, EOS, UNKNOWN, MASK = "<s>", "<pad>", "</s>", "<unk>", "<mask>"
SPECIAL_PIECES = (BOS, PAD, EOS, UNKNOWN)

_WORD_START = "▁"
_LATIN_SCRIPT = ((0x0020, 0x024F), (0x2000, 0x2BFF), (0x1F000, 0x1FAFF))
_SINGLE_CHARACTERS = (0x0020, 0x2BFF)

REMOVED_CHARACTERS = "[\\x01-\\x08\\x0B\\x0E-\\x1F\\x7F\\x8F\\x9F]"
SPACE_CHARACTERS = "[\\t\\n\\x0C\\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"


def is_latin_script(text: str) -> bool:
    """True when every character may occur in text of Latin script; also for empty text.

    >>> is_latin_script("▁università"), is_latin_script("жизнь")
    (True, False)
    """
    return all(any(first <= ord(character) <= last for first, last in _LATIN_SCRIPT) for character in text)


def kept_pieces(pieces: Sequence[str]) -> list[int]:
    """The ids of the pieces that stay, ascending; the special pieces always do.

    >>> kept_pieces(["<s>", "▁uva", "▁жизнь", "▁ж"])
    [0, 1, 3]
    """
    return [piece_id for piece_id, piece in enumerate(pieces) if _is_kept(piece)]


def _is_kept(piece: str) -> bool:
    bare = piece.removeprefix(_WORD_START)
    first, last = _SINGLE_CHARACTERS
    return is_latin_script(piece) or (len(bare) == 1 and first <= ord(bare) <= last)


def build_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """A unigram tokenizer whose ids are the positions in `pieces`.

    Text is normalised as the model was trained: control characters go, other white space and invisible marks become
    spaces, the rest takes its compatibility form (NFKC), runs of spaces become one.

    Args:
        pieces: the four special pieces (`SPECIAL_PIECES`) somewhere among them; `MASK` is optional.
        scores: log-probabilities, as many as pieces.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    ids = {piece: piece_id for piece_id, piece in enumerate(pieces)}
    vocabulary = list(zip(pieces, map(float, scores), strict=True))
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=ids[UNKNOWN], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(REMOVED_CHARACTERS), ""),
            normalizers.Replace(Regex(SPACE_CHARACTERS), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_WORD_START, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=_WORD_START, prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BOS} $A {EOS}",
        pair=f"{BOS} $A {EOS} {EOS} $B {EOS}",
        special_tokens=[(BOS, ids[BOS]), (EOS, ids[EOS])],
    )
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece in SPECIAL_PIECES])
    if MASK in ids:
        tokenizer.add_special_tokens([AddedToken(MASK, special=True, lstrip=True)])
    return tokenizer
