"""How much two wordings speak of the same, by what was known when the later one was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from timeline.comparing.align_words import Rarity, Words, likeness, words_of

NOISE = 0.05
"""Likeness below which two statements have nothing to do with each other: three in four pairs of the sample themes
that share no position lie below it, three in five that share one above."""


class Likeness:
    """Compares wordings by their rare words; rarity is counted over what was heard so far, so that nothing said later
    decides which earlier statements belong together.
    """

    def __init__(self, small: Container[str] = ()) -> None:
        """`small`: words that carry no subject."""
        self._small = small
        self._rarity = Rarity()
        self._words: dict[str, Words] = {}
        self._vectors: dict[str, dict[str, float]] = {}

    def hear(self, quotes: Iterable[str]) -> None:
        """Count what one more interview says."""
        for quote in quotes:
            words = self._of(quote)
            self._rarity.hear(words.counts, words.total)
        self._vectors.clear()

    def __call__(self, one: str, other: str) -> float:
        """Return the cosine of the words' rarities: 0 for nothing in common, 1 for the same words."""
        return likeness(self._vector(one), self._vector(other))

    def pair(self, old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
        """Return which of `old` goes with which of `new`, each once, the likest first taken; in the order of `old`.

        Where both are single they belong together whatever they share; otherwise what shares nothing stays alone.
        """
        if len(old) == len(new) == 1:
            return [(0, 0)]
        ranked = sorted((-round(self(a, b), 9), abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for unlike, _, i, j in ranked:
            if unlike < 0 and i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)
        return sorted(pairs.items())

    def nearest(self, quote: str, others: Sequence[str], bonus: Sequence[float]) -> int:
        """Return which of `others` comes nearest to `quote`, its bonus added; the first of equals."""
        likeness = [self(quote, other) for other in others]
        worth = [(round(x, 9) if x >= NOISE else 0) + more for x, more in zip(likeness, bonus, strict=True)]
        return worth.index(max(worth))

    def _of(self, text: str) -> Words:
        if text not in self._words:
            found = words_of(text)
            counts = Counter({w: n for w, n in found.counts.items() if w not in self._small})
            self._words[text] = Words(counts, found.names, counts.total())
        return self._words[text]

    def _vector(self, text: str) -> dict[str, float]:
        if text not in self._vectors:
            self._vectors[text] = self._rarity.weigh(self._of(text))
        return self._vectors[text]
