"""Clauses that came or went in a sentence that was otherwise reworded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from timeline.comparing.align_words import stems
from timeline.comparing.kinds_lists import Lists
from timeline.models import Diff, Evidence, Span
from timeline.text import fold, stripped

_SIGN = re.compile(r"\s*[,;:()\u2013\u2014]\s+|\s+[(\u2013\u2014-]\s*")
_CORE = 0.5
"""Share of a clause's words that the other side has from which it is the core that both express."""
_OWN = 3
"""Words of its own that make a clause more than a turn of phrase."""


def clauses(text: str, lists: Lists) -> list[Span]:
    """Return the clauses of `text`: what stands between signs, and from a relative word on.

    >>> from timeline.comparing.kinds_lists import of_language
    >>> text = "We want states of Asia and Africa that follow a policy of their own, if they join."
    >>> [s.of(text) for s in clauses(text, of_language("en"))]
    ['We want states of Asia and Africa', 'that follow a policy of their own', 'if they join.']
    """
    cuts = {0, len(text)}
    for match in _SIGN.finditer(text):
        cuts |= {match.start(), match.end()}
    if lists.clause:
        cuts |= {m.start() for m in _opening(lists).finditer(fold(text).text)}
    edges = sorted(cut for cut in cuts if cut <= len(text))
    spans = (stripped(text, a, b) for a, b in pairwise(edges))
    return [s for s in spans if any(map(str.isalnum, s.of(text)))]


@cache
def _opening(lists: Lists) -> re.Pattern[str]:
    """Return the pattern of the words that open a clause."""
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, lists.clause), key=len, reverse=True))})\b")


def whole_clauses(diff: Diff, lists: Lists) -> Iterator[Evidence]:
    """Yield the clauses of a rewording that the other side has nothing of, where another clause is in both."""
    old, new = (_own(text, other, lists) for text, other in ((diff.old, diff.new), (diff.new, diff.old)))
    if not (old[1] and new[1]):
        return
    if new[0]:
        yield Evidence("added", (), tuple(new[0]), "clause added")
    if old[0]:
        yield Evidence("dropped", tuple(old[0]), (), "clause dropped")


def _own(text: str, other: str, lists: Lists) -> tuple[list[Span], bool]:
    """Return the clauses of `text` that share no word with `other`, and whether one of the rest is in both."""
    there = set(stems(other)) - lists.small
    own: list[Span] = []
    core = False
    for span in clauses(text, lists):
        here = set(stems(span.of(text))) - lists.small
        shared = len(here & there)
        core |= shared >= 2 and shared >= _CORE * len(here)
        if not shared and len(here) >= _OWN:
            own.append(span)
    return own, core
