"""Commands that show an analysis, here a hand-made one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.cli.running import timeline
from tests.factories import make_analysis
from timeline.errors import Problem, UsageError


@pytest.fixture
def analysis(monkeypatch):
    """Let every command find the hand-made analysis."""
    made = make_analysis()
    monkeypatch.setattr("timeline.pipeline.analyse", lambda *_, **__: made, raising=False)
    return made


@pytest.fixture(autouse=True)
def _width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.usefixtures("analysis")
def test_list_has_a_line_for_each_interview():
    lines = timeline("list").out.splitlines()
    assert [line[:10] for line in lines if line[:2] == "20"] == ["2019-01-10", "2019-06-02", "2020-02-01", "2020-11-30"]


@pytest.mark.usefixtures("analysis")
def test_shifts_quotes_both_sides_and_limits():
    everything, first = timeline("shifts").out, timeline("shifts", "-n", "1").out
    assert "[-may-]" not in everything
    assert "{+may+}" in everything
    assert "[-must-]" in everything
    assert "2 more: --limit 0 shows all." in first


@pytest.mark.usefixtures("analysis")
def test_an_unknown_theme_is_answered_by_a_likely_one():
    result = timeline("shifts", "--theme", "traety")
    assert (result.code, result.err) == (2, "error: no theme 'traety'. Did you mean treaty?\n")


@pytest.mark.usefixtures("analysis")
@pytest.mark.parametrize("file_format", ["csv", "jsonl", "parquet"])
def test_export_twice_gives_the_same_bytes(tmp_path, file_format):
    for name in ("one", "two"):
        assert timeline("export", "--out", tmp_path / name, "-f", file_format).code == 0
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [p.name for p in one] == [p.name for p in two]
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


@pytest.mark.usefixtures("analysis")
def test_export_lists_what_it_wrote(tmp_path):
    written = timeline("export", "--out", tmp_path, "-f", "jsonl").out.split()
    assert sorted(map(str, tmp_path.iterdir())) == sorted(written)
    rows = [json.loads(line) for line in (tmp_path / "statements.jsonl").read_text().splitlines()]
    assert rows[0]["quote"] == "We firmly support extending the treaty for five years."


@pytest.mark.usefixtures("analysis")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    result = timeline("export", "--out", tmp_path / "file")
    assert result.code == 2
    assert result.err.startswith(f"error: {tmp_path / 'file'}: cannot write: File exists.")


def test_problems_are_said_and_errors_make_exit_code_2(monkeypatch, analysis):
    found = (Problem("a.txt", "no date", "Name it"), Problem("b.txt", "two dates", severity="warning"))
    monkeypatch.setattr("timeline.pipeline.analyse", lambda *_, **__: replace(analysis, problems=found))
    result = timeline("list")
    assert (result.code, result.err) == (2, "error: a.txt: no date. Name it\nwarning: b.txt: two dates\n")
    assert timeline("list", "--quiet").err == "error: a.txt: no date. Name it\n"
    monkeypatch.setattr("timeline.pipeline.analyse", lambda *_, **__: replace(analysis, problems=found[1:]))
    assert timeline("list").code == 0


def test_what_the_pipeline_raises_is_one_line(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise UsageError("no such folder", place="nope", hint="Give a path")

    monkeypatch.setattr("timeline.pipeline.analyse", fail, raising=False)
    result = timeline("list", "--corpus", "nope")
    assert (result.code, result.out, result.err) == (2, "", "error: nope: no such folder. Give a path\n")


def test_verbose_says_each_step(monkeypatch, analysis):
    def analyse(*_: object, progress, **__: object):
        progress("reading", 1, 2)
        return analysis

    monkeypatch.setattr("timeline.pipeline.analyse", analyse)
    assert timeline("list", "--verbose").err == "reading 1/2\n"
    assert timeline("list").err == ""
