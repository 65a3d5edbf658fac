"""Decades of near-identical statements: every change of a word is found, with exact dates, and nothing else is.

The texts are invented, in the manner of a central bank's statements and of resolutions.
"""

from __future__ import annotations

from tests.comparing.series import Series
from timeline.models import Shift

RATES = "The Committee expects that low rates will be appropriate for {}."
LABOUR = "Job gains have been {} in recent months, and the unemployment rate has remained low."
SOURCES = "The Committee remains attentive to the risks to both sides of its mandate."
TIME = {
    "2012-01-25": ("an extended period", "solid"),
    "2012-03-13": ("an extended period", "solid"),
    "2012-04-25": ("an extended period", "strong"),
    "2012-06-20": ("some time", "strong"),
    "2012-08-01": ("some time", "strong"),
    "2012-09-13": ("a considerable time", "strong"),
    "2012-10-24": ("a considerable time", "modest"),
    "2012-12-12": ("a considerable time", "modest"),
    "2013-01-30": ("as long as inflation stays below 2 percent", "modest"),
    "2013-03-20": ("as long as inflation stays below 2.5 percent", "modest"),
    "2013-05-01": ("as long as inflation stays below 2.5 percent", "modest"),
}


def statements() -> Series:
    return Series(
        {
            day: {"rates": RATES.format(time), "labour": LABOUR.format(pace), "mandate": SOURCES}
            for day, (time, pace) in TIME.items()
        }
    )


def seen(shift: Shift) -> tuple[str, str, str, str, str]:
    went = "; ".join(s.of(shift.change.diff.old) for s in shift.from_words)
    came = "; ".join(s.of(shift.change.diff.new) for s in shift.to_words)
    return shift.change.from_interview, shift.change.to_interview, shift.kind, went, came


def test_every_change_of_a_word_is_found_between_the_right_dates_and_no_other() -> None:
    assert sorted(seen(s) for s in statements().shifts()) == [
        ("2012-03-13", "2012-04-25", "boost", "solid", "strong"),
        ("2012-04-25", "2012-06-20", "date", "for an extended period", "for some time"),
        ("2012-08-01", "2012-09-13", "date", "for some time", "for a considerable time"),
        ("2012-09-13", "2012-10-24", "hedge", "strong", "modest"),
        ("2012-12-12", "2013-01-30", "condition", "", "as long as inflation stays below 2 percent"),
        ("2013-01-30", "2013-03-20", "number", "2", "2.5"),
    ]


def test_what_had_stood_long_ranks_before_what_had_not() -> None:
    steady, brief = (
        Series({f"2015-0{n + 1}-01": {"a": text} for n, text in enumerate([*["We may act."] * times, "We must act."])})
        for times in (4, 1)
    )
    (long,), (short,) = steady.shifts(), brief.shifts()
    assert long.score > short.score
    assert "steady in 4 interviews in a row before" in long.reason
    assert "steady" not in short.reason


def test_two_sources_of_one_text_raise_nothing() -> None:
    text = "The Council remains seized of the matter - “actively”."
    other = 'The  Council remains seized of the matter – "actively".'
    series = Series({"2015-01-01-a": {"a": text}, "2015-01-01-b": {"a": other}, "2015-01-01-c": {"a": text}})
    assert series.shifts() == ()


def test_a_sentence_inserted_and_later_removed() -> None:
    extra = "In light of global developments, the Committee will be patient."
    series = Series(
        {
            "2019-01-30": {"labour": LABOUR.format("solid")},
            "2019-03-20": {"labour": LABOUR.format("solid"), "patience": extra},
            "2019-05-01": {"labour": LABOUR.format("solid"), "patience": extra},
            "2019-06-19": {"labour": LABOUR.format("solid")},
        }
    )
    assert sorted(seen(s)[:3] for s in series.shifts()) == [
        ("2019-01-30", "2019-03-20", "added"),
        ("2019-05-01", "2019-06-19", "dropped"),
    ]


def test_one_word_of_a_resolution() -> None:
    series = Series(
        {
            "2001-01-01": {"a": "The Council urges all parties to cease hostilities."},
            "2002-01-01": {"a": "The Council demands that all parties cease hostilities."},
            "2003-01-01": {"a": "The Council demands that all parties cease hostilities immediately."},
        }
    )
    found = sorted(seen(s) for s in series.shifts())
    assert found == [
        ("2001-01-01", "2002-01-01", "boost", "urges", "demands"),
        ("2002-01-01", "2003-01-01", "boost", "", "immediately"),
    ]


def test_words_of_the_question_are_an_echo_and_no_shift() -> None:
    before = "We are ready to talk."
    after = "We are ready to talk about hypersonic missiles."
    asked = {"2020-02-01": "And what about hypersonic missiles?"}
    echoed = Series({"2020-01-01": {"a": before}, "2020-02-01": {"a": after}}, asked=asked)
    change = echoed.changes()[0]
    assert [s.of(change.diff.new) for s in change.echo] == ["hypersonic", "missiles"]
    assert change.kinds == ("added",)
    assert echoed.shifts() == ()
    volunteered = Series({"2020-01-01": {"a": before}, "2020-02-01": {"a": after}}, asked={"2020-02-01": "And now?"})
    assert [s.kind for s in volunteered.shifts()] == ["added"]


def test_a_position_that_falls_silent_with_the_whole_theme_is_one_shift_with_its_reason() -> None:
    series = Series(
        {
            "2020-01-01": {"a": "We want five seats.", "b": "We want two votes."},
            "2020-02-01": {"a": "We want five seats.", "b": "We want two votes."},
            "2020-03-01": {"--": "The weather is fine."},
        }
    )
    (shift,) = series.shifts()
    assert shift.kind == "dropped"
    assert "the theme is not addressed at all" in shift.reason


def test_one_pair_of_statements_under_two_positions_is_one_shift() -> None:
    series = Series({"2020-01-01": {"a b": "We want five seats."}, "2020-02-01": {"a b": "We want six seats."}})
    assert [s.kind for s in series.shifts()] == ["number"]
    assert len(series.changes()) == 2


def test_ranks_count_from_one_without_a_gap() -> None:
    found = statements().shifts()
    assert [s.rank for s in found] == list(range(1, len(found) + 1))
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_a_new_claim_ranks_before_one_that_goes_and_one_that_comes_back() -> None:
    rates, jobs, growth = "Rates stay low.", "Wages rise.", "Trade slows down."
    series = Series(
        {
            "2015-01-01": {"rates": rates, "jobs": jobs},
            "2015-02-01": {"rates": rates, "growth": growth},
            "2015-03-01": {"rates": rates, "growth": growth, "jobs": jobs},
        }
    )
    assert [(s.position, s.kind, s.change.to_interview) for s in series.shifts()] == [
        ("growth", "added", "2015-02-01"),
        ("jobs", "dropped", "2015-02-01"),
        ("jobs", "added", "2015-03-01"),
    ]


def test_what_is_denied_before_and_after_turns_nothing_round() -> None:
    before, turned = "We will not close the border.", "We will close the border."
    denied = "We will not close the border and will not fence it."
    scores = [
        shift.score
        for after in (turned, denied)
        for shift in Series({"2015-01-01": {"a": before}, "2015-02-01": {"a": after}}).shifts()
    ]
    assert len(scores) == 2
    assert scores[0] > scores[1]
