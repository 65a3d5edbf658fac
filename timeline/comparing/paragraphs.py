"""Paragraphs: two whole interviews side by side, in the order in which both have them.

Made for two versions of one text, which keep their order. What moved stands alone on both sides, as in any diff.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from timeline.comparing.align_words import stems
from timeline.comparing.diff import word_diff
from timeline.comparing.likeness import Likeness
from timeline.models import Comparison, Interview, Pair, Statement
from timeline.text import fold, paragraphs

Place = tuple[int, int]
"""Which paragraph on the left, which on the right."""
_SAME_PARAGRAPH = 0.33
"""Likeness from which two paragraphs are versions of one: between the five sample interviews, which share none, no
pair of 17,068 reaches it (0.326 at most, one in a thousand above 0.21)."""
_COMMON = 20
"""A word that stands in more paragraphs than this finds no candidates: it bounds the work to 400 pairs a word, and a
version of a paragraph of ten words has rarer ones."""


def compare_whole(left: Interview, right: Interview) -> Comparison:
    """Return both interviews in pairs of paragraphs, questions and answers, in the order of both."""
    old, new = _paragraphs(left), _paragraphs(right)
    matched = _chain(_candidates([s.span.of(left.text) for s in old], [s.span.of(right.text) for s in new]), len(new))
    pairs: list[Pair] = []
    i = j = 0
    for k, m in [*matched, (len(old), len(new))]:
        pairs += (_pair(s, None, left, right) for s in old[i:k])
        pairs += (_pair(None, s, left, right) for s in new[j:m])
        if k < len(old) and m < len(new):
            pairs.append(_pair(old[k], new[m], left, right))
        i, j = k + 1, m + 1
    return Comparison(left, right, (), (), tuple(pairs))


def _paragraphs(interview: Interview) -> list[Statement]:
    """Return each paragraph that is said, as a statement on no theme."""
    return [
        Statement("", interview.id, turn.number, p.start, p.end, turn.speaker, prompted=False, reason=turn.role)
        for turn in interview.turns
        for p in paragraphs(interview.text, turn.said)
    ]


def _pair(before: Statement | None, after: Statement | None, left: Interview, right: Interview) -> Pair:
    old = before.span.of(left.text) if before else ""
    new = after.span.of(right.text) if after else ""
    return Pair("", (), before, after, word_diff(old, new))


def _chain(candidates: Mapping[Place, float], size: int) -> list[Place]:
    """Return the rising pairs that are likest in all: the heaviest increasing subsequence, O(n log n)."""
    heaviest = _Heaviest(size)
    before: dict[Place, Place | None] = {}
    for place in sorted(candidates, key=lambda p: (p[0], -p[1])):  # falling on the right: none follows one of its row
        weight, before[place] = heaviest.left_of(place[1])
        heaviest.add(place, weight + candidates[place])
    run = []
    last = heaviest.left_of(size)[1]
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]


class _Heaviest:
    """The heaviest chain that ends left of a column: a Fenwick tree (https://doi.org/10.1002/spe.4380240306)."""

    def __init__(self, size: int) -> None:
        self._nodes: list[tuple[float, Place | None]] = [(0.0, None)] * (size + 1)

    def left_of(self, column: int) -> tuple[float, Place | None]:
        """Return weight and last pair of the heaviest chain that ends before `column`, the first found of equals."""
        found: tuple[float, Place | None] = (0.0, None)
        while column > 0:
            found = max(found, self._nodes[column], key=lambda node: node[0])
            column -= column & -column
        return found

    def add(self, place: Place, weight: float) -> None:
        """Note a chain of that weight that ends with `place`."""
        node = place[1] + 1
        while node < len(self._nodes):
            if weight > self._nodes[node][0]:
                self._nodes[node] = (weight, place)
            node += node & -node


def _candidates(old: Sequence[str], new: Sequence[str]) -> dict[Place, float]:
    """Return how alike the pairs are that are the same, or like enough and share an uncommon word."""
    likeness = Likeness()
    likeness.hear(chain(old, new))
    found: dict[Place, float] = {}
    plain_old, plain_new = [_plain(t) for t in old], [_plain(t) for t in new]
    for i, j in chain(_in_turn(plain_old, plain_new), _sharing([{t} for t in plain_old], [{t} for t in plain_new])):
        found[i, j] = 1.0
    for i, j in _sharing([set(stems(t)) for t in old], [set(stems(t)) for t in new]):
        if (i, j) not in found and (near := likeness(old[i], new[j])) >= _SAME_PARAGRAPH:
            found[i, j] = near
    return found


def _in_turn(old: Sequence[str], new: Sequence[str]) -> Iterator[Place]:
    """Yield the first of each text with the first that is the same, the second with the second, and so on."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(new):
        places[text].append(j)
    seen: Counter[str] = Counter()
    for i, text in enumerate(old):
        if seen[text] < len(places.get(text, ())):
            yield i, places[text][seen[text]]
        seen[text] += 1


def _sharing(old: Sequence[set[str]], new: Sequence[set[str]]) -> list[Place]:
    """Return the pairs that share an item which is not common on the right."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, items in enumerate(new):
        for item in items:
            places[item].append(j)
    common = Counter(item for items in old for item in items)
    pairs = {
        (i, j)
        for i, items in enumerate(old)
        for item in items
        if common[item] <= _COMMON and len(places[item]) <= _COMMON
        for j in places[item]
    }
    return sorted(pairs)


def _plain(text: str) -> str:
    return " ".join(fold(text).text.split())
