"""Numbers, dates and names in a text, each in the one form by which two texts are compared."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from timeline.comparing.kinds_lists import LETTERS, Lists
from timeline.models import Span
from timeline.text import fold, words


class Value(NamedTuple):
    """Something that two texts have or have not in common, and where it stands."""

    key: str
    span: Span


_THOUSAND = 1000
_ENDS = ".!?…:;\"“”„«‘'"
"""Signs after which a capital may only be the first letter of a sentence."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_POSSESSIVE = re.compile(r"['’]s?$")


def numbers(text: str, lists: Lists) -> list[Value]:
    """Return the numbers in `text`, without years, as figures whether they are written out or not.

    >>> from timeline.comparing.kinds_lists import of_language
    >>> [v.key for v in numbers("five of the 1,000 at 5-1/4 percent in 2020, twenty-five times", of_language("en"))]
    ['5', '1000', '5.25', '25']
    """
    return list(_numbers(text, lists))


# A quote stands in several changes, before, after and beside; what it holds is looked up once. 4,096 quotes take 20 MB.
_QUOTES = 4_096


@lru_cache(maxsize=_QUOTES)
def _numbers(text: str, lists: Lists) -> tuple[Value, ...]:
    sign = lists.decimal
    figures = [Value(_figure(m.group(), sign), Span(*m.span())) for m in _figures(sign).finditer(text)]
    taken = [d.span for d in dates(text, lists)]
    found = [v for v in figures if not any(d.start <= v.span.start < d.end for d in taken)]
    return tuple(_scaled(sorted(found + list(_written(text, lists)), key=lambda v: v.span.start), text, lists))


def _scaled(values: Iterable[Value], text: str, lists: Lists) -> Iterator[Value]:
    """Yield the values, a number with the quantity that it counts as one: 4.2 billion, four and a half million."""
    last: Value | None = None
    for value in values:
        between = text[last.span.end : value.span.start] if last else ""
        if last and (between.isspace() and _is_scale(value, text, lists)):
            last = Value(_times(last.key, value.key), Span(last.span.start, value.span.end))
        elif last and between == " and a " and value.key == "half" and last.key.isdigit():
            last = Value(f"{last.key}.5", Span(last.span.start, value.span.end))
        else:
            if last:
                yield last
            last = value
    if last:
        yield last


def _is_scale(value: Value, text: str, lists: Lists) -> bool:
    """Tell whether a number is a quantity that others count: thousand, million, Milliarden."""
    return all(int(lists.numbers.get(fold(w).text, 0)) >= _THOUSAND for w in value.span.of(text).split())


def _times(number: str, scale: str) -> str:
    try:
        return f"{float(number) * float(scale):.12g}"
    except ValueError:  # half a million
        return f"{number} {scale}"


@cache
def _figures(decimal: str) -> re.Pattern[str]:
    """Return the pattern of a figure: where the comma is the decimal sign, points and spaces part thousands."""
    groups = r"[. \u00a0\u202f]" if decimal == "," else r"[,\u00a0\u202f]"
    return re.compile(
        rf"(?<![\w.,/-])(?:\d+[- ]\d/\d|\d/\d|\d{{1,3}}(?:{groups}\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
        r"(?:st|nd|rd|th)?(?![\w/]|[.,]\d)"
    )


def _figure(written: str, decimal: str) -> str:
    """Return a figure in plain decimals: 2-1/2 and 2.50 are both 2.5; 10.500 is 10,500 where the comma is decimal."""
    plain = re.sub(r"(?:st|nd|rd|th)$", "", written)
    if decimal == "," and re.fullmatch(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?", plain):
        plain = re.sub(r"[. ]", "", plain)
    if "/" in plain:
        whole, _, share = plain.replace(" ", "-").rpartition("-")
        over, under = share.split("/")
        return f"{int(whole or 0) + int(over) / max(1, int(under)):g}"
    if re.fullmatch(r"\d+,\d{1,2}", plain):  # a decimal comma
        plain = plain.replace(",", ".")
    plain = re.sub(r"[,\u00a0\u202f]", "", plain)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _written(text: str, lists: Lists) -> Iterator[Value]:
    """Yield the numbers that are written out: runs of number words, and quantities such as `double`."""
    if lists.counting.isdisjoint(LETTERS.findall(fold(text).text)):  # as in most sentences
        return
    spans = [s for s in words(text) if not _in_a_name(text, s)]
    folded = [fold(s.of(text)).text for s in spans]
    run: list[int] = []
    start = 0
    for n, word in enumerate(folded):
        parts = _parts(word, lists)
        if run and not (parts and _goes_on(run[-1], parts[0])):
            yield Value(_value(run), Span(start, spans[n - 1].end))
            run = []
        if parts:
            start = start if run else spans[n].start
            run += parts
        elif word in lists.quantities or (word == "one" and _counts(folded[n + 1 : n + 2], lists)):
            yield Value("1" if word == "one" else word, spans[n])
    if run:
        yield Value(_value(run), Span(start, spans[-1].end))


def _goes_on(last: int, part: int) -> bool:
    """Tell whether a number word continues a number: twenty, five; two, hundred; hundred, five."""
    return part >= 100 or last >= 100 or (last >= 20 and part < 10)


def _counts(following: list[str], lists: Lists) -> bool:
    """Tell whether what follows is something that one counts."""
    return any(word.startswith(unit) for word in following for unit in lists.units)


def _in_a_name(text: str, word: Span) -> bool:
    """Tell whether a word has a capital where no sentence begins: the Ten Commandments are no ten."""
    if not text[word.start].isupper():
        return False
    before = text[: word.start].rstrip()
    return bool(before) and before[-1] not in _ENDS


def _parts(word: str, lists: Lists) -> list[int]:
    """Return the numbers that a word is made of; nothing where it does not begin with one."""
    parts = [lists.numbers.get(p) for p in word.split("-")]
    if len(parts) == 2 and parts[0] is not None and parts[1] is None:  # five-year
        return [int(parts[0])]
    if word.startswith("one-") and _counts([word.removeprefix("one-")], lists):
        return [1]
    return [] if None in parts else [int(p or 0) for p in parts]


def _value(parts: Iterable[int]) -> str:
    """Return what a run of number words amounts to: 2, 100, 5 is 205."""
    total = run = 0
    for part in parts:
        if part < 100:
            run += part
        else:
            run = max(1, run) * part
            if part >= 1000:
                total, run = total + run, 0
    return str(total + run)


def dates(text: str, lists: Lists) -> list[Value]:
    """Return the days, months and years in `text`.

    >>> from timeline.comparing.kinds_lists import of_language
    >>> [v.key for v in dates("By March 5, 2021, as in 1999 or in May.", of_language("en"))]
    ['2021-03-05', '1999', '-05']
    """
    return list(_dates(text, lists))


@lru_cache(maxsize=_QUOTES)
def _dates(text: str, lists: Lists) -> tuple[Value, ...]:
    found = []
    for match in _date_pattern(lists).finditer(text):
        parts = match.groupdict()
        month = lists.months.get(fold(parts.get("month") or parts.get("month2") or "").text)
        day = parts.get("day") or parts.get("day2")
        year = parts.get("year") or parts.get("year2") or ""
        if month or year:
            key = year + (f"-{month:02}" if month else "") + (f"-{int(day):02}" if month and day else "")
            found.append(Value(key, Span(*match.span())))
    return tuple(found)


@cache
def _date_pattern(lists: Lists) -> re.Pattern[str]:
    """Return the pattern of a date with the month's name, in either order, or of a year alone."""
    names = sorted({form for n in lists.month_names for form in (n, n.upper())}, key=lambda n: (-len(n), n))
    both = "|".join(map(re.escape, names))
    year = r"(?:1[89]|20)\d\d"
    if not names:
        return re.compile(rf"(?<![\w.,/-])(?P<year>{year})(?![\w/]|[.,]\d)")
    return re.compile(
        rf"\b(?:(?P<day>\d\d?)(?:[-–]\d\d?)?(?:st|nd|rd|th)?\s+)?(?:of\s+)?(?P<month>{both})(?:\.(?=\s*\d))?"
        rf"(?:\s+(?P<day2>\d\d?)(?:[-–]\d\d?)?(?:st|nd|rd|th)?(?!\w|\s*%))?(?:,?\s+(?P<year>{year}))?(?!\w)"
        rf"|(?<![\w.,/-])(?P<year2>{year})(?![\w/]|[.,]\d)"
    )


def names(text: str, lists: Lists, *known: Container[str]) -> list[Value]:
    """Return the persons, states and bodies that `text` names, by the capitals they are written with.

    A single capital that may only be a sentence's first counts where one of `known` holds it, folded, or where the
    text itself has it elsewhere.

    >>> from timeline.comparing.kinds_lists import of_language
    >>> [v.key for v in names("We told the U.S. and Latin America. Asia met President Lula.", of_language("en"))]
    ['u.s.', 'latin america', 'lula']
    """
    if not lists.capitals:
        return []
    runs = list(_runs(text, lists))
    sure = (surely_names(text, lists), *known, lists.aliases)
    found = []
    for start, run in runs:
        key = _name(" ".join(s.of(text) for s in run), lists)
        alone = start and len(run) == 1 and not _acronym(run[0].of(text))
        if key and (not alone or any(key in names for names in sure)):
            found.append(Value(key, Span(run[0].start, run[-1].end)))
    return found


@lru_cache(maxsize=_QUOTES)
def surely_names(text: str, lists: Lists) -> frozenset[str]:
    """Return the words of `text`, folded, that are written with a capital where no sentence begins."""
    inside = (s for start, run in _runs(text, lists) for s in (run[1:] if start else run))
    return frozenset(_POSSESSIVE.sub("", fold(s.of(text)).text) for s in inside)


@lru_cache(maxsize=_QUOTES)
def _runs(text: str, lists: Lists) -> tuple[tuple[bool, list[Span]], ...]:
    """Return runs of capitalised words that only spaces part, and whether the first begins a sentence."""
    found: list[tuple[bool, list[Span]]] = []
    run: list[Span] = []
    start = False
    for span in words(text):
        capital = _capital(span.of(text), lists)
        if run and (not capital or text[run[-1].end : span.start].strip()):
            found.append((start, run))
            run = []
        if capital:
            if not run:
                before = text[: span.start].rstrip(" \t\n\u00a0")
                start = not before or before[-1] in _ENDS
            run.append(span)
    if run:
        found.append((start, run))
    return tuple(found)


def _capital(word: str, lists: Lists) -> bool:
    """Tell whether a word is written as a name and is not known for something else."""
    plain = fold(word).text
    if len(word) < 2 or not word[0].isupper() or plain in lists.nobody or plain in lists.months:
        return False
    base, mark, _ = plain.partition("'")
    if mark and (base in lists.function or base in lists.nobody):
        return False  # "I'd", "It's"
    return _acronym(word) or plain not in lists.function


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.replace(".", "").isupper()


def _name(written: str, lists: Lists) -> str:
    """Return the one form of a name; empty where only a title is left."""
    plain = _POSSESSIVE.sub("", fold(written).text)
    if plain in lists.nobody:
        return ""
    if plain in lists.aliases:
        short = len(plain) <= 3 and "." not in plain
        return "" if short and not written[:2].isupper() else plain
    for title in sorted(lists.titles, key=len, reverse=True):
        if plain == title or plain.startswith(title + " "):
            return plain.removeprefix(title).strip()
    return plain


def same_name(one: str, other: str, lists: Lists) -> bool:
    """Tell whether two names are one: equal, one part of the other, its adjective, its initials, or an alias.

    >>> from timeline.comparing.kinds_lists import of_language
    >>> lists = of_language("en")
    >>> same_name("asia", "asian", lists), same_name("un security council", "unsc", lists), same_name("us", "eu", lists)
    (True, True, False)
    """
    if lists.aliases.get(one, one) == lists.aliases.get(other, other):
        return True
    if _initials(one) == other or one == _initials(other):
        return True
    a, b = one.split(), other.split()
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return len(a) == len(b) and all(_same_root(x, y) for x, y in zip(a, b, strict=True))


def _initials(name: str) -> str:
    parts = name.split()
    return "".join(p if p == "un" else p[0] for p in parts) if len(parts) > 1 else ""


def _same_root(one: str, other: str) -> bool:
    """Tell whether two words begin alike and end within three letters: Russia and Russian, Brazil and Brazilian."""
    root = min(len(one), len(other)) - 1
    return one == other or (root >= 3 and one[:root] == other[:root] and abs(len(one) - len(other)) <= 3)
