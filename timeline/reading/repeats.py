"""What repeats across the documents of a corpus: footers, menus, and the order of day, month and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from timeline.reading.document import Hints

# A line in more documents than these is a margin whatever the documents; it also bounds the work on large corpora.
_MANY = 20


class Edges(Protocol):
    """Marks of the lines at a document's edges, and the orders of day, month and year that its figures show."""

    @property
    def edges(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def orders(self) -> frozenset[str]: ...  # noqa: D102


def find_hints(readings: Sequence[Edges], speaker: tuple[str, ...]) -> list[Hints]:
    """Return for each document what the others tell of it.

    A line at the edges of several documents is a margin, unless these are one text twice: documents that share more
    than half of their edges tell nothing of each other.
    """
    orders = {o for r in readings for o in r.orders}
    order = next(iter(orders)) if len(orders) == 1 else ""
    counts = Counter(line for reading in readings for line in reading.edges)
    again: dict[int, list[int]] = {line: [] for line, count in counts.items() if count > 1}
    for n, reading in enumerate(readings):
        for line in again.keys() & reading.edges:
            again[line].append(n)
    twins = _twins(readings, again)
    return [
        Hints(order, frozenset(line for line in r.edges if _is_margin(line, n, again.get(line), twins[n])), speaker)
        for n, r in enumerate(readings)
    ]


def _is_margin(line: int, n: int, owners: Sequence[int] | None, twins: frozenset[int]) -> bool:
    """A whole sentence must stand in two other documents: one that is said twice is no footer yet."""
    if owners is None:
        return False
    others = len(owners) if len(owners) > _MANY else sum(o != n and o not in twins for o in owners)
    return others > line % 2


def _twins(readings: Sequence[Edges], again: Mapping[int, Sequence[int]]) -> list[frozenset[int]]:
    """Return for each document those that share more than half of the shorter one's edges with it."""
    shared: list[Counter[int]] = [Counter() for _ in readings]
    for owners in again.values():
        if len(owners) <= _MANY:
            for n in owners:
                shared[n].update(o for o in owners if o != n)
    sizes = [len(r.edges) for r in readings]
    return [
        frozenset(o for o, common in counts.items() if 2 * common > min(sizes[n], sizes[o]))
        for n, counts in enumerate(shared)
    ]
