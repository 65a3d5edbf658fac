"""A readable name for a discovered position, from the words of the two statements that founded it."""

from __future__ import annotations

from timeline.comparing.align_words import stems
from timeline.models import Span
from timeline.text import words

LONGEST = 9
"""Words in a title."""


def title(old: str, new: str, weight: dict[str, float]) -> str:
    """Return the stretch of `old`, at most `LONGEST` words, that holds most of the weight that `new` shares.

    Ends are words that both share, so the title never starts or stops on a stray word. Where nothing is shared, the
    first words of `old`.

    >>> title("We must expand the Council with Asia, Africa and others.", "Africa and Asia belong there.",
    ...       {"asia": 2.0, "africa": 2.0, "and": 0.1})
    'Asia, Africa'
    """
    spans = [w for w in words(old) if stems(w.of(old))]
    common = set(stems(new))
    worth = [sum(weight.get(stem, 0.0) for stem in stems(w.of(old)) if stem in common) for w in spans]
    best = _stretch(worth)
    if best is None:
        return _first(old, spans)
    name = old[spans[best[0]].start : spans[best[1]].end]
    return name[0].upper() + name[1:]


def _stretch(worth: list[float]) -> tuple[int, int] | None:
    """Return first and last word of the stretch that is worth most; of equals the shortest, then the first."""
    floor = 0.15 * max(worth, default=0.0)  # a shared function word may stand inside, not at an end
    ends = [i for i, x in enumerate(worth) if x > floor]
    best, most = None, 0.0
    for i in ends:
        for j in ends:
            if i <= j < i + LONGEST:
                value = sum(worth[i : j + 1]) / (1 + 0.1 * (j - i))  # a word more must add a tenth
                if value > most:
                    best, most = (i, j), value
    return best


def _first(text: str, spans: list[Span]) -> str:
    """Return the first words of `text`."""
    if not spans:
        return text.strip()
    last = spans[: LONGEST - 1][-1]
    return text[spans[0].start : last.end] + ("…" if len(spans) >= LONGEST else "")
