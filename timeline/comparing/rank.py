"""Shifts: the changes that matter, the strongest first, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.models import Change, Interview, Shift, Statement, Theme


def shifts(
    theme: Theme,
    changes: Sequence[Change],
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
) -> tuple[Shift, ...]:
    """Return the shifts of `theme` by rank: changes that are more than editorial, those that share least first."""
    mine = [c for c in changes if c.theme == theme.id and c.kinds and c.kinds[0] != "editorial"]
    ranked = sorted(mine, key=lambda c: -_score(c))
    return tuple(_shift(rank, change) for rank, change in enumerate(ranked, start=1))


def _score(change: Change) -> float:
    return round(1 - change.diff.similarity, 4)


def _shift(rank: int, change: Change) -> Shift:
    went = tuple(e.old for e in change.diff.edits if e.op == "delete")
    came = tuple(e.new for e in change.diff.edits if e.op == "insert")
    reason = f"{change.kinds[0]}; {_score(change):.0%} of the words differ"
    return Shift(rank, change.theme, change.position, change.kinds[0], change, went, came, _score(change), reason)
