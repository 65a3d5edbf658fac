"""Hearings: who presides, who is heard, and who of the others asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from timeline.reading.candidates import Label
from timeline.reading.lines import Line, plain
from timeline.reading.names import parse
from timeline.reading.vocabulary import words

_WITNESS = re.compile(
    r"(?:(?<!opening )(?<!prepared )(?:statements?|testimony) of (?:the )?|witness(?:es)?: |deposition of )(.{4,200})"
)
_HEARD = re.compile(r"witness(?:es)?:?$")
# Lines below "WITNESSES" that can name them: a name and an office, over one or two lines each.
_LISTED = 8


class Hearing(Struct, frozen=True):
    """Keys of labels; none of either where the text is no hearing."""

    presiding: frozenset[str] = frozenset()
    """Whoever opens it; he may ask in some turns and give the floor in others."""
    witnesses: frozenset[str] = frozenset()
    """Who is heard."""


def find_hearing(lines: Sequence[Line], first: int, labels: Sequence[Label], shown: Mapping[str, str]) -> Hearing:
    """Return who presides and who is heard, where the lines before `first`, the talk's first, call it a hearing."""
    people = {x.key: x for x in labels if x.part == "person"}
    if len(people) < 2 or not _is_hearing(lines[:first]):
        return Hearing()
    named = _named(lines, first)
    heard = {k for k in people if parse(shown[k]).own and parse(shown[k]).surname in named}
    chair = next((x.key for x in labels if x.key in people and x.key not in heard), "")
    presiding = {k for k in people if chair and shown[k] == shown[chair]}
    return Hearing(frozenset(presiding), frozenset(heard))


def _is_hearing(head: Sequence[Line]) -> bool:
    low = [plain(line.words).strip(" .:*") for line in head if line.count <= 40]
    return any(x in words("headline", "hearing") or x.startswith(("oral evidence", "minutes of evidence")) for x in low)


def _named(lines: Sequence[Line], first: int) -> set[str]:
    """Return the words of the lines that name who is heard; lists of witnesses stand before the talk's first line."""
    found: set[str] = set()
    for i, line in enumerate(lines):
        if line.count > 40:
            continue
        low = plain(line.words)
        if m := _WITNESS.search(low):
            found.update(re.findall(r"[^\W\d_][\w'’-]+", m[1]))
        elif i < first and _HEARD.match(low):
            listed = lines[i + 1 : min(i + 1 + _LISTED, first)]
            found.update(w for x in listed if x.count <= 25 for w in re.findall(r"[^\W\d_][\w'’-]+", plain(x.words)))
    return found
