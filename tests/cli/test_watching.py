"""timeline shifts, phrases and brief: filters, formats, exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import timeline

NEW = Path("data/interviews/2020-12-29-rossiya-segodnya.txt")


def rows(*args: object) -> list[dict[str, str]]:
    result = timeline(*args)
    assert result.code == 0
    return json.loads(result.out)  # type: ignore[no-any-return]


def test_shifts_as_json_and_csv_hold_the_same():
    as_json = rows("shifts", "--top", 2, "-f", "json")
    as_csv = list(csv.DictReader(io.StringIO(timeline("shifts", "--top", 2, "-f", "csv").out)))
    assert [r["reason"] for r in as_json] == [r["reason"] for r in as_csv]
    assert len({r["theme"] for r in as_json}) == 3
    assert len(as_json) == 6


def test_shifts_are_narrowed_by_kind_day_and_position():
    some = rows("shifts", "--kind", "condition", "--since", "2020-01-01", "--top", 0, "-f", "json")
    every = rows("shifts", "--top", 0, "-f", "json")
    assert 0 < len(some) < len(every)
    assert all(r["from_date"] >= "2020-01-01" for r in some)
    named = rows("shifts", "--position", "five-years", "--top", 0, "-f", "json")
    assert {r["position"] for r in named} == {"five-years"}
    assert rows("shifts", "--speaker", "Lavrov", "--top", 0, "-f", "json") == every


def test_shifts_as_markdown_mark_the_words():
    shown = timeline("shifts", "-f", "markdown", "--theme", "new-start-extension").out
    assert shown.startswith("# ")
    assert "{--" in shown


def test_an_unknown_kind_is_misuse():
    result = timeline("shifts", "--kind", "foo")
    assert result.code == 2
    assert "no kind 'foo'" in result.err


def test_phrases_of_a_theme_and_a_named_one():
    assert "rule-based order" in timeline("phrases", "--theme", "rules-based-order").out
    shown = timeline("phrases", "--phrase", "called the tune").out
    assert "“called the tune”: 2019-09-04 to 2020-08-23, in 2 interviews" in shown
    assert timeline("phrases", "--phrase", "no such words at all").out == "No phrase.\n"
    named = rows("phrases", "--phrase", "called the tune", "-f", "json")
    assert [(r["first_seen"], r["last_seen"]) for r in named] == [("2019-09-04", "2020-08-23")]
    assert timeline("phrases", "--theme", "unsc", "-f", "markdown").out.startswith("## ")


def test_brief_in_every_format_says_the_same():
    made = json.loads(timeline("brief", NEW, "-f", "json").out)
    states = {item["state"] for item in made["items"]}
    assert {"new", "reworded", "missing"} <= states
    text = Path(NEW).read_text(encoding="utf-8-sig")
    for item in made["items"]:
        if said := item["statement"]:
            assert said["quote"] == text[said["start"] : said["end"]]
    for file_format in ("text", "markdown", "html"):
        shown = timeline("brief", NEW, "-f", file_format).out
        assert all(f"Said for the first time ({n})" in shown for n in _counts(made))


def _counts(made: dict[str, list[dict[str, str]]]) -> list[int]:
    new = [i["theme"] for i in made["items"] if i["state"] == "new"]
    return [new.count(theme) for theme in sorted(set(new))]


def test_brief_reads_a_file_beside_the_corpus_and_fails_on_what_it_is_asked_to(tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in sorted(NEW.parent.glob("*.txt")):
        (tmp_path / "new.txt" if path.name == NEW.name else corpus / path.name).write_bytes(path.read_bytes())
    args = ("brief", tmp_path / "new.txt", "--corpus", corpus)
    assert timeline(*args).code == 0
    assert timeline(*args, "--fail-on", "missing,new").code == 1
    assert timeline(*args, "--fail-on", "same").code == 0
    assert timeline(*args, "--out", tmp_path / "brief.html", "-f", "html").out == ""
    assert "<blockquote>" in (tmp_path / "brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("args", [["brief", NEW, "--fail-on", "foo"], ["brief", "no-such-file.txt"]])
def test_brief_misused_is_exit_code_2(args: list[object]):
    assert timeline(*args).code == 2
