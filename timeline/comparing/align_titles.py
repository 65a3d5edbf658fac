"""A readable name for a discovered position, from the words of the two statements that founded it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.comparing.align_words import stems
from timeline.models import Span
from timeline.text import words

LONGEST = 9
"""Words in a title."""

SHORTEST = 4
"""A title of fewer words goes on with the words that follow, up to so many, if the clause does."""

WEAK = 0.4
"""A word of at most this share of the heaviest word's weight stands inside a title, never at an end."""


def title(old: str, new: str, weight: Mapping[str, float]) -> str:
    """Return the stretch of `old`, at most `LONGEST` words, that holds most of the weight that `new` shares.

    Where nothing is shared, the first words of `old`.

    >>> weight = {"asia": 2.0, "africa": 2.0, "and": 0.1, "offers": 1.9, "india": 2.0, "as": 0.1, "member": 1.5, "a": 0}
    >>> title("We must add Asia, Africa and others.", "Africa and Asia belong there.", weight)
    'Asia, Africa'
    >>> title("Asia offers India as a member.", "India was a colony.", weight)
    'India as a member'
    """
    spans = [w for w in words(old) if stems(w.of(old))]
    common = set(stems(new))
    value = [sum(weight.get(stem, 0.0) for stem in stems(w.of(old))) for w in spans]
    shared = [x if common.intersection(stems(w.of(old))) else 0.0 for w, x in zip(spans, value, strict=True)]
    best = _stretch(shared)
    if best is None:
        return _first(old, spans)
    first, last = _with_its_name(old, spans, best[0]), _longer(old, spans, value, best)
    name = old[spans[first].start : spans[last].end]
    return name[0].upper() + name[1:]


def _stretch(worth: Sequence[float]) -> tuple[int, int] | None:
    """Return first and last word of the stretch that is worth most; of equals the shortest, then the first."""
    floor = WEAK * max(worth, default=0.0)
    ends = [i for i, x in enumerate(worth) if x > floor]
    best, most = None, 0.0
    for i in ends:
        for j in ends:
            if i <= j < i + LONGEST:
                value = sum(worth[i : j + 1]) / (1 + 0.1 * (j - i))  # a word more must add a tenth
                if value > most:
                    best, most = (i, j), value
    return best


def _with_its_name(text: str, spans: Sequence[Span], first: int) -> int:
    """Return the first word of the name that the stretch begins inside: `UN` for `Charter`."""
    while first > 1 and _is_name(text, spans[first]) and _is_name(text, spans[first - 1]):
        if text[spans[first - 1].end : spans[first].start] != " ":
            break
        first -= 1
    return first


def _is_name(text: str, word: Span) -> bool:
    return text[word.start].isupper()


def _longer(text: str, spans: Sequence[Span], value: Sequence[float], best: tuple[int, int]) -> int:
    """Return the last word of a short title's longer form: within its clause, and no weak word at the end."""
    first, last = best
    floor = WEAK * max(value[first : last + 1])
    chosen = last
    for n in range(last + 1, min(first + SHORTEST, len(spans))):
        if text[spans[n - 1].end : spans[n].start].strip():
            break
        if value[n] > floor:
            chosen = n
    return chosen


def _first(text: str, spans: Sequence[Span]) -> str:
    """Return the first words of `text`."""
    if not spans:
        return text.strip()
    last = spans[: LONGEST - 1][-1]
    return text[spans[0].start : last.end] + ("…" if len(spans) >= LONGEST else "")
