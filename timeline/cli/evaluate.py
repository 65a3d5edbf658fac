"""`timeline evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.console import is_terminal, screen_width, show
from timeline.cli.options import NoPager, command_app, examples
from timeline.cli.study import Study, studying

app = command_app()


@app.command(
    epilog=examples("timeline evaluate tests/accuracy/gold", "timeline evaluate tests/accuracy/gold --figures")
)
@studying
def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD", help="Annotations: JSON or CSV files, or folders of them.")
    ],
    study: Study,
    figures: Annotated[bool, typer.Option("--figures", help="Figures only: do not list what was missed.")] = False,
    no_pager: NoPager = False,
) -> int:
    """Compare what timeline finds with what people marked by hand.

    Prints precision, recall and F1 of paragraphs, pairs of sentences that share a position, shifts and silences, the
    agreement of annotators with each other and with timeline, and every miss and false alarm with its quote.
    """
    from timeline.cli.running import analysed
    from timeline.evaluating import evaluate as evaluated
    from timeline.evaluating import load_gold, report
    from timeline.showing.cells import clean, hanging

    voice = study.voice
    annotations = load_gold(gold)
    analysis, code = analysed(study, voice)
    evaluation = evaluated(annotations, analysis)
    voice.report(evaluation.problems)
    said = clean(report(evaluation, details=not figures))
    show(hanging(said, screen_width()) if is_terminal() else said, pager=not no_pager)
    return code
