"""The parts of a theme's page that one position, one interview or one shift decides: made anew where that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from timeline.models import Change, Interview, Shift, Span, Statement
from timeline.showing.page_frame import piece
from timeline.showing.page_lanes import STATUS_WORDS, Board, Lane, Step
from timeline.showing.page_marks import after, before, woven
from timeline.showing.page_names import addresses
from timeline.showing.page_passages import passages, quoted
from timeline.showing.page_transcript import Numbering
from timeline.showing.page_words import KIND_WORDS, excerpt
from timeline.showing.pieces import Pieces


class Parts:
    """Makes the parts of one theme's page, or finds those of an earlier build."""

    def __init__(self, board: Board, names: Mapping[str, str], digests: Mapping[str, bytes], pieces: Pieces) -> None:
        """`names` are those of the interviews' pages, `digests` tell interviews apart by all that they hold."""
        self.board, self.names, self.digests, self.pieces = board, names, digests, pieces
        self.by_id = {i.id: i for i in board.interviews}
        self.addresses = addresses(board.read)
        self.numbering = Numbering(self.by_id)
        self.several = len(speakers(board)) > 1
        self._reasons, self._told = _reasons(board), _told_words(board)
        self._titles = {lane.position.id: lane.title for lane in board.lanes if lane.position}
        self._said: dict[str, list[Statement]] = defaultdict(list)
        for statement in dict.fromkeys(s for lane in board.lanes for s in quoted(lane)):
            self._said[statement.interview].append(statement)

    def lanes(self) -> str:
        """Return each position with its changes."""
        return "\n".join(map(self._lane, self.board.lanes))

    def _lane(self, lane: Lane) -> str:
        return piece("lane.html", parts={"steps": "".join(map(self._step, lane.steps))}, lane=lane)

    def _step(self, step: Step) -> str:
        reason = self._reasons.get(step.id)
        told = self._told.get(step.change, ((), ())) if step.change else ((), ())
        made_from = ("step", self.several, step, reason, told, [self._known(name) for name in step.interviews])
        return self.pieces.piece(made_from, partial(self._make_step, step, reason, told))

    def _make_step(self, step: Step, reason: str | None, told: tuple[Sequence[Span], Sequence[Span]]) -> str:
        return piece(
            "step.html",
            s=step,
            reason=reason,
            told=told,
            page=self,
            status_words=STATUS_WORDS,
            before=before,
            after=after,
            woven=woven,
        )

    def sources(self) -> str:
        """Return each interview with what it says on the theme."""
        return "\n".join(map(self._source, self.board.interviews))

    def _source(self, interview: Interview) -> str:
        silence = None if interview.id in self.board.stated else self.board.silences.get(interview.id, "")
        page, said = self.names[interview.id], self._said[interview.id]
        made_from = ("source", self._known(interview.id), page, silence, said)
        return self.pieces.piece(made_from, partial(self._make_source, interview, page, silence, said))

    def _make_source(self, interview: Interview, page: str, silence: str | None, said: Sequence[Statement]) -> str:
        address = self.addresses[interview.id]
        turns = passages(interview, address, said, self.numbering)
        return piece("source.html", i=interview, address=address, page=page, silence=silence, turns=turns)

    def shifts(self, most: int) -> str:
        """Return the rows of the table of shifts, so many at most."""
        return "\n".join(map(self._shift, self.board.shifts[:most]))

    def _shift(self, shift: Shift) -> str:
        change, title = shift.change, self._titles.get(shift.position, shift.position)
        days = [self.by_id[name].date for name in (change.from_interview, change.to_interview)]
        step = self.board.step_of.get(change, "")
        made_from = ("shift", replace(shift, rank=0), title, step, days)
        row = partial(
            piece,
            "shift.html",
            s=shift,
            c=change,
            title=title,
            step=step,
            days=days,
            kind_words=KIND_WORDS,
            excerpt=excerpt,
        )
        return f"<tr><td>{shift.rank}{self.pieces.piece(made_from, row)}"

    def _known(self, name: str) -> tuple[str, bytes]:
        """Return all that an interview decides."""
        return self.addresses[name], self.digests[name]

    def spot(self, statement: Statement) -> str:
        """Return the address of a statement on the page."""
        return f"{self.addresses[statement.interview]}.{statement.start}"

    def text(self, statement: Statement) -> str:
        """Return the words of a statement."""
        return statement.span.of(self.by_id[statement.interview].text)


def _reasons(board: Board) -> dict[str, str]:
    """Return why a step ranks where it does, by its id."""
    found: dict[str, str] = {}
    for shift in board.shifts:
        found.setdefault(board.step_of.get(shift.change, ""), shift.reason)
    return found


def _told_words(board: Board) -> dict[Change, tuple[list[Span], list[Span]]]:
    """Return the words that each change's shifts rest on, old and new."""
    found: dict[Change, tuple[list[Span], list[Span]]] = {}
    for shift in board.shifts:
        old, new = found.setdefault(shift.change, ([], []))
        old += shift.from_words
        new += shift.to_words
    return found


def speakers(board: Board) -> list[str]:
    """Return whose statements the page shows; where nobody says anything, whose interviews were read."""
    said = {s.speaker for lane in board.lanes for s in lane.statements}
    return sorted(filter(None, said or {i.speaker for i in board.interviews}))
