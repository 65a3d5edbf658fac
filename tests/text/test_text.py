"""Laws of the folded copy, of sentences and of words, over arbitrary text."""

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.models import Span
from timeline.text import fold, paragraphs, sentences, slug, words

ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@given(ANY)
@example("The “Rules\u00adBased” Order…")
@example("e\u0301 İ ß ﬁ \ufeffa\u200bb 😀")
def test_the_way_back_is_monotone_and_covers_the_source(text: str) -> None:
    folded = fold(text)
    at = 0
    for i in range(len(folded.text)):
        span = folded.source(i, i + 1)
        assert at <= span.start <= span.end <= len(text)
        at = span.start
    assert folded.source(0, len(folded.text)).end == len(text)


@given(ANY)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rules\u2010based order", "Rules-Based Order"),
        ("Russia\u2019s", "Russia's"),
        ("five\u00a0years", "five years"),
        ("start\u2014up", "start-up"),
        ("ex\u00adtend", "extend"),
        ("cafe\u0301", "café"),
        ("и\u0306", "й"),
        ("«quoted»", "“quoted”"),
    ],
)
def test_typography_does_not_matter(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@given(ANY)
@example("😀 One. 😀 Two. Three")
@example("!\u00ad0")  # a soft hyphen between two sentences is of neither
def test_sentences_keep_every_visible_character_in_order(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    kept = "".join(s.of(text) for s in found)
    assert _visible(kept) == _visible("".join(p.of(text) for p in paragraphs(text)))


def _visible(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


@pytest.mark.parametrize(
    "text",
    [
        "Resolution No. 433 on April 3, 2020, came into force.|It was the first.",
        "The U.S. side left.|We did not.",
        "They prefer “rule-based order.”|As practice shows, they invent these rules.",
        "Mr. Ryabkov met J. Smith in Vienna.|They talked.",
        "Much has been said about this...|But it goes on.",
        "Could you give me an example?|When did somebody offer us help?",
        "See Art. 5 of the treaty.|It is clear.",
        "Он подписал договор № 5 в 2010 г. в Праге.|Срок истекает.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    language = "ru" if "договор" in text else "en"
    plain = text.replace("|", " ")
    assert [s.of(plain) for s in sentences(plain, language=language)] == text.split("|")


@given(ANY, st.data())
def test_a_window_finds_only_what_lies_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for span in [*words(text, Span(start, end)), *sentences(text, Span(start, end))]:
        assert start <= span.start < span.end <= end


def test_slugs() -> None:
    assert slug("New START — extension!") == "new-start-extension"
    assert slug("Расширение СБ ООН") == "расширение-сб-оон"
    assert slug("Müller’s plan") == "mullers-plan"


WRAPPED = """Sergey Lavrov: We proposed extending it for five years, as
stipulated in the treaty, without any preconditions. Beijing has said
more than once that it would not do this, because its arsenal is small.

It was a long answer, and it went on and on over several of the lines
that somebody had broken to the width of an old screen."""


def test_a_text_broken_to_a_width_has_its_paragraphs_between_blank_lines() -> None:
    assert len(paragraphs(WRAPPED)) == 2
    assert [" ".join(s.of(WRAPPED).split())[-8:] for s in sentences(WRAPPED)] == ["ditions.", "s small.", " screen."]


def test_lines_that_end_where_sentences_end_are_paragraphs() -> None:
    text = "One paragraph that is as long as a line may well be.\nAnother one that is about as long as that.\n" * 3
    assert len(paragraphs(text)) == 6


def test_a_menu_is_no_paragraph() -> None:
    assert len(paragraphs("Home\nNews\nContacts\nSearch\nAbout the ministry")) == 5
