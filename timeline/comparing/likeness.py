"""How much two wordings speak of the same: the rare words that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from timeline.comparing.diff import tokens
from timeline.text import fold

_STEM = 6
"""Letters of a word that count: expand, expanded and expansion are one. English and Russian stems are that long."""


def stems(text: str) -> frozenset[str]:
    """Return the words of `text`, folded and cut to their first letters.

    >>> sorted(stems("Expanding the Council’s membership"))
    ['counci', 'expand', 'member', 'the']
    """
    return frozenset(t[:_STEM] for t in tokens(fold(text).text) if t[0].isalnum())


class Likeness:
    """Compares wordings, the words weighted by how rare they are among `texts` (inverse document frequency)."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._stems: dict[str, frozenset[str]] = {text: stems(text) for text in texts}
        self._counts = Counter(stem for found in self._stems.values() for stem in found)

    def weight(self, stem: str) -> float:
        """Return how much a word tells: 0.7 where every text has it, and more the fewer have it."""
        return log(1 + max(1, len(self._stems)) / max(1, self._counts[stem]))

    def __call__(self, one: str, other: str) -> float:
        """Return the weight of the shared words as a share of all (Dice's coefficient), 0 to 1."""
        a, b = self._of(one), self._of(other)
        both = sum(map(self.weight, sorted(a & b)))
        total = sum(map(self.weight, sorted(a))) + sum(map(self.weight, sorted(b)))
        return 2 * both / total if total else float(one == other)

    def pair(self, old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
        """Return which of `old` goes with which of `new`, each once, the likest first taken; in the order of `old`.

        Where both are single they belong together whatever they share; otherwise what shares no word stays alone.
        """
        if len(old) == len(new) == 1:
            return [(0, 0)]
        ranked = sorted((-self(a, b), abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
        pairs: dict[int, int] = {}
        for likeness, _, i, j in ranked:
            if likeness < 0 and i not in pairs and j not in pairs.values():
                pairs[i] = j
        return sorted(pairs.items())

    def _of(self, text: str) -> frozenset[str]:
        if text not in self._stems:
            return stems(text)
        return self._stems[text]
