"""Two interviews statement by statement, on the real ones."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

import timeline
from timeline.comparing import compare
from timeline.models import Analysis, Comparison


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return timeline.load("data/interviews", themes="data/themes", today=date(2026, 1, 1))


def compared(analysis: Analysis, left: str, right: str) -> Comparison:
    known = analysis.corpus.by_id
    return compare(known[left], known[right], analysis.themes, analysis.positions, analysis.statements)


def test_each_statement_is_on_its_side_and_none_is_lost(analysis):
    for left, right in permutations(analysis.corpus.by_id, 2):
        pairs = compared(analysis, left, right).pairs
        for name, found in (("before", left), ("after", right)):
            shown = {getattr(p, name) for p in pairs} - {None}
            assert shown == {s for s in analysis.statements if s.interview == found}


def test_what_stands_together_expresses_a_position_in_common(analysis):
    for pair in compared(analysis, "2019-09-04-izvestia", "2020-08-23-territory-of-meanings").pairs:
        if pair.before and pair.after:
            assert set(pair.positions) <= set(pair.before.positions) & set(pair.after.positions)
            assert pair.positions


def test_statements_stand_in_the_order_of_the_left(analysis):
    comparison = compared(analysis, "2019-09-04-izvestia", "2020-08-23-territory-of-meanings")
    for theme in comparison.themes:
        places = [p.before.start for p in comparison.pairs if p.theme == theme.id and p.before]
        assert places == sorted(places)


def test_what_matters_has_a_score_both_ways_and_its_reason_forwards(analysis):
    names = "2019-09-04-izvestia", "2020-08-23-territory-of-meanings"
    forth, back = compared(analysis, *names), compared(analysis, *names[::-1])
    scores = {(p.before, p.after): p.score for p in forth.pairs if p.state == "changed"}
    assert max(scores.values()) > 0
    assert {(p.after, p.before): p.score for p in back.pairs if p.state == "changed"} == scores
    assert all(bool(p.reason) == bool(p.score) for p in forth.pairs)
    assert not any(p.reason for p in back.pairs)
