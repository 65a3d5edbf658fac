"""Comparisons and traces as Markdown, JSON, HTML and Word."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from tests.factories import TALKS, make_analysis
from timeline.comparing import compare
from timeline.models import Statement
from timeline.showing import criticmarkup
from timeline.showing.compare_page import compare_page
from timeline.showing.markdown import markdown_text
from timeline.showing.sheet import Sheet, comparison_sheet, json_schema, json_text, trace_sheet
from timeline.showing.word import word_bytes

HOSTILE = '<script>alert("x")</script> & *stars* {--not a mark--} {=1+1} [-]'
ANALYSIS = make_analysis(
    {**TALKS, "2021-03-01-echo": f"The treaty, {HOSTILE}, was to run one year. The club may grow."}
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def sheet(context: int = 0) -> Sheet:
    known = ANALYSIS.corpus.by_id
    sides = known["2019-01-10-herald"], known["2021-03-01-echo"]
    return comparison_sheet(compare(*sides, ANALYSIS.themes, ANALYSIS.positions, ANALYSIS.statements), context)


SHEETS = {"compare": sheet(), "context": sheet(1), "trace": trace_sheet(ANALYSIS, ANALYSIS.positions[0])}


@pytest.mark.parametrize("name", SHEETS)
def test_every_quote_is_cut_from_its_source(name: str):
    for entry in SHEETS[name].entries:
        for quote in (entry.left, entry.right):
            if quote:
                text = ANALYSIS.corpus.by_id[quote.interview].text
                assert text[quote.start : quote.end] == quote.text
                assert text.splitlines()[quote.line - 1].count(quote.text.splitlines()[0])


@pytest.mark.parametrize("name", SHEETS)
def test_the_pieces_make_both_sides(name: str):
    for entry in SHEETS[name].entries:
        for quote, own in ((entry.left, "delete"), (entry.right, "insert")):
            assert "".join(p.text for p in entry.side(own)) == (quote.text if quote else "")


def test_json_is_what_its_published_schema_says():
    published = Path(".docs/compare.schema.json").read_text(encoding="utf-8")
    assert published == json_schema(), "write it anew: uv run python -m timeline.showing.sheet"
    for each in SHEETS.values():
        jsonschema.validate(json.loads(json_text(each)), json.loads(published))


@pytest.mark.parametrize("name", SHEETS)
def test_markdown_accepted_or_rejected_is_the_right_or_the_left_wording(name: str):
    sections = re.split(r"^### .*$", markdown_text(SHEETS[name]), flags=re.MULTILINE)[1:]
    for section, entry in zip(sections, SHEETS[name].entries, strict=True):
        quoted = "".join(line[2:] for line in section.splitlines() if line.startswith("> "))
        pieces = list(criticmarkup.read(re.sub(r"\\([^{}\\])", r"\1", quoted)))
        assert "".join(words for op, words in pieces if op != "insert") == (entry.left.text if entry.left else "")
        assert "".join(words for op, words in pieces if op != "delete") == (entry.right.text if entry.right else "")
    assert not re.search(r"(?<!\\)<script", markdown_text(SHEETS[name]))


def test_page_runs_no_script_and_shows_each_quote():
    page = compare_page(SHEETS["compare"]).replace("&#39;", "'")
    assert "<script>" not in page
    assert "script-src 'none'" in page
    assert "http" not in re.sub(r"http-equiv", "", page)
    bare = re.sub(r"</?(del|ins|b)>", "", page)
    assert "We firmly support extending the treaty for five years." in bare


def _wordings(document: ET.Element, dropped: str) -> list[str]:
    """Return the quotes of a Word file after all changes were accepted or rejected."""
    found = []
    for paragraph in document.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") != "Quote":
            continue
        gone = {t for change in paragraph.iter(f"{W}{dropped}") for t in change.iter()}
        texts = [t for t in paragraph.iter() if t.tag in (f"{W}t", f"{W}delText") and t not in gone]
        found.append("".join(t.text or "" for t in texts))
    return [text for text in found if text]


@pytest.mark.parametrize("name", SHEETS)
def test_word_accepted_or_rejected_is_the_right_or_the_left_wording(name: str):
    archive = zipfile.ZipFile(io.BytesIO(word_bytes(SHEETS[name])))
    document = ET.fromstring(archive.read("word/document.xml"))
    entries = SHEETS[name].entries
    assert _wordings(document, "del") == [e.right.text for e in entries if e.right]
    assert _wordings(document, "ins") == [e.left.text for e in entries if e.left]
    numbers = [c.get(f"{W}id") for c in document.iter() if c.tag in (f"{W}ins", f"{W}del")]
    assert numbers
    assert len(set(numbers)) == len(numbers)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None and "TIMELINE_REQUIRE_ALL" not in os.environ, reason="needs LibreOffice"
)
def test_libreoffice_opens_the_word_file_and_knows_its_changes(tmp_path: Path):
    (tmp_path / "compare.docx").write_bytes(word_bytes(SHEETS["compare"]))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "fodt"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "compare.docx"], check=True, capture_output=True)
    text = (tmp_path / "compare.fodt").read_text(encoding="utf-8")
    assert text.count("<text:deletion>") >= 2
    assert text.count("<text:insertion>") >= 2
    assert "2021-03-01" in text


def test_word_file_depends_on_nothing_but_the_sheet():
    assert word_bytes(SHEETS["trace"]) == word_bytes(SHEETS["trace"])


def test_a_trace_begins_with_the_first_wording_and_goes_by_date():
    trace = SHEETS["trace"]
    first: Statement = ANALYSIS.statements[0]
    assert (trace.entries[0].left, trace.entries[0].right.start) == (None, first.start)
    dates = [e.right.date for e in trace.entries if e.right]
    assert dates == sorted(dates)
