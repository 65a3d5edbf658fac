"""Runs the stages in order and writes what they found.

    source file → interview → statements → positions → changes → shifts → page | terminal | table

A stage is a plain function of plain data. Work is handed out by document (reading, finding statements), then by theme
(everything after), so that either half can be spread over processes without another code path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from timeline import __version__, comparing, reading, themes
from timeline.errors import Problem
from timeline.models import (
    Analysis,
    Change,
    Corpus,
    Interview,
    Phrase,
    Position,
    Shift,
    Silence,
    Statement,
)
from timeline.output import Output
from timeline.showing.pages import Built, pages

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how many are done, and of how many."""


def quiet(step: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One theme through all interviews."""

    positions: tuple[Position, ...]
    statements: tuple[Statement, ...]
    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...]
    phrases: tuple[Phrase, ...]
    silences: tuple[Silence, ...]


def analyse(
    corpus_paths: Sequence[str | Path],
    themes_paths: Sequence[str | Path],
    *,
    today: date,
    coded: bool = True,
    progress: Progress = quiet,
) -> Analysis:
    """Return everything that the stages find in the interviews at `corpus_paths`.

    `today` is the day after which no interview can have taken place. With `coded=False` the positions that the
    codebooks name are left out and all are discovered.

    Raises UsageError where a path does not exist or holds no transcript, CodebookError where a codebook is wrong. A
    file that cannot be read does not raise: it is a Problem of the result.
    """
    progress("reading", 0, 1)
    corpus = reading.read_corpus(corpus_paths, today=today)
    progress("reading", 1, 1)
    return follow(corpus, themes.load_codebooks(themes_paths), coded=coded, progress=progress)


def build(
    corpus_paths: Sequence[str | Path],
    themes_paths: Sequence[str | Path],
    out: Path,
    *,
    today: date,
    on: date | None = None,
    shared_assets: bool = False,
    coded: bool = True,
    progress: Progress = quiet,
) -> Analysis:
    """Write the pages into the folder `out` and return what they show.

    `on` is the day of the build that the pages name; without it they name none, so that they can be made again byte
    for byte. With `shared_assets` plotly.js is written once beside the pages. Raises as `analyse` does, and
    TimelineError where `out` cannot be written; what was there then stays whole.
    """
    analysis = analyse(corpus_paths, themes_paths, today=today, coded=coded, progress=progress)
    progress("writing pages", 0, 1)
    files = pages(analysis, built=Built(__version__, on), shared_assets=shared_assets)
    with Output(out) as output:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            output.file(name, sha256(data).digest(), partial(bytes, data))
    progress("writing pages", 1, 1)
    return analysis


def follow(
    corpus: Corpus,
    codebooks: Sequence[themes.Codebook],
    *,
    coded: bool = True,
    progress: Progress = quiet,
) -> Analysis:
    """Return the analysis of interviews that were read, theme by theme in the order of their codebooks."""
    followed = []
    for done, codebook in enumerate(codebooks):
        progress("following themes", done, len(codebooks))
        followed.append(follow_theme(corpus.by_id, codebook, coded=coded))
    progress("following themes", len(codebooks), len(codebooks))
    return Analysis(
        corpus=corpus,
        themes=tuple(c.theme for c in codebooks),
        positions=tuple(p for f in followed for p in f.positions),
        statements=tuple(s for f in followed for s in f.statements),
        changes=tuple(c for f in followed for c in f.changes),
        shifts=tuple(s for f in followed for s in f.shifts),
        phrases=tuple(p for f in followed for p in f.phrases),
        silences=tuple(s for f in followed for s in f.silences),
        problems=(*corpus.problems, *_unmatched(codebooks, followed)),
    )


def follow_theme(interviews: Mapping[str, Interview], codebook: themes.Codebook, *, coded: bool = True) -> Followed:
    """Return one theme through all `interviews`, which are in the order of their dates."""
    theme = codebook.theme
    found = {i.id: themes.find_statements(i, codebook) for i in interviews.values()}
    aligned = comparing.align(theme, [s for f in found.values() for s in f.statements], interviews, coded=coded)
    changes = comparing.changes(theme, aligned.positions, aligned.statements, interviews)
    silences = (themes.silence(i, codebook, found[i.id]) for i in interviews.values())
    return Followed(
        positions=aligned.positions,
        statements=aligned.statements,
        changes=changes,
        shifts=comparing.shifts(theme, changes, aligned.statements, interviews),
        phrases=(),
        silences=tuple(s for s in silences if s is not None),
    )


def _unmatched(codebooks: Sequence[themes.Codebook], followed: Sequence[Followed]) -> list[Problem]:
    """Return a warning for each theme on which nothing was said."""
    return [
        Problem(
            f"theme {codebook.theme.id}",
            "no interview has a statement on it",
            f"Look at its terms: timeline themes show {codebook.theme.id}",
            "warning",
        )
        for codebook, f in zip(codebooks, followed, strict=True)
        if not f.statements
    ]
