"""The five interviews of data/interviews are read as a close reader reads them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from timeline.models import Corpus, Interview
from timeline.reading import read_corpus

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "data" / "interviews"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((HERE / "interviews.toml").read_text("utf-8"))
TODAY = date(2026, 1, 1)


@cache
def corpus() -> Corpus:
    return read_corpus([FOLDER], today=TODAY)


def lines(interview: Interview, role: str) -> list[int]:
    return [interview.line(t.start) for t in interview.turns if t.role == role]


@pytest.mark.parametrize("name", EXPECTED)
def test_an_interview_is_read_as_a_close_reader_reads_it(name: str) -> None:
    expected = EXPECTED[name]
    interview = corpus().by_id[name]
    title = next(b for b in interview.blocks if b.kind == "heading")
    assert {
        "date": interview.date,
        "title": interview.title,
        "speaker": interview.speaker,
        "outlet": interview.outlet,
        "place": interview.place,
        "first_line": interview.line(interview.start),
        "last_line": interview.line(interview.end),
        "title_line": interview.line(title.said.start),
        "questions": lines(interview, "question"),
        "answers": lines(interview, "answer"),
        "remarks": lines(interview, "remarks"),
        "truncated": interview.truncated,
    } == expected
    assert interview.date_source == "headline"
    assert {t.speaker for t in interview.turns if t.role != "question"} == {interview.speaker}


def test_no_finding_and_the_order_of_dates() -> None:
    assert corpus().problems == ()
    assert [i.id for i in corpus().interviews] == sorted(EXPECTED)


def test_the_file_is_named_as_given() -> None:
    given = FOLDER / "2020-04-29-tass.txt"
    assert [i.file for i in read_corpus([str(given)], today=TODAY).interviews] == [given.as_posix()]


def test_one_file_given_twice_is_one_interview() -> None:
    assert len(read_corpus([FOLDER, FOLDER / "2020-04-29-tass.txt"], today=TODAY).interviews) == len(EXPECTED)
