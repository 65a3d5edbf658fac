"""The work for one statement does not grow with the number of statements."""

from __future__ import annotations

import random
from itertools import accumulate
from unittest import mock

import pytest

from tests.comparing.corpora import THEME, corpus
from timeline.comparing import align
from timeline.comparing.align_candidates import BUDGET, CANDIDATES, Shelf
from timeline.comparing.align_groups import Grouping

CHANCE = random.Random(7)
WORDS = ["".join(CHANCE.choice("bdfgklmnprst") + CHANCE.choice("aeiou") for _ in range(3)) for _ in range(3000)]
RATES = list(accumulate(1 / (n + 1) for n in range(len(WORDS))))  # Zipf's law, as words are in any language


def talks(days: int) -> dict[str, list[str]]:
    """Return `days` interviews of five sentences each, half of them said before in other order."""
    stock = [CHANCE.choices(WORDS, cum_weights=RATES, k=15) for _ in range(200)]
    made = {}
    for day in range(days):
        fresh = [CHANCE.choices(WORDS, cum_weights=RATES, k=15) for _ in range(2)]
        again = [CHANCE.sample(CHANCE.choice(stock), 12) for _ in range(3)]
        made[f"{1900 + day // 12:04}-{day % 12 + 1:02}-01"] = [" ".join(w).capitalize() + "." for w in fresh + again]
    return made


def comparisons(days: int) -> float:
    """Return how many pairs are compared in full for each statement."""
    interviews, statements = corpus(talks(days))
    calls = 0
    alike = Grouping._alike

    def counting(self: Grouping, a: int, b: int, floor: float) -> float:
        nonlocal calls
        calls += 1
        return alike(self, a, b, floor)

    with mock.patch.object(Grouping, "_alike", counting):
        align(THEME, statements, interviews)
    return calls / len(statements)


def test_a_statement_is_compared_with_as_many_in_a_theme_eight_times_as_large() -> None:
    small, large = comparisons(50), comparisons(400)
    assert large < 1.5 * small + 1
    assert large < 2 * CANDIDATES


@pytest.mark.parametrize("held", [10, BUDGET, 20 * BUDGET])
def test_the_search_reads_no_more_than_its_budget_and_the_latest_first(held: int) -> None:
    shelf = Shelf()
    for number in range(held):
        shelf.add(number, ["common"])
    shelf.add(held, ["common", "rare"])
    near = shelf.near({"common": 0.1, "rare": 1.0})
    assert len(near) == min(CANDIDATES, held + 1)
    assert held in near
    assert all(n > held - BUDGET for n in near)
