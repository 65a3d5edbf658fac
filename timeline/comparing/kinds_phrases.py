"""Where the phrases of a list stand in a text: looked up by their first word, not tried at every place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, product
from typing import NamedTuple

from timeline.models import Span

Piece = str | re.Pattern[str]
"""A word, or the signs and spaces between two words; a pattern where the list has a star."""

_PIECE = re.compile(r"\w+|\W+")
_WRITTEN = re.compile(r"[\w*]+|[^\w*]+")
_SIGNS = re.compile(r"^[^\w*]+")  # a phrase begins with its first word
_SPACES = re.compile(r"\s+")


class _Form(NamedTuple):
    """One form of a phrase."""

    number: int
    """The place of the phrase in its list."""
    pieces: list[Piece]
    """Words and what stands between them by turns; a word first and last."""
    sign: str
    """What it ends in behind its last word; mostly nothing."""
    starred: bool


class Phrases:
    """Finds phrases as the lists write them: `~` behind a word stands for a verb's forms, `*` for any letters."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Of the phrases that stand at one place, the first in this order is found."""
        self._by_word: dict[str, list[_Form]] = defaultdict(list)
        self._starred: list[_Form] = []
        for form in (form for number, phrase in enumerate(phrases) for form in _forms(number, phrase)):
            first = form.pieces[0]
            (self._by_word[first] if isinstance(first, str) else self._starred).append(form)
        self._beginning = lru_cache(maxsize=50_000)(self._begin)  # a language's words recur

    def find(self, text: str) -> Iterator[tuple[int, Span]]:
        """Yield the number of each phrase that stands in a folded text, and where, in order, without overlap.

        >>> text = "they don't urge, nor are they urging  them to"
        >>> [(n, s.of(text)) for n, s in Phrases(["*n't", "urge~ them", "urge~"]).find(text)]
        [(0, "don't"), (2, 'urge'), (1, 'urging  them')]
        """
        pieces = _PIECE.findall(text)
        starts = [0, *accumulate(map(len, pieces))]
        pieces = [_SPACES.sub(" ", p) if "  " in p else p for p in pieces]
        free = 0
        for n, forms in enumerate(map(self._beginning, pieces)):
            if n < free or not forms or (n and pieces[n - 1][-1] == "'"):
                continue
            form = next((f for f in forms if _stands(f, pieces, n)), None)
            if form:
                free = n + len(form.pieces)
                yield form.number, Span(starts[n], starts[free] + len(form.sign))

    def _begin(self, word: str) -> Sequence[_Form]:
        """Return the forms that may begin with a word, in the order of their phrases."""
        starred = [f for f in self._starred if _fits(f.pieces[0], word)]
        return sorted([*self._by_word.get(word, ()), *starred], key=lambda f: f.number)


def _stands(form: _Form, pieces: Sequence[str], n: int) -> bool:
    """Tell whether a form stands where piece `n` does."""
    end = n + len(form.pieces)
    there = pieces[n:end]
    same = there == form.pieces or (form.starred and end <= len(pieces) and all(map(_fits, form.pieces, there)))
    return same and (not form.sign or _ends(form.sign, pieces, end))


def _ends(sign: str, pieces: Sequence[str], end: int) -> bool:
    """Tell whether a sign stands where piece `end` does, and no word right behind it."""
    last = end + 1 >= len(pieces)
    return end < len(pieces) and pieces[end].startswith(sign) and (last or pieces[end] != sign)


def _fits(piece: Piece, said: str) -> bool:
    return piece == said if isinstance(piece, str) else bool(piece.fullmatch(said))


def _forms(number: int, phrase: str) -> Iterator[_Form]:
    """Yield the forms of a phrase.

    >>> [form.pieces for form in _forms(0, "urge~ them")][1:3]
    [['urges', ' ', 'them'], ['urged', ' ', 'them']]
    """
    for words in product(*map(_inflected, phrase.split())):
        written = _WRITTEN.findall(_SIGNS.sub("", " ".join(words)))
        sign = written.pop() if written and len(written) % 2 == 0 else ""
        if written:
            yield _Form(number, [_pattern(p) if "*" in p else p for p in written], sign, "*" in phrase)


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word).replace(r"\*", r"\w*"))


def _inflected(word: str) -> list[str]:
    """Return the forms of one word."""
    if not word.endswith("~"):
        return [word]
    stem = word[:-1]
    if stem.endswith("e"):
        return [stem[:-1] + ending for ending in ("e", "es", "ed", "ing")]
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return [stem[:-1] + ending for ending in ("y", "ies", "ied", "ying")]
    return [stem + ending for ending in ("", "s", "es", "ed", "ing")]
