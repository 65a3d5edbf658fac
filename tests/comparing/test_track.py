"""Phrases through time: exact dates, runs, families, what is told apart and what is not the speaker's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.comparing.series import THEME, Series
from timeline.comparing import phrases
from timeline.comparing.track import runs, variants
from timeline.models import Phrase

LINE = "The Committee expects low rates for {} ahead."


def tracked(series: Series, *named: str) -> dict[str, Phrase]:
    return {p.phrase: p for p in phrases(THEME, series.statements, series.interviews, named=named)}


def series(*wordings: str, line: str = LINE, **more: dict[str, str]) -> Series:
    days = [f"2015-{n + 1:02}-01" for n in range(len(wordings))]
    return Series({day: {"a": line.format(w)} for day, w in zip(days, wordings, strict=True)}, **more)  # type: ignore[arg-type]


def where(phrase: Phrase, of: Series) -> list[str]:
    return [o.span.of(of.interviews[o.interview].text) for o in phrase.occurrences]


def test_first_and_last_date_are_exact_and_the_next_wording_is_named() -> None:
    made = series("considerable time", "considerable time", "an extended period", "an extended period")
    found = tracked(made)["considerable time"]
    assert (str(found.first_seen), str(found.last_seen)) == ("2015-01-01", "2015-02-01")
    assert found.gaps == ()
    assert found.replaced_by == "extended period"
    assert where(found, made) == ["considerable time"] * 2


def test_a_condition_that_gives_way_in_a_rewording_is_a_phrase_and_names_its_successor() -> None:
    made = Series(
        {
            "2020-08-23": {
                "a": "We proposed extending it for five years, as stipulated in the treaty, without any preconditions."
            },
            "2020-12-29": {
                "a": "One would like to hope that the new administration will see that its extension without any "
                "additional conditions, and preferably for five years, would meet the interests of both countries."
            },
        }
    )
    found = {p.phrase: p for p in phrases(THEME, made.statements, made.interviews, changes=made.changes())}
    assert found["without any preconditions"].replaced_by == "without any additional conditions"
    assert "without any additional conditions" in found
    assert "without any preconditions" not in tracked(made), "only the changes tell it"


def test_two_runs_stay_two_runs() -> None:
    made = series("considerable time", "considerable time", "now", "considerable time")
    found = tracked(made)["considerable time"]
    assert found.gaps == ("2015-03-01",)
    assert runs(found, list(made.interviews)) == [("2015-01-01", "2015-02-01"), ("2015-04-01", "2015-04-01")]


def test_a_phrase_inside_a_longer_one_is_the_longer_one() -> None:
    made = series(
        "We speak of a world order here.",
        "The world order was born in 1945.",
        "They want a rules-based world order instead.",
        "No rules-based world order will last.",
        line="{}",
    )
    found = tracked(made)
    assert str(found["world order"].last_seen) == "2015-02-01"
    assert str(found["rules-based world order"].first_seen) == "2015-03-01"
    assert found["world order"].family == found["rules-based world order"].family


def test_a_named_phrase_shows_the_longer_one_it_is_part_of() -> None:
    made = series(
        "We speak of a world order here.",
        "They want a rules-based world order instead.",
        "No rules-based world order will last.",
        line="{}",
    )
    found = tracked(made, "World order")["World order"]
    assert [(o.interview, o.within) for o in found.occurrences] == [
        ("2015-01-01", ""),
        ("2015-02-01", "rules-based world order"),
        ("2015-03-01", "rules-based world order"),
    ]
    assert str(found.last_seen) == "2015-01-01"


def test_a_phrase_quoted_to_be_rejected_is_not_the_speakers() -> None:
    said = "We want a rules-based order now."
    rejected = "They prefer to talk about some “rules-based order” instead."
    made = Series({"2019-01-01": {"a": said}, "2020-01-01": {"a": rejected}, "2021-01-01": {"a": rejected}})
    named = tracked(made, "rules-based order")["rules-based order"]
    assert [o.quoted for o in named.occurrences] == [False, True, True]
    assert str(named.last_seen) == "2019-01-01"
    assert not named.quoted
    only = Series({"2020-01-01": {"a": rejected}, "2021-01-01": {"a": rejected}})
    assert tracked(only, "rules-based order")["rules-based order"].quoted


def test_quotation_marks_alone_reject_nothing() -> None:
    made = Series({"2020-01-01": {"a": "We support the “division of labour” between bodies."}})
    assert not tracked(made, "division of labour")["division of labour"].quoted


def test_what_the_interviewer_says_is_not_the_speakers() -> None:
    made = series("some time", "some time", asked={"2015-01-01": "Is it a trade war? A trade war?"})
    assert tracked(made, "trade war") == {}


def test_speakers_are_tracked_apart() -> None:
    made = series("considerable time", "considerable time", "considerable time", speakers={"2015-02-01": "Ann"})
    found = phrases(THEME, made.statements, made.interviews, named=["considerable time"])
    assert [(p.speaker, len(p.occurrences)) for p in found] == [("Ann", 1), ("The Committee", 2)]


def test_spelling_and_typography_make_no_other_phrase() -> None:
    made = series("the organisation’s programme", "the  Organization's program")
    found = tracked(made, "organization's program")["organization's program"]
    assert len(found.occurrences) == 2


def test_a_phrase_does_not_reach_over_a_sign() -> None:
    made = series("low inflation, growth ahead", "low inflation; growth ahead")
    assert not [p for p in tracked(made) if "inflation" in p and "growth" in p]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("rule-based order", "rules-based order", True),
        ("UN Security Council", "Security Council", True),
        ("illegitimate tools", "illegitimate sanctions", False),
        ("for some time", "for a long time to come", False),
    ],
)
def test_families(one: str, other: str, alike: bool) -> None:
    assert variants(one, other) is alike


@given(st.lists(st.sampled_from(["considerable time", "extended period", "now"]), min_size=1, max_size=8))
def test_dates_gaps_and_runs_agree_with_what_is_said(wordings: Sequence[str]) -> None:
    made = series(*wordings)
    days = list(made.interviews)
    said = [day for day, w in zip(days, wordings, strict=True) if w == "considerable time"]
    found = tracked(made, "considerable time").get("considerable time")
    assert (found is None) == (not said)
    if found:
        assert [o.interview for o in found.occurrences] == said
        assert (str(found.first_seen), str(found.last_seen)) == (said[0], said[-1])
        between = days[days.index(said[0]) : days.index(said[-1]) + 1]
        assert list(found.gaps) == [day for day in between if day not in said]
        inside = [d for first, last in runs(found, days) for d in days[days.index(first) : days.index(last) + 1]]
        assert inside == said


def test_the_order_in_which_things_come_in_does_not_matter() -> None:
    made = series("considerable time", "extended period", "considerable time", "extended period")
    forwards = phrases(THEME, made.statements, made.interviews)
    made.statements.reverse()
    made.interviews = dict(reversed(made.interviews.items()))
    assert phrases(THEME, made.statements, made.interviews) == forwards


def test_what_took_a_phrases_place_is_quoted_as_it_stands() -> None:
    talks = {
        "2015-01-01": {"aim": "We need a tight policy to bring down inflation within a reasonable time."},
        "2015-02-01": {"aim": "We need a tight policy to bring down inflation within a reasonable time."},
        "2015-03-01": {"aim": "We need a tight policy to stabilise inflation within a reasonable time."},
    }
    series = Series(talks)
    tracked = phrases(THEME, series.statements, series.interviews)
    instead = {p.replaced_by for p in tracked if p.replaced_by}
    assert instead
    assert all(any(i.text.count(words) for i in series.interviews.values()) for words in instead)
    assert "stabilise" in instead


def test_thousands_parted_by_a_space_are_one_number() -> None:
    talks = {
        "2015-01-01": {"aim": "Wir verlangen eine Pauschale von 10 500 Euro vom Bund."},
        "2015-02-01": {"aim": "Wir verlangen eine Pauschale von 7 500 Euro vom Bund."},
    }
    series = Series(talks)
    german = {n: replace(i, language="de") for n, i in series.interviews.items()}
    said = {p.phrase for p in phrases(THEME, series.statements, german)}
    assert not any(p.startswith("500") for p in said)
