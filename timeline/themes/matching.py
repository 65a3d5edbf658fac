"""Where patterns match in an interview: words are looked up in an index, so nothing can hang.

`Wording` is an interview cut into turns, paragraphs, sentences and plain words. A pattern's cost grows with the
places where its first word stands, not with the text; `needles` tell from the bare text that a pattern cannot match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from operator import or_

from msgspec import Struct, field

from timeline.models import Interview, Span, Turn
from timeline.text import Folded, fold, paragraphs, sentences
from timeline.themes.pattern import TOKEN, Either, Near, Node, Regex, Sequence, Word, plain

KEPT = 64
"""Interviews whose words are kept: those of a small corpus, asked for by one codebook after another."""
ALL = -1
"""Every sentence: sets of them are numbers with a bit for each, joined by `&` and `|`, and this one has every bit."""
# Private-use characters that mark a regular expression's matches; removed from a text that holds them.
_OPEN, _CLOSE = "\ue000", "\ue001"


class Sentence(Struct, frozen=True):
    """A sentence of a turn, with the numbers of its words."""

    turn: Turn
    paragraph: int
    """Counted through the whole interview."""
    span: Span
    first: int
    last: int
    """Number of its first word, and one past its last."""


class Match(Struct, frozen=True):
    """Where a pattern matches: word numbers, end exclusive; the pieces are what was asked for, without the gaps."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """The number of the first word."""
        return self.pieces[0][0]

    @property
    def last(self) -> int:
        """One past the number of the last word."""
        return max(end for _, end in self.pieces)

    def touches(self, other: Match) -> bool:
        """Tell whether the two share a word."""
        return any(a < d and c < b for a, b in self.pieces for c, d in other.pieces)


def fits_glob(glob: str, word: str) -> bool:
    """Tell whether the word fits a pattern with stars; in linear time, piece after piece from the left.

    >>> [fits_glob("under*ed", w) for w in ("undermined", "undered", "underd")]
    [True, True, False]
    """
    head, *middle, tail = glob.split("*")
    if len(word) < len(head) + len(tail) or not word.startswith(head) or not word.endswith(tail):
        return False
    at, end = len(head), len(word) - len(tail)
    for piece in middle:
        at = word.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


class Vocabulary(Struct, frozen=True):
    """The different words of a text: enough to tell quickly that a pattern cannot match."""

    words: frozenset[str]
    ordered: tuple[str, ...]
    _starred: dict[str, frozenset[str]] = field(default_factory=dict)

    def fitting(self, word: Word) -> frozenset[str]:
        """Return the words of the text that fit the pattern's word, capitals aside."""
        found = self.words & word.texts
        for glob in word.globs:
            starred = self._starred.get(glob)
            if starred is None:
                starred = self._starred[glob] = frozenset(self._with_stars(glob))
            found |= starred
        return found

    def _with_stars(self, glob: str) -> Iterable[str]:
        if glob == "*":
            return self.words
        head = glob[: glob.index("*")]
        first, last = bisect_left(self.ordered, head), bisect_left(self.ordered, head + "\U0010ffff")
        candidates = self.ordered[first:last]
        return candidates if glob == head + "*" else (w for w in candidates if fits_glob(glob, w))

    def allows(self, node: Node) -> bool:
        """Tell whether the words that the pattern cannot do without are there."""
        match node:
            case Word():
                return bool(self.fitting(node))
            case Sequence(parts):
                return all(self.allows(p) for p in parts if not (isinstance(p, Either) and p.optional))
            case Either(options):
                return any(map(self.allows, options))
            case Near(left, right):
                return self.allows(left) and self.allows(right)
        return True


@lru_cache(maxsize=KEPT)
def vocabulary(text: str) -> Vocabulary:
    """Return the different words of a source text; kept for the next codebook that asks."""
    words = frozenset(plain(token) for token in set(TOKEN.findall(folded(text).text)))
    return Vocabulary(words, tuple(sorted(words)))


@lru_cache(maxsize=KEPT)
def folded(text: str) -> Folded:
    """Return the folded text; kept for the next codebook that asks."""
    return fold(text)


class Wording(Struct, frozen=True):
    """The words of an interview's turns, ready to be matched."""

    text: str
    folded: Folded
    sentences: tuple[Sentence, ...]
    words: list[str]
    of_sentence: list[int]
    """The number of the sentence that each word stands in."""
    index: dict[str, list[int]]
    """The numbers of the words, in order, by word."""
    vocabulary: Vocabulary
    of_turn: dict[int, list[int]]
    """The numbers of the sentences, by turn."""
    _places: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _holding: dict[str, int] = field(default_factory=dict)

    def sentences_with(self, word: str) -> int:
        """Return the sentences that hold a word, as a number: bit 0 is set where the first one does."""
        holding = self._holding.get(word)
        if holding is None:
            numbers = {self.of_sentence[n] for n in self.index.get(word, ())}
            holding = self._holding[word] = sum(1 << n for n in numbers)
        return holding

    def place(self, word: int) -> tuple[int, int]:
        """Return where a word begins and ends in the folded text. Few are asked for: those that a pattern matches."""
        number = self.of_sentence[word]
        sentence = self.sentences[number]
        if number not in self._places:
            start, end = _in_copy(self.folded, sentence.span)
            found = TOKEN.finditer(self.folded.text[start:end])
            self._places[number] = [(start + m.start(), start + m.end()) for m in found]
        return self._places[number][word - sentence.first]

    def span(self, first: int, last: int) -> Span:
        """Return the source span of the words from `first` up to `last`, exclusive."""
        return self.folded.source(self.place(first)[0], self.place(last - 1)[1])

    def spans(self, match: Match) -> tuple[Span, ...]:
        """Return the source spans of the match's pieces."""
        return tuple(self.span(a, b) for a, b in match.pieces)

    def quote(self, match: Match) -> str:
        """Return the matched words, ` … ` for a gap."""
        return " … ".join(s.of(self.text) for s in sorted(self.spans(match)))


@lru_cache(maxsize=KEPT)
def wording(interview: Interview) -> Wording:
    """Return the interview cut into words; kept for the next codebook that asks."""
    copy = folded(interview.text)
    cut: list[Sentence] = []
    words: list[str] = []
    of_sentence: list[int] = []
    index: dict[str, list[int]] = defaultdict(list)
    of_turn: dict[int, list[int]] = defaultdict(list)
    for turn, number, span in _sentences(interview):
        first = len(words)
        start, end = _in_copy(copy, span)
        words += [word if word.isalpha() else plain(word) for word in TOKEN.findall(copy.text[start:end])]
        of_sentence += [len(cut)] * (len(words) - first)
        of_turn[turn.number].append(len(cut))
        cut.append(Sentence(turn, number, span, first, len(words)))
    for number, word in enumerate(words):
        index[word].append(number)
    known = vocabulary(interview.text)
    return Wording(interview.text, copy, tuple(cut), words, of_sentence, dict(index), known, dict(of_turn))


def _sentences(interview: Interview) -> Iterator[tuple[Turn, int, Span]]:
    """Yield each sentence with its turn and the number of its paragraph."""
    number = 0
    for turn in interview.turns:
        for paragraph in paragraphs(interview.text, turn.said):
            number += 1
            for span in sentences(interview.text, paragraph, interview.language):
                yield turn, number, span


def _in_copy(copy: Folded, span: Span) -> tuple[int, int]:
    """Return the offsets in the folded copy that a source span has."""
    if copy.offsets is None:
        return span.start, span.end
    return bisect_left(copy.offsets, span.start), bisect_left(copy.offsets, span.end)


class Matcher:
    """Runs patterns over one wording; what parts of patterns share is looked up once."""

    def __init__(self, text: Wording) -> None:
        self.text = text
        self._found: dict[Node, list[Match]] = {}
        self._sentences: dict[Node, int] = {}
        self._fitting: dict[Word, frozenset[str]] = {}
        self._standing: dict[Word, list[int]] = {}

    def find(self, node: Node, among: int = ALL) -> list[Match]:
        """Return where the pattern matches, in order, leftmost and longest first, without overlap.

        At least what lies in the sentences `among` is found; matches lie within a sentence, so those around change
        nothing.
        """
        found = self._found.get(node)
        if found is None:
            within = self._within(node) & among
            found = self._find(node, within) if within else []
            if among == ALL:
                self._found[node] = found
        return found

    def _find(self, node: Node, within: int) -> list[Match]:
        match node:
            case Regex(pattern):
                return _regex(pattern, self.text)
            case Near(left, right, words, ordered):
                return self._near(self.find(left, within), self.find(right, within), words, ordered)
            case Either(options) if any(isinstance(o, Near) for o in options):
                return _apart([m for o in options for m in self.find(o, within)])
        of_sentence = self.text.of_sentence
        starts = [n for n in self._starts(node) if within >> of_sentence[n] & 1]
        return _apart([Match(((n, max(ends)),)) for n in starts if (ends := self._ends(node, n))])

    def _within(self, node: Node) -> int:
        """Return the sentences that hold the words the pattern cannot do without; `ALL` where it needs none."""
        known = self._sentences.get(node)
        if known is None:
            known = self._sentences[node] = self._needed(node)
        return known

    def _needed(self, node: Node) -> int:
        match node:
            case Word():
                return reduce(or_, map(self.text.sentences_with, self._words(node)), 0)
            case Either(options, False):
                return reduce(or_, map(self._within, options))
            case Sequence(parts):
                return self._in_all(parts)
            case Near(left, right):
                return self._in_all((left, right))
        return ALL

    def _in_all(self, parts: Iterable[Node]) -> int:
        shared = ALL
        for part in parts:
            shared &= self._within(part)
            if not shared:
                break
        return shared

    def _starts(self, node: Node) -> list[int]:
        """Return the numbers of the words that the pattern may begin with, in order."""
        match node:
            case Word():
                return self._places(node)
            case Either(options):
                return sorted({n for option in options for n in self._starts(option)})
            case Sequence(parts):
                begin = next((n for n, p in enumerate(parts) if not (isinstance(p, Either) and p.optional)), 0)
                return sorted({n for part in parts[: begin + 1] for n in self._starts(part)})
        raise AssertionError(node)

    def _places(self, word: Word) -> list[int]:
        known = self._standing.get(word)
        if known is None:
            index = self.text.index
            each = [index[said] for said in self._words(word) if said in index]
            known = each[0] if len(each) == 1 else sorted(n for numbers in each for n in numbers)
            if word.exact:
                known = [n for n in known if self._exactly(n, word.exact)]
            self._standing[word] = known
        return known

    def _words(self, word: Word) -> frozenset[str]:
        known = self._fitting.get(word)
        if known is None:
            known = self._fitting[word] = self.text.vocabulary.fitting(word)
        return known

    def _exactly(self, number: int, exact: str) -> bool:
        said = self.text.span(number, number + 1).of(self.text.text)
        return said.startswith(exact) and len(said) <= len(exact) + 2  # a possessive may follow

    def _fits(self, word: Word, number: int) -> bool:
        return self.text.words[number] in self._words(word) and (not word.exact or self._exactly(number, word.exact))

    def _ends(self, node: Node, start: int) -> set[int]:
        """Return where the pattern can end if it begins with the word `start`; within the sentence."""
        match node:
            case Word():
                return {start + 1} if self._fits(node, start) else set()
            case Either(options, optional):
                found = {end for option in options for end in self._ends(option, start)}
                return found | {start} if optional else found
            case Sequence(parts):
                return self._sequence(parts, start)
        raise AssertionError(node)

    def _sequence(self, parts: tuple[Node, ...], start: int) -> set[int]:
        reached = {start}
        limit = self.text.sentences[self.text.of_sentence[start]].last
        for part in parts:
            if isinstance(part, Word):
                reached = {at + 1 for at in reached if at < limit and self._fits(part, at)}
            else:
                nexts = {end for at in reached if at < limit for end in self._ends(part, at)}
                reached = nexts | reached if isinstance(part, Either) and part.optional else nexts
            if not reached:
                break
        return {end for end in reached if start < end <= limit}

    def _near(self, left: list[Match], right: list[Match], words: int, ordered: bool) -> list[Match]:
        """Return each left match with its nearest right one, if that is close enough and in the same sentence."""
        of_sentence = self.text.of_sentence
        by_sentence: dict[int, list[Match]] = {}
        for b in right if left else ():
            by_sentence.setdefault(of_sentence[b.first], []).append(b)
        found = []
        for a in left:
            gaps = [(_gap(a, b, ordered), b.first, b) for b in by_sentence.get(of_sentence[a.first], ())]
            near = [gap for gap in gaps if gap[0] >= 0 and (words < 0 or gap[0] <= words)]
            if near:
                found.append(Match(tuple(sorted(a.pieces + min(near, key=lambda gap: gap[:2])[2].pieces))))
        return found


def find(node: Node, text: Wording) -> list[Match]:
    """Return where one pattern matches, in order, leftmost and longest first, without overlap."""
    return Matcher(text).find(node)


def _apart(matches: list[Match]) -> list[Match]:
    """Return the matches in order, those dropped that overlap an earlier one."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first, -m.last)):
        if not kept or match.first >= kept[-1].last:
            kept.append(match)
    return kept


def _gap(a: Match, b: Match, ordered: bool) -> int:
    """Return how many words stand between the two; -1 where they overlap or stand in the wrong order."""
    if b.first >= a.last:
        return b.first - a.last
    return a.first - b.last if not ordered and a.first >= b.last else -1


def _regex(pattern: str, text: Wording) -> list[Match]:
    """Return the matches of a regular expression, sentence by sentence, by polars (Rust's linear-time engine)."""
    import polars as pl

    worded = [s for s in text.sentences if s.last > s.first]
    bounds = [(text.place(s.first)[0], text.place(s.last - 1)[1]) for s in worded]
    given = [text.folded.text[a:b].replace(_OPEN, " ").replace(_CLOSE, " ") for a, b in bounds]
    marked = pl.Series(given, dtype=pl.String).str.replace_all(pattern, f"{_OPEN}${{0}}{_CLOSE}").to_list()
    found = []
    for (base, _), sentence, said in zip(bounds, worded, marked, strict=True):
        places = [text.place(n) for n in range(sentence.first, sentence.last)]
        for number, match in enumerate(re.finditer(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", said)):
            start = base + match.start() - 2 * number
            end = start + len(match[1])
            touched = [n for n, (a, b) in enumerate(places, start=sentence.first) if a < end and start < b]
            if touched:
                found.append(Match(((touched[0], touched[-1] + 1),)))
    return found
