"""What the pages of a large corpus leave out, and that they say so."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from tests.factories import make_analysis
from tests.showing.corpora import make_large
from timeline.models import Analysis
from timeline.showing import page_thinning
from timeline.showing.page_lanes import Board, board
from timeline.showing.page_thinning import is_large, thinned
from timeline.showing.pages import Built, pages

ROOM = 200_000


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return make_large(60, 12)


@pytest.fixture(scope="module")
def whole(analysis: Analysis) -> Board:
    return board(analysis, analysis.themes[0])


@pytest.fixture(scope="module")
def small(whole: Board) -> Board:
    return thinned(whole, large=True, room=ROOM)


def ids(of: Board) -> set[str]:
    return {s.id for lane in of.lanes for s in lane.steps}


def test_what_fits_is_left_as_it_is(analysis: Analysis, whole: Board) -> None:
    assert not is_large(analysis.statements, analysis.changes, analysis.shifts)
    assert thinned(whole, large=False) is whole
    assert thinned(whole, large=True, room=10**9) is whole


def test_the_strongest_and_the_newest_stay(whole: Board, small: Board) -> None:
    assert small.left_out
    assert small.left_out.steps == len(ids(whole)) - len(ids(small)) > 100
    assert small.shifts[0] is whole.shifts[0]
    ranks = [s.rank for s in small.shifts]
    first_missing = next(s.rank for s in whole.shifts if s not in small.shifts)
    assert first_missing > 20
    assert ranks == sorted(ranks)
    last = whole.interviews[-1]
    assert any(m.interview is last for lane in small.lanes for m in lane.marks)


def test_every_lane_of_the_chart_begins_with_its_first_statement(whole: Board, small: Board) -> None:
    assert [lane.steps[0] for lane in small.lanes] == [lane.steps[0] for lane in whole.lanes]


def test_what_stays_holds_together(small: Board) -> None:
    kept = ids(small)
    shown = {i.id for i in small.interviews}
    for lane in small.lanes:
        assert all(m.step in kept and m.interview.id in shown for m in lane.marks)
        assert all(k.before in lane.marks and k.after in lane.marks for k in lane.links)
        told = {s.after for s in lane.steps}
        assert all(s.after or s.before in told for s in lane.steps)
    assert all(small.step_of[s.change] in kept for s in small.shifts)


def test_a_chart_has_forty_lanes_and_the_page_all(analysis: Analysis) -> None:
    many = make_large(4, 50, density=0.9)
    shown = thinned(board(many, many.themes[0]), large=False)
    assert len(shown.drawn_lanes) == page_thinning.LANES
    assert len(shown.lanes) == 50
    coded = [lane for lane in shown.lanes if lane.position and lane.position.source == "coded"]
    assert set(coded) <= set(shown.drawn_lanes)


def test_a_large_page_says_what_it_left_out_and_where_it_is(
    monkeypatch: pytest.MonkeyPatch, analysis: Analysis
) -> None:
    monkeypatch.setattr(page_thinning, "LIMIT", ROOM)
    monkeypatch.setitem(page_thinning.thinned.__kwdefaults__, "room", ROOM)
    site = pages(analysis, built=Built("0"))
    page = str(site["large.html"])
    told = re.search(r"Left out are ([\d,]+) entries with ([\d,]+) shifts", page)
    assert told
    assert "href=large-changes.csv" in page
    anchors = {unquote(a.strip("\"'")) for a in re.findall(r"\bid=(\"[^\"]*\"|[^\s>]+)", page)}
    inner = {unquote(h) for h in re.findall(r"href=[\"']?#([^\"'\s>]+)", page)}
    assert len(inner) > 100
    assert inner <= anchors
    rows = str(site["large-changes.csv"]).splitlines()
    assert len(rows) == 1 + len(analysis.changes)
    linked = {unquote(h) for h in re.findall(r"href=[\"']?large\.html#([^\"'\s>]+)", str(site["index.html"]))}
    assert linked
    assert linked <= anchors


def test_an_index_of_many_interviews_has_a_row_a_year() -> None:
    few = make_analysis()
    assert not [name for name in pages(few, built=Built("0")) if name.startswith("interviews-")]
    many = make_large(320, 2)
    site = pages(many, built=Built("0"))
    years = sorted({i.date.year for i in many.corpus.interviews})
    assert [n for n in site if n.startswith("interviews-")] == [f"interviews-{y}.html" for y in years]
    listed = [len(re.findall("<time ", str(site[f"interviews-{y}.html"]))) for y in years]
    assert sum(listed) == 320
    assert len(re.findall("<time ", str(site["index.html"]))) == 0


def test_a_table_of_shifts_ends_after_a_thousand_and_says_so(analysis: Analysis) -> None:
    few, many = (str(pages(a, built=Built("0"))["large.html"]) for a in (analysis, make_large(90, 30)))
    assert "the others stand with their" not in few
    told = re.search(r"These are the strongest 1,000 of ([\d,]+) shifts", many)
    assert told
    assert int(told[1].replace(",", "")) > 1000
    assert len(re.findall("<tr><td>[0-9]", many)) == 1000
