"""Changes: what became of each position from one interview to the next.

A position is followed within one speaker's words, from each interview that states it to the next that does. Where the
next interview does not, that is a change too, and so is a position that was not there before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from timeline.comparing.diff import tokens, word_diff
from timeline.comparing.likeness import Likeness
from timeline.models import Change, Diff, Interview, Position, ShiftKind, Statement, Theme
from timeline.text import fold

Said = dict[str, list[Statement]]
"""Statements by interview."""


def changes(
    theme: Theme,
    positions: Sequence[Position],
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
) -> tuple[Change, ...]:
    """Return the changes of each position of `theme`, by position, date and place in the text.

    Consecutive is by date, then by id. `before` or `after` is missing where a position, or one of several statements
    of it, came or went; `context` is then what the other interview says that comes nearest, if it addresses the theme
    at all. A statement whose wording stayed gives a change without kinds.
    """
    mine = [s for s in statements if s.theme == theme.id]
    comparison = _Comparison(theme.id, _quotes(interviews), Likeness(_quotes(interviews)(s) for s in mine))
    order = {i.id: n for n, i in enumerate(sorted(interviews.values(), key=lambda i: (i.date, i.id)))}
    speakers = sorted({s.speaker for s in mine})
    found: list[Change] = []
    for speaker in speakers:
        said = _by_interview([s for s in mine if s.speaker == speaker], order)
        present = [i for i in order if i in said or _speaks(speaker, interviews[i])]
        for position in (p for p in positions if p.theme == theme.id):
            own = {i: here for i, all_ in said.items() if (here := [s for s in all_ if position.id in s.positions])}
            found.extend(comparison.of_position(position.id, own, said, present))
    place = {p.id: n for n, p in enumerate(positions)}
    found.sort(key=lambda c: (place[c.position], order[c.to_interview], order[c.from_interview]))
    return tuple(found)


def _quotes(interviews: Mapping[str, Interview]) -> Callable[[Statement], str]:
    return lambda s: s.span.of(interviews[s.interview].text)


def _speaks(speaker: str, interview: Interview) -> bool:
    return interview.speaker == speaker or any(t.speaker == speaker for t in interview.turns)


def _by_interview(statements: Sequence[Statement], order: Mapping[str, int]) -> Said:
    """Return the statements by interview, both in order."""
    said: Said = defaultdict(list)
    for statement in sorted(statements, key=lambda s: (order[s.interview], s.start, s.end)):
        said[statement.interview].append(statement)
    return dict(said)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What the comparison of a theme's statements needs."""

    theme: str
    quote: Callable[[Statement], str]
    likeness: Likeness

    def of_position(self, position: str, own: Said, said: Said, present: Sequence[str]) -> Iterator[Change]:
        """Yield the changes of one position; `said` is all that is said on the theme, `present` every interview."""
        for earlier, later in pairwise(own):
            yield from self._between(position, own[earlier], own[later])
        for earlier, later in _departures(own, said, present):
            for gone in own[earlier]:
                yield self._change(position, gone, None, (earlier, later), said.get(later, ()))
        for earlier, later in _arrivals(own, said):
            for come in own[later]:
                yield self._change(position, None, come, (earlier, later), said[earlier])

    def _between(self, position: str, old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Change]:
        """Yield the changes from one interview's statements of a position to the next one's."""
        ends = old[0].interview, new[0].interview
        pairs = self.likeness.pair([self.quote(s) for s in old], [self.quote(s) for s in new])
        for i, j in pairs:
            yield self._change(position, old[i], new[j], ends)
        for i in sorted(set(range(len(old))) - {i for i, _ in pairs}):
            yield replace(self._change(position, old[i], None, ends, new), within=True)
        for j in sorted(set(range(len(new))) - {j for _, j in pairs}):
            yield replace(self._change(position, None, new[j], ends, old), within=True)

    def _change(
        self,
        position: str,
        before: Statement | None,
        after: Statement | None,
        ends: tuple[str, str],
        others: Sequence[Statement] = (),
    ) -> Change:
        old, new = (self.quote(s) if s else "" for s in (before, after))
        context = self._nearest(old or new, others) if others else None
        diff = word_diff(old, new)
        return Change(self.theme, position, *ends, before, after, diff, _kinds(diff), context=context)

    def _nearest(self, quote: str, others: Sequence[Statement]) -> Statement:
        """Return which of the other statements comes nearest to `quote`; the first of equals."""
        return max(others, key=lambda s: self.likeness(quote, self.quote(s)))


def _kinds(diff: Diff) -> tuple[ShiftKind, ...]:
    """Return what kind of change a diff is."""
    if diff.old == diff.new:
        return ()
    if not diff.old or not diff.new:
        return ("added",) if diff.new else ("dropped",)
    bare = [[t for t in tokens(fold(side).text) if t[0].isalnum()] for side in (diff.old, diff.new)]
    return ("editorial",) if bare[0] == bare[1] else ("reworded",)


def _departures(own: Said, said: Said, present: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield where a position stops: at the first silence, and where the theme is first addressed without it.

    Where the next interview is silent on the whole theme, that says little of the position; so the next that
    addresses the theme is looked at too.
    """
    last = ""
    told: set[str] = set()
    for interview in present:
        kind = "position" if interview in own else "theme" if interview in said else "silence"
        if kind == "position":
            last, told = interview, set()
        elif last and "theme" not in told and kind not in told:
            told.add(kind)
            yield last, interview


def _arrivals(own: Said, said: Said) -> Iterator[tuple[str, str]]:
    """Yield where a position comes, or comes back, after an interview that addressed the theme without it."""
    for earlier, later in pairwise(said):
        if later in own and earlier not in own:
            yield earlier, later
