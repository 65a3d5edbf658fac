"""`timeline trace POSITION`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import screen, show
from timeline.cli.options import (
    NO_NAMES,
    ContextSentences,
    NoPager,
    OutFile,
    ScreenWidth,
    SheetFormat,
    ThemeNames,
    command_app,
    examples,
)
from timeline.cli.study import Study, studying

if TYPE_CHECKING:
    from timeline.models import Analysis

app = command_app()
_Position = Annotated[
    str, typer.Argument(metavar="POSITION", help="A position's id, THEME/ID, title, or the start of one.")
]
_EXAMPLES = (
    "timeline trace",
    "timeline trace five-years",
    "timeline trace five-years --format markdown --out five-years.md",
)


@app.command(epilog=examples(*_EXAMPLES))
@studying
def trace(
    study: Study,
    position: _Position = "",
    theme: ThemeNames = NO_NAMES,
    context: ContextSentences = None,
    file_format: SheetFormat = "text",
    out: OutFile = None,
    width: ScreenWidth = 0,
    no_pager: NoPager = False,
) -> int:
    """Show one position through all interviews: the timeline as text.

    The first wording, then each later one marked against the one before, and the interviews in which it is missing.
    Without POSITION, lists the positions there are.
    """
    from timeline.choosing import chosen, positions_named
    from timeline.cli.running import analysed
    from timeline.cli.sheets import deliver
    from timeline.showing.sheet import trace_sheet

    analysis, code = analysed(study)
    if theme:
        analysis = chosen(analysis, themes=theme)
    if not position:
        show(_positions(analysis, screen(width).width), pager=not no_pager)
        return code
    (wanted,) = positions_named([position], analysis.positions)
    deliver(trace_sheet(analysis, wanted, context or 0), file_format, out, screen(width), pager=not no_pager)
    return code


def _positions(analysis: Analysis, width: int) -> str:
    """Return a line for each position: its name, its title, in how many interviews and when it is said."""
    from timeline.showing.listing import listing

    dates = {i.id: i.date for i in analysis.corpus.interviews}
    rows = []
    for p in analysis.positions:
        said = sorted({dates[s.interview] for s in analysis.statements if s.theme == p.theme and p.id in s.positions})
        span = [f"{said[0]}", f"{said[-1]}"] if said else ["-", "-"]
        rows.append([f"{p.theme}/{p.id}", p.title, p.source, str(len(said)), *span])
    return listing(["position", "title", "source", "dates", "first", "last"], rows, width)
