"""Turning points: from which interview on a phrase is said more often, or less, than before.

The measure is the log-likelihood ratio G2 of Dunning 1993 (Accurate methods for the statistics of surprise and
coincidence) of the interviews that say the phrase before and from a date on; the date is the one where it is greatest.
Interviews are counted, not words: a phrase said five times in one answer is no evidence of five. As the date is
searched for, G2 at it is no chi-square; its probability, if the order of the interviews meant nothing, is counted
exactly, over all orders (as in Worsley 1983, The power of likelihood ratio and cumulative sum tests for a change in a
binomial probability). So no expected count is too small: where a corpus cannot bear a finding, none comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log
from typing import NamedTuple

FEWEST = 10
"""Interviews from which on a turning point is looked for: of ten, the clearest course there is has p = 0.008."""
LEVEL = 0.05
"""Share of themes without any change that may have a phrase with a turning point, all of its phrases together."""
SURE = 0.001
"""A probability below this, all phrases together, is not told more exactly; so it need not be counted, if that can be
seen from the sum over the dates, which is never less. Counting takes time that grows faster than the interviews."""
_ROUNDING = 1e-7


class Turn(NamedTuple):
    """Where the frequency of a phrase changes most."""

    place: int
    """The first interview after it, counted from 0."""
    before: int
    """Interviews before it that say the phrase."""
    since: int
    p: float
    """How often one of as many phrases, in an order of the interviews by chance, has a place as clear as this one; at
    most. The sum over the phrases (Bonferroni); below `SURE` also over the dates."""


def turn(said: Sequence[bool], phrases: int = 1) -> Turn | None:
    """Return the turning point of a phrase, one of so many, that these interviews, by date, say or do not.

    None where chance has one as clear in more than `LEVEL` of all orders.

    >>> turn([False] * 6 + [True] * 6)  # doctest: +ELLIPSIS
    Turn(place=6, before=0, since=6, p=0.00216...)
    """
    n, k = len(said), sum(said)
    if not 0 < k < n:
        return None
    so_far = [0, *accumulate(said)]
    # between two interviews that differ G2 is convex, as a relative entropy is: it is greatest where a run begins
    begins = [i for i in range(1, n) if said[i - 1] != said[i]]
    place = max(begins, key=lambda i: _g2(i, so_far[i], n, k))
    p = _by_chance(n, k, _g2(place, so_far[place], n, k), place, phrases)
    return Turn(place, so_far[place], k - so_far[place], p) if p <= LEVEL else None


def _g2(i: int, j: int, n: int, k: int) -> float:
    """Return G2 of `j` of the first `i` interviews and `k - j` of the other `n - i` saying a phrase."""
    cells = ((j, i * k), (i - j, i * (n - k)), (k - j, (n - i) * k), (n - i - k + j, (n - i) * (n - k)))
    total = 0.0
    for seen, product in cells:
        if seen:
            total += seen * log(seen * n / product)
    return 2 * total


@lru_cache(maxsize=4_096)
def _by_chance(n: int, k: int, least: float, place: int, phrases: int) -> float:
    """Return in which share of the orders of `k` interviews among `n` G2 somewhere reaches `least`, times `phrases`.

    What only one date, `place`, adds to it settles most cases, the sum over all dates most others.
    """
    if phrases * _beyond(place, *_border(place, n, k, least), n, k) > LEVEL:
        return 1.0
    borders = list(_borders(n, k, least))
    at_most = phrases * sum(_beyond(i, *border, n, k) for i, border in enumerate(borders, start=1))
    if at_most < SURE:
        return at_most
    return min(1.0, phrases * _counted(n, k, borders, LEVEL / phrases))


def _counted(n: int, k: int, borders: Sequence[tuple[int, int]], level: float) -> float:
    """Return the share of the orders that leave the borders somewhere; 1 as soon as it is known to be above `level`."""
    low, shares = 0, [1.0]  # by how many, from `low` on, have said it so far: the orders that never left the borders
    for i, (lowest, highest) in enumerate(borders, start=1):
        says = [(k - j) / (n - i + 1) for j in range(low, low + len(shares))]
        grown = [share * (1 - part) for share, part in zip(shares, says, strict=True)] + [0.0]
        for at, (share, part) in enumerate(zip(shares, says, strict=True), start=1):
            grown[at] += share * part
        shares = grown[max(0, lowest - low) : highest + 1 - low]
        low = max(low, lowest)
        if sum(shares) < 1 - level:
            return 1.0
    return max(0.0, 1 - sum(shares))


def _borders(n: int, k: int, least: float) -> Iterator[tuple[int, int]]:
    """Yield for each number of interviews but all of them how few and how many may say it with G2 below `least`."""
    low, high = _border(1, n, k, least)
    for i in range(1, n):
        low, high = _border(i, n, k, least, low, high)
        yield low, high


def _border(i: int, n: int, k: int, least: float, low: int = -1, high: int = -1) -> tuple[int, int]:
    """Return how few and how many of `i` interviews may say it with G2 below `least`; looked for from a guess on.

    G2 falls towards the usual share and rises behind it. Where nothing is below, the first is greater than the second.
    """
    fewest, most = max(0, k - (n - i)), min(i, k)
    usual = i * k // n

    def inside(j: int) -> bool:
        return _g2(i, j, n, k) < least - _ROUNDING

    low = max(fewest, min(low if low >= 0 else usual, usual))
    high = min(most, max(high if high >= 0 else usual + 1, usual + 1))
    while low > fewest and inside(low - 1):
        low -= 1
    while low <= high and not inside(low):
        low += 1
    while high < most and inside(high + 1):
        high += 1
    while high >= low and not inside(high):
        high -= 1
    return low, high


def _beyond(i: int, low: int, high: int, n: int, k: int) -> float:
    """Return the share of the orders in which fewer than `low` or more than `high` of the first `i` say it.

    The hypergeometric distribution's tails, but for what is less than a millionth of them.
    """
    if low > high:
        return 1.0
    fewest, most = max(0, k - (n - i)), min(i, k)
    return _tail(i, low - 1, fewest, -1, n, k) + _tail(i, high + 1, most, 1, n, k)


def _tail(i: int, first: int, last: int, step: int, n: int, k: int) -> float:
    """Return the share of the orders in which from `first` to `last` of the first `i` say it, likely ones first."""
    if (last - first) * step < 0:
        return 0.0
    term = total = exp(_log_choose(i, first) + _log_choose(n - i, k - first) - _log_choose(n, k))
    for j in range(first, last, step):
        up = (i - j) * (k - j), (j + 1) * (n - i - k + j + 1)
        down = j * (n - i - k + j), (i - j + 1) * (k - j + 1)
        more, less = up if step > 0 else down
        term *= more / less
        total += term
        if term < 1e-7 * total:
            break
    return total


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
