"""A comparison as text: golden files at fixed widths, in `tests/showing/compare`.

Where what is shown changes on purpose: `TIMELINE_GOLDEN=1 uv run pytest tests/showing`, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.factories import TALKS, make_analysis
from timeline.choosing import narrowed, positions_named
from timeline.comparing import compare
from timeline.errors import UsageError
from timeline.models import Comparison
from timeline.showing.cells import width_of
from timeline.showing.compare_text import compare_text, summary_text
from timeline.showing.marks import Screen
from timeline.showing.sheet import comparison_sheet, trace_sheet
from timeline.showing.trace_text import trace_text

GOLDEN = Path(__file__).parent / "compare"
LATE = "2021-03-01-echo"
ANALYSIS = make_analysis(
    {
        **TALKS,
        LATE: "Nobody asked me. Extending the treaty is what we would like, for one year. "
        "The treaty is \x1b[31mred. The club may grow. A rule-based club grows.",
    }
)


def compared(left: str, right: str) -> Comparison:
    interviews = ANALYSIS.corpus.by_id
    return compare(interviews[left], interviews[right], ANALYSIS.themes, ANALYSIS.positions, ANALYSIS.statements)


def check(name: str, shown: str) -> None:
    """Compare with the golden file of that name, or write it anew where TIMELINE_GOLDEN is set."""
    golden = GOLDEN / f"{name}.golden"
    if os.environ.get("TIMELINE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown + "\n", encoding="utf-8")
    assert shown + "\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("width", [50, 60, 80, 120, 160, 200, 250])
def test_golden(width: int, colour: bool):
    shown = compare_text(comparison_sheet(compared("2019-01-10-herald", LATE), 1), Screen(width, colour))
    check(f"{width}-{'colour' if colour else 'plain'}", shown)
    assert max(map(width_of, shown.splitlines())) <= width


def test_golden_summary():
    check("summary", summary_text(comparison_sheet(compared("2019-01-10-herald", LATE)), Screen(80)))


@pytest.mark.parametrize("width", [50, 120])
def test_golden_trace(width: int):
    (position,) = positions_named(["extend"], ANALYSIS.positions)
    check(f"trace-{width}", trace_text(trace_sheet(ANALYSIS, position), Screen(width)))


def test_sides_can_be_swapped():
    forth, back = compared("2019-01-10-herald", LATE), compared(LATE, "2019-01-10-herald")
    turn = {"new": "dropped", "dropped": "new", "same": "same", "changed": "changed"}
    assert sorted(turn[p.state] for p in back.pairs) == sorted(p.state for p in forth.pairs)
    assert compare_text(comparison_sheet(back), Screen(80)).startswith("newer")


def test_each_statement_of_both_is_shown():
    pairs = compared("2019-01-10-herald", LATE).pairs
    for side, interview in (("before", "2019-01-10-herald"), ("after", LATE)):
        shown = {getattr(p, side) for p in pairs} - {None}
        assert shown == {s for s in ANALYSIS.statements if s.interview == interview}


def test_an_interview_beside_itself_is_the_same():
    assert {p.state for p in compared(LATE, LATE).pairs} == {"same"}


def test_narrowing():
    everything = compared("2019-01-10-herald", LATE)
    grow = narrowed(everything, positions=positions_named(["grow"], everything.positions))
    assert {name for p in grow.pairs for name in p.positions} == {"grow"}
    assert {p.state for p in narrowed(everything, only=["new"]).pairs} == {"new"}
    assert narrowed(everything, speaker="ann").pairs == everything.pairs
    with pytest.raises(UsageError, match=r"no speaker 'Zoe'. There is Ann Example"):
        narrowed(everything, speaker="Zoe")
