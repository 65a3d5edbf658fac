"""The headline: which line it is, and what it says of date, speaker, outlet and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from timeline.reading.dates import DateFound, find_dates
from timeline.reading.lines import plain
from timeline.reading.names import has_office, is_office, is_person, parse
from timeline.reading.vocabulary import phrases, words

_EASTERN = "\u2e80"
"""The first sign of the scripts of China, Japan and Korea."""
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_LOOSE_END = re.compile(rf"(?:[\s,;:|(\[–—-]|\b(?:on|am|vom|le|el|du|of|{_WEEKDAY})\b)+$", re.IGNORECASE)
_LOOSE_START = re.compile(
    r"^(?:\s*(?:года|г\.))?(?:\s*(?:at\s*)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?)?[\s,;:|)\]–—-]*", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|a|an|der|die|das|dem|den|la|le|les|l'|el|los|las)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(.{3,120}?)(?:['’](?:s|n?[uüıi]n)|s['’])\s", re.DOTALL)
# "presidente del Gobierno, Pedro Sánchez, tras el Consejo": the office before the name, between commas.
_OFFICE_FIRST = re.compile(
    r"(?:the |el |la |le |der |die )?([^\W\d_][^,:;]{2,60}), ((?:[^\W\d_][\w'’.-]* ?){2,4})(?=,|$)"
)
# An outlet in its own quotation marks, with the noun before it: "газете «Известия»".
_QUOTED = re.compile(r"(?:(?<!\w)[^\W\d_A-ZА-Я]+\s)?[«„][^»“]{2,60}[»“]")
_IN = re.compile(r"\b(?:in|im|en|in an|in einem)\s$", re.IGNORECASE)
_TOGETHER = frozenset(("with", "mit", "avec", "con", "с"))
# "Europe must be ready, says Lee".
_ON = re.compile(r"([^,.;:]{5,40}?)\s(?:on|about|über|sur|sobre|о|об)\s")  # "Ann Lee on the decade of danger"
_SAYS = re.compile(
    r",\s(?:says|said|warns|tells|sagt|dit|affirme|dice|afirma|говорит|заявил|заявила)\s([^,.;:]{3,60})$"
)
# "новый посол – Иван Лебедев": a dash between the office and its holder.
_APPOSED = re.compile(r"^(\S+)\s[–—-]\s(?=[А-ЯЁІЇЄҐ])")
# "Ann Lee spoke to the Post's political editor": who is interviewed, in a note.
_SPOKE = re.compile(
    r"((?:[A-ZÀ-Þ][\w'’.-]+ )(?:(?:[a-z]{2,3} )?[A-ZÀ-Þ][\w'’.-]+ ){1,2})"
    r"(?:spoke|talked|speaks|talks|sat down|sits down|joins|joined) (?:to|with)\b"
)
# "We shall not give way - Ivan Lebedev": whose words a headline quotes.
_WHOSE = re.compile(r"\s[-–—]\s((?:[^\W\d_a-zа-яёіїєґ][\w'’-]+ ?){2,3})$")
# Whom everybody talks to.
_NO_OUTLET = ("question", "media question", "journalist", "press question", "reporter", "the press", "media rep", "q&a")
# Behind these stands an outlet only where a word says so: "in Die Zeit", but "on Completing One Year in Government".
_LOOSE = frozenset(("in", "on", "im", "en", "a", "à", "para"))
_TRANSCRIPT_OF = re.compile(
    r"^(?:(?:edited|full|verbatim|unofficial)\s)*transcript\s(?:of|from)\s(?:the\s)?", re.IGNORECASE
)
_SET_OFF = frozenset(":|/–—")
# What a headline adds behind a name: "Committee on Trade, verbatim record".
_ASIDE = re.compile(r"(?:,\s|\s\()[^\W\d_A-ZА-Я].*$")
# Of a state, not of an office: "U.S. Embassy".
_OF_STATES = frozenset(
    ("us", "u.s", "russian", "american", "british", "german", "french", "chinese", "state", "national", "federal")
)
_CYRILLIC_SMALL = frozenset(("в", "у", "при", "на", "по"))
MARKUP = "*_# \t"


class Headline(Struct, frozen=True):
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


def has_genre(low: str, tokens: set[str]) -> bool:
    """Tell whether a line in lower case names a kind of event; `tokens` are its words."""
    if any((g in tokens) if " " not in g else (g in low) for g in words("headline", "genre")):
        return True
    return not low.isascii() and any(g in low for g in words("headline", "genre_unspaced"))


def read_title(line: int | None, title: str, names: Sequence[str]) -> Headline:
    """Return what `title` says. `names` are the surnames of those who speak in the text, where it labels them.

    >>> h = read_title(0, "Foreign Minister Ann Lee’s interview with the Daily Post newspaper, Oslo, May 3, 2020", [])
    >>> h.date.days[0].isoformat(), h.speaker, h.outlet, h.place
    ('2020-05-03', 'Foreign Minister Ann Lee', 'Daily Post newspaper', 'Oslo')
    """
    title = title.strip(MARKUP)
    found = find_dates(title)
    when = found[-1] if found else None
    firm = when is not None and _is_firm(title, when)
    rest = _without(title, when) if when and firm else title
    rest, place = _split_place(rest)
    speaker, tail = _speaker(_uncapped(rest), names)
    outlet, inner = _outlet(tail if tail is not None else rest, names)
    return Headline(line, title, when, firm, speaker, outlet, place or inner)


def _uncapped(title: str) -> str:
    """Return a title that is all capitals as titles else are written, so that its small words can be told."""
    if not title.isupper() or " " not in title:
        return title
    small = words("persons", "particle") | words("headline", "with") | words("headline", "by")
    return " ".join([w.lower() if w.lower() in small else w.title() if len(w) > 3 else w for w in title.split()])


def place_in(words_: str) -> str:
    """Return the place that a line names and nothing else, as "The Kremlin, Moscow" or "Frankfurt am Main"; else "".

    >>> place_in("New York, "), place_in("Thank you for coming to Moscow")
    ('New York', '')
    """
    bare = _LOOSE_END.sub("", words_.strip(" ,.–—-()[]"))
    parts = [p for p in re.split(r",\s*", bare) if p]
    fits = 0 < len(parts) <= 3 and all(_is_place(p, first=False, more=False) or _is_area(p) for p in parts)
    return ", ".join(parts) if fits else ""


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
    parts = re.split(r",\s+|\s+[–—|]\s+|\s*\(", title)
    taken: list[str] = []
    while len(parts) > 1 and len(taken) < 3 and _is_place(parts[-1], first=not taken, more=len(parts) > 2):
        taken.insert(0, parts.pop())
        if len(taken) > 1 and not any(_is_area(t) for t in taken):
            parts.append(taken.pop(0))
            break
    towns = [t for t in taken if not _is_area(t)]
    if not towns:
        return title, ""
    rest = title[: title.rfind(taken[0])].rstrip(" ,|–—(") if taken else title
    return rest, ", ".join([*towns, *(t for t in taken if _is_area(t))])


def _is_area(part: str) -> bool:
    tokens = plain(part).split()
    return len(tokens) > 1 and (tokens[-1] in words("headline", "area") or tokens[0] in words("headline", "area"))


def _is_place(part: str, *, first: bool, more: bool) -> bool:
    tokens = part.strip(" .").split()
    low = [plain(t).strip(".,()") for t in tokens]
    low_part = plain(part).strip(" .")
    if (
        low_part in words("margins", "lines")
        or low_part.startswith(phrases("headline", "stamp"))
        or (part.endswith(".") and len(part.split(" ")[-1]) > 5)
    ):
        return False
    if not 1 <= len(tokens) <= 4 or not tokens[0][:1].isupper() or any(c in part for c in "0123456789:?!“”\"«»’'—("):
        return False
    small = [t for t in low if t in words("persons", "particle")]
    shaped = all(t[0].isupper() or plain(t) in small for t in tokens) and words("margins", "own_voice").isdisjoint(low)
    strange = words("headline", "organisation") | words("headline", "genre") | words("persons", "office")
    strange -= {"the", "state"}
    return shaped and not any(t in strange and not _is_area(part) for t in low)


def _speaker(title: str, names: Sequence[str]) -> tuple[str, str | None]:
    """Return who speaks, by the title, and the part of the title behind the kind of event."""
    title = _TRANSCRIPT_OF.sub("", title)
    if max(title, default="") >= _EASTERN:
        from timeline.reading.eastern import name_in  # 6 ms: its patterns are long, and few headlines need them

        if name := name_in(title):
            return name, None
    if (m := _POSSESSIVE.match(title)) and is_person(m[1]) and _is_of_event(m[1], title[m.end() :]):
        return m[1], title[m.end() :]
    for genre, rest in _behind_genre(title):
        before = title[: len(title) - len(rest)].rstrip()[: -len(genre)]
        if found := _named_next(genre, rest) or _talker_before(genre, before, rest) or _named_by(genre, rest, names):
            return found
    return _without_event(title)


def _named_next(genre: str, rest: str) -> tuple[str, str] | None:
    """Return who is named right behind the event: "Interview: Ann Lee, Minister", "пресс-конференция Ивана Иванова"."""
    direct = re.match(r"[:|/–—\s]*(.+)", rest) if _is_named_next(genre, rest) else None
    who = _person_at_start(direct[1]) if direct else ""
    return (who, direct[1][len(who) :]) if direct and who and len(parse(who).own) in (2, 3) else None


def _talker_before(genre: str, before: str, rest: str) -> tuple[str, str] | None:
    """Return who is named before the event: "Prime Minister Ann Lee in conversation with Radio One"."""
    talker = _officeholder(before)[0] if _talks_with(genre) and _IN.search(before) else ""
    return (talker, rest) if talker else None


def _named_by(genre: str, rest: str, names: Sequence[str]) -> tuple[str, str] | None:
    """Return who is named behind the event and a small word: "remarks by Ann Lee"."""
    by = [w for w in phrases("headline", "by") if _talks_with(genre) or w not in _TOGETHER]
    pattern = r"(?:\w+\s){0,3}?\b(?:" + "|".join(by) + r")\b\s+(.+)"
    m = re.match(pattern, _with_capital_office(rest, pattern), re.IGNORECASE)
    if not m or any(w[0].isupper() or w in _TOGETHER for w in rest[: m.start(1)].split()[:-1]):
        return None
    if (held := _OFFICE_FIRST.match(m[1])) and _is_holder(held[1], held[2]):
        return f"{held[1]} {held[2]}", m[1][held.end() :]
    who = _person_at_start(m[1])
    known = _known(who, names) and len(parse(who).own) > 1
    return (who, rest[m.start(1) + len(who) :]) if who and (known or not _looks_like_outlet(who)) else None


def _without_event(title: str) -> tuple[str, str | None]:
    """Return who is named in a title that names no event of his: before a colon, a comma, or behind "says"."""
    head, colon, behind = title.partition(":")
    quoted = behind.lstrip()[:1] in "«“„\"'‘" if behind.strip() else False
    if colon and is_person(head) and len(parse(head).own) > (0 if quoted and len(head) > 3 else 1):
        return head, behind
    if (m := _ON.match(title)) and is_person(m[1]) and is_bare_name(m[1]):
        return m[1], title[m.end() :]
    if (m := _SAYS.search(title)) and is_person(m[1]) and len(parse(m[1]).own) < 4:
        return m[1], title[m.end() :]
    name, comma, behind = title.partition(", ")
    if comma and is_bare_name(name) and plain(behind).split()[:1] and is_held(behind):
        return name, behind
    if (m := _SPOKE.match(title)) and is_bare_name(m[1]):
        return m[1], title[m.end() :]
    if (m := _WHOSE.search(title)) and m.start() > 12 and is_bare_name(m[1]):
        return m[1], ""
    return _officeholder(title)


def _is_named_next(genre: str, rest: str) -> bool:
    """Tell whether a name may follow without a word between: behind a colon, or in a genitive of Russian."""
    asked = plain(genre).startswith("questions ")  # "Five questions for Dr. Ann Lee"
    return asked or (rest[:1] in _SET_OFF and _talks_with(genre)) or "Ѐ" <= rest[:1] <= "ӿ"


def _with_capital_office(rest: str, pattern: str) -> str:
    """Return the words with a capital where an office begins that is written without: "al ministro Antonio Rossi"."""
    m = re.match(pattern, rest, re.IGNORECASE)
    if not m or not rest[m.start(1)].islower() or not is_office(plain(m[1].split()[0])):
        return rest
    return rest[: m.start(1)] + rest[m.start(1)].upper() + rest[m.start(1) + 1 :]


def is_bare_name(name: str) -> bool:
    """Tell whether `name` is a person's, of two or three words without an outlet's among them."""
    tokens = set(plain(name).split())
    return is_person(name) and len(parse(name).own) in (2, 3) and tokens.isdisjoint(words("headline", "organisation"))


def is_held(office: str) -> bool:
    """Tell whether words begin with an office."""
    return plain(office).split()[0].strip(".,") in words("persons", "office") - {"the"}


def _is_of_event(who: str, rest: str) -> bool:
    """Tell whether the possessive is somebody's event, not "the Fed's policy": an event follows, or an office leads."""
    low = plain(rest)
    return has_genre(low, set(low.split())) or (has_office(who) and bool(parse(who).own))


def _is_holder(office: str, name: str) -> bool:
    return name[0].isupper() and is_office(plain(office.split()[0])) and len(parse(name).own) in (2, 3)


def _talks_with(genre: str) -> bool:
    """Whether "with" names who answers, as in "Interview with X", not who stands beside, as in "Conference with X"."""
    return plain(genre) == "interviews" or plain(genre) in words("headline", "interview")


def _officeholder(title: str) -> tuple[str, str | None]:
    """Return the first name in the title that an office stands before, unless he is who the speaker was with."""
    tokens = title.split()
    for n, token in enumerate(tokens):
        low = plain(token).strip(".,'\"“”«»")
        before = plain(tokens[n - 1]).strip(" ,") if n else ""
        small = token[:1].islower()  # "министр Иван Лебедев": with a name of two words at least
        if (
            is_office(low.rstrip("."))
            and low not in ("the", "his", "her", "state", "us")
            and not (small and token.isascii())
        ):
            if before in _TOGETHER:
                return "", None
            rest = _APPOSED.sub(r"\1 ", " ".join(tokens[n:])).rstrip(" .!?")
            who = _person_at_start(rest[:1].upper() + rest[1:])
            if (
                who
                and parse(who).held - _OF_STATES
                and len(parse(who).own) in range(1 + small, 4)
                and not _looks_like_outlet(who)
                and words("margins", "lines").isdisjoint(plain(who).split())
            ):
                return who, rest[len(who) :]
    return "", None


def _behind_genre(title: str) -> list[tuple[str, str]]:
    return [(m[0], title[m.end() :].lstrip()) for m in _genres().finditer(title)]


@cache
def _withs() -> re.Pattern[str]:
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, phrases("headline", "with"))) + r")\s+(?=\S)"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _genres() -> re.Pattern[str]:
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, phrases("headline", "genre"))) + r")(?!\w)"
    return re.compile(pattern, re.IGNORECASE)


def _person_at_start(words_: str) -> str:
    """Return the start of `words_`, up to where a name ends, that has a person's shape and a name of its own."""
    part = _ARTICLE.sub("", re.split(r"[,:;(]|\s[–—-]\s", words_, maxsplit=1)[0])
    offset = words_.find(part)
    tokens = part.split()
    for n in range(1, min(len(tokens), 9) + 1):
        start = " ".join(tokens[:n])
        following = tokens[n] if n < len(tokens) else ""
        event = {plain(following), plain(" ".join(tokens[n : n + 2]))} & words("headline", "genre")
        does = bool(event) or plain(following) in words("headline", "verb")
        ends = does or (not following[:1].isupper() and following not in words("persons", "name_particle"))
        last = plain(tokens[n - 1])
        named = is_person(start) and parse(start).own and tokens[n - 1][0].isupper()
        governed = following in _CYRILLIC_SMALL and len(parse(start).own) == 1  # "Посол Союза в Києві"
        if named and ends and not governed and last not in words("persons", "office"):
            return words_[offset : offset + len(start)] if words_[offset:].startswith(start) else start
    return ""


def _known(who: str, names: Sequence[str]) -> bool:
    return parse(who).surname in names


def _looks_like_outlet(who: str) -> bool:
    tokens = [plain(t).strip(".,'\"") for t in who.split()]
    named = len(parse(who).own) > 1 or tokens[0] in words("persons", "office")
    capitals = who.split()[0].isupper() and tokens[0] not in words("persons", "office")
    return not named or any(t in words("headline", "organisation") for t in tokens) or capitals


def _outlet(tail: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the outlet or event that follows "with", "at", "to", and a place that is run into it."""
    for m in _withs().finditer(tail):
        candidate = tail[m.end() :].strip(" ,.")
        bare = _ARTICLE.sub("", candidate)
        if not bare or plain(bare).startswith(_NO_OUTLET):
            continue
        if (plain(m[0]) in _LOOSE or _is_of_subject(tail[: m.start()], m[0], names)) and not _is_organised(bare):
            continue
        if ". " in bare or find_dates(bare) or plain(bare).startswith("meeting with") or _is_sentence(bare):
            continue
        if not (bare[0].isupper() or bare[0] in "“\"«‘'"):
            continue
        who = _person_at_start(candidate)
        if who and _known(who, names) and not _looks_like_outlet(who):
            continue
        if plain(bare.split()[0]) in words("headline", "genre"):
            continue
        if plain(bare).removeprefix("joint ") in words("headline", "genre"):
            continue
        return _split_run_in(_ASIDE.sub("", bare if "(" in bare else bare.rstrip(")")))
    quoted = _QUOTED.search(tail)
    return (quoted[0], "") if quoted else ("", "")


def _is_of_subject(before: str, link: str, names: Sequence[str]) -> bool:
    """Tell whether "with" belongs to a noun that is no talk: "the agreement with Japan", "das Abkommen mit Japan"."""
    last = before.split()[-1] if before.split() else ""
    noun = last.islower() or (plain(link) == "mit" and last[:1].isupper() and plain(last) not in names)
    return plain(link) in _TOGETHER and noun and not has_genre(plain(last), {plain(last)})


def _is_sentence(outlet: str) -> bool:
    """Tell whether words are too many for an outlet that nothing calls one."""
    return outlet.count(" ") > 7 and not _is_organised(outlet)


def _is_organised(outlet: str) -> bool:
    tokens = [plain(t).strip(".,'\"“”«»") for t in outlet.split()]
    return outlet[0] in '“"«' or not words("headline", "organisation").isdisjoint(tokens)


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
