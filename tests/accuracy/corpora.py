"""The annotated corpora, and what timeline makes of them: `uv run python -m tests.accuracy.corpora` prints a table.

`timeline evaluate GOLD --corpus INTERVIEWS --themes THEMES` prints the same figures of one of them, with every miss.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from timeline import themes
from timeline.comparing import align, changes, shifts
from timeline.evaluating import evaluate, load_gold
from timeline.evaluating.evaluation import ThemeScores
from timeline.models import Analysis, Corpus, Statement, Theme
from timeline.reading import read_corpus

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@dataclass(frozen=True)
class Annotated:
    """A corpus with its codebooks and the marks that somebody made in it."""

    interviews: Path
    codebooks: Path
    gold: Path


CORPORA = {
    "gold": Annotated(ROOT / "data/interviews", ROOT / "data/themes", HERE / "gold"),
    "held_out": Annotated(ROOT / "data/interviews", ROOT / "data/themes", HERE / "held_out"),
} | {
    name: Annotated(*(HERE / "field" / name / part for part in ("interviews", "themes", "gold")))
    for name in ("bank", "land", "envoy", "arms", "trade")
}
CORPORA |= {  # officials of other states on the themes of data/themes
    name: Annotated(HERE / "field" / name / "interviews", ROOT / "data/themes", HERE / "field" / name / "gold")
    for name in ("minister", "north")
}


@dataclass(frozen=True)
class Material:
    """What the themes of a corpus are told from: read and found once."""

    corpus: Corpus
    codebooks: dict[str, themes.Codebook]
    statements: dict[str, tuple[Statement, ...]]


@cache
def material(name: str) -> Material:
    """Return a corpus, its codebooks, and the statements that they find, by theme."""
    place = CORPORA[name]
    corpus = read_corpus([place.interviews], today=date(2026, 1, 1))
    codebooks = {c.theme.id: c for c in themes.load_codebooks([place.codebooks])}
    return Material(corpus, codebooks, {t: found(corpus, c) for t, c in codebooks.items()})


def found(corpus: Corpus, codebook: themes.Codebook) -> tuple[Statement, ...]:
    """Return the statements of a corpus on a codebook's theme."""
    return tuple(s for i in corpus.interviews for s in themes.find_statements(i, codebook).statements)


def annotated(name: str) -> list[str]:
    """Return the themes of a corpus that are annotated."""
    return sorted({g.theme for g in load_gold([CORPORA[name].gold]).golds})


def analysed(name: str, theme: str, *, coded: bool = True, statements: tuple[Statement, ...] = ()) -> Analysis:
    """Return what timeline finds on one theme; without `coded`, the codebook's positions are left out.

    `statements` in place of those that the codebook finds.
    """
    m = material(name)
    book = m.codebooks[theme].theme
    book = book if coded else Theme(theme, book.title)
    by_id = m.corpus.by_id
    aligned = align(book, statements or m.statements[theme], by_id, coded=coded)
    moved = changes(book, aligned.positions, aligned.statements, by_id)
    ranked = shifts(book, moved, aligned.statements, by_id)
    return Analysis(m.corpus, (book,), aligned.positions, aligned.statements, moved, ranked)


def scores(name: str, theme: str, *, coded: bool = True) -> ThemeScores:
    """Return how well timeline agrees with the annotation of one theme."""
    return compared(name, analysed(name, theme, coded=coded))


def compared(name: str, analysis: Analysis) -> ThemeScores:
    """Return how well an analysis of one theme agrees with its annotation."""
    (only,) = evaluate(load_gold([CORPORA[name].gold]), analysis).themes
    return only


def table() -> Iterator[str]:
    """Yield a row for each annotated theme: paragraphs, pairs, and how the annotated shifts fare.

    Of the first 15 shifts: how many are annotated with importance 3, 2, 1, and how many are not annotated.
    """
    yield (
        "| corpus, theme | paragraphs P / R | pairs P / R / F1 | pairs without positions P / R / F1 | shifts found | "
        "importance 3 found, in the first 15 | first 15: 3, 2, 1, not annotated |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name in CORPORA:
        for theme in annotated(name):
            with_codes, without = scores(name, theme), scores(name, theme, coded=False)
            p, pairs, bare, s = with_codes.passages, with_codes.pairs, without.pairs, with_codes.shifts
            if p and pairs and bare and s:
                yield (
                    f"| {name}, {theme} | {p.precision:.2f} / {p.recall:.2f} | "
                    f"{pairs.precision:.2f} / {pairs.recall:.2f} / {pairs.f1:.2f} | "
                    f"{bare.precision:.2f} / {bare.recall:.2f} / {bare.f1:.2f} | {s.hit} of {s.wanted} | "
                    f"{s.important_hit} and {s.important_top} of {s.important} | {', '.join(map(str, s.top[::-1]))} |"
                )


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
