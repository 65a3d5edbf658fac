"""Where patterns match in an interview: words are looked up in an index, so nothing can hang.

`Wording` is an interview cut into turns, paragraphs, sentences and plain words. A pattern's cost grows with the
places where its first word stands, not with the text; `needles` tell from the bare text that a pattern cannot match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from timeline.models import Interview, Span, Turn
from timeline.text import Folded, fold, paragraphs, sentences
from timeline.themes.pattern import TOKEN, Either, Near, Node, Regex, Sequence, Word, plain

# Private-use characters that mark a regular expression's matches; removed from a text that holds them.
_OPEN, _CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn, with the numbers of its words."""

    turn: Turn
    paragraph: int
    """Counted through the whole interview."""
    span: Span
    first: int
    last: int
    """Number of its first word, and one past its last."""


@dataclass(frozen=True, slots=True)
class Match:
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


@dataclass(frozen=True)
class Wording:
    """The words of an interview's turns, ready to be matched."""

    text: str
    folded: Folded
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """Offsets of the words in the folded text."""
    of_sentence: tuple[int, ...]
    """The number of the sentence that each word stands in."""
    index: dict[str, list[int]]
    _globs: dict[str, list[int]] = field(default_factory=dict)

    def span(self, first: int, last: int) -> Span:
        """Return the source span of the words from `first` up to `last`, exclusive."""
        return self.folded.source(self.starts[first], self.ends[last - 1])

    def spans(self, match: Match) -> tuple[Span, ...]:
        """Return the source spans of the match's pieces."""
        return tuple(self.span(a, b) for a, b in match.pieces)

    def quote(self, match: Match) -> str:
        """Return the matched words, ` … ` for a gap."""
        return " … ".join(s.of(self.text) for s in sorted(self.spans(match)))

    def places(self, word: Word) -> Iterable[int]:
        """Return the numbers of the words that fit, in order."""
        if word.glob == "*":
            return range(len(self.words))
        if word.glob:
            return self._starred(word.glob)
        found = sorted(n for text in word.texts for n in self.index.get(text, ()))
        return [n for n in found if self._exactly(n, word.exact)] if word.exact else found

    def fits(self, word: Word, number: int) -> bool:
        """Tell whether the word with this number fits."""
        if word.glob:
            return fits_glob(word.glob, self.words[number])
        return self.words[number] in word.texts and (not word.exact or self._exactly(number, word.exact))

    def _exactly(self, number: int, exact: str) -> bool:
        said = self.span(number, number + 1).of(self.text)
        return said.startswith(exact) and len(said) <= len(exact) + 2  # a possessive may follow

    def _starred(self, glob: str) -> list[int]:
        if glob not in self._globs:
            self._globs[glob] = sorted(n for text, at in self.index.items() if fits_glob(glob, text) for n in at)
        return self._globs[glob]


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


@lru_cache(maxsize=4)
def folded(text: str) -> Folded:
    """Return the folded text; kept for the next codebook that asks."""
    return fold(text)


@lru_cache(maxsize=4)
def wording(interview: Interview) -> Wording:
    """Return the interview cut into words; kept for the next codebook that asks."""
    copy = folded(interview.text)
    cut: list[Sentence] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    of_sentence: list[int] = []
    for turn, number, span in _sentences(interview):
        first = len(words)
        for match in TOKEN.finditer(copy.text, *_in_copy(copy, span)):
            words.append(plain(match.group()))
            starts.append(match.start())
            ends.append(match.end())
            of_sentence.append(len(cut))
        cut.append(Sentence(turn, number, span, first, len(words)))
    index: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        index.setdefault(word, []).append(number)
    return Wording(
        interview.text, copy, tuple(cut), tuple(words), tuple(starts), tuple(ends), tuple(of_sentence), index
    )


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


def find(node: Node, text: Wording) -> list[Match]:
    """Return where the pattern matches, in order, leftmost and longest first, without overlap."""
    match node:
        case Regex(pattern):
            return _regex(pattern, text)
        case Near(left, right, words, ordered):
            return _near(find(left, text), find(right, text), words, ordered, text)
        case Either(options) if any(isinstance(o, Near) for o in options):
            return _apart(m for o in options for m in find(o, text))
    return _apart(_longest(node, start, text) for start in _starts(node, text) if _ends(node, start, text))


def _longest(node: Node, start: int, text: Wording) -> Match:
    return Match(((start, max(_ends(node, start, text))),))


def _apart(matches: Iterable[Match]) -> list[Match]:
    """Return the matches in order, those dropped that overlap an earlier one."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first, -m.last)):
        if not kept or match.first >= kept[-1].last:
            kept.append(match)
    return kept


def _starts(node: Node, text: Wording) -> Iterable[int]:
    """Return the numbers of the words that the pattern may begin with."""
    match node:
        case Word():
            return text.places(node)
        case Either(options):
            return sorted({n for option in options for n in _starts(option, text)})
        case Sequence(parts):
            found: set[int] = set()
            for part in parts:
                found.update(_starts(part, text))
                if not (isinstance(part, Either) and part.optional):
                    break
            return sorted(found)
    raise AssertionError(node)


def _ends(node: Node, start: int, text: Wording) -> set[int]:
    """Return where the pattern can end if it begins with the word `start`; within the sentence."""
    match node:
        case Word():
            return {start + 1} if text.fits(node, start) else set()
        case Either(options, optional):
            found = {end for option in options for end in _ends(option, start, text)}
            return found | {start} if optional else found
        case Sequence(parts):
            reached = {start}
            limit = text.sentences[text.of_sentence[start]].last
            for part in parts:
                optional = isinstance(part, Either) and part.optional
                nexts = {end for at in reached if at < limit for end in _ends(part, at, text)}
                reached = nexts | reached if optional else nexts
            return {end for end in reached if start < end <= limit}
    raise AssertionError(node)


def _near(left: list[Match], right: list[Match], words: int, ordered: bool, text: Wording) -> list[Match]:
    """Return each left match with its nearest right one, if that is close enough and in the same sentence."""
    found = []
    for a in left:
        near = [
            (gap, b.first, b)
            for b in right
            if text.of_sentence[a.first] == text.of_sentence[b.first]
            and (gap := _gap(a, b, ordered)) >= 0
            and (words < 0 or gap <= words)
        ]
        if near:
            found.append(Match(tuple(sorted(a.pieces + min(near)[2].pieces))))
    return found


def _gap(a: Match, b: Match, ordered: bool) -> int:
    """Return how many words stand between the two; -1 where they overlap or stand in the wrong order."""
    if b.first >= a.last:
        return b.first - a.last
    return a.first - b.last if not ordered and a.first >= b.last else -1


def _regex(pattern: str, text: Wording) -> list[Match]:
    """Return the matches of a regular expression, sentence by sentence, by polars (Rust's linear-time engine)."""
    import polars as pl

    bounds = [(text.starts[s.first], text.ends[s.last - 1]) for s in text.sentences if s.last > s.first]
    said = [text.folded.text[a:b].replace(_OPEN, " ").replace(_CLOSE, " ") for a, b in bounds]
    marked = pl.Series(said, dtype=pl.String).str.replace_all(pattern, f"{_OPEN}${{0}}{_CLOSE}").to_list()
    found = []
    for (base, _), sentence in zip(bounds, marked, strict=True):
        for number, match in enumerate(re.finditer(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", sentence)):
            start = base + match.start() - 2 * number
            first = bisect_left(text.ends, start + 1)
            last = bisect_left(text.starts, start + len(match[1]))
            if first < last:
                found.append(Match(((first, last),)))
    return found


def needles(node: Node) -> frozenset[str] | None:
    """Return words of which a folded text must hold one for the pattern to match; None where that is unknown."""
    match node:
        case Word(texts, ""):
            dotted = {"".join(f"{c}." for c in t) for t in texts if len(t) <= 5}
            return frozenset(texts | dotted)
        case Word(_, glob):
            longest = max(glob.split("*"), key=len)
            return frozenset({longest}) if longest else None
        case Either(options, False):
            each = [needles(o) for o in options]
            return None if None in each else frozenset().union(*(e for e in each if e))
        case Sequence(parts):
            return _rarest(map(needles, parts))
        case Near(left, right):
            return _rarest((needles(left), needles(right)))
    return None


def _rarest(each: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Return the most telling of the sets: that whose shortest word is longest."""
    known = [e for e in each if e]
    return max(known, key=lambda e: (min(map(len, e)), -len(e), sorted(e)), default=None)
