"""How far a theme reaches inside an answer: what the chosen numbers of `timeline.themes.find` do to the measures.

    uv run python -m tests.accuracy.reach

prints the table of `reach.md`: paragraphs and position pairs on the annotated themes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.accuracy.corpora import CORPORA, analysed, annotated, compared, found, material
from timeline.evaluating.measures import Score
from timeline.themes import find

VARIANTS = [
    ("as chosen", {}),
    ("CUE_SENTENCES 0: cues need the theme in their sentence", {"CUE_SENTENCES": 0}),
    ("CUE_SENTENCES 1", {"CUE_SENTENCES": 1}),
    ("CUE_SENTENCES 6", {"CUE_SENTENCES": 6}),
    ("CUE_SENTENCES 20", {"CUE_SENTENCES": 20}),
    ("SHORT_SENTENCES 0: nothing goes on but by terms and cues", {"SHORT_SENTENCES": 0}),
    ("SHORT_SENTENCES 2", {"SHORT_SENTENCES": 2}),
    ("SHORT_SENTENCES 8", {"SHORT_SENTENCES": 8}),
    ("SHORT_ANSWER 0: no short answer is on the theme as a whole", {"SHORT_ANSWER": 0}),
    ("SHORT_ANSWER 2", {"SHORT_ANSWER": 2}),
    ("SHORT_ANSWER 4", {"SHORT_ANSWER": 4}),
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
    themes = [(name, theme) for name in CORPORA for theme in annotated(name)]
    yield f"| variant, paragraphs P / R, pairs P / R | {' | '.join(theme for _, theme in themes)} |"
    yield "| --- " * (len(themes) + 1) + "|"
    for name, values in VARIANTS:
        with changed(values):
            cells = [_cells(*theme) for theme in themes]
        yield f"| {name} | {' | '.join(cells)} |"


def _cells(name: str, theme: str) -> str:
    m = material(name)
    scores = compared(name, analysed(name, theme, statements=found(m.corpus, m.codebooks[theme])))
    return f"{_cell(scores.passages)}, {_cell(scores.pairs)}"


def _cell(score: Score | None) -> str:
    return f"{score.precision:.2f} / {score.recall:.2f}" if score else "-"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
