"""Which earlier statements are worth comparing with a new one: those that share its rarest words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import nsmallest
from itertools import islice

from msgspec import Struct, field

BUDGET = 600
"""Entries read for one statement, the shortest lists first. It bounds the cost of a statement whatever the size of
the theme. With 50,000 statements of ten subjects in stock phrases the links do not change from 600 up."""

CANDIDATES = 32
"""Earlier statements compared in full with a new one."""


class Shelf(Struct):
    """Earlier statements by the words they hold, the latest last."""

    lists: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    gone: set[int] = field(default_factory=set)
    end: int = 0
    """One more than the last statement put here."""
    _dead: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, number: int, words: Iterable[str]) -> None:
        """Put statement `number` under each of its words."""
        self.end = number + 1
        for word in words:
            self.lists[word].append(number)

    def drop(self, number: int, words: Iterable[str]) -> None:
        """Take statement `number` out: others stand for its position from now on."""
        self.gone.add(number)
        for word in words:
            self._dead[word] += 1
            if self._dead[word] * 2 > len(self.lists[word]):
                self.lists[word] = [n for n in self.lists[word] if n not in self.gone]
                self._dead[word] = 0

    def near(self, vector: dict[str, float]) -> list[int]:
        """Return the earlier statements that share most with `vector`, at most `CANDIDATES`, by number."""
        shared: defaultdict[int, float] = defaultdict(float)
        left = BUDGET
        for _, word in sorted((len(self.lists[word]), word) for word in vector if word in self.lists):
            for number in islice(reversed(self.lists[word]), left):
                if number not in self.gone:
                    shared[number] += vector[word]
            left -= len(self.lists[word])
            if left <= 0:
                break
        return sorted(nsmallest(CANDIDATES, shared, key=lambda n: (-shared[n], n)))
