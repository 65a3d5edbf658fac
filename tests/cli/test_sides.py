"""`timeline compare` of files, in the corpus and outside it, on the real interviews."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import timeline

TASS = Path("data/interviews/2020-04-29-tass.txt")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Return a version of an interview with its longest paragraph left out and a word of the next one changed."""
    text = TASS.read_text(encoding="utf-8")
    *_, second, longest = sorted(text.split("\n"), key=len)
    path = tmp_path / "edited.txt"
    changed = text.replace(longest, "").replace(second, second.replace(" the ", " that ", 1))
    path.write_text(changed, encoding="utf-8")
    return path


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """Return a transcript without a date."""
    path = tmp_path / "undated.txt"
    path.write_text("Question: What of it?\n\nAnn Example: We like the New START Treaty.\n", encoding="utf-8")
    return path


def test_two_files_outside_the_corpus(edited, tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_bytes(TASS.read_bytes())
    result = timeline("compare", copy, edited, "--whole", "--format", "json", "--context", 0)
    assert result.code == 0
    states = [entry["state"] for entry in json.loads(result.out)["entries"]]
    assert sorted(states) == ["changed", "dropped"]
    assert timeline("compare", copy, edited, "--whole", "--exit-code").code == 1
    assert timeline("compare", copy, copy, "--whole", "--exit-code").code == 0


def test_a_file_outside_beside_one_of_the_corpus(edited):
    result = timeline("compare", "2020-04-29", edited, "--whole", "--context", 0, "--width", 120)
    assert "[-the-]" in result.out
    assert "{+that+}" in result.out
    themes = timeline("compare", "2020-04-29", edited, "--width", 120)
    assert "══" in themes.out


def test_a_file_without_a_date_asks_for_the_option(undated):
    result = timeline("compare", TASS, undated, "--whole")
    assert result.code == 2
    assert result.err.startswith(f"error: {undated}: no date")
    assert result.err.endswith("Give it: --date-b YYYY-MM-DD\n")
    assert timeline("compare", TASS, undated, "--whole", "--date-b", "2021-01-01").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--date-a", "soon"], "error: --date-a: 'soon' is no date. Write it as 2020-12-31\n"),
        (["--date-b", "2020-01-01"], "error: --date-b: is for files outside the corpus."),
        (["--whole", "--theme", "x"], "error: --theme and --position do not go with --whole."),
        (["--position", "extnd-full-term"], "error: no position 'extnd-full-term'."),
        (["--format", "docx", "--out", "/proc/x/y.docx"], "error: /proc/x: cannot write:"),
    ],
)
def test_misuse(args, said):
    result = timeline("compare", "2020-04-29", "2020-12-29", *args)
    assert result.code == 2
    assert result.err.startswith(said)


def test_each_format_can_be_written(tmp_path):
    for file_format in ("text", "markdown", "html", "json", "docx"):
        out = tmp_path / f"compare.{file_format}"
        assert timeline("compare", "2019", "2020-12", "--format", file_format, "--out", out).code == 0
        assert out.stat().st_size > 1000
