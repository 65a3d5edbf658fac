"""Pairs: two interviews side by side, statement by statement.

They need not be neighbours in time, nor of one speaker: who asks to compare two interviews wants them compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from timeline.comparing.diff import word_diff
from timeline.comparing.follow import changes
from timeline.comparing.kinds_lists import Lists
from timeline.comparing.rank import shifts
from timeline.models import Change, Comparison, Interview, Pair, Position, Shift, Statement, Theme

_Sides = tuple[Statement | None, Statement | None]


def compare(
    left: Interview,
    right: Interview,
    themes: Sequence[Theme],
    positions: Sequence[Position],
    statements: Sequence[Statement],
    *,
    lists: Mapping[str, Lists] | None = None,
) -> Comparison:
    """Return the statements of both interviews in pairs of one position each, theme by theme.

    A statement without counterpart stays alone on its side.
    `statements` may hold those of other interviews; `lists` as in `changes`.
    """
    ours = [s for s in statements if s.interview in (left.id, right.id)]
    addressed = tuple(t for t in themes if any(s.theme == t.id for s in ours))
    said = {t.id: [s for s in ours if s.theme == t.id] for t in addressed}
    pairs = [p for t in addressed for p in _of_theme(t, left, right, positions, said[t.id], lists)]
    held = {(p.theme, name) for p in pairs for name in p.positions}
    return Comparison(left, right, addressed, tuple(p for p in positions if (p.theme, p.id) in held), tuple(pairs))


def _of_theme(
    theme: Theme,
    left: Interview,
    right: Interview,
    positions: Sequence[Position],
    statements: Sequence[Statement],
    lists: Mapping[str, Lists] | None,
) -> list[Pair]:
    if left.id == right.id:
        return in_place([Pair(s.theme, s.positions, s, s, word_diff(q := s.span.of(left.text), q)) for s in statements])
    found = list(_changes(theme, left, right, positions, statements, lists))
    ranked = shifts(theme, found, statements, {i.id: i for i in (left, right)}, lists=lists)
    matched = _matched(found, left, {(s.change.before, s.change.after): s for s in ranked})
    paired = {s for pair in matched for s in (pair.before, pair.after)}
    alone = [_alone(s, left, right) for s in statements if s not in paired]
    return in_place([*matched, *alone])


def _changes(
    theme: Theme,
    left: Interview,
    right: Interview,
    positions: Sequence[Position],
    statements: Sequence[Statement],
    lists: Mapping[str, Lists] | None,
) -> Iterable[Change]:
    """Return the changes from the earlier to the later interview, as if one person spoke in both."""
    both = {i.id: replace(i, speaker="") for i in (left, right)}
    own = {(s.interview, s.start, s.end): s for s in statements}
    for change in changes(theme, positions, [replace(s, speaker="") for s in statements], both, lists=lists):
        sides = [s and own[s.interview, s.start, s.end] for s in (change.before, change.after)]
        yield replace(change, before=sides[0], after=sides[1])


def _matched(found: Iterable[Change], left: Interview, ranked: Mapping[_Sides, Shift]) -> list[Pair]:
    """Return what the changes pair, each two statements once, from left to right."""
    pairs: dict[_Sides, Pair] = {}
    for change in found:
        if change.before is None or change.after is None:
            continue
        key = change.before, change.after
        if key in pairs:
            pairs[key] = replace(pairs[key], positions=(*pairs[key].positions, change.position))
        else:
            pairs[key] = _pair(change, left, ranked.get(key))
    return list(pairs.values())


def _pair(change: Change, left: Interview, shift: Shift | None) -> Pair:
    score = shift.score if shift else 0.0
    if change.from_interview == left.id:
        reason = shift.reason if shift else ""
        diff, sides = change.diff, (change.before, change.after)
        return Pair(change.theme, (change.position,), *sides, diff, change.kinds, score, reason)
    diff = word_diff(change.diff.new, change.diff.old)
    return Pair(change.theme, (change.position,), change.after, change.before, diff, change.kinds, score)


def _alone(statement: Statement, left: Interview, right: Interview) -> Pair:
    """Return the pair of a statement that has no counterpart."""
    if statement.interview == left.id:
        diff = word_diff(statement.span.of(left.text), "")
        return Pair(statement.theme, statement.positions, statement, None, diff, ("dropped",))
    diff = word_diff("", statement.span.of(right.text))
    return Pair(statement.theme, statement.positions, None, statement, diff, ("added",))


def in_place(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs by place on the left; one that stands on the right alone follows what it follows there."""
    rows = sorted((p for p in pairs if p.before), key=_left_place)
    for pair in sorted((p for p in pairs if not p.before), key=_right_place):
        earlier = [n for n, row in enumerate(rows) if row.after and _right_place(row) < _right_place(pair)]
        nearest = max(earlier, key=lambda n: _right_place(rows[n]), default=-1)
        rows.insert(nearest + 1, pair)
    return rows


def _left_place(pair: Pair) -> tuple[int, int]:
    return (pair.before.start, pair.after.start if pair.after else 0) if pair.before else (0, 0)


def _right_place(pair: Pair) -> tuple[int, int]:
    return (pair.after.start, pair.after.end) if pair.after else (0, 0)
