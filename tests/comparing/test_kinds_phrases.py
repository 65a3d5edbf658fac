"""Phrases of the word lists are found where a plain pattern of them all would find them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from timeline.comparing.kinds_phrases import Phrases

PHRASES = ["without any * terms", "as soon as", "without *", "urge~ them", "*n't", "so-called", "exclud*", "as", "n'"]
PATTERNS = [
    r"without\s+any\s+\w+\s+terms",
    r"as\s+soon\s+as",
    r"without\s+\w+",
    r"urg(?:e|es|ed|ing)\s+them",
    r"\w*n't",
    r"so-called",
    r"exclud\w*",
    r"as",
    r"n'",
]
WORDS = ["as", "soon", "without", "any", "terms", "urge", "urging", "them", "don't", "so-called", "excluding", "n"]
TEXT = st.lists(st.sampled_from([*WORDS, " ", " ", " ", "  ", "'", "-", ", "])).map("".join)


@given(TEXT)
def test_phrases_are_found_as_one_pattern_would_find_them(text: str) -> None:
    plain = re.compile(rf"(?<![\w'])(?:{'|'.join(f'({p})' for p in PATTERNS)})(?!\w)")
    expected = [((m.lastindex or 0) - 1, m.group()) for m in plain.finditer(text)]
    assert [(number, span.of(text)) for number, span in Phrases(PHRASES).find(text)] == expected


def test_signs_before_a_phrase_do_not_count() -> None:
    assert [span.of("a “b” c") for _, span in Phrases(["“b”", "“", ""]).find("a “b” c")] == ["b”"]
