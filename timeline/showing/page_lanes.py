"""What the chart and the page both show of one theme: lanes of marks, links between them, steps with an address.

Orders and names what the stages found; compares nothing itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from timeline.models import Analysis, Change, Interview, Phrase, Position, Shift, Statement, Theme

Status = Literal["new", "more", "same", "reworded", "changed", "returned", "gone", "less", "silent", "single"]

STATUS_WORDS: dict[Status, str] = {
    "new": "first said",
    "more": "said besides",
    "same": "same wording",
    "reworded": "reworded",
    "changed": "changed in substance",
    "returned": "returned after a gap",
    "gone": "no longer said",
    "less": "one of several no longer said",
    "silent": "theme not addressed",
    "single": "outside the recurring positions",
}


class Mark(Struct, frozen=True):
    """What one speaker says in one interview in one lane: one statement or several."""

    step: str
    """Address of the step that tells most about it."""
    statements: tuple[Statement, ...]
    interview: Interview
    status: Status
    change: Change | None
    """How it came about from what was said before; None for the first."""

    @property
    def main(self) -> Statement:
        """The statement that its step is about."""
        return self.change.after if self.change and self.change.after else self.statements[0]

    @property
    def prompted(self) -> bool:
        """Whether the question raised the theme, for at least one of the statements."""
        return any(s.prompted for s in self.statements)


class Link(Struct, frozen=True):
    """The way from one mark to the next of its lane."""

    step: str
    before: Mark
    after: Mark
    change: Change | None
    """None where no statement of the one is the counterpart of one of the other."""
    gap: tuple[Interview, ...]
    """Interviews between the two that address the theme without this position."""

    @property
    def amount(self) -> float:
        """How much of the wording changed, 0 to 1."""
        return 1 - self.change.diff.similarity if self.change else 1

    @property
    def rewording(self) -> bool:
        """Whether the two share too little for their words to be compared."""
        return self.change is None or self.change.diff.rewording


class Step(Struct, frozen=True):
    """One thing that happened in a lane: a first statement, a change, or a falling silent."""

    id: str
    """Its address on the page."""
    change: Change | None
    before: Statement | None
    after: Statement | None
    status: Status

    @property
    def quoted(self) -> Iterator[Statement]:
        """The statements that it shows."""
        return filter(None, (self.before, self.after, self.change.context if self.change else None))

    @property
    def interviews(self) -> Iterator[str]:
        """Ids of the interviews that it refers to, some of them again."""
        yield from (s.interview for s in self.quoted)
        if self.change:
            yield from (self.change.from_interview, self.change.to_interview)


class Lane(Struct, frozen=True):
    """One position over time; `position` is None for statements outside every position."""

    position: Position | None
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        """What the lane is called."""
        return self.position.title if self.position else "Outside the recurring positions"

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements in the lane, by date."""
        return (s for mark in self.marks for s in mark.statements)


class LeftOut(Struct, frozen=True):
    """How much of a theme its page does not hold."""

    steps: int
    positions: int
    interviews: int
    shifts: int


class Board(Struct, frozen=True):
    """All that one theme's page shows."""

    theme: Theme
    interviews: tuple[Interview, ...]
    """Those that the page shows, by date."""
    lanes: tuple[Lane, ...]
    shifts: tuple[Shift, ...]
    phrases: tuple[Phrase, ...]
    silences: dict[str, str]
    """Reasons by the id of the interview."""
    stated: frozenset[str]
    """Ids of interviews with a statement."""
    step_of: dict[Change, str]
    """The address of each change's step."""
    read: tuple[Interview, ...]
    """All that were read, by date."""
    left_out: LeftOut | None = None
    """What the page does not hold; None where it holds everything."""
    drawn: int | None = None
    """How many lanes, from the first, the chart shows; None where it shows all."""

    @property
    def drawn_lanes(self) -> tuple[Lane, ...]:
        """The lanes that the chart shows."""
        return self.lanes[: self.drawn]


Said = dict[str, set[str]]
"""Ids of the interviews in which each speaker says something."""


def board(analysis: Analysis, theme: Theme) -> Board:
    """Return what the page of `theme` shows."""
    statements = [s for s in analysis.statements if s.theme == theme.id]
    changes: dict[str, list[Change]] = defaultdict(list)
    members: dict[str, list[Statement]] = defaultdict(list)
    for change in analysis.changes:
        if change.theme == theme.id:
            changes[change.position].append(change)
    for statement in statements:
        for position_id in statement.positions:
            members[position_id].append(statement)
    said = _by_speaker(statements)
    ranks = {s.change: s.rank for s in reversed(analysis.shifts) if s.theme == theme.id}
    lanes = [
        _lane(analysis, p, members[p.id], changes[p.id], said, ranks)
        for p in analysis.positions
        if p.theme == theme.id and members[p.id]
    ]
    single = [s for s in statements if not s.positions]
    if single:
        lanes.append(_lane(analysis, None, single, [], said, ranks))
    return Board(
        theme,
        analysis.corpus.interviews,
        tuple(lanes),
        tuple(s for s in analysis.shifts if s.theme == theme.id),
        tuple(p for p in analysis.phrases if p.theme == theme.id),
        {s.interview: s.reason for s in analysis.silences if s.theme == theme.id},
        frozenset(s.interview for s in statements),
        _addresses(lanes, [c for own in changes.values() for c in own]),
        analysis.corpus.interviews,
    )


def _addresses(lanes: Sequence[Lane], changes: Sequence[Change]) -> dict[Change, str]:
    """Return the address of the step that tells about each change."""
    found = {step.change: step.id for lane in lanes for step in lane.steps if step.change}
    reached = {
        (lane.position.id, step.after): step.id for lane in lanes if lane.position for step in reversed(lane.steps)
    }
    for change in changes:
        if change not in found and change.after:
            found[change] = reached[change.position, change.after]
    return found


class _Gaps:
    """Finds the interviews between two statements that address the theme without the position, a speaker at a time."""

    def __init__(self, by_id: Mapping[str, Interview], on_theme: Said, says: Said) -> None:
        self.places = {name: n for n, name in enumerate(by_id)}
        self.on_theme = on_theme
        self.interviews = tuple(by_id.values())
        self._missing = {
            speaker: sorted(self.places[name] for name in names - says.get(speaker, set()))
            for speaker, names in on_theme.items()
        }

    def between(self, before: Statement, after: Statement) -> tuple[Interview, ...]:
        missing = self._missing[after.speaker]
        first = bisect_right(missing, self.places[before.interview])
        last = bisect_left(missing, self.places[after.interview])
        return tuple(self.interviews[n] for n in missing[first:last])


def _by_speaker(statements: Sequence[Statement]) -> Said:
    said: Said = defaultdict(set)
    for statement in statements:
        said[statement.speaker].add(statement.interview)
    return said


def _lane(
    analysis: Analysis,
    position: Position | None,
    members: Sequence[Statement],
    changes: Sequence[Change],
    said: Said,
    ranks: Mapping[Change, int],
) -> Lane:
    """Return the lane of `position` with its `members`, by date.

    That an interview is silent on the whole theme is a step only where a shift tells of it: the page lists silences.
    """
    by_id = analysis.corpus.by_id
    gaps = _Gaps(by_id, said, _by_speaker(members))
    steps = tuple(s for s in _steps(position, members, changes, gaps) if s.status != "silent" or s.change in ranks)
    told: dict[Statement, list[Step]] = defaultdict(list)
    for step in steps:
        if step.after:
            told[step.after].append(step)
    marks: dict[Statement, Mark] = {}
    last: dict[str, Mark] = {}
    links = []
    for group in _groups(members):
        step = min((s for m in group for s in told[m]), key=lambda s: _weight(s, ranks))
        # Said before and now, but with no statement that is the counterpart of one then: in other words.
        status = "reworded" if step.status == "more" else step.status
        mark = Mark(step.id, group, by_id[group[0].interview], status, step.change)
        before = marks.get(step.before) if step.before else last.get(group[0].speaker) if position else None
        if before:
            change = step.change if step.before else None
            links.append(Link(step.id, before, mark, change, gaps.between(before.main, group[0])))
        marks.update(dict.fromkeys(group, mark))
        last[group[0].speaker] = mark
    return Lane(position, tuple(dict.fromkeys(marks.values())), tuple(links), steps)


def _groups(members: Sequence[Statement]) -> list[tuple[Statement, ...]]:
    """Return the statements of each interview and speaker together, in order."""
    found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for member in members:
        found[member.interview, member.speaker].append(member)
    return [tuple(group) for group in found.values()]


_ORDER: tuple[Status, ...] = ("returned", "changed", "reworded", "same", "new", "more")


def _weight(step: Step, ranks: Mapping[Change, int]) -> tuple[int, float, float]:
    """Return what orders the steps of one interview, the one that tells most first."""
    place = _ORDER.index(step.status) if step.status in _ORDER else len(_ORDER)
    if step.change is None:
        return place, float("inf"), 0
    return place, ranks.get(step.change, float("inf")), step.change.diff.similarity


class _Move(Struct, frozen=True):
    """What a step is made of, before it has a name."""

    interview: str
    before: Statement | None
    after: Statement | None
    change: Change | None


def _steps(
    position: Position | None, members: Sequence[Statement], changes: Sequence[Change], gaps: _Gaps
) -> tuple[Step, ...]:
    """Return the lane's steps by date: one a change, and one for each statement that no change leads to.

    That a position came back is one step with its comparison to what was said before the gap, not another one beside.
    """
    compared = {c.after for c in changes if c.before and c.after}
    reached = {c.after for c in changes}
    told = [c for c in changes if c.before or c.after not in compared]
    moves = [_Move(c.after.interview if c.after else c.to_interview, c.before, c.after, c) for c in told]
    moves += [_Move(m.interview, None, m, None) for m in members if m not in reached]
    moves.sort(key=lambda m: (gaps.places[m.interview], m.after.start if m.after else -1))
    names = _Names()
    found = []
    for move in moves:
        day = gaps.interviews[gaps.places[move.interview]].date.isoformat().replace("-", "")
        name = names.take(f"{position.id if position else 'single'}.{day}{'' if move.after else '.gone'}")
        status = _status(move, members, gaps) if position else "single"
        found.append(Step(name, move.change, move.before, move.after, status))
    return tuple(found)


class _Names:
    """Gives each step an address of its own."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def take(self, name: str) -> str:
        self._used[name] += 1
        return f"{name}.{self._used[name]}" if self._used[name] > 1 else name


def _status(move: _Move, members: Sequence[Statement], gaps: _Gaps) -> Status:
    """Return what a step is called."""
    if move.after is None:
        return _ending(move, gaps)
    if move.before is None:
        return _beginning(move, move.after, members, gaps)
    if gaps.between(move.before, move.after):
        return "returned"
    kinds = set(move.change.kinds) if move.change else set()
    if kinds <= {"editorial"}:
        return "same"
    return "reworded" if kinds <= {"reworded", "editorial"} else "changed"


def _ending(move: _Move, gaps: _Gaps) -> Status:
    if move.change and move.change.within:
        return "less"
    speaker = move.before.speaker if move.before else ""
    return "gone" if move.interview in gaps.on_theme.get(speaker, set()) else "silent"


def _beginning(move: _Move, after: Statement, members: Sequence[Statement], gaps: _Gaps) -> Status:
    if move.change and move.change.within:
        return "more"
    place = gaps.places[after.interview]
    earlier = [m for m in members if m.speaker == after.speaker and gaps.places[m.interview] < place]
    if not earlier:
        return "new"
    return "returned" if gaps.between(earlier[-1], after) else "more"
