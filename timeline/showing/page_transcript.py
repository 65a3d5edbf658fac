"""An interview to be read, its statements highlighted in place. That is where citations lead."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from timeline.models import Analysis, Interview, Span, Statement
from timeline.showing.page_frame import fingerprint, lean, policy, render
from timeline.text import paragraphs


class Paragraph(Struct, frozen=True):
    """A paragraph with its highlights."""

    number: int
    html: Markup


class Passage(Struct, frozen=True):
    """A turn or a heading inside the interview."""

    kind: str
    speaker: str
    paragraphs: tuple[Paragraph, ...]


class Numbering:
    """Numbers the paragraphs of each interview from 1 at its first turn, as `timeline compare` does."""

    def __init__(self, by_id: Mapping[str, Interview]) -> None:
        self._by_id = by_id
        self._starts: dict[str, list[int]] = {}

    def of(self, statement: Statement) -> int:
        """Return the number of the paragraph in which a statement begins."""
        return self.at(self._by_id[statement.interview], statement.start)

    def at(self, interview: Interview, offset: int) -> int:
        """Return the number of the paragraph that holds the code point at `offset`."""
        if interview.id not in self._starts:
            body = Span(interview.start, interview.end)
            self._starts[interview.id] = [p.start for p in paragraphs(interview.text, body)]
        return bisect_right(self._starts[interview.id], offset)


def anchor(statement: Statement) -> str:
    """Return the address of a statement on its interview's page."""
    return f"s{statement.start}"


def transcript_page(interview: Interview, analysis: Analysis, names: dict[str, str], foot: dict[str, Any]) -> str:
    """Return the page of one interview as HTML."""
    style, script = lean("page.css"), lean("transcript.js")
    statements = [s for s in analysis.statements if s.interview == interview.id]
    themes = [t for t in analysis.themes if any(s.theme == t.id for s in statements)]
    numbers = {t.id: n for n, t in enumerate(themes)}
    titles = {(p.theme, p.id): p.title for p in analysis.positions}
    titles_of = {s: [titles.get((s.theme, p), p) for p in s.positions] for s in statements}
    return render(
        "transcript.html",
        policy=policy(style=style, scripts=[fingerprint(script)]),
        style=style,
        script=script,
        interview=interview,
        themes=themes,
        statements=statements,
        titles=titles_of,
        numbers=numbers,
        passages=list(_passages(interview, statements, numbers)),
        silent=[s for s in analysis.silences if s.interview == interview.id],
        theme_titles={t.id: t.title for t in analysis.themes},
        anchor=anchor,
        depth="../",
        **foot,
    )


def _passages(interview: Interview, statements: Sequence[Statement], numbers: dict[str, int]) -> Iterable[Passage]:
    """Yield what was said in order, without the margins and the heading that repeats the title."""
    numbering = Numbering({interview.id: interview})
    for block in interview.blocks:
        said = block.said.of(interview.text)
        if block.kind == "margin" or (block.kind == "heading" and said.strip() == interview.title.strip()):
            continue
        found = []
        for span in paragraphs(interview.text, block.said):
            number = numbering.at(interview, span.start)
            found.append(Paragraph(number, highlighted(interview.text, span, statements, numbers)))
        if found:
            yield Passage(block.kind, block.speaker, tuple(found))


_FIRST = Markup('<mark id="s{start}" data-t="{themes}">{words}</mark>')
_FURTHER = Markup('<mark data-t="{themes}">{words}</mark>')


def highlighted(text: str, span: Span, statements: Sequence[Statement], numbers: dict[str, int]) -> Markup:
    """Return a paragraph with its statements in `mark`, which names their themes by number."""

    def mark(piece: Span, over: Sequence[Statement]) -> Markup:
        themes = " ".join(map(str, sorted({numbers[s.theme] for s in over})))
        form = _FIRST if any(s.start == piece.start for s in over) else _FURTHER
        return form.format(start=piece.start, themes=themes, words=piece.of(text))

    return overlaid(text, span, statements, mark)


def overlaid(
    text: str, span: Span, statements: Sequence[Statement], mark: Callable[[Span, Sequence[Statement]], Markup]
) -> Markup:
    """Return the words of `span`, those that statements cover as `mark` makes them.

    Statements may overlap, so the words are cut wherever one begins or ends.
    """
    inside = [s for s in statements if s.start < span.end and s.end > span.start]
    cuts = {span.start, span.end}
    cuts |= {max(s.start, span.start) for s in inside} | {min(s.end, span.end) for s in inside}
    parts = []
    for start, end in itertools.pairwise(sorted(cuts)):
        over = [s for s in inside if s.start <= start and s.end >= end]
        parts.append(mark(Span(start, end), over) if over else escape(text[start:end]))
    return Markup("").join(parts)
