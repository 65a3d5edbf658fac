"""Echo: words that the speaker took over from the question just put to him."""

from __future__ import annotations

from functools import lru_cache

from timeline.comparing.kinds_lists import Lists
from timeline.comparing.tokens import tokens
from timeline.models import Diff, Interview, Span, Statement
from timeline.text import fold

_STEM = 6


def echoes(diff: Diff, interview: Interview, statement: Statement, lists: Lists) -> tuple[Span, ...]:
    """Return the words that came with the new wording and that the question before it had used.

    Spans of `diff.new`. Words that carry no subject do not count, nor does what the old wording had already.
    """
    asked = _stems(question(interview, statement), lists)
    if not asked:
        return ()
    old = {stem for stem, _ in _words(diff.old, lists)}
    return tuple(span for stem, span in _words(diff.new, lists) if stem in asked and stem not in old)


def question(interview: Interview, statement: Statement) -> str:
    """Return the question that the statement's turn answers; empty where no question stands right before it."""
    before = [t for t in interview.turns if t.number == statement.turn - 1]
    return before[0].said.of(interview.text) if before and before[0].role == "question" else ""


def _stems(text: str, lists: Lists) -> set[str]:
    return {stem for stem, _ in _words(text, lists)}


@lru_cache(maxsize=4_096)  # a quote stands in several changes, and a question has several statements in its answer
def _words(text: str, lists: Lists) -> tuple[tuple[str, Span], ...]:
    """Return the words that carry a subject, cut to their stems."""
    found = []
    at = 0
    for token in tokens(text):
        start, at = at, at + len(token)
        plain = fold(token).text
        if any(map(str.isalnum, token)) and plain not in lists.function:
            found.append((plain[:_STEM], Span(start, at)))
    return tuple(found)
