"""Measures on a hand-made analysis, where every figure can be counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.factories import TALKS, make_analysis
from timeline.errors import UsageError
from timeline.evaluating import evaluate, load_gold, report
from timeline.evaluating.evaluation import Evaluation, ThemeScores
from timeline.models import Analysis

EXTEND = {name: said.partition(". ")[0] + "." for name, said in TALKS.items()}
EXTEND["2019-06-02-radio"] = TALKS["2019-06-02-radio"]
GROW = {"2019-01-10-herald": "The club must grow.", "2020-11-30-post": "The club may grow."}


def gold_json(**changes: Any) -> dict[str, Any]:
    """Return an annotation of the hand-made analysis in which everything agrees, with `changes`."""
    named = {name: f"annotated-{n}.txt" for n, name in enumerate(TALKS)}  # not the names that the corpus has

    def marks(quotes: dict[str, str]) -> dict[str, Any]:
        marked = {n[:10]: [{"file": named[n], "line": 5, "quote": q}] for n, q in quotes.items() if "rain" not in q}
        return {"2020-02-01": None} | marked

    passages = [
        {"file": named[n], "date": n[:10], "line": 5, "grade": 2, "sentences": [q]}
        for n, q in EXTEND.items() if "rain" not in q
    ]  # fmt: skip
    shift = {
        "id": "S1", "from_date": "2019-06-02", "to_date": "2020-11-30", "importance": 3, "explanation": "shorter",
        "from": {"quote": "extending the treaty for five years"}, "to": {"quote": "extend the treaty for one year"},
    }  # fmt: skip
    return {
        "theme": "treaty",
        "passages": passages,
        "positions": [
            {"id": "E", "label": "extend", "by_date": marks(EXTEND)},
            {"id": "G", "label": "grow", "by_date": marks(GROW)},
        ],
        "shifts": [shift],
        "silences": [{"date": "2020-02-01"}],
    } | changes


def evaluated(folder: Path, analysis: Analysis | None = None, **changes: Any) -> Evaluation:
    """Return the evaluation of the hand-made analysis by the annotation with `changes`."""
    (folder / "treaty.json").write_text(json.dumps(gold_json(**changes)), encoding="utf-8")
    return evaluate(load_gold([folder]), analysis or make_analysis())


def only(evaluation: Evaluation) -> ThemeScores:
    assert not evaluation.problems
    (scores,) = evaluation.themes
    return scores


def test_full_agreement_scores_one_in_renamed_files(tmp_path: Path) -> None:
    scores = only(evaluated(tmp_path))
    assert scores.passages
    assert scores.pairs
    assert scores.shifts
    assert scores.silences
    assert [s.f1 for s in (scores.passages, scores.pairs, scores.silences)] == [1, 1, 1]
    assert (scores.passages.found, scores.pairs.wanted, scores.silences.wanted) == (3, 4, 1)
    assert (scores.shifts.hit, scores.shifts.important_top) == (1, 1)


def test_a_position_that_is_split_misses_pairs_and_invents_none(tmp_path: Path) -> None:
    analysis = make_analysis()
    split = [replace(s, positions=()) if s.interview == "2019-06-02-radio" else s for s in analysis.statements]
    pairs = only(evaluated(tmp_path, replace(analysis, statements=tuple(split)))).pairs
    assert pairs
    assert (pairs.found, pairs.right, pairs.wanted, pairs.hit) == (2, 2, 4, 2)
    assert len(pairs.misses) == 2
    assert "five years, without conditions" in pairs.misses[0].quote


def test_positions_that_are_one_raise_false_alarms(tmp_path: Path) -> None:
    analysis = make_analysis()
    joined = tuple(replace(s, positions=("extend",)) for s in analysis.statements)
    pairs = only(evaluated(tmp_path, replace(analysis, statements=joined))).pairs
    assert pairs
    # herald has two sentences, radio one, post two: 2 x 1 + 2 x 2 + 1 x 2 pairs of different interviews
    assert (pairs.found, pairs.right, pairs.recall) == (8, 4, 1)
    assert {f.note for f in pairs.false_alarms} == {"extend"}


def test_a_listed_false_positive_that_is_found_is_told_apart(tmp_path: Path) -> None:
    gold = gold_json()
    first, *rest = gold["passages"]
    listed = [{"file": first["file"], "date": first["date"], "line": 5, "reason": "another treaty"}]
    scores = only(evaluated(tmp_path, passages=rest, false_positives=listed))
    assert scores.passages
    assert scores.passages.precision == pytest.approx(2 / 3)
    assert [f.note for f in scores.listed] == ["another treaty"]


def test_context_is_right_when_found_and_not_missed_when_not(tmp_path: Path) -> None:
    passages = [p | {"grade": 1} for p in gold_json()["passages"]]
    scores = only(evaluated(tmp_path, passages=passages))
    assert scores.passages
    assert (scores.passages.precision, scores.passages.wanted) == (1, 0)


@pytest.mark.parametrize(
    "change",
    [{"from_date": "2019-01-10"}, {"to": {"quote": "a wholly different wording of it"}}, {"from": {"quote": None}}],
)
def test_a_shift_with_other_dates_or_words_is_missed(tmp_path: Path, change: dict[str, Any]) -> None:
    shift = gold_json()["shifts"][0] | change
    scores = only(evaluated(tmp_path, shifts=[shift]))
    assert scores.shifts
    assert (scores.shifts.hit, len(scores.shifts.misses)) == (0, 1)


def test_a_side_that_was_not_said_is_one_without_a_statement_whatever_stands_in_its_place(tmp_path: Path) -> None:
    analysis = make_analysis()
    (first, *_) = (s for s in analysis.shifts if s.change.from_interview == "2019-06-02-radio")
    new = replace(first, change=replace(first.change, before=None, context=first.change.before))
    shift = gold_json()["shifts"][0] | {"from": None}
    scores = only(evaluated(tmp_path, replace(analysis, shifts=(new,)), shifts=[shift]))
    assert scores.shifts
    assert (scores.shifts.hit, scores.shifts.top) == (1, (0, 0, 0, 1))


def test_a_mark_that_is_nowhere_is_reported_and_not_counted(tmp_path: Path) -> None:
    lost = {"file": "x.txt", "date": "1999-01-01", "line": 3, "grade": 2, "sentences": ["Never said."]}
    evaluation = evaluated(tmp_path, passages=[*gold_json()["passages"], lost])
    assert [p.place for p in evaluation.problems] == [f"{tmp_path.name}: x.txt:3"]
    assert evaluation.themes[0].passages
    assert evaluation.themes[0].passages.recall == 1


def test_a_theme_without_a_codebook_is_a_problem(tmp_path: Path) -> None:
    evaluation = evaluated(tmp_path, theme="space")
    assert "no codebook for the theme 'space'" in str(evaluation.problems[0])
    assert "nothing to compare" in report(evaluation)


def test_a_table_of_two_annotators(tmp_path: Path) -> None:
    rows = [
        "theme,annotator,date,quote,grade,position",
        f'treaty,Ann,2019-01-10,"{EXTEND["2019-01-10-herald"]}",2,extend',
        f'treaty,Ann,2019-06-02,"{EXTEND["2019-06-02-radio"]}",2,extend; other',
        f'treaty,Bob,2019-01-10,"{EXTEND["2019-01-10-herald"]}",2,extend',
        'treaty,Bob,2020-02-01,"It rained today.",2,',
    ]
    table = tmp_path / "coding.csv"
    table.write_text("\ufeff" + "\r\n".join(rows), encoding="utf-8")
    evaluation = evaluate(load_gold([table]), make_analysis())
    assert [s.annotator for s in evaluation.themes] == ["Ann", "Bob"]
    assert evaluation.themes[0].pairs
    assert evaluation.themes[0].pairs.hit == 1
    between = evaluation.agreements[0]
    assert between.coders == ("Ann", "Bob")
    # three paragraphs: both, only Ann, only Bob
    assert (between.units, between.same) == (3, 1)
    assert between.kappa == pytest.approx(-0.5)
    assert "Cohen's kappa -0.50" in report(evaluation)


def test_the_report_lists_each_miss_with_its_quote_and_can_leave_them_out(tmp_path: Path) -> None:
    evaluation = evaluated(tmp_path, replace(make_analysis(), shifts=()))
    full, short = report(evaluation), report(evaluation, details=False)
    assert "missed: 2019-06-02 to 2020-11-30 “extending the treaty for five years" in full
    assert "missed" not in short
    assert "0 of 1 found" in short


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", "{", "not an annotation"),
        ("a.json", '{"theme": 3}', "$.theme"),
        ("a.csv", "quote\nx\n", "no column theme"),
        ("a.csv", "theme,quote,line\nt,x,third\n", "a.csv:2: not a whole number"),
        ("a.txt", "", "no annotation"),
    ],
)
def test_a_file_that_is_no_annotation_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_gold([tmp_path])
    assert said in str(caught.value)


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        load_gold([tmp_path / "none"])
