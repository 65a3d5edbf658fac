"""A comparison for the terminal: two columns, or one above the other where there is no room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from timeline.models import Comparison, Interview, Pair, PairState, Statement, Theme
from timeline.showing.cells import shown, wrapped
from timeline.showing.columns import NARROWEST, rule, side_by_side
from timeline.showing.marks import Screen, inline, new_side, old_side
from timeline.showing.places import dated, placed, surroundings

_STATES: dict[PairState, str] = {
    "changed": "changed",
    "same": "the same",
    "dropped": "only on the left",
    "new": "only on the right",
}


def compare_text(comparison: Comparison, screen: Screen, context: int = 0) -> str:
    """Return the comparison ready to be printed, with `context` sentences of the source around each statement."""
    lines = [*_head(comparison, screen), "", *_body(comparison, screen, context), tally(comparison.pairs)]
    return "\n".join(lines)


def tally(pairs: Sequence[Pair]) -> str:
    """Return how many pairs are in each state: `2 changed, 1 only on the left`."""
    counts = Counter(pair.state for pair in pairs)
    return (
        ", ".join(f"{counts[state]} {words}" for state, words in _STATES.items() if counts[state])
        or "Nothing to compare"
    )


def summary_text(comparison: Comparison, screen: Screen) -> str:
    """Return the counts and the strongest change of each theme."""
    lines = list(_head(comparison, screen))
    for theme in comparison.themes:
        pairs = [p for p in comparison.pairs if p.theme == theme.id]
        lines += ["", *theme_line(theme, screen), tally(pairs)]
        changed = [p for p in pairs if p.state == "changed"]
        if changed:
            strongest = min(changed, key=lambda p: p.diff.similarity)
            lines += ["Most changed:", *_pair(comparison, strongest, screen, 0)]
    return "\n".join(lines)


def _head(comparison: Comparison, screen: Screen) -> Iterator[str]:
    """Yield which interview stands on which side, and which of them is older."""
    left, right = comparison.left, comparison.right
    ages = ages_of(left, right)
    sides = [[age, dated(i), i.title] for age, i in zip(ages, (left, right), strict=True)]
    if screen.width >= NARROWEST:
        for a, b in zip(*sides, strict=True):
            for line in side_by_side(shown(a), shown(b), screen.width):
                yield screen.strong(line)
        yield rule(screen.width)
        return
    for mark, side in zip("-+", sides, strict=True):
        yield from wrapped(shown(f"{mark} {side[1]} ({side[0]}): {side[2]}"), screen.width)


def ages_of(left: Interview, right: Interview) -> tuple[str, str]:
    """Return which of the two is older, in words."""
    if left.date == right.date:
        return "same day", "same day"
    return ("older", "newer") if left.date < right.date else ("newer", "older")


def _body(comparison: Comparison, screen: Screen, context: int) -> Iterator[str]:
    themes = {theme.id: theme for theme in comparison.themes}
    for name, pairs in groupby(comparison.pairs, key=lambda pair: pair.theme):
        if name:
            yield from theme_line(themes[name], screen)
            yield ""
        for pair in pairs:
            yield from _pair(comparison, pair, screen, context)
            yield ""


def theme_line(theme: Theme, screen: Screen) -> Iterator[str]:
    """Yield the heading of a theme; `══` finds the next one in a pager."""
    for line in wrapped(shown(f"══ {theme.title} ({theme.id})"), screen.width):
        yield screen.strong(line)


def _pair(comparison: Comparison, pair: Pair, screen: Screen, context: int) -> Iterator[str]:
    for line in wrapped(shown(pair_title(comparison, pair)), screen.width):
        yield screen.strong(line)
    cites = _cited(comparison.left, pair.before), _cited(comparison.right, pair.after)
    if screen.width >= NARROWEST:
        for line in side_by_side(cites[0], cites[1], screen.width):
            yield screen.faint(line)
        yield from side_by_side(
            _around(comparison.left, pair.before, old_side(pair.diff, screen), screen, context),
            _around(comparison.right, pair.after, new_side(pair.diff, screen), screen, context),
            screen.width,
        )
    else:
        yield from _stacked(pair, cites, screen)


def pair_title(comparison: Comparison, pair: Pair) -> str:
    """Return the positions that a pair is about and what became of them: `Extend the treaty: condition, number`."""
    titles = {(p.theme, p.id): p.title for p in comparison.positions}
    about = "; ".join(titles.get((pair.theme, name), name) for name in pair.positions)
    became = _STATES[pair.state] if pair.state != "changed" else ", ".join(pair.kinds) or "changed"
    if pair.state == "changed" and pair.diff.rewording and "reworded" not in pair.kinds:
        became += ", reworded"
    return f"{about}: {became}" if about else became


def _stacked(pair: Pair, cites: Sequence[str], screen: Screen) -> Iterator[str]:
    """Yield both wordings in one text where they share enough, else one above the other."""
    if pair.before and pair.after and not pair.diff.rewording:
        yield from wrapped(f"- {cites[0]}", screen.width)
        yield from wrapped(f"+ {cites[1]}", screen.width)
        yield from wrapped(inline(pair.diff, screen), screen.width)
        return
    for mark, cite, said in zip("-+", cites, (pair.diff.old, pair.diff.new), strict=True):
        if said:
            yield from wrapped(f"{mark} {cite}", screen.width)
            yield from wrapped(shown(said), screen.width)


def _cited(interview: Interview, statement: Statement | None) -> str:
    return placed(interview, statement.start) if statement else ""


def _around(interview: Interview, statement: Statement | None, said: str, screen: Screen, context: int) -> str:
    """Return the statement as marked, with what surrounds it in the source on lines of its own."""
    if statement is None or not context:
        return said
    before, after = surroundings(interview, statement, context)
    parts = [f"… {shown(before)}" if before else "", said, f"{shown(after)} …" if after else ""]
    return "\n".join(part if part is said else screen.faint(part) for part in parts if part)
