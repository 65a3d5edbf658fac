"""Dates written in words or figures, found by anchored patterns and parsed strictly.

A fuzzy parser is not used: `dateutil` reads "23 August 202019:37" as 2037, `dateparser` finds dates in "814 days".
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from msgspec import Struct

from timeline.reading.vocabulary import months

Order = Literal["dmy", "mdy", "ymd"]

# A year is followed by no digit, but for a clock time that a page runs into it: "23 August 202019:37".
_YEAR = r"((?:19|20)\d\d)(?!\d(?!\d?:\d\d))"
_NAME = r"([^\W\d_]{3,12})"
_NAMED_DMY = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:st|nd|rd|th|er|º|ª|-?го|-?е)?\.?(?:\s?[-–—/]\s?\d{1,2}\.?)?[\s-]*(?:of\s|de\s)?\s*"
    + _NAME + r"\.?,?[\s-]*(?:de\s|del\s|of\s)?\s*" + _YEAR,
    re.IGNORECASE,
)  # fmt: skip
_NAMED_MDY = re.compile(
    r"(?<![^\W\d_])" + _NAME + r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{1,2})?(?:,\s*|\s+)" + _YEAR,
    re.IGNORECASE,
)
_WITHOUT_YEAR = re.compile(
    rf"(?<![\d.:])(\d{{1,2}})\.?\s+{_NAME}(?!\w)|(?<!\w){_NAME}\.?\s+(\d{{1,2}})(?!\w)", re.IGNORECASE
)
_EAST_WITHOUT_YEAR = re.compile(r"(?<![年\d])(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_YEAR_FIRST = re.compile(r"(?<![\d.])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d.]\d|\d)")
_FIGURES = re.compile(r"(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d(?!\d?:\d\d)|[/-]\d|[.,]\d)")
_FIGURES_BARE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(\d{2})[-_. ]?(\d{2})(?!\d)")
# "2019年9月4日", "令和4年11月22日", "平成元年1月8日", "2021년 6월 10일"; full-width digits are digits to `\\d`.
_EAST = re.compile(
    r"(?:(令和|平成|昭和)\s?(\d{1,2}|元)|(?<!\d)((?:19|20)\d\d))\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
# "16 تشرين الثاني/نوفمبر 2020": a month of two words, or in two calendars' names; digits of either script.
_LETTERS = r"[\u0621-\u064a ]{3,14}?"
_ARABIC = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s+(?:من\s+)?({_LETTERS})\s?(?:/\s?({_LETTERS}))?[\s،,]+((?:19|20)\d\d|[١٢][٠-٩]{{3}})(?!\d)"
)
_HAS_DIGIT = re.compile(r"\d")


class DateFound(Struct, frozen=True):
    """A date as written: where, and what it can mean."""

    start: int
    end: int
    words: str
    readings: tuple[tuple[Order, date], ...]
    """One where it is certain; several, by order of day, month and year, where the figures do not tell."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days it can mean, without doubles, in order."""
        return tuple(sorted({day for _, day in self.readings}))

    def settled(self, order: Order | None) -> date | None:
        """Return the day, where it is certain or `order` makes it so."""
        if len(self.days) == 1:
            return self.days[0]
        return next((day for name, day in self.readings if name == order), None)


def find_dates(words: str) -> list[DateFound]:
    """Return the dates in `words`, in order, without overlap.

    >>> [f.days[0].isoformat() for f in find_dates("23 August 202019:37, June 29, 2019 at 15:40; 4 сентября 2019 года")]
    ['2020-08-23', '2019-06-29', '2019-09-04']
    >>> [day.isoformat() for day in find_dates("1/10/12")[0].days]
    ['2001-10-12', '2012-01-10', '2012-10-01']
    >>> [f.days[0].isoformat() for f in find_dates("2019年9月4日; 令和4年11月22日; 16 تشرين الثاني/نوفمبر 2020")]
    ['2019-09-04', '2022-11-22', '2020-11-16']
    >>> find_dates("814 days have passed, by now, in version 1.2.3")
    []
    """
    if not _HAS_DIGIT.search(words):
        return []
    found: list[DateFound] = []
    for pattern, day, month, year in ((_NAMED_DMY, 1, 2, 3), (_NAMED_MDY, 2, 1, 3)):
        for m in pattern.finditer(words):
            number = months().get(m[month].lower())
            made = _day(int(m[year]), number, int(m[day])) if number else None
            if made:
                found.append(_certain(m, made, "dmy"))
    found.extend(
        _certain(m, made, "ymd") for m in _YEAR_FIRST.finditer(words) if (made := _day(int(m[1]), int(m[3]), int(m[4])))
    )
    found.extend(f for m in _FIGURES.finditer(words) if (f := _figures(m)))
    if not words.isascii():
        found.extend(_of_other_scripts(words))
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[DateFound] = []
    for f in found:
        if not kept or f.start >= kept[-1].end:
            kept.append(f)
    return kept


def _of_other_scripts(words: str) -> list[DateFound]:
    """Return the dates that Chinese, Japanese, Korean and Arabic texts write with signs or words of their own."""
    found = []
    for m in _EAST.finditer(words) if "年" in words or "년" in words else ():
        year = int(m[3]) if m[3] else _ERAS[m[1]] + (1 if m[2] == "元" else int(m[2]))
        if made := _day(year, int(m[4]), int(m[5])):
            found.append(_certain(m, made, "ymd"))
    for m in _ARABIC.finditer(words):
        number = next((n for name in m.group(2, 3) if name and (n := months().get(name.strip()))), None)
        if number and (made := _day(int(m[4]), number, int(m[1]))):
            found.append(_certain(m, made, "dmy"))
    return found


def find_in_name(stem: str) -> list[DateFound]:
    """Return the dates in a file's name, where figures may stand without signs between them.

    >>> [f.days[0].isoformat() for f in find_in_name("lavrov_20200823_v2")]
    ['2020-08-23']
    """
    spaced = re.sub(r"[_]", " ", stem)
    found = find_dates(spaced) or find_dates(spaced.replace("-", " "))
    if found:
        return found
    return [
        _certain(m, made, "ymd")
        for m in _FIGURES_BARE.finditer(stem)
        if (made := _day(int(m[1]), int(m[2]), int(m[3])))
    ]


def find_without_year(words: str, later: DateFound) -> DateFound | None:
    """Return a day and month in `words` in the last year that is not after `later`: "6 April and published on …".

    >>> find_without_year("on 6 April and published on ", find_dates("9 April 2021")[0]).days[0].isoformat()
    '2021-04-06'
    """
    for m in _WITHOUT_YEAR.finditer(words):
        number = months().get((m[2] or m[3]).lower())
        if number and (made := _last(later.days[0], number, int(m[1] or m[4]))):
            return _certain(m, made, "dmy")
    for m in _EAST_WITHOUT_YEAR.finditer(words):
        if made := _last(later.days[0], int(m[1]), int(m[2])):
            return _certain(m, made, "ymd")
    return None


def _last(until: date, month: int, number: int) -> date | None:
    """Return the last such day that is not after `until`."""
    tries = (_day(year, month, number) for year in (until.year, until.year - 1))
    return next((made for made in tries if made and made <= until), None)


def parse_day(words: str) -> DateFound | None:
    """Return the date that `words` are, with nothing else but a time beside it; None where they are no date."""
    found = find_dates(words.strip())
    return found[0] if len(found) == 1 and found[0].start == 0 else None


def _certain(m: re.Match[str], made: date, order: Order) -> DateFound:
    return DateFound(m.start(), m.end(), m[0], ((order, made),))


def _figures(m: re.Match[str]) -> DateFound | None:
    """Return the readings of `1/10/2012`. With points it is day first: nobody writes month.day.year with points."""
    a, sign, b, last = int(m[1]), m[2], int(m[3]), m[4]
    year = int(last) if len(last) == 4 else 2000 + int(last) if int(last) < 70 else 1900 + int(last)
    if not 1900 <= year <= 2100:
        return None
    tries: list[tuple[Order, date | None]] = [("dmy", _day(year, b, a))]
    if sign != ".":
        tries.append(("mdy", _day(year, a, b)))
        if len(last) == 2 and len(m[1]) <= 2:
            tries.append(("ymd", _day(2000 + a, b, int(last))))
    readings = tuple((order, day) for order, day in tries if day)
    return DateFound(m.start(), m.end(), m[0], readings) if readings else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
