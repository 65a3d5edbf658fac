"""Which two interviews `compare` is about: of the corpus, or files that lie outside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.running import analysed, asked, corpus_of
from timeline.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from timeline.cli.study import Study
    from timeline.models import Analysis, Corpus, Interview


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name as typed, and the option that tells its date."""

    name: str
    option: str
    day: date | None = None


def side(name: str, option: str, day: str) -> Side:
    """Return the side with its date read. Raises UsageError for a date that is none."""
    try:
        return Side(name, option, date.fromisoformat(day) if day else None)
    except ValueError:
        raise UsageError(f"{day!r} is no date", place=option, hint="Write it as 2020-12-31") from None


@dataclass(frozen=True, slots=True)
class Pick:
    """The two interviews, all that was found if that was asked for, and the exit code so far."""

    left: Interview
    right: Interview
    analysis: Analysis | None
    code: int = 0
    followed: bool = False
    """Whether the speaker who was asked for is the only one in it."""


def pick(sides: Sequence[Side], study: Study, *, whole: bool) -> Pick:
    """Return the two interviews that are meant, analysed with the whole corpus where both are of it.

    Files outside the corpus are analysed as a corpus of two. With `whole` nothing is analysed.
    """
    outside = [_read(s) if _is_outside(s.name, study.corpus) else None for s in sides]
    if None not in outside:
        return _of_two([i for i in outside if i], study, whole=whole)
    if whole or any(outside):
        known, code = corpus_of(study.corpus, study.voice)
        both = [found or _named(s, known) for s, found in zip(sides, outside, strict=True)]
        return replace(_of_two(both, study, whole=whole), code=code)
    analysis, code = analysed(study)
    left, right = (_named(s, analysis.corpus) for s in sides)
    return Pick(left, right, analysis, code, followed=True)


def _named(wanted: Side, corpus: Corpus) -> Interview:
    from timeline.choosing import interview_named

    if wanted.day:
        raise UsageError("is for files outside the corpus", place=wanted.option, hint="Correct a date beside its file")
    return interview_named(wanted.name, corpus.interviews)


def _is_outside(name: str, corpus: Sequence[Path]) -> bool:
    """Tell whether `name` is a file that lies neither in the corpus's folders nor is one of its files."""
    path = Path(name)
    if not path.is_file():
        return False
    real = path.resolve()
    return not any(real.is_relative_to(each.resolve()) for each in corpus if isinstance(each, Path))


def _read(wanted: Side) -> Interview:
    from timeline.reading.alone import read_alone

    try:
        return read_alone(wanted.name, day=wanted.day)
    except UnreadableError as error:
        if wanted.day or "date" not in error.message:
            raise
        hint = f"Give it: {wanted.option} YYYY-MM-DD"
        raise UnreadableError(error.message, place=error.place, hint=hint) from error


def _of_two(both: Sequence[Interview], study: Study, *, whole: bool) -> Pick:
    """Return two interviews, analysed as a corpus of their own."""
    from timeline import pipeline
    from timeline.models import Corpus

    left, right = both
    if left.id == right.id and left.file != right.file:
        left, right = (replace(i, id=f"{i.id}-{letter}") for i, letter in ((left, "a"), (right, "b")))
    if whole:
        return Pick(left, right, None)
    corpus = Corpus(tuple(sorted({i.id: i for i in (left, right)}.values(), key=lambda i: (i.date, i.id))))
    voice = study.voice
    codebooks = pipeline.codebooks_at(study.themes, asked(study.query))
    analysis = pipeline.follow(corpus, codebooks, coded=study.coded, words=study.words, progress=voice.progress)
    voice.finish()
    return Pick(left, right, analysis)
