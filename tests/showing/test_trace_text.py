"""A position through time as text says nothing that its quotes contradict."""

from __future__ import annotations

from tests.comparing.series import THEME, Series
from timeline.models import Analysis, Corpus
from timeline.showing.marks import Screen
from timeline.showing.sheet import trace_sheet
from timeline.showing.trace_text import trace_text

TARGET = "We do not have a target for the exchange rate."
HIGH = "The threshold for intervening in the market is very high."


def traced(series: Series) -> str:
    corpus = Corpus(tuple(series.interviews.values()))
    analysis = Analysis(
        corpus, (THEME,), tuple(series.positions), tuple(series.statements), series.changes(), series.shifts()
    )
    return " ".join(trace_text(trace_sheet(analysis, series.positions[0]), Screen(200)).split())


def test_a_position_that_is_stated_is_never_not_said() -> None:
    shown = traced(Series({"2015-01-01": [("rate", TARGET), ("rate", HIGH)], "2015-02-01": {"rate": TARGET}}))
    assert "not said" not in shown
    assert f"no longer, of what was said on 2015-01-01 {HIGH}" in shown


def test_a_silence_is_told_once_for_all_statements() -> None:
    shown = traced(Series({"2015-01-01": [("rate", TARGET), ("rate", HIGH)], "2015-02-01": {"--": "It rained."}}))
    assert shown.count("not said; it was on 2015-01-01") == 1


def test_what_comes_back_is_compared_and_not_new_beside_that() -> None:
    shown = traced(
        Series({"2015-01-01": {"rate": TARGET}, "2015-02-01": {"-": "It rained."}, "2015-03-01": {"rate": TARGET}})
    )
    assert "word for word as on 2015-01-01" in shown
    assert "new since" not in shown


def test_a_sentence_of_a_longer_statement_is_word_for_word_as_before() -> None:
    later = [("rate", TARGET), ("-", "It rained."), ("rate", "As to intervening in the market, the threshold is high.")]
    shown = traced(Series({"2015-01-01": {"rate": f"{TARGET} {HIGH}"}, "2015-02-01": later}))
    assert "word for word as on 2015-01-01, there with more beside it" in shown
    assert "new since" not in shown
