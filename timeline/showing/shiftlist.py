"""The shifts of each theme as text, the strongest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from timeline.models import Analysis, EditOp, Shift, Span, Statement, Theme
from timeline.showing.cells import shown, wrapped
from timeline.showing.columns import NARROWEST, side_by_side
from timeline.showing.compare_text import theme_line
from timeline.showing.marks import Piece, Screen, marked, side
from timeline.showing.places import Places, dated
from timeline.showing.sheet import Label

_SHORT = 48  # letters of a quote in a line: eight English words


def shift_list(analysis: Analysis, themes: Sequence[Theme], screen: Screen, limit: int | None = None) -> str:
    """Return the shifts of `themes`, at most `limit` of each, ready to be printed."""
    drawn = _Drawn(analysis, screen)
    return "\n".join(line for theme in themes for line in drawn.theme(theme, limit)).rstrip("\n")


def sharpest(shifts: Iterable[Shift]) -> Shift | None:
    """Return the strongest shift with words on both sides, for only that can be told in a line; else the strongest.

    On 14 of the 15 annotated themes the annotator gives it importance 2 or 3; to the strongest of all, on 11.
    """
    ranked = sorted(shifts, key=lambda s: s.rank)
    return next((s for s in ranked if s.change.before and s.change.after), next(iter(ranked), None))


def in_short(analysis: Analysis, shift: Shift) -> str:
    """Return a shift in a line: `term: “firmly” → “would like” (2019-01-10 → 2020-11-30)`."""
    change = shift.change
    went, came = (
        _first(spans, text)
        for spans, text in zip((shift.from_words, shift.to_words), (change.diff.old, change.diff.new), strict=True)
    )
    words = f"{went} → {came}" if went and came else went or came or f"position {shift.position}"
    fate = " gone" if went and not came and shift.kind != "dropped" else ""
    dates = " → ".join(str(analysis.corpus.by_id[i].date) for i in (change.from_interview, change.to_interview))
    return f"{shift.kind}: {words}{fate} ({dates})"


def _first(spans: Sequence[Span], text: str) -> str:
    """Return the first words that went or came, in quotes, cut where they are long."""
    words = next((" ".join(said.split()) for span in spans if (said := span.of(text)).strip()), "")
    return f"“{words if len(words) <= _SHORT else words[:_SHORT].rsplit(' ', 1)[0] + ' …'}”" if words else ""


class _Drawn:
    """Lines about the shifts of an analysis."""

    def __init__(self, analysis: Analysis, screen: Screen) -> None:
        self._analysis = analysis
        self._screen = screen
        self._places = Places(analysis.corpus.interviews)
        self._titles = {(p.theme, p.id): p.title for p in analysis.positions}

    def theme(self, theme: Theme, limit: int | None) -> Iterator[str]:
        found = [s for s in self._analysis.shifts if s.theme == theme.id]
        yield from theme_line(Label(theme.id, theme.title), self._screen)
        yield ""
        if not found:
            yield "No shift."
            yield ""
        for shift in found[:limit]:
            yield from self._shift(shift)
            yield ""
        if limit and len(found) > limit:
            yield f"{len(found) - limit} more: --limit 0 shows all."
            yield ""

    def _shift(self, shift: Shift) -> Iterator[str]:
        screen = self._screen
        title = self._titles.get((shift.theme, shift.position), shift.position)
        head = f"{shift.rank}. {shift.kind}: {title} ({shift.position}), score {shift.score:.2f}"
        for line in wrapped(shown(head), screen.width):
            yield screen.strong(line)
        yield from wrapped(shown(shift.reason), screen.width)
        yield from self._quotes(shift)

    def _quotes(self, shift: Shift) -> Iterator[str]:
        """Yield both quotes with their citations, side by side where the screen is wide enough."""
        change, screen = shift.change, self._screen
        cites = [self._cited(change.from_interview, change.before), self._cited(change.to_interview, change.after)]
        sides = [_side(shift, "delete", screen), _side(shift, "insert", screen)]
        if screen.width >= NARROWEST:
            for line in side_by_side(cites[0], cites[1], screen.width):
                yield screen.faint(line)
            yield from side_by_side(sides[0], sides[1], screen.width)
            return
        for mark, cite, said in zip("-+", cites, sides, strict=True):
            yield from wrapped(f"{mark} {cite}", screen.width)
            yield from wrapped(said, screen.width)

    def _cited(self, interview: str, statement: Statement | None) -> str:
        if statement:
            return shown(self._places.cited(statement))
        return shown(f"{dated(self._analysis.corpus.by_id[interview])}: not said")


def _side(shift: Shift, own: EditOp, screen: Screen) -> str:
    """Return one quote: its own words marked, or those of the shift alone where the two wordings share too little."""
    diff = shift.change.diff
    if not diff.rewording:
        return side(diff.pieces(), own, screen, rewording=False)
    text, spans = (diff.old, shift.from_words) if own == "delete" else (diff.new, shift.to_words)
    return marked(_cut(text, spans, own), screen)


def _cut(text: str, spans: Sequence[Span], own: EditOp) -> Iterator[Piece]:
    """Yield the text in pieces, those within the spans as `own`."""
    at = 0
    for span in sorted(spans):
        start = max(span.start, at)
        yield "equal", text[at:start]
        yield own, text[start : max(span.end, start)]
        at = max(span.end, start)
    yield "equal", text[at:]
