"""Changes: what became of each position from one interview to the next.

A position is followed within one speaker's words, from each interview that states it to the next that does. Where the
next interview does not, that is a change too, and so is a position that was not there before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal, NamedTuple

from timeline.comparing.diff import quote_diff
from timeline.comparing.echo import echoes
from timeline.comparing.kinds import kinds
from timeline.comparing.kinds_lists import Lists, of_language
from timeline.comparing.kinds_values import surely_names
from timeline.comparing.likeness import Likeness
from timeline.comparing.remembering import Compared, Memory, Names
from timeline.models import Change, Interview, Position, Span, Statement, Theme
from timeline.text import fold, words

Said = dict[str, list[Statement]]
"""Statements by interview, both in order."""


_KIN = 0.15
"""What it adds to a likeness that two positions have been said in one breath before: as much as the upper quarter of
pairs that share a position have (0.11, 0.12 and 0.20 on the sample themes)."""
_FEW = 3
"""So few words may stand in any statement: "That is so."."""
_FRESH = 0.02
"""What newness adds: it decides between equals."""


class Meeting(NamedTuple):
    """Two interviews between which a position goes on, stops or comes."""

    position: str
    earlier: str
    later: str
    course: Literal["goes on", "stops", "comes"]
    old: Sequence[Statement]
    """What the earlier interview says: on the position where it has it, else on the theme; maybe nothing."""
    new: Sequence[Statement]


def changes(
    theme: Theme,
    positions: Sequence[Position],
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
    *,
    lists: Mapping[str, Lists] | None = None,
    memory: Memory | None = None,
) -> tuple[Change, ...]:
    """Return the changes of each position of `theme`, by position, date and place in the text.

    Consecutive is by date, then by id. `before` or `after` is missing where a position, or one of several statements
    of it, came or went; `context` is then what the other interview says that comes nearest, if it addresses the theme
    at all. A statement whose wording stayed gives a change without kinds. `lists` are word lists by language in place
    of those that come with the package. Pairs that `memory` knows are not compared again.
    """
    order = {i.id: n for n, i in enumerate(sorted(interviews.values(), key=lambda i: (i.date, i.id)))}
    mine = _by_interview([s for s in statements if s.theme == theme.id], order)
    waiting: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in _meetings([p.id for p in positions if p.theme == theme.id], mine, interviews, order):
        waiting[meeting.later].append(meeting)
    comparison = _Comparison(theme.id, interviews, lists or {}, memory or Memory())
    found: list[Change] = []
    for interview in order:  # in the order of time: a comparison knows what was said up to its later side
        comparison.hear(mine.get(interview, ()))
        found.extend(change for meeting in waiting[interview] for change in comparison.of(meeting))
    place = {p.id: n for n, p in enumerate(positions)}
    found.sort(key=lambda c: (place[c.position], order[c.to_interview], order[c.from_interview]))
    return tuple(found)


def _by_interview(statements: Sequence[Statement], order: Mapping[str, int]) -> Said:
    """Return the statements by interview, both in order."""
    said: Said = defaultdict(list)
    for statement in sorted(statements, key=lambda s: (order[s.interview], s.start, s.end)):
        said[statement.interview].append(statement)
    return dict(said)


def _meetings(
    positions: Sequence[str], mine: Said, interviews: Mapping[str, Interview], order: Mapping[str, int]
) -> Iterator[Meeting]:
    """Yield the meetings of each position, speaker by speaker."""
    by_speaker: dict[str, Said] = defaultdict(dict)
    for interview, here in mine.items():
        for statement in here:
            by_speaker[statement.speaker].setdefault(interview, []).append(statement)
    there: dict[str, list[str]] = defaultdict(list)
    for name in order:
        for speaker in {*_speakers(interviews[name]), *(s.speaker for s in mine.get(name, ()))}:
            there[speaker].append(name)
    place = {p: n for n, p in enumerate(positions)}
    for speaker, said in sorted(by_speaker.items()):
        stated: dict[str, Said] = defaultdict(dict)
        for interview, here in said.items():
            for statement in here:
                for position in statement.positions:
                    stated[position].setdefault(interview, []).append(statement)
        course = _Course(said, there[speaker])
        for position in sorted(stated.keys() & place.keys(), key=place.__getitem__):
            yield from course.meetings(position, stated[position])


def _speakers(interview: Interview) -> set[str]:
    return {interview.speaker, *(b.speaker for b in interview.blocks if b.kind not in ("heading", "margin"))}


class _Course:
    """The interviews in which one speaker is heard, and what he says on the theme."""

    def __init__(self, said: Said, present: Sequence[str]) -> None:
        self.said = said
        self.present = present
        self.place = {interview: n for n, interview in enumerate(present)}
        self.told = [self.place[interview] for interview in said]
        self.silent = [n for n, interview in enumerate(present) if interview not in said]

    def meetings(self, position: str, own: Said) -> Iterator[Meeting]:
        """Yield the meetings of one position; `own` is what is said on it."""
        for earlier, later in pairwise(own):
            yield Meeting(position, earlier, later, "goes on", own[earlier], own[later])
        for earlier, later in self._departures(own):
            yield Meeting(position, earlier, later, "stops", own[earlier], self.said.get(later, ()))
        for earlier, later in self._arrivals(own):
            yield Meeting(position, earlier, later, "comes", self.said[earlier], own[later])

    def _departures(self, own: Said) -> Iterator[tuple[str, str]]:
        """Yield where a position stops: at the first silence, and where the theme is first addressed without it.

        Where the next interview is silent on the whole theme, that says little of the position; so the next that
        addresses the theme is looked at too.
        """
        ends = [*(self.place[interview] for interview in own), len(self.present)]
        for last, end in pairwise(ends):
            told, silent = (_after(last, places, end) for places in (self.told, self.silent))
            if silent < told:
                yield self.present[last], self.present[silent]
            if told < end:
                yield self.present[last], self.present[told]

    def _arrivals(self, own: Said) -> Iterator[tuple[str, str]]:
        """Yield where a position comes, or comes back, after an interview that addressed the theme without it."""
        for later in own:
            before = bisect_left(self.told, self.place[later]) - 1
            if before >= 0 and (earlier := self.present[self.told[before]]) not in own:
                yield earlier, later


def _after(place: int, places: Sequence[int], end: int) -> int:
    """Return the first of `places` behind `place`, at most `end`."""
    next_ = bisect_right(places, place)
    return min(places[next_], end) if next_ < len(places) else end


class _Comparison:
    """Compares statements by what was said up to now."""

    def __init__(
        self, theme: str, interviews: Mapping[str, Interview], lists: Mapping[str, Lists], memory: Memory
    ) -> None:
        self.theme = theme
        self.memory = memory
        self.interviews = interviews
        self.lists = lists
        languages = sorted({i.language for i in interviews.values()})
        self.likeness = Likeness({w for n in languages for w in (self.lists.get(n) or of_language(n)).small})
        self.names: set[str] = set()
        self.kin: set[tuple[str, str]] = set()
        """Positions that were said in one breath: by one statement, or by two next to each other."""
        self.stated: dict[str, set[str]] = defaultdict(set)

    def hear(self, said: Sequence[Statement]) -> None:
        """Take note of what one more interview says on the theme."""
        quotes = [self._quote(s) for s in said]
        self.likeness.hear(quotes)
        for one, other in chain(zip(said, said, strict=True), pairwise(said)):
            if one.turn == other.turn:
                self.kin.update((p, q) for p in one.positions for q in other.positions)
                self.kin.update((q, p) for p in one.positions for q in other.positions)
        for statement, quote in zip(said, quotes, strict=True):
            self.stated[statement.interview].update(statement.positions)
            self.names |= surely_names(quote, self._lists(statement))

    def of(self, meeting: Meeting) -> Iterator[Change]:
        """Yield the changes of one meeting, in the order of the old statements, then of the new ones."""
        if meeting.course == "goes on":
            pairs = self.likeness.pair([self._quote(s) for s in meeting.old], [self._quote(s) for s in meeting.new])
            for i, j in pairs:
                yield self._change(meeting, meeting.old[i], meeting.new[j])
            for i in sorted(set(range(len(meeting.old))) - {i for i, _ in pairs}):
                yield self._change(meeting, meeting.old[i], None, meeting.new)
            for j in sorted(set(range(len(meeting.new))) - {j for _, j in pairs}):
                yield self._change(meeting, None, meeting.new[j], meeting.old)
        elif meeting.course == "stops":
            for gone in meeting.old:
                yield self._change(meeting, gone, None, meeting.new)
        else:
            for come in meeting.new:
                yield self._change(meeting, None, come, meeting.old)

    def _change(
        self, meeting: Meeting, before: Statement | None, after: Statement | None, others: Sequence[Statement] = ()
    ) -> Change:
        """Return the change from one statement to another, or to and from nothing, and what stands in its place."""
        found = self.memory.recall(before, after, self.names) or self._compared(before, after)
        within = bool(others) and meeting.course == "goes on"
        quote = found.diff.old or found.diff.new
        holder = self._holder(quote, others) if within else None
        evidence = () if holder else found.evidence
        return Change(
            theme=self.theme,
            position=meeting.position,
            from_interview=meeting.earlier,
            to_interview=meeting.later,
            before=before,
            after=after,
            diff=found.diff,
            kinds=tuple(dict.fromkeys(e.kind for e in evidence)),
            context=holder or (self._context(quote, others, meeting) if others else None),
            within=within,
            evidence=evidence,
            echo=found.echo,
        )

    def _holder(self, quote: str, others: Sequence[Statement]) -> Statement | None:
        """Return the statement of the other side that says these words too, as part of more."""
        wanted = _bare(quote)
        if wanted.count(" ") <= _FEW:
            return None
        return next((s for s in others if wanted in _bare(self._quote(s))), None)

    def _compared(self, before: Statement | None, after: Statement | None) -> Compared:
        """Return what became of one statement in another, or of nothing in one, or of one in nothing."""
        diff = quote_diff(*(self._quote(s) if s else "" for s in (before, after)))
        lists, names = self._lists(before or after), Names(self.names)
        evidence = kinds(diff, lists, terms=(_terms(before), _terms(after)), known=names)
        echo = echoes(diff, self.interviews[after.interview], after, lists) if after else ()
        terms = tuple(s.terms if s else () for s in (before, after))
        found = Compared(diff, evidence, echo, terms, names.asked())
        self.memory.keep(before, after, found)
        return found

    def _context(self, quote: str, others: Sequence[Statement], meeting: Meeting) -> Statement:
        """Return what stands in the place of a statement.

        The likest, but sooner one of a position that used to be said beside this one, and sooner a new one.
        """
        stated = self.stated[meeting.earlier if others is meeting.new else meeting.later]
        bonus = [
            _KIN * any((meeting.position, p) in self.kin for p in s.positions)
            + _FRESH * any(p not in stated for p in s.positions)
            for s in others
        ]
        return others[self.likeness.nearest(quote, [self._quote(s) for s in others], bonus)]

    def _quote(self, statement: Statement) -> str:
        return statement.span.of(self.interviews[statement.interview].text)

    def _lists(self, statement: Statement | None) -> Lists:
        language = self.interviews[statement.interview].language if statement else "en"
        return self.lists.get(language) or of_language(language)


@lru_cache(maxsize=4_096)  # a quote is looked for in several, and several in it
def _bare(quote: str) -> str:
    """Return the words of a quote without case and typography, a space around each."""
    text = fold(quote).text
    return f" {' '.join(w.of(text) for w in words(text))} "


def _terms(statement: Statement | None) -> list[Span]:
    """Return where the theme's terms stand in a statement, counted from its start."""
    if statement is None:
        return []
    return [Span(t.start - statement.start, t.end - statement.start) for t in statement.terms]
