"""Coefficients against the values in the papers that define them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.evaluating.agreement import cohen_kappa, krippendorff_alpha


def test_kappa_of_the_table_in_cohen_1960() -> None:
    """Two psychologists sort 200 patients into three categories: kappa .492."""
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    cells = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    kappa = cohen_kappa([i for i, _ in cells], [j for _, j in cells])
    assert kappa == pytest.approx(0.492, abs=0.0005)


def test_alpha_of_two_observers_and_binary_values() -> None:
    """Krippendorff (2011), example A: two observers, ten units, alpha .095."""
    assert krippendorff_alpha(zip("0100000010", "1110010000", strict=True)) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_two_observers_and_nominal_values() -> None:
    """Krippendorff (2011), example B: two observers, twelve units, alpha .692."""
    coded = zip("aabbdcccedda", "babbbccceddd", strict=True)
    assert krippendorff_alpha(coded) == pytest.approx(0.692, abs=0.0005)


def test_alpha_of_four_observers_with_missing_values() -> None:
    """Krippendorff (2011), example C: four observers, twelve units, values missing, nominal alpha .743."""
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    assert krippendorff_alpha(zip(a, b, c, d, strict=True)) == pytest.approx(0.743, abs=0.0005)


def test_what_is_not_defined_is_none() -> None:
    assert cohen_kappa("", "") is None
    assert cohen_kappa("yy", "yy") is None
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha(["yy", "yy"]) is None
    assert krippendorff_alpha([("y", None), ("n", None)]) is None


def test_two_codings_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 and 1 units"):
        cohen_kappa("yn", "y")


@given(st.lists(st.sampled_from("abc"), min_size=2))
def test_perfect_agreement_is_one_where_it_is_defined(codes: list[str]) -> None:
    pairs = list(zip(codes, codes, strict=True))
    for value in (cohen_kappa(codes, codes), krippendorff_alpha(pairs)):
        assert value is None or value == pytest.approx(1)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab"))))
def test_who_is_named_first_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    swapped = [(b, a) for a, b in pairs]
    assert krippendorff_alpha(pairs) == pytest.approx(krippendorff_alpha(swapped))
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    assert cohen_kappa(one, other) == pytest.approx(cohen_kappa(other, one))
