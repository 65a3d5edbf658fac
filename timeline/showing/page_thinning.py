"""What a page of a large corpus leaves out: a browser should not wait, and nobody reads ten thousand changes.

Kept are the strongest shifts and the newest changes; the page says what is left out, and where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from timeline.models import Change, Shift, Statement
from timeline.showing.page_lanes import Board, Lane, LeftOut, Mark, Step

# In letters, as `_weight` and its like estimate a page. 200 interviews x 30 positions come to 7,100,000: the largest
# page for which `tests.benchmarks.bench_pages` finds every interaction within 200 ms and the chart about as soon as on
# a bare Plotly page of as many points.
LIMIT = 7_500_000
# What a page of more than that is cut to: a third of it, as it loads in a third of the time, and what is cut anyway
# need not be cut as little as possible. A quarter is for the newest.
ROOM = 2_500_000
NEWEST = 0.25
# Letters beside the quotes, measured on pages of 1,000 generated interviews and of the five real ones: of a step its
# heading, reason and markup; of a shift its row in the table; of a statement what was said around it.
STEP, SHIFT, PASSAGE = 250, 240, 500
# Lanes of a chart: 40 are three screens high, and nobody compares more.
LANES = 40


def is_large(statements: Iterable[Statement], changes: Iterable[Change], shifts: Iterable[Shift]) -> bool:
    """Return whether a theme is too much for one page."""
    said = sum(PASSAGE + s.end - s.start for s in statements)
    changed = sum(_weight(len(c.diff.old), len(c.diff.new)) for c in changes)
    return said + changed + SHIFT * sum(1 for _ in shifts) > LIMIT


def _weight(old: int, new: int) -> int:
    """Return what a step weighs, by the letters of its quotes; of two that are woven into one, half is shared."""
    return STEP + new + old // 2


def thinned(board: Board, *, large: bool, room: int = ROOM) -> Board:
    """Return the board with what one page can hold: all of it, where it is not large.

    Every mark that stays has its step, and every step what it refers to. A link stays where both its ends do.
    """
    board = _ordered(board)
    if not large:
        return board
    chosen = _Chosen(board, room)
    if len(chosen.ids) == sum(len(lane.steps) for lane in board.lanes):
        return board
    lanes = tuple(lane for lane in map(chosen.lane, board.lanes) if lane.steps)
    shifts = tuple(s for s in board.shifts if board.step_of.get(s.change) in chosen.ids)
    shown = {name for lane in lanes for step in lane.steps for name in step.interviews}
    shown |= {name for s in shifts for name in (s.change.from_interview, s.change.to_interview)}
    return structs.replace(
        board,
        lanes=lanes,
        interviews=tuple(i for i in board.interviews if i.id in shown),
        shifts=shifts,
        left_out=LeftOut(
            steps=sum(len(lane.steps) for lane in board.lanes) - len(chosen.ids),
            positions=len(board.lanes) - len(lanes),
            interviews=len(board.interviews) - len(shown),
            shifts=len(board.shifts) - len(shifts),
        ),
    )


def _ordered(board: Board) -> Board:
    """Return the board with the lanes first that its chart shows, where it cannot show all.

    These are the coded positions, then those with the strongest shifts; both in their order.
    """
    if len(board.lanes) <= LANES:
        return board
    best: dict[str, int] = {}
    for shift in board.shifts:
        best.setdefault(shift.position, shift.rank)

    def weight(lane: Lane) -> tuple[bool, int, int]:
        coded = bool(lane.position and lane.position.source == "coded")
        rank = best.get(lane.position.id, len(board.shifts) + 1) if lane.position else len(board.shifts) + 2
        return not coded, rank, -len(lane.marks)

    drawn = {id(lane) for lane in sorted(board.lanes, key=weight)[:LANES]}
    return structs.replace(board, lanes=tuple(sorted(board.lanes, key=lambda lane: id(lane) not in drawn)), drawn=LANES)


class _Place(Struct, frozen=True):
    """A step with what its lane has to show beside it."""

    step: Step
    needs: tuple[str, ...]
    """Ids of the step of its mark, and of the one that tells of what it says is gone."""


class _Chosen:
    """Chooses the steps that a page holds: the first of each lane of the chart, the strongest, the newest."""

    def __init__(self, board: Board, room: int) -> None:
        self.ids: set[str] = set()
        self._left = room
        self._told: set[Statement] = set()
        self._shifts = Counter(board.step_of.get(s.change) for s in board.shifts)
        self._places = {p.step.id: p for lane in board.lanes for p in _places(lane)}
        self._take(lane.steps[0].id for lane in board.drawn_lanes)
        reserve = int(room * NEWEST)
        self._left -= reserve
        self._take(filter(None, (board.step_of.get(s.change) for s in board.shifts)))
        self._left = max(0, self._left) + reserve
        self._take(self._by_date(board))

    @staticmethod
    def _by_date(board: Board) -> list[str]:
        places = {i.id: n for n, i in enumerate(board.interviews)}
        steps = [s for lane in board.lanes for s in lane.steps]
        return [s.id for s in sorted(steps, key=lambda s: -max(places[name] for name in s.interviews))]

    def _take(self, names: Iterable[str]) -> None:
        """Take steps, each with what it needs, until there is no more room."""
        for name in names:
            if self._left <= 0:
                return
            for each in (name, *self._places[name].needs):
                if each not in self.ids:
                    self.ids.add(each)
                    self._left -= self._cost(self._places[each].step)

    def _cost(self, step: Step) -> int:
        """Return what a step adds to the page; what is said around a statement is shown once."""
        quotes = set(step.quoted)
        around = sum(PASSAGE + s.end - s.start for s in quotes - self._told)
        self._told |= quotes
        letters = [s.end - s.start if s else 0 for s in (step.before, step.after)]
        return _weight(*letters) + around + SHIFT * self._shifts[step.id]

    def lane(self, lane: Lane) -> Lane:
        """Return a lane with what was chosen of it."""
        marks = tuple(m for m in lane.marks if m.step in self.ids)
        kept = set(map(id, marks))
        links = tuple(k for k in lane.links if k.step in self.ids and id(k.before) in kept and id(k.after) in kept)
        return structs.replace(lane, marks=marks, links=links, steps=tuple(s for s in lane.steps if s.id in self.ids))


def _places(lane: Lane) -> Iterator[_Place]:
    """Yield each step of a lane with the ids of the steps that it needs, and those that these need."""
    mark_of: dict[Statement, Mark] = {s: m for m in lane.marks for s in m.statements}
    teller = {s.after: s.id for s in reversed(lane.steps) if s.after}

    def told(statement: Statement | None) -> Sequence[str]:
        if statement is None or statement not in mark_of:
            return ()
        own = (mark_of[statement].step,)
        return (teller[statement], *own) if statement in teller else own

    for step in lane.steps:
        yield _Place(step, (*told(step.after), *(told(step.before) if step.after is None else ())))
