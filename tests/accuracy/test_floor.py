"""What is reached on the hand annotations may not fall; `python -m tests.accuracy.corpora` prints it."""

from __future__ import annotations

import pytest

from tests.accuracy.ablation import ANNOTATED, THEMES, VARIANTS, pooled, score
from tests.accuracy.corpora import material, scores
from tests.accuracy.unseen import measured


@pytest.mark.parametrize("theme", ["unsc-expansion", "rules-based-order"])
def test_paragraphs_and_positions(theme: str) -> None:
    got = scores("gold", theme)
    assert got.passages
    assert got.pairs
    assert got.listed == ()
    assert got.passages.f1 >= 0.95
    assert got.pairs.precision >= 0.95
    assert got.pairs.f1 >= 0.95


@pytest.mark.parametrize("theme", sorted(material("gold").codebooks))
def test_unseen_sentences(theme: str) -> None:
    counts = measured()[theme]
    assert counts.on_found >= counts.on - 1
    assert counts.off_found == 0
    assert counts.precision >= 0.85
    assert counts.recall >= 0.95


def test_positions_without_the_codebook() -> None:
    """`python -m tests.accuracy.ablation` prints it."""
    both = pooled([score(*theme) for theme in ANNOTATED])
    assert both.precision >= 0.70
    assert both.f1 >= 0.46
    others = pooled([score(*theme) for theme in THEMES if theme not in ANNOTATED])
    assert others.precision >= 0.72
    assert others.f1 >= 0.37  # ten themes; 0.43 while they were five


@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_each_variant_of_the_ablation_can_be_measured(variant: str) -> None:
    with VARIANTS[variant]():
        assert score(*ANNOTATED[1]).f1 > 0


# What was reached on 2026-11-22 less 0.03, so that a small change elsewhere does not look like a loss.
FIELD = {
    ("bank", "policy-rate"): (0.90, 0.66),
    ("land", "kohleausstieg"): (0.94, 0.78),
    ("land", "migration"): (0.85, 0.47),
    ("envoy", "aid-access"): (0.93, 0.60),
    ("arms", "arms-deliveries"): (0.82, 0.37),
    ("trade", "columbian-tariffs"): (0.90, 0.61),
    ("minister", "new-start-extension"): (0.97, 0.70),
    ("minister", "rules-based-order"): (0.90, 0.40),
    ("minister", "unsc-expansion"): (0.92, 0.44),
    ("north", "new-start-extension"): (0.88, 0.20),
    ("north", "rules-based-order"): (0.97, 0.08),
    ("north", "unsc-expansion"): (0.97, 0.37),
}


@pytest.mark.parametrize(("corpus", "theme"), sorted(FIELD))
def test_on_other_worlds(corpus: str, theme: str) -> None:
    got = scores(corpus, theme)
    paragraphs, pairs = FIELD[corpus, theme]
    assert got.passages
    assert got.pairs
    assert got.listed == ()
    assert got.silences is None or got.silences.f1 == 1
    assert got.passages.f1 >= paragraphs
    assert got.pairs.f1 >= pairs


def test_important_shifts_stand_high_in_the_five_interviews() -> None:
    got = [scores(*theme).shifts for theme in ANNOTATED]
    assert sum(s.important_top for s in got if s) >= 9


def test_important_shifts_stand_high_in_all_corpora() -> None:
    got = [scores(*theme).shifts for theme in THEMES]
    assert sum(s.important_top for s in got if s) >= 53  # 56 of 156
