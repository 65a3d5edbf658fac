"""Statements cut into sentences before they are aligned, and joined again where neighbours go the same way.

A statement of several sentences may hold two claims, of which only one returns elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from timeline.models import Interview, Span, Statement
from timeline.text import sentences, words

WEIGHTY = 5
"""A word of so many letters, a name or a number says something of its own."""

BARE = 1
"""A sentence with at most so many weighty words says too little to stand alone: "This is regrettable."."""

LEANING = 7
"""So does one with at most so many that begins with a pronoun: "These rules are invented as they need them."."""

_PRONOUN = re.compile(
    r"(?:(?:and|but|so|yet|also|then|thus|of course|in fact|again|moreover),? )?"
    r"(?:it|its|this|these|they|their|that|those|such|both|he|she|here)\b",
    re.IGNORECASE,
)


def cut(statement: Statement, interview: Interview) -> list[Statement]:
    """Return the statement's sentences as statements of their own; one that leans on the sentence before stays with it.

    Leaning by pronouns is known for English only.
    """
    text = interview.text
    spans: list[Span] = []
    for span in sentences(text, statement.span, interview.language):
        if spans and _leans(span.of(text)) and "\n" not in text[spans[-1].end : span.start]:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    if len(spans) < 2:
        return [statement]
    return [
        replace(
            statement,
            start=span.start,
            end=span.end,
            terms=tuple(t for t in statement.terms if span.start <= t.start and t.end <= span.end),
        )
        for span in spans
    ]


def _leans(sentence: str) -> bool:
    found = [w.of(sentence) for w in words(sentence)]
    weighty = sum(len(w) >= WEIGHTY or w.isdigit() or (n > 0 and w[0].isupper()) for n, w in enumerate(found))
    return weighty <= (LEANING if _PRONOUN.match(sentence) else BARE)


def joined(statements: Iterable[Statement], interviews: Mapping[str, Interview]) -> list[Statement]:
    """Return the statements with neighbours of one paragraph and the same positions made one again."""
    found: list[Statement] = []
    for s in statements:
        if found and _goes_on(found[-1], s, interviews[s.interview].text):
            last = found[-1]
            found[-1] = replace(last, end=s.end, terms=last.terms + s.terms)
        else:
            found.append(s)
    return found


def _goes_on(last: Statement, s: Statement, text: str) -> bool:
    same = (last.interview, last.turn, last.positions) == (s.interview, s.turn, s.positions)
    between = text[last.end : s.start]
    return same and last.end <= s.start and not between.strip() and "\n" not in between
