"""`timeline export`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from timeline import __version__
from timeline.cli.console import say
from timeline.cli.options import DEFAULT_OUT, Out, command_app, examples
from timeline.cli.study import Study, studying

app = command_app()


@app.command(epilog=examples("timeline export", "timeline export --format parquet --out tables"))
@studying
def export(
    study: Study,
    out: Out = DEFAULT_OUT,
    file_format: Annotated[
        Literal["csv", "jsonl", "parquet"], typer.Option("--format", "-f", help="The format of the tables.")
    ] = "csv",
) -> int:
    """Write what was found as tables: CSV, JSON Lines or Parquet.

    One file for each table: interviews, turns, statements, changes, shifts, phrases, silences. Beside them
    datapackage.json, which describes every column, citations.json (CSL-JSON), annotations.json (W3C Web Annotations)
    and analysis.json, from which timeline.reopen gives everything back.
    """
    from timeline.cli.running import analysed, written
    from timeline.showing.export import export_files

    analysis, code = analysed(study)
    for path in written(out, export_files(analysis, file_format, __version__)):
        if not study.quiet:
            say(str(path))
    return code
