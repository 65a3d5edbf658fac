"""Statements cut into sentences before they are aligned, and joined again where neighbours go the same way.

A statement of several sentences may hold two claims, of which only one returns elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from timeline.models import Interview, Statement
from timeline.text import sentences


def cut(statement: Statement, interview: Interview) -> list[Statement]:
    """Return the statement's sentences as statements of their own."""
    spans = sentences(interview.text, statement.span, interview.language)
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
