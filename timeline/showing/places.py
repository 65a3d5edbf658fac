"""Where a quote stands, as a reader looks it up."""

from __future__ import annotations

from timeline.models import Interview, Span, Statement
from timeline.text import paragraphs


def paragraph(interview: Interview, offset: int) -> int:
    """Return the number of the paragraph that holds the code point at `offset`, from 1 at the first turn."""
    found = paragraphs(interview.text, Span(interview.start, interview.end))
    return sum(p.start <= offset for p in found)


def cited(interview: Interview, statement: Statement) -> str:
    """Return date, outlet and place in the text: `2020-04-29 TASS, ¶ 3, line 17`."""
    where = f"¶ {paragraph(interview, statement.start)}, line {interview.line(statement.start)}"
    return f"{dated(interview)}, {where}"


def dated(interview: Interview) -> str:
    """Return date and outlet, or date and id where no outlet is known."""
    return f"{interview.date} {interview.outlet or interview.id}"
