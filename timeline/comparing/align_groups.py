"""Which position a statement belongs to, decided interview by interview in the order of their dates.

A statement joins the positions, or founds one with an earlier statement, that it is most alike. What was decided for
earlier interviews stays: a later one may join a position or found one, never regroup.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from timeline.comparing.align_candidates import Shelf
from timeline.comparing.align_words import Rarity, Words, likeness

FLOOR = 0.11
"""Below this likeness two statements stay apart."""

SHARE = 0.5
"""A statement joins a position when it is alike to at least this share of those that speak for it."""

BESIDE = 0.6
"""A second position, or a second statement of one interview in a position, must be at least this good beside the
first. Where wordings repeat almost word for word, this leaves one position for one statement."""

AT_MOST = 2
"""Positions that one statement can join. In the annotation 78 % of the sentences express one and 18 % two."""

SPOKESMEN = 8
"""Statements that speak for a position: its first and its latest. It bounds the cost of a long-standing position."""

Meaning = Callable[[int, int], float]
"""An extra likeness of two statements, by their numbers; see `align(meaning=…)`."""


@dataclass(slots=True)
class Group:
    """Statements of different interviews that say the same, by number in the order they came."""

    members: list[int]

    def spokesmen(self) -> list[int]:
        """Return those that a new statement is compared with."""
        return self.members if len(self.members) <= SPOKESMEN else [self.members[0], *self.members[1 - SPOKESMEN :]]


@dataclass(frozen=True, slots=True, order=True)
class _Move:
    """A wish of statement `number`: to join group `group`, or, where that is -1, to found one with `other`."""

    rank: float
    number: int
    group: int
    other: int


@dataclass(slots=True)
class Grouping:
    """The state of an alignment after some interviews."""

    words: Sequence[Words]
    meaning: Meaning | None = None
    groups: list[Group] = field(default_factory=list)
    of: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The groups of each statement, by number."""
    rarity: Rarity = field(default_factory=Rarity)
    shelf: Shelf = field(default_factory=Shelf)
    _vectors: dict[int, dict[str, float]] = field(default_factory=dict)

    def hear(self, numbers: Sequence[int], said: Counter[str]) -> None:
        """Place the statements `numbers` of the next interview, in which `said` was said altogether."""
        self.rarity.hear(said)
        self._vectors.clear()  # rarity has changed
        moves = [move for number in numbers for move in self._wishes(number)]
        for number in numbers:
            self.shelf.add(number, self.words[number].counts)
        for group in self._carry_out(moves):
            self._retire(group)

    def _vector(self, number: int) -> dict[str, float]:
        vector = self._vectors.get(number)
        if vector is None:
            vector = self._vectors[number] = self.rarity.weigh(self.words[number])
        return vector

    def _links(self, number: int) -> dict[int, float]:
        """Return the earlier statements that are alike enough, with their likeness."""
        own = self._vector(number)
        links = {}
        for other in self.shelf.near(own):
            alike = likeness(own, self._vector(other))
            if self.meaning:
                alike = max(alike, self.meaning(number, other))
            if alike >= FLOOR:
                links[other] = alike
        return links

    def _wishes(self, number: int) -> list[_Move]:
        """Return the places that statement `number` wants, the best first."""
        links = self._links(number)
        left = dict(links)
        wishes: list[_Move] = []
        while left and len(wishes) < AT_MOST:
            move, covered = self._best(number, links, left)
            if wishes and -move.rank < BESIDE * -wishes[0].rank:
                break
            wishes.append(move)
            for other in covered:
                left.pop(other, None)
        return wishes

    def _best(self, number: int, links: dict[int, float], left: dict[int, float]) -> tuple[_Move, list[int]]:
        """Return the group that covers most of `left`, or the single best statement to found one with."""
        single = max(left, key=lambda n: (left[n], -n))
        best, covered, most = _Move(-left[single], number, -1, single), [single], left[single]
        for group in sorted({g for other in left for g in self.of[other]}):
            speaking = self.groups[group].spokesmen()
            alike = [n for n in speaking if n in links]
            weight = sum(links[n] for n in alike if n in left)
            if len(alike) >= SHARE * len(speaking) and weight >= most:
                closest = max(links[n] for n in alike)
                best, covered, most = _Move(-closest, number, group, -1), alike, weight
        return best, covered

    def _carry_out(self, moves: list[_Move]) -> list[int]:
        """Fulfil the wishes of one interview, the best first; return the groups that grew."""
        first: dict[int, float] = {}
        founded: dict[int, int] = {}
        for move in sorted(moves):
            group = move.group if move.group >= 0 else founded.get(move.other, -1)
            if group < 0:
                group = founded[move.other] = len(self.groups)
                self.groups.append(Group([move.other]))
                self.of[move.other].append(group)
            if group in self.of[move.number] or -move.rank < BESIDE * first.setdefault(group, -move.rank):
                continue
            self.groups[group].members.append(move.number)
            self.of[move.number].append(group)
        return sorted(first)

    def _retire(self, group: int) -> None:
        """Take out of the search those members that no longer speak for any group."""
        for number in self.groups[group].members[1 - SPOKESMEN :: -1][1:]:
            if number in self.shelf.gone:
                break
            if not any(number in self.groups[g].spokesmen() for g in self.of[number]):
                self.shelf.drop(number, self.words[number].counts)
