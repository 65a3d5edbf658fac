"""Which line of a page is its headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from timeline.reading.chrome import is_chrome, is_dated, is_truncation
from timeline.reading.dates import find_dates
from timeline.reading.headline import MARKUP, has_genre, is_bare_name, is_held
from timeline.reading.lines import Line, plain
from timeline.reading.vocabulary import phrases, words


def find_title(
    lines: Sequence[Line], end: int, names: Sequence[str], headings: Collection[int], told: str = ""
) -> int | None:
    """Return the index of the title among the lines before `end`; None where none looks like one.

    A title names a kind of event, a date or one of the people who speak (`names`: their surnames), or is marked up as
    a heading (`headings`: line indexes), or is what the page's metadata calls itself (`told`).
    """
    known = plain(told)
    scored = [(_score(lines, i, names, headings, known), -i) for i in range(min(end, len(lines), 80))]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= 2 else None


def _score(lines: Sequence[Line], i: int, names: Sequence[str], headings: Collection[int], told: str) -> float:
    line = lines[i]
    if len(line.words) > 500 or is_chrome(line) or is_truncation(line):
        return -1.0
    low = plain(line.words)
    count = line.count
    score = 4.0 * (i in headings)
    if told and len(low) > 8 and (low in told or told in low):
        score += 4
    tokens = {t.strip(".,:;!?\"'()").removesuffix("'s") for t in low.split()}
    dates = find_dates(line.words)
    score += 3.0 * has_genre(low, tokens) + 2.0 * any(n in tokens for n in names)
    score += 2.0 * bool(dates and len(line.words) - len(dates[0].words) > 12 and not is_dated(line))
    score += 1.5 * (count > 3 and not tokens.isdisjoint(words("persons", "office") - {"the", "his", "her", "us"}))
    score += 1.0 * (4 <= count <= 45) - 3.0 * (count > 60)
    if line.words.rstrip(MARKUP).endswith((".", ":", ";", ",")) and i not in headings:
        score -= 3
    if low in words("headline", "genre") or (line.words[0] in "（(" and line.words[-1] in ")）"):
        score -= 3  # "SPEECH", above the title
    name, comma, behind = line.words.partition(", ")
    if comma and not dates and is_bare_name(name) and is_held(behind):
        score -= 3  # a person and his office: a line below the title
    name, colon, quoted = line.words.partition(":")
    if colon and quoted.strip() and is_bare_name(name) and count > 4 and line.words[-1] not in ".:;,":
        score += 2  # "Ann Lee: we will stay"
    if low.startswith(phrases("headline", "stamp")) or line.words[0].islower():
        score -= 3
    if dates and ((is_dated(line) and len(line.words) - dates[0].end < 12) or _is_clocked(line.words)):
        score -= 4
    return score


def _is_clocked(words_: str) -> bool:
    """Tell whether dates, times and what says that a page was changed are all that a line holds."""
    rest = words_
    for found in reversed(find_dates(words_)):
        rest = rest[: found.start] + rest[found.end :]
    tokens = re.findall(r"[^\W\d_]{2,}", plain(rest))
    return not [t for t in tokens if not t.startswith(tuple(s.strip() for s in phrases("headline", "stamp")))]
