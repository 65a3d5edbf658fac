"""The first page: which interview says something on which theme, and what changed last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from timeline.models import Analysis, Interview, Shift
from timeline.showing.page_frame import fingerprint, lean, policy, render
from timeline.showing.page_lanes import Board
from timeline.showing.page_names import paged_years, year_name
from timeline.showing.page_words import excerpt, opening

NEWEST = 8
"""Shifts that the index tells of."""


class Cell(Struct, frozen=True):
    """What one interview, or the interviews of one year, say on one theme."""

    statements: int
    amount: float | None
    """Mean share of the words that changed since the statements before; None where nothing was said before."""
    reason: str
    """Why it is silent."""
    step: str
    """Address of its first step on the theme's page; empty where the page has none."""
    stated: int = 1
    """How many interviews say something."""


class Overview(Struct, frozen=True, dict=True):
    """What the index and its pages show."""

    analysis: Analysis
    boards: Sequence[Board]
    shown: Sequence[Collection[str]]
    """For each board the ids of the steps that its page has."""
    names: Mapping[str, str]

    @cached_property
    def columns(self) -> list[dict[str, Cell]]:
        """The cells of each theme by interview."""
        return [_column(b, shown) for b, shown in zip(self.boards, self.shown, strict=True)]

    def linked(self, theme: int, shift: Shift) -> str:
        """Return the address of a shift's step on the page of the theme of that number; empty where it has none."""
        step = self.boards[theme].step_of.get(shift.change, "")
        return step if step in self.shown[theme] else ""

    def row(self, interviews: Sequence[Interview]) -> list[Cell]:
        """Return the cells of several interviews together, a theme each."""
        return [_together(column[i.id] for i in interviews) for column in self.columns]


def index_page(overview: Overview, foot: dict[str, Any]) -> str:
    """Return the index as HTML; where interviews are many, a row a year."""
    analysis = overview.analysis
    shifts = sorted(
        ((s, n) for n, board in enumerate(overview.boards) for s in board.shifts),
        key=lambda found: (-_day(analysis, found[0].change.to_interview), found[0].rank, found[0].theme),
    )[:NEWEST]
    by_year: dict[int, list[Interview]] = defaultdict(list)
    for interview in analysis.corpus.interviews:
        by_year[interview.date.year].append(interview)
    return _rendered(
        "index.html",
        overview,
        foot,
        shifts=[(s, overview.boards[n], overview.linked(n, s)) for s, n in shifts],
        excerpt=excerpt,
        sharpest=[opening(b)[1] for b in overview.boards],
        linked=overview.linked,
        years=[(y, year_name(y), by_year[y], overview.row(by_year[y])) for y in paged_years(analysis)],
        rows=analysis.corpus.interviews,
    )


def year_page(overview: Overview, year: int, foot: dict[str, Any]) -> str:
    """Return the table of one year's interviews as HTML."""
    years = paged_years(overview.analysis)
    at = years.index(year)
    return _rendered(
        "year.html",
        overview,
        foot,
        year=year,
        others=[(y, year_name(y)) for y in (years[at - 1 : at] if at else []) + years[at + 1 : at + 2]],
        rows=[i for i in overview.analysis.corpus.interviews if i.date.year == year],
    )


def _rendered(template: str, overview: Overview, foot: dict[str, Any], **values: Any) -> str:
    style, script = lean("page.css"), ""
    return render(
        template,
        policy=policy(style=style, scripts=[fingerprint(script)]),
        style=style,
        script=script,
        analysis=overview.analysis,
        boards=overview.boards,
        cells=overview.columns,
        by_id=overview.analysis.corpus.by_id,
        names=overview.names,
        depth="",
        **values,
        **foot,
    )


def _day(analysis: Analysis, interview: str) -> int:
    return analysis.corpus.by_id[interview].date.toordinal()


def _together(cells: Iterable[Cell]) -> Cell:
    """Return what several interviews say."""
    said = [c for c in cells if c.statements]
    amounts = [c.amount for c in said if c.amount is not None]
    mean = sum(amounts) / len(amounts) if amounts else None
    return Cell(sum(c.statements for c in said), mean, "", "", len(said))


def _column(board: Board, shown: Collection[str]) -> dict[str, Cell]:
    """Return the cells of one theme by interview."""
    amounts: dict[str, list[float]] = defaultdict(list)
    steps: dict[str, str] = {}
    said: Counter[str] = Counter()
    seen = set()
    for lane in board.lanes:
        for link in (k for k in lane.links if k.change):
            amounts[link.after.interview.id].append(link.amount)
        for mark in lane.marks:
            if mark.step in shown:
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
