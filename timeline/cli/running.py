"""From a command's options to an analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.cache import default_folder
from timeline.cli.console import Voice
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.cli.study import Study
    from timeline.models import Analysis, Corpus


def today() -> date:
    """Return the day on the user's clock, against which dates in texts are checked."""
    return datetime.now().astimezone().date()


def analysed(study: Study, voice: Voice | None = None) -> tuple[Analysis, int]:
    """Return the analysis and the exit code so far: 2 where a file could not be read, else 0."""
    from timeline import pipeline

    voice = voice or study.voice
    cache = None if study.no_cache else default_folder()
    try:
        analysis = pipeline.analyse(
            study.corpus, study.themes, today=today(), progress=voice.progress, cache=cache, **study.how
        )
    finally:
        voice.finish()
    return analysis, voice.report(analysis.problems)


def corpus_of(paths: Sequence[Path], voice: Voice) -> tuple[Corpus, int]:
    """Return what can be read at the paths, and the exit code so far as `analysed` does."""
    from timeline.reading import read_corpus

    corpus = read_corpus(paths, today=today())
    return corpus, voice.report(corpus.problems)


def built(study: Study, out: Path, voice: Voice, **where: Any) -> tuple[Analysis, int]:
    """Write the pages into `out`; return the analysis and the exit code as `analysed` does.

    `where` is where the work is done: `workers`, `scheduler`.
    """
    from timeline import pipeline

    cache = None if study.no_cache else default_folder()
    try:
        analysis = pipeline.build(
            study.corpus, study.themes, out, today=today(), progress=voice.progress, cache=cache, **study.how, **where
        )
    finally:
        voice.finish()
    return analysis, voice.report(analysis.problems)


def asked(queries: Sequence[str]) -> list[tuple[str, str]]:
    """Return title and pattern of each query. Raises UsageError for one that is not NAME=PATTERN."""
    pairs = [(name.strip(), pattern.strip()) for name, _, pattern in (q.partition("=") for q in queries)]
    if any(not name or not pattern for name, pattern in pairs):
        raise UsageError("a query needs a name and a pattern", hint='Write --query NAME="PATTERN"')
    return pairs


def written(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write the files into the folder, made if missing; return their paths. Raises UsageError where it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        place = str(error.filename or folder)
        hint = "Choose another folder with --out"
        raise UsageError(f"cannot write: {error.strerror}", place=place, hint=hint) from error
    return [folder / name for name in files]
