"""Codebooks are checked when they are read: what is wrong, where, and what was probably meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.errors import CodebookError
from timeline.themes import check_codebooks, load_codebooks, parse_codebook
from timeline.themes.codebook import json_schema

ROOT = Path(__file__).parents[2]
GOOD = """title = "T"
terms = ["treaty"]

[[positions]]
id = "a"
title = "A"
cues = ["x"]

[[positions]]
id = "b"
title = "B"
cues = ["y"]
"""


def test_published_schema_is_what_the_types_say() -> None:
    published = json.loads((ROOT / "timeline/themes/codebook.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema()


def test_the_projects_codebooks_load_and_name_the_schema() -> None:
    codebooks = load_codebooks([ROOT / "data/themes"])
    assert [c.theme.id for c in codebooks] == ["new-start-extension", "rules-based-order", "unsc-expansion"]
    for codebook in codebooks:
        first = Path(codebook.file).read_text(encoding="utf-8").splitlines()[0]
        schema = Path(codebook.file).parent / first.removeprefix("#:schema ")
        assert schema.resolve() == ROOT / "timeline/themes/codebook.schema.json"


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('terms = ["treaty"]', 'termz = ["treaty"]', "c.toml:2: termz", 'no key of a codebook. Did you mean "terms"?'),
        ('cues = ["y"]', 'cue = ["y"]', "c.toml:12: positions[1].cue", 'Did you mean "cues"?'),
        ('terms = ["treaty"]', 'terms = ["a NEAR b"]', "c.toml:2: terms", "no operator"),
        ('cues = ["y"]', 'cues = [\n"x",\n"(y"]', "c.toml:14: positions[1].cues", "not closed"),
        ('id = "b"', 'id = "a"', "c.toml:10: positions[1].id", "two positions"),
        ('id = "b"', 'id = "B b"', "c.toml:10: positions[1].id", "regex"),
        ('title = "T"\n', "", "c.toml:1: title", 'the key "title" is missing'),
        ('terms = ["treaty"]', "terms = []", "c.toml:2: terms", "length >= 1"),
        ('terms = ["treaty"]', "terms = [3]", "c.toml:2: terms", "Expected"),
        ('cues = ["y"]', "", "c.toml:10: positions[1].id", "no cues"),
        ('terms = ["treaty"]', 'terms = ["treaty"', "c.toml:4", "no valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(old: str, new: str, place: str, message: str) -> None:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(GOOD.replace(old, new), theme="c", file="c.toml")
    assert caught.value.place == place
    assert message in str(caught.value)


def test_two_themes_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD)
    with pytest.raises(CodebookError, match=r'b\.toml: title: "T" is the theme of .*a\.toml too'):
        load_codebooks([tmp_path])
    codebooks, errors = check_codebooks([tmp_path])
    assert [c.theme.id for c in codebooks] == ["a"]
    assert len(errors) == 1


def test_more_errors_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("title = 3")
    (tmp_path / "b.toml").write_text("x")
    with pytest.raises(CodebookError, match="1 more in the codebooks"):
        load_codebooks([tmp_path])


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such file"):
        load_codebooks([tmp_path / "none"])
    with pytest.raises(CodebookError, match="no codebook in this folder"):
        load_codebooks([tmp_path])


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CodebookError, match="cannot be read"):
        load_codebooks([tmp_path])
