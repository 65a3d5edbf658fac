"""Sentences, words and the folded copy that matching works on.

Matching works on a copy in which typography no longer matters; quotes come from the source. `Folded` keeps the way
back.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from timeline.models import Span

# One code point for one: the copy keeps the source's offsets.
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
        **dict.fromkeys("\u2028\u2029\u202f\u205f\u3000\t\r\n\v\f\x85", " "),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\u2039\u203a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-"),
    }
)
# Substituting the few that stand in a text is seven times faster than translating every character of it.
_TYPOGRAPHY = re.compile("[" + re.escape("".join(map(chr, _SAME_LENGTH))) + "]")
# Characters that no reader sees, and marks that join the letter before them.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LINE = re.compile(r"[^\n]+|\n(?=\n)")
_SCREEN, _HALF_SCREEN = 110, 45
_ENDS = frozenset('.!?:;…"”»')
# Letters whose lower case or compatibility form has another length, besides the two classes above.
_LONGER = "\u2026\u0130\ufb00-\ufb06\u1e9e\u00df\u2116\u2122"
_NEEDS_MAP = re.compile(f"[{_INVISIBLE}{_MARKS}{_LONGER}]")
_CLUSTER = re.compile(f"[{_INVISIBLE}]+|[^{_INVISIBLE}{_MARKS}][{_MARKS}]*|[{_MARKS}]+")

# A word keeps its inner apostrophes, hyphens and points: U.S., rules-based, 3.5, Sino-Russian, don't.
_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:-\w+)*|\w+(?:['\u2019\-\u2010\u2011.,]\w+)*")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|No|Nos|Art|vs|Messrs)|\b[A-Z])\.$")
_INVISIBLE_SET = frozenset(_INVISIBLE)


class Folded(Struct, frozen=True):
    """A copy of a text without case and typography, and the way back to the source.

    >>> f = fold("The “Rules\u00adBased” Order")
    >>> f.text
    'the "rulesbased" order'
    >>> f.source(4, 16).of("The “Rules\u00adBased” Order")
    '“Rules\\xadBased”'
    """

    text: str
    offsets: array[int] | None
    """Source offset of each code point of `text`, and of its end; None where they are the same."""

    def source(self, start: int, end: int) -> Span:
        """Return the span of the source that `text[start:end]` was folded from."""
        if self.offsets is None:
            return Span(start, end)
        if start >= end:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end])


def fold(text: str) -> Folded:
    """Return `text` in lower case with plain quotes, hyphens and spaces, and without invisible characters.

    Runs of spaces stay as they are, so that most texts keep their offsets and need no map. Composes letters with
    their marks and folds ligatures (Unicode NFKC). 60 MB/s where no map is needed.
    """
    return _fold_word(text) if len(text) <= _SHORT else _fold(text)


_SHORT = 24  # of the texts that are folded word by word, hardly any is longer; they recur


@lru_cache(maxsize=50_000)
def _fold_word(text: str) -> Folded:
    return _fold(text)


def _fold(text: str) -> Folded:
    plain = _TYPOGRAPHY.sub(_plain, text)
    lower = plain.lower()
    if len(lower) == len(text) and not _NEEDS_MAP.search(text):
        return Folded(lower, None)
    parts: list[str] = []
    offsets = array("I")
    for match in _CLUSTER.finditer(plain):
        cluster = match.group()
        if _NEEDS_MAP.match(cluster) and cluster[0] in _INVISIBLE_SET:
            continue
        folded = unicodedata.normalize("NFKC", cluster).lower().replace("ß", "ss")
        parts.append(folded)
        offsets.extend([match.start()] * len(folded))
    offsets.append(len(text))
    return Folded("".join(parts), offsets)


def _plain(match: re.Match[str]) -> str:
    return _SAME_LENGTH[ord(match.group())]


def paragraphs(text: str, within: Span | None = None) -> list[Span]:
    """Return the paragraphs of `text` inside `within`, without white space around them.

    A line is a paragraph, save where the text was broken to a width: there a blank line ends one.

    >>> [p.of("One.\\n\\n Two. \\n") for p in paragraphs("One.\\n\\n Two. \\n")]
    ['One.', 'Two.']
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    wrapped = is_wrapped(text)
    found: list[Span] = []
    blank = True
    for match in _LINE.finditer(text, start, end):
        span = stripped(text, match.start(), match.end())
        if span.start == span.end:
            blank = True
            continue
        if wrapped and not blank:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
        blank = False
    return found


@lru_cache(maxsize=128)  # asked for every turn of a text
def is_wrapped(text: str) -> bool:
    """Tell whether the lines of `text` were broken to a width, as in mail and old text files.

    They were where hardly a line is longer than a screen is wide, and most lines that another follows at once are
    nearly that long and break off within a sentence. Menus are shorter, paragraphs longer or ended.
    """
    lines = text.split("\n")
    full = sum(len(line) > _SCREEN for line in lines)
    if 50 * full > len(lines):
        return False
    followed = [line.rstrip() for line, after in pairwise(lines) if line.strip() and after.strip()]
    broken = sum(len(line) >= _HALF_SCREEN and line[-1] not in _ENDS for line in followed)
    return broken >= 3 and 2 * broken >= len(followed)


def stripped(text: str, start: int, end: int) -> Span:
    """Return the span without the white space and invisible characters at its ends.

    >>> stripped("  a b ", 0, 6)
    Span(start=2, end=5)
    """
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE_SET):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE_SET):
        end -= 1
    return Span(start, end)


def sentences(text: str, within: Span | None = None, language: str = "en") -> list[Span]:
    """Return the sentences of `text` inside `within`, paragraph by paragraph, in order, without outer white space.

    Boundaries by sentencex (https://github.com/wikimedia/sentencex); joined again where it splits after an
    abbreviation that a lower-case word or a number follows.

    >>> t = "Resolution No. 433 came. The U.S. “agreed.” Then…"
    >>> [s.of(t) for s in sentences(t)]
    ['Resolution No. 433 came.', 'The U.S. “agreed.”', 'Then…']
    """
    from sentencex import get_sentence_boundaries  # what only shows does without

    found: list[Span] = []
    for paragraph in paragraphs(text, within):
        words = paragraph.of(text)
        for boundary in get_sentence_boundaries(language, words):
            start = paragraph.start + boundary["start_index"]
            span = stripped(text, start, paragraph.start + boundary["end_index"])
            if span.start == span.end:
                continue
            if found and found[-1].start >= paragraph.start and _goes_on(text, found[-1], span):
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
    return found


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Tell whether `after` continues `before`: a lower-case start, or the break is behind an abbreviation."""
    first = text[after.start]
    if first.islower():
        return True
    tail = text[max(before.start, before.end - 8) : before.end]
    return bool(_ABBREVIATION.search(tail)) and (first.isalnum())


def words(text: str, within: Span | None = None) -> list[Span]:
    """Return the words of `text` inside `within`; inner apostrophes, hyphens and points belong to the word.

    >>> t = "The U.S.-led “rules-based order” isn't 3.5 %"
    >>> [w.of(t) for w in words(t)]
    ['The', 'U.S.-led', 'rules-based', 'order', "isn't", '3.5']
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


@cache
def slug(title: str, limit: int = 60) -> str:
    """Return `title` as a name for files, addresses and ids: lower case ASCII letters, digits and hyphens.

    >>> slug("Criticism of the “rules-based order”")
    'criticism-of-the-rules-based-order'
    """
    plain = unicodedata.normalize("NFKD", fold(title).text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    name = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    if not name:  # a title in another script keeps its own letters
        name = re.sub(r"\W+", "-", fold(title).text).strip("-")
    return name[:limit].rstrip("-")
