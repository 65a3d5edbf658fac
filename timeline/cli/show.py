"""`timeline show INTERVIEW`."""

from __future__ import annotations

from textwrap import indent, wrap
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import screen, show
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    Corpus,
    NoCache,
    NoPager,
    Quiet,
    ScreenWidth,
    Themes,
    Verbose,
    command_app,
    examples,
)
from timeline.cli.study import Study

if TYPE_CHECKING:
    from timeline.models import Analysis, Interview
    from timeline.reading import Part

app = command_app()
_Name = Annotated[str, typer.Argument(metavar="INTERVIEW", help="An interview's id, date, file, or the start of one.")]
_Margins = Annotated[bool, typer.Option("--margins", help="Show also what was left out of the talk.")]


@app.command(name="show", epilog=examples("timeline show 2020-04-29", "timeline show 2019 --margins"))
def show_(
    interview: _Name,
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    margins: _Margins = False,
    width: ScreenWidth = 0,
    no_pager: NoPager = False,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Show one interview as it was read, and what was left out.

    Its facts, then each turn with its line in the source, its speaker and its themes.
    """
    from timeline.choosing import interview_named
    from timeline.cli.hints import themes_there
    from timeline.cli.running import analysed
    from timeline.reading import outline
    from timeline.showing.cells import clean

    study = Study(corpus, themes_there(themes), no_cache=no_cache, quiet=quiet, verbose=verbose)
    analysis, code = analysed(study)
    wanted = interview_named(interview, analysis.corpus.interviews)
    cells = screen(width).width
    parts = [_shown(p, _themes(analysis, wanted, p), cells) for p in outline(wanted, margins=margins)]
    show(clean("\n\n".join([_facts(wanted), *parts])), pager=not no_pager)
    return code


def _facts(i: Interview) -> str:
    rows = {
        "interview": i.id,
        "file": i.file,
        "date": f"{i.date.isoformat()} (from the {i.date_source})",
        "title": i.title,
        "speaker": i.speaker,
        "outlet": i.outlet,
        "place": i.place,
        "turns": f"{i.questions} questions, {i.answers} answers, {i.words} words",
        "broken off": "yes" if i.truncated else "",
    }
    return "\n".join([f"{key:<11}{value}" for key, value in rows.items() if value])


def _themes(analysis: Analysis, interview: Interview, part: Part) -> str:
    ids = {s.theme for s in analysis.statements if s.interview == interview.id and s.turn == part.turn}
    return ", ".join([t.id for t in analysis.themes if t.id in ids and part.turn])


def _shown(part: Part, themes: str, width: int) -> str:
    """Return a part with its line, kind, speaker and themes above its words."""
    head = (
        f"{part.line}: {part.kind}"
        + (f", {part.speaker}" if part.speaker else "")
        + (f"  [{themes}]" if themes else "")
    )
    paragraphs = ["".join(c for c in p if c.isprintable()) for p in part.words.split("\n") if p.strip()]
    return "\n".join([head, *(indent("\n".join(wrap(p, max(width - 4, 20))), "    ") for p in paragraphs)])
