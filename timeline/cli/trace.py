"""`timeline trace POSITION`."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.console import Voice, screen
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    ContextSentences,
    Corpus,
    NoPager,
    OutFile,
    Quiet,
    ScreenWidth,
    SheetFormat,
    Themes,
    Verbose,
    command_app,
    examples,
)

app = command_app()
_Position = Annotated[
    str, typer.Argument(metavar="POSITION", help="A position's id, THEME/POSITION, its title, or the start of one.")
]
_EXAMPLES = (
    "timeline trace extend-five-years",
    "timeline trace new-start-extension/extend-five-years --format markdown",
)


@app.command(epilog=examples(*_EXAMPLES))
def trace(
    position: _Position,
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    context: ContextSentences = None,
    file_format: SheetFormat = "text",
    out: OutFile = None,
    width: ScreenWidth = 0,
    no_pager: NoPager = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show one position through all interviews: the timeline as text.

    The first wording, then each later one marked against the one before, and the interviews in which it is missing.
    """
    from timeline.choosing import positions_named
    from timeline.cli.running import analysed
    from timeline.cli.sheets import deliver
    from timeline.showing.sheet import trace_sheet

    analysis, code = analysed(corpus, themes, Voice(quiet, verbose))
    (wanted,) = positions_named([position], analysis.positions)
    deliver(trace_sheet(analysis, wanted, context or 0), file_format, out, screen(width), pager=not no_pager)
    return code
