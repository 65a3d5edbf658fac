"""Lines that belong to a page, by their words alone: menus, clocks, counters, share bars, dated lists."""

from __future__ import annotations

import re

from timeline.reading.dates import find_dates
from timeline.reading.lines import Line, plain
from timeline.reading.vocabulary import phrases, words

_CLOCK = re.compile(r"[^\W\d_][\w .\-]{0,30}:\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?$", re.IGNORECASE)
_LANGUAGES = re.compile(r"[•·|\s]*(?:[a-z]{2}-[A-Z]{2}\d?[\s•·|,]*)+$")
_LANGUAGE_NAMES = re.compile(
    r"(?:(?:english|русский|deutsch|français|español|italiano|português|中文|العربية|日本語|en|ru|de|fr|es|it|uk|zh|ar)"
    r"[\s|/•·,]*){2,}$",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"\d[\d,.]*\s*(?:days? have passed\b.*|(?:views?|shares?|comments?|likes?|reads?|просмотр\w*)\W*$)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@[\w-]+\.)\S*$|\+?[\d\s()\-/.]{7,}$", re.IGNORECASE)
_CRUMBS = re.compile(r"[^.?!]{2,60}\s[>›»]\s[^.?!]{2,60}\s[>›»]\s")
_PAGE = re.compile(r"(?:page|seite|стр\.?)\s*\d{1,4}(?:\s*(?:of|von|из|/)\s*\d{1,4})?$", re.IGNORECASE)
# A line of Markdown that is nothing but links, as menus are.
_LINK = re.compile(r"(?:[-*+•|]\s*)?(?:\[[^\]]{0,80}\]\([^)\s]*\)[\s|·•,]*)+$")
_TIME = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:?\d\d(?:[.,]\d+)?[\])]?$")
# "【中大小】 【打印】": buttons in a row.
_BUTTONS = re.compile(r"(?:[【\[][^】\]]{1,8}[】\]]\s*){2,}$")
_SIGNS = re.compile(r"[\W_]*$")
_DATE_START = re.compile(r"[\[(•\-–—*\s]*(?:[^\W\d_]{2,10}[.,]{1,2}\s)?(?:\d|[^\W\d_]{3,10}\.?,?\s+\d)")
# No line of a page's furniture is longer: some 60 words.
_FOOTER = 420
_WEEKDAY = re.compile(r"[^\W\d_]{2,10}[.,]{1,2}\s")
_ROSE = re.compile(
    r"[\[(]?(?:the (?:meeting|sitting|session|committee|house|hearing)\b.{0,40}\b(?:rose|adjourned)\b|whereupon,|"
    r"(?<=[(\[])the .{0,60}\b(?:concluded|ended|suspended)\b|"
    r"schluss(?: der sitzung)?:|la séance est levée|se levanta la sesión)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[(\[]?(?:end(?:\s+of\s+\w+)?|ends)[)\]]?\.?\s*(?:\d{1,2}[:.]\d\d\s*[ap]\.?m\.?.{0,8})?$", re.IGNORECASE
)
_STARTED = re.compile(r"\(?\d{1,2}[:.]\d\d\s*[ap]\.?\s?m\.?\)?,?(?:\s+[a-z]{2,4}\.?)?$", re.IGNORECASE)


def is_chrome(line: Line) -> bool:
    """Tell whether a line belongs to a page by its words alone: a menu entry, a clock, a counter, a share bar."""
    words_ = line.words
    if len(words_) > 160:
        return False
    low = plain(words_).strip(" .:!*-–—•·|>»«[]")
    return (
        low in words("margins", "lines")
        or low in words("margins", "related")
        or (low.startswith(phrases("margins", "starts")) and line.count <= 25)
        or bool(_LINK.match(words_))
        or bool(_PAGE.match(words_))
        or bool(_CRUMBS.match(words_))
        or bool(_SIGNS.match(words_))
        or bool(_BUTTONS.match(words_))
        or bool(_CLOCK.match(words_))
        or bool(_LANGUAGES.match(words_))
        or bool(_LANGUAGE_NAMES.match(words_))
        or bool(_COUNTER.match(words_))
        or bool(_ADDRESS.match(words_))
        or bool(_STARTED.match(words_))
    )


def is_footer(line: Line) -> bool:
    """Tell whether a line is what pages have behind a talk: "Original source can be found here."."""
    if len(line.words) > _FOOTER:
        return False
    low = plain(line.words).lstrip(" (•·-|*[")
    return low.startswith(phrases("margins", "footers")) or any(c in low for c in words("margins", "credits"))


def heads_others(line: Line) -> bool:
    """Tell whether a line stands above links to other texts: "Read also:"."""
    return len(line.words) < 60 and plain(line.words).strip(" .:!*-–—•·|>»«[]") in words("margins", "related")


def is_clock(line: Line) -> bool:
    """Tell whether a line is a page's own time: "Moscow: 00:08"."""
    return bool(_CLOCK.match(line.words))


def is_paywall(line: Line) -> bool:
    """Tell whether a line keeps the rest for subscribers."""
    return len(line.words) < _FOOTER and plain(line.words[:60]).startswith(phrases("margins", "paywall"))


def is_time(line: Line) -> bool:
    """Tell whether a line is a time or a number alone, as records have between paragraphs: "(00:22)", "905731"."""
    return len(line.words) < 15 and (line.words.isdigit() or bool(_TIME.match(line.words)))


def is_truncation(line: Line) -> bool:
    """Tell whether a line says that the source breaks off: "To be continued..."."""
    told = len(line.words) < 80 and plain(line.words).strip(" .…()[]*-_") in words("margins", "truncated")
    return told or is_paywall(line)


def is_dated(line: Line) -> bool:
    """Tell whether a line begins with a date, as an entry of a list of news does."""
    start = line.words[:40]
    if not _DATE_START.match(start):
        return False
    found = find_dates(start)
    day = _WEEKDAY.match(start)
    return bool(found) and found[0].start <= (day.end() if day else 4)


def is_date_alone(line: Line) -> bool:
    """Tell whether a line is a date and nothing else."""
    if len(line.words) > 40 or not is_dated(line):
        return False
    found = find_dates(line.words)
    day = _WEEKDAY.match(line.words)
    return bool(found) and len(line.words) - len(found[0].words) - (day.end() if day else 0) < 8


def closes(line: Line) -> bool:
    """Tell whether a line says that the talk is over: "END 3:45 P.M. EDT"."""
    if len(line.words) > 160:
        return False
    return bool(_ROSE.match(line.words)) or (len(line.words) < 60 and bool(_CLOSING.match(line.words)))


def speaks(line: Line) -> bool:
    """Tell whether somebody speaks for himself, or to somebody, in this line."""
    own = words("margins", "own_voice")
    return any(w.strip(".,;:!?\"'()…“”«»") in own for w in plain(line.words).split())


def greets(line: Line) -> bool:
    """Tell whether a line begins by greeting or addressing somebody, as a talk does."""
    return plain(line.words).startswith(phrases("margins", "greeting"))
