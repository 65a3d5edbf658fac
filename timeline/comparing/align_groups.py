"""Which position a statement belongs to, decided interview by interview in the order of their dates.

A statement joins the positions, or founds one with earlier statements, that it is most alike. What was decided for
earlier interviews stays: a later one may join a position or found one, never regroup.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from timeline.comparing.align_candidates import Shelf
from timeline.comparing.align_meaning import Meanings
from timeline.comparing.align_words import Rarity, Vector, Words, likeness, sameness
from timeline.comparing.remembering import Hearing, Joining

FLOOR = 0.15
"""Below this likeness two statements stay apart. 0.12 to 0.18 give the same F1 on the annotated themes within 0.02."""

CROWD, RISE = 150, 0.05
"""From `CROWD` statements on, the floor rises by `RISE` each time their number grows 2.7-fold: the more there are, the
higher two get alike by chance. Among the 240,000 pairs of sentences of the five interviews, most of them unrelated,
the share above a likeness falls 2.7-fold for each 0.05."""

FORMULA = 0.5
"""Sentences of which three quarters of the words are the same are one formula; see `sameness`."""

SHARED = 2
"""Informative words that two statements must share, unless most of their words are the same; a name counts for two.
Without it a tenth more statements are placed, nearly all wrongly: linked by "doubt" or "demonstrate" alone."""

CLOSE = 0.3
"""Likeness from which a statement without a cue joins a position of the codebook: the sentence whose cue was the
word that changed. Each of 109 coded statements in turn stripped of its positions, 22 joined one again, 21 their own
(`python -m tests.accuracy.ablation`); at 0.25 25 of 29, at 0.35 12 of 13."""

SHARE = 0.5
"""A statement joins a position when it is alike to at least this share of those that speak for it."""

BESIDE = 0.7
"""A second position, or a second statement of one interview in a position, must be at least this good beside the
first. Where wordings repeat almost word for word, this leaves one position for one statement."""

AT_MOST = 2
"""Positions that one statement can join. In the annotation 78 % of the sentences express one and 18 % two."""

SPOKESMEN = 8
"""Statements that speak for a position: its first and its latest. It bounds the cost of a long-standing position."""


class Group(Struct):
    """Statements that say the same, by number in the order they came."""

    members: list[int]
    coded: bool = False
    """Named by the codebook: its cues decide, and likeness adds only what is close."""

    def spokesmen(self) -> list[int]:
        """Return those that a new statement is compared with."""
        return self.members if len(self.members) <= SPOKESMEN else [self.members[0], *self.members[1 - SPOKESMEN :]]


class _Move(Struct, frozen=True):
    """A wish of statement `number`: to join `group`, or, where that is -1, to found one with `others`."""

    likeness: float
    number: int
    group: int
    others: tuple[int, ...]

    @property
    def turn(self) -> tuple[float, int, int, tuple[int, ...]]:
        """Sorts the best wish to the front."""
        return (-self.likeness, self.number, self.group, self.others)


class Grouping(Struct):
    """The state of an alignment after some interviews."""

    words: Sequence[Words]
    coded: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """The groups of those statements that the codebook placed, by number; the first of `groups` are theirs."""
    meanings: Meanings | None = None
    """What the statements mean, where a model was named."""
    groups: list[Group] = field(default_factory=list)
    of: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The groups of each statement, by number."""
    rarity: Rarity = field(default_factory=Rarity)
    _shelf: Shelf = field(default_factory=Shelf)
    _vectors: dict[int, Vector] = field(default_factory=dict)
    _siblings: dict[int, frozenset[int]] = field(default_factory=dict)
    """Statements of the same interview that were alike when it was heard."""

    _first: dict[int, int] = field(default_factory=dict)
    """The first statement of each one's interview."""

    def hear(self, numbers: Sequence[int], said: Mapping[str, int], total: int) -> Hearing:
        """Place the statements `numbers` of the next interview, in which `said` was said among `total` words."""
        self._count(numbers, said, total)
        if self.meanings and numbers:
            self.meanings.hear(numbers[0], numbers[-1] + 1)
        links = {number: self._links(number, self._shelf, 0) for number in numbers}
        self._remember(numbers, self._beside(numbers))
        free = [number for number in numbers if number not in self.coded]
        first = self._carry_out([wish for number in free for wish in self._wishes(number, links[number])])
        second = self._carry_out([wish for number in free for wish in self._in_its_place(number, links)])
        self._settle(numbers, (first, second))
        return Hearing((first, second), tuple((n, tuple(sorted(self._siblings[n]))) for n in numbers))

    def repeat(self, numbers: Sequence[int], said: Mapping[str, int], total: int, heard: Hearing) -> None:
        """Place the statements as they were placed when the same interview was heard after the same others."""
        self._count(numbers, said, total)
        self._remember(numbers, {n: frozenset(alike) for n, alike in heard.siblings})
        for joined in heard.rounds:
            for group, number, others in joined:
                if number < 0:
                    self._found(others)
                else:
                    self._join(group, number)
        self._settle(numbers, heard.rounds)

    def _count(self, numbers: Sequence[int], said: Mapping[str, int], total: int) -> None:
        if self.rarity.hear(said, total, (self.words[n].counts for n in numbers)):
            self._vectors.clear()

    def _settle(self, numbers: Sequence[int], rounds: Iterable[Sequence[Joining]]) -> None:
        """Do what follows from how the statements were placed."""
        grown = [group for joined in rounds for group in sorted({g for g, number, _ in joined if number >= 0})]
        for group in [*grown, *self._take_coded(numbers)]:
            self._retire(group)
        for number in numbers:
            if any(len(self.groups[g].members) > SPOKESMEN for g in self.of[number]):
                self.rarity.forget(self.words[number].counts)

    def _take_coded(self, numbers: Sequence[int]) -> list[int]:
        """Put the statements that the codebook placed into its groups; return those groups."""
        grown = []
        for number in numbers:
            for group in self.coded.get(number, ()):
                self._join(group, number)
                grown.append(group)
        return sorted(set(grown))

    def _remember(self, numbers: Sequence[int], siblings: Mapping[int, frozenset[int]]) -> None:
        """Put the statements where later ones find them, with those of their own interview that are alike."""
        for number in numbers:
            self._first[number] = numbers[0]
            self._shelf.add(number, self.words[number].counts)
        self._siblings.update(siblings)

    def _beside(self, numbers: Sequence[int]) -> dict[int, frozenset[int]]:
        """Return for each statement those of the same interview that are alike."""
        own = Shelf()
        for number in numbers:
            own.add(number, self.words[number].counts)
        return {n: frozenset(self._links(n, own, numbers[0])) - {n} for n in numbers}

    def _vector(self, number: int) -> Vector:
        vector = self._vectors.get(number)
        if vector is None:
            vector = self._vectors[number] = self.rarity.weigh(self.words[number])
        return vector

    def _links(self, number: int, shelf: Shelf, first: int) -> dict[int, float]:
        """Return the statements from `first` on that `shelf` holds and are alike enough, with their likeness."""
        floor = FLOOR + RISE * math.log(max(1.0, self.rarity.now.statements / CROWD))
        least = min(floor, CLOSE)
        links = {other: self._alike(number, other, least) for other in shelf.near(self._vector(number))}
        if self.meanings:
            for other, alike in self.meanings.near(number, first, shelf.end, floor).items():
                if other not in shelf.gone:
                    links[other] = max(alike, links.get(other, 0.0))
        return {n: alike for n, alike in links.items() if alike >= (CLOSE if n in self.coded else floor)}

    def _alike(self, a: int, b: int, floor: float) -> float:
        """Return the likeness of two statements by words; 0 below `floor`, or where too little is shared to tell."""
        one, other = self.words[a], self.words[b]
        shared = one.counts.keys() & other.counts.keys()
        again = min(one.total - len(one.counts), other.total - len(other.counts))  # words that may be shared repeatedly
        most = 4 * (len(shared) + again) / ((one.total + other.total) or 1) - 1
        same = sameness(one, other, shared) if most >= floor else 0.0
        alike = likeness(self._vector(a), self._vector(b))
        if alike > same and alike >= floor and self._informative(one, other, shared) >= SHARED:
            return alike
        return same if same >= floor else 0.0

    def _same(self, a: int, b: int) -> float:
        one, other = self.words[a], self.words[b]
        return sameness(one, other, one.counts.keys() & other.counts.keys())

    def _informative(self, one: Words, other: Words, shared: Iterable[str]) -> int:
        """Return how many of the shared words inform, names twice."""
        informs = self.rarity.informs
        return sum(2 if w in one.names and w in other.names else 1 for w in shared if informs(w))

    def _in_its_place(self, number: int, links: dict[int, dict[int, float]]) -> list[_Move]:
        """Return the wish of a statement without a position that stands between two formulas as an earlier one did.

        It is the sentence that was rewritten: half the usual likeness is enough.
        """
        if self.of[number] or number - 1 not in links or number + 1 not in links:
            return []
        before, after = (
            {n for n in links[beside] if self._same(beside, n) >= FORMULA} for beside in (number - 1, number + 1)
        )
        between = max((n + 1 for n in before if n + 2 in after and self._first[n] == self._first[n + 2]), default=-1)
        if between < 0 or any(set(self.of[n]) & set(self.of[between]) for n in links):
            return []
        alike = likeness(self._vector(number), self._vector(between))
        group = min(self.of[between], default=-1)
        return [_Move(alike, number, group, (between,))] if alike >= FLOOR / 2 else []

    def _wishes(self, number: int, links: dict[int, float]) -> list[_Move]:
        """Return the places that statement `number` wants, the best first."""
        left = dict(links)
        wishes: list[_Move] = []
        while left and len(wishes) < AT_MOST:
            wish, covered = self._best(number, links, left, {w.group for w in wishes})
            if wishes and wish.likeness < BESIDE * wishes[0].likeness:
                break
            wishes.append(wish)
            taken = set(covered) | {n for n in left if wish.group in self.of[n]}
            if wish.group >= 0 and self.groups[wish.group].coded:
                taken |= set(self.coded)  # likeness adds one position of the codebook, not several
            same = self.groups[wish.group].spokesmen() if wish.group >= 0 else wish.others
            left = {n: alike for n, alike in left.items() if n not in taken and not self._belongs(n, same)}
        return wishes

    def _best(
        self, number: int, links: dict[int, float], left: dict[int, float], wished: set[int]
    ) -> tuple[_Move, Sequence[int]]:
        """Return the wish that covers most of `left`: to join a group, or to found one with the closest statement.

        The closest brings those of its own interview that it was alike to already.
        """
        closest = max(left, key=lambda n: (left[n], -n))
        near = BESIDE * left[closest]
        covered = [closest, *sorted(n for n in self._siblings[closest] - set(self.coded) if left.get(n, 0.0) >= near)]
        best, most = _Move(left[closest], number, -1, tuple(covered)), sum(left[n] for n in covered)
        if closest in self.coded:
            return _Move(left[closest], number, self._likest(self.coded[closest], links), ()), covered
        for group in sorted({g for other in left for g in self.of[other]}):
            speaking = self.groups[group].spokesmen()
            if 2 * sum(not wished.isdisjoint(self.of[n]) for n in speaking) >= len(speaking):
                continue  # half of it is in the first already: no claim of its own
            alike = [n for n in speaking if n in links]
            weight = sum(links[n] for n in alike if n in left)
            if not self.groups[group].coded and len(alike) >= SHARE * len(speaking) and weight >= most:
                best, most = _Move(max(links[n] for n in alike), number, group, ()), weight
                covered = alike
        return best, covered

    def _belongs(self, number: int, speaking: Sequence[int]) -> bool:
        """Tell whether a statement is alike to enough of those that speak for a claim to make the same one."""
        return sum(self._alike(number, n, FLOOR) >= FLOOR for n in speaking) >= SHARE * len(speaking)

    def _likest(self, groups: Sequence[int], links: dict[int, float]) -> int:
        """Return that of `groups` which has most in common with the linked statements, the first of equals."""
        return max(groups, key=lambda g: (sum(x for n, x in links.items() if g in self.of[n]), -g))

    def _carry_out(self, wishes: Iterable[_Move]) -> tuple[Joining, ...]:
        """Fulfil the wishes of one interview, the best first; return what was founded and joined."""
        best: dict[int, float] = {}
        founded: dict[int, int] = {}
        done: list[Joining] = []
        for wish in sorted(wishes, key=lambda w: w.turn):
            group = wish.group if wish.group >= 0 else self._founded(wish, founded, done)
            if group in self.of[wish.number] or wish.likeness < BESIDE * best.setdefault(group, wish.likeness):
                continue
            self._join(group, wish.number)
            done.append((group, wish.number, ()))
        return tuple(done)

    def _founded(self, wish: _Move, founded: dict[int, int], done: list[Joining]) -> int:
        """Return the group that `wish` founds, or that another of its interview founded with the same statement."""
        closest = wish.others[0]
        if closest not in founded:
            group = self._found(wish.others)
            founded |= {other: group for other in wish.others if other not in founded}
            done.append((group, -1, wish.others))
        return founded[closest]

    def _found(self, others: Sequence[int]) -> int:
        """Return a new group of some statements."""
        group = len(self.groups)
        self.groups.append(Group(sorted(others)))
        for other in others:
            self.of[other].append(group)
        return group

    def _join(self, group: int, number: int) -> None:
        self.groups[group].members.append(number)
        self.of[number].append(group)

    def _retire(self, group: int) -> None:
        """Take out of the search those members that no longer speak for any group."""
        speaking = set(self.groups[group].spokesmen())
        for number in reversed(self.groups[group].members):
            if number in self._shelf.gone:
                break
            if number in speaking or any(number in self.groups[g].spokesmen() for g in self.of[number]):
                continue
            self._shelf.drop(number, self.words[number].counts)
