"""What each part of the alignment is worth without the codebook's positions, on the hand annotation.

uv run python -m tests.accuracy.ablation > tests/accuracy/ablation.md

On all seven annotated themes. Alignment was written on the first two alone.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from typing import Any
from unittest import mock

from tests.accuracy.corpora import CORPORA, HERE, Material, annotated, material
from timeline.comparing import align, align_groups, align_questions, align_sentences, align_words
from timeline.evaluating import load_gold
from timeline.evaluating.gold import Claim
from timeline.evaluating.measures import Score, pairs
from timeline.evaluating.places import Finder, overlap
from timeline.models import Analysis, Statement, Theme

THEMES = tuple((name, theme) for name in CORPORA for theme in annotated(name))
ANNOTATED = (("gold", "rules-based-order"), ("gold", "unsc-expansion"))
"""Those on which the alignment was written; the others were annotated after."""
ROOMS = (align_words, align_groups, align_sentences, align_questions)
GRID = {"FLOOR": (0.12, 0.15, 0.18), "BESIDE": (0.6, 0.7, 0.8), "BELONGING": (0.25, 0.5, 0.75)}


def score(name: str, theme: str) -> Score:
    """Return the score over position pairs of the theme, aligned without the codebook's positions."""
    m = material(name)
    aligned = align(Theme(theme, theme), m.statements[theme], m.corpus.by_id, coded=False)
    claims, finder = _marks(name, theme)
    return pairs(theme, claims, finder, Analysis(m.corpus, (), aligned.positions, aligned.statements, (), ()))


@cache
def _marks(name: str, theme: str) -> tuple[tuple[Claim, ...], Finder]:
    annotations = load_gold([CORPORA[name].gold])
    claims = next(g.claims for g in annotations.golds if g.theme == theme)
    return claims, Finder(material(name).corpus, annotations.documents)


def _together(a: Statement, b: Statement) -> bool:
    return 2 * overlap(a.span, b.span) > min(a.end - a.start, b.end - b.start)


def pooled(scores: Sequence[Score]) -> Score:
    return Score(*(sum(getattr(s, name) for s in scores) for name in ("found", "right", "wanted", "hit")))


@contextmanager
def changed(**constants: float) -> Iterator[None]:
    """Give the named constants of the alignment other values."""
    patches = [mock.patch.object(r, n, v) for n, v in constants.items() for r in ROOMS if hasattr(r, n)]
    with ExitStack() as undo:
        undo.callback(_forget_words)
        for patch in patches:
            undo.enter_context(patch)
        _forget_words()
        yield


def _forget_words() -> None:
    """Forget how words were cut: what is kept knows nothing of other constants."""
    align_words.stems.cache_clear()
    align_words._cut.cache_clear()


def _nothing_beside(self: align_groups.Grouping, numbers: Sequence[int]) -> dict[int, frozenset[int]]:
    return dict.fromkeys(numbers, frozenset())


VARIANTS: dict[str, Callable[[], Any]] = {
    "as it is": changed,
    "whole words instead of six letters": lambda: changed(STEM=99),
    "five letters": lambda: changed(STEM=5),
    "seven letters": lambda: changed(STEM=7),
    "names weigh no more": lambda: changed(NAME=1.0),
    "no share of the theme in the weights": lambda: changed(BELONGING=0.0),
    "half that share's exponent": lambda: changed(BELONGING=0.25),
    "twice that share's exponent": lambda: changed(BELONGING=1.0),
    "100 sentences heard before": lambda: changed(HEARD=100),
    "1,000 sentences heard before": lambda: changed(HEARD=1000),
    "one informative word is enough": lambda: changed(SHARED=1),
    "three informative words are needed": lambda: changed(SHARED=3),
    "sentences stand alone, pronoun or not": lambda: changed(LEANING=-1, BARE=-1),
    "no siblings found a position together": lambda: mock.patch.object(
        align_groups.Grouping, "_beside", _nothing_beside
    ),
    "no short answer has the words of its question": lambda: changed(ELLIPTIC=0),
    "answers of three sentences have them too": lambda: changed(ELLIPTIC=3),
    "one position for a statement": lambda: changed(AT_MOST=1),
    "three positions for a statement": lambda: changed(AT_MOST=3),
    "a second may be worse (0.6)": lambda: changed(BESIDE=0.6),
    "a second must be better (0.8)": lambda: changed(BESIDE=0.8),
    "alike to all spokesmen": lambda: changed(SHARE=1.0),
    "floor 0.12": lambda: changed(FLOOR=0.12),
    "floor 0.18": lambda: changed(FLOOR=0.18),
    "floor 0.22": lambda: changed(FLOOR=0.22),
}


def variants() -> Iterator[str]:
    """Yield the rows of the table of variants."""
    yield f"| variant | mean F1 | {' | '.join(theme for _, theme in THEMES)} |"
    yield "| --- " * (len(THEMES) + 2) + "|"
    for name, variant in VARIANTS.items():
        with variant():
            scores = [score(*theme) for theme in THEMES]
        yield f"| {name} | {_mean(scores):.3f} | " + " | ".join(map(_cell, scores)) + " |"


def _mean(scores: Sequence[Score]) -> float:
    return sum(s.f1 for s in scores) / len(scores)


def left_out() -> Iterator[str]:
    """Yield, for each theme, what it reaches with the constants that are best for the others."""
    results = {}
    for values in itertools.product(*GRID.values()):
        with changed(**dict(zip(GRID, values, strict=True))):
            results[values] = {theme: score(*theme) for theme in THEMES}
    for theme in THEMES:
        others = [t for t in THEMES if t != theme]
        best = max(results, key=lambda v: (_mean([results[v][t] for t in others]), v))
        chosen = ", ".join(f"{name} {value}" for name, value in zip(GRID, best, strict=True))
        yield f"| {theme[1]} | {chosen} | {_cell(results[best][theme])} |"


def stripped() -> Iterator[str]:
    """Yield, for each limit, how often a coded statement without its positions joins one of them again."""
    m = material("gold")
    for limit in (0.2, 0.25, 0.3, 0.35, 0.4):
        counts: Counter[str] = Counter()
        with changed(CLOSE=limit):
            for theme, statements in m.statements.items():
                for n in (n for n, s in enumerate(statements) if s.positions):
                    counts.update(_without(m, theme, n))
        yield f"| {limit} | {counts['all']} | {counts['joined']} | {counts['right']} |"


def _without(m: Material, theme: str, number: int) -> dict[str, int]:
    book = m.codebooks[theme].theme
    statements = list(m.statements[theme])
    bare = statements[number]
    statements[number] = replace(bare, positions=())
    aligned = align(book, statements, m.corpus.by_id).statements
    named = {p.id for p in book.positions}
    got = {p for s in aligned if s.interview == bare.interview and _together(s, bare) for p in s.positions} & named
    return {"all": 1, "joined": len(got), "right": len(got & set(bare.positions))}


def _cell(s: Score) -> str:
    return f"{s.precision:.2f} / {s.recall:.2f} / {s.f1:.2f}"


def main() -> None:
    """Print the note with its tables."""
    note = (HERE / "ablation_note.md").read_text(encoding="utf-8")
    tables = {"variants": variants, "left_out": left_out, "stripped": stripped}
    for name, rows in tables.items():
        note = note.replace(f"{{{name}}}", "\n".join(rows()))
    sys.stdout.write(note)


if __name__ == "__main__":
    main()
