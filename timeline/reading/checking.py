"""Findings about a corpus, without building anything: what could not be read, and what was read with doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from timeline.errors import Problem
from timeline.models import Interview
from timeline.reading.corpus import read_corpus

# Below this an answer is a word, not a talk: no interview of the samples and trap pages has fewer words altogether.
_FEWEST_WORDS = 20


def check_corpus(paths: Sequence[str | Path], *, today: date) -> tuple[Problem, ...]:
    """Return every finding about the transcripts at `paths`, in order of files.

    Errors are files that give no interview; warnings are interviews to look at: another date in the file's name, a
    guess of the encoding, the same interview twice, no speaker, an interview without questions. Raises UsageError as
    `read_corpus` does.
    """
    corpus = read_corpus(paths, today=today)
    doubts = [p for i in corpus.interviews for p in find_doubts(i)]
    return tuple(sorted({*corpus.problems, *doubts}, key=lambda p: (p.place, p.message)))


def find_doubts(interview: Interview) -> list[Problem]:
    """Return what is doubtful about one interview, as warnings with the next step."""
    settle = f'Run "timeline init {interview.file}" and write it into the file that it makes'
    found = []
    if not interview.speaker:
        found.append(Problem(interview.file, "names nobody as its speaker", settle, "warning"))
    if not interview.title:
        found.append(Problem(interview.file, "has no headline", settle, "warning"))
    if "interview" in interview.title.lower() and not interview.answers:
        message = "is called an interview, but no questions and answers were found"
        found.append(Problem(interview.file, message, f'See "timeline show {interview.id} --margins"', "warning"))
    if interview.words < _FEWEST_WORDS:
        message = f"holds {interview.words} words that somebody speaks"
        found.append(Problem(interview.file, message, f'See "timeline show {interview.id} --margins"', "warning"))
    return found
