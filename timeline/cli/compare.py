"""`timeline compare A B`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import screen
from timeline.cli.options import (
    NO_NAMES,
    ContextSentences,
    NoPager,
    OutFile,
    PositionNames,
    ScreenWidth,
    SheetFormat,
    ThemeNames,
    command_app,
    examples,
)
from timeline.cli.study import Study, studying
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.cli.sides import Pick
    from timeline.models import Comparison

app = command_app()
_A = Annotated[str, typer.Argument(metavar="A", help="Left: an interview's id, date, file, or a start.")]
_B = Annotated[str, typer.Argument(metavar="B", help="Right: the same.")]


class State(StrEnum):
    """What became of a statement."""

    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"
    SAME = "same"


_Only = Annotated[
    list[State],
    typer.Option("--only", metavar="STATE", help="Only changed, new, dropped, same; repeatable."),
]
_Whole = Annotated[bool, typer.Option("--whole", help="The full interviews, paragraph by paragraph.")]
_DateA = Annotated[str, typer.Option("--date-a", metavar="DATE", help="Date of A, a file outside the corpus.")]
_DateB = Annotated[str, typer.Option("--date-b", metavar="DATE", help="Date of B.")]
_Summary = Annotated[bool, typer.Option("--summary", help="Counts and the strongest change, theme by theme.")]
_ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything changed.")]
_ANY_STATE: list[State] = []
_EXAMPLES = (
    "timeline compare tass rossiya --only changed -f docx -o changes.docx",
    "timeline compare draft.html final.txt --whole --date-b 2020-12-29",
)


@app.command(epilog=examples(*_EXAMPLES))
@studying
def compare(
    a: _A,
    b: _B,
    study: Study,
    theme: ThemeNames = NO_NAMES,
    position: PositionNames = NO_NAMES,
    only: _Only = _ANY_STATE,
    context: ContextSentences = None,
    whole: _Whole = False,
    summary: _Summary = False,
    file_format: SheetFormat = "text",
    out: OutFile = None,
    date_a: _DateA = "",
    date_b: _DateB = "",
    swap: Annotated[bool, typer.Option("--swap", help="Put B on the left.")] = False,
    exit_code: _ExitCode = False,
    width: ScreenWidth = 0,
    no_pager: NoPager = False,
) -> int:
    """Show two interviews side by side, word by word.

    Either may be a file outside the corpus. Marks [-what went-] {+what came+}.
    """
    from timeline.cli.sheets import deliver
    from timeline.cli.sides import pick, side
    from timeline.showing.sheet import comparison_sheet

    sides = [side(a, "--date-a", date_a), side(b, "--date-b", date_b)]
    found = pick(sides[::-1] if swap else sides, study, whole=whole)
    comparison = _compared(found, study, theme, position, only)
    sheet = comparison_sheet(comparison, context, fold=whole)
    deliver(sheet, file_format, out, screen(width), summary=summary, pager=not no_pager)
    return found.code or int(exit_code and any(p.state != "same" for p in comparison.pairs))


def _compared(found: Pick, study: Study, themes: list[str], positions: list[str], only: list[State]) -> Comparison:
    from timeline import comparing, pipeline
    from timeline.cache import default_folder
    from timeline.choosing import narrowed, positions_named, themes_named

    speaker = "" if found.followed else study.speaker
    if found.analysis is None:
        if themes or positions:
            raise UsageError("--theme and --position do not go with --whole", hint="Leave one out")
        comparison = comparing.compare_whole(found.left, found.right)
        return narrowed(comparison, speaker=speaker, only=only)
    analysis = found.analysis
    meant = themes_named(themes, analysis.themes)
    cache = None if study.no_cache else default_folder()
    comparison = pipeline.compare(
        found.left,
        found.right,
        meant,
        analysis.positions,
        analysis.statements,
        words=study.words,
        cache=cache,
    )
    held = positions_named(positions, analysis.positions) if positions else None
    return narrowed(comparison, positions=held, speaker=speaker, only=only)
