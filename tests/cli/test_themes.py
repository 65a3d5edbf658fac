"""The commands round codebooks and corrections, driven as a user drives them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import timeline


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree("data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_check_lists_everything_that_is_wrong(place: Path) -> None:
    assert timeline("themes", "check").code == 0
    (place / "data/themes/a.toml").write_text('title = "A"\ntermz = ["x"]')
    (place / "data/themes/b.toml").write_text('title = "B"\nterms = ["(x"]')
    result = timeline("themes", "check")
    assert result.code == 1
    assert 'a.toml:2: termz: "termz" is no key of a codebook. Did you mean "terms"?' in result.err
    assert "b.toml:2: terms: the pattern `(x` cannot be read" in result.err


def test_check_names_patterns_that_match_nowhere(place: Path) -> None:
    assert "SNV-3" in timeline("themes", "check", "--unused").out


def test_show_prints_matches_under_their_rule(place: Path) -> None:
    shown = timeline("themes", "show", "unsc").out
    assert "africa.cues: African (continent|state*" in shown
    assert "2020-08-23 l.92" in shown
    assert '2019-09-04-izvestia: term "Security Council … reforming"' in shown


def test_search_marks_questions(place: Path) -> None:
    assert "2020-08-12 l.71 Q" in timeline("search", "UN reform").out
    assert timeline("search", "xyzzy").out == "no match\n"
    assert timeline("search", "(a").code == 2


def test_a_correction_is_kept_and_applied(place: Path) -> None:
    before = timeline("export", "--out", "a", "--format", "csv")
    assert before.code == 0
    done = timeline("correct", "reject", "unsc", "2020-08-12", "As a UN founding state", "--note", "general")
    assert done.code == 0, done.err
    assert timeline("correct", "put", "unsc/africa", "2020-12", "permanent member states").code == 0
    assert timeline("correct", "rename", "unsc/africa", "Seats for Africa").code == 0
    timeline("export", "--out", "b", "--format", "csv")
    rows = (place / "b/statements.csv").read_text(encoding="utf-8")
    of_theme = [row for row in rows.splitlines() if row.startswith("unsc-expansion")]
    assert "As a UN founding state" in (place / "a/statements.csv").read_text(encoding="utf-8")
    assert not any("As a UN founding state" in row for row in of_theme)
    assert any("2020-12-29" in row and "put into africa by hand" in row for row in of_theme)
    assert "unsc-expansion,2020-12-29" not in (place / "b/silences.csv").read_text(encoding="utf-8")
    assert timeline("correct", "list").code == 0


def test_a_correction_that_finds_no_place_is_refused_or_reported(place: Path) -> None:
    refused = timeline("correct", "reject", "unsc", "2020-08-12", "words that nobody said")
    assert refused.code == 2
    assert "no interview holds the quote any longer" in refused.err
    assert not (place / "data/corrections.toml").exists()
    (place / "data/corrections.toml").write_text(
        '[[corrections]]\naction = "reject"\ntheme = "unsc-expansion"\ninterview = "x"\nquote = "never said at all"\n'
    )
    assert "never said at all" in timeline("list").err
    assert timeline("correct", "list").code == 1


def test_a_page_from_a_query(place: Path) -> None:
    result = timeline("build", "--query", "Belarus=Belarus* NEAR/20 election*")
    assert result.code == 0, result.err
    assert (place / "out/belarus.html").exists()
    assert timeline("build", "--query", "Belarus").code == 2
    assert timeline("build", "--themes", "nowhere", "--query", "Belarus=Belarus*", "--out", "only").code == 0
    assert not (place / "only/unsc-expansion.html").exists()
