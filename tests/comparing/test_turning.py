"""Turning points of phrases: found where they are, and nothing found where there is none."""

from __future__ import annotations

from itertools import combinations
from math import comb
from random import Random

import pytest

from tests.comparing.series import THEME, Series
from timeline.comparing import phrases
from timeline.comparing.turning import LEVEL, SURE, _borders, _counted, _g2, turn


def _series(said: list[bool]) -> Series:
    """Return statements, one a month, that say a phrase or another."""
    words = {True: "We back the peace plan for rates.", False: "We watch the rates."}
    return Series({f"20{10 + n // 12}-{n % 12 + 1:02}-01": {"a": words[s]} for n, s in enumerate(said)})


def _turns(series: Series, name: str) -> list[str]:
    found = phrases(THEME, series.statements, series.interviews, named=[name])
    return [p.turn for p in found]


def test_the_date_of_a_change_is_found_to_the_day() -> None:
    told = _turns(_series([False] * 8 + [True] * 10), "peace plan")
    assert told == ["more often from 2010-09-01: in 0 of 8 interviews before, 10 of 10 since (p < 0.001)"]
    assert _turns(_series([True] * 8 + [False] * 10), "peace plan")[0].startswith("less often from 2010-09-01")


def test_all_phrases_of_a_theme_are_looked_at_too() -> None:
    series = _series([False] * 8 + [True] * 10)
    found = {p.phrase: p.turn for p in phrases(THEME, series.statements, series.interviews)}
    assert any(t.startswith("more often from 2010-09-01") for t in found.values())


def test_below_ten_interviews_it_says_that_it_cannot_tell() -> None:
    assert _turns(_series([False] * 4 + [True] * 5), "peace plan") == ["cannot tell: fewer than 10 interviews"]
    assert _turns(_series([False] * 5 + [True] * 5), "peace plan")[0].startswith("more often from 2010-06-01")


def test_no_change_gives_nothing() -> None:
    assert _turns(_series([True, False] * 10), "peace plan") == [""]
    assert _turns(_series([True] * 20), "peace plan") == [""]


@pytest.mark.parametrize("interviews", [10, 30])
def test_false_alarms_are_as_rare_as_promised(interviews: int) -> None:
    chance = Random(5)
    series = [[chance.random() < 0.4 for _ in range(interviews)] for _ in range(1_000)]
    alarms = sum(turn(said) is not None for said in series)
    assert alarms <= 1_000 * LEVEL + 3 * (1_000 * LEVEL * (1 - LEVEL)) ** 0.5


def test_the_probability_is_that_of_all_orders() -> None:
    said = [False] * 6 + [True] * 4 + [False]
    found = turn(said)
    assert found is not None
    assert found.place == 6

    def as_clear(ones: tuple[int, ...]) -> bool:
        other = turn([i in ones for i in range(11)])
        return other is not None and other.p <= found.p + 1e-9

    assert found.p == pytest.approx(sum(map(as_clear, combinations(range(11), 4))) / comb(11, 4))


@pytest.mark.parametrize("shift", [5, 6, 9])
def test_what_is_not_counted_exactly_is_never_told_as_less(shift: int) -> None:
    """A clear case is settled by the sum over the dates, which is never less than the share of all orders."""
    said = [False] * 20 + [n % 10 < shift for n in range(40)]
    found = turn(said, 3)
    n, k = len(said), sum(said)
    places = [_g2(i, sum(said[:i]), n, k) for i in range(1, n)]
    exact = 3 * _counted(n, k, list(_borders(n, k, max(places))), LEVEL)
    assert found is not None
    assert exact <= found.p * (1 + 1e-6)
    assert (found.p < SURE) or found.p == pytest.approx(exact)
