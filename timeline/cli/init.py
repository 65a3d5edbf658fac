"""`timeline init FILE…`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.console import say
from timeline.cli.options import command_app, examples

app = command_app()
_Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Transcripts.")]
_Force = Annotated[bool, typer.Option("--force", help="Write over a sidecar that is there.")]


@app.command(epilog=examples("timeline init data/interviews/2020-04-29-tass.txt"))
def init(files: _Files, force: _Force = False) -> int:
    """Write what was found of a transcript into a file to correct.

    NAME.meta.toml holds date, title, speaker, outlet, place, address and language; what it says wins over the text.
    """
    from timeline.cli.running import today, written
    from timeline.errors import UsageError
    from timeline.reading import draft_sidecars

    drafts = draft_sidecars(files, today=today())
    there = [d.path for d in drafts if d.path.exists() and not force]
    if there:
        raise UsageError("is there already", place=there[0].as_posix(), hint="Write over it with --force")
    for draft in drafts:
        (path,) = written(draft.path.parent, {draft.path.name: draft.text.encode()})
        say(f"wrote {path.as_posix()}")
    return 0
