"""The day of the event: the first of sidecar, front matter, headline, byline, body opening, file name to tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import cast

from msgspec import Struct

from timeline.errors import UnreadableError
from timeline.models import DateSource
from timeline.reading.chrome import is_clock, is_date_alone
from timeline.reading.dates import DateFound, Order, find_dates, find_in_name, find_without_year, parse_day
from timeline.reading.document import Document, Hints
from timeline.reading.language import guess_language
from timeline.reading.lines import Line, plain
from timeline.reading.shape import Shape
from timeline.reading.vocabulary import phrases, words

# "BERLIN, 20. November 2014. Der Minister": a place, then at once the date.
_DATELINE = re.compile(r"[A-ZÀ-ÞА-Я][\w'’.-]*(?:[ /][A-ZÀ-ÞА-Я][\w'’.-]*){0,3}(?:, [A-Z][\w.]+)?\s?[,–—(-]\s*")
# The day of an interview stands as near behind the word that tells of it, and the page's date so many days later.
_NEAR, _MONTHS = 90, 92
_AMERICAN_TIME = re.compile(r"\d ?[ap]\.?m\.?,? (?:e|c|m|p)[ds]?t\b")


class DateChoice(Struct, frozen=True):
    """The day of the event, where it was found, and what speaks against it."""

    day: date
    source: DateSource
    warnings: tuple[str, ...] = ()


def choose_date(document: Document, shape: Shape, hints: Hints) -> DateChoice:
    """Return the day of the event.

    Raises UnreadableError, with the dates that were seen, where there is none, or where its figures can mean several
    days and nothing in the corpus tells which.
    """
    if document.sidecar.date:
        return DateChoice(document.sidecar.date, "sidecar")
    named = find_in_name(document.id)
    for source, found, note in _candidates(document, shape, named):
        day = (
            found.days[0]
            if len(found.days) == 1
            else _just_before(found, shape) or _ordered(found, document, shape, hints)
        )
        if day is None:
            readings = ", ".join([d.isoformat() for d in found.days])
            message = f'the date "{found.words}" can be {readings}'
            raise UnreadableError(message, place=document.place, hint=settle(document.file))
        return DateChoice(day, source, (*note, *_against(day, source, named)))
    raise UnreadableError("no date of the event" + _seen(shape), place=document.place, hint=settle(document.file))


def _ordered(found: DateFound, document: Document, shape: Shape, hints: Hints) -> date | None:
    """Return the day that figures mean in the order of the corpus, of the text's own figures, its place or language."""
    order = hints.order or own_order(shape) or _order_of_place(shape) or _order_of_language(document, shape)
    return found.settled(cast(Order, order) if order else None)


def settle(file: str) -> str:
    """Return what a user can do about a date."""
    return f'Run "timeline init {file}" and write the date into the file that it makes'


def own_order(shape: Shape) -> str:
    """Return the order of day, month and year that the text's own figures show; empty where they do not, or differ."""
    seen = orders_in(shape.lines)
    return next(iter(seen)) if len(seen) == 1 else ""


def _order_of_place(shape: Shape) -> str:
    """Return "mdy" where the lines before the talk are headed by an American office, or give an American time of day.

    Only there is 1/10/2017 January as a rule; other letterheads tell nothing.
    """
    above = [plain(line.words).strip(" .,") for line in shape.lines[: shape.body.first]]
    heads = words("dates", "month_first")
    return "mdy" if any(a in heads or _AMERICAN_TIME.search(a) for a in above) else ""


def _order_of_language(document: Document, shape: Shape) -> str:
    """Return "dmy" for a text in another language than English: no other writes the month first."""
    told = document.sidecar.language or document.told.language
    if not told:
        told = guess_language("\n".join([line.words for line in shape.lines[shape.body.first : shape.body.last]][:20]))
    return "" if told in ("en", "") else "dmy"


def _just_before(found: DateFound, shape: Shape) -> date | None:
    """Return the one reading of figures that lies at most a week before a certain date among the lines before the talk.

    "3/06/23" on a page of "Mar 7, 2023" is 6 March: pages come out within days of the event.
    """
    if len(found.days) < 2:
        return None
    near: set[date] = set()
    for line in shape.lines[: shape.body.first]:
        certain = [f.days[0] for f in find_dates(line.words[:300]) if len(f.days) == 1] if line.count <= 45 else []
        near |= {d for d in found.days for c in certain if 0 <= (c - d).days <= 7}
    return near.pop() if len(near) == 1 else None


def orders_in(lines: Sequence[Line]) -> set[str]:
    """Return the orders that dates in figures can only have: 25/07/2020 is day first."""
    shown: set[str] = set()
    for line in lines:
        start = line.words[:60]
        if "/" in start or "-" in start:
            for found in find_dates(start):
                if found.words[:1].isdigit() and found.words[-1:].isdigit() and len(found.words) <= 10:
                    shown |= {name for name, _ in found.readings if len(found.days) == 1 and len(found.readings) == 1}
    return shown - {"ymd"}


def seen_dates(shape: Shape, most: int = 5) -> list[tuple[int, DateFound]]:
    """Return the first dates of a text with the number of their paragraph."""
    seen = ((i, f) for i, line in enumerate(shape.all_lines[:200], start=1) for f in find_dates(line.words[:300]))
    return [pair for pair, _ in zip(seen, range(most), strict=False)]


def _seen(shape: Shape) -> str:
    seen = seen_dates(shape)
    if not seen:
        return " was found"
    return "; seen elsewhere: " + ", ".join([f'"{f.words}" (paragraph {i})' for i, f in seen])


def _against(day: date, source: DateSource, named: Sequence[DateFound]) -> tuple[str, ...]:
    """Return the warning where the file's name has another date."""
    if source == "file name" or not named or day in named[0].days:
        return ()
    return (f"the {source} says {day.isoformat()}, the file name {named[0].days[0].isoformat()}; the {source} is used",)


Candidate = tuple[DateSource, DateFound, tuple[str, ...]]


def _candidates(document: Document, shape: Shape, named: Sequence[DateFound]) -> Iterator[Candidate]:
    """Yield the dates that can be the event's, the surest first."""
    head = shape.head
    if document.told.when and (told := parse_day(document.told.when)):
        yield document.date_source, told, ()
    if head.date and head.date_is_firm:
        yield "headline", head.date, ()
    yield from _near_title(shape)
    if head.date:
        yield "headline", head.date, ()
    yield from (("file name", f, ()) for f in named[:1])
    if document.stamp and (stamp := parse_day(document.stamp[:10])):
        yield "byline", stamp, ("only the page's publication date was found; the event may be earlier",)


def _near_title(shape: Shape) -> Iterator[Candidate]:
    """Yield the dates of bylines below the headline, of the body's first words, of the line above the headline."""
    head, lines, body = shape.head, shape.lines, shape.body
    stamps: list[Candidate] = []
    yield from _held_before(shape)
    after = 0 if head.line is None else head.line + 1
    yield from (("byline", f, ()) for line in lines[after : body.first] for f in _told_in_prose(line))
    for line in lines[0 if head.line is None else head.line + 1 : body.first]:
        if line.count <= 45:
            told, published = _sorted_out(line)
            yield from (("byline", f, ()) for f in told[:1])
            note = f'only a publication date was found ("{line.words[:60]}"); the event may be earlier'
            stamps.extend(("byline", f, (note,)) for f in published[:1])
    opening = lines[body.first].words[:200] if body.first < len(lines) else ""
    dates = _without_ranges(opening, find_dates(opening))
    yield from (("body opening", f, ()) for f in dates[:1] if f.start < 60)
    yield from _above_title(shape)
    yield from _below_talk(shape)
    yield from stamps


def _held_before(shape: Shape) -> Iterator[Candidate]:
    """Yield the day without a year on which an interview was held, by a note above it: "spoke with us on June 20".

    Its year is that of the page's date, at most three months later: magazines come out after their interviews.
    """
    above = [line for line in shape.lines[: shape.body.first] if not is_clock(line)]
    dated = [f for line in above if line.count <= 45 for f in find_dates(line.words)[:1] if len(f.days) == 1]
    if not dated or shape.head.date:
        return
    for line in above:
        for m in _held().finditer(plain(line.words)) if 8 <= line.count <= 150 else ():
            said = plain(line.words)[m.end() : m.end() + _NEAR]
            found = find_without_year(said, dated[0])
            if found and not find_dates(said) and (dated[0].days[0] - found.days[0]).days <= _MONTHS:
                note = f"it was held on {found.words}, by the note above it; the page is of {dated[0].words}"
                yield "byline", found, (note,)
                return


@cache
def _held() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, phrases("dates", "held"))) + ")")


def _below_talk(shape: Shape) -> Iterator[Candidate]:
    """Yield the date of a line right below the talk that is hardly more than a date, as press offices sign with."""
    for line in shape.lines[shape.body.last : shape.body.last + 4]:
        told, _ = _sorted_out(line)
        if told and (is_date_alone(line) or len(line.words) - len(told[0].words) < 12):
            yield "byline", told[0], (f'the date "{line.words}" stands below the talk; it may be that of publication',)
            return


def _told_in_prose(line: Line) -> list[DateFound]:
    """Return the date of a note on the event, "On 19 July 2020, the Ambassador gave", or of a dateline."""
    if line.count > 14 and (m := _DATELINE.match(line.words)) and (found := find_dates(line.words[: m.end() + 30])):
        return found[:1] if found[0].start <= m.end() + 1 else []
    if not 8 <= line.count <= 60 or not words("headline", "genre") & set(plain(line.words).split()):
        return []
    return [f for f in find_dates(line.words[:60])[:1] if f.start < 6]


def _above_title(shape: Shape) -> Iterator[Candidate]:
    """Yield the dates of the lines above the headline, the nearest first, without a page's clock.

    A clock is a date with lines such as "Moscow: 00:08" right behind it. A date that is the very first line may be a
    page's own all the same: it comes with a warning.
    """
    lines = shape.lines
    for i in range((shape.head.line or 0) - 1, -1, -1):
        line = lines[i]
        clock = any(_has_clock(x) for x in lines[i + 1 : i + 3])
        if line.count > 14 or clock or not (found := find_dates(line.words)):
            continue
        told, _ = _sorted_out(line)
        alone = i == 0 and len(line.words) - len(found[0].words) < 3
        note = f'the date "{line.words}" stands above the headline; it may be the page\'s own'
        yield from (("byline", f, (note,) if alone else ()) for f in told[:1])


def _has_clock(line: Line) -> bool:
    return is_clock(line) and not plain(line.words).lstrip("•·-| ").startswith(phrases("headline", "stamp"))


def _without_ranges(words_: str, found: list[DateFound]) -> list[DateFound]:
    """Return the dates that are no ends of more than a week: "24/08/2018 - 11/04/2022" is a term of office."""
    if len(found) != 2 or words_[found[0].end : found[1].start].strip() not in ("-", "–", "—", "to", "bis", "au"):
        return found
    return found if abs((found[1].days[0] - found[0].days[0]).days) <= 7 else []


def _sorted_out(line: Line) -> tuple[list[DateFound], list[DateFound]]:
    """Return the dates of a byline that can be the event's, and those of its publication.

    "conducted on 6 April and published on 9 April 2021": the first is the event's, though it has no year of its own.
    """
    told: list[DateFound] = []
    published: list[DateFound] = []
    at = 0
    found = _without_ranges(line.words, find_dates(line.words))
    for f in found:
        before = plain(line.words[at : f.start])
        if before.rstrip(" :").endswith(phrases("dates", "term")):
            at = f.end
            continue
        is_stamp = before.startswith(phrases("headline", "stamp")) or any(
            word in before[-25:] for word in phrases("headline", "stamp")
        )
        (published if is_stamp else told).append(f)
        at = f.end
    if published and not told and (earlier := find_without_year(line.words[: published[0].start], published[0])):
        told.append(earlier)
    return told, published
