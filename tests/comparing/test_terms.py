"""The theme's own terms in a change: which of them count as gone, come or put otherwise."""

from __future__ import annotations

import re

from timeline.comparing.diff import word_diff
from timeline.comparing.kinds import kinds
from timeline.comparing.kinds_lists import of_language
from timeline.models import Evidence, Span


def terms(text: str, *patterns: str) -> list[Span]:
    return sorted(Span(m.start(), m.end()) for p in patterns for m in re.finditer(p, text))


def told(old: str, new: str, *patterns: str) -> list[Evidence]:
    return list(kinds(word_diff(old, new), of_language("en"), terms=(terms(old, *patterns), terms(new, *patterns))))


def test_a_shorter_form_of_a_name_that_stays_is_no_term_that_went() -> None:
    old, new = "We must keep the New START Treaty in force.", "We must keep the New START in force."
    assert {e.kind for e in told(old, new, "New START", "START Treaty")} <= {"editorial"}


def test_another_form_of_a_term_is_no_other_term() -> None:
    old, new = "We want American members in the Council.", "We want America members in the Council."
    assert all(e.kind != "term" for e in told(old, new, "Council"))


def test_a_common_word_near_the_theme_is_no_term() -> None:
    old, new = "We must look at the Council.", "We must focus on the Council."
    assert all(e.note != "term added" for e in told(old, new, "focus", "Council"))


def test_a_term_that_went_is_told() -> None:
    old, new = "We must keep the INF Treaty and New START.", "We must keep New START."
    assert [e.kind for e in told(old, new, "New START", "INF Treaty")][:1] == ["term"]


def test_a_term_of_one_word_that_the_other_side_has_in_another_form_is_not_new() -> None:
    old, new = (
        "We must raise the part of the Asian and the African states.",
        "We must raise the part of Asia and Africa.",
    )
    evidence = told(old, new, "Asia\\b", "Africa\\b", "Asian", "African")
    assert not {e.note for e in evidence} & {"term added", "term dropped"}
