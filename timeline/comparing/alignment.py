"""Alignment: which statements of different interviews express the same position."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from timeline.comparing.align_groups import Group, Grouping
from timeline.comparing.align_meaning import Meanings
from timeline.comparing.align_questions import meant
from timeline.comparing.align_sentences import cut, joined
from timeline.comparing.align_titles import title
from timeline.comparing.align_words import spoken
from timeline.comparing.remembering import Hearing
from timeline.models import Interview, Position, Statement, Theme
from timeline.text import slug

if TYPE_CHECKING:
    from timeline.comparing.meaning import Embed


Count = Callable[[Interview], Mapping[str, int]]
"""Returns how often each stem is said in an interview."""

COMMON = 0.3
"""What the theme's own name weighs in a position's title."""


class Aligned(Struct, frozen=True):
    """The statements of a theme with their positions filled in, and those positions."""

    statements: tuple[Statement, ...]
    """By date, interview, place in the text."""
    positions: tuple[Position, ...]
    """Those of the codebook in its order, then the discovered ones by the place of their first statement."""
    hearings: tuple[Hearing, ...] = ()
    """What was decided interview by interview; none where `digests` were not given."""


def align(
    theme: Theme,
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
    *,
    coded: bool = True,
    embed: Embed | None = None,
    count: Count = spoken,
    digests: Mapping[str, bytes] | None = None,
    earlier: Sequence[Hearing] = (),
) -> Aligned:
    """Return `statements` with their positions: those of the codebook, and for the rest discovered ones.

    A statement that the codebook placed keeps its positions; with `coded=False` those are dropped and everything is
    discovered. The rest are cut into sentences, and joined again where neighbours end in the same positions. They are
    taken interview by interview in the order of dates: a statement joins a position, or founds one with earlier
    statements, where it is alike enough, and else stays alone, without a position. It joins a position of the codebook
    only where it is close to an earlier statement of it. Nothing later decides what is said of something earlier: an
    interview can add statements to a position and found positions, it never moves an earlier statement out of one or
    joins statements of two earlier interviews. The order of the input changes nothing. Cost grows with the number of
    statements, not with its square. `count` returns what `spoken` does: whoever follows several themes counts once.
    `digests` tell interviews apart by all that they hold; with them, what an `earlier` alignment of the same theme
    decided is taken over up to the first interview that differs. With `embed` nothing is taken over.
    """
    kept = [s for s in statements if s.positions and coded]
    rest = [replace(s, positions=()) for s in statements if not (s.positions and coded)]
    free = [piece for s in rest for piece in cut(s, interviews[s.interview])]
    found = _Discovery(theme, _in_order([*kept, *free], interviews), interviews, embed, count)
    found.hear({} if embed or digests is None else digests, earlier)
    placed = _in_order([*kept, *joined(found.placed(), interviews)], interviews)
    return Aligned(tuple(placed), (*(theme.positions if coded else ()), *found.positions()), tuple(found.hearings))


def _in_order(statements: Iterable[Statement], interviews: Mapping[str, Interview]) -> list[Statement]:
    return sorted(statements, key=lambda s: (interviews[s.interview].date, s.interview, s.start, s.end))


class _Discovery:
    """The positions found among statements in the order of their dates, those of the codebook given."""

    def __init__(
        self,
        theme: Theme,
        statements: Sequence[Statement],
        interviews: Mapping[str, Interview],
        embed: Embed | None,
        count: Count,
    ) -> None:
        self.theme = theme
        self.statements = statements
        self.interviews = interviews
        self.count = count
        self.quotes = [s.span.of(interviews[s.interview].text) for s in statements]
        self.known = list(
            dict.fromkeys([*(p.id for p in theme.positions), *(p for s in statements for p in s.positions)])
        )
        number = {position: n for n, position in enumerate(self.known)}
        coded = {n: [number[p] for p in s.positions] for n, s in enumerate(statements) if s.positions}
        meanings = Meanings(embed(self.quotes)) if embed and self.quotes else None
        self.grouping = Grouping([meant(s, interviews[s.interview]) for s in statements], coded, meanings)
        self.grouping.groups.extend(Group([], coded=True) for _ in self.known)
        self.names: list[str] = []
        self.hearings: list[Hearing] = []
        self.ids: list[str] = []

    def hear(self, digests: Mapping[str, bytes], earlier: Sequence[Hearing]) -> None:
        """Place all statements, interview by interview; those that were heard in an earlier run as they were then."""
        asked = {w for own in self.grouping.words for w in own.counts}  # no other word's rarity is ever asked for
        left = deque(earlier)
        for interview, run in groupby(range(len(self.statements)), key=lambda n: self.statements[n].interview):
            numbers = list(run)
            counts = self.count(self.interviews[interview])
            said = {w: counts[w] for w in asked & counts.keys()}, sum(counts.values())
            seen = self._seen(digests[interview], numbers) if interview in digests else b""
            if left and left[0].seen == seen != b"":
                heard = left.popleft()
                self.grouping.repeat(numbers, *said, heard)
                self.names += heard.names
            else:
                left.clear()
                heard = self.grouping.hear(numbers, *said)
                heard = structs.replace(heard, seen=seen, names=tuple(self._name_new()))
            if seen:
                self.hearings.append(heard)
        self.ids = [*self.known, *_ids(self.names, set(self.known))]

    def _seen(self, digest: bytes, numbers: Sequence[int]) -> bytes:
        """Return the digest of what decides how an interview's statements are placed, besides those before them."""
        own = [(s.start, s.end, s.positions) for s in (self.statements[n] for n in numbers)]
        return blake2b(digest + repr((self.known, own)).encode(), digest_size=12).digest()

    def positions(self) -> tuple[Position, ...]:
        """Return the discovered positions by the place of their first statement."""
        new = range(len(self.known), len(self.ids))
        by_place = sorted(new, key=lambda g: (self.grouping.groups[g].members[0], g))
        return tuple(
            Position(self.ids[g], self.theme.id, self.names[g - len(self.known)], "discovered") for g in by_place
        )

    def _name_new(self) -> list[str]:
        """Name the groups that the last interview founded, by what was known then: a name never changes later."""
        new = self.grouping.groups[len(self.known) + len(self.names) :]
        self.names += map(self._name, new)
        return self.names[len(self.names) - len(new) :]

    def _name(self, group: Group) -> str:
        old = group.members[0]
        new = next(n for n in group.members if self.statements[n].interview != self.statements[old].interview)
        words, rarity = self.grouping.words[old], self.grouping.rarity
        weight = {
            word: rarity.of(word, name=word in words.names) * (COMMON if rarity.everywhere(word) else 1.0)
            for word in words.counts
        }
        return title(self.quotes[old], self.quotes[new], weight)

    def placed(self) -> list[Statement]:
        """Return the statements that the codebook did not place, with their positions."""
        return [self._with_positions(n, s) for n, s in enumerate(self.statements) if not s.positions]

    def _with_positions(self, number: int, statement: Statement) -> Statement:
        groups = sorted(self.grouping.of[number])
        reason = statement.reason
        if groups and groups[0] < len(self.known):
            reason = f"{reason}; its position by likeness"  # no cue says so: whoever doubts it can see why
        return replace(statement, positions=tuple(self.ids[g] for g in groups), reason=reason)


def _ids(names: Sequence[str], taken: set[str]) -> list[str]:
    """Return a slug for each name, numbered from the second of one name on, in the order they were founded.

    >>> _ids(["UN Charter", "UN charter", "Asia"], {"asia"})
    ['un-charter', 'un-charter-2', 'asia-2']
    """
    used, ids = set(taken), []
    for name in names:
        base = slug(name, 40) or "position"
        number, candidate = 1, base
        while candidate in used:
            number += 1
            candidate = f"{base}-{number}"
        used.add(candidate)
        ids.append(candidate)
    return ids
