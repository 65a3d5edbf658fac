"""A bad file becomes a finding that says what is wrong and what to do; the others are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from timeline.errors import UsageError
from timeline.reading import read_corpus

TODAY = date(2026, 1, 1)
GOOD = "Minister Ann Lee's interview with the Daily Post, Oslo, May 3, 2020\n\nQuestion: Why?\n\nAnn Lee: I see.\n"


def read(folder: Path, **files: str | bytes) -> tuple[list[str], list[str]]:
    (folder / "good.txt").write_text(GOOD, "utf-8")
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.txt").write_bytes(data)
    corpus = read_corpus([folder], today=TODAY)
    return [i.id for i in corpus.interviews], [f"{p.severity} {p}" for p in corpus.problems]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"\x7fELF\x00\x00\x01\x00" * 40, "binary"),
        ("Question: Why?\n\nAnn Lee: I see.\n", "no date of the event"),
        (GOOD.replace("2020", "2031"), "future"),
        (GOOD.replace("May 3, 2020", "1/10/12"), "2012-01-10"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path, content: str | bytes, said: str) -> None:
    ids, problems = read(tmp_path, bad=content)
    assert ids == ["good"]
    assert len(problems) == 1
    assert said in problems[0]
    assert "bad.txt" in problems[0]
    assert problems[0].startswith("error")


def test_two_interviews_of_one_day_are_two(tmp_path: Path) -> None:
    other = GOOD.replace("I see", "It is the price that I have in mind").replace("Why", "What do you see")
    ids, problems = read(tmp_path, other=other)
    assert ids == ["good", "other"]
    assert problems == []


def test_names_that_collide_get_their_folder(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "talk.txt").write_text(GOOD.replace("I see", f"I see {folder}, at length"), "utf-8")
    assert [i.id for i in read_corpus([tmp_path], today=TODAY).interviews] == ["a-talk", "b-talk"]


def test_missing_and_empty_folders_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read_corpus([tmp_path / "none"], today=TODAY)
    with pytest.raises(UsageError, match="no transcripts"):
        read_corpus([tmp_path], today=TODAY)
