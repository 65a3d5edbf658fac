"""People's corrections: placed by words, applied in order, reported where they find no place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import make_interview
from timeline.errors import CodebookError
from timeline.models import Interview, Span, Statement
from timeline.themes import Correction, correct_positions, correct_statements, find_statements, parse_codebook
from timeline.themes.corrections import as_toml, correction_at, corrections_schema, parse_corrections

ROOT = Path(__file__).parents[2]
CODEBOOK = parse_codebook(
    """
title = "The treaty"
terms = ["treaty"]
[[positions]]
id = "vital"
title = "Vital"
cues = ["vital"]
[[positions]]
id = "dead"
title = "Dead"
cues = ["dead"]
""",
    theme="treaty",
)
THEME = CODEBOOK.theme
SAID = "The treaty is vital. The treaty is vital for all. Rain fell. The treaty is dead."
TALK = make_interview("2020-01-01-test", SAID, question="How are you?")


def at(quote: str, interview: Interview = TALK) -> Span:
    start = interview.text.index(quote)
    return Span(start, start + len(quote))


def apply(*corrections: Correction, interview: Interview = TALK) -> tuple[list[tuple[str, str]], list[str]]:
    found = find_statements(interview, CODEBOOK).statements
    done = correct_statements(THEME, found, {interview.id: interview}, corrections)
    rows = [(s.span.of(interview.text), " ".join(s.positions)) for s in done.statements]
    return rows, [p.message for p in done.problems]


def of(action: str, quote: str, **more: str) -> Correction:
    return Correction(action=action, theme="treaty", interview=TALK.id, quote=quote, **more)  # type: ignore[arg-type]


def test_before_any_correction() -> None:
    assert apply()[0] == [
        ("The treaty is vital. The treaty is vital for all.", "vital"),
        ("The treaty is dead.", "dead"),
    ]


def test_put_take_out_reject_join_split() -> None:
    assert apply(of("put", "is dead", position="vital"))[0][1] == ("The treaty is dead.", "vital dead")
    assert apply(of("put", "Rain fell.", position="rain"))[0][1] == ("Rain fell.", "rain")
    assert apply(of("take-out", "vital for all", position="vital"))[0][:2] == [
        ("The treaty is vital.", "vital"),
        ("The treaty is vital for all.", ""),
    ]
    assert apply(of("reject", "The treaty is dead."))[0] == [
        ("The treaty is vital. The treaty is vital for all.", "vital")
    ]
    assert apply(of("split", "vital for all"))[0][0] == ("The treaty is vital.", "vital")
    joined = apply(of("join", "vital for all. Rain fell. The treaty is dead"))[0]
    assert joined[1] == ("The treaty is vital for all. Rain fell. The treaty is dead.", "vital dead")


def test_a_correction_survives_other_offsets_and_typography() -> None:
    correction = correction_at("reject", "treaty", TALK, at("The treaty is dead."))
    scraped = make_interview("2020-01-02-again", "Well, well. " + SAID.replace(" ", "\u00a0").replace("is", "i\u00ads"))
    rows, problems = apply(correction, interview=scraped)
    assert problems == []
    assert len(rows) == 1


def test_the_same_words_twice_are_told_apart_by_their_context() -> None:
    twice = make_interview("2020-01-03-twice", "First, yes. The treaty is dead. Then, no. The treaty is dead.")
    second = at("Then, no. The treaty is dead.", twice)
    span = Span(second.start + len("Then, no. "), second.end)
    rows, problems = apply(correction_at("reject", "treaty", twice, span), interview=twice)
    assert problems == []
    assert len(rows) == 1
    rows, problems = apply(
        Correction("reject", "treaty", interview=twice.id, quote="The treaty is dead."), interview=twice
    )
    assert len(rows) == 2
    assert "stands 2 times" in problems[0]


def test_a_quote_that_is_gone_is_reported_and_changes_nothing() -> None:
    rows, problems = apply(of("reject", "The treaty is alive."))
    assert rows == apply()[0]
    assert "no interview holds the quote any longer" in problems[0]


def test_positions_are_merged_renamed_and_stay_out() -> None:
    statements = find_statements(TALK, CODEBOOK).statements
    interviews = {TALK.id: TALK}
    merge = Correction("merge", "treaty", position="dead", into="vital")
    rename = Correction("rename", "treaty", position="vital", title="It matters")
    positions, said, problems = correct_positions(THEME, THEME.positions, statements, interviews, [merge, rename])
    assert [(p.id, p.title) for p in positions] == [("vital", "It matters")]
    assert {s.positions for s in said} == {("vital",)}
    assert problems == ()
    out = of("take-out", "The treaty is dead.", position="vital")
    back = [replace(s, positions=("vital", "dead")) for s in statements]
    assert [s.positions for s in correct_positions(THEME, THEME.positions, back, interviews, [out])[1]][-1] == ("dead",)
    absent = Correction("rename", "treaty", position="vitel", title="x")
    problems = correct_positions(THEME, THEME.positions, statements, interviews, [absent])[2]
    assert 'no position "vitel"' in problems[0].message
    assert problems[0].hint == 'Did you mean "vital"?'


def test_every_span_stays_on_sentences() -> None:
    found: tuple[Statement, ...] = find_statements(TALK, CODEBOOK).statements
    done = correct_statements(THEME, found, {TALK.id: TALK}, [of("split", "treaty is vital for")])
    assert [s.span.of(TALK.text) for s in done.statements][:2] == [
        "The treaty is vital.",
        "The treaty is vital for all.",
    ]


def test_written_corrections_read_back() -> None:
    made = correction_at("put", "treaty", TALK, at("Rain fell."), position="vital", note='a "note"\nof two lines\x7f')
    assert parse_corrections(as_toml(made)) == (made,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[corrections]]\naction = "putt"\ntheme = "t"', "c.toml:1: Invalid enum value"),
        ('[[corrections]]\naction = "put"\ntheme = "t"\nquot = "x"', 'Did you mean "quote"?'),
        ('\n[[corrections]]\naction = "put"\ntheme = "t"', 'c.toml:2: put needs the key "position"'),
        ('[[corrections]]\naction = "merge"\ntheme = "t"\nposition = "a"', 'merge needs the key "into"'),
        ("[[corrections", "no valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(text: str, message: str) -> None:
    with pytest.raises(CodebookError) as caught:
        parse_corrections(text, "c.toml")
    assert message in str(caught.value)


def test_published_schema_is_what_the_types_say() -> None:
    published = json.loads((ROOT / "timeline/themes/corrections.schema.json").read_text(encoding="utf-8"))
    assert published == corrections_schema()
