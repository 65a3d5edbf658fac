"""Who is the official of a transcript: whom the title names, who holds its office, or who says most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from timeline.reading.candidates import Label
from timeline.reading.lines import plain
from timeline.reading.names import Name, find_full, parse
from timeline.reading.vocabulary import words

INTERVIEW = re.compile(
    r"\b(?:interview|entretien|entrevista|intervista|wywiad|интервью|інтерв|mülakat|röportaj|im gespräch)",
    re.IGNORECASE,
)
# "with the German …", before an office: its holder is who the speaker was with.
_MET = re.compile(r"\b(?:with|mit|avec|con|с)\s(?:\S+\s){0,2}$")


def find_official(
    labels: Sequence[Label],
    said: Mapping[str, Sequence[str]],
    shown: Mapping[str, str],
    titled: str,
    head: str,
    asking: set[str],
) -> str:
    """Return the official: who the title names, or who says most."""
    volume: Counter[str] = Counter()
    for key, turns in said.items():
        if key not in asking and key in shown:
            volume[shown[key]] += sum(map(len, turns))
    named = {shown[x.key] for x in labels if x.part == "person" and x.key not in asking and parse(shown[x.key]).own}
    if titled:
        of_title = parse(titled)
        same = [n for n in named if parse(n).same_person(of_title) or _same_stem(parse(n), of_title)]
        if same and not _is_host_of_title(same[0], of_title, labels, shown, asking, head):
            return max(same, key=lambda n: (volume[n], n))
        if not named and not any(parse(shown[k]).same_person(of_title) for k in asking if k in shown):
            full = find_full(of_title.surname, head)
            return full.shown if full and len(full.own) > len(of_title.own) else of_title.shown
    low = head.lower()
    holders = {
        shown[x.key]
        for x in labels
        if shown[x.key] in named and len(parse(x.name).office_words) > 1 and _is_announced(_bare_office(x.name), low)
    }
    if not titled and len(holders) == 1:
        return holders.pop()
    offices = {shown[x.key] for x in labels if x.part == "person" and x.key not in asking} - named
    # "The President" presides, "PRIME MINISTER" speaks: the first counts where nobody else does.
    once = {x.key: x for x in labels}
    presiding = {shown[k] for k in once if k in words("labels", "presides")}
    if presiding and not any(shown[k] in named and parse(x.name).held for k, x in once.items()):
        presiding = set()
    free = {n for n in offices - presiding if not n.lower().startswith("the ")}
    named -= presiding
    weight = {n: volume[n] * (_share_of_head(parse(n).surname, low) if n in named else 1.0) for n in named | offices}
    held = {shown[x.key] for x in labels if shown[x.key] in named and parse(x.name).office_words}
    if not titled and (first := _first_minister(named, head, {n for n in named if _is_minister(n, labels, shown)})):
        return first
    pool = sorted(
        free if free and not held and (_executive(free) or INTERVIEW.search(low)) else named | free
    ) or sorted(offices)
    return max(pool, key=lambda n: weight[n], default="")


def _first_minister(named: set[str], head: str, ministers: set[str]) -> str:
    """Return who of several is named first in the head, behind a minister's office; empty where one alone is named.

    His experts may say more than he does: "with the Minister for Health, Ann Lee, and Professor Tom King".
    """
    places = {n: head.lower().find(parse(n).surname) for n in named}
    told = sorted((at, n) for n, at in places.items() if at >= 0)
    if len(told) < 2:
        return ""
    at, name = told[0]
    before = plain(head[max(0, at - 80) : at]).replace(",", " ").split()
    rest = plain(head[at : told[1][0]]).replace(",", " ").split()
    offices = words("persons", "minister")
    alone = ministers <= {name} and offices.isdisjoint(rest)
    return name if alone and not offices.isdisjoint(before) else ""


def _is_minister(name: str, labels: Sequence[Label], shown: Mapping[str, str]) -> bool:
    return any(not words("persons", "minister").isdisjoint(parse(x.name).held) for x in labels if shown[x.key] == name)


def _is_host_of_title(
    name: str, of_title: Name, labels: Sequence[Label], shown: Mapping[str, str], asking: set[str], head: str
) -> bool:
    """Tell whether who the title names is whom an officeholder talks to: "Interview with Ann Lee", "TREASURER:"."""
    if of_title.held or not INTERVIEW.search(head):
        return False
    mine = [x for x in labels if shown[x.key] == name]
    others = [x for x in labels if x.part == "person" and shown[x.key] != name and x.key not in asking]
    return not any(parse(x.name).held for x in mine) and any(parse(x.name).held for x in others)


def _share_of_head(surname: str, head: str) -> float:
    """Return what being named in the head adds to somebody's words: a half, or less where he is who was met."""
    if surname not in head:
        return 1.0
    met = re.search(rf"\bmeeting (?:with|mit|avec|con)\s(?:[\w'’.-]+\s){{0,6}}{re.escape(surname)}", head)
    return 0.5 if met else 1.5


def _is_announced(office: str, head: str) -> bool:
    """Tell whether the head names an office, but not as who the speaker was with."""
    at = head.find(office)
    return at >= 0 and not _MET.search(head[:at])


def _bare_office(label: str) -> str:
    name = parse(label)
    return plain(name.written.partition(",")[2] or name.office).strip(" ,")


def _executive(offices: set[str]) -> bool:
    """Tell whether one of the labels is an office that gives interviews: "PRIME MINISTER", not "Speaker 1"."""
    return any(not any(c.isdigit() for c in o) and len(parse(o).office_words) > 1 for o in offices)


def _same_stem(a: Name, b: Name) -> bool:
    """One surname in two cases of a declined language: "Лавров", "Лаврова"."""
    stem = min(len(a.surname), len(b.surname)) - 1
    return stem >= 4 and a.surname[:stem] == b.surname[:stem] and abs(len(a.surname) - len(b.surname)) <= 2
