"""What two texts share: a longest common subsequence, cut at anchors where the texts are long.

Bit-parallel (Hyyrö 2004, through rapidfuzz) in one matrix; beyond that, between stretches that are the same in both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from operator import lt
from typing import NamedTuple

_ONE_MATRIX = 2**28
"""Cells of the largest matrix that is held at once: one bit each, 32 MB, both texts some 16,000 words long."""
_ANCHORS = ((12, 1, 16), (12, 100, 16), (3, 1, 1))
"""Words in an anchor, how often it may stand in a text, and at which share of the words one may begin; the next where
one leaves too much. Long ones first: where one word in fifty changed, four in five of them stay whole, and they are
never the same by chance. One in sixteen is plenty, and takes a tenth of the time. See bench_diff.py."""
_APART = 500
"""Words between two cuts, at least: fewer cuts than anchors, as a matrix of that size costs next to nothing."""
_STRETCH = 24
"""Signs between two dividers of a long text, about, of which half are spaces. Of 12 to 48 the quickest on 1 MB, 2 %
edited, where nothing is looked for near by (bench_diff.py)."""
_ALIKE = 16
"""Signs that must be the same for two texts to go on alike: eight words and the spaces between."""
_AHEAD = (*range(16), *range(16, 128, 8))
"""Signs after which it is tried, first after none. A single edit is passed after one to three."""
_ASIDE = 8
"""Signs by which one text may be longer than the other until then; of texts that say the same sentences again and
again, more would find another time that it is said."""
_SAMPLES = 64
"""Places where a long text is looked at to choose its dividers."""


class Block(NamedTuple):
    """The same tokens in both texts: where they begin, and how many they are."""

    old: int
    new: int
    size: int


def fits(old: int, new: int) -> bool:
    """Tell whether one matrix holds two texts of so many words."""
    return old * new <= _ONE_MATRIX


def stretches(old: str, new: str) -> Iterator[Block]:
    """Yield, in order, stretches that both of two long texts have, as long as can be.

    After each it is looked for near by how the texts go on; where they do not, at parts that each of them has once.
    """
    i = j = shared_start(old, new)
    start = 0  # of the stretch that ends at `i` and `j`, in the old text
    parts: Iterator[tuple[int, int]] | None = None  # costs a look at all that is left, and is seldom needed
    while True:
        place = _near(old, new, i, j)
        if not place:
            parts = parts or _common_parts(old, new, i, j)
            place = next(((k, m) for k, m in parts if k >= i and m >= j), None)
        if not place:
            break
        behind = _shared_end(old[i : place[0]], new[j : place[1]])
        yield Block(start, j - (i - start), i - start)
        start = place[0] - behind
        ahead = shared_start(old, new, *place)
        i, j = place[0] + ahead, place[1] + ahead
    yield Block(start, j - (i - start), i - start)
    behind = _shared_end(old[i:], new[j:])
    yield Block(len(old) - behind, len(new) - behind, behind)


def _near(old: str, new: str, i: int, j: int) -> tuple[int, int] | None:
    """Return the next place from which the texts go on alike, if it is near."""
    for k in _AHEAD:
        probe = old[i + k : i + k + _ALIKE]
        at = j + k
        m = new.find(probe, max(j, at - _ASIDE), at + _ASIDE + _ALIKE) if len(probe) == _ALIKE else -1
        if m >= 0:
            return i + k, m
    return None


def shared_start(old: str, new: str, i: int = 0, j: int = 0) -> int:
    """Return how many signs are the same in both, from `i` in the one and `j` in the other: by doubling, then halving.

    >>> shared_start("a new start", "the news", 2, 4)
    3
    """
    most = min(len(old) - i, len(new) - j)
    low, high = 0, min(64, most)
    while low < high and old[i + low : i + high] == new[j + low : j + high]:
        low, high = high, min(4 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        if old[i + low : i + middle] == new[j + low : j + middle]:
            low = middle
        else:
            high = middle
    return low


def _shared_end(old: str, new: str) -> int:
    return shared_start(old[::-1], new[::-1])


def _dividers(text: str) -> re.Pattern[str]:
    """Return a pattern of one or more signs that stand together about once in `_STRETCH`, by samples of the text."""
    step = max(1, len(text) // _SAMPLES)
    sample = "".join(text[n : n + 16 * _STRETCH] for n in range(0, len(text), step))
    room = len(sample) // _STRETCH
    chosen = []
    for sign, often in sorted(Counter(sample).items(), key=lambda found: (-found[1], found[0])):
        if often <= room:
            chosen.append(sign)
            room -= often
    return re.compile(f"[{re.escape(''.join(chosen))}]" if chosen else "(?!)")  # the latter is nowhere


def _common_parts(old: str, new: str, i: int, j: int) -> Iterator[tuple[int, int]]:
    """Yield, in order, where the longer parts begin that stand once in either text, from `i` and `j` on.

    Both are cut at every occurrence of the same few signs: so the cuts fall on the same places of what is the same,
    wherever it stands (content-defined chunks, as rsync and its kin have them).
    """
    dividers = _dividers(old[i:])
    parts1, parts2 = dividers.split(old[i:]), dividers.split(new[j:])
    often1, often2 = Counter(parts1), Counter(parts2)
    at1, at2 = _starts(parts1, i), _starts(parts2, j)
    once = [p for p, n in often1.items() if n == 1 == often2[p] and len(p) >= _STRETCH // 2]
    yield from _rising([(at1[p], at2[p]) for p in once])


def _starts(parts: Sequence[str], first: int) -> dict[str, int]:
    """Return where each part begins, of those that stand once; one divider lies between two."""
    return dict(zip(parts, accumulate((len(part) + 1 for part in parts), initial=first), strict=False))


def matches(old: str, new: str) -> Iterator[Block]:
    """Yield the blocks of a longest common subsequence, cut at anchors where the texts are long."""
    if fits(len(old), len(new)):
        yield from _exact(old, new)
        return
    i = j = 0
    for anchor1, anchor2 in chain(_anchors(old, new), [(len(old), len(new))]):
        yield from (Block(i + b.old, j + b.new, b.size) for b in _exact(old[i:anchor1], new[j:anchor2]))
        i, j = anchor1, anchor2


def _exact(old: str, new: str) -> Iterator[Block]:
    """Yield the blocks of a longest common subsequence, in one matrix or, by halves, in as many as are needed."""
    from rapidfuzz.distance import LCSseq  # 48 ms to import

    if fits(len(old), len(new)) or len(old) < 2:
        blocks = LCSseq.editops(old, new).as_matching_blocks()
        yield from (Block(b.a, b.b, b.size) for b in blocks if b.size)
        return
    half = len(old) // 2
    cut = _best_cut(old, new, half)
    yield from _exact(old[:half], new[:cut])
    yield from (Block(half + b.old, cut + b.new, b.size) for b in _exact(old[half:], new[cut:]))


def _best_cut(old: str, new: str, half: int) -> int:
    """Return where to cut `new` so that the halves of both texts share as much as the whole (Hirschberg 1975)."""
    before = _shared_by_prefix(old[:half], new)
    behind = _shared_by_prefix(old[half:][::-1], new[::-1])[::-1]
    return max(range(len(new) + 1), key=lambda cut: (before[cut] + behind[cut], -cut))


def _shared_by_prefix(old: str, new: str) -> list[int]:
    """Return the length of the longest common subsequence of `old` with each prefix of `new` (Hyyrö 2004).

    The bit vector is one Python integer as long as `new`: memory grows with the length, not with the matrix.
    """
    places: dict[str, int] = defaultdict(int)
    for i, sign in enumerate(new):
        places[sign] |= 1 << i
    full = (1 << len(new)) - 1
    vector = full
    for sign in old:
        if here := vector & places.get(sign, 0):
            vector = ((vector + here) | (vector - here)) & full
    bits = f"{vector:0{len(new)}b}"[::-1] if new else ""
    return [0, *accumulate(bit == "0" for bit in bits)]


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Return places where both texts may be cut, in order; none where one matrix holds both.

    An anchor is a run of words that stands as often in one text as in the other, the first paired with the first; of
    all of them, the longest series that rises in both is kept.
    """
    cuts: list[tuple[int, int]] = []
    for size, often, share in _ANCHORS:
        refined: list[tuple[int, int]] = []
        for (i, j), (k, m) in pairwise([(0, 0), *cuts, (len(old), len(new))]):
            if not fits(k - i, m - j):
                pairs = _rising(sorted(_common_runs(old[i:k], new[j:m], size, often, share)))
                refined.extend((i + x, j + y) for x, y in _thinned(pairs))
            refined.append((k, m))
        cuts = refined[:-1]
    return cuts


def _thinned(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that lie `_APART` words or more behind the one before."""
    last = 0
    for i, j in pairs:
        if i - last >= _APART:
            yield i, j
            last = i


def _common_runs(old: str, new: str, size: int, often: int, share: int) -> Iterator[tuple[int, int]]:
    """Yield where the runs of `size` words begin that stand equally often in both texts, at most `often` times."""
    there = _places(new, size, share)
    for run, places in _places(old, size, share).items():
        if len(places) <= often and len(places) == len(there.get(run, ())):
            yield from zip(places, there[run], strict=True)


def _places(text: str, size: int, share: int) -> dict[str, list[int]]:
    """Return runs of `size` words of `text`, each with the places where it begins.

    Those that begin with one of every `share` different words: the same words in both texts, wherever they stand.
    """
    starts = {sign for sign in set(text) if ord(sign) % share == 0}
    places: dict[str, list[int]] = {}
    for i in [n for n, sign in enumerate(text) if sign in starts]:
        places.setdefault(text[i : i + size], []).append(i)
    return places


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest series of pairs whose second members rise, the first ones being sorted.

    >>> _rising([(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)])
    [(1, 1), (2, 2), (4, 3)]
    """
    later = [j for _, j in pairs]
    if all(map(lt, later, later[1:])):  # most texts that are compared keep their order
        return list(pairs)
    ends: list[int] = []  # the smallest last member of a series of each length
    best: list[int] = []  # which pair that is
    earlier: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        earlier.append(best[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        best[length : length + 1] = [n]
    series = []
    at = best[-1] if best else -1
    while at >= 0:
        series.append(pairs[at])
        at = earlier[at]
    return series[::-1]
