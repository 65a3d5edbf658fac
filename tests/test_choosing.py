"""Which interview, theme or position is meant."""

from __future__ import annotations

import pytest

from tests.factories import make_analysis
from timeline.choosing import interview_named, positions_named, themes_named
from timeline.errors import UsageError

ANALYSIS = make_analysis()
INTERVIEWS = ANALYSIS.corpus.interviews


@pytest.mark.parametrize(
    "name",
    ["2019-06-02-radio", "2019-06-02", "corpus/2019-06-02-radio.txt", "2019-06-02-radio.txt", "2019-06", "Radio"],
)
def test_an_interview_is_meant_by_id_date_file_prefix_or_part(name: str):
    assert interview_named(name, INTERVIEWS).id == "2019-06-02-radio"


def test_an_ambiguous_name_lists_the_candidates():
    with pytest.raises(UsageError) as error:
        interview_named("2019", INTERVIEWS)
    assert str(error.value) == (
        "'2019' is ambiguous. It may be 2019-01-10-herald (2019-01-10, corpus/2019-01-10-herald.txt); "
        "2019-06-02-radio (2019-06-02, corpus/2019-06-02-radio.txt)"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [("2019-06-02-rdio", "Did you mean 2019-06-02-radio"), ("xyz", "There is 2019-01-10-herald; 2019-06-02-radio")],
)
def test_an_unknown_name_gets_a_next_step(name: str, hint: str):
    with pytest.raises(UsageError) as error:
        interview_named(name, INTERVIEWS)
    assert error.value.hint.startswith(hint)


def test_themes_and_positions_by_id_title_and_start():
    assert [t.id for t in themes_named(["The treaty and the club"], ANALYSIS.themes)] == ["treaty"]
    assert [t.id for t in themes_named([], ANALYSIS.themes)] == ["treaty"]
    for name in ("grow", "treaty/grow", "gr", "The club should"):
        assert [p.id for p in positions_named([name], ANALYSIS.positions)] == ["grow"]


def test_an_unknown_position_lists_what_there_is():
    with pytest.raises(UsageError, match=r"no position 'zz'. There is treaty/extend; treaty/grow"):
        positions_named(["zz"], ANALYSIS.positions)
