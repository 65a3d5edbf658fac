"""Lists for the terminal: rows under headings, the widest column wrapped to the width."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.showing.cells import fill, shown, width_of, wrapped

_GAP = "  "
_NARROWEST = 12  # a wrapped column of fewer cells breaks most English words


def listing(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return the rows as aligned columns, at most `width` cells wide where that can be.

    >>> print(listing(["theme", "said"], [["treaty", "2"], ["club", "10"]], 40))
    theme   said
    treaty  2
    club    10
    """
    cells = [[shown(cell) for cell in row] for row in [headings, *rows]]
    widths = _fit([max(width_of(row[n]) for row in cells) for n in range(len(headings))], width)
    return "\n".join(line for row in cells for line in _lines(row, widths))


def _fit(widths: list[int], total: int) -> list[int]:
    """Take cells from the widest column until all fit."""
    fitted = list(widths)
    room = total - len(_GAP) * (len(widths) - 1)
    while sum(fitted) > room and max(fitted) > _NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrapped(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, columns))
    lines = []
    for n in range(height):
        parts = [fill(c[n] if n < len(c) else "", w) for c, w in zip(columns, widths, strict=True)]
        lines.append(_GAP.join(parts).rstrip())
    return lines
