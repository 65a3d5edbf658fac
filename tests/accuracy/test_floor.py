"""What the codebooks reach on the hand annotation may not fall; `python -m tests.accuracy.measure` prints it."""

from __future__ import annotations

import pytest

from tests.accuracy.ablation import ANNOTATED, pooled, score
from tests.accuracy.measure import ROOT, pairs_score, paragraphs_score, statements_of
from tests.accuracy.unseen import measured
from timeline.themes import load_codebooks

CODEBOOKS = {c.theme.id: c for c in load_codebooks([ROOT / "data/themes"])}


@pytest.mark.parametrize("theme", ["unsc-expansion", "rules-based-order"])
def test_paragraphs_and_positions(theme: str) -> None:
    statements = statements_of(CODEBOOKS[theme])
    paragraphs = paragraphs_score(theme, statements)
    assert paragraphs.listed == ()
    assert paragraphs.f1 >= 0.95
    pairs = pairs_score(theme, statements)
    assert pairs.precision >= 0.95
    assert pairs.f1 >= 0.95


@pytest.mark.parametrize("theme", sorted(CODEBOOKS))
def test_unseen_sentences(theme: str) -> None:
    counts = measured()[theme]
    assert counts.on_found >= counts.on - 1
    assert counts.off_found == 0
    assert counts.precision >= 0.85
    assert counts.recall >= 0.95


def test_positions_without_the_codebook() -> None:
    """`python -m tests.accuracy.ablation` prints it."""
    both = pooled([score(theme) for theme in ANNOTATED])
    assert both.precision >= 0.70
    assert both.f1 >= 0.46
