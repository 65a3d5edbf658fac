"""Phrases: the wordings of a theme tracked through time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise

from msgspec import Struct

from timeline.comparing.align_words import stems
from timeline.comparing.diff import Similarity, quote_diff
from timeline.comparing.kinds_lists import Lists, of_language
from timeline.comparing.turning import FEWEST, SURE, turn
from timeline.models import Change, Diff, Interview, Occurrence, Phrase, ShiftKind, Span, Statement, Theme
from timeline.text import fold, sentences, words

Gram = tuple[str, ...]
Level = list[list[int]]
"""For each stretch, where runs of so many words begin in it."""

LONGEST = 6
"""Words in a phrase, at most: longer recurring stretches are whole sentences, which `changes` follows."""
MOST = 60
"""Phrases for one speaker and theme: what a reader can look through; the weightiest are kept."""
_EVERY = 50
"""A phrase must stand in two interviews, and in one more for each so many: chance grows with the corpus."""
_ALIKE = 85
"""Likeness in percent from which two words are forms of one: rule-based and rules-based have 95, internal and
international 76."""
_KEPT = 0.5
"""Similarity from which a sentence was kept but for some words: half of them, so that what changed is the exception."""
_TERM = 5
"""Words in a term of the codebook that is tracked even if said once; longer matches of a pattern are no phrase."""

_TELLING: frozenset[ShiftKind] = frozenset({"condition", "term", "number", "date"})
"""Kinds of change that single words show: what stands for the others (a hedge, an actor) is no phrase of the theme."""

_BREAK = re.compile(r"[.,;:!?()\[\]–—…“”\"„«»]|\s[-‑]\s")
_HUNDREDS = re.compile(r"[ \u00a0\u202f]\d{3}")
_POSSESSIVE = re.compile(r"'s?$")
_SO_CALLED = re.compile(r"\bso-called$")
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»\n]{2,120})[”\"“»]")


class _Stretch(Struct, frozen=True):
    """Words without a sign between them, each in the one form by which it is compared, with its span."""

    interview: str
    keys: Gram
    spans: tuple[Span, ...]

    def span(self, start: int, size: int) -> Span:
        return Span(self.spans[start].start, self.spans[start + size - 1].end)


def phrases(
    theme: Theme,
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
    *,
    changes: Sequence[Change] = (),
    named: Sequence[str] = (),
    lists: Mapping[str, Lists] | None = None,
) -> tuple[Phrase, ...]:
    """Return the wordings that matter on `theme`, by first date: recurring ones, the theme's own terms, and those by
    which `changes` show a condition, a term or a fact that came, went or gave way to another.

    Only what the speaker says counts, and each speaker by himself. A phrase inside a longer tracked one is the longer
    one; a phrase that is quoted in order to reject it is not the speaker's, unless it never occurs otherwise: then it
    is tracked as `quoted`. `named` are phrases to be tracked instead, in all that the speakers say. A theme
    without an id stands for all themes. `lists` as in `changes`.
    """
    mine = sorted(
        (s for s in statements if s.theme == theme.id or not theme.id),
        key=lambda s: (interviews[s.interview].date, s.interview, s.start, s.end),
    )
    by_speaker: dict[str, list[Statement]] = defaultdict(list)
    for statement in mine:
        by_speaker[statement.speaker].append(statement)
    changed: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.before and change.after:
            changed[change.after.speaker].append(change)
    found: list[Phrase] = []
    for speaker, own in sorted(by_speaker.items()):
        tracker = _Tracker(theme.id, speaker, own, interviews, lists or {}, changed[speaker])
        found += [phrase for name in named if (phrase := tracker.named(name))]
        if not named:
            found += tracker.found()
    return tuple(found)


class _Tracker:
    """Tracks the phrases of one speaker on one theme."""

    def __init__(
        self,
        theme: str,
        speaker: str,
        statements: Sequence[Statement],
        interviews: Mapping[str, Interview],
        lists: Mapping[str, Lists],
        changes: Sequence[Change],
    ) -> None:
        self.theme = theme
        self.speaker = speaker
        self.interviews = interviews
        self.statements = statements
        self.lists = lists
        self.similarity = Similarity()
        self.diffs = {(c.diff.old, c.diff.new): c.diff for c in changes}
        self._order(dict.fromkeys(s.interview for s in statements))
        self.stretches = [stretch for s in statements for stretch in self._stretches(s.interview, s.span)]
        shown, self.followed_by = self._evidence(changes)
        self.telling = self._terms() | shown

    def _order(self, interviews: Iterable[str]) -> None:
        """Take note of the interviews in which the phrases may be said, by date."""
        self.course = list(interviews)
        self.place = {interview: n for n, interview in enumerate(self.course)}

    def found(self) -> list[Phrase]:
        """Return the phrases found in the statements, by first date."""
        tracked = self._tracked()
        own: dict[Gram, list[Occurrence]] = defaultdict(list)
        for gram, occurrence in self._occurrences(tracked):
            if not occurrence.within:
                own[gram].append(occurrence)
        needed = 2 + len(self.course) // _EVERY
        kept = {g: o for g, o in own.items() if g in self.telling or len({x.interview for x in o}) >= needed}
        heaviest = sorted(kept, key=lambda g: (g not in self.telling, -self._weight(g, kept[g]), g))[:MOST]
        made = [self._phrase(g, kept[g]) for g in heaviest]
        made = [replace(p, turn=self._turn(p, len(made))) for p in self._in_families(made)]
        made.sort(key=lambda p: (p.first_seen, self.place[p.occurrences[0].interview], p.phrase))
        return [replace(p, replaced_by=self._replacement(p, made)) for p in made]

    def named(self, name: str) -> Phrase | None:
        """Return the track of one phrase in all that the speaker says; None where he never says it."""
        wanted = self._gram(name)
        turns = [
            (i.id, t.said)
            for i in sorted(self.interviews.values(), key=lambda i: (i.date, i.id))
            for t in i.turns
            if t.role != "question" and t.speaker == self.speaker
        ]
        every = {*self.course, *(i for i, _ in turns)}
        self._order(sorted(every, key=lambda i: (self.interviews[i].date, i)))
        longer = {g for g in self._tracked() if len(g) > len(wanted)}
        self.stretches = [s for i, said in turns for s in self._stretches(i, said)]
        found = [o for g, o in self._occurrences({wanted, *longer}) if g == wanted]
        if not found:
            return None
        phrase = self._phrase(wanted, found, name)
        return replace(phrase, turn=self._turn(phrase, 1))

    def _gram(self, phrase: str) -> Gram:
        """Return the words of a phrase as they are compared."""
        return tuple(key for keys, _ in _split(phrase, Span(0, len(phrase)), self._lists()) for key in keys)

    def _lists(self, interview: str = "") -> Lists:
        language = self.interviews[interview or self.statements[0].interview].language
        return self.lists.get(language) or of_language(language)

    def _stretches(self, interview: str, within: Span) -> Iterator[_Stretch]:
        text = self.interviews[interview].text
        for keys, spans in _split(text, within, self._lists(interview)):
            yield _Stretch(interview, keys, spans)

    def _terms(self) -> set[Gram]:
        """Return the theme's terms, as they are said."""
        found = set()
        for statement in self.statements:
            text = self.interviews[statement.interview].text
            for term in statement.terms:
                parts = list(_split(text, term, self._lists(statement.interview)))
                if len(parts) == 1 and 2 <= len(parts[0][0]) <= _TERM and self._whole(parts[0][0]):
                    found.add(parts[0][0])
        return found

    def _tracked(self) -> set[Gram]:
        """Return the runs of words that recur, and the terms; none that only ever stands in one longer run."""
        needed = 2 + len(self.course) // _EVERY
        count: dict[Gram, int] = {}
        level: Level = [list(range(len(stretch.keys))) for stretch in self.stretches]
        for size in range(1, LONGEST + 1):
            level = self._recurring(level, size, needed, count)
        swapped = set(self._swapped())
        whole = {g: n for g, n in count.items() if len(g) > 1 and self._whole(g)}
        kept = {g: n for g, n in whole.items() if swapped.isdisjoint(_parts(g))}
        inside = {part for g, n in kept.items() for part in _parts(g) if kept.get(part) == n}
        return (set(kept) - inside) | swapped | self.telling

    def _evidence(self, changes: Sequence[Change]) -> tuple[set[Gram], dict[tuple[str, Gram], str]]:
        """Return the wordings that show what the changes are, and what took the place of one after an interview."""
        shown: set[Gram] = set()
        followed_by: dict[tuple[str, Gram], str] = {}
        for change in changes:
            for evidence in change.evidence:
                if evidence.kind not in _TELLING:
                    continue
                old, new = self._shown(evidence.old, change.diff.old), self._shown(evidence.new, change.diff.new)
                if old and new:
                    shown |= {old, new}
                    instead = " ".join(evidence.new[0].of(change.diff.new).split())
                    followed_by.setdefault((change.from_interview, old), instead)
                elif evidence.kind in ("condition", "term"):  # not "if so": alone it must say what it is about
                    shown.update(g for g in (old, new) if self._subjects(g) > 1)
        return shown, followed_by

    def _shown(self, spans: Sequence[Span], text: str) -> Gram:
        """Return the one wording at `spans`; nothing where there are several, or where it is a word or a sentence."""
        parts = list(_split(text, spans[0], self._lists())) if len(spans) == 1 else []
        return parts[0][0] if len(parts) == 1 and 2 <= len(parts[0][0]) <= LONGEST else ()

    def _swapped(self) -> Iterator[Gram]:
        """Yield the wordings that took each other's place in a sentence that was otherwise kept.

        They are phrases by themselves: what stands around them in every statement is the sentence, not the phrase.
        """
        stated: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for statement in self.statements:
            for position in statement.positions:
                stated[position][statement.interview].append(statement)
        for said in stated.values():
            for earlier, later in pairwise(said.values()):
                for before in earlier:
                    yield from self._swaps(before, later)

    def _swaps(self, before: Statement, later: Sequence[Statement]) -> Iterator[Gram]:
        diff = self._likest(before, later)
        for one, other in pairwise(diff.edits):
            if (one.op, other.op) == ("delete", "insert") and diff.similarity >= _KEPT:
                sides = (self._bare(one.old, diff.old), self._bare(other.new, diff.new))
                inflected = stems(" ".join(sides[0])) == stems(" ".join(sides[1]))
                if max(map(len, sides)) <= LONGEST and not inflected:
                    yield from (side for side in sides if side)

    def _likest(self, before: Statement, later: Sequence[Statement]) -> Diff:
        """Return the diff from a statement to the likest of some later ones."""
        old, *new = (s.span.of(self.interviews[s.interview].text) for s in (before, *later))
        likest = max(new, key=lambda quote: self.similarity(old, quote)) if len(new) > 1 else new[0]
        return self.diffs.get((old, likest)) or quote_diff(old, likest)

    def _written(self, bare: Gram, span: Span, text: str) -> str:
        """Return the words at `span`, without the small ones at its ends, as they stand in the text."""
        ((keys, spans),) = _split(text, span, self._lists())
        first = next(i for i in range(len(keys)) if keys[i : i + len(bare)] == bare)
        return " ".join(Span(spans[first].start, spans[first + len(bare) - 1].end).of(text).split())

    def _bare(self, span: Span, text: str) -> Gram:
        """Return the words at `span` without the small ones at its ends; nothing where a sign parts them."""
        parts = list(_split(text, span, self._lists()))
        small = self._lists().function
        words_ = list(parts[0][0]) if len(parts) == 1 else []
        while words_ and words_[0] in small:
            words_.pop(0)
        while words_ and words_[-1] in small:
            words_.pop()
        return tuple(words_)

    def _recurring(self, level: Level, size: int, needed: int, count: dict[Gram, int]) -> Level:
        """Return where runs of `size` words begin that stand in enough interviews; `count` gets how often each does.

        `level` is the same for runs of a word less: a run can only recur if its parts do (Agrawal & Srikant 1994), so
        that most are never looked at.
        """
        last: dict[Gram, str] = {}
        places: dict[Gram, int] = defaultdict(int)
        often: dict[Gram, int] = defaultdict(int)
        seen: list[list[tuple[int, Gram]]] = []
        for stretch, begins in zip(self.stretches, level, strict=True):
            behind = {i - 1 for i in begins}
            keys, interview = stretch.keys, stretch.interview
            here = [(i, keys[i : i + size]) for i in begins if size == 1 or i in behind]
            seen.append(here)
            for _, gram in here:
                often[gram] += 1
                if last.get(gram) != interview:
                    last[gram] = interview
                    places[gram] += 1
        found = {g for g, n in places.items() if n >= needed}
        count.update((g, often[g]) for g in found)
        return [[i for i, gram in here if gram in found] for here in seen]

    def _whole(self, gram: Gram) -> bool:
        """Tell whether a run of words begins and ends with one that carries a subject."""
        small = self._lists().small
        return gram[0] not in small and gram[-1] not in small and any(not w.isdigit() for w in gram)

    def _occurrences(self, tracked: set[Gram]) -> Iterator[tuple[Gram, Occurrence]]:
        """Yield where each tracked phrase is said, with the longer one that it is part of there."""
        sizes = sorted({len(g) for g in tracked}, reverse=True)
        for stretch in self.stretches:
            taken: list[tuple[int, int, Gram]] = []
            for size in sizes:
                for i in range(len(stretch.keys) - size + 1):
                    gram = stretch.keys[i : i + size]
                    if gram in tracked:
                        around = next((g for a, b, g in taken if a <= i and i + size <= b and len(g) > size), ())
                        taken.append((i, i + size, gram))
                        span = stretch.span(i, size)
                        quoted = self._quoted(stretch.interview, span)
                        yield gram, Occurrence(stretch.interview, span, quoted, " ".join(around))

    def _quoted(self, interview: str, span: Span) -> bool:
        """Tell whether words are quoted in order to reject them: in quotation marks, beside a word that does so."""
        text = self.interviews[interview].text
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - 300)
        end = min(span.end + 200, len(text))
        around = text[start:end]
        inside = any(
            m.start(1) + start <= span.start and span.end <= m.end(1) + start for m in _QUOTED.finditer(around)
        )
        lists = self._lists(interview)
        if not inside:
            before = text[start : span.start].rstrip(' \t\u00a0“"„«')
            return before.endswith(("d", "D")) and bool(_SO_CALLED.search(fold(before).text))
        sentence = next((s for s in sentences(around) if s.start + start <= span.start < s.end + start), None)
        return bool(sentence and any(lists.quoting.find(fold(sentence.of(around)).text)))

    def _weight(self, gram: Gram, occurrences: Sequence[Occurrence]) -> float:
        """Return how much a phrase tells: its words with a subject, times the interviews that say it."""
        return self._subjects(gram) * len({o.interview for o in occurrences})

    def _subjects(self, gram: Gram) -> int:
        """Return how many words of a run carry a subject."""
        small = self._lists().small
        return sum(word not in small for word in gram)

    def _phrase(self, gram: Gram, occurrences: Sequence[Occurrence], name: str = "") -> Phrase:
        """Return the track of a phrase: by what the speaker says himself, where he does."""
        own = [o for o in occurrences if not o.quoted and not o.within] or list(occurrences)
        own = own if not name else list(occurrences)
        dated = [o for o in own if not o.quoted and not o.within] or own
        said = {o.interview for o in dated}
        places = [self.place[i] for i in said]
        between = self.course[min(places) : max(places) + 1]
        first = dated[0]
        return Phrase(
            theme=self.theme,
            phrase=name or " ".join(first.span.of(self.interviews[first.interview].text).split()),
            family="",
            occurrences=tuple(own),
            first_seen=self.interviews[self.course[min(places)]].date,
            last_seen=self.interviews[self.course[max(places)]].date,
            gaps=tuple(i for i in between if i not in said),
            speaker=self.speaker,
            quoted=all(o.quoted for o in own),
        )

    def _turn(self, phrase: Phrase, looked_at: int) -> str:
        """Return in words where a phrase begins to be said more often, or less; empty where chance explains it.

        Of `looked_at` phrases one has a turning point by chance that much oftener (Bonferroni).
        """
        if len(self.course) < FEWEST:
            return f"cannot tell: fewer than {FEWEST} interviews"
        said = {o.interview for o in phrase.occurrences if not o.quoted}
        found = turn([i in said for i in self.course], looked_at)
        if found is None:
            return ""
        since = len(self.course) - found.place
        more = found.since * found.place > found.before * since
        day = self.interviews[self.course[found.place]].date
        counts = f"in {found.before} of {found.place} interviews before, {found.since} of {since} since"
        sure = f"p < {SURE}" if found.p < SURE else f"p = {found.p:.3f}"
        return f"{'more' if more else 'less'} often from {day}: {counts} ({sure})"

    def _in_families(self, found: Sequence[Phrase]) -> list[Phrase]:
        """Return the phrases with the name of their family: the commonest of the variants."""
        heads: list[Phrase] = []
        named = {}
        for phrase in sorted(found, key=lambda p: (-len(p.occurrences), p.first_seen, p.phrase)):
            head = next((h for h in heads if variants(h.phrase, phrase.phrase)), phrase)
            if head is phrase:
                heads.append(phrase)
            named[phrase.phrase] = head.phrase
        return [replace(p, family=named[p.phrase]) for p in found]

    def _replacement(self, phrase: Phrase, found: Sequence[Phrase]) -> str:
        """Return what took the place of a phrase that is no longer said; empty where nothing can be told.

        What stands at its place in the next statement of the position; else the variant that begins when it ends.
        """
        last = phrase.occurrences[-1]
        if instead := self.followed_by.get((last.interview, self._gram(phrase.phrase))):
            return instead
        if last.interview == self.course[-1]:
            return ""
        at_its_place = self._at_its_place(last)
        if at_its_place:
            return at_its_place
        later = [p for p in found if variants(p.phrase, phrase.phrase) and p.first_seen > phrase.last_seen]
        return later[0].phrase if later else ""

    def _at_its_place(self, last: Occurrence) -> str:
        """Return what the next statement of the same position has where this one has the phrase."""
        since = self.place[last.interview]
        held = [
            s for s in self.statements if s.interview == last.interview and s.start <= last.span.start < s.end
        ]  # fmt: skip
        for before in held:
            same = (s for s in self.statements if not set(before.positions).isdisjoint(s.positions))
            follows = (s for s in same if self.place[s.interview] > since)
            for _, group in groupby(follows, key=lambda s: s.interview):
                return self._instead(before, list(group), last.span)
        return ""

    def _instead(self, before: Statement, candidates: Sequence[Statement], span: Span) -> str:
        """Return the words that the likest candidate has instead of those at `span`."""
        diff = self._likest(before, candidates)
        start, end = span.start - before.start, span.end - before.start
        for one, other in pairwise(diff.edits):
            swapped = (one.op, other.op) == ("delete", "insert") and one.old.start < end and start < one.old.end
            if swapped and not diff.rewording:
                bare = self._bare(other.new, diff.new)
                return self._written(bare, other.new, diff.new) if 0 < len(bare) <= LONGEST else ""
        return ""


def variants(one: str, other: str) -> bool:
    """Tell whether two phrases are variants: every word of the shorter is, in some form, a word of the longer.

    >>> variants("rule-based order", "rules-based world order"), variants("internal affairs", "international affairs")
    (True, False)
    """
    from rapidfuzz.fuzz import ratio

    short, long = sorted((_folded(one), _folded(other)), key=len)
    return len(long) <= 2 * len(short) and all(any(ratio(a, b) >= _ALIKE for b in long) for a in short)


@lru_cache(maxsize=4_096)  # each phrase of a theme is compared with all others
def _folded(phrase: str) -> tuple[str, ...]:
    return tuple(fold(phrase).text.split())


def _split(text: str, within: Span, lists: Lists) -> Iterator[tuple[Gram, tuple[Span, ...]]]:
    """Yield the stretches of words between signs, the words in one spelling, without case and typography."""
    keys: list[str] = []
    spans: list[Span] = []
    for span in words(text, within):
        between = text[spans[-1].end : span.start] if spans else " "
        if between != " " and _BREAK.search(between):
            yield tuple(keys), tuple(spans)
            keys, spans = [], []
        key, word, behind = _compared(span.of(text), lists)
        if lists.decimal == "," and spans and _goes_on(keys[-1], text[spans[-1].end : span.start] + word):
            keys[-1], spans[-1] = keys[-1] + word, Span(spans[-1].start, span.end)  # 10 500 Euro
            continue
        keys.append(key)
        spans.append(Span(span.start, span.end - behind) if behind else span)
    if keys:
        yield tuple(keys), tuple(spans)


@lru_cache(maxsize=50_000)  # a language's words recur
def _compared(written: str, lists: Lists) -> tuple[str, str, int]:
    """Return a word as it is compared, as it is folded, and how many letters of it are only a possessive's."""
    word = fold(written).text
    bare = _POSSESSIVE.sub("", word) if "'" in word else word
    return lists.spelled(bare), word, len(word) - len(bare)


def _goes_on(number: str, behind: str) -> bool:
    """Tell whether three figures behind a space are the hundreds of the number before it."""
    return number.isdigit() and len(number) != 4 and bool(_HUNDREDS.fullmatch(behind))  # 2020 is a year


def _parts(gram: Gram) -> set[Gram]:
    """Return the shorter runs inside a run, down to its words."""
    return {gram[i:j] for i in range(len(gram)) for j in range(i + 1, len(gram) + 1) if j - i < len(gram)}


def runs(phrase: Phrase, course: Sequence[str]) -> list[tuple[str, str]]:
    """Return the runs in which a phrase is said without a gap, each as its first and its last interview.

    `course`: the ids of the interviews in which it could have been said, in order.

    >>> from datetime import date
    >>> said = tuple(Occurrence(i, Span(0, 1)) for i in ("a", "b", "d"))
    >>> runs(Phrase("t", "p", "p", said, date.min, date.min), ["a", "b", "c", "d", "e"])
    [('a', 'b'), ('d', 'd')]
    """
    own = {o.interview for o in phrase.occurrences if not o.quoted and not o.within}
    said = own or {o.interview for o in phrase.occurrences}
    found = []
    for is_said, group in groupby(course, key=said.__contains__):
        if is_said:
            stretch = list(group)
            found.append((stretch[0], stretch[-1]))
    return found
