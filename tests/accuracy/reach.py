"""How far a theme reaches inside an answer: what the chosen numbers of `timeline.themes.find` do to the measures.

    uv run python -m tests.accuracy.reach

prints `reach.md`: paragraphs and position pairs on the two annotated themes, and how many sentences are on the third.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.accuracy.measure import ROOT, pairs_score, paragraphs_score, statements_of
from timeline.themes import find, load_codebooks

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
    codebooks = load_codebooks([ROOT / "data/themes"])
    yield "| variant | paragraphs P / R | pairs P / R | statements, three themes |"
    yield "| --- | --- | --- | --- |"
    for name, values in VARIANTS:
        with changed(values):
            said = {c.theme.id: statements_of(c) for c in codebooks}
        annotated = ("unsc-expansion", "rules-based-order")
        paragraphs = [paragraphs_score(t, said[t]) for t in annotated]
        pairs = [pairs_score(t, said[t]) for t in annotated]
        cells = [
            "; ".join(f"{s.precision:.2f} / {s.recall:.2f}" for s in paragraphs),
            "; ".join(f"{s.precision:.2f} / {s.recall:.2f}" for s in pairs),
            ", ".join(str(len(s)) for s in said.values()),
        ]
        yield f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
