"""`timeline evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.console import Voice, is_terminal, screen_width, show
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    NO_FILES,
    Coded,
    Corpus,
    Model,
    NoCache,
    NoPager,
    Quiet,
    Themes,
    Verbose,
    Words,
    command_app,
    examples,
)

app = command_app()


@app.command(
    epilog=examples("timeline evaluate tests/accuracy/gold", "timeline evaluate tests/accuracy/gold --figures")
)
def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD", help="Annotations: JSON or CSV files, or folders of them.")
    ],
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    coded: Coded = True,
    model: Model = "",
    figures: Annotated[bool, typer.Option("--figures", help="Figures only: do not list what was missed.")] = False,
    words: Words = NO_FILES,
    no_pager: NoPager = False,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Compare what timeline finds with what people marked by hand.

    Prints precision, recall and F1 of paragraphs, pairs of sentences that share a position, shifts and silences, the
    agreement of annotators with each other and with timeline, and every miss and false alarm with its quote.
    """
    from timeline.cli.running import analysed
    from timeline.evaluating import evaluate as evaluated
    from timeline.evaluating import load_gold, report
    from timeline.showing.cells import clean, hanging

    voice = Voice(quiet, verbose)
    annotations = load_gold(gold)
    analysis, code = analysed(corpus, themes, voice, coded=coded, model=model, words=words, keep=not no_cache)
    evaluation = evaluated(annotations, analysis)
    voice.report(evaluation.problems)
    said = clean(report(evaluation, details=not figures))
    show(hanging(said, screen_width()) if is_terminal() else said, pager=not no_pager)
    return code
