"""`timeline brief FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from timeline.cli.console import say_data, screen, show
from timeline.cli.options import NoPager, OutFile, command_app, examples
from timeline.cli.study import Study, studying

if TYPE_CHECKING:
    from timeline.models import Analysis, Brief

app = command_app()
_EXAMPLES = (
    "timeline brief data/interviews/2020-04-29-tass.txt",
    "timeline brief data/interviews/2020-04-29-tass.txt -f html -o brief.html",
    "timeline brief data/interviews/2020-04-29-tass.txt --fail-on date",
)


@app.command(epilog=examples(*_EXAMPLES))
@studying
def brief(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new transcript; it may be in the corpus.")],
    study: Study,
    file_format: Annotated[
        Literal["text", "markdown", "html", "json"],
        typer.Option("--format", "-f", metavar="FORMAT", help="text, markdown, html or json."),
    ] = "text",
    out: OutFile = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="LIST", help="Exit 1 on any of these: new, missing, a kind of change…")
    ] = "",
    no_pager: NoPager = False,
) -> int:
    """Compare one new transcript with all that was said before it.

    Theme by theme: what is said for the first time, what was said before in other words (with the diff to the latest
    wording), what is usual but missing this time, and what was said before word for word. With --fail-on, a list with
    commas of new, reworded, missing, same and kinds of change such as condition or number, it exits 1 where there is
    one: so it can run as a watch.
    """
    from timeline.cli.running import analysed, written
    from timeline.comparing.briefing import brief as briefed
    from timeline.comparing.briefing import findings
    from timeline.errors import UsageError

    wanted = _wanted(fail_on)
    if file.is_dir():
        raise UsageError("is a folder", place=str(file), hint="Name one transcript")
    paths = study.corpus if _inside(file, study.corpus) else [*study.corpus, file]
    analysis, code = analysed(study._replace(corpus=paths))
    made = briefed(analysis, _id_of(file, analysis))
    shown = _rendered(analysis, made, file_format)
    if out is not None:
        written(out.parent, {out.name: shown.encode()})
    elif file_format == "text":
        show(shown, pager=not no_pager)
    else:
        say_data(shown.rstrip("\n"))
    return code or (1 if findings(made, wanted) else 0)


def _wanted(names: str) -> set[str]:
    """Return the states and kinds that a list with commas names. Raises UsageError for an unknown one."""
    from timeline.errors import UsageError
    from timeline.models import BriefState, ShiftKind

    known = {*get_args(BriefState), *get_args(ShiftKind)}
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    for name in sorted(wanted - known):
        raise UsageError(f"no state or kind {name!r}", place="--fail-on", hint=f"There is {', '.join(sorted(known))}")
    return wanted


def _inside(file: Path, corpus: list[Path]) -> bool:
    """Tell whether the corpus reads the file anyway."""
    here = file.resolve()
    near = [path.resolve() for path in corpus if isinstance(path, Path)]
    return any(here == path or path in here.parents for path in near)


def _id_of(file: Path, analysis: Analysis) -> str:
    """Return the id of the interview that was read from `file`. Raises UnreadableError where none was."""
    from timeline.errors import UnreadableError

    here = file.resolve()
    for interview in analysis.corpus.interviews:
        if Path(interview.file).resolve() == here:
            return interview.id
    raise UnreadableError("no interview was read from it", place=str(file), hint="See the messages above")


def _rendered(analysis: Analysis, made: Brief, file_format: str) -> str:
    from timeline.showing import brief as showing

    if file_format == "text":
        return showing.brief_text(analysis, made, screen())
    render = {"markdown": showing.brief_markdown, "html": showing.brief_html, "json": showing.brief_json}[file_format]
    return render(analysis, made)
