"""What the chart and the page both show of one theme: lanes of marks, links between them, steps with an address.

Orders and names what the stages found; compares nothing itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.models import Analysis, Change, Interview, Phrase, Position, Shift, Statement, Theme

Status = Literal["new", "same", "reworded", "changed", "returned", "gone", "single"]

STATUS_WORDS: dict[Status, str] = {
    "new": "first said",
    "same": "same wording",
    "reworded": "reworded",
    "changed": "changed in substance",
    "returned": "returned after a gap",
    "gone": "no longer said",
    "single": "outside the recurring positions",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement in one lane."""

    step: str
    """Address of the step that tells about it."""
    statement: Statement
    interview: Interview
    status: Status
    change: Change | None
    """How it came about from the one before; None for the first."""


@dataclass(frozen=True, slots=True)
class Link:
    """The way from one mark to the next of its lane."""

    step: str
    before: Mark
    after: Mark
    change: Change
    gap: tuple[Interview, ...]
    """Interviews between the two that address the theme without this position."""

    @property
    def amount(self) -> float:
        """How much of the wording changed, 0 to 1."""
        return 1 - self.change.diff.similarity


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened in a lane: a first statement, a change, or a falling silent."""

    id: str
    """Its address on the page."""
    change: Change | None
    before: Statement | None
    after: Statement | None
    status: Status


@dataclass(frozen=True)
class Lane:
    """One position over time; `position` is None for statements outside every position."""

    position: Position | None
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        """What the lane is called."""
        return self.position.title if self.position else "Outside the recurring positions"


@dataclass(frozen=True)
class Board:
    """All that one theme's page shows."""

    theme: Theme
    interviews: tuple[Interview, ...]
    """Those read, by date."""
    lanes: tuple[Lane, ...]
    shifts: tuple[Shift, ...]
    phrases: tuple[Phrase, ...]
    silences: dict[str, str]
    """Reasons by the id of the interview."""
    stated: frozenset[str]
    """Ids of interviews with a statement."""
    step_of: dict[Change, str]
    """The address of each change's step."""


def board(analysis: Analysis, theme: Theme) -> Board:
    """Return what the page of `theme` shows."""
    statements = [s for s in analysis.statements if s.theme == theme.id]
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in analysis.changes:
        if change.theme == theme.id:
            changes[change.position].append(change)
    on_theme = frozenset(s.interview for s in statements)
    lanes = []
    for position in (p for p in analysis.positions if p.theme == theme.id):
        members = [s for s in statements if position.id in s.positions]
        if members:
            lanes.append(_lane(analysis, position, members, changes[position.id], on_theme))
    single = [s for s in statements if not s.positions]
    if single:
        lanes.append(_lane(analysis, None, single, [], on_theme))
    return Board(
        theme,
        analysis.corpus.interviews,
        tuple(lanes),
        tuple(s for s in analysis.shifts if s.theme == theme.id),
        tuple(p for p in analysis.phrases if p.theme == theme.id),
        {s.interview: s.reason for s in analysis.silences if s.theme == theme.id},
        on_theme,
        {step.change: step.id for lane in lanes for step in lane.steps if step.change},
    )


class _Gaps:
    """Finds the interviews between two statements that address the theme without the position."""

    def __init__(self, by_id: Mapping[str, Interview], on_theme: frozenset[str], says: set[str]) -> None:
        self.places = {name: n for n, name in enumerate(by_id)}
        self._interviews = tuple(by_id.values())
        self._missing = [n for name, n in self.places.items() if name in on_theme and name not in says]

    def between(self, before: Statement, after: Statement) -> tuple[Interview, ...]:
        first = bisect_right(self._missing, self.places[before.interview])
        last = bisect_left(self._missing, self.places[after.interview])
        return tuple(self._interviews[n] for n in self._missing[first:last])


def _lane(
    analysis: Analysis,
    position: Position | None,
    members: Sequence[Statement],
    changes: Sequence[Change],
    on_theme: frozenset[str],
) -> Lane:
    """Return the lane of `position` with its `members`, by date."""
    by_id = analysis.corpus.by_id
    gaps = _Gaps(by_id, on_theme, {m.interview for m in members})
    steps = _steps(position, members, changes, gaps)
    reached = {step.after: step for step in reversed(steps) if step.after}
    marks = {
        m: Mark(reached[m].id, m, by_id[m.interview], reached[m].status, reached[m].change)
        for m in members
        if m in reached
    }
    links = tuple(
        Link(s.id, marks[s.before], marks[s.after], s.change, gaps.between(s.before, s.after))
        for s in steps
        if s.change and s.before and s.after and s.before in marks and s.after in marks
    )
    return Lane(position, tuple(marks.values()), links, steps)


def _steps(
    position: Position | None, members: Sequence[Statement], changes: Sequence[Change], gaps: _Gaps
) -> tuple[Step, ...]:
    """Return the lane's steps by date: one a change, and one for each statement that no change leads to."""
    reached = {c.after for c in changes}
    moves: list[tuple[Change | None, Statement | None, Statement | None]] = [(c, c.before, c.after) for c in changes]
    moves += [(None, None, m) for m in members if m not in reached]

    def where(move: tuple[Change | None, Statement | None, Statement | None]) -> str:
        change, _, after = move
        return after.interview if after else change.to_interview if change else ""

    moves.sort(key=lambda move: (gaps.places[where(move)], move[2].start if move[2] else -1))
    used: Counter[str] = Counter()
    found = []
    for change, before, after in moves:
        name = f"{position.id if position else 'single'}.{where((change, before, after))}{'' if after else '.gone'}"
        used[name] += 1
        status = _status(position, change, before, after, members, gaps)
        found.append(Step(f"{name}.{used[name]}" if used[name] > 1 else name, change, before, after, status))
    return tuple(found)


def _status(
    position: Position | None,
    change: Change | None,
    before: Statement | None,
    after: Statement | None,
    members: Sequence[Statement],
    gaps: _Gaps,
) -> Status:
    """Return what a step is called."""
    if position is None:
        return "single"
    if after is None:
        return "gone"
    if before is None:
        earlier = [m for m in members if gaps.places[m.interview] < gaps.places[after.interview]]
        return "returned" if earlier and gaps.between(earlier[-1], after) else "new"
    if gaps.between(before, after):
        return "returned"
    kinds = set(change.kinds) if change else set()
    if kinds <= {"editorial"}:
        return "same"
    return "reworded" if kinds <= {"reworded", "editorial"} else "changed"
