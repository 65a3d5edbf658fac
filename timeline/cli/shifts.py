"""`timeline shifts`."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli.console import Voice, screen, show
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    NO_NAMES,
    Corpus,
    NoPager,
    Quiet,
    ThemeNames,
    Themes,
    Verbose,
    command_app,
    examples,
)

app = command_app()
_Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="At most N for each theme; 0: all.")]


@app.command(epilog=examples("timeline shifts", "timeline shifts --theme new-start-extension --limit 3"))
def shifts(
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    theme: ThemeNames = NO_NAMES,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=0, help="At most N for each theme; 0: all.")
    ] = 10,
    no_pager: NoPager = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """List the changes of wording that matter, the strongest first.

    For each: what kind it is, the words that went and came, why it ranks where it does, and both quotes with their
    dates.
    """
    from timeline.choosing import themes_named
    from timeline.cli.running import analysed
    from timeline.showing.shiftlist import shift_list

    analysis, code = analysed(corpus, themes, Voice(quiet, verbose))
    wanted = themes_named(theme, analysis.themes)
    show(shift_list(analysis, wanted, screen(), limit or None), pager=not no_pager)
    return code
