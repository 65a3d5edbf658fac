"""A short answer means what was asked: "We do not." is compared by the words of its question too."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile

from timeline.comparing.align_words import Words, words_of
from timeline.models import Interview, Statement, Turn
from timeline.text import sentences

ELLIPTIC = 2
"""Sentences in an answer that leans on its question. Longer ones say by themselves what they are about: at 3 precision
falls on two of seven annotated themes, and with every answer two thirds of the links are lost on three."""

_LONG = 600
"""Letters that no two sentences have: a longer answer need not be cut."""


def meant(statement: Statement, interview: Interview) -> Words:
    """Return what a statement is compared by: its words, and in a short answer those of the question that it lacks."""
    text = interview.text
    own = words_of(statement.span.of(text))
    question = _question(statement, interview)
    if not question:
        return own
    asked = words_of(question)
    counts = Counter(dict.fromkeys(asked.counts, 1)) | own.counts
    return Words(counts, own.names | asked.names, counts.total())


def _question(statement: Statement, interview: Interview) -> str:
    """Return the question that a short answer leans on; empty where the answer is long, or answers none."""
    turns = interview.turns
    turn = turns[statement.turn - 1] if 0 < statement.turn <= len(turns) else None
    if turn is None or turn.role != "answer" or not _is_short(turn, interview):
        return ""
    before = takewhile(lambda t: t.role == "question", reversed(turns[: turn.number - 1]))
    return " ".join(reversed([t.said.of(interview.text) for t in before]))


def _is_short(turn: Turn, interview: Interview) -> bool:
    said = turn.said
    if said.end - said.start > _LONG:
        return False
    return sum(1 for _ in sentences(interview.text, said, interview.language)) <= ELLIPTIC
