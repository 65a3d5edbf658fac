"""The Python API, on the five interviews."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import polars as pl
import pytest

import timeline
from timeline.models import Analysis
from timeline.showing.tables import TABLES


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return timeline.load("data/interviews", themes="data/themes", today=date(2026, 1, 1))


def test_importing_it_imports_nothing_heavy():
    code = "import sys, timeline; print(sorted({'polars','plotly','typer','timeline.models'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_every_name_is_there_and_others_are_not():
    assert all(getattr(timeline, name) for name in timeline.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lood'"):
        timeline.lood  # noqa: B018


def test_nothing_is_printed(analysis, capsys):
    timeline.compare(analysis, "2019", "tass")
    timeline.figure(analysis, "unsc-expansion")
    assert capsys.readouterr() == ("", "")


def test_select_keeps_what_is_asked_for(analysis):
    part = timeline.select(analysis, theme="unsc", since=date(2020, 1, 1), until=date(2020, 8, 12))
    assert {t.id for t in part.themes} == {s.theme for s in part.statements} == {"unsc-expansion"}
    assert {i.date.year for i in part.corpus.interviews} == {2020}
    assert {s.interview for s in part.statements} <= set(part.corpus.by_id)
    assert all({c.from_interview, c.to_interview} <= set(part.corpus.by_id) for c in part.changes)
    assert timeline.select(analysis) == analysis
    assert not timeline.select(analysis, speaker="Nobody").statements


def test_shifts_come_strongest_first_and_by_kind(analysis):
    scores = [s.score for s in timeline.shifts(analysis)]
    assert scores == sorted(scores, reverse=True)
    assert {s.kind for s in timeline.shifts(analysis, kind="term")} == {"term"}


def test_frames_are_the_exported_tables(analysis):
    for table in TABLES:
        frame = timeline.frame(analysis, table.name)
        assert isinstance(frame, pl.DataFrame)
        assert frame.columns == [c.name for c in table.columns]
    with pytest.raises(timeline.TimelineError, match=r"no table 'shift'. Did you mean shifts"):
        timeline.frame(analysis, "shift")


def test_sheets_render_and_display_themselves(analysis):
    sheet = timeline.compare(analysis, "2019", "tass", theme="rules")
    assert timeline.render(sheet, "docx")[:2] == b"PK"
    assert timeline.render(sheet, "markdown").startswith("# 2019-09-04")
    assert max(map(len, timeline.render(sheet, width=100).splitlines())) <= 100
    shown = sheet._repr_html_()
    assert shown.startswith("<iframe sandbox ")
    assert "<script" not in shown
    with pytest.raises(timeline.TimelineError, match="no format 'pdf'"):
        timeline.render(sheet, "pdf")


def test_a_figure_displays_itself(analysis):
    figure = timeline.figure(analysis, "new-start")
    assert callable(figure._repr_mimebundle_)
    assert figure.data
