"""`timeline export`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from timeline import __version__
from timeline.cli.console import Voice, say
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_OUT,
    DEFAULT_THEMES,
    NO_FILES,
    Coded,
    Corpus,
    Model,
    NoCache,
    Out,
    Quiet,
    Speaker,
    Themes,
    Verbose,
    Words,
    command_app,
    examples,
)

app = command_app()


@app.command(epilog=examples("timeline export", "timeline export --format parquet --out tables"))
def export(
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    speaker: Speaker = "",
    coded: Coded = True,
    model: Model = "",
    out: Out = DEFAULT_OUT,
    file_format: Annotated[
        Literal["csv", "jsonl", "parquet"], typer.Option("--format", "-f", help="The format of the tables.")
    ] = "csv",
    words: Words = NO_FILES,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Write what was found as tables: CSV, JSON Lines or Parquet.

    One file for each table: interviews, turns, statements, changes, shifts, phrases, silences. Beside them
    datapackage.json, which describes every column, citations.json (CSL-JSON), annotations.json (W3C Web Annotations)
    and analysis.json, from which timeline.reopen gives everything back.
    """
    from timeline.cli.running import analysed, written
    from timeline.showing.export import export_files

    voice = Voice(quiet, verbose)
    analysis, code = analysed(
        corpus, themes, voice, words=words, coded=coded, model=model, speaker=speaker, keep=not no_cache
    )
    for path in written(out, export_files(analysis, file_format, __version__)):
        if not quiet:
            say(str(path))
    return code
