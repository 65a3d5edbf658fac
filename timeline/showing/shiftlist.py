"""The shifts of each theme as text, the strongest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.models import Analysis, Change, Shift, Theme
from timeline.showing.cells import shown, wrapped
from timeline.showing.columns import NARROWEST, side_by_side
from timeline.showing.marks import Screen, marked, new_side, old_side
from timeline.showing.places import cited


def shift_list(analysis: Analysis, themes: Sequence[Theme], screen: Screen, limit: int | None = None) -> str:
    """Return the shifts of `themes`, at most `limit` of each, ready to be printed."""
    return "\n".join(line for theme in themes for line in _theme(analysis, theme, screen, limit)).rstrip("\n")


def _theme(analysis: Analysis, theme: Theme, screen: Screen, limit: int | None) -> Iterator[str]:
    found = [s for s in analysis.shifts if s.theme == theme.id]
    yield screen.strong(shown(f"{theme.title} ({theme.id})"))
    yield ""
    if not found:
        yield "No shift."
        yield ""
    for shift in found[:limit]:
        yield from _shift(analysis, shift, screen)
        yield ""
    if limit and len(found) > limit:
        yield f"{len(found) - limit} more: --limit 0 shows all."
        yield ""


def _shift(analysis: Analysis, shift: Shift, screen: Screen) -> Iterator[str]:
    titles = {(p.theme, p.id): p.title for p in analysis.positions}
    change = shift.change
    title = titles.get((shift.theme, shift.position), shift.position)
    head = f"{shift.rank}. {shift.kind}: {title} ({shift.position}), score {shift.score:.2f}"
    for line in wrapped(shown(head), screen.width):
        yield screen.strong(line)
    yield from wrapped(shown(shift.reason), screen.width)
    yield from quotes(analysis, change, screen)


def quotes(analysis: Analysis, change: Change, screen: Screen) -> Iterator[str]:
    """Yield both quotes of a change with their citations, side by side where the screen is wide enough."""
    old, new = _cited(analysis, change)
    if screen.width >= NARROWEST:
        for line in side_by_side(old, new, screen.width):
            yield screen.faint(line)
        yield from side_by_side(old_side(change.diff, screen), new_side(change.diff, screen), screen.width)
        return
    if change.before and change.after and not change.diff.rewording:
        yield from wrapped(f"{old} → {new}", screen.width)
        yield from wrapped(marked(change.diff.pieces(), screen), screen.width)
        return
    for cite, said in ((old, change.diff.old), (new, change.diff.new)):
        yield from wrapped(cite, screen.width)
        yield from wrapped(shown(said), screen.width)


def _cited(analysis: Analysis, change: Change) -> tuple[str, str]:
    sides = ((change.from_interview, change.before), (change.to_interview, change.after))
    found = []
    for interview_id, statement in sides:
        interview = analysis.corpus.by_id[interview_id]
        found.append(shown(cited(interview, statement) if statement else f"{interview.date} not said"))
    return found[0], found[1]
