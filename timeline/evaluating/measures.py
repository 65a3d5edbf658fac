"""Precision, recall and F1 of paragraphs, pairs of sentences and shifts; each miss and false alarm with its quote."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.evaluating.gold import Claim, Move, Passage
from timeline.evaluating.places import Finder, line_at, overlap
from timeline.models import Analysis, Interview, Shift, Span, Statement
from timeline.text import fold, words

COVERED = 20
"""A paragraph counts as found where a statement covers more than this many of its characters."""

TOP = 15
"""How far down the list of a theme's shifts a reader is expected to look."""

Spot = tuple[str, int, int]
"""Interview, start and end."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A miss or a false alarm."""

    where: str
    quote: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What was found against what was wanted."""

    found: int
    right: int
    """Of those found."""
    wanted: int
    hit: int
    """Of those wanted."""
    misses: tuple[Finding, ...] = ()
    false_alarms: tuple[Finding, ...] = ()

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0 to 1; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found, 0 to 1; 0 where nothing was wanted."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def passages(
    theme: str, marked: Sequence[Passage], finder: Finder, analysis: Analysis
) -> tuple[Score, tuple[Finding, ...]]:
    """Return the score over paragraphs, and the listed false positives that were found.

    Recall over those of grade 2; precision is the share of found paragraphs of grade 1 or 2.
    """
    grade: dict[Spot, int] = {}
    note: dict[Spot, str] = {}
    for passage in marked:
        if place := finder.paragraph(passage.place):
            spot = _spot(*place)
            grade[spot] = max(grade.get(spot, 0), passage.grade)
            note.setdefault(spot, passage.note)
    scope = {interview for interview, *_ in grade}
    found = {spot for spot in found_paragraphs(theme, analysis) if spot[0] in scope}
    wanted = {spot for spot, g in grade.items() if g == 2}
    right = {spot for spot in found if grade.get(spot)}
    show = _Shown(analysis)
    listed = tuple(show(spot, note[spot]) for spot in sorted(found - right) if spot in grade)
    score = Score(
        len(found), len(right), len(wanted), len(wanted & found),
        tuple(show(spot, note[spot]) for spot in sorted(wanted - found)),
        tuple(show(spot, note.get(spot, "")) for spot in sorted(found - right)),
    )  # fmt: skip
    return score, listed


def found_paragraphs(theme: str, analysis: Analysis) -> set[Spot]:
    """Return the paragraphs of which the theme's statements cover enough."""
    found = set()
    for s in _on(theme, analysis):
        text = analysis.corpus.by_id[s.interview].text
        at = s.start
        while at < s.end:
            line = line_at(text, at)
            if overlap(line, s.span) > COVERED:
                found.add((s.interview, line.start, line.end))
            at = line.end + 1
    return found


def pairs(theme: str, claims: Sequence[Claim], finder: Finder, analysis: Analysis) -> Score:
    """Return the score over all pairs of annotated sentences from different interviews.

    Wanted are those that share a claim; found are those that lie in statements that share a position.
    """
    marked: dict[Spot, set[str]] = {}
    for claim in claims:
        for place in claim.places:
            if found := finder.quote(place):
                marked.setdefault(_spot(*found), set()).add(claim.id)
    held = {spot: _positions(spot, _on(theme, analysis)) for spot in marked}
    label = {c.id: c.label or c.id for c in claims}
    show, hit, misses, alarms = _Shown(analysis), 0, [], []
    for a, b in itertools.combinations(sorted(marked, key=lambda s: (analysis.corpus.by_id[s[0]].date, s)), 2):
        if a[0] == b[0]:
            continue
        should, does = marked[a] & marked[b], held[a] & held[b]
        hit += bool(should and does)
        if should and not does:
            misses.append(show.pair(a, b, "; ".join(sorted(label[c] for c in should))))
        if does and not should:
            alarms.append(show.pair(a, b, "; ".join(sorted(does))))
    return Score(hit + len(alarms), hit, hit + len(misses), hit, tuple(misses), tuple(alarms))


@dataclass(frozen=True, slots=True)
class ShiftScore:
    """How many of the annotated shifts are among those reported."""

    wanted: int
    hit: int
    important: int
    """Annotated with importance 3."""
    important_hit: int
    important_top: int
    """Of the important ones, how many are among the `TOP` of their theme."""
    reported: int
    misses: tuple[Finding, ...] = ()
    top: tuple[int, ...] = ()
    """Of the first `TOP` reported: how many are annotated with no, with 1, 2 and 3 as the highest importance."""


def shifts(theme: str, moves: Sequence[Move], analysis: Analysis) -> ShiftScore:
    """Return how many annotated shifts were reported.

    One counts as reported where a shift has the same two dates, and on each side at least half of the words of the
    shorter of the two quotes. A side that is empty in the annotation, as something was not said there, is a side on
    which the shift has no statement of the position, whatever stands in its place.
    """
    reported = [s for s in analysis.shifts if s.theme == theme]
    found = {s.rank: [m for m in moves if _same(m, s, analysis)] for s in reported}
    best = {m.id: min((rank for rank, same in found.items() if m in same), default=0) for m in moves}
    grades = [max((m.importance for m in found[rank]), default=0) for rank in sorted(found)[:TOP]]
    important = [m for m in moves if m.importance == 3]
    return ShiftScore(
        len(moves),
        sum(best[m.id] > 0 for m in moves),
        len(important),
        sum(best[m.id] > 0 for m in important),
        sum(0 < best[m.id] <= TOP for m in important),
        len(reported),
        tuple(
            Finding(f"{m.from_date} to {m.to_date}", f"{m.from_quote or '(silent)'} → {m.to_quote or '(silent)'}",
                    f"importance {m.importance}: {m.note}")
            for m in moves if not best[m.id]
        ),
        tuple(grades.count(grade) for grade in range(4)),
    )  # fmt: skip


def _same(move: Move, shift: Shift, analysis: Analysis) -> bool:
    dates = (_date(shift.change.from_interview, analysis), _date(shift.change.to_interview, analysis))
    if dates != (date.fromisoformat(move.from_date), date.fromisoformat(move.to_date)):
        return False
    change = shift.change
    sides = ((move.from_quote, change.before, change.earlier), (move.to_quote, change.after, change.later))
    return all(
        shares_half(quote, analysis.quote(shown) if shown else "") if quote else said is None
        for quote, said, shown in sides
    )


def shares_half(a: str, b: str) -> bool:
    """Tell whether two quotes share at least half of the words of the shorter; two empty ones do.

    >>> shares_half("for five years", "extend it for five years more"), shares_half("", "for five years")
    (True, False)
    """
    first, second = (_bag(quote) for quote in (a, b))
    shorter = min(first.total(), second.total())
    if not shorter:
        return first == second
    return 2 * (first & second).total() >= shorter


def _bag(quote: str) -> Counter[str]:
    text = fold(quote).text
    return Counter(w.of(text) for w in words(text))


def _date(interview: str, analysis: Analysis) -> date:
    return analysis.corpus.by_id[interview].date


def _on(theme: str, analysis: Analysis) -> list[Statement]:
    return [s for s in analysis.statements if s.theme == theme]


def _spot(interview: Interview, span: Span) -> Spot:
    return interview.id, span.start, span.end


def _positions(spot: Spot, statements: Iterable[Statement]) -> set[str]:
    """Return the positions of the statements in which the greater part of a sentence lies."""
    interview, start, end = spot
    lie_in = (s for s in statements if s.interview == interview and 2 * overlap(s.span, Span(start, end)) > end - start)
    return {p for s in lie_in for p in s.positions}


class _Shown:
    """Words for a finding."""

    def __init__(self, analysis: Analysis) -> None:
        self.by_id = analysis.corpus.by_id

    def __call__(self, spot: Spot, note: str = "") -> Finding:
        return Finding(self._where(spot), self._quote(spot), note)

    def pair(self, a: Spot, b: Spot, note: str) -> Finding:
        return Finding(f"{self._where(a)} ~ {self._where(b)}", f"{self._quote(a)} ~ {self._quote(b)}", note)

    def _where(self, spot: Spot) -> str:
        interview = self.by_id[spot[0]]
        return f"{interview.date} {interview.file}:{interview.line(spot[1])}"

    def _quote(self, spot: Spot) -> str:
        return self.by_id[spot[0]].text[spot[1] : spot[2]].strip()
