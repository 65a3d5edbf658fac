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
        progress("reading", 2, 2)
        return analysis

    monkeypatch.setattr("timeline.pipeline.analyse", analyse)
    assert timeline("list", "--verbose").err == "reading 2/2\n"
    assert timeline("list").err == ""


@pytest.mark.usefixtures("analysis")
def test_compare_exit_codes_are_those_of_diff():
    assert timeline("compare", "herald", "post").code == 0
    assert timeline("compare", "herald", "post", "--exit-code").code == 1
    assert timeline("compare", "post", "post", "--exit-code").code == 0
    assert timeline("compare", "herald", "nobody", "--exit-code").code == 2


@pytest.mark.usefixtures("analysis")
def test_compare_swaps_and_filters():
    assert timeline("compare", "herald", "post").out.startswith("older")
    assert timeline("compare", "herald", "post", "--swap").out.startswith("newer")
    only = timeline("compare", "herald", "post", "--position", "grow").out
    assert "[-must-]" in only
    assert "five years" not in only
    assert "1 changed" in timeline("compare", "herald", "post", "--position", "grow", "--summary").out


@pytest.mark.usefixtures("analysis")
@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colour_is_what_the_environment_asks_for(monkeypatch, env, coloured):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    said = timeline("compare", "herald", "post").out
    assert ("\x1b[" in said) is coloured
    assert ("[-must-]" in said) is not coloured
