"""Lists for the terminal: rows under headings, the widest column wrapped to the width."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.showing.cells import fill, shown, width_of, wrapped

_GAP = "  "
_NARROWEST = 12  # a wrapped column of fewer cells breaks most English words


def listing(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return the rows as aligned columns, at most `width` cells wide; one below the other where they do not fit.

    >>> print(listing(["theme", "said"], [["treaty", "2"], ["club", "10"]], 40))
    theme   said
    treaty  2
    club    10
    """
    table = columns(headings, rows, width)
    if table is not None:
        return table
    cells = [[shown(cell) for cell in row] for row in [headings, *rows]]
    return "\n\n".join("\n".join(_record(cells[0], row, width)) for row in cells[1:])


def columns(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str | None:
    """Return the rows as aligned columns, at most `width` cells wide; None where they do not fit."""
    cells = [[shown(cell) for cell in row] for row in [headings, *rows]]
    by_column = list(zip(*cells, strict=True))
    widths = _fit([max(map(width_of, c)) for c in by_column], [max(map(_longest_word, c)) for c in by_column], width)
    return "\n".join(line for row in cells for line in _lines(row, widths)) if widths else None


def _longest_word(cell: str) -> int:
    """Return the cells that a text takes at least: an id, a path or a date must not be broken."""
    return max(map(width_of, cell.split()), default=0)


def _fit(widths: list[int], least: list[int], total: int) -> list[int] | None:
    """Take cells from the widest column that can give some until all fit; None where they cannot."""
    fitted = list(widths)
    room = total - len(_GAP) * (len(widths) - 1)
    while sum(fitted) > room:
        spare = [n for n, cells in enumerate(fitted) if cells > max(least[n], _NARROWEST)]
        if not spare:
            return None
        fitted[max(spare, key=fitted.__getitem__)] -= 1
    return fitted


def _record(headings: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    """Return one row as lines of its own, a line for each column that holds something."""
    margin = max(map(width_of, headings)) + len(_GAP)
    found = []
    for heading, cell in zip(headings, row, strict=True):
        lines = wrapped(cell, max(width - margin, _NARROWEST))
        found += [f"{fill(heading if not n else '', margin)}{line}" for n, line in enumerate(lines)]
    return found


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrapped(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, columns))
    lines = []
    for n in range(height):
        parts = [fill(c[n] if n < len(c) else "", w) for c, w in zip(columns, widths, strict=True)]
        lines.append(_GAP.join(parts).rstrip())
    return lines
