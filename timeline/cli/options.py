"""Options that several commands share, and how a command's `app` is made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

DEFAULT_CORPUS = [Path("data/interviews")]
DEFAULT_THEMES = [Path("data/themes")]
DEFAULT_OUT = Path("out")

Corpus = Annotated[
    list[Path],
    typer.Option("--corpus", "-c", metavar="PATH", help="Transcripts; repeatable."),
]
Themes = Annotated[
    list[Path],
    typer.Option("--themes", "-t", metavar="PATH", help="Codebooks; repeatable."),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to; made if missing.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show each step, even in a pipe.")]
ThemeNames = Annotated[
    list[str], typer.Option("--theme", metavar="NAME", help="Only this theme: id or start; repeatable.")
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Print straight to the terminal.")]
PositionNames = Annotated[
    list[str], typer.Option("--position", metavar="NAME", help="Only this position: id or start; repeatable.")
]
ContextSentences = Annotated[
    int | None, typer.Option("--context", "-U", metavar="N", min=0, help="Show N sentences around each statement.")
]
ScreenWidth = Annotated[
    int, typer.Option("--width", "-W", metavar="N", min=0, help="Cells to fill; 0: the terminal's.")
]
SheetFormat = Annotated[
    Literal["text", "markdown", "html", "json", "docx"],
    typer.Option("--format", "-f", metavar="FORMAT", help="text, markdown, html, json or docx."),
]
ListFormat = Annotated[
    Literal["table", "json", "csv", "markdown"],
    typer.Option("--format", "-f", metavar="FORMAT", help="table, json, csv or markdown."),
]
OutFile = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to FILE instead of printing.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Reuse and keep nothing between runs.")]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=0, help="Processes to work in; 0: all cores if it is worth it.")
]
Scheduler = Annotated[str, typer.Option("--scheduler", metavar="ADDRESS", help="Work on this Dask cluster.")]
Watch = Annotated[bool, typer.Option("--watch", help="Stay, and build again as files change.")]
Model = Annotated[
    str,
    typer.Option("--model", metavar="FOLDER", help="Align by meaning too (extra 'semantic')."),
]
Coded = Annotated[bool, typer.Option("--coded/--no-coded", help="Use the codebooks' positions.")]
Speaker = Annotated[
    str, typer.Option("--speaker", metavar="NAME", help="Follow this official alone: a name, surname or alias.")
]
Words = Annotated[
    list[Path],
    typer.Option("--words", metavar="FILE", help="Word lists for kinds of change; repeatable."),
]
Queries = Annotated[
    list[str],
    typer.Option("--query", metavar="NAME=PATTERN", help="A theme made of a pattern, no codebook; repeatable."),
]
NO_NAMES: list[str] = []
NO_FILES: list[Path] = []


def command_app(summary: str = "") -> typer.Typer:
    """Return the `app` of one command's module; `summary` where it holds subcommands."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=bool(summary),
        help=summary or None,
    )
    if summary:  # a callback makes typer keep a lone subcommand a subcommand
        app.callback()(_nothing)
    return app


def examples(*lines: str) -> str:
    r"""Return the end of a command's help: its examples, a line each, which the tests run.

    >>> examples("timeline list")
    '\x08\nExamples:\n  timeline list'
    """
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _nothing() -> None:
    pass
