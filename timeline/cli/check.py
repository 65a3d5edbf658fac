"""`timeline check`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from timeline.cli.console import say, say_data
from timeline.cli.options import DEFAULT_CORPUS, DEFAULT_THEMES, Corpus, Themes, command_app, examples

if TYPE_CHECKING:
    from timeline.errors import Problem

app = command_app()
_Format = Annotated[Literal["text", "json"], typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")]
EXIT_FINDINGS = 1


@app.command(epilog=examples("timeline check", "timeline check --corpus data/interviews --format json"))
def check(corpus: Corpus = DEFAULT_CORPUS, themes: Themes = DEFAULT_THEMES, file_format: _Format = "text") -> int:
    """Check transcripts and codebooks without building anything.

    Prints every finding: files that cannot be read, dates in doubt, the same interview twice, no speaker, a wrong key
    in a codebook. Exits 1 where there is one, 0 where there is none.
    """
    from timeline.cli.running import today
    from timeline.reading import check_corpus

    found = [*check_corpus(corpus, today=today()), *_of_codebooks(themes)]
    if file_format == "json":
        say_data(json.dumps([asdict(p) for p in found], ensure_ascii=False, indent=2))
    else:
        say("\n".join([f"{p.severity}: {p}" for p in found]) or "nothing found")
    return EXIT_FINDINGS if found else 0


def _of_codebooks(paths: Sequence[Path]) -> list[Problem]:
    from timeline.cli.hints import hinted
    from timeline.errors import Problem
    from timeline.pipeline import corrections_beside
    from timeline.themes import check_codebooks, doubts

    codebooks, errors = check_codebooks(paths, corrections_beside(paths))
    return [
        *(Problem.of(hinted(error)) for error in errors),
        *(doubt for codebook in codebooks for doubt in doubts(codebook)),
    ]
