"""`timeline shifts`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import screen
from timeline.cli.options import (
    NO_NAMES,
    ListFormat,
    NoPager,
    OutFile,
    PositionNames,
    ScreenWidth,
    ThemeNames,
    command_app,
    examples,
)
from timeline.cli.study import Study, studying

if TYPE_CHECKING:
    from timeline.models import Analysis
    from timeline.showing.marks import Screen

app = command_app()
_DAY = "%Y-%m-%d"
_EXAMPLES = (
    "timeline shifts",
    "timeline shifts --theme new-start-extension --top 3",
    "timeline shifts --kind condition --since 2020-01-01 --format markdown",
    'timeline shifts --query "Belarus=Belarus*" --theme belarus',
)


@app.command(epilog=examples(*_EXAMPLES))
@studying
def shifts(
    study: Study,
    theme: ThemeNames = NO_NAMES,
    position: PositionNames = NO_NAMES,
    kind: Annotated[
        list[str], typer.Option("--kind", "-k", metavar="KIND", help="Only this kind of change; repeatable.")
    ] = NO_NAMES,
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], metavar="DATE", help="Only between interviews from that day on."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE", help="Only between interviews up to that day."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "--top", "-n", metavar="N", min=0, help="At most N for each theme; 0: all.")
    ] = 10,
    file_format: ListFormat = "table",
    out: OutFile = None,
    width: ScreenWidth = 0,
    no_pager: NoPager = False,
) -> int:
    """List the changes of wording that matter, the strongest first.

    For each: what kind it is, the words that went and came, why it ranks where it does, and both quotes with their
    dates.
    """
    from timeline.choosing import chosen
    from timeline.cli.running import analysed
    from timeline.cli.sheets import deliver_list

    kinds = _kinds(kind)
    analysis, code = analysed(study)
    kept = chosen(analysis, themes=theme, positions=position, since=_day(since), until=_day(until))
    kept = _narrowed(kept, kinds, 0 if file_format == "table" else limit)
    deliver_list(_rendered(kept, file_format, screen(width), limit), file_format, out, pager=not no_pager)
    return code


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _kinds(names: list[str]) -> frozenset[str]:
    """Return the kinds that are named. Raises UsageError for an unknown one."""
    from typing import get_args

    from timeline.errors import UsageError
    from timeline.models import ShiftKind

    for name in names:
        if name not in get_args(ShiftKind):
            raise UsageError(f"no kind {name!r}", place="--kind", hint=f"There is {', '.join(get_args(ShiftKind))}")
    return frozenset(names)


def _narrowed(analysis: Analysis, kinds: frozenset[str], limit: int) -> Analysis:
    """Return the analysis with those shifts alone that hold one of the kinds, and with so many for each theme."""
    from dataclasses import replace
    from itertools import islice

    found = [s for s in analysis.shifts if not kinds or not kinds.isdisjoint(s.change.kinds)]
    if limit:
        found = [s for t in analysis.themes for s in islice((s for s in found if s.theme == t.id), limit)]
    return replace(analysis, shifts=tuple(found))


def _rendered(analysis: Analysis, file_format: str, screen: Screen, limit: int) -> str:
    from timeline.showing.files import csv_text, json_text
    from timeline.showing.shift_markdown import shifts_markdown
    from timeline.showing.shiftlist import shift_list
    from timeline.showing.tables import table_named

    if file_format == "table":
        return shift_list(analysis, analysis.themes, screen, limit or None)
    if file_format == "markdown":
        return shifts_markdown(analysis, analysis.shifts)
    table = table_named("shifts")
    rows = table.rows(analysis)
    return csv_text(table, rows) if file_format == "csv" else json_text(table, rows)
