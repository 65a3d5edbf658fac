"""A new interview arrives: what in it was said before, in which words, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from timeline.comparing.tokens import tokens
from timeline.models import Analysis, Brief, BriefItem, BriefState, Interview, Statement, Theme
from timeline.text import fold

_LOOK_BACK = 5
"""Interviews on a theme that show what is usual: as many as a reader has in mind."""
_USUAL = 0.6
"""Share of those interviews that must state a position for it to be usual: most, not half; two at least."""


def brief(analysis: Analysis, interview: str) -> Brief:
    """Return what one interview of `analysis` says against all that its speakers had said before it.

    Theme by theme, each statement is `same` (said before word for word), `reworded` (its position was said before;
    with the diff to the latest wording) or `new`; a position that most of the last interviews on the theme state and
    this one does not is `missing`. Before is by date, then by id; what was said later counts for nothing.
    """
    new = analysis.corpus.by_id[interview]
    before = {i.id for i in analysis.corpus.interviews if (i.date, i.id) < (new.date, new.id)}
    items = tuple(item for theme in analysis.themes for item in _Theme(analysis, theme, new, before).items())
    silent = tuple(s for s in analysis.silences if s.interview == interview)
    return Brief(new, items, silent)


def findings(made: Brief, wanted: Collection[str]) -> tuple[BriefItem, ...]:
    """Return the items that are in a wanted state or hold a wanted kind of change."""
    return tuple(i for i in made.items if i.state in wanted or not set(wanted).isdisjoint(i.kinds))


class _Theme:
    """One theme of the new interview against what was said before."""

    def __init__(self, analysis: Analysis, theme: Theme, new: Interview, before: Collection[str]) -> None:
        self.analysis = analysis
        self.theme = theme
        self.new = new
        mine = [s for s in analysis.statements if s.theme == theme.id]
        self.here = [s for s in mine if s.interview == new.id]
        speakers = {s.speaker for s in self.here} or {new.speaker}
        self.earlier = [s for s in mine if s.interview in before and s.speaker in speakers]
        self.said = {_bare(analysis.quote(s)): s for s in self.earlier}  # the latest of equals
        into = [c for c in analysis.changes if c.theme == theme.id and c.to_interview == new.id and c.after]
        self.paired = {c.after: c for c in reversed(into) if c.before}
        self.alone = {c.after: c for c in reversed(into) if not c.before}

    def items(self) -> Iterator[BriefItem]:
        """Yield the statements in their order, then what is missing."""
        for statement in self.here:
            yield self._standing(statement)
        yield from self._missing()

    def _standing(self, statement: Statement) -> BriefItem:
        position = statement.positions[0] if statement.positions else ""
        same = self.said.get(_bare(self.analysis.quote(statement)))
        if same and same.speaker == statement.speaker:
            return BriefItem(self.theme.id, position, "same", statement, same)
        change = self.paired.get(statement)
        if change:
            state: BriefState = "same" if change.kinds in ((), ("editorial",)) else "reworded"
            return BriefItem(
                self.theme.id, change.position, state, statement, change.before, change.diff, change.kinds, change.echo
            )
        change = self.alone.get(statement)
        kinds = change.kinds if change else ()
        if change and change.context and not kinds:  # said before, inside a longer statement
            return BriefItem(self.theme.id, position, "same", statement, change.context)
        return BriefItem(self.theme.id, position, "new", statement, change.context if change else None, None, kinds)

    def _missing(self) -> Iterator[BriefItem]:
        """Yield the positions that are usual and not stated, each with its last wording."""
        course = list(dict.fromkeys(s.interview for s in self.earlier))[-_LOOK_BACK:]
        stated = {p for s in self.here for p in s.positions}
        for position in (p.id for p in self.analysis.positions if p.theme == self.theme.id and p.id not in stated):
            said = [s for s in self.earlier if position in s.positions and s.interview in course]
            if len({s.interview for s in said}) >= max(2, _USUAL * len(course)):
                yield BriefItem(self.theme.id, position, "missing", None, said[-1], None, ("dropped",))


def _bare(quote: str) -> tuple[str, ...]:
    """Return the words of a quote, without case and typography."""
    return tuple(t for t in tokens(fold(quote).text) if any(map(str.isalnum, t)))
