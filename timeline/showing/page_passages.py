"""What each interview says on a theme, with what was said around it: where the citations of a theme's page lead.

A page may be read far from the transcripts, as the attachment of a mail; so it holds the passages itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from timeline.models import Interview, Span, Statement, Turn
from timeline.showing.page_lanes import Lane
from timeline.showing.page_transcript import Numbering, overlaid
from timeline.text import paragraphs

# Letters of a paragraph that are shown before and after a statement: three sentences, in the five interviews.
AROUND = 400
CUT = Markup(" <span>[…]</span> ")


class Paragraph(Struct, frozen=True):
    """A paragraph of an answer, or the question before it."""

    html: Markup
    question: bool = False
    speaker: str = ""
    """Where it is not the official who speaks in the rest."""
    number: int = 0
    """As in the transcript; 0 for what needs none."""


def passages(
    interview: Interview, address: str, statements: Sequence[Statement], numbering: Numbering
) -> Sequence[Sequence[Paragraph]]:
    """Return the turns that hold statements: the question, then the paragraphs with statements in them."""
    by_turn: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_turn[statement.turn].append(statement)
    return [
        list(_turn(interview, address, asked, turn, by_turn[turn.number], numbering))
        for asked, turn in _asked(interview)
        if turn.number in by_turn
    ]


def quoted(lane: Lane) -> Iterator[Statement]:
    """Yield the statements that a lane shows, some of them again."""
    for step in lane.steps:
        yield from step.quoted
    yield from lane.statements


def _asked(interview: Interview) -> Iterator[tuple[Turn | None, Turn]]:
    """Yield each turn that is no question with the question before it; a question once."""
    question = None
    for turn in interview.turns:
        if turn.role == "question":
            question = turn
        else:
            yield question, turn


def _turn(
    interview: Interview,
    address: str,
    question: Turn | None,
    turn: Turn,
    statements: Sequence[Statement],
    numbering: Numbering,
) -> Iterator[Paragraph]:
    text = interview.text
    if question:
        yield Paragraph(escape(question.said.of(text)), True, _other(question, interview))
    speaker = _other(turn, interview)
    for span in paragraphs(text, turn.said):
        inside = [s for s in statements if s.start < span.end and s.end > span.start]
        if inside:
            yield Paragraph(_cut(text, span, inside, address), False, speaker, numbering.at(interview, span.start))
            speaker = ""


def _other(turn: Turn, interview: Interview) -> str:
    return turn.speaker if turn.speaker != interview.speaker else ""


def _cut(text: str, paragraph: Span, statements: Sequence[Statement], address: str) -> Markup:
    """Return a paragraph with its statements in `mark`, without what stands far from all of them."""

    def mark(span: Span, over: Sequence[Statement]) -> Markup:
        first = next((s for s in over if s.start == span.start), None)
        name = f' id="{address}.{first.start}"' if first else ""
        unprompted = ' class="un"' if first and not first.prompted else ""
        return Markup(f"<mark{name}{unprompted}>{escape(span.of(text))}</mark>")  # noqa: S704  addresses are ours

    near = list(_near(text, paragraph, statements))
    shown = CUT.join(overlaid(text, span, statements, mark) for span in near)
    head = CUT.lstrip() if near[0].start > paragraph.start else Markup()
    tail = CUT.rstrip() if near[-1].end < paragraph.end else Markup()
    return head + shown + tail


def _near(text: str, paragraph: Span, statements: Sequence[Statement]) -> Iterator[Span]:
    """Yield the stretches of a paragraph that stand near a statement, cut between words."""
    start = end = None
    for s in sorted(statements, key=lambda s: s.start):
        first = _word_start(text, paragraph, max(s.start, paragraph.start) - AROUND)
        last = _word_end(text, paragraph, min(s.end, paragraph.end) + AROUND)
        if start is None or end is None:
            start, end = first, last
        elif first <= end:
            end = max(end, last)
        else:
            yield Span(start, end)
            start, end = first, last
    if start is not None and end is not None:
        yield Span(start, end)


def _word_start(text: str, paragraph: Span, at: int) -> int:
    if at <= paragraph.start:
        return paragraph.start
    return text.find(" ", at, at + AROUND) + 1 or at


def _word_end(text: str, paragraph: Span, at: int) -> int:
    if at >= paragraph.end:
        return paragraph.end
    found = text.rfind(" ", at - AROUND, at)
    return found if found >= 0 else at
