"""The Python API: what the commands do, for notebooks and programs. Everything here is in `timeline` itself.

Nothing is printed; what is wrong raises a `timeline.TimelineError`, which says what to do next. A file that cannot be
read does not raise: it is a problem in `analysis.problems`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import UnreadableError, UsageError
from timeline.models import Analysis, Shift

if TYPE_CHECKING:
    import polars as pl
    from plotly.graph_objects import Figure

    from timeline.showing.rendering import SheetFormat
    from timeline.showing.sheet import Sheet

AnyPath = str | PathLike[str]
Names = str | Sequence[str]


def load(
    *corpus: AnyPath,
    themes: AnyPath | Sequence[AnyPath] = "data/themes",
    coded: bool = True,
    today: date | None = None,
    workers: int = 1,
    words: AnyPath | Sequence[AnyPath] = (),
) -> Analysis:
    """Return everything that is found in the interviews at `corpus`, files or folders, on the themes at `themes`.

    With `coded=False` the codebooks' positions are left out and all are discovered. `today`, by default the day on
    the clock, is the day after which no interview can have taken place. Work is done by `workers` processes; more than
    one need a main module that can be imported, which a notebook has not. Results are kept where the commands keep
    theirs. `words` are files with word lists, one for each language. Raises UsageError for a path that does not
    exist or holds no transcript, CodebookError for a codebook that is wrong.

    >>> import timeline
    >>> analysis = timeline.load("data/interviews/2020-04-29-tass.txt")
    >>> [(i.date.isoformat(), i.speaker, i.questions) for i in analysis.corpus.interviews]
    [('2020-04-29', 'Sergey Lavrov', 5)]
    """
    from timeline import pipeline
    from timeline.cache import default_folder

    codebooks = [themes] if isinstance(themes, (str, PathLike)) else themes
    day = today or datetime.now().astimezone().date()
    listed = [words] if isinstance(words, (str, PathLike)) else words
    return pipeline.analyse(
        _paths(corpus),
        _paths(codebooks),
        today=day,
        coded=coded,
        words=_paths(listed),
        cache=default_folder(),
        workers=workers,
    )


def reopen(export: AnyPath) -> Analysis:
    """Return the analysis that `timeline export` wrote into a folder. Raises UnreadableError where it holds none."""
    from timeline.showing.archive import NAME, restored

    path = Path(export) / NAME
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot read: {error.strerror}", place=str(path), hint="Run timeline export") from error
    return restored(content, place=str(path))


def select(
    analysis: Analysis,
    *,
    theme: Names = (),
    position: Names = (),
    speaker: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Analysis:
    """Return the part of the analysis on those themes and positions, by that speaker, from `since` to `until`.

    A name is an id, a title or the start of one. Raises UsageError for one that nothing has, with a likely one.

    >>> import timeline
    >>> analysis = timeline.load("data/interviews/2020-04-29-tass.txt")
    >>> {s.theme for s in timeline.select(analysis, theme="rules").statements}
    {'rules-based-order'}
    """
    from timeline.choosing import chosen

    return chosen(
        analysis, themes=_names(theme), positions=_names(position), speaker=speaker, since=since, until=until
    )  # fmt: skip


def shifts(analysis: Analysis, *, theme: Names = (), position: Names = (), kind: Names = ()) -> tuple[Shift, ...]:
    """Return the changes of wording that matter, the strongest first.

    >>> import timeline
    >>> analysis = timeline.load("data/interviews", themes="data/themes/unsc-expansion.toml")
    >>> strongest = timeline.shifts(analysis, theme="unsc-expansion")[0]
    >>> strongest.rank, strongest.score > 0
    (1, True)
    """
    kinds = _names(kind)
    found = select(analysis, theme=theme, position=position).shifts
    return tuple(sorted((s for s in found if not kinds or s.kind in kinds), key=lambda s: -s.score))


def compare(analysis: Analysis, a: str, b: str, *, theme: Names = (), context: int = 0) -> Sheet:
    """Return two interviews side by side, `a` on the left; a notebook shows the page.

    Each is an id, a date, a file, or the start of one. `context` is how many sentences around each statement are
    given. Raises UsageError for a name that none or several interviews have.

    >>> import timeline
    >>> analysis = timeline.load("data/interviews", themes="data/themes/unsc-expansion.toml")
    >>> sheet = timeline.compare(analysis, "2019", "tass")
    >>> sheet.title
    '2019-09-04 MIC Izvestia multimedia information centre and 2020-04-29 TASS news agency'
    >>> entry = next(entry for entry in sheet.entries if entry.state == "changed")
    >>> "".join(piece.text for piece in entry.side("delete")) == entry.left.text
    True
    """
    from timeline import comparing
    from timeline.choosing import interview_named, themes_named
    from timeline.showing.sheet import comparison_sheet

    left, right = (interview_named(name, analysis.corpus.interviews) for name in (a, b))
    meant = themes_named(_names(theme), analysis.themes)
    found = comparing.compare(left, right, meant, analysis.positions, analysis.statements)
    return comparison_sheet(found, context)


def trace(analysis: Analysis, position: str, *, context: int = 0) -> Sheet:
    """Return one position through all interviews: its first wording, then each change; a notebook shows the page.

    >>> import timeline
    >>> analysis = timeline.load("data/interviews", themes="data/themes/new-start-extension.toml")
    >>> [entry.right.date.year for entry in timeline.trace(analysis, "five-years").entries if entry.right]
    [2019, 2020, 2020]
    """
    from timeline.choosing import positions_named
    from timeline.showing.sheet import trace_sheet

    (meant,) = positions_named([position], analysis.positions)
    return trace_sheet(analysis, meant, context)


def render(sheet: Sheet, file_format: SheetFormat = "text", *, width: int = 80) -> str | bytes:
    """Return a comparison or trace as text, markdown, html or json; as bytes for docx. Raises UsageError for others."""
    from timeline.showing.marks import Screen
    from timeline.showing.rendering import FORMATS
    from timeline.showing.rendering import render as rendered

    if file_format not in FORMATS:
        raise UsageError(f"no format {file_format!r}", hint=f"There is {', '.join(FORMATS)}")
    content = rendered(sheet, file_format, Screen(width))
    return content if file_format == "docx" else content.decode()


def figure(analysis: Analysis, theme: str) -> Figure:
    """Return a theme's timeline as a Plotly figure, which a notebook shows.

    >>> import timeline
    >>> analysis = timeline.load("data/interviews", themes="data/themes/unsc-expansion.toml")
    >>> type(timeline.figure(analysis, "unsc")).__name__
    'Figure'
    """
    from timeline.choosing import themes_named
    from timeline.showing.figure import timeline_figure
    from timeline.showing.page_lanes import board

    (meant,) = themes_named([theme], analysis.themes)
    return timeline_figure(board(analysis, meant))


def frame(analysis: Analysis, table: str) -> pl.DataFrame:
    """Return one of the tables of `timeline export` as a typed polars frame. Raises UsageError for an unknown one.

    >>> import timeline
    >>> analysis = timeline.load("data/interviews/2020-04-29-tass.txt")
    >>> timeline.frame(analysis, "turns").columns
    ['interview', 'turn', 'role', 'speaker', 'start', 'end']
    """
    from timeline.choosing import did_you_mean
    from timeline.showing.files import frame as framed
    from timeline.showing.tables import TABLES

    known = {each.name: each for each in TABLES}
    if table not in known:
        hint = did_you_mean(table, known) or f"There is {', '.join(known)}"
        raise UsageError(f"no table {table!r}", hint=hint)
    return framed(known[table], known[table].rows(analysis))


def _paths(given: Sequence[AnyPath]) -> list[Path]:
    from timeline.locating import located

    return [located(path if isinstance(path, str) else Path(path)) for path in given]


def _names(given: Names) -> Sequence[str]:
    return [given] if isinstance(given, str) and given else list(given)
