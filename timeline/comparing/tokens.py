"""A text as its tokens, and tokens as single code points, so that a diff of characters is a diff of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice, repeat

# Scripts without spaces between words: each letter is a token of its own.
_UNSPACED = "\u0e01-\u0e2e\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = "{word}(?:['’.,‐‑-]{word})*|\\s+|."
# Latin letters and common signs: none of them is a mark, a joiner or unspaced, and most texts hold nothing else.
_BEYOND = re.compile("[^\u0000-\u00ac\u00ae-\u02ff\u2010-\u205f]")
_PLAIN = re.compile(_PIECE.format(word=r"\w+"), re.DOTALL)
_SPACES = re.compile(r"(\s\s+)")
_LONG = 100_000
"""Characters from which it pays to take each piece between two spaces apart only once: the same pieces come back."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what the plain pattern of a token cannot do, and the pattern that can.

    Marks and invisible joiners belong to the word they stand in, but not to Python's `\\w`.
    """
    marks = "".join(c for c in map(chr, range(0x300, 0xFE30)) if unicodedata.category(c)[0] == "M")
    glue = marks + "\u00ad\u200b-\u200d\u2060\ufeff"
    word = f"(?:[^\\W{_UNSPACED}][{glue}]*)+"
    single = f"[{_UNSPACED}][{glue}]*"
    return re.compile(f"[{glue}{_UNSPACED}]"), re.compile(f"{single}|{_PIECE.format(word=word)}", re.DOTALL)


def tokens(text: str) -> list[str]:
    """Return the tokens of `text`; joined they are the text again.

    >>> tokens("A rules-based  order?")
    ['A', ' ', 'rules-based', '  ', 'order', '?']
    """
    if text.isascii() or not _BEYOND.search(text):
        return _PLAIN.findall(text)
    special, full = _patterns()
    return (full if special.search(text) else _PLAIN).findall(text)


class Alphabet:
    """One code point for each distinct token, and the way back. Injective; never a surrogate.

    A single sign below the ideographs stands for itself, so that diff-match-patch still knows a space, a line break
    and the end of a sentence when it looks for the best place of an edit. Words become ideographs, syllables, and
    what lies above them: letters to it, 999,000 of them.
    """

    def __init__(self) -> None:
        self._free = map(chr, chain(range(0x4E00, 0x9FFD), range(0xAC00, 0xD7A4), range(0x20000, 0x110000)))
        self._sign = _Signs(self)
        self._token: dict[str, str] = {}
        self._length: dict[str, int] = {}
        self.words: set[str] = set()
        """The signs that stand for a word or a number."""
        self.marks: set[str] = set()
        """The signs that stand for neither a word nor white space."""
        self._spaces: set[str] = set()
        self._pieces = _Pieces(self)

    def encode(self, parts: Iterable[str]) -> str:
        """Return the tokens as a text of one code point each. Raises OverflowError beyond 999,000 different ones."""
        return "".join(map(self._sign.__getitem__, parts))

    def spell(self, text: str) -> str:
        """Return the tokens of `text` as a text of one code point each; raises what `encode` does."""
        if len(text) < _LONG:
            return self.encode(tokens(text))
        if not self._pieces.ragged:
            start, end = len(text) - len(text.lstrip()), len(text.rstrip())
            ends = (self.encode([space] if space else []) for space in (text[:start], text[end:]))
            spelled = self._pieces.spell(text[start:end]).join(ends)
            if not self._pieces.ragged:
                return spelled
        return "".join(map(self._pieces.spell, _SPACES.split(text)))

    def add(self, part: str) -> str:
        """Return a new token's sign: its own where it is no word and below the words' signs, else the next."""
        word = part[0].isalnum() or any(map(str.isalnum, part))
        own = not word and len(part) == 1 and part < "\u4e00"
        sign = part if own else next(self._free, "")
        if not sign:
            raise OverflowError("more different words than code points")
        self._token[sign], self._length[sign] = part, len(part)
        (self.words if word else self._spaces if part.isspace() else self.marks).add(sign)
        return sign

    def decode(self, signs: str) -> str:
        """Return the text that the signs stand for."""
        return "".join(map(self._token.__getitem__, signs))

    def lengths(self, parts: Sequence[str]) -> Iterator[int]:
        """Return, for each of the parts, how long the text is that its signs stand for."""
        each = map(self._length.__getitem__, "".join(parts))
        return map(sum, map(islice, repeat(each), map(len, parts)))

    def count_words(self, signs: str) -> int:
        """Return how many of the signs stand for a word or a number."""
        return len(signs) - sum(map(signs.count, self.marks | self._spaces))


class _Signs(dict[str, str]):
    """The sign of each token; a new token gets one when it is first looked up."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, part: str) -> str:
        sign = self[part] = self._alphabet.add(part)
        return sign


class _Pieces(dict[str, str]):
    """The signs of what stands between two spaces; a new piece is taken apart when it is first looked up."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet
        self.ragged = False
        """A piece has white space at an end: with the space beside it, that is one token, which no piece shows."""

    def __missing__(self, piece: str) -> str:
        self.ragged |= not piece or piece[0].isspace() or piece[-1].isspace()
        word = piece.isascii() and piece.isalnum()
        signs = self[piece] = self._alphabet.encode([piece] if word else tokens(piece))
        return signs

    def spell(self, text: str) -> str:
        """Return the signs of a text in which a space stands beside no other white space, or which is nothing else."""
        if text.isspace():
            return self._alphabet.encode([text])
        return self._alphabet.encode(" ").join(map(self.__getitem__, text.split(" ")))
