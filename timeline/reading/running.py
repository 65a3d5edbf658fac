"""Labels in the middle of a line: texts whose turns run on in one paragraph, "… this week. QUESTION: Will you go?"."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from timeline.reading.candidates import Label, key_of, part_of
from timeline.reading.lines import Line
from timeline.reading.names import is_person

_ENDS = ".?!…。？！"
_CLOSING = "\"'”’»)] *_"
# "State Department Spokesperson Ned Price" has 39 characters; what is longer is a sentence.
_LONGEST = 50
# Behind these a point ends no sentence.
_SHORT = 4


def find_breaks(lines: Sequence[Line], labels: Sequence[Label]) -> list[int]:
    """Return where in the text lines have to be broken, so that labels inside them begin one; in order.

    A label stands there behind a finished sentence, and is one that begins lines too, or that recurs: a word that
    asks, a name in capitals, or one of two names at least.
    """
    inside = [(at, name) for line in lines for at, name in _inside(line)]
    if not inside:
        return []
    known = {x.key for x in labels if x.style in ("colon", "clock")}
    counts = Counter(key_of(name) for _, name in inside)
    written = {key_of(name): name for _, name in inside}
    loud = {k for k, n in counts.items() if n > 1 and (part_of(k) or _is_loud(written[k]))}
    named = {k for k, n in counts.items() if n > 1}
    taken = known | loud | (named if len(named) > 1 or (named and known) else set())
    if loud and len(loud) + len(known) > 1:  # "FOREIGN MINISTER LEE:" once, where the others are in capitals too
        taken |= {k for k in counts if _is_loud(written[k])}
    return [at for at, name in inside if key_of(name) in taken]


def break_at(lines: Sequence[Line], breaks: Sequence[int]) -> list[Line]:
    """Return the lines, broken at these places of the text."""
    found: list[Line] = []
    for line in lines:
        inside = breaks[bisect_right(breaks, line.start) : bisect_right(breaks, line.end - 1)]
        cuts = [line.start, *inside, line.end]
        for start, end in pairwise(cuts):
            words = line.words[start - line.start : end - line.start].rstrip()
            gap = line.gap if start == line.start else 0
            found.append(Line(start, start + len(words), words, gap))
    return found


def _inside(line: Line) -> Iterator[tuple[int, str]]:
    """Yield what could be labels inside a line: where they begin in the text, and the words before their colon."""
    words = line.words
    at = words.find(":", 3)
    while at > 0:
        if words[at + 1 : at + 2] in (" ", "\u00a0", "*", "") and (start := _start_of_label(words, at)):
            name = words[start:at].strip("*_ ")
            if part_of(key_of(name)) or is_person(name):
                yield line.start + start, name
        at = words.find(":", at + 1)


def _start_of_label(words: str, colon: int) -> int:
    """Return where the label that a colon ends begins, behind the end of a sentence; 0 where there is none."""
    first = max(1, colon - _LONGEST)
    for i in range(colon - 1, first, -1):
        if words[i] in _ENDS and not (words[i] == "." and _is_abbreviation(words, i)):
            start = i + 1
            while start < colon and words[start] in _CLOSING:
                start += 1
            return start if start < colon else 0
    return 0


def _is_abbreviation(words: str, point: int) -> bool:
    """Tell whether the word before a point is a short one with a capital: "Mr.", "S.", "Gen."."""
    start = point
    while start > 0 and words[start - 1].isalpha():
        start -= 1
    return 0 < point - start <= _SHORT and words[start].isupper()


def _is_loud(name: str) -> bool:
    return name.isupper() and len(name) > 3
