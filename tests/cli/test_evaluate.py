"""`timeline evaluate` on the five interviews."""

from __future__ import annotations

import re

from tests.cli.running import timeline

GOLD = "tests/accuracy/gold"


def pairs(shown: str) -> list[float]:
    """Return the F1 of the position pairs, theme by theme."""
    return [float(f1) for f1 in re.findall(r"position pairs: .* F1 ([\d.]+)", shown)]


def test_figures_are_printed_for_each_annotated_theme_and_agreement_after():
    result = timeline("evaluate", GOLD, "--figures")
    assert result.code == 0
    assert min(pairs(result.out)) >= 0.95
    assert len(pairs(result.out)) == 2
    assert "importance 3:" in result.out
    assert "Cohen's kappa" in result.out
    assert "missed:" not in result.out


def test_without_the_codebooks_positions_misses_are_listed_with_both_quotes():
    result = timeline("evaluate", GOLD, "--no-coded", "--no-pager")
    assert max(pairs(result.out)) < 0.95
    assert re.search(r"missed: 20\d\d-\d\d-\d\d .* ~ 20\d\d-\d\d-\d\d .* “.+ ~ .+” \[.+\]", result.out)


def test_a_path_that_does_not_exist_is_one_line_and_exit_code_2():
    result = timeline("evaluate", "nowhere")
    assert (result.code, result.out, result.err) == (2, "", "error: nowhere: no such file or folder\n")
