"""Who asks: told by the head, by the form of a label, by what somebody's turns are, and by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from msgspec import Struct

from timeline.reading.candidates import Label
from timeline.reading.dates import find_dates
from timeline.reading.lines import plain
from timeline.reading.names import is_office, is_person, parse
from timeline.reading.vocabulary import phrases, words

_MARKS = re.compile(r"[?？؟]")
# What stands before an office in which somebody is addressed.
_VOCATIVES = "mr|madam|mme|monsieur le|madame la|herr|frau|señor|señora|sr|sra|signor|signora|senhor|senhora|господин"
_BRACKET = re.compile(r"[(\[]([^)\]]*)[)\]]")
# How far from the end of a turn its question may stand: "… will you go? Thank you very much, Minister."
_TAIL = 120
# A turn of fewer words is a courtesy, and tells nothing of who asks: "Thank you.", "Great, thanks."
_COURTESY = 4
# Who asks is brief: a question with its preamble has some 50 words; the longest of the trap pages, 180.
_BRIEF = 700


class Part(Struct, frozen=True):
    """What one person's turns are like."""

    turns: int
    """How many of more than a courtesy."""
    asked: int
    """How many hold a question."""
    ended: int
    """How many end in one."""
    size: int
    """How many characters altogether."""

    @property
    def share(self) -> float:
        """The share of turns with a question."""
        return self.asked / self.turns if self.turns else 0.0

    @property
    def brief(self) -> bool:
        """Whether the turns are as short as questions are."""
        return self.size < _BRIEF * max(self.turns, 1)


def part(turns: Sequence[str]) -> Part:
    """Return what somebody's turns are like.

    >>> part(["Will you go?", "Thank you.", "Next question, please. Mr Lee."])
    Part(turns=2, asked=1, ended=1, size=52)
    """
    long = [t for t in turns if t.count(" ") >= _COURTESY or _MARKS.search(t)] or list(turns)
    return Part(
        len(long),
        sum(bool(_MARKS.search(t)) for t in long),
        sum(bool(_MARKS.search(t[-_TAIL:])) for t in long),
        sum(map(len, turns)),
    )


def named_by_head(labels: Sequence[Label], shown: Mapping[str, str], head: str) -> set[str]:
    """Return the keys of people of whom the head says that they ask: "moderated by Ann Lee", "Moderation: Ann Lee"."""
    low = " ".join(plain(head).split())
    behind = [low[m.end() : m.end() + 60] for m in _asked_by().finditer(low)]
    if not behind:
        return set()
    found = set()
    for x in labels:
        name = parse(shown[x.key])
        if x.part == "person" and name.own and not name.office_words - {"mr"} and len(name.surname) > 2:
            named = rf"(?:[\w'.-]+\s){{0,3}}{re.escape(name.surname)}\b"
            pattern = re.compile(rf"{named}|[^.;:\n]{{0,40}}\s(?:and|und|et|y|и)\s{named}")
            found |= {x.key for b in behind if pattern.match(b.strip())}
    return found


def named_by_byline(labels: Sequence[Label], shown: Mapping[str, str], head: str, titled: str) -> set[str]:
    """Return the keys of people without an office whom a byline names, where the headline names somebody else.

    A byline is a line with a date and little else, or with names alone: "23/12/2015 - 00:11 Ivan Lebedev".
    """
    if not titled:
        return set()
    told = [line for line in head.split("\n") if _is_byline(line)]
    found = set()
    for x in labels:
        name = parse(shown[x.key])
        free = x.part == "person" and len(name.own) in (2, 3) and not (name.held or parse(x.name).held)
        if free and not name.same_person(parse(titled)) and any(shown[x.key].lower() in line.lower() for line in told):
            found.add(x.key)
    return found


def _is_byline(line: str) -> bool:
    tokens = plain(line).replace(",", " ").split()
    if (
        not 2 <= len(tokens) <= 12
        or "  " in line
        or not words("headline", "genre").isdisjoint(tokens)
        or any(map(is_office, tokens))
    ):
        return False
    names = re.split(r",\s|\s(?:and|und|et|y|и|та|і)\s", line)
    return bool(find_dates(line)) or all(is_person(n) and len(parse(n).own) in (2, 3) for n in names)


@cache
def _asked_by() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases("labels", "asked_by"))) + r")(?:\s|(?<='))")


def named_by_label(labels: Sequence[Label]) -> set[str]:
    """Return the keys of people whose label says that they ask: "STEVE LEE, HOST", "Q4 Chair"."""
    return {x.key for x in labels if x.part == "person" and (x.asks or _is_host(x))}


def _is_host(label: Label) -> bool:
    office = parse(label.name).office
    told = " ".join([office, *_BRACKET.findall(label.name)])
    tokens = set(plain(told).replace(",", " ").split())
    return not tokens.isdisjoint(words("labels", "question") - words("labels", "weak"))


def evidently(
    labels: Sequence[Label],
    said: Mapping[str, Sequence[str]],
    shown: Mapping[str, str],
    protected: Collection[str],
    asking: Collection[str],
) -> set[str]:
    """Return the keys of named people who ask beyond doubt, whoever the speaker is; none of the `protected` names.

    They hold no office, and end most turns with a question while others do not, or stand between all others and ask.
    `asking` are the keys of those who are known to: where there are some, more is wanted of a name.
    """
    people = _people(labels, said, shown)
    once = {x.key: x for x in labels}
    known = {
        *protected,
        *(shown[k] for k in asking),
        *(shown[k] for k, x in once.items() if any(map(is_office, parse(x.name).held))),
    }
    free = {n: p for n, p in people.items() if n not in known and p.brief}
    if len(people) < 2:
        return set()
    least, share = (3, 0.8) if asking else (2, 0.6)
    ask = {n for n, p in free.items() if p.turns >= least and p.ended >= share * p.turns and not _all_ask(people, n)}
    ask |= {n for n in free if _is_between(n, labels, shown, people)}
    most = max(people, key=lambda n: (people[n].size, n))
    reporters = {shown[k] for k, x in once.items() if _is_of_outlet(x)} & free.keys()
    ask |= {n for n in reporters if people[n].asked > (n == most)}
    ask |= reporters - {most} if len(ask & reporters) > 1 else set()  # the others ask too, without a question mark
    if ask >= people.keys():
        return set()
    return {x.key for x in labels if x.part == "person" and shown[x.key] in ask}


def _is_of_outlet(label: Label) -> bool:
    """Tell whether an outlet stands behind a name, not an office: "ANDERSON LEE, CNN", "Rudolf Lee, EWTN"."""
    _, comma, behind = label.name.partition(", ")
    tokens = [t.strip(".,()") for t in plain(behind).split()]
    tokens = tokens[tokens[:1] == ["the"] :]
    return bool(comma) and 0 < len(tokens) < 4 and not any(map(is_office, tokens))


def _people(labels: Sequence[Label], said: Mapping[str, Sequence[str]], shown: Mapping[str, str]) -> dict[str, Part]:
    turns: dict[str, list[str]] = {}
    for key in dict.fromkeys(x.key for x in labels if x.part == "person"):
        turns.setdefault(shown[key], []).extend(said.get(key, ()))
    return {name: part(found) for name, found in turns.items()}


def _all_ask(people: Mapping[str, Part], name: str) -> bool:
    """Tell whether everybody else ends in questions as often: then questions tell nothing."""
    others = [p for n, p in people.items() if n != name and p.turns]
    return bool(others) and all(p.ended > 0.5 * p.turns for p in others)


def _is_between(name: str, labels: Sequence[Label], shown: Mapping[str, str], people: Mapping[str, Part]) -> bool:
    """Tell whether somebody speaks before nearly every turn of the others, and asks most of what is asked."""
    if people[name].ended < 2:
        return False
    order = [shown[x.key] for x in labels]
    others = [i for i, n in enumerate(order) if n != name]
    behind = sum(i > 0 and order[i - 1] == name for i in others)
    asked = Counter({n: p.ended for n, p in people.items()})
    mine = asked.pop(name, 0)
    alone = len({n for n in order if n != name}) > 1 or order[0] == name
    return (
        len(others) > 2
        and alone
        and behind >= 0.6 * len(others)
        and mine > 1
        and mine >= 2 * max(asked.values(), default=0)
    )


def introducing(labels: Sequence[Label], said: Mapping[str, Sequence[str]], protected: Collection[str]) -> set[str]:
    """Return the keys of people without an office who introduce a guest, or thank one for coming: "My guest today is".

    None of the `protected` keys; none at all where nobody else speaks.
    """
    people = {x.key: x for x in labels if x.part == "person" and x.key not in protected}
    free = {k for k, x in people.items() if not parse(x.name).held or x.name[-1].isdigit()}  # "Speaker 1"
    welcome = phrases("labels", "introduces")
    found = {k for k in free if any(w in plain(t) for t in (said.get(k) or ())[:1] for w in welcome)}
    others = {x.key for x in labels if x.part == "person"} - found
    return found if others else set()


def addressing(others: set[str], said: Mapping[str, Sequence[str]], labels: Sequence[Label], speaker: str) -> set[str]:
    """Return the keys of people without an office who address the speaker by his in half of their turns or more.

    "Thank you, Mr President. My question is on trade."
    """
    mine = [parse(x.name) for x in labels if x.part == "person" and parse(x.name).own]
    held = {w for n in mine if n.same_person(parse(speaker)) for w in n.held if len(w) > 4}
    if not held:
        return set()
    called = re.compile(rf"\b(?:{_VOCATIVES})\.?\s(?:{'|'.join(sorted(map(re.escape, held)))})\b")
    free = {x.key for x in labels if x.key in others and not parse(x.name).held}
    calls = {k: [bool(called.search(plain(t))) for t in said.get(k, ())] for k in free}
    return {k for k, found in calls.items() if found and 2 * sum(found) >= len(found)}


def fellows(others: set[str], labels: Sequence[Label], asking: Collection[str], speaker: str) -> set[str]:
    """Return the keys of people who are labelled as two others who ask are: "MEMBER Kurt Lee", beside two members."""
    offices = {x.key: plain(parse(x.name).office) for x in labels if x.part == "person"}
    asked = Counter(offices[k] for k in asking if k in offices)
    mine = {offices[x.key] for x in labels if x.key in offices and parse(x.name).same_person(parse(speaker))}
    return {k for k in others if offices.get(k) and asked[offices[k]] > 1 and offices[k] not in mine}


def among(
    others: set[str], said: Mapping[str, Sequence[str]], shown: Mapping[str, str], asking: Collection[str]
) -> set[str]:
    """Return the keys of people who ask, of those who are not the speaker; one who is labelled twice counts once.

    Most of their turns hold a question, and they are short. Where other labels say "Question", a name is somebody who
    answers beside the speaker, unless he asks all the time.
    """
    people: dict[str, list[str]] = {}
    for key in sorted(others):
        people.setdefault(shown[key], []).extend(said.get(key, ()))
    ask = {name for name, turns in people.items() if turns and _asks(part(turns), generic=bool(asking))}
    return {k for k in others if shown[k] in ask}


def _asks(p: Part, *, generic: bool) -> bool:
    return p.brief and p.share >= (0.7 if generic else 0.5)
