"""What a theme needs of an interview: the turns that address it, the questions before those, and who speaks.

A worker that follows a theme holds all interviews at once; of most it needs a few lines. Offsets and numbers of turns
are the excerpt's own, in the same order as the interview's, and are told apart again by `Places`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.models import Block, Interview, Span, Statement, Turn

_BEFORE, _BEHIND = 300, 200
"""Characters around a turn that stay: as far as is looked for quotation marks and what is said of a quoted word."""
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the stretches of an excerpt come from."""

    outside: tuple[int, ...]
    """Where each begins in the interview."""
    inside: tuple[int, ...]
    """Where it begins in the excerpt."""
    turns: tuple[int, ...]
    """The numbers in the interview of the excerpt's turns."""

    def enter(self, statement: Statement) -> Statement:
        """Return a statement of the interview as one of the excerpt."""
        turn = bisect_right(self.turns, statement.turn)
        return _moved(statement, turn, _distance(statement.start, self.outside, self.inside))

    def leave(self, statement: Statement) -> Statement:
        """Return a statement of the excerpt as one of the interview."""
        return _moved(statement, self.turns[statement.turn - 1], self._back(statement.start))

    def leave_span(self, span: Span) -> Span:
        """Return a span of the excerpt as one of the interview."""
        by = self._back(span.start)
        return Span(span.start + by, span.end + by)

    def _back(self, start: int) -> int:
        return _distance(start, self.inside, self.outside)


def _distance(start: int, here: Sequence[int], there: Sequence[int]) -> int:
    n = max(bisect_right(here, start) - 1, 0)
    return there[n] - here[n] if here else 0


def _moved(statement: Statement, turn: int, by: int) -> Statement:
    terms = tuple(Span(t.start + by, t.end + by) for t in statement.terms)
    return replace(statement, turn=turn, start=statement.start + by, end=statement.end + by, terms=terms)


def excerpt(interview: Interview, statements: Iterable[Statement]) -> tuple[Interview, Places]:
    """Return what is needed to follow the statements; of an interview without any, who speaks in it.

    The blocks do not tile the excerpt, and those of people who are not needed are empty.
    """
    numbers = {s.turn for s in statements}
    every = replace(interview).turns if numbers else ()  # the interview itself would hold them from then on
    turns = list(_needed(every, numbers))
    outside: list[int] = []
    inside: list[int] = []
    text = ""
    reached = 0
    for turn in turns:
        start, end = max(turn.start - _BEFORE, reached), min(turn.end + _BEHIND, len(interview.text))
        if not outside or start > reached:
            text += _BETWEEN if outside else ""
            outside.append(start)
            inside.append(len(text))
        text += interview.text[start:end]
        reached = end
    places = Places(tuple(outside), tuple(inside), tuple(t.number for t in turns))
    blocks = (*(_block(t, outside, inside) for t in turns), *_others(interview, {t.speaker for t in turns}))
    return replace(interview, text=text, blocks=blocks, warnings=(), extra=()), places


def _needed(turns: Sequence[Turn], numbers: set[int]) -> Iterator[Turn]:
    """Yield the turns of those numbers, each with the questions right before it.

    That a question stands right before a turn must hold of no other: where one of them is a question, all stay.
    """
    if any(t.role == "question" and t.number in numbers for t in turns):
        yield from turns
        return
    waiting: list[Turn] = []
    for turn in turns:
        if turn.number in numbers:
            yield from waiting
            yield turn
        waiting = [*waiting, turn] if turn.role == "question" else []


def _block(turn: Turn, outside: Sequence[int], inside: Sequence[int]) -> Block:
    by = _distance(turn.start, outside, inside)
    said = Span(turn.said.start + by, turn.said.end + by)
    return Block(turn.role, turn.start + by, turn.end + by, said, turn.speaker, turn.continued)


def _others(interview: Interview, known: set[str]) -> Iterator[Block]:
    speaking = dict.fromkeys(b.speaker for b in interview.blocks if b.kind not in ("heading", "margin"))
    for speaker in speaking:
        if speaker not in known:
            yield Block("remarks", 0, 0, Span(0, 0), speaker)
