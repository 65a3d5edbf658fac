"""The tables that leave the tool: names, columns, types, and the way back."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TALKS, make_analysis
from timeline.models import Diff, Edit, Span
from timeline.showing import criticmarkup
from timeline.showing.files import csv_text, encode, frame, join_list, jsonl_text, read_cell, split_list
from timeline.showing.tables import TABLES, Column, Table, table_named

DESIGN = """
interviews: interview, file, sha256, date, date_source, title, speaker, outlet, place, language, words, questions, answers, start, end, truncated, warnings
turns: interview, turn, role, speaker, start, end
statements: theme, position, position_source, interview, date, speaker, turn, start, end, quote, prompted, reason
changes: theme, position, from_interview, to_interview, from_date, to_date, from_quote, to_quote, similarity, kinds, diff
shifts: rank, theme, position, kind, from_interview, to_interview, from_date, to_date, from_words, to_words, from_quote, to_quote, score, reason
phrases: theme, phrase, family, first_seen, last_seen, interviews, gaps, replaced_by
silences: theme, interview, date, reason
"""  # noqa: E501
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
ONE = Table("one", "", (Column("a", ""), Column("b", "", "list")), lambda _: iter(()))


def test_names_and_columns_are_the_design_s():
    assert [f"{t.name}: {', '.join(c.name for c in t.columns)}" for t in TABLES] == DESIGN.strip().splitlines()


def test_offsets_cut_the_quote_out_of_the_source():
    analysis = make_analysis()
    statements = frame(table_named("statements"), table_named("statements").rows(analysis))
    assert len(statements) == 5
    for row in statements.iter_rows(named=True):
        assert analysis.corpus.by_id[row["interview"]].text[row["start"] : row["end"]] == row["quote"]


def test_the_three_formats_hold_the_same(tmp_path: Path):
    analysis = make_analysis()
    for table in TABLES:
        rows = list(table.rows(analysis))
        made = frame(table, rows)
        (tmp_path / "t.parquet").write_bytes(encode(table, rows, "parquet"))
        assert pl.read_parquet(tmp_path / "t.parquet").equals(made)
        from_json = [json.loads(line) for line in jsonl_text(table, rows).splitlines()]
        assert from_json == json.loads(json.dumps(made.to_dicts(), default=date.isoformat))
        assert [row.keys() for row in csv.DictReader(io.StringIO(csv_text(table, rows)))] == [
            r.keys() for r in from_json
        ]


def test_columns_of_a_frame_are_typed():
    statements = table_named("statements")
    schema = frame(statements, statements.rows(make_analysis())).schema
    assert schema["date"] == pl.Date
    assert schema["position"] == pl.List(pl.String)
    assert schema["prompted"] == pl.Boolean
    assert schema["start"] == pl.Int64


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_csv_runs_no_formula(said: str):
    cell = next(csv.reader(io.StringIO(csv_text(ONE, [(said, [said])]).split("\n", 1)[1])))
    assert cell == [f"'{said}", f"'{said}"]


@given(ANY_TEXT, st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1)))
def test_csv_can_be_read_back(said: str, items: list[str]):
    cells = next(csv.reader(io.StringIO(csv_text(ONE, [(said, items)]).split("\n", 1)[1], newline="")))
    assert (read_cell(cells[0]), split_list(read_cell(cells[1]))) == (said, items)
    assert split_list(join_list(items)) == items


@given(st.lists(st.tuples(st.sampled_from(["equal", "delete", "insert"]), ANY_TEXT.filter(bool))))
def test_criticmarkup_can_be_read_back(steps):
    old = "".join(words for op, words in steps if op != "insert")
    new = "".join(words for op, words in steps if op != "delete")
    edits, i, j = [], 0, 0
    for op, words in steps:
        gone, come = (0 if op == "insert" else len(words)), (0 if op == "delete" else len(words))
        edits.append(Edit(op, Span(i, i + gone), Span(j, j + come)))
        i, j = i + gone, j + come
    back = list(criticmarkup.read(criticmarkup.write(Diff(old, new, tuple(edits), 0))))
    assert "".join(words for op, words in back if op != "insert") == old
    assert "".join(words for op, words in back if op != "delete") == new


@pytest.mark.parametrize("broken", ["{--a", "a}", "{==a==}", "\\"])
def test_what_is_no_criticmarkup_of_ours_is_refused(broken: str):
    with pytest.raises(ValueError, match="no CriticMarkup at"):
        list(criticmarkup.read(broken))


def test_a_missing_quote_is_empty_and_the_change_stays():
    talks = {**TALKS, "2021-01-01-echo": "The treaty is dead; =1+1 and {braces}."}
    analysis = make_analysis(talks)
    changes = table_named("changes")
    rows = list(csv.DictReader(io.StringIO(csv_text(changes, changes.rows(analysis)))))
    last = rows[-2]
    assert last["to_quote"] == "The treaty is dead; =1+1 and {braces}."
    assert "\\{braces" in last["diff"]
