"""Two texts side by side, or one above the other where there is no room."""

from __future__ import annotations

from itertools import zip_longest

from timeline.showing.cells import fill, wrapped

NARROWEST = 60
"""Cells below which columns are given up: two of 28 hold about five English words a line."""
_BAR = " │ "


def side_by_side(left: str, right: str, width: int) -> list[str]:
    """Return the lines of two columns that together are at most `width` cells wide.

    >>> print(*side_by_side("We firmly support it.", "We like it.", 30), sep="\\n")
    We firmly     │ We like it.
    support it.   │
    """
    each = (width - len(_BAR)) // 2
    rows = zip_longest(wrapped(left, each), wrapped(right, each), fillvalue="")
    return [f"{fill(a, each)}{_BAR}{b}".rstrip() for a, b in rows]


def rule(width: int) -> str:
    """Return a line across both columns."""
    each = (width - len(_BAR)) // 2
    return f"{'─' * each}─┼─{'─' * each}"
