"""The codebook language, pattern by pattern: what it finds in a sentence and what it must not find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_interview
from timeline.errors import CodebookError
from timeline.themes.matching import find, vocabulary, wording
from timeline.themes.pattern import parse


def quotes(pattern: str, said: str) -> list[str]:
    text = wording(make_interview("2020-01-01-test", said, question="x"))
    return [text.quote(m) for m in find(parse(pattern), text)]


@pytest.mark.parametrize(
    ("pattern", "said", "found"),
    [
        ("security council", "The Security\u00a0Council met.", ["Security\u00a0Council"]),
        ("rules-based order", "the “rules based order”", ["rules based order"]),
        ("rules based order", "the “rules‑based order”", ["rules‑based order"]),
        ("under-represented", "underrepresented, under-represented", ["underrepresented", "under-represented"]),
        ("under-represent*", "underrepresentation", ["underrepresentation"]),
        ("sanction*", "Sanctioned by sanctions", ["Sanctioned", "sanctions"]),
        ("*lateral", "bilateral and unilateral", ["bilateral", "unilateral"]),
        ("the * council", "the human council, the council", ["the human council"]),
        ("extend~", "extends, extension, extended; extent", ["extends", "extension", "extended"]),
        ("withdraw~", "they withdrew", ["withdrew"]),
        ("=START", "START may start", ["START"]),
        ("=US", "between us and the US’s envoy", ["US’s"]),
        ("(reform|overhaul) of", "an overhaul of it", ["overhaul of"]),
        ("[the] treaty", "the treaty, treaty", ["the treaty", "treaty"]),
        ("a NEAR/2 b", "b x y a", ["b … a"]),
        ("a NEAR/1 b", "b x y a", []),
        ("a BEFORE/2 b", "b x a", []),
        ("a BEFORE/2 b", "a x b", ["a … b"]),
        ("red NEAR/9 blue", "It was red. Blue begins.", []),
        ("a AND b", "a one two three four five six seven eight b", ["a … b"]),
        ('"security council" NEAR/3 reform', "reform of the Security Council", ["reform … Security Council"]),
        ("UN reform", "the U.N. reform, the UN’s reform", ["U.N. reform", "UN’s reform"]),
        (r"re:\bveto\w*", "vetoes and VETO", ["vetoes", "VETO"]),
        (r"re:fr[ae]nce", "in France, Germany", ["France"]),
        ("security council", "Security. Council", []),
        ("сове*", "Совет Безопасности", ["Совет"]),
    ],
)
def test_finds(pattern: str, said: str, found: list[str]) -> None:
    assert quotes(pattern, said) == found


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("", "a word is missing"),
        ("a NEAR b", "no operator"),
        ("a near/5 b", "no operator"),
        ("(a|b", "not closed"),
        ("a)", "closes nothing"),
        ("[a]", "match nothing"),
        ("a NEAR/5", "a word is missing"),
        ("a|", "a word is missing"),
        ("~extend", "no word form"),
        ("a*b*c*d*e", "stars"),
        ("(a NEAR/3 b) c", "whole phrases"),
        ("re:(a(", "unclosed group"),
        (r"re:(?=a)", "look-ahead"),
        ("re:", "empty"),
        ("…", "a word is missing"),
    ],
)
def test_slips_are_named(pattern: str, complaint: str) -> None:
    with pytest.raises(CodebookError, match=complaint):
        parse(pattern)


def test_no_pattern_hangs() -> None:
    said = "a" * 20_000 + " " + "a " * 5_000
    assert quotes("re:(a*)*(a|aa)*b", said) == []
    assert quotes("a*a*a*b", said) == []
    assert quotes("(a|a a) (a|a a) (a|a a) (a|a a) b", said) == []


WORDS = st.sampled_from(["treaty", "extend", "the", "un-based", "order", "U.N.", "New"])


@given(st.lists(WORDS, min_size=1, max_size=8), st.lists(WORDS, min_size=1, max_size=3))
def test_the_vocabulary_never_hides_a_match(said: list[str], phrase: list[str]) -> None:
    interview = make_interview("2020-01-01-test", " ".join(said), question="x")
    node = parse(" ".join(phrase))
    if find(node, wording(interview)):
        assert vocabulary(interview.text).allows(node)
    if " ".join(phrase) in " ".join(said):
        assert find(node, wording(interview))
