"""The headline: which line it is, and what it says of date, speaker, outlet and place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from timeline.reading.chrome import is_chrome, is_dated, is_truncation
from timeline.reading.dates import DateFound, find_dates
from timeline.reading.lines import Line, plain
from timeline.reading.names import is_person, parse
from timeline.reading.vocabulary import phrases, words

_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_LOOSE_END = re.compile(rf"(?:[\s,;:|(\[–—-]|\b(?:on|am|vom|le|el|du|of|{_WEEKDAY})\b)+$", re.IGNORECASE)
_LOOSE_START = re.compile(
    r"^(?:\s*(?:года|г\.))?(?:\s*(?:at\s*)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?)?[\s,;:|)\]–—-]*", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|a|an|der|die|das|dem|den|la|le|les|l'|el|los|las)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(.{3,120}?)(?:['’]s|s['’])\s", re.DOTALL)
_MARKUP = "*_# \t"


@dataclass(frozen=True, slots=True)
class Headline:
    """The title and what it says; empty strings where it says nothing."""

    line: int | None
    title: str
    date: DateFound | None
    date_is_firm: bool
    """The date stands at the title's end or start, not inside it as a subject."""
    speaker: str
    """Office and name as the title gives them."""
    outlet: str
    place: str


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
    score += 3.0 * _has_genre(low, tokens) + 3.0 * any(n in tokens for n in names)
    score += 2.0 * bool(dates and len(line.words) - len(dates[0].words) > 12 and not is_dated(line))
    score += 1.0 * (4 <= count <= 45) - 3.0 * (count > 60)
    if line.words.rstrip(_MARKUP).endswith((".", ":", ";", ",")) and i not in headings:
        score -= 3
    if is_dated(line) and dates and len(line.words) - dates[0].end < 12:
        score -= 4
    return score


def _has_genre(low: str, tokens: set[str]) -> bool:
    return any((g in tokens) if " " not in g else (g in low) for g in words("headline", "genre"))


def read_title(line: int | None, title: str, names: Sequence[str]) -> Headline:
    """Return what `title` says. `names` are the surnames of those who speak in the text, where it labels them.

    >>> h = read_title(0, "Foreign Minister Ann Lee’s interview with the Daily Post newspaper, Oslo, May 3, 2020", [])
    >>> h.date.days[0].isoformat(), h.speaker, h.outlet, h.place
    ('2020-05-03', 'Foreign Minister Ann Lee', 'Daily Post newspaper', 'Oslo')
    """
    title = title.strip(_MARKUP)
    found = find_dates(title)
    when = found[-1] if found else None
    firm = when is not None and _is_firm(title, when)
    rest = _without(title, when) if when and firm else title
    rest, place = _split_place(rest)
    speaker, tail = _speaker(rest, names)
    outlet, inner = _outlet(tail if tail is not None else rest, names)
    return Headline(line, title, when, firm, speaker, outlet, place or inner)


def _is_firm(title: str, when: DateFound) -> bool:
    behind = _LOOSE_START.sub("", title[when.end :])
    before = _LOOSE_END.sub("", title[: when.start])
    return len(behind.split()) <= 3 or not before or title[: when.start].rstrip().endswith((",", "(", "|", "–", "—"))


def _without(title: str, when: DateFound) -> str:
    before = _LOOSE_END.sub("", title[: when.start])
    behind = _LOOSE_START.sub("", title[when.end :]).strip(" ,;:|()[]")
    return f"{before}, {behind}" if before and behind else before or behind


def _split_place(title: str) -> tuple[str, str]:
    """Return the title without its last parts that are a place, and the place: the town before its region."""
    parts = re.split(r",\s+|\s+[–—|]\s+", title)
    taken: list[str] = []
    while len(parts) > 1 and len(taken) < 3 and _is_place(parts[-1], first=not taken, more=len(parts) > 2):
        taken.insert(0, parts.pop())
        if len(taken) > 1 and not any(_is_area(t) for t in taken):
            parts.append(taken.pop(0))
            break
    towns = [t for t in taken if not _is_area(t)]
    if not towns:
        return title, ""
    rest = title[: title.rfind(taken[0])].rstrip(" ,|–—") if taken else title
    return rest, ", ".join([*towns, *(t for t in taken if _is_area(t))])


def _is_area(part: str) -> bool:
    tokens = plain(part).split()
    return len(tokens) > 1 and (tokens[-1] in words("headline", "area") or tokens[0] in words("headline", "area"))


def _is_place(part: str, *, first: bool, more: bool) -> bool:
    tokens = part.strip(" .").split()
    low = [plain(t).strip(".,()") for t in tokens]
    if not 1 <= len(tokens) <= 4 or not tokens[0][:1].isupper() or any(c in part for c in "0123456789:?!“”\"«»’'"):
        return False
    small = [t for t in low if t in words("persons", "particle")]
    shaped = all(t[0].isupper() or plain(t) in small for t in tokens)
    strange = words("headline", "organisation") | words("headline", "genre") | words("persons", "office")
    return shaped and not any(t in strange and not _is_area(part) for t in low)


def _speaker(title: str, names: Sequence[str]) -> tuple[str, str | None]:
    """Return who speaks, by the title, and the part of the title behind the kind of event."""
    if (m := _POSSESSIVE.match(title)) and is_person(m[1]):
        return m[1], title[m.end() :]
    for genre, rest in _behind_genre(title):
        pattern = r"(?:\w+\s){0,3}?\b(?:" + "|".join(phrases("headline", "by")) + r")\b\s+(.+)"
        if genre and (m := re.match(pattern, rest, re.IGNORECASE)):
            who = _person_at_start(m[1])
            if who and (_known(who, names) or not _looks_like_outlet(who)):
                return who, rest[m.start(1) + len(who) :]
    head, colon, behind = title.partition(":")
    if colon and is_person(head) and len(parse(head).own) > 1:
        return head, behind
    return "", None


def _behind_genre(title: str) -> list[tuple[str, str]]:
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, phrases("headline", "genre"))) + r")(?!\w)"
    return [(m[0], title[m.end() :].lstrip()) for m in re.finditer(pattern, title, re.IGNORECASE)]


def _person_at_start(words_: str) -> str:
    """Return the longest start of `words_` that has a person's shape and a name of its own."""
    part = _ARTICLE.sub("", re.split(r"[,:;(]|\s[–—-]\s", words_, maxsplit=1)[0])
    offset = words_.find(part)
    tokens = part.split()
    for n in range(min(len(tokens), 9), 0, -1):
        start = " ".join(tokens[:n])
        last = plain(tokens[n - 1])
        if (
            is_person(start)
            and parse(start).own
            and tokens[n - 1][0].isupper()
            and last not in words("persons", "office")
        ):
            return words_[offset : offset + len(start)] if words_[offset:].startswith(start) else start
    return ""


def _known(who: str, names: Sequence[str]) -> bool:
    return parse(who).surname in names


def _looks_like_outlet(who: str) -> bool:
    tokens = [plain(t).strip(".,'\"") for t in who.split()]
    named = len(parse(who).own) > 1 or tokens[0] in words("persons", "office")
    return not named or any(t in words("headline", "organisation") for t in tokens) or who.split()[0].isupper()


def _outlet(tail: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the outlet or event that follows "with", "at", "to", and a place that is run into it."""
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, phrases("headline", "with"))) + r")\s+(?=\S)"
    for m in re.finditer(pattern, tail, re.IGNORECASE):
        candidate = tail[m.end() :].strip(" ,.")
        bare = _ARTICLE.sub("", candidate)
        if not bare or plain(bare).startswith(("question", "media question", "journalist", "press question")):
            continue
        if not (bare[0].isupper() or bare[0] in "“\"«‘'"):
            continue
        if names and _known(_person_at_start(candidate), names):
            continue
        return _split_run_in(bare)
    return "", ""


def _split_run_in(outlet: str) -> tuple[str, str]:
    """Split "information centre Vladivostok": capitals right behind a common noun are where it took place."""
    tokens = outlet.split()
    last = len(tokens)
    while last > 0 and tokens[last - 1][0].isupper():
        last -= 1
    common = plain(tokens[last - 1]) if last else ""
    if 0 < last < len(tokens) <= last + 2 and common in words("headline", "organisation"):
        return " ".join(tokens[:last]), " ".join(tokens[last:])
    return outlet, ""
