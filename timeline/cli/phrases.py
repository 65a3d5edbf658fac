"""`timeline phrases`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import screen
from timeline.cli.options import NO_NAMES, ListFormat, NoPager, OutFile, ScreenWidth, ThemeNames, command_app, examples
from timeline.cli.study import Study, studying

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.models import Analysis, Phrase

app = command_app()
_EXAMPLES = ("timeline phrases --theme unsc-expansion", 'timeline phrases --phrase "rules-based order"')


@app.command(epilog=examples(*_EXAMPLES))
@studying
def phrases(
    study: Study,
    theme: ThemeNames = NO_NAMES,
    phrase: Annotated[
        list[str], typer.Option("--phrase", "-p", metavar="TEXT", help="Track this phrase instead; repeatable.")
    ] = NO_NAMES,
    file_format: ListFormat = "table",
    out: OutFile = None,
    width: ScreenWidth = 0,
    no_pager: NoPager = False,
) -> int:
    """Track wordings through time: first said, last said, gaps.

    Without --phrase, the wordings of each theme that recur or took each other's place. With it, every place where the
    speakers say that phrase, in what theme ever; where it is part of a longer phrase, or quoted in order to reject it,
    it says so. The interviewer's words do not count.
    """
    from timeline.choosing import themes_named
    from timeline.cli.running import analysed
    from timeline.cli.sheets import deliver_list
    from timeline.errors import UsageError

    if blank := [p for p in phrase if not any(map(str.isalnum, p))]:
        raise UsageError(f"{blank[0]!r} holds no word", place="--phrase", hint='Write --phrase "the words"')
    analysis, code = analysed(study)
    wanted = {t.id for t in themes_named(theme, analysis.themes)}
    found = _named(analysis, phrase, study.words) if phrase else [p for p in analysis.phrases if p.theme in wanted]
    if file_format == "table":
        from timeline.showing.phraselist import phrase_list

        shown = phrase_list(analysis, found, screen(width), each=bool(phrase))
    else:
        shown = _rendered(analysis, found, file_format)
    deliver_list(shown, file_format, out, pager=not no_pager)
    return code


def _named(analysis: Analysis, names: list[str], words: list[Path]) -> list[Phrase]:
    """Return the tracks of the phrases that the user names."""
    from timeline.comparing import phrases, word_lists
    from timeline.models import Theme
    from timeline.pipeline import words_at

    lists = word_lists(words_at(words))
    return list(phrases(Theme("", ""), analysis.statements, analysis.corpus.by_id, named=names, lists=lists))


def _rendered(analysis: Analysis, found: list[Phrase], file_format: str) -> str:
    from dataclasses import replace

    from timeline.showing.files import csv_text, json_text
    from timeline.showing.phraselist import phrases_markdown
    from timeline.showing.tables import table_named

    if file_format == "markdown":
        return phrases_markdown(analysis, found)
    table = table_named("phrases")
    rows = table.rows(replace(analysis, phrases=tuple(found)))
    return csv_text(table, rows) if file_format == "csv" else json_text(table, rows)
