"""The first page: which interview says something on which theme, and what changed last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from timeline.models import Analysis
from timeline.showing.page_frame import fingerprint, lean, policy, render
from timeline.showing.page_lanes import Board
from timeline.showing.page_words import excerpt


@dataclass(frozen=True, slots=True)
class Cell:
    """What one interview says on one theme."""

    statements: int
    amount: float | None
    """Mean share of the words that changed since the statements before; None where nothing was said before."""
    reason: str
    """Why it is silent."""
    step: str
    """Address of its first step on the theme's page."""


def index_page(
    analysis: Analysis, boards: Sequence[Board], names: dict[str, str], foot: dict[str, Any], newest: int = 8
) -> str:
    """Return the index as HTML."""
    style, script = lean("page.css"), ""
    shifts = sorted(
        ((s, b) for b in boards for s in b.shifts),
        key=lambda pair: (-_day(analysis, pair[0].change.to_interview), pair[0].rank, pair[0].theme),
    )
    return render(
        "index.html",
        policy=policy(style=style, scripts=[fingerprint(script)]),
        style=style,
        script=script,
        analysis=analysis,
        boards=boards,
        cells=[_column(b) for b in boards],
        rows=analysis.corpus.interviews,
        shifts=[(s, b, b.step_of.get(s.change, "")) for s, b in shifts[:newest]],
        by_id=analysis.corpus.by_id,
        names=names,
        excerpt=excerpt,
        depth="",
        **foot,
    )


def _day(analysis: Analysis, interview: str) -> int:
    return analysis.corpus.by_id[interview].date.toordinal()


def _column(board: Board) -> dict[str, Cell]:
    """Return the cells of one theme by interview."""
    amounts: dict[str, list[float]] = defaultdict(list)
    steps: dict[str, str] = {}
    said: Counter[str] = Counter()
    seen = set()
    for lane in board.lanes:
        for link in (k for k in lane.links if k.change):
            amounts[link.after.interview.id].append(link.amount)
        for mark in lane.marks:
            steps.setdefault(mark.interview.id, mark.step)
        for statement in lane.statements:
            if statement not in seen:
                seen.add(statement)
                said[statement.interview] += 1
    return {
        i.id: Cell(
            said[i.id],
            sum(amounts[i.id]) / len(amounts[i.id]) if amounts[i.id] else None,
            board.silences.get(i.id, ""),
            steps.get(i.id, ""),
        )
        for i in board.interviews
    }
