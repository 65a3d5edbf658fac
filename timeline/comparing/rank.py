"""Shifts: the changes that matter, the strongest first, each with its reason.

The score is a product that a person can follow: points for the kind, raised or lowered by what is said of the change
in its reason. It orders the changes of one theme; it is no probability, and two themes' scores are not comparable.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from msgspec import Struct

from timeline.comparing.align_words import stems
from timeline.comparing.diff import REWORDING
from timeline.comparing.kinds import VARIED
from timeline.comparing.kinds_lists import Lists, of_language
from timeline.comparing.kinds_markers import DENY_BOTH
from timeline.comparing.kinds_values import names, numbers
from timeline.models import Change, Evidence, Interview, Shift, ShiftKind, Span, Statement, Theme
from timeline.text import fold, words

POINTS: dict[ShiftKind, float] = {
    "negation": 10,
    "condition": 9,
    "number": 8,
    "actor": 7,
    "term": 7,
    "added": 6,
    "dropped": 6,
    "boost": 6,
    "hedge": 6,
    "date": 5,
    "scope": 5,
    "reworded": 3,
    "editorial": 0,
}
"""What a kind is worth by itself: what turns a position round or binds it before what colours it. Set by the order in
which issue 5 and drafting manuals put them."""

_SMALL_WORDS = 0.5
"""Points where only small words changed: `the`, `that`."""

_COUNTS = 5


def _worth(change: Change, evidence: Evidence) -> float:
    """Return the points of a kind: whole statements that come or go have their own, what is there by chance has less.

    In a sentence that mostly stayed nothing is chance, nor is a word that has a counterpart in the other wording.
    """
    if change.before is None or change.after is None:
        return _GONE if change.after is None else _COME
    if evidence.note == DENY_BOTH:
        return _STILL_DENIED
    told = evidence.old and evidence.new and evidence.kind in ("negation", "condition", "number")
    by_chance = change.diff.rewording and not told
    return POINTS[evidence.kind] * (_ON_PURPOSE.get(evidence.kind, 1) if by_chance else 1)


_GONE, _COME, _AGAIN = 6, 8, 0.65
"""Points of a position, or of one of its statements, that is not said any more or that is said for the first time, and
what is left of the latter where it had been said before. On the twelve annotated themes the mean gain (7, 3 and 1 for
importance 3, 2 and 1) of whole positions is 1.6 where they go, 2.9 where they come and 1.3 where they come back."""
_STILL_DENIED = 6
"""Points of a negation where both sides deny something: no turn from yes to no. The mean gain is 2.1, against 3.6."""
_GUESSED = 0.5
"""What is left of a rewording that no cue and no shared words hold together: the mean gain is 0.5, against 2.2."""
_ON_PURPOSE: dict[ShiftKind, float] = {
    "scope": 0.53,
    "negation": 0.65,
    "boost": 0.73,
    "hedge": 0.77,
    "date": 0.92,
    "condition": 0.6,
    "number": 0.6,
    "actor": 0.6,
}
"""What a word is worth where two sentences share little. For scope to date: how often two sentences taken at random
agree in having one, 1 - 2p(1 - p); p is 0.38, 0.23, 0.16, 0.13 and 0.04 of the 941 sentences of the five interviews.
A condition, number or name that only one of the two has may belong to another claim: chosen, not measured."""

Key = tuple[str, int, int]


class Factor(Struct, frozen=True):
    """What raises or lowers a score, in words."""

    by: float
    because: str


def shifts(
    theme: Theme,
    changes: Sequence[Change],
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
    *,
    lists: Mapping[str, Lists] | None = None,
) -> tuple[Shift, ...]:
    """Return the shifts of `theme` by rank: one for each change that is more than editorial or an echo.

    `kind` is the weightiest; all of them are in `change.kinds`. Where one pair of statements is a change of several
    positions, it is one shift, under the position in which it scores highest. `lists` as in `changes`.
    """
    mine = [c for c in changes if c.theme == theme.id and c.kinds and c.kinds != ("editorial",)]
    history = _History(theme, changes, statements, interviews, lists or {})
    scored = [(history.score(change), change) for change in mine]
    ranked = sorted(
        (_shift(change, score) for score, change in scored if score),
        key=lambda s: (-s.score, interviews[s.change.to_interview].date, s.position, _key(s.change.later)),
    )
    return tuple(replace(s, rank=rank) for rank, s in enumerate(_once(ranked), start=1))


def _once(ranked: Iterable[Shift]) -> Iterator[Shift]:
    """Yield the first shift of each pair of statements, one for a position that came or went, one for a silence.

    A statement that came or went in two positions is one shift too: the same quote twice tells nothing more.
    """
    seen: set[tuple[object, ...]] = set()
    for shift in ranked:
        c = shift.change
        if c.before and c.after:
            events: set[tuple[object, ...]] = {(_key(c.before), _key(c.after))}
        else:
            told = c.from_interview, c.to_interview, c.before is None
            events = {(c.position if c.context else "", c.within, *told), (_key(c.before), _key(c.after), *told)}
        if events.isdisjoint(seen):
            seen |= events
            yield shift


def _key(statement: Statement | None) -> Key:
    return (statement.interview, statement.start, statement.end) if statement else ("", 0, 0)


class _Score(Struct, frozen=True):
    value: float
    evidence: tuple[Evidence, ...]
    factors: tuple[Factor, ...]


def _shift(change: Change, score: _Score) -> Shift:
    first = score.evidence[0].kind
    shown = [e for e in score.evidence if e.kind == first]
    return Shift(
        rank=0,
        theme=change.theme,
        position=change.position,
        kind=first,
        change=change,
        from_words=tuple(s for e in shown for s in e.old),
        to_words=tuple(s for e in shown for s in e.new),
        score=round(score.value, 2),
        reason="; ".join([*(_told(change, e) for e in score.evidence[:3]), *(f.because for f in score.factors)]),
    )


def _told(change: Change, evidence: Evidence) -> str:
    """Return one piece of evidence in words: `number changed: “five” → “one”`."""
    if change.before is None or change.after is None or "“" in evidence.note:
        return evidence.note
    went, came = _quoted(evidence.old, change.diff.old), _quoted(evidence.new, change.diff.new)
    return f"{evidence.note}: {' → '.join(side for side in (went, came) if side)}" if went or came else evidence.note


def _quoted(spans: Sequence[Span], text: str) -> str:
    """Return the first words that the spans cover, in quotes."""
    said = list(dict.fromkeys(" ".join(s.of(text).split()) for s in spans))
    return ", ".join(f"“{words}”" for words in said[:3]) + (" …" if len(said) > 3 else "")


class _History:
    """What was said before and after, by which a change is weighed."""

    def __init__(
        self,
        theme: Theme,
        changes: Sequence[Change],
        statements: Sequence[Statement],
        interviews: Mapping[str, Interview],
        lists: Mapping[str, Lists],
    ) -> None:
        self.interviews = interviews
        self.lists = lists
        self.into = {(c.position, _key(c.after)): c for c in changes if c.before and c.after}
        self.out_of = {(c.position, _key(c.before)): c for c in changes if c.before and c.after}
        self.moves = Counter((c.position, c.to_interview) for c in changes if c.kinds and c.kinds != ("editorial",))
        mine = [s for s in statements if s.theme == theme.id]
        languages = sorted({interviews[s.interview].language for s in mine})
        self.small = frozenset(
            w for language in languages for w in (lists.get(language) or of_language(language)).function
        )
        self.said: dict[str, set[str]] = defaultdict(set)
        self.room: Counter[str] = Counter()
        self.volume: Counter[tuple[str, str]] = Counter()
        self.first_said: dict[str, str] = {}
        """The interview that first says a word on the theme."""
        uses: dict[str, Counter[str]] = defaultdict(Counter)
        for statement in sorted(mine, key=lambda s: (interviews[s.interview].date, s.interview)):
            self._hear(statement, uses)
        self.course = sorted(self.said, key=lambda i: (interviews[i].date, i))
        self.place = {i: n for n, i in enumerate(self.course)}
        self.first_stated: dict[str, int] = {}
        for position, interview in self.volume:
            place = self.place[interview]
            self.first_stated[position] = min(place, self.first_stated.get(position, place))
        named = {w for w in stems(theme.title) if w not in self.small}
        self.title = {form for w in named for form in (w, w + "s", w.removesuffix("s"))}
        self.coded = {p.id for p in theme.positions}
        self.central = self._central(theme, mine, uses)

    def _hear(self, statement: Statement, uses: Mapping[str, Counter[str]]) -> None:
        """Take note of a statement: its words are cut here only, as those of a large theme are not kept."""
        words = stems(self._quote(statement))
        interview = statement.interview
        self.room[interview] += 1
        self.said[interview].update(words)
        self.volume.update((p, interview) for p in statement.positions)
        for word in words:
            self.first_said.setdefault(word, interview)
        for position in statement.positions:
            uses[position].update(set(words))

    def _central(
        self, theme: Theme, statements: Sequence[Statement], uses: Mapping[str, Counter[str]]
    ) -> dict[str, frozenset[str]]:
        """Return the words that make a position: those of its title, and those that most of its statements share."""
        count = Counter(p for s in statements for p in s.positions)
        central = {p: {w for w, n in c.items() if n >= 3 and n > count[p] / 2} for p, c in uses.items()}
        for coded in theme.positions:
            central.setdefault(coded.id, set()).update(stems(coded.title))
        return {p: frozenset(w for w in found if w not in self.small) for p, found in central.items()}

    def score(self, change: Change) -> _Score | None:
        """Return what a change is worth and why; None where nothing is left once the echoes are taken away."""
        evidence = tuple(e for e in change.evidence if not self._echoed(change, e))
        if not evidence or evidence[0].kind == "editorial":
            return None
        factors = tuple(f for f in self._factors(change, evidence) if f)
        value = self._points(change, evidence)
        for factor in factors:
            value *= factor.by
        return _Score(value, evidence, factors)

    def _echoed(self, change: Change, evidence: Evidence) -> bool:
        """Tell whether all that shows a kind is words taken over from the question."""
        if evidence.old or not change.echo:
            return False
        text = change.diff.new
        came = [w for s in evidence.new for w in words(text, s) if fold(w.of(text)).text not in self.small]
        return bool(came) and set(change.echo).issuperset(came)

    def _points(self, change: Change, evidence: Sequence[Evidence]) -> float:
        """Return the points of the weightiest kind, and one more for each other that counts, three at most."""
        if evidence[0].note == "only small words changed":
            return _SMALL_WORDS
        best: dict[ShiftKind, float] = {}
        for e in evidence:
            best[e.kind] = max(best.get(e.kind, 0), _worth(change, e))
        points = list(best.values())
        return max(points) + min(3, sum(p >= _COUNTS for p in points) - 1)

    def _factors(self, change: Change, evidence: Sequence[Evidence]) -> Iterator[Factor | None]:
        if change.before is None or change.after is None:
            yield self._names_something(change)
            yield self._weak_silence(change)
            yield self._returns(change)
            yield Factor(0.8, "asked about it") if change.after and change.after.prompted else None
        else:
            yield self._pointed(change, evidence)
            yield None if change.diff.rewording else self._touches_centre(change, evidence)
        yield self._elsewhere(change, evidence)
        yield self._theme_words(change, evidence)
        yield self._new_words(change, evidence)
        yield self._volume(change)
        yield self._guessed(change)
        yield self._steady(change)
        yield self._holds(change)
        yield self._alone(change)

    def _names_something(self, change: Change) -> Factor | None:
        """A statement that comes or goes weighs more where it names what the other interview does not."""
        text = change.diff.new or change.diff.old
        other = self.said[change.to_interview if change.after is None else change.from_interview]
        language = self.interviews[change.from_interview].language
        lists = self.lists.get(language) or of_language(language)
        found = [v.span for v in (*names(text, lists), *numbers(text, lists))]
        named = sorted(s for s in found if not other.issuperset(stems(s.of(text))))
        if not named:
            return None
        central = self.central.get(change.position, frozenset()) | self.title
        own = sorted(s for s in named if not central.isdisjoint(stems(s.of(text))))
        return Factor(1.3 if own else 1.1, f"it names {_quoted(own or named, text)}")

    def _weak_silence(self, change: Change) -> Factor | None:
        """Silence says less where the position goes on otherwise, the theme is not addressed, or text is missing."""
        if change.within:
            return Factor(0.8, "the position itself is stated in both")
        if change.context is None and self.interviews[change.to_interview].truncated:
            return Factor(0.2, "the theme is not addressed in a source that breaks off")
        if change.context is None:
            return Factor(0.3, "the theme is not addressed at all")
        silent, speaks = change.to_interview, change.from_interview
        if change.after:
            silent, speaks = speaks, silent
        if 3 * self.room[silent] < self.room[speaks]:
            return Factor(0.8, f"the theme has only {self.room[silent]} statements in the other interview")
        return None

    def _returns(self, change: Change) -> Factor | None:
        """What comes back is less of a shift than what was never said."""
        if change.before is None and not change.within and self._before(change):
            return Factor(_AGAIN, "it had been said before")
        return None

    def _before(self, change: Change) -> bool:
        return self.first_stated.get(change.position, len(self.course)) < self.place[change.from_interview]

    def _pointed(self, change: Change, evidence: Sequence[Evidence]) -> Factor | None:
        """Few words changed in a sentence that stayed were changed on purpose; so was a term kept in other words."""
        if any(e.note == VARIED for e in evidence):
            return Factor(1.5, "a term of the theme is put otherwise")
        if change.diff.similarity >= 0.8:
            return Factor(1.3, "the rest of the sentence stayed")
        if change.diff.similarity < REWORDING:
            return Factor(0.8, f"a rewording: {change.diff.similarity:.0%} of the words shared")
        return None

    def _guessed(self, change: Change) -> Factor | None:
        """A position that no codebook names, or that no cue shows on one side, is a guess; more so in other words."""
        both = change.before is not None and change.after is not None
        left = _GUESSED if both and change.diff.rewording else 0.8
        if change.position not in self.coded:
            return Factor(left, "a position that no codebook names")
        if both and any(s and "its position by likeness" in s.reason for s in (change.before, change.after)):
            return Factor(left, "its position by likeness")
        return None

    def _touches_centre(self, change: Change, evidence: Sequence[Evidence]) -> Factor | None:
        central = self.central.get(change.position, frozenset())
        touched = [w for w in _changed(change, evidence) if w in central]
        return Factor(1.2, "touches the words that make the position") if touched else None

    def _elsewhere(self, change: Change, evidence: Sequence[Evidence]) -> Factor | None:
        """What one statement loses another of the same interview may say, and the other way round."""
        went = {w for e in evidence for s in e.old for w in stems(s.of(change.diff.old))} - self.small
        came = {w for e in evidence for s in e.new for w in stems(s.of(change.diff.new))} - self.small
        found = len(went & self.said[change.to_interview]) + len(came & self.said[change.from_interview])
        if went or came:
            share = found / (len(went) + len(came))
            if share <= 0.25:
                return Factor(1.2, "the other interview has none of these words on the theme")
            if share >= 0.75:
                return Factor(0.8, "the other interview says these words elsewhere on the theme")
        return None

    def _theme_words(self, change: Change, evidence: Sequence[Evidence]) -> Factor | None:
        """The words that name the theme itself come or go; more so where nothing else in that interview has them."""
        found = {w for w in _changed(change, evidence) if w in self.title}
        gone = sorted(w for w in found if not self._everywhere(w, change))
        if gone:
            return Factor(1.5, "words that name the theme are said on one side only")
        whole = change.before is None or change.after is None  # every statement has words of its theme
        return Factor(1.2, "touches the words that name the theme") if found and not whole else None

    def _everywhere(self, stem: str, change: Change) -> bool:
        """Tell whether both interviews say a word on the theme, in one number or the other."""
        forms = {stem, stem + "s", stem.removesuffix("s")}
        return all(forms & self.said[i] for i in (change.from_interview, change.to_interview))

    def _new_words(self, change: Change, evidence: Sequence[Evidence]) -> Factor | None:
        came = [w for e in evidence for s in e.new for w in stems(s.of(change.diff.new))]
        if came and all(self.first_said.get(w) == change.to_interview for w in came):
            return Factor(1.1, "words not used on the theme before")
        return None

    def _volume(self, change: Change) -> Factor | None:
        """How much room the position takes on either side."""
        old, new = (self.volume[change.position, i] for i in (change.from_interview, change.to_interview))
        if old and new and max(old, new) >= 3 * min(old, new):
            return Factor(1.2, f"{new} statement{'s' * (new > 1)} of it where there had been {old}")
        return None

    def _steady(self, change: Change) -> Factor | None:
        """How many interviews in a row had said the old wording.

        Of a position that goes it is told and weighs nothing: a habit's end matters no more than that of a claim made
        once (mean gain 1.7 and 1.6).
        """
        if change.before is None:
            return None
        if change.after is None and not change.within:
            held = self._stated(change)
            return Factor(1, f"said in {held} interviews in a row before") if held > 1 else None
        held = self._run(change.position, _key(change.before), self.into, back=True)
        return Factor(1 + 0.15 * min(held - 1, 4), f"steady in {held} interviews in a row before") if held > 1 else None

    def _stated(self, change: Change) -> int:
        """Return in how many interviews in a row, of those that address the theme, the position had been stated."""
        last = self.place[change.from_interview]
        earlier = (self.course[n] for n in range(last, -1, -1))
        return sum(1 for _ in takewhile(lambda i: self.volume[change.position, i], earlier))

    def _holds(self, change: Change) -> Factor | None:
        """How many later interviews keep the new wording."""
        kept = self._run(change.position, _key(change.after), self.out_of, back=False) - 1 if change.after else 0
        if kept < 1:
            return None
        return Factor(1 + 0.1 * min(kept, 3), f"kept in the next {kept} interview{'s' * (kept > 1)}")

    def _run(self, position: str, key: Key, links: Mapping[tuple[str, Key], Change], *, back: bool) -> int:
        """Return over how many statements in a row a wording stayed, this one included."""
        length = 1
        while (link := links.get((position, key))) and link.kinds in ((), ("editorial",)):
            key = _key(link.before if back else link.after)
            length += 1
        return length

    def _alone(self, change: Change) -> Factor | None:
        both = change.before is not None and change.after is not None
        if both and self.moves[change.position, change.to_interview] == 1 and len(change.kinds) == 1:
            return Factor(1.1, "the only change in this position")
        return None

    def _quote(self, statement: Statement) -> str:
        return statement.span.of(self.interviews[statement.interview].text)


def _changed(change: Change, evidence: Sequence[Evidence]) -> list[str]:
    """Return the stems of the words that went and came."""
    went = [w for e in evidence for s in e.old for w in stems(s.of(change.diff.old))]
    return went + [w for e in evidence for s in e.new for w in stems(s.of(change.diff.new))]
