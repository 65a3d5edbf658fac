"""Sentences and names that the pages are written in."""

from __future__ import annotations

from datetime import date

from timeline.models import Shift, Span
from timeline.showing.page_lanes import Board
from timeline.showing.shiftlist import sharpest

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
KIND_WORDS = {
    "term": "term",
    "number": "number",
    "date": "date",
    "actor": "actor",
    "negation": "negation",
    "condition": "condition",
    "hedge": "hedging",
    "boost": "emphasis",
    "scope": "scope",
    "added": "addition",
    "dropped": "omission",
    "reworded": "rewording",
    "editorial": "spelling or typography only",
}


def day(when: date) -> str:
    """Return a date as readers write it.

    >>> day(date(2020, 8, 3))
    '3 August 2020'
    """
    return f"{when.day} {when:%B} {when.year}"


def number(n: int) -> str:
    """Return a number as it stands in a sentence.

    >>> number(4), number(40)
    ('four', '40')
    """
    return _SMALL[n] if n < len(_SMALL) else f"{n:,}"


def count(n: int, noun: str, plural: str = "") -> str:
    """Return `n` of something.

    >>> count(1, "change"), count(3000, "change")
    ('1 change', '3,000 changes')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def kinds(names: tuple[str, ...]) -> str:
    """Return kinds of change in words.

    >>> kinds(("condition", "boost"))
    'condition, emphasis'
    """
    return ", ".join(KIND_WORDS.get(k, k) for k in names)


def excerpt(text: str, spans: tuple[Span, ...], most: int = 110) -> str:
    """Return the words under `spans`, joined by ellipses; all of the text where there are none.

    What is longer than `most` letters is cut at a clause, or at a word where that would leave less than half.

    >>> excerpt("for five years, without conditions", (Span(4, 8), Span(16, 34)))
    'five … without conditions'
    """
    words = " … ".join(s.of(text).strip() for s in spans if s.of(text).strip()) or text
    if len(words) < _TELLING:
        words = _around(text, spans)
    words = " ".join(words.split()).strip(" ,;:")
    if len(words) <= most:
        return words.removesuffix(".")
    cut = words[: most + 1]
    clause = max(cut.rfind(sign) for sign in (", ", "; ", ": ", " – ", " — ", ". "))
    return cut[: clause if clause > most // 2 else cut.rfind(" ")].rstrip(" ,;:.") + "…"


# Fewer letters are a word or two, which say little without the words around them.
_TELLING = 24


def _around(text: str, spans: tuple[Span, ...], reach: int = 5) -> str:
    """Return the first of `spans` with up to `reach` words on each side, ellipses where more was said.

    >>> _around("They may seek a short extension of it, we heard.", (Span(14, 21),), 2)
    '… may seek a short extension of …'
    """
    first = next((s for s in spans if s.of(text).strip()), Span(0, len(text)))
    head, tail = text[: first.start].split(" "), text[first.end :].split(" ")
    start = first.start - len(" ".join(head[-reach - 1 :]))
    end = first.end + len(" ".join(tail[: reach + 1]))
    return ("… " if text[:start].strip() else "") + text[start:end].strip() + (" …" if text[end:].strip() else "")


def opening(board: Board) -> tuple[str, Shift | None]:
    """Return the sentence that says how many interviews state a position, and the sharpest shift."""
    total, stated = len(board.read), len(board.stated)
    if total == stated:
        what = f"All {number(total)} interviews state" if total > 1 else "The one interview states"
    else:
        what = f"{number(stated).capitalize()} of {number(total)} interviews {'states' if stated == 1 else 'state'}"
    return f"{what} a position.", sharpest(board.shifts)
