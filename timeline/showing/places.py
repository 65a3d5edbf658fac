"""Where a quote stands, as a reader looks it up."""

from __future__ import annotations

from timeline.models import Interview, Span, Statement
from timeline.text import paragraphs, sentences


def paragraph(interview: Interview, offset: int) -> int:
    """Return the number of the paragraph that holds the code point at `offset`, from 1 at the first turn."""
    found = paragraphs(interview.text, Span(interview.start, interview.end))
    return sum(p.start <= offset for p in found)


def placed(interview: Interview, offset: int) -> str:
    """Return where the code point at `offset` stands: `¶ 3, line 17`, the line as an editor counts it."""
    return f"¶ {paragraph(interview, offset)}, line {interview.line(offset)}"


def dated(interview: Interview) -> str:
    """Return date and outlet, or date and id where no outlet is known."""
    return f"{interview.date} {interview.outlet or interview.id}"


def cited(interview: Interview, statement: Statement) -> str:
    """Return date, outlet and place in the text: `2020-04-29 TASS, ¶ 3, line 17`."""
    return f"{dated(interview)}, {placed(interview, statement.start)}"


def surroundings(interview: Interview, statement: Statement, count: int) -> tuple[str, str]:
    """Return what the speaker says right before and after the statement in its turn, `count` sentences at most."""
    turn = interview.turns[statement.turn - 1].said
    found = sentences(interview.text, turn, interview.language)
    before = [s for s in found if s.end <= statement.start][-count:]
    after = [s for s in found if s.start >= statement.end][:count]
    return tuple(Span(run[0].start, run[-1].end).of(interview.text) if run else "" for run in (before, after))  # type: ignore[return-value]
