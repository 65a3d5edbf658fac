"""Laws that hold for any text: blocks tile it, turns lie in it, nothing raises but a named error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.trap_pages import TODAY, pages
from timeline.errors import UnreadableError
from timeline.models import Interview
from timeline.reading import read_corpus
from timeline.reading.document import Document, Facts
from timeline.reading.formats import read_documents
from timeline.reading.recovering import recover

# Pieces that pages are made of, so that the search meets labels, dates, lists and signs in every order.
PIECES = [
    *("Question: ", "Sergey Lavrov: ", "Q    ", "MS. PSAKI:  ", "Vladimir Putin", "Вопрос: ", "С.В.Лавров: ", "Share"),
    *("\n", "\n\n", "  ", "\t", ":", "**", "# ", "(", ")", "“", "…", "é", "🙂", "\u00ad", "\u00a0", "\u200b", "12:30"),
    *("May 3, 2020", "03.05.2020 - ", "1/10/12", "To be continued...", "Interview with the Daily Post, ", "I see. "),
    *("What is it? ", "http://a.b", "https://"),
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def check_tiling(interview: Interview) -> None:
    at = 0
    for block in interview.blocks:
        assert block.start == at
        assert block.start <= block.said.start <= block.said.end <= block.end
        at = block.end
    assert at == len(interview.text)
    for turn in interview.turns:
        said = turn.said.of(interview.text)
        assert said == said.strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blocks_tile_any_text(text: str) -> None:
    document = Document("a", "a.txt", "", text, told=Facts(date=date(2020, 5, 3), when="2020-05-03"))
    try:
        interview = recover(document)
    except UnreadableError:
        return
    check_tiling(interview)
    assert interview == recover(document)


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "csv", "jsonl", "xml", "pdf", "docx", "parquet"])
@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=200), TEXTS.map(str.encode)))
def test_any_bytes_are_documents_or_a_named_error(suffix: str, data: bytes) -> None:
    try:
        documents = read_documents(f"a.{suffix}", data)
        interviews = [recover(d) for d in documents]
    except UnreadableError as error:
        named = error.place.startswith("a.") and bool(error.hint)
        assert named, str(error)  # noqa: PT017 - either outcome is right
        return
    for interview in interviews:
        check_tiling(interview)


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.name)
def test_blocks_tile_every_page(page: object) -> None:
    for interview in read_corpus([page.file], today=TODAY).interviews:  # type: ignore[attr-defined]
        check_tiling(interview)


def test_blocks_tile_every_interview_of_the_corpus() -> None:
    folder = Path(__file__).parents[2] / "data" / "interviews"
    for interview in read_corpus([folder], today=TODAY).interviews:
        check_tiling(interview)


def test_the_order_of_files_changes_nothing() -> None:
    files = sorted((Path(__file__).parents[2] / "data" / "interviews").glob("*.txt"))
    assert read_corpus(files, today=TODAY) == read_corpus(files[::-1], today=TODAY)
