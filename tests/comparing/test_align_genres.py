"""Text unlike the five interviews: formulas repeated with one word moved, paraphrase in debates, unrelated texts."""

from __future__ import annotations

from tests.comparing.corpora import groups

# The manner of a central bank's statement: the same sentences at each meeting, one or two words moved.
BANK = {
    "2021-01-27": [
        "The Committee decided to keep the target range for the policy rate at 0 to 1/4 percent.",
        "The path of the economy will depend significantly on the course of the virus.",
        "Inflation has been running persistently below 2 percent.",
        "Voting for the monetary policy action were all members.",
        "The Committee will continue to buy Treasury securities for at least $80 billion per month.",
    ],
    "2021-06-16": [
        "The Committee decided to keep the target range for the policy rate at 0 to 1/4 percent.",
        "The path of the economy will depend significantly on the course of the virus.",
        "Inflation has risen, largely reflecting transitory factors.",
        "Voting for the monetary policy action were all members.",
        "The Committee will continue to buy Treasury securities for at least $80 billion per month.",
    ],
    "2021-11-03": [
        "The Committee decided to keep the target range for the policy rate at 0 to 1/4 percent.",
        "The path of the economy continues to depend on the course of the virus.",
        "Inflation is elevated, largely reflecting factors that are expected to be transitory.",
        "Voting for the monetary policy action were all members.",
        "The Committee decided to buy Treasury securities for $10 billion less per month.",
    ],
    "2022-03-16": [
        "The Committee decided to raise the target range for the policy rate to 1/4 to 1/2 percent.",
        "The path of the economy is highly uncertain.",
        "Inflation remains elevated, reflecting supply and demand imbalances and higher energy prices.",
        "Voting for the monetary policy action were all members but one.",
        "The Committee expects to buy no more Treasury securities after a coming meeting.",
    ],
}

# Recurring claims in a debate, reworded each time, between sentences that are said once.
DEBATE = {
    "2012-10-03": [
        "Five million new jobs were created in the private sector over the last thirty months.",
        "Seven hundred billion dollars are cut from Medicare by this plan.",
        "Good evening from the university.",
    ],
    "2012-10-11": [
        "They took seven hundred billion dollars out of Medicare to pay for the new law.",
        "Nobody here doubts the courage of our soldiers.",
    ],
    "2012-10-16": [
        "In the private sector, five million jobs were created over thirty months.",
        "Oil drilling permits on federal land were halved.",
    ],
    "2012-10-22": [
        "Drilling permits and licences on federal land and in federal waters were cut in half.",
        "The navy is smaller than at any time since 1917.",
    ],
}

UNRELATED = {
    "2020-01-01": ["The harvest of apples was rich this autumn.", "A violinist from Prague opened the festival."],
    "2020-02-01": ["Goalkeepers train twice a day before the cup.", "Her thesis treats the moons of Saturn."],
    "2020-03-01": ["Bakers complain about the price of flour.", "The ferry to the island runs on Sundays."],
    "2020-04-01": ["Engineers drained the tunnel after the flood.", "He collects stamps with pictures of owls."],
}


def test_formulas_with_one_word_moved_are_aligned_perfectly() -> None:
    found = groups(BANK)
    assert sorted(map(sorted, found)) == [[(day, n) for day in BANK] for n in range(5)]


def test_claims_reworded_in_a_debate_are_found_and_nothing_else() -> None:
    found = groups(DEBATE)
    assert sorted(map(sorted, found)) == [
        [("2012-10-03", 0), ("2012-10-16", 0)],
        [("2012-10-03", 1), ("2012-10-11", 0)],
        [("2012-10-16", 1), ("2012-10-22", 0)],
    ]


def test_unrelated_texts_are_not_linked() -> None:
    assert groups(UNRELATED) == []


def test_the_same_text_from_two_sources_is_aligned_sentence_by_sentence() -> None:
    said = BANK["2021-01-27"]
    found = groups({"2021-01-27": said, "2021-01-27-other-site": said})
    assert sorted(map(sorted, found)) == [[("2021-01-27", n), ("2021-01-27-other-site", n)] for n in range(5)]


def test_a_long_series_keeps_its_positions_apart() -> None:
    """Two hundred meetings: far more members than those that speak for a position."""
    said = BANK["2021-01-27"]
    series = {f"{1900 + n:04}-01-27": [s.replace("80", str(n % 7)) for s in said] for n in range(200)}
    found = groups(series)
    assert sorted(map(sorted, found)) == [[(day, n) for day in series] for n in range(5)]
