"""What lies beside the tables of an export, and the way back from it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

import timeline
from tests.factories import make_analysis
from timeline.errors import UnreadableError
from timeline.models import Analysis
from timeline.showing.archive import archived, restored
from timeline.showing.export import export_files
from timeline.showing.files import Format, read_cell, split_list
from timeline.showing.pages import Built, pages
from timeline.showing.tables import TABLES, Column, Value

FORMATS: list[Format] = ["csv", "jsonl", "parquet"]


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """Return what the real stages find in the real interviews: with every field in use."""
    return timeline.load("data/interviews", themes="data/themes", today=date(2026, 1, 1))


def from_csv(column: Column, cell: str) -> Value:
    match column.type:
        case "list":
            return split_list(read_cell(cell))
        case "string":
            return read_cell(cell) or None
        case "integer":
            return int(cell)
        case "number":
            return float(cell)
        case "boolean":
            return cell == "true"
    return date.fromisoformat(cell)


def from_json(column: Column, value: object) -> object:
    return date.fromisoformat(value) if column.type == "date" and isinstance(value, str) else value


@pytest.mark.parametrize("file_format", FORMATS)
def test_each_table_can_be_read_back(analysis: Analysis, file_format: Format):
    files = export_files(analysis, file_format, "0")
    for table in TABLES:
        content = files[f"{table.name}.{file_format}"]
        rows = [tuple(row) for row in table.rows(analysis)]
        if file_format == "parquet":
            assert pl.read_parquet(io.BytesIO(content)).rows() == rows
        elif file_format == "jsonl":
            lines = [json.loads(line) for line in content.decode().splitlines()]
            assert [tuple(map(from_json, table.columns, line.values())) for line in lines] == rows
        else:
            _, *cells = csv.reader(io.StringIO(content.decode(), newline=""))
            blank = [tuple(value if value != "" else None for value in row) for row in rows]
            assert [tuple(map(from_csv, table.columns, line)) for line in cells] == blank


@pytest.mark.parametrize("made", ["real", "factory"])
def test_an_export_rebuilds_the_same_tables_and_pages(analysis: Analysis, made: str, tmp_path: Path):
    before = analysis if made == "real" else make_analysis()
    for name, content in export_files(before, "csv", "0").items():
        (tmp_path / name).write_bytes(content)
    after = timeline.reopen(tmp_path)
    assert after == before
    assert export_files(after, "parquet", "0") == export_files(before, "parquet", "0")
    assert pages(after, built=Built("0")) == pages(before, built=Built("0"))


@pytest.mark.parametrize("content", [b"", b"{}", b'{"format":1,"analysis":{},"change_of":[]}', b"\xff"])
def test_a_damaged_archive_is_refused(content: bytes):
    with pytest.raises(UnreadableError, match=r"x.json: is no archive of this version"):
        restored(content, place="x.json")


def test_a_folder_without_export_is_refused(tmp_path: Path):
    with pytest.raises(timeline.TimelineError, match=r"cannot read: No such file or directory. Run timeline export"):
        timeline.reopen(tmp_path)


def test_an_archive_depends_on_nothing_that_was_computed_meanwhile():
    analysis = make_analysis()
    before = archived(analysis)
    _ = analysis.corpus.by_id, [(i.turns, i.words) for i in analysis.corpus.interviews]
    assert archived(analysis) == before


@pytest.mark.parametrize("file_format", FORMATS)
def test_datapackage_describes_every_column_and_file(analysis: Analysis, file_format: Format):
    files = export_files(analysis, file_format, "0")
    package = json.loads(files["datapackage.json"])
    assert [r["name"] for r in package["resources"]] == [t.name for t in TABLES]
    for resource, table in zip(package["resources"], TABLES, strict=True):
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == [c.name for c in table.columns]
        assert all(f["description"] for f in fields)
        assert resource["hash"] == f"sha256:{sha256(files[resource['path']]).hexdigest()}"
        key = resource["schema"].get("primaryKey", [])
        values = [
            tuple(str(v) for c, v in zip(table.columns, row, strict=True) if c.name in key)
            for row in table.rows(analysis)
        ]
        assert not key or len(set(values)) == len(values), table.name


def test_citations_have_what_a_reference_needs(analysis: Analysis):
    items = json.loads(export_files(analysis, "csv", "0")["citations.json"])
    first = items[0]
    assert first["type"] == "interview"
    assert first["author"] == [{"literal": "Sergey Lavrov"}]
    assert first["issued"] == {"date-parts": [[2019, 9, 4]]}
    assert first["title"] == analysis.corpus.interviews[0].title
    assert len({item["id"] for item in items}) == len(items) == 5


def test_annotations_find_each_quote_again(analysis: Analysis):
    page = json.loads(export_files(analysis, "csv", "0")["annotations.json"])
    items = page["first"]["items"]
    assert page["total"] == len(items) == len(analysis.statements)
    assert len({item["id"] for item in items}) == len(items)
    by_hash = {i.sha256: i for i in analysis.corpus.interviews}
    for item in items:
        quote, position = item["target"]["selector"]
        text = by_hash[item["target"]["source"]["sha256"]].text
        assert text[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.find(around) == position["start"] - len(quote["prefix"])
