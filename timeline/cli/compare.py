"""`timeline compare A B`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import Voice, screen
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    NO_NAMES,
    ContextSentences,
    Corpus,
    NoPager,
    OutFile,
    PositionNames,
    Quiet,
    ScreenWidth,
    SheetFormat,
    ThemeNames,
    Themes,
    Verbose,
    command_app,
    examples,
)

if TYPE_CHECKING:
    from timeline.models import Analysis, Comparison

app = command_app()
_A = Annotated[str, typer.Argument(metavar="A", help="Left: an interview's id, date or file, or the start of one.")]
_B = Annotated[str, typer.Argument(metavar="B", help="Right: the same.")]


class State(StrEnum):
    """What became of a statement."""

    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"
    SAME = "same"


_Only = Annotated[
    list[State],
    typer.Option("--only", metavar="STATE", help="Only what is changed, new, dropped or same; repeatable."),
]
_Summary = Annotated[bool, typer.Option("--summary", help="Counts and the strongest change, theme by theme.")]
_ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything changed.")]
_ANY_STATE: list[State] = []
_EXAMPLES = (
    "timeline compare 2019-09-04 2020-12-29",
    "timeline compare tass aif --theme new-start-extension --only changed",
    "timeline compare 2019 2020-12 --summary",
)


@app.command(epilog=examples(*_EXAMPLES))
def compare(
    a: _A,
    b: _B,
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    theme: ThemeNames = NO_NAMES,
    position: PositionNames = NO_NAMES,
    speaker: Annotated[str, typer.Option("--speaker", metavar="NAME", help="Only what this person says.")] = "",
    only: _Only = _ANY_STATE,
    context: ContextSentences = 0,
    summary: _Summary = False,
    file_format: SheetFormat = "text",
    out: OutFile = None,
    swap: Annotated[bool, typer.Option("--swap", help="Put B on the left.")] = False,
    exit_code: _ExitCode = False,
    width: ScreenWidth = 0,
    no_pager: NoPager = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show two interviews side by side, word by word.

    Theme by theme and statement by statement, A on the left, B on the right. What went is marked [-so-] and what
    came {+so+}, or by colour.
    """
    from timeline.choosing import narrowed, positions_named
    from timeline.cli.running import analysed
    from timeline.cli.sheets import deliver
    from timeline.showing.sheet import comparison_sheet

    analysis, code = analysed(corpus, themes, Voice(quiet, verbose))
    names = (b, a) if swap else (a, b)
    wanted = positions_named(position, analysis.positions) if position else None
    comparison = narrowed(_compared(analysis, *names, theme), positions=wanted, speaker=speaker, only=only)
    sheet = comparison_sheet(comparison, context)
    deliver(sheet, file_format, out, screen(width), summary=summary, pager=not no_pager)
    return code or int(exit_code and any(p.state != "same" for p in comparison.pairs))


def _compared(analysis: Analysis, left: str, right: str, theme_names: list[str]) -> Comparison:
    from timeline import comparing
    from timeline.choosing import interview_named, themes_named

    old, new = (interview_named(name, analysis.corpus.interviews) for name in (left, right))
    themes = themes_named(theme_names, analysis.themes)
    return comparing.compare(old, new, themes, analysis.positions, analysis.statements)
