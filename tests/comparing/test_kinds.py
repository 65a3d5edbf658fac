"""Kinds: golden cases as files that a person can read, and laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.comparing.diff import word_diff
from timeline.comparing.kinds import kinds
from timeline.comparing.kinds_lists import Lists, of_language, word_lists
from timeline.errors import CodebookError
from timeline.models import Evidence

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
MIRROR = {"added": "dropped", "dropped": "added", "boost": "hedge", "hedge": "boost"}
ENGLISH = of_language("en")


def found(before: str, after: str, language: str = "en") -> tuple[Evidence, ...]:
    return kinds(word_diff(before, after), of_language(language))


def read(case: Path) -> dict[str, str]:
    """Return the fields of a case: `name: value`, lines that begin with # aside."""
    lines = [line for line in case.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    want = read(case)
    evidence = found(want["before"], want["after"], want.get("language", "en"))
    shown = {
        e.kind: " → ".join(
            "; ".join(s.of(text) for s in spans)
            for spans, text in ((e.old, want["before"]), (e.new, want["after"]))
            if spans
        )
        for e in reversed(evidence)
    }
    assert ", ".join(dict.fromkeys(e.kind for e in evidence)) == want["kinds"]
    for kind in shown.keys() & want.keys():
        assert shown[kind] == want[kind]


def test_there_are_cases_of_every_kind_and_of_none() -> None:
    kinds_seen = {kind.strip() for case in CASES for kind in read(case)["kinds"].split(",")}
    assert {
        "term", "number", "date", "actor", "negation", "condition", "hedge", "boost", "scope", "added", "dropped",
        "reworded", "editorial", "",
    } == kinds_seen  # fmt: skip


VOCABULARY = ["we", "the", "Council", "must", "may", "not", "urge", "demand", "all", "some", "Russia", "France", "five"]
WORDS = st.lists(
    st.sampled_from([*VOCABULARY, "2020", "expand", "treaty", "order", "never", "if", "only"]), max_size=14
).map(" ".join)


@given(WORDS)
def test_the_same_wording_has_no_kind(text: str) -> None:
    assert found(text, text) == ()


@given(WORDS, WORDS)
def test_swapping_the_sides_swaps_what_came_and_what_went(before: str, after: str) -> None:
    there, back = found(before, after), found(after, before)
    there_kinds = {(e.kind, e.old, e.new) for e in there if e.kind in ("added", "dropped")}
    assert there_kinds == {(MIRROR[e.kind], e.new, e.old) for e in back if e.kind in ("added", "dropped")}
    assert {e.kind for e in there} - MIRROR.keys() == {e.kind for e in back} - MIRROR.keys()


TYPOGRAPHY = {
    '"': "“",
    "'": "’",
    "-": "‑",
    " ": "\u00a0",
    "organization": "organisation",
    "e": "e\u200b",
    "five": "5",
}


@given(WORDS, st.sampled_from(sorted(TYPOGRAPHY)))
def test_typography_alone_is_never_more_than_editorial(text: str, sign: str) -> None:
    before = f'{text} "the rules-based organization\'s" five'
    evidence = found(before, before.replace(sign, TYPOGRAPHY[sign]))
    assert [e.kind for e in evidence] == ["editorial"]


@given(WORDS)
def test_capitals_and_spaces_alone_are_editorial(text: str) -> None:
    evidence = found(f"x {text}", f"X  {text}")
    assert [e.kind for e in evidence] == ["editorial"]


@given(WORDS, WORDS)
def test_the_words_shown_are_spans_of_the_quotes(before: str, after: str) -> None:
    for e in found(before, after):
        assert all(0 <= s.start < s.end <= len(before) for s in e.old)
        assert all(0 <= s.start < s.end <= len(after) for s in e.new)
        assert e.old or e.new


def test_a_language_without_lists_still_has_numbers_and_rewordings() -> None:
    assert [e.kind for e in found("Kaksi maata, 5 ehtoa", "Kaksi maata, 6 ehtoa", "fi")] == ["number"]


def test_lists_say_what_is_wrong_with_them() -> None:
    with pytest.raises(CodebookError, match=r"mine\.toml: .*hegde"):
        Lists.read('language = "en"\nhegde = 1\n', "mine.toml")


def test_lists_can_be_replaced() -> None:
    mine = Lists.read('language = "en"\n[hedge]\nwords = ["sort of maybe"]\n', "mine.toml")
    evidence = kinds(word_diff("We go.", "We sort of maybe go."), mine)
    assert [e.kind for e in evidence] == ["hedge"]


def test_every_phrase_of_the_lists_is_found_where_it_stands() -> None:
    lost = []
    for marker in ENGLISH.markers:
        phrase = marker.phrase.replace("~", "").replace("*n't", "don't").replace("*", "")
        marks = ENGLISH.marks(f"and {phrase} they")
        if not any(m.span.of(f"and {phrase} they").startswith(phrase.split()[0]) for m in marks):
            lost.append(marker.phrase)
    assert lost == []


def test_lists_can_be_added_to() -> None:
    mine = Lists.read(
        'language = "en"\nextends = true\n[hedge]\nwords = ["on balance"]\n'
        '[[ladder]]\nname = "asking"\nsteps = [["beg~"], ["plead~"]]\n',
        "mine.toml",
    )
    assert [e.kind for e in kinds(word_diff("We go.", "On balance we go."), mine)] == ["hedge"]
    assert [e.kind for e in kinds(word_diff("We go.", "We must go."), mine)] == ["boost"]
    assert [e.kind for e in kinds(word_diff("We beg you.", "We plead you."), mine)] == ["boost"]
    assert "boost" not in [e.kind for e in kinds(word_diff("We urge you.", "We demand you."), mine)]


def test_two_lists_of_one_language_are_an_error() -> None:
    with pytest.raises(CodebookError, match=r'b\.toml: a second list of "en"'):
        word_lists((("a.toml", 'language = "en"'), ("b.toml", 'language = "en"')))
