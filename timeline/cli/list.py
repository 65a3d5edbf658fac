"""`timeline list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.cli.console import Voice, say, screen_width
from timeline.cli.options import DEFAULT_CORPUS, DEFAULT_THEMES, Corpus, Quiet, Themes, Verbose, command_app, examples

if TYPE_CHECKING:
    from timeline.models import Analysis, Interview

app = command_app()


@app.command(epilog=examples("timeline list", "timeline list --corpus data/interviews/2020-04-29-tass.txt"))
def list_(
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """List the interviews of the corpus.

    One row for each: date, id, speaker, outlet, place, number of questions, answers and words, and the themes that it
    addresses.
    """
    from timeline.cli.running import analysed
    from timeline.showing.listing import listing

    analysis, code = analysed(corpus, themes, Voice(quiet, verbose))
    headings = ["date", "interview", "speaker", "outlet", "place", "questions", "answers", "words", "themes"]
    rows = [_row(analysis, interview) for interview in analysis.corpus.interviews]
    say(listing(headings, rows, screen_width()))
    return code


def _row(analysis: Analysis, i: Interview) -> list[str]:
    addressed = {s.theme for s in analysis.statements if s.interview == i.id}
    themes = ", ".join(t.id for t in analysis.themes if t.id in addressed)
    counts = [str(n) for n in (i.questions, i.answers, i.words)]
    return [i.date.isoformat(), i.id, i.speaker, i.outlet, i.place, *counts, themes or "-"]
