"""What each part of the alignment is worth without the codebook's positions, on the hand annotation.

uv run python -m tests.accuracy.ablation > tests/accuracy/ablation.md

The third theme has no hand annotation here: there the codebook's own positions stand in for one.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from unittest import mock

from tests.accuracy.corpora import HERE, ROOT
from timeline import themes
from timeline.comparing import align, align_groups, align_sentences, align_words
from timeline.comparing.alignment import Aligned
from timeline.evaluating import load_gold
from timeline.evaluating.measures import Score, pairs
from timeline.evaluating.places import Finder, overlap
from timeline.models import Analysis, Corpus, Statement, Theme
from timeline.reading import read_corpus

ANNOTATED = ("rules-based-order", "unsc-expansion")
SILVER = "new-start-extension"
ROOMS = (align_words, align_groups, align_sentences)
GRID = {"FLOOR": (0.12, 0.15, 0.18), "BESIDE": (0.6, 0.7, 0.8), "BELONGING": (0.25, 0.5, 0.75)}


@dataclass(frozen=True)
class Material:
    """What is aligned: read and found once."""

    corpus: Corpus
    codebooks: dict[str, themes.Codebook]
    statements: dict[str, list[Statement]]


@cache
def material() -> Material:
    corpus = read_corpus([ROOT / "data/interviews"], today=date(2026, 1, 1))
    codebooks = {c.theme.id: c for c in themes.load_codebooks([ROOT / "data/themes"])}
    found = {
        t: [s for i in corpus.interviews for s in themes.find_statements(i, c).statements] for t, c in codebooks.items()
    }
    return Material(corpus, codebooks, found)


def score(theme: str) -> Score:
    """Return the score over position pairs of the theme, aligned without the codebook's positions."""
    m = material()
    aligned = align(Theme(theme, theme), m.statements[theme], m.corpus.by_id, coded=False)
    if theme == SILVER:
        return _against_codebook(m.statements[theme], aligned)
    annotations = load_gold([HERE / "gold"])
    claims = next(g.claims for g in annotations.golds if g.theme == theme)
    analysis = Analysis(m.corpus, (), aligned.positions, aligned.statements, (), ())
    return pairs(theme, claims, Finder(m.corpus, annotations.documents), analysis)


def _against_codebook(coded: Sequence[Statement], aligned: Aligned) -> Score:
    marked = [s for s in coded if s.positions]
    held = [
        {p for x in aligned.statements if x.interview == s.interview and _together(x, s) for p in x.positions}
        for s in marked
    ]
    counts: Counter[str] = Counter()
    for a, b in itertools.combinations(range(len(marked)), 2):
        if marked[a].interview != marked[b].interview:
            should, does = set(marked[a].positions) & set(marked[b].positions), held[a] & held[b]
            counts.update(found=bool(does), right=bool(does and should), wanted=bool(should))
    return Score(counts["found"], counts["right"], counts["wanted"], counts["right"])


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


def _only_itself(self: align_groups.Grouping, numbers: Sequence[int]) -> None:
    for number in numbers:
        self._first[number] = numbers[0]
        self._siblings[number] = frozenset()
        self._shelf.add(number, self.words[number].counts)


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
        align_groups.Grouping, "_remember", _only_itself
    ),
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
    for name, variant in VARIANTS.items():
        with variant():
            scores = [score(theme) for theme in (*ANNOTATED, SILVER)]
        yield f"| {name} | " + " | ".join(_cell(s) for s in [pooled(scores[:2]), *scores]) + " |"


def left_out() -> Iterator[str]:
    """Yield, for each theme, what it reaches with the constants that are best for the other two."""
    all_themes = (*ANNOTATED, SILVER)
    results = {}
    for values in itertools.product(*GRID.values()):
        with changed(**dict(zip(GRID, values, strict=True))):
            results[values] = {theme: score(theme) for theme in all_themes}
    for theme in all_themes:
        others = [t for t in all_themes if t != theme]
        best = max(results, key=lambda v: (sum(results[v][t].f1 for t in others), v))
        chosen = ", ".join(f"{name} {value}" for name, value in zip(GRID, best, strict=True))
        yield f"| {theme} | {chosen} | {_cell(results[best][theme])} |"


def stripped() -> Iterator[str]:
    """Yield, for each limit, how often a coded statement without its positions joins one of them again."""
    m = material()
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
