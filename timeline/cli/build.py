"""`timeline build`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.cli.console import Voice, say, screen_width
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_OUT,
    DEFAULT_THEMES,
    NO_NAMES,
    Corpus,
    Model,
    NoCache,
    Out,
    Queries,
    Quiet,
    Scheduler,
    Themes,
    Verbose,
    Workers,
    command_app,
    examples,
)

if TYPE_CHECKING:
    from timeline.models import Analysis, Theme

app = command_app()


@app.command(
    epilog=examples(
        "timeline build",
        "timeline build --corpus transcripts --themes codebooks --out site",
        'timeline build --query "Belarus=Belarus* NEAR/20 (election*|protest*)"',
    )
)
def build(
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    out: Out = DEFAULT_OUT,
    model: Model = "",
    query: Queries = NO_NAMES,
    no_cache: NoCache = False,
    workers: Workers = 0,
    scheduler: Scheduler = "",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Write the pages: an index, and one page for each theme.

    The pages are complete without network. Ends with a line for each theme: interviews with a statement, statements,
    positions and the strongest shift; then the file to open.
    """
    from timeline.cli.running import asked, built
    from timeline.showing.listing import listing

    where = {"workers": workers, "scheduler": scheduler, "model": model, "queries": asked(query)}
    analysis, code = built(corpus, themes, out, Voice(quiet, verbose), keep=not no_cache, **where)
    if not quiet:
        headings = ["theme", "interviews", "statements", "positions", "strongest shift"]
        say(listing(headings, [_row(analysis, theme) for theme in analysis.themes], screen_width()))
        say(f"\nopen {out / 'index.html'}")
    return code


def _row(analysis: Analysis, theme: Theme) -> list[str]:
    from timeline.showing.shiftlist import in_short

    said = [s for s in analysis.statements if s.theme == theme.id]
    held = {p for s in said for p in s.positions}
    counts = [str(len(n)) for n in ({s.interview for s in said}, said, held)]
    strongest = next((s for s in analysis.shifts if s.theme == theme.id), None)
    return [theme.id, *counts, in_short(analysis, strongest) if strongest else "-"]
