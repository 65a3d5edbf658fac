"""The options that every command shares which follows themes, and what is done with them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
import typer

from tests.cli.running import timeline
from timeline.cli.study import Study

FOLLOWING = ("build", "compare", "trace", "shifts", "phrases", "brief", "evaluate", "export")
QUERY = ("--query", "Belarus=Belarus*")


@pytest.mark.parametrize("name", FOLLOWING)
def test_what_follows_themes_has_every_option_of_a_study(name: str) -> None:
    command = typer.main.get_command(import_module(f"timeline.cli.{name}").app)
    named = [p.name for p in command.params]
    assert set(Study._fields) <= set(named)
    assert named.index("corpus") < named.index("words") < named.index("verbose")


@pytest.mark.parametrize("command", [("shifts", "-n", "0"), ("trace",), ("phrases",), ("list",)])
def test_a_query_is_a_theme_of_its_own(command: tuple[str, ...]) -> None:
    narrowed = ("--theme", "belarus") if command[0] != "list" else ()
    assert "belarus" in timeline(*command, *QUERY, *narrowed).out.lower()
    assert "Belarus (belarus)" not in timeline("shifts").out


def test_a_query_is_compared_too(tmp_path: Path) -> None:
    both = ("compare", "2020-08-23", "2020-12-29", *QUERY, "--theme", "belarus")
    assert "Belarus" in timeline(*both).out
    files = sorted(Path("data/interviews").glob("2020-1*")) + sorted(Path("data/interviews").glob("2020-08-2*"))
    copies = [tmp_path / f.name for f in files]
    for file, copy in zip(files, copies, strict=True):
        copy.write_bytes(file.read_bytes())
    assert "Belarus" in timeline("compare", *map(str, copies), *QUERY, "--theme", "belarus").out


def test_files_outside_the_corpus_are_compared_without_the_codebooks_positions_if_so_wanted(tmp_path: Path) -> None:
    copies = []
    for file in sorted(Path("data/interviews").glob("2020-08-*")):
        copies.append(tmp_path / file.name)
        copies[-1].write_bytes(file.read_bytes())
    theme = ("--theme", "unsc-expansion", "-f", "json")
    coded, bare = (timeline("compare", *map(str, copies), *theme, *more).out for more in ((), ("--no-coded",)))
    assert coded != bare


@pytest.mark.parametrize(("command", "file_format"), [("shifts", "table"), ("phrases", "csv"), ("phrases", "table")])
def test_a_list_goes_to_a_file_as_it_would_be_printed(command: str, file_format: str, tmp_path: Path) -> None:
    wanted = (command, "--theme", "unsc-expansion", "-f", file_format, "--width", "100")
    printed = timeline(*wanted).out
    assert timeline(*wanted, "--out", str(tmp_path / "list.txt")).out == ""
    assert (tmp_path / "list.txt").read_text(encoding="utf-8").rstrip() == printed.rstrip()


def test_the_positions_of_one_theme_are_listed() -> None:
    shown = timeline("trace", "--theme", "unsc-expansion").out
    assert "unsc-expansion/" in shown
    assert "rules-based-order/" not in shown
