"""The word lists that show each kind of change, per language, and the pattern that finds them in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

from timeline.errors import CodebookError
from timeline.models import Span
from timeline.text import fold

Marking = Literal["negation", "condition", "hedge", "boost", "scope", "date", "number"]


_HINT = "Compare with timeline/comparing/lists/en.toml"


class _Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    words: list[str] = []


class _Negation(_Words, frozen=True):
    prefixes: list[str] = []


class _Date(_Words, frozen=True):
    months: list[list[str]] = []


class _Number(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    words: dict[str, int] = {}
    others: list[str] = []
    units: list[str] = []


class _Actor(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    aliases: list[list[str]] = []
    nobody: list[str] = []
    titles: list[str] = []
    capitals: bool = True
    """Whether a capital inside a sentence makes a name. Not in German."""


class _Spelling(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    endings: list[tuple[str, str]] = []


class _Ladder(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: str
    steps: list[list[str]]


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    language: str
    function: list[str] = []
    clause: list[str] = []
    negation: _Negation = _Negation()
    condition: _Words = _Words()
    hedge: _Words = _Words()
    boost: _Words = _Words()
    scope: _Words = _Words()
    date: _Date = _Date()
    number: _Number = _Number()
    actor: _Actor = _Actor()
    quoting: _Words = _Words()
    spelling: _Spelling = _Spelling()
    ladder: list[_Ladder] = []


class Step(NamedTuple):
    """A place on a ladder, counted from its weakest."""

    ladder: str
    height: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A phrase of the lists: what kinds it shows, and where it stands on which ladder."""

    phrase: str
    kinds: tuple[Marking, ...]
    steps: tuple[Step, ...]


class Mark(NamedTuple):
    """A marker found in a text."""

    marker: Marker
    span: Span


class Lists:
    """The word lists of one language."""

    def __init__(self, file: _File) -> None:
        self.language = file.language
        self.function = frozenset(file.function)
        self.clause = tuple(file.clause)
        self.small = self.function | {w for w in file.scope.words if " " not in w}
        """Words by which no two statements are alike: those without a subject, and quantifiers."""
        self.prefixes = tuple(file.negation.prefixes)
        self.numbers = {word: str(value) for word, value in file.number.words.items()}
        self.quantities = frozenset(file.number.others)
        self.units = frozenset(file.number.units)
        self.month_names = tuple(name for names in file.date.months for name in names)
        self.months = {fold(name).text: n for n, names in enumerate(file.date.months, start=1) for name in names}
        self.aliases = {alias: names[0] for names in file.actor.aliases for alias in names}
        self.nobody = frozenset(file.actor.nobody)
        self.titles = frozenset(file.actor.titles)
        self.capitals = file.actor.capitals
        self.endings = sorted(file.spelling.endings, key=lambda pair: -len(pair[0]))
        self.markers = _markers(file)
        self._pattern = _pattern(self.markers)
        self.quoting = _pattern(tuple(Marker(p, (), ()) for p in sorted(file.quoting.words)))
        """What shows, in a folded text, that a quotation is somebody else's word."""

    @classmethod
    def read(cls, toml: str, place: str) -> Lists:
        """Return the lists that a TOML text holds. Raises CodebookError with the place and the key that is wrong."""
        try:
            return cls(msgspec.toml.decode(toml, type=_File))
        except msgspec.DecodeError as error:
            raise CodebookError(
                str(error), place=place, hint="Compare with timeline/comparing/lists/en.toml"
            ) from error

    def marks(self, text: str) -> list[Mark]:
        """Return the markers in `text`, in order, without overlap, as spans of it.

        >>> lists = of_language("en")
        >>> [(m.marker.phrase, m.marker.kinds) for m in lists.marks("No doubt we urged them, unless…")]
        [('no doubt', ('boost',)), ('urge~', ()), ('unless', ('condition',))]
        """
        folded = fold(text)
        found = []
        for match in self._pattern.finditer(folded.text):
            span = folded.source(*match.span())
            if not self._is_month(text, span):
                found.append(Mark(self.markers[(match.lastindex or 1) - 1], span))
        return found

    def _is_month(self, text: str, span: Span) -> bool:
        """Tell May from may: a capital that a number stands beside, or that begins no sentence."""
        word = span.of(text)
        if not word[0].isupper() or fold(word).text not in self.months:
            return False
        before, after = text[: span.start].rstrip(), text[span.end : span.end + 4].lstrip()
        return after[:1].isdigit() or (bool(before) and before[-1] not in ".!?:\"'“”‘’")

    def spelled(self, word: str) -> str:
        """Return a folded word in the spelling that stands for all its spellings.

        >>> of_language("en").spelled("organisations"), of_language("en").spelled("our")
        ('organizations', 'our')
        """
        if len(word) < 6:
            return word
        for ending, one in self.endings:
            if word.endswith(ending):
                return word.removesuffix(ending) + one
        return word


@cache
def of_language(language: str) -> Lists:
    """Return the lists that come with the package; for a language without one, lists that are empty."""
    file = files("timeline.comparing") / "lists" / f"{language}.toml"
    if not re.fullmatch("[a-z]{2,3}", language) or not file.is_file():
        return Lists(_File(language))
    return Lists.read(file.read_text(encoding="utf-8"), f"lists/{language}.toml")


def _markers(file: _File) -> tuple[Marker, ...]:
    """Return each phrase once, with all that it shows, by first letter, the longest first."""
    kinds: dict[str, list[Marking]] = {}
    steps: dict[str, list[Step]] = {}
    tables: list[tuple[Marking, list[str]]] = [
        ("negation", file.negation.words),
        ("condition", file.condition.words),
        ("hedge", file.hedge.words),
        ("boost", file.boost.words),
        ("scope", file.scope.words),
        ("date", file.date.words),
    ]
    for kind, words in tables:
        for word in words:
            kinds.setdefault(word, []).append(kind)
    for ladder in file.ladder:
        for height, words in enumerate(ladder.steps):
            for word in words:
                steps.setdefault(word, []).append(Step(ladder.name, height))
    phrases = sorted(set(kinds) | set(steps), key=lambda p: (p[0], -len(p), p))
    return tuple(Marker(p, tuple(kinds.get(p, ())), tuple(steps.get(p, ()))) for p in phrases)


def _pattern(markers: tuple[Marker, ...]) -> re.Pattern[str]:
    """Return one pattern for all markers; the number of the group is the marker's, from 1.

    Grouped by first letter, which is some ten times faster than one flat alternation.
    """
    if not markers:
        return re.compile(r"(?!)")
    branches = []
    for first, group in groupby(markers, key=lambda m: m.phrase[0]):
        ahead = "" if first == "*" else f"(?={re.escape(first)})"
        branches.append(f"{ahead}(?:{'|'.join(f'({_phrase(m.phrase)})' for m in group)})")
    return re.compile(rf"(?<![\w'])(?:{'|'.join(branches)})(?!\w)")


def _phrase(phrase: str) -> str:
    r"""Return the pattern of a phrase as the lists write it.

    >>> _phrase("urge~ them"), _phrase("*n't"), _phrase("exclud*")
    ('urg(?:e|es|ed|ing)\\s+them', "\\w*n't", 'exclud\\w*')
    """
    return r"\s+".join(_word(word) for word in phrase.split())


def _word(word: str) -> str:
    """Return the pattern of one word with its forms."""
    if not word.endswith("~"):
        return re.escape(word).replace(r"\*", r"\w*")
    stem = word[:-1]
    if stem.endswith("e"):
        return re.escape(stem[:-1]) + "(?:e|es|ed|ing)"
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return re.escape(stem[:-1]) + "(?:y|ies|ied|ying)"
    return re.escape(stem) + "(?:s|es|ed|ing)?"
