"""How far a theme reaches inside an answer: what the chosen numbers of `timeline.themes.find` do to the measures.

    uv run python -m tests.accuracy.reach

prints `reach.md`: paragraphs and position pairs on the two annotated themes, and how many sentences are on the third.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.accuracy.corpora import analysed, compared, found, material
from timeline.evaluating.measures import Score
from timeline.themes import find

ANNOTATED = ("unsc-expansion", "rules-based-order")
VARIANTS = [
    ("as chosen", {}),
    ("CUE_SENTENCES 0: cues need the theme in their sentence", {"CUE_SENTENCES": 0}),
    ("CUE_SENTENCES 1", {"CUE_SENTENCES": 1}),
    ("CUE_SENTENCES 6", {"CUE_SENTENCES": 6}),
    ("CUE_SENTENCES 20", {"CUE_SENTENCES": 20}),
    ("SHORT_SENTENCES 0: nothing goes on but by terms and cues", {"SHORT_SENTENCES": 0}),
    ("SHORT_SENTENCES 2", {"SHORT_SENTENCES": 2}),
    ("SHORT_SENTENCES 8", {"SHORT_SENTENCES": 8}),
]


@contextmanager
def changed(values: dict[str, int]) -> Iterator[None]:
    before = {name: getattr(find, name) for name in values}
    try:
        for name, value in values.items():
            setattr(find, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(find, name, value)


def table() -> Iterator[str]:
    """Yield the rows of the table."""
    m = material("gold")
    yield "| variant | paragraphs P / R | pairs P / R | statements, three themes |"
    yield "| --- | --- | --- | --- |"
    for name, values in VARIANTS:
        with changed(values):
            said = {t: found(m.corpus, c) for t, c in m.codebooks.items()}
        scores = [compared("gold", analysed("gold", t, statements=said[t])) for t in ANNOTATED]
        cells = [
            "; ".join(_cell(s.passages) for s in scores),
            "; ".join(_cell(s.pairs) for s in scores),
            ", ".join(str(len(s)) for s in said.values()),
        ]
        yield f"| {name} | {' | '.join(cells)} |"


def _cell(score: Score | None) -> str:
    return f"{score.precision:.2f} / {score.recall:.2f}" if score else "-"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
