"""What becomes of a position from one interview to the next."""

from tests.comparing.series import Series, told

PATIENT = "The Committee can be patient."
TIME = "Rates will stay low for some time."
LONG = "Rates will stay low for an extended period."
WEATHER = "It rained."


def test_consecutive_statements_are_paired_by_date_then_id() -> None:
    series = Series({"2015-02-01": {"rates": LONG}, "2015-01-01-b": {"rates": TIME}, "2015-01-01-a": {"rates": TIME}})
    assert told(series) == [
        ("2015-01-01-a", "2015-01-01-b", TIME, TIME, None),
        ("2015-01-01-b", "2015-02-01", TIME, LONG, None),
    ]
    assert [c.kinds for c in series.changes()] == [(), ("date",)]


def test_several_statements_of_a_position_are_paired_by_what_they_share() -> None:
    series = Series(
        {
            "2015-01-01": [("rates", TIME), ("rates", PATIENT)],
            "2015-02-01": [("rates", "The Committee can be very patient."), ("rates", LONG), ("rates", WEATHER)],
        }
    )
    assert told(series) == [
        ("2015-01-01", "2015-02-01", TIME, LONG, None),
        ("2015-01-01", "2015-02-01", PATIENT, "The Committee can be very patient.", None),
        ("2015-01-01", "2015-02-01", None, WEATHER, TIME),
    ]
    assert [c.within for c in series.changes()] == [False, False, True]


def test_a_position_that_stops_is_told_once_with_what_stands_in_its_place() -> None:
    series = Series(
        {
            "2015-01-01": {"rates": TIME},
            "2015-02-01": {"patience": PATIENT},
            "2015-03-01": {"patience": PATIENT},
        }
    )
    assert told(series) == [
        ("2015-01-01", "2015-02-01", TIME, None, PATIENT),
        ("2015-01-01", "2015-02-01", None, PATIENT, TIME),
        ("2015-02-01", "2015-03-01", PATIENT, PATIENT, None),
    ]


def test_where_the_theme_is_silent_nothing_stands_in_its_place() -> None:
    series = Series({"2015-01-01": {"rates": TIME}, "2015-02-01": {"--": WEATHER}, "2015-03-01": {"--": WEATHER}})
    assert told(series) == [("2015-01-01", "2015-02-01", TIME, None, None)]


def test_after_a_silence_the_next_interview_on_the_theme_is_looked_at_too() -> None:
    series = Series({"2015-01-01": {"rates": TIME}, "2015-02-01": {"--": WEATHER}, "2015-03-01": {"-": PATIENT}})
    assert told(series) == [
        ("2015-01-01", "2015-02-01", TIME, None, None),
        ("2015-01-01", "2015-03-01", TIME, None, PATIENT),
    ]


def test_a_position_that_comes_back_is_compared_with_its_last_wording() -> None:
    series = Series({"2015-01-01": {"rates": TIME}, "2015-02-01": {"-": PATIENT}, "2015-03-01": {"rates": LONG}})
    assert told(series) == [
        ("2015-01-01", "2015-02-01", TIME, None, PATIENT),
        ("2015-01-01", "2015-03-01", TIME, LONG, None),
        ("2015-02-01", "2015-03-01", None, LONG, PATIENT),
    ]


def test_the_first_interview_on_a_theme_changes_nothing() -> None:
    series = Series({"2015-01-01": {"--": WEATHER}, "2015-02-01": {"rates": TIME}})
    assert told(series) == []


def test_two_speakers_are_never_compared_with_each_other() -> None:
    series = Series(
        {"2015-01-01": {"rates": TIME}, "2015-02-01": {"rates": LONG}, "2015-03-01": {"rates": TIME}},
        speakers={"2015-02-01": "Ann Example"},
    )
    assert told(series) == [("2015-01-01", "2015-03-01", TIME, TIME, None)]


def test_a_statement_of_two_positions_changes_in_both() -> None:
    series = Series({"2015-01-01": {"rates patience": TIME}, "2015-02-01": {"rates patience": LONG}})
    assert [c.position for c in series.changes()] == ["rates", "patience"]


def test_the_order_in_which_things_come_in_does_not_matter() -> None:
    series = Series(
        {
            "2015-01-01": [("rates", TIME), ("patience", PATIENT)],
            "2015-02-01": {"rates": LONG},
            "2015-03-01": {"patience": PATIENT},
        }
    )
    forwards = series.changes()
    series.statements.reverse()
    series.interviews = dict(reversed(series.interviews.items()))
    assert series.changes() == forwards


def test_a_sentence_that_the_longer_statement_before_holds_is_not_new() -> None:
    target = "We do not have a target for the exchange rate."
    series = Series(
        {
            "2015-01-01": {"rate": f"{target} The threshold for intervening in the market is very high."},
            "2015-02-01": [
                ("rate", target),
                ("-", WEATHER),
                ("rate", "As to intervening in the market, the threshold is high."),
            ],
        }
    )
    stayed = [c for c in series.changes() if c.before is None or c.after is None]
    assert [(series.quote(c.after), c.kinds, c.evidence) for c in stayed] == [(target, (), ())]
    assert target in (series.quote(stayed[0].context) or "")
    assert all(s.change.before and s.change.after for s in series.shifts())


def test_one_statement_that_came_in_two_positions_is_one_shift() -> None:
    series = Series(
        {
            "2015-01-01": {"rates": TIME, "patience": PATIENT},
            "2015-02-01": {"rates": TIME, "patience": PATIENT, "banks capital": "Banks need more capital."},
        }
    )
    assert [series.quote(s.change.after) for s in series.shifts()] == ["Banks need more capital."]
