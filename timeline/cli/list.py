"""`timeline list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.cli.console import say, screen_width
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    NO_NAMES,
    Corpus,
    NoCache,
    Queries,
    Quiet,
    Speaker,
    Themes,
    Verbose,
    command_app,
    examples,
)
from timeline.cli.study import Study

if TYPE_CHECKING:
    from timeline.models import Analysis, Interview

app = command_app()


@app.command(epilog=examples("timeline list", "timeline list --corpus data/interviews/2020-04-29-tass.txt"))
def list_(
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    query: Queries = NO_NAMES,
    speaker: Speaker = "",
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """List the interviews of the corpus.

    One row for each: date, id, speaker, outlet, place, number of questions, answers and words, and the themes that it
    addresses.
    """
    from timeline.cli.hints import themes_there
    from timeline.cli.running import analysed
    from timeline.showing.listing import columns

    study = Study(corpus, themes_there(themes), query, speaker, no_cache=no_cache, quiet=quiet, verbose=verbose)
    analysis, code = analysed(study)
    headings = ["date", "interview", "speaker", "outlet", "place", "questions", "answers", "words", "themes"]
    rows = [_row(analysis, interview) for interview in analysis.corpus.interviews]
    say(columns(headings, rows, screen_width()) or "\n".join(_compact(row, screen_width()) for row in rows))
    return code


def _row(analysis: Analysis, i: Interview) -> list[str]:
    addressed = {s.theme for s in analysis.statements if s.interview == i.id}
    themes = ", ".join(t.id for t in analysis.themes if t.id in addressed)
    counts = [str(n) for n in (i.questions, i.answers, i.words)]
    return [i.date.isoformat(), i.id, i.speaker, i.outlet, i.place, *counts, themes or "-"]


def _compact(row: list[str], width: int) -> str:
    """Return a row in lines of its own, for screens on which the columns do not fit."""
    from timeline.showing.cells import hanging, shown

    day, name, speaker, outlet, place, questions, answers, words, themes = map(shown, row)
    who = ", ".join(filter(None, (speaker, outlet, place)))
    what = f"{questions} questions, {answers} answers, {words} words; {themes}"
    return hanging(f"{day}  {name}\n    {who}\n    {what}", width)
