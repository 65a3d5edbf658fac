"""Keywords in context, themes from a query, doubts, unused patterns, proposals."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from tests.factories import make_interview
from timeline.errors import CodebookError
from timeline.themes import (
    doubts,
    find_statements,
    keywords,
    parse_codebook,
    query_codebook,
    search,
    suggest_positions,
    suggest_themes,
    unused,
)

CODEBOOK = parse_codebook(
    'title = "T"\nterms = ["Blue Treaty", "Green Treaty"]\nexclude = ["Blue Treaty Street"]', theme="t"
)


def test_every_match_is_shown_with_its_rule() -> None:
    talk = make_interview(
        "2020-01-01-test", "The “Blue\u00a0Treaty” holds. In Blue Treaty Street. We ate. We slept.", "A Blue Treaty?"
    )
    found = keywords(talk, CODEBOOK, find_statements(talk, CODEBOOK).statements)
    assert [(k.span.of(talk.text), k.kind, k.role, k.taken) for k in found] == [
        ("Blue Treaty", "terms", "question", False),
        ("Blue\u00a0Treaty", "terms", "answer", True),
        ("Blue Treaty", "terms", "answer", False),
        ("Blue Treaty Street", "exclude", "answer", False),
    ]


def test_search_speaks_the_same_language() -> None:
    talk = make_interview("2020-01-01-test", "A reform of the UN Security Council.", "Well?")
    assert [k.span.of(talk.text) for k in search("Security Council NEAR/5 reform~", [talk])] == [
        "reform of the UN Security Council"
    ]
    with pytest.raises(CodebookError, match="not closed"):
        list(search("(a", [talk]))


def test_a_query_is_a_theme() -> None:
    talk = make_interview("2020-01-01-test", "Wheat is sold. Rain fell.", "Well?")
    statements = find_statements(talk, query_codebook("Wheat sales", "wheat NEAR/3 sold")).statements
    assert [s.theme for s in statements] == ["wheat-sales"]


def test_patterns_that_match_nowhere() -> None:
    talk = make_interview("2020-01-01-test", "The Blue Treaty holds.")
    assert unused(CODEBOOK, [talk]) == (("terms", "Green Treaty"), ("exclude", "Blue Treaty Street"))


def test_acronyms_that_are_words_are_doubted() -> None:
    codebook = parse_codebook(
        'title = "T"\nterms = ["(WTO|WHO)", "=WHO", "WHO reform", "UN"]', theme="t", file="t.toml"
    )
    assert [str(d) for d in doubts(codebook)] == [
        't.toml: terms: "WHO" in `(WTO|WHO)` also matches the word "who". Write =WHO to match capitals only'
    ]


TALKS = [
    make_interview(f"202{n}-01-01-test", said)
    for n, said in enumerate(
        [
            "The grain corridor is open. Ships use the grain corridor. The grain corridor feeds many. It rained.",
            "We close the grain corridor. The grain corridor failed. Nobody wanted it.",
            "Nice weather. We had lunch.",
        ]
    )
]


def test_recurring_themes_are_proposed_as_codebooks_that_load() -> None:
    proposed = suggest_themes(TALKS)
    codebook = parse_codebook(proposed, theme="grain-corridor")
    assert codebook.theme.title == "grain corridor"
    assert len(find_statements(TALKS[0], codebook).statements) >= 3
    assert suggest_themes(TALKS, [codebook]) == ""


def test_subjects_of_other_languages_are_proposed_without_their_small_words() -> None:
    said = [
        "Die Grenzkontrollen bleiben für die Pendler. Der Bund und die Länder wollen es so. Es ist gut für die Stadt.",
        "Wir halten die Grenzkontrollen für falsch. Und die Länder sehen es auch so. Das ist so für die Stadt.",
        "Die Grenzkontrollen wirken. Der Bund und die Länder sind sich einig. Es gilt für die Stadt.",
    ]
    talks = [replace(make_interview(f"202{n}-01-01-test", words), language="de") for n, words in enumerate(said)]
    proposed = suggest_themes(talks)
    assert tomllib.loads(proposed)["title"] == "Grenzkontrollen"
    assert "für die" not in proposed.split("title", 1)[1]


def test_positions_are_proposed_from_what_has_none() -> None:
    codebook = parse_codebook('title = "G"\nterms = ["corridor"]', theme="g")
    talks = [
        make_interview("2020-01-01-a", "The corridor needs safe passage for ships."),
        make_interview("2021-01-01-b", "In the corridor safe passage is no more."),
    ]
    statements = [s for t in talks for s in find_statements(t, codebook).statements]
    proposed = tomllib.loads(suggest_positions(codebook, talks, statements))
    assert proposed["positions"][0]["cues"] == ["safe passage"]


def test_proposals_from_hostile_text_are_still_toml() -> None:
    talks = [
        make_interview(f"202{n}-01-01-x", 'The "mad\x7f\x00 hatter" sang. Mad hatter! Mad hatter?') for n in (0, 1)
    ]
    assert tomllib.loads(suggest_themes(talks))["terms"] == ["mad hatter"]
