"""Compiled templates: used where they fit, made again where they do not, written only where Python may."""

import sys
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from jinja2 import Environment, FileSystemLoader

from timeline.showing.bytecode import Bytecode


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text("Hello {{ name }}")
    return folder


def said(folder: Path, made_by: bytes = b"1", *, compiles: bool = True) -> str:
    env = Environment(loader=FileSystemLoader(folder), bytecode_cache=Bytecode(folder, made_by), autoescape=True)
    compile_ = MagicMock(wraps=env.compile)
    env.compile = compile_  # type: ignore[method-assign]
    text = env.get_template("page.html").render(name="you")
    assert compile_.called == compiles
    return text


def kept(folder: Path) -> list[Path]:
    return [p for p in (folder.parent / "kept").rglob("*") if p.is_file()]


def test_a_template_is_compiled_once(templates: Path) -> None:
    assert said(templates) == said(templates, compiles=False) == "Hello you"
    assert [p.name for p in kept(templates)] == [f"page.{sys.implementation.cache_tag}.pyc"]


def test_it_is_compiled_again_where_its_text_or_the_code_beside_it_changed(templates: Path) -> None:
    said(templates)
    assert said(templates, b"2") == "Hello you"
    (templates / "page.html").write_text("Bye {{ name }}")
    assert said(templates, b"2") == "Bye you"


@pytest.mark.parametrize("left", [0, 3, 30, -20])
def test_a_damaged_file_is_made_again(templates: Path, left: int) -> None:
    said(templates)
    (file,) = kept(templates)
    file.write_bytes(file.read_bytes()[:left])
    assert said(templates) == said(templates, compiles=False) == "Hello you"


def test_nothing_is_written_where_python_writes_no_bytecode(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said(templates) == said(templates) == "Hello you"
    assert not kept(templates)


def test_where_it_cannot_be_written_the_page_is_made_all_the_same(templates: Path) -> None:
    (templates.parent / "kept").write_text("a file in the folder's place")
    assert said(templates) == "Hello you"
