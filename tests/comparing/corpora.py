"""Small corpora for the alignment tests: a text per date, each sentence a statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from timeline.comparing import Aligned, align
from timeline.models import Block, Interview, Span, Statement, Theme

THEME = Theme("theme", "Theme")


def interview(day: str, said: Sequence[str]) -> tuple[Interview, list[Statement]]:
    """Return an interview of one answer, and its sentences as statements on `THEME`."""
    text = "Speaker: " + " ".join(said)
    answer = Block("answer", 0, len(text), Span(9, len(text)), "Speaker")
    made = Interview(
        day, f"{day}.txt", sha256(text.encode()).hexdigest(), text, (answer,), date.fromisoformat(day[:10]),
        "headline", day, "Speaker",
    )  # fmt: skip
    statements, at = [], 9
    for sentence in said:
        statements.append(Statement("theme", day, 1, at, at + len(sentence), "Speaker", False, "all of it"))
        at += len(sentence) + 1
    return made, statements


def corpus(talks: Mapping[str, Sequence[str]]) -> tuple[dict[str, Interview], list[Statement]]:
    """Return the interviews by id and all statements; `talks` maps a date (and what follows it) to sentences."""
    made = [interview(day, said) for day, said in talks.items()]
    return {i.id: i for i, _ in made}, [s for _, found in made for s in found]


def groups(talks: Mapping[str, Sequence[str]], aligned: Aligned | None = None) -> list[set[tuple[str, int]]]:
    """Return the positions found in `talks`: each the set of its (day, number of the sentence)."""
    interviews, statements = corpus(talks)
    aligned = aligned or align(THEME, statements, interviews)
    number = {(s.interview, s.start): (s.interview, n) for s, n in _numbered(statements)}
    return [
        {number[s.interview, s.start] for s in aligned.statements if p.id in s.positions} for p in aligned.positions
    ]


def _numbered(statements: Sequence[Statement]) -> list[tuple[Statement, int]]:
    seen: dict[str, int] = {}
    found = []
    for s in statements:
        seen[s.interview] = seen.get(s.interview, -1) + 1
        found.append((s, seen[s.interview]))
    return found
