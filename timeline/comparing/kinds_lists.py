"""The word lists that show each kind of change, per language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import msgspec
from msgspec import Struct

from timeline.comparing.kinds_phrases import Phrases
from timeline.errors import CodebookError
from timeline.models import Span
from timeline.text import fold

Marking = Literal["negation", "condition", "hedge", "boost", "scope", "date", "number"]


_HINT = "What it may hold: .docs/words.md"

LETTERS = re.compile(r"\w+")


class _Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    words: list[str] = []


class _Negation(_Words, frozen=True):
    prefixes: list[str] = []
    through: list[str] = []
    """Words that pass a denial on to the word behind them: not to want to join is not to join."""


class _Date(_Words, frozen=True):
    months: list[list[str]] = []


class _Number(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    words: dict[str, int] = {}
    others: list[str] = []
    units: list[str] = []
    spans: list[str] = []
    """Words that add nothing to a number with its unit: five years, a five-year term."""
    decimal: Literal[".", ","] = "."
    """The decimal sign; where it is the comma, points and spaces part thousands."""


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
    extends: bool = False
    """Whether it adds to the lists that come with the package, instead of taking their place."""
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


class Marker(Struct, frozen=True):
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
        self.through = frozenset(file.negation.through)
        self.numbers = {word: str(value) for word, value in file.number.words.items()}
        self.quantities = frozenset(file.number.others)
        self.counting = frozenset(
            begin for word in ("one", *self.numbers, *self.quantities) for begin in LETTERS.findall(word)[:1]
        )
        """With what a number that is written out begins: twenty, of twenty-five."""
        self.units = frozenset(file.number.units)
        self.spans = frozenset(file.number.spans)
        self.decimal = file.number.decimal
        self.month_names = tuple(name for names in file.date.months for name in names)
        self.months = {fold(name).text: n for n, names in enumerate(file.date.months, start=1) for name in names}
        self.aliases = {alias: names[0] for names in file.actor.aliases for alias in names}
        self.nobody = frozenset(file.actor.nobody)
        self.titles = frozenset(file.actor.titles)
        self.capitals = file.actor.capitals
        self.endings = sorted(file.spelling.endings, key=lambda pair: -len(pair[0]))
        self._endings = tuple(ending for ending, _ in self.endings)
        self.markers = _markers(file)
        self._phrases = Phrases(marker.phrase for marker in self.markers)
        self.quoting = Phrases(file.quoting.words)
        """What shows that a quotation is somebody else's word."""

    @classmethod
    def read(cls, toml: str, place: str) -> Lists:
        """Return the lists that a TOML text holds. Raises CodebookError with the place and the key that is wrong."""
        try:
            file = msgspec.toml.decode(toml, type=_File)
            if not file.extends:
                return cls(file)
            return cls(msgspec.convert(_added(_packaged(file.language), msgspec.toml.decode(toml)), type=_File))
        except msgspec.DecodeError as error:  # a ValidationError, which names the key, is one
            raise CodebookError(str(error), place=place, hint=_HINT) from error

    def marks(self, text: str) -> list[Mark]:
        """Return the markers in `text`, in order, without overlap, as spans of it.

        >>> lists = of_language("en")
        >>> [(m.marker.phrase, m.marker.kinds) for m in lists.marks("No doubt we urged them, unless…")]
        [('no doubt', ('boost',)), ('urge~', ()), ('unless', ('condition',))]
        """
        folded = fold(text)
        found = []
        for number, place in self._phrases.find(folded.text):
            span = folded.source(place.start, place.end)
            if not self._is_month(text, span):
                found.append(Mark(self.markers[number], span))
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
        if len(word) < 6 or not word.endswith(self._endings):
            return word
        for ending, one in self.endings:
            if word.endswith(ending):
                return word.removesuffix(ending) + one
        return word


@cache
def of_language(language: str) -> Lists:
    """Return the lists that come with the package; for a language without one, lists that are empty."""
    return Lists(msgspec.convert(_packaged(language), type=_File))


WordFiles = tuple[tuple[str, str], ...]
"""A user's word lists: the name and the text of each file. They travel as text; patterns are made where they arrive."""


@cache
def word_lists(given: WordFiles) -> Mapping[str, Lists]:
    """Return the lists of each language that the files hold.

    Raises CodebookError with file and key for one that is wrong, or for a second one of a language.
    """
    lists: dict[str, Lists] = {}
    for place, toml in given:
        read = Lists.read(toml, place)
        if read.language in lists:
            raise CodebookError(f'a second list of "{read.language}"', place=place, hint="Put both into one file")
        lists[read.language] = read
    return lists


def _packaged(language: str) -> dict[str, Any]:
    """Return what the package's own file for a language holds; its name alone where there is none."""
    file = Path(__file__).parent / "lists" / f"{language}.toml"
    if not re.fullmatch("[a-z]{2,3}", language) or not file.is_file():
        return {"language": language}
    return cast("dict[str, Any]", msgspec.toml.decode(file.read_bytes()))


def _added(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return `old` with all of `new`: lists go on, tables are joined, what else has the name is replaced."""
    joined = dict(old)
    for key, value in new.items():
        had = old.get(key)
        if key == "ladder" and isinstance(value, list) and isinstance(had, list):
            names = [ladder.get("name") for ladder in value if isinstance(ladder, dict)]
            joined[key] = [*(ladder for ladder in had if ladder["name"] not in names), *value]
        elif isinstance(value, list) and isinstance(had, list):
            joined[key] = [*had, *value]
        else:
            joined[key] = _added(had, value) if isinstance(value, dict) and isinstance(had, dict) else value
    return joined


def _markers(file: _File) -> tuple[Marker, ...]:
    """Return each phrase once, with all that it shows, the longest first."""
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
    phrases = sorted(set(kinds) | set(steps), key=lambda p: (-len(p), p))
    return tuple(Marker(p, tuple(kinds.get(p, ())), tuple(steps.get(p, ()))) for p in phrases)
