"""A new interview against what was said before it."""

from __future__ import annotations

from tests.comparing.series import THEME, Series
from timeline.comparing import brief
from timeline.comparing.briefing import findings
from timeline.models import Analysis, Brief, Corpus, Silence

FIVE = "We want the treaty extended for five years."
ONE = "We want the treaty extended for one year, provided that others join."
CLUB = "The club must grow."
TALKS = "Talks go on in Geneva."


def analysis(made: Series) -> Analysis:
    interviews = tuple(sorted(made.interviews.values(), key=lambda i: (i.date, i.id)))
    addressed = {s.interview for s in made.statements}
    silences = tuple(Silence(THEME.id, i.id, "not asked") for i in interviews if i.id not in addressed)
    return Analysis(
        Corpus(interviews),
        (THEME,),
        tuple(made.positions),
        tuple(made.statements),
        made.changes(),
        made.shifts(),
        (),
        silences,
    )


BEFORE = {
    "2019-01-01": {"extend": FIVE, "club": CLUB},
    "2019-06-01": {"extend": FIVE, "club": CLUB},
}


def told(made: Brief, whole: Analysis) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(i.state, i.position, whole.quote(i.statement) if i.statement else "", i.kinds) for i in made.items]


def test_each_statement_is_new_reworded_or_the_same_and_what_is_usual_is_missed() -> None:
    whole = analysis(Series({**BEFORE, "2020-01-01": {"extend": ONE, "talks": TALKS}}))
    made = brief(whole, "2020-01-01")
    assert told(made, whole) == [
        ("reworded", "extend", ONE, ("condition", "number")),
        ("new", "talks", TALKS, ("added",)),
        ("missing", "club", "", ("dropped",)),
    ]
    reworded, new, missing = made.items
    assert reworded.earlier
    assert whole.quote(reworded.earlier) == FIVE
    assert reworded.diff
    assert (reworded.diff.old, reworded.diff.new) == (FIVE, ONE)
    assert new.earlier is not None  # the nearest on the theme
    assert missing.earlier
    assert (missing.earlier.interview, whole.quote(missing.earlier)) == ("2019-06-01", CLUB)


def test_word_for_word_counts_with_any_earlier_interview_and_any_typography() -> None:
    whole = analysis(
        Series({"2018-01-01": {"extend": ONE}, **BEFORE, "2020-01-01": {"extend": ONE.replace(" ", "  ").upper()}})
    )
    item = brief(whole, "2020-01-01").items[0]
    assert (item.state, item.earlier and item.earlier.interview) == ("same", "2018-01-01")


def test_what_was_said_later_counts_for_nothing() -> None:
    whole = analysis(Series({**BEFORE, "2020-01-01": {"talks": TALKS}}))
    first = brief(whole, "2019-01-01")
    assert [i.state for i in first.items] == ["new", "new"]


def test_a_silent_theme_says_so() -> None:
    whole = analysis(Series({**BEFORE, "2020-01-01": {"--": "It rained."}}))
    made = brief(whole, "2020-01-01")
    assert [(s.theme, s.reason) for s in made.silences] == [(THEME.id, "not asked")]
    assert [(i.state, i.position) for i in made.items] == [("missing", "extend"), ("missing", "club")]


def test_once_is_not_usual() -> None:
    whole = analysis(Series({"2019-01-01": {"club": CLUB}, "2020-01-01": {"talks": TALKS}}))
    assert [i.state for i in brief(whole, "2020-01-01").items] == ["new"]


def test_another_speakers_words_were_not_said_before() -> None:
    whole = analysis(Series({**BEFORE, "2020-01-01": {"extend": FIVE}}, speakers={"2020-01-01": "Ann"}))
    assert [i.state for i in brief(whole, "2020-01-01").items] == ["new"]


def test_findings_are_states_or_kinds() -> None:
    whole = analysis(Series({**BEFORE, "2020-01-01": {"extend": ONE, "talks": TALKS}}))
    made = brief(whole, "2020-01-01")
    assert [i.position for i in findings(made, {"condition"})] == ["extend"]
    assert [i.position for i in findings(made, {"new", "dropped"})] == ["talks", "club"]
    assert findings(made, set()) == ()
