"""`timeline build`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.cli.console import EXIT_TROUBLE, Voice, say, screen_width, tell
from timeline.cli.hints import hinted
from timeline.cli.options import DEFAULT_OUT, Out, Scheduler, Watch, Workers, command_app, examples
from timeline.cli.study import Study, studying
from timeline.errors import TimelineError

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
@studying
def build(
    study: Study,
    out: Out = DEFAULT_OUT,
    workers: Workers = 0,
    scheduler: Scheduler = "",
    watch: Watch = False,
) -> int:
    """Write the pages: an index, and one page for each theme.

    The pages are complete without network. Ends with a line for each theme: interviews with a statement, statements,
    positions and the sharpest shift; then the file to open.
    """
    once = partial(_once, study, out, study.voice, {"workers": workers, "scheduler": scheduler})
    return _again_and_again(once, study.paths, out, study.quiet) if watch else once()


def _again_and_again(once: Callable[[], int], paths: list[Path], out: Path, quiet: bool) -> int:
    """Build, and again whenever something changes, until Ctrl-C; what is wrong in between is said and waited out."""
    from timeline.watching import rounds

    code = 0
    for _ in rounds(paths, out):
        try:
            code = once()
        except TimelineError as error:
            code = EXIT_TROUBLE
            tell(f"error: {hinted(error)}")
        if not quiet:
            tell("waiting for changes; Ctrl-C ends")
    return code


def _once(study: Study, out: Path, voice: Voice, where: Mapping[str, Any]) -> int:
    from timeline.cli.running import built
    from timeline.showing.listing import listing

    analysis, code = built(study, out, voice, **where)
    if not voice.quiet:
        headings = ["theme", "interviews", "statements", "positions", "sharpest shift", "file"]
        say(listing(headings, [_row(analysis, theme, out) for theme in analysis.themes], screen_width()))
        say(f"\nopen {out / 'index.html'}")
    return code


def _row(analysis: Analysis, theme: Theme, out: Path) -> list[str]:
    from timeline.showing.shiftlist import in_short, sharpest

    said = [s for s in analysis.statements if s.theme == theme.id]
    held = {p for s in said for p in s.positions}
    counts = [str(len(n)) for n in ({s.interview for s in said}, said, held)]
    first = sharpest(s for s in analysis.shifts if s.theme == theme.id)
    shift = in_short(analysis, first) if first else "-"
    return [theme.id, *counts, shift, (out / f"{theme.id}.html").as_posix()]
