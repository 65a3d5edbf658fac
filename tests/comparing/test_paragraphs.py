"""Whole interviews side by side."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_interview
from timeline.comparing.paragraphs import _chain, compare_whole

OLD = [
    "We firmly support extending the treaty for five years, as the President said in December.",
    "The Security Council must be enlarged by states from Africa, Asia and Latin America.",
    "Nobody has asked about football, and I would gladly have answered.",
]
NEW = [
    "We support extending the treaty for five years, as the President said in December last year.",
    "A new paragraph stands here that was never there before, on fishing quotas.",
    "The Security Council must be enlarged by states from Africa, Asia and Latin America.",
]


def test_edited_paragraphs_meet_and_others_stay_alone():
    left = make_interview("2019-01-10-herald", "\n".join(OLD))
    right = make_interview("2019-01-11-herald", "\n".join(NEW))
    states = [p.state for p in compare_whole(left, right).pairs]
    assert states == ["same", "changed", "new", "same", "dropped"]


def test_an_interview_is_the_same_as_itself():
    talk = make_interview("2019-01-10-herald", "\n".join(OLD * 30))
    assert {p.state for p in compare_whole(talk, talk).pairs} == {"same"}


@given(st.lists(st.sampled_from([*OLD, *NEW]), max_size=12), st.lists(st.sampled_from([*OLD, *NEW]), max_size=12))
def test_each_paragraph_of_both_is_there_once_and_in_order(old: list[str], new: list[str]):
    left, right = make_interview("2019-01-10-a", "\n".join(old)), make_interview("2019-01-11-b", "\n".join(new))
    pairs = compare_whole(left, right).pairs
    for side, interview in (("before", left), ("after", right)):
        said = [getattr(p, side).span.of(interview.text) for p in pairs if getattr(p, side)]
        assert said[1:] == (old if side == "before" else new)


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.1, 1), max_size=9))
def test_the_chain_is_the_heaviest_of_all(candidates: dict[tuple[int, int], float]):
    def rises(run: tuple[tuple[int, int], ...]) -> bool:
        return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(run))

    ordered = sorted(candidates)
    best = max(
        sum(candidates[p] for p in run)
        for size in range(len(ordered) + 1)
        for run in combinations(ordered, size)
        if rises(run)
    )
    found = _chain(candidates, 5)
    assert rises(tuple(found))
    assert abs(sum(candidates[p] for p in found) - best) < 1e-9
