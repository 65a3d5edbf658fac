"""What alignment promises whatever the text: its laws, its names, its bounds."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from tests.comparing.corpora import THEME, corpus, groups
from tests.factories import make_interview
from timeline.comparing import align
from timeline.comparing.align_words import words_of
from timeline.models import Position, Statement, Theme

TALKS = {
    "2019-01-10": [
        "We support extending the New START treaty for five years without conditions.",
        "India and Brazil deserve a seat at the Security Council table.",
        "The weather in Vladivostok was splendid.",
    ],
    "2019-06-02": [
        "Brazil and India are worthy candidates for the Security Council.",
        "Our fishermen catch more salmon than before.",
    ],
    "2020-02-01": [
        "The New START treaty should be extended for five years, unconditionally.",
        "Salmon catches by our fishermen fell sharply.",
        "A railway through the mountains is being built.",
    ],
    "2020-11-30": [
        "We agree to extend the New START treaty for one year.",
        "Nobody spoke of India or Brazil and their candidates this time.",
    ],
}


def test_the_same_claim_is_found_across_interviews() -> None:
    assert {("2019-01-10", 0), ("2020-02-01", 0), ("2020-11-30", 0)} in groups(TALKS)
    assert {("2019-06-02", 1), ("2020-02-01", 1)} in groups(TALKS)


def test_what_is_said_once_stays_alone() -> None:
    placed = set().union(*groups(TALKS))
    assert ("2019-01-10", 2) not in placed
    assert ("2020-02-01", 2) not in placed


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_input_changes_nothing(seed: int) -> None:
    interviews, statements = corpus(TALKS)
    expected = align(THEME, statements, interviews)
    shuffled, names = list(statements), list(interviews)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(names)
    assert align(THEME, shuffled, {n: interviews[n] for n in names}) == expected


@pytest.mark.parametrize("known", [1, 2, 3])
def test_nothing_later_decides_what_is_said_of_something_earlier(known: int) -> None:
    """Two statements of the first interviews share a position exactly as they did before the later ones came."""
    days = list(TALKS)[:known]
    before = groups({d: TALKS[d] for d in days})
    after = [{m for m in group if m[0] in days} for group in groups(TALKS)]
    assert [g for g in before if len(g) > 1] == [g for g in after if len({day for day, _ in g}) > 1]


def test_a_name_and_an_id_do_not_change_when_interviews_come() -> None:
    days = list(TALKS)
    interviews, statements = corpus(TALKS)
    names = [
        {p.id: p.title for p in align(THEME, [s for s in statements if s.interview in days[:n]], interviews).positions}
        for n in range(2, len(days) + 1)
    ]
    for earlier, later in itertools.pairwise(names):
        assert earlier.items() <= later.items()


def test_positions_are_named_in_their_own_words() -> None:
    interviews, statements = corpus(TALKS)
    for position in align(THEME, statements, interviews).positions:
        said = " ".join(interviews[s.interview].text for s in statements).lower()
        assert position.title.lower() in said
        assert position.source == "discovered"


def test_coded_positions_stay_and_only_the_rest_is_discovered() -> None:
    interviews, statements = corpus(TALKS)
    theme = Theme("theme", "Theme", "", (Position("five-years", "theme", "Five years", "coded"),))
    marked = [
        replace(s, positions=("five-years",)) if s.start == 9 and "START" in s.interview else s for s in statements
    ]
    marked[0] = replace(marked[0], positions=("five-years",))
    aligned = align(theme, marked, interviews)
    assert aligned.positions[0].id == "five-years"
    assert aligned.statements[0] == marked[0]
    assert all(p.source == "discovered" for p in aligned.positions[1:])


def test_coded_positions_can_be_dropped() -> None:
    interviews, statements = corpus(TALKS)
    theme = Theme("theme", "Theme", "", (Position("all", "theme", "All", "coded"),))
    marked = [replace(s, positions=("all",)) for s in statements]
    assert align(theme, marked, interviews, coded=False).statements == align(THEME, statements, interviews).statements
    assert align(theme, marked, interviews).statements == tuple(marked)


def test_a_discovered_position_never_takes_the_id_of_a_coded_one() -> None:
    interviews, statements = corpus(TALKS)
    taken = {p.id for p in align(THEME, statements, interviews).positions}
    theme = Theme("theme", "Theme", "", tuple(Position(p, "theme", p, "coded") for p in sorted(taken)))
    ids = [p.id for p in align(theme, statements, interviews).positions]
    assert len(ids) == len(set(ids)) == 2 * len(taken)


@pytest.mark.parametrize("talks", [{}, {"2019-01-10": ["Only one."]}, {"2019-01-10": ["…"], "2019-01-11": ["…"]}])
def test_too_little_to_align_finds_nothing(talks: dict[str, list[str]]) -> None:
    assert groups(talks) == []


def test_names_weigh_more_and_the_first_word_is_no_name() -> None:
    found = words_of("Support for Brazil grew. Nobody asked Brazil.")
    assert found.names == {"brazil"}
    assert found.counts["brazil"] == 2


def test_scripts_without_spaces_are_compared_by_pairs_of_letters() -> None:
    talks = {
        "2019-01-10": ["我们支持延长新削减战略武器条约五年。", "今天天气很好。"],
        "2019-06-02": ["新削减战略武器条约应当延长五年。", "渔民的收成增加了。"],
    }
    assert groups(talks) == [{("2019-01-10", 0), ("2019-06-02", 0)}]


def test_a_statement_of_several_sentences_is_cut_where_they_go_different_ways() -> None:
    interviews, single = corpus(TALKS)
    whole = [replace(s, end=max(x.end for x in single if x.interview == s.interview)) for s in single if s.start == 9]
    assert align(THEME, whole, interviews).positions == align(THEME, single, interviews).positions
    aligned = align(THEME, whole, interviews).statements
    assert [s.span.of(interviews[s.interview].text) for s in aligned if not s.positions][:1] == [TALKS["2019-01-10"][2]]


def test_neighbours_without_a_position_are_joined_again() -> None:
    talks = {"2019-01-10": ["Bakers complain about flour.", "Goalkeepers train twice."], "2019-06-02": ["It rained."]}
    interviews, statements = corpus(talks)
    assert len(align(THEME, statements, interviews).statements) == 2


def test_a_formula_that_lost_its_cue_stays_in_its_position() -> None:
    """The word that changed was the cue: the codebook alone would show one claim dropped and another made."""
    talks = {
        "2019-01-10": ["We stand for an extension of the treaty by five years.", "The harvest was rich."],
        "2019-06-02": [
            "We stand for an extension of the treaty by one year.",
            "The festival was opened by a violinist.",
        ],
    }
    interviews, statements = corpus(talks)
    theme = Theme("theme", "Theme", "", (Position("five-years", "theme", "Five years", "coded"),))
    marked = [replace(statements[0], positions=("five-years",)), *statements[1:]]
    aligned = align(theme, marked, interviews)
    assert [s.positions for s in aligned.statements] == [("five-years",), (), ("five-years",), ()]
    assert aligned.positions == theme.positions
    assert [s.reason for s in aligned.statements][2] == "all of it; its position by likeness"


def test_what_came_before_a_coded_statement_does_not_join_it() -> None:
    interviews, statements = corpus(
        {
            "2019-01-10": ["We stand for an extension by one year."],
            "2019-06-02": ["We stand for an extension by five years."],
        }
    )
    theme = Theme("theme", "Theme", "", (Position("five-years", "theme", "Five years", "coded"),))
    marked = [statements[0], replace(statements[1], positions=("five-years",))]
    assert [s.positions for s in align(theme, marked, interviews).statements] == [(), ("five-years",)]


def test_a_short_answer_means_what_was_asked() -> None:
    question = "Will you hold on to the exchange rate target against the Estmark crown?"
    talks = {
        "2019-01-10-a": (question, "We will not."),
        "2019-06-02-b": (question, "Certainly we shall."),
        "2020-02-01-c": (
            question,
            "Let me begin with salmon. Our rivers are full. So are our nets. It was a good year.",
        ),
    }
    interviews = {n: make_interview(n, said, question=asked) for n, (asked, said) in talks.items()}
    statements = [
        Statement("t", n, 2, i.turns[1].said.start, i.turns[1].said.end, "Ann Example", True, "asked")
        for n, i in interviews.items()
    ]
    found = align(Theme("t", "T"), statements, interviews).statements
    placed = {s.interview: s.positions for s in found if s.positions}
    assert placed.keys() == {"2019-01-10-a", "2019-06-02-b"}
    assert len(set(placed.values())) == 1
