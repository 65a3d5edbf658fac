"""A comparison for the terminal: two columns, or one above the other where there is no room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from timeline.showing.cells import shown, wrapped
from timeline.showing.columns import NARROWEST, rule, side_by_side
from timeline.showing.marks import Screen, marked, side
from timeline.showing.sheet import STATES, Entry, Label, Quote, Sheet, Source


def compare_text(sheet: Sheet, screen: Screen) -> str:
    """Return the comparison ready to be printed."""
    return "\n".join([*_head(sheet, screen), "", *_body(sheet, screen), tally(sheet.entries)])


def tally(entries: Sequence[Entry]) -> str:
    """Return how many entries are in each state: `2 changed, 1 only on the left`."""
    counts = Counter(entry.state for entry in entries)
    found = (f"{counts[state]} {words}" for state, words in STATES.items() if counts[state])
    return ", ".join(found) or "Nothing to compare"


def summary_text(sheet: Sheet, screen: Screen) -> str:
    """Return the counts and the strongest change of each theme."""
    lines = list(_head(sheet, screen))
    for theme, group in groupby(sheet.entries, key=lambda entry: entry.theme):
        entries = list(group)
        lines += ["", *theme_line(theme, screen), tally(entries)]
        changed = [e for e in entries if e.state == "changed"]
        if changed:
            lines += ["Strongest change:", *_entry(max(changed, key=lambda e: (e.score, -e.similarity)), screen)]
    return "\n".join(lines)


def _head(sheet: Sheet, screen: Screen) -> Iterator[str]:
    """Yield which interview stands on which side, and which of them is older."""
    left, right = sheet.sources
    sides = [[age, s.called, s.title] for age, s in zip(ages(left, right), (left, right), strict=True)]
    if screen.width >= NARROWEST:
        for a, b in zip(*sides, strict=True):
            for line in side_by_side(shown(a), shown(b), screen.width):
                yield screen.strong(line)
        yield rule(screen.width)
        return
    for mark, (age, called, title) in zip("-+", sides, strict=True):
        yield from wrapped(shown(f"{mark} {called} ({age}): {title}"), screen.width)


def ages(left: Source, right: Source) -> tuple[str, str]:
    """Return which of the two is older, in words."""
    if left.date == right.date:
        return "same day", "same day"
    return ("older", "newer") if left.date < right.date else ("newer", "older")


def _body(sheet: Sheet, screen: Screen) -> Iterator[str]:
    for theme, group in groupby(sheet.entries, key=lambda entry: entry.theme):
        entries = list(group)
        if theme:
            yield from theme_line(theme, screen)
            yield from _silent(sheet, entries, screen)
            yield ""
        for entry in entries:
            yield from _entry(entry, screen)
            yield ""


def _silent(sheet: Sheet, entries: Sequence[Entry], screen: Screen) -> Iterator[str]:
    """Yield which of the two interviews says nothing on a theme."""
    for source, quotes in zip(sheet.sources, ([e.left for e in entries], [e.right for e in entries]), strict=True):
        if not any(quotes):
            for line in wrapped(shown(f"{source.called} has nothing to compare on it."), screen.width):
                yield screen.faint(line)


def theme_line(theme: Label | None, screen: Screen) -> Iterator[str]:
    """Yield the heading of a theme; `══` finds the next one in a pager."""
    if theme:
        for line in wrapped(shown(f"══ {theme.title} ({theme.id})"), screen.width):
            yield screen.strong(line)


def _entry(entry: Entry, screen: Screen) -> Iterator[str]:
    if entry.theme or entry.state == "changed":
        for line in wrapped(shown(_titled(entry)), screen.width):
            yield screen.strong(line)
    for line in wrapped(shown(entry.reason), screen.width) if entry.reason else ():
        yield screen.faint(line)
    if screen.width < NARROWEST:
        yield from _stacked(entry, screen)
        return
    places = [_placed(entry, quote) if quote else "" for quote in (entry.left, entry.right)]
    for line in side_by_side(places[0], places[1], screen.width):
        yield screen.faint(line)
    pieces = [(piece.op, piece.text) for piece in entry.diff]
    old = _around(entry.left, side(pieces, "delete", screen, entry.rewording), screen)
    new = _around(entry.right, side(pieces, "insert", screen, entry.rewording), screen)
    yield from side_by_side(old, new, screen.width)


def _titled(entry: Entry) -> str:
    """Return the entry's title; of many positions the first two, which is what fits a line."""
    titles = [label.title for label in entry.positions]
    more = [f"and {len(titles) - 2} more position{'s' * (len(titles) > 3)}"] if len(titles) > 2 else []
    about = "; ".join([*titles[:2], *more])
    return f"{about}: {entry.became}" if about else entry.became


def _placed(entry: Entry, quote: Quote) -> str:
    """Return where the quote stands; of whole interviews also who speaks."""
    return quote.place if entry.theme else shown(f"{quote.speaker}, {quote.place}".removeprefix(", "))


def _stacked(entry: Entry, screen: Screen) -> Iterator[str]:
    """Yield both wordings in one text where they share enough, else one above the other."""
    quotes = [(mark, quote) for mark, quote in zip("-+", (entry.left, entry.right), strict=True) if quote]
    for mark, quote in quotes:
        yield from wrapped(f"{mark} {_placed(entry, quote)}", screen.width)
        if entry.apart or len(quotes) == 1:
            yield from wrapped(_around(quote, shown(quote.text), screen), screen.width)
    if len(quotes) == 2 and not entry.apart:
        yield from wrapped(marked([(piece.op, piece.text) for piece in entry.diff], screen), screen.width)


def _around(quote: Quote | None, said: str, screen: Screen) -> str:
    """Return the statement as marked, with what surrounds it in the source on lines of its own."""
    if quote is None:
        return said
    before = [screen.faint(f"(… {shown(quote.before)})")] if quote.before else []
    after = [screen.faint(f"({shown(quote.after)} …)")] if quote.after else []
    return "\n".join([*before, said, *after])
