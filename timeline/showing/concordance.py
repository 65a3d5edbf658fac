"""Keyword in context: matches one below the other, the matched words in one column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.models import Span
from timeline.showing.cells import shown, width_of
from timeline.showing.marks import Screen

_LEFT = 0.45
"""Share of the cells left of the match: a little less than half, as the match itself stands to the right."""
_LEAST = 30
"""Cells of text at least, however narrow the screen: a few words on each side."""


@dataclass(frozen=True, slots=True)
class Place:
    """A match and where it stands."""

    label: str
    """What tells the reader where: date and line."""
    text: str
    """The interview's text."""
    span: Span
    faint: bool = False
    """Whether it is shown as a remark: a match that came to nothing."""


def concordance(places: Sequence[Place], screen: Screen) -> str:
    """Return a line for each place: its label, and as much of the text around it as the screen is wide."""
    gutter = max((width_of(shown(p.label)) for p in places), default=0) + 2
    room = max(_LEAST, screen.width - gutter)
    return "\n".join(_line(p, gutter, room, screen) for p in places)


def _line(place: Place, gutter: int, room: int, screen: Screen) -> str:
    before, match, after = around(place.text, place.span, room)
    left = " " * (int(room * _LEFT) - width_of(before)) + before
    label = shown(place.label).ljust(gutter)
    if place.faint:
        return screen.faint(f"{label}{left}{match}{after}".rstrip())
    return f"{label}{left}{screen.strong(match)}{after}".rstrip()


def around(text: str, span: Span, room: int) -> tuple[str, str, str]:
    """Return the text before the match, the match and the text after it, together at most `room` cells.

    >>> around("one two three four five", Span(8, 13), 20)
    ('one two ', 'three', ' four ')
    """
    left = int(room * _LEFT)
    before = _flat(text[max(0, span.start - 2 * left) : span.start])
    while width_of(before) > left:
        before = before[1:]
    match = _flat(text[span.start : span.end])
    while width_of(match) > room - left:
        match = match[:-1]
    after = _flat(text[span.end : span.end + 2 * room])
    while width_of(after) > room - left - width_of(match):
        after = after[:-1]
    return before, match, after


def _flat(text: str) -> str:
    """Return the text on one line, without what a terminal might obey."""
    return shown(text).replace("\n", " ")
