"""`--words`: a user's own word lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import timeline

SAID = {"2020-01-01": "We sign the treaty.", "2021-01-01": "We sign the treaty on balance."}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with two statements that differ by a phrase which no list of the package holds."""
    for day, words in SAID.items():
        head = f"---\ntitle: Statement\ndate: {day}\nspeaker: Ann Bee\n---\n\nAnn Bee: {words} The weather is fine.\n"
        (tmp_path / f"{day}.md").write_text(head, encoding="utf-8")
    return tmp_path


def _shifts(corpus: Path, *options: object) -> list[dict[str, object]]:
    book = corpus / "books"
    book.mkdir(exist_ok=True)
    (book / "treaty.toml").write_text('title = "Treaty"\nterms = ["treaty"]\n', encoding="utf-8")
    files = [part for day in SAID for part in ("-c", corpus / f"{day}.md")]
    result = timeline("shifts", *files, "-t", book, "--format", "json", *options)
    assert result.code == 0, result.err
    found: list[dict[str, object]] = json.loads(result.out)
    return found


def test_words_decide_the_kind_also_of_what_is_kept(corpus: Path) -> None:
    mine = corpus / "mine.toml"
    mine.write_text('language = "en"\nextends = true\n[hedge]\nwords = ["on balance"]\n', encoding="utf-8")
    before = [s["kind"] for s in _shifts(corpus)]
    with_words = [s["kind"] for s in _shifts(corpus, "--words", mine)]
    mine.write_text('language = "en"\nextends = true\n[condition]\nwords = ["on balance"]\n', encoding="utf-8")
    changed = [s["kind"] for s in _shifts(corpus, "--words", mine)]
    assert (before, with_words, changed) == (["added"], ["hedge"], ["condition"])
    assert [s["kind"] for s in _shifts(corpus)] == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('language = "en"\nhegde = 1\n', "hegde"),
        ('language = "en"\n[hedge]\nwords = [1]\n', "$.hedge.words"),
        ("[hedge]\nwords = []\n", "language"),
        ("language = ", "Invalid value"),
    ],
)
def test_a_bad_file_is_named_with_its_key(corpus: Path, content: str, told: str) -> None:
    bad = corpus / "bad.toml"
    bad.write_text(content, encoding="utf-8")
    result = timeline("shifts", "--words", bad)
    assert result.code == 2
    assert result.err.startswith(f"error: {bad}: ")
    assert told in result.err
    assert ".docs/words.md" in result.err


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    result = timeline("shifts", "--words", tmp_path / "none.toml")
    assert (result.code, "cannot read: No such file" in result.err) == (2, True)
