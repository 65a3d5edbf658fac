"""Which sentences are on a theme, and why."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_interview, make_talk
from timeline.models import Statement
from timeline.text import sentences as sentences_of
from timeline.themes import Found, find_statements, parse_codebook, silence
from timeline.themes.codebook import Rule
from timeline.themes.hits import Hits
from timeline.themes.matching import Match
from timeline.themes.pattern import parse

CODEBOOK = parse_codebook(
    """
title = "The treaty"
terms = ["Blue Treaty", { match = "arms pact", weight = 0.5 }]
context = ["extend~", "missile*"]
short = ["the treaty", "this document"]
asked = ["arms control NEAR/5 future"]
others = ["Red Treaty"]
exclude = ["Blue Treaty Street"]

[[positions]]
id = "five"
title = "Five years"
cues = ["five years"]

[[positions]]
id = "vital"
title = "Vital"
cues = ["vital"]
alone = ["cornerstone of all pacts"]
""",
    theme="treaty",
)


def found(said: str, question: str = "How are you?") -> tuple[Found, list[tuple[str, str, str]]]:
    interview = make_interview("2020-01-01-test", said, question=question)
    result = find_statements(interview, CODEBOOK)
    return result, [(s.span.of(interview.text), " ".join(s.positions), s.reason) for s in result.statements]


def test_a_term_puts_a_sentence_on_the_theme() -> None:
    result, rows = found("It rained. The Blue Treaty is vital. We had lunch.")
    assert rows == [("The Blue Treaty is vital.", "vital", 'term "Blue Treaty"')]
    assert not result.statements[0].prompted


def test_words_of_two_context_rules_count_once() -> None:
    west, colleagues = (Rule(source, parse(source)) for source in ("Western", "Western NEAR/3 colleagues"))
    both = [(west, Match(((3, 4),))), (colleagues, Match(((3, 4), (5, 6))))]
    assert Hits(context=both).contexts == 1
    assert Hits(context=[both[0], (colleagues, Match(((8, 9), (10, 11))))]).contexts == 2


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is that a retreat?", "We see it as a step."),  # "that" is what was said before
        ("And the missiles?", "They stay where they are."),  # a word of the theme
    ],
)
def test_a_brief_question_asks_further(question: str, answer: str) -> None:
    talk = make_talk([("What of the Blue Treaty?", "The Blue Treaty is dead."), (question, answer)])
    statements = find_statements(talk, CODEBOOK).statements
    assert [s.span.of(talk.text) for s in statements] == ["The Blue Treaty is dead.", answer]


@pytest.mark.parametrize(
    "question",
    ["Is it true that you are ill?", "Will Paris accept it?", "Your own salary went up, I read. Is this so?"],
)
def test_a_question_with_a_subject_of_its_own_does_not(question: str) -> None:
    talk = make_talk([("What of the Blue Treaty?", "The Blue Treaty is dead."), (question, "I have no news.")])
    assert len(find_statements(talk, CODEBOOK).statements) == 1


def test_a_long_answer_to_a_straight_question_begins_by_answering() -> None:
    rows = found("Bad. We regret it. It broke. So it goes. I went home.", "The Blue Treaty ended. How bad is it?")[1]
    assert [said for said, _, _ in rows] == ["Bad.", "We regret it.", "It broke."]
    assert {reason for _, _, reason in rows} == {"opens the answer to a question on the theme"}


def test_who_is_asked_about_the_theme_by_its_title_need_not_say_it() -> None:
    book = parse_codebook(
        'title = "The treaty"\nterms = ["treaty"]\n[[positions]]\nid = "named"\ntitle = "Named"\ncues = ["treaty"]',
        theme="treaty",
    )
    talk = make_talk([("And the treaty?", "I have no news.")])
    assert [s.positions for s in find_statements(talk, book).statements] == [()]


def test_question_and_answer_name_the_theme_together() -> None:
    assert found("It rained.", "And the arms pact?")[1] == []
    assert found("In that pact nothing is vital.", "And the arms pact?")[1] != []


def test_a_weak_term_needs_company() -> None:
    assert found("The arms pact was signed.")[1] == []
    assert found("We may extend the arms pact.")[1] == [
        ("We may extend the arms pact.", "", 'term "extend", "arms pact"')
    ]


def test_an_exclusion_beats_a_term_only_where_it_stands() -> None:
    assert found("I live in Blue Treaty Street.")[1] == []
    assert len(found("I spoke of the Blue Treaty in Blue Treaty Street.")[1]) == 1


def test_short_names_and_pronouns_go_on_with_the_theme() -> None:
    rows = found("The Blue Treaty is vital. It serves peace. We like it. The treaty has three parts.")[1]
    assert [(quote, positions) for quote, positions, _ in rows] == [
        ("The Blue Treaty is vital. It serves peace.", "vital"),
        ("The treaty has three parts.", ""),
    ]
    assert rows[0][2] == 'term "Blue Treaty"; continues the sentence before: "It"'
    assert rows[1][2] == 'short name "The treaty"'


def test_it_that_points_forward_does_not_go_on() -> None:
    assert len(found("The Blue Treaty is vital. It is clear that winter comes.")[1]) == 1


def test_after_another_treaty_the_short_name_means_that_one() -> None:
    rows = found("The Blue Treaty is vital. The Red Treaty is another matter. The treaty was never signed.")[1]
    assert [quote for quote, *_ in rows] == ["The Blue Treaty is vital."]


def test_a_cue_needs_the_theme_or_is_enough_alone() -> None:
    assert found("Peace is vital.")[1] == []
    assert found("It is the cornerstone of all pacts.")[1][0][1] == "vital"
    assert found("We need five years.", question="What of the Blue Treaty?")[1] == [
        ("We need five years.", "five", 'cue of "Five years": "five years"')
    ]


def test_the_question_is_context_and_never_a_statement() -> None:
    result, rows = found(
        "We will extend. Lunch was good. We had soup. And fish.", question="What is the future of arms control?"
    )
    assert result.asked == (1,)
    assert [(quote, reason) for quote, _, reason in rows] == [
        ("We will extend.", 'goes on in answer to a question on the theme with "extend"')
    ]
    assert result.statements[0].prompted


def test_a_short_answer_that_takes_up_the_theme_is_on_it_as_a_whole() -> None:
    rows = found("We are not closing the door. It is vital.", question="What of the Blue Treaty?")[1]
    assert [quote for quote, *_ in rows] == ["We are not closing the door.", "It is vital."]


def test_a_line_of_its_own_after_a_short_answer_is_none_of_it() -> None:
    rows = found("It is vital.\nMerry Christmas to everyone.", question="What of the Blue Treaty?")[1]
    assert [quote for quote, *_ in rows] == ["It is vital."]


def test_a_short_answer_expresses_the_one_position_that_was_asked_about() -> None:
    rows = found("We are for it. The treaty deserves that.", question="Is the Blue Treaty good for five years?")[1]
    assert rows[0][1] == "five"
    assert rows[0][2].endswith('; asked about "Five years"')
    both = found("We are for it. The treaty deserves that.", question="Is the Blue Treaty vital, for five years?")[1]
    assert {positions for _, positions, _ in both} == {""}


def test_an_answer_goes_on_from_the_one_before_by_a_cue_near_its_start() -> None:
    talk = [
        ("What of the Blue Treaty?", "The Blue Treaty is vital."),
        ("For how long?", "That is up to them. Five years is what we want."),
        ("And the weather?", "It rains. It pours. The wind is strong. And it has done so for five years."),
    ]
    interview = make_talk(talk)
    quotes = [s.span.of(interview.text) for s in find_statements(interview, CODEBOOK).statements]
    assert quotes == ["The Blue Treaty is vital.", "That is up to them.", "Five years is what we want."]
    alone = make_talk(talk[1:])
    assert find_statements(alone, CODEBOOK).statements == ()


def test_statements_never_cross_a_paragraph() -> None:
    rows = found("The Blue Treaty is vital.\nThe Blue Treaty remains vital.")[1]
    assert len(rows) == 2


def test_terms_are_spans_of_the_source() -> None:
    interview = make_interview("2020-01-01-test", "“Blue\u00a0Treaty” is\u00ad vital.")
    statement: Statement = find_statements(interview, CODEBOOK).statements[0]
    assert [s.of(interview.text) for s in statement.terms] == ["Blue\u00a0Treaty"]


@pytest.mark.parametrize(
    ("said", "question", "reason"),
    [
        ("Nice weather.", "How are you?", "neither asked nor raised"),
        ("Nice weather.", "Has arms control a future?", "asked, but the answer does not address it"),
        ("I live in Blue Treaty Street.", "How are you?", "another sense"),
    ],
)
def test_silence_has_its_reason(said: str, question: str, reason: str) -> None:
    interview = make_interview("2020-01-01-test", said, question=question)
    gap = silence(interview, CODEBOOK, find_statements(interview, CODEBOOK))
    assert gap is not None
    assert reason in gap.reason


def test_no_silence_where_there_is_a_statement() -> None:
    interview = make_interview("2020-01-01-test", "The Blue Treaty is vital.")
    assert silence(interview, CODEBOOK, find_statements(interview, CODEBOOK)) is None


PIECES = st.sampled_from(
    [
        "The Blue Treaty is vital.",
        "It serves peace.",
        "Five years, then.",
        "The treaty holds.",
        "The Red Treaty?",
        "\n",
        "Rain.",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=12), st.sampled_from(["How are you?", "And the Blue Treaty?"]))
def test_laws_of_statements(pieces: list[str], question: str) -> None:
    """Whole sentences of one paragraph of an answer, in order, without overlap; terms inside; and the same twice."""
    interview = make_interview("2020-01-01-test", " ".join(pieces) + " End.", question=question)
    result = find_statements(interview, CODEBOOK)
    sentences = sentences_of(interview.text, interview.turns[1].said)
    starts, ends = {s.start for s in sentences}, {s.end for s in sentences}
    for statement in result.statements:
        assert statement.start in starts
        assert statement.end in ends
        assert "\n" not in statement.span.of(interview.text)
        assert all(statement.start <= t.start < t.end <= statement.end for t in statement.terms)
        assert statement.reason
    assert all(a.end <= b.start for a, b in pairwise(result.statements))
    assert find_statements(interview, CODEBOOK) == result


def test_several_officials_each_speak_for_themselves() -> None:
    one = make_interview("2020-01-01-test", "The Blue Treaty is vital.")
    blocks = tuple(replace(b, speaker="Bob Other") if b.kind == "answer" else b for b in one.blocks)
    assert [s.speaker for s in find_statements(replace(one, blocks=blocks), CODEBOOK).statements] == ["Bob Other"]


def test_pronouns_of_the_interviews_language() -> None:
    talk = replace(make_interview("2020-01-01-test", "The Blue Treaty ist gut. Dies dient allen."), language="de")
    assert len(find_statements(talk, CODEBOOK).statements) == 2


def test_work_grows_with_the_text_and_not_with_its_square() -> None:
    """Ten times the text may take at most thirty times as long: a square would take a hundred."""

    def seconds(sentences: int) -> float:
        talk = make_interview("2020-01-01-test", "The Blue Treaty is vital. It serves. Rain. " * sentences)
        before = process_time()
        assert find_statements(talk, CODEBOOK).statements
        return process_time() - before

    seconds(10)
    assert seconds(3000) <= 30 * max(seconds(300), 0.01)
