"""Turning points: from which interview on a phrase is said more often, or less, than before.

The measure is the log-likelihood ratio G2 of Dunning 1993 (Accurate methods for the statistics of surprise and
coincidence) of the interviews that say the phrase before and from a date on; the date is the one where it is greatest.
Interviews are counted, not words: a phrase said five times in one answer is no evidence of five. As the date is
searched for, G2 at it is no chi-square; its probability, if the order of the interviews meant nothing, is counted
exactly, over all orders (as in Worsley 1983, The power of likelihood ratio and cumulative sum tests for a change in a
binomial probability). So no expected count is too small: where a corpus cannot bear a finding, none comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

FEWEST = 10
"""Interviews from which on a turning point is looked for: of ten, the clearest course there is has p = 0.008."""
LEVEL = 0.05
"""Share of themes without any change that may have a phrase with a turning point, all of its phrases together."""
_ROUNDING = 1e-9


class Turn(NamedTuple):
    """Where the frequency of a phrase changes most."""

    place: int
    """The first interview after it, counted from 0."""
    before: int
    """Interviews before it that say the phrase."""
    since: int
    p: float
    """How often an order of these interviews by chance has a place as clear as this one."""


def turn(said: Sequence[bool]) -> Turn | None:
    """Return the turning point of a phrase that these interviews, by date, say or do not.

    None where chance has one as clear in more than `LEVEL` of all orders.

    >>> turn([False] * 6 + [True] * 6)  # doctest: +ELLIPSIS
    Turn(place=6, before=0, since=6, p=0.00216...)
    """
    n, k = len(said), sum(said)
    if not 0 < k < n:
        return None
    so_far = [sum(said[:i]) for i in range(n)]
    place = max(range(1, n), key=lambda i: _g2(i, so_far[i], n, k))
    p = _by_chance(n, k, _g2(place, so_far[place], n, k))
    return Turn(place, so_far[place], k - so_far[place], p) if p <= LEVEL else None


def _g2(i: int, j: int, n: int, k: int) -> float:
    """Return G2 of `j` of the first `i` interviews and `k - j` of the other `n - i` saying a phrase."""
    cells = ((j, i * k), (i - j, i * (n - k)), (k - j, (n - i) * k), (n - i - k + j, (n - i) * (n - k)))
    return 2 * sum(seen * log(seen * n / product) for seen, product in cells if seen)


@lru_cache(maxsize=4_096)
def _by_chance(n: int, k: int, least: float) -> float:
    """Return the share of the orders of `k` interviews among `n` in which G2 somewhere reaches `least`.

    It is 1 as soon as it is known to be above `LEVEL`.
    """
    paths = {0: 1.0}  # by how many have said it so far: the share of orders that have not reached it yet
    for i in range(1, n):
        going: dict[int, float] = {}
        for j, share in paths.items():
            says = (k - j) / (n - i + 1)
            for now, part in ((j, share * (1 - says)), (j + 1, share * says)):
                if part > 0 and _g2(i, now, n, k) < least - _ROUNDING:
                    going[now] = going.get(now, 0.0) + part
        paths = going
        if sum(paths.values()) < 1 - LEVEL:
            return 1.0
    return max(0.0, 1 - sum(paths.values()))
