"""What is written about the commands is true: the reference is theirs, every command that is shown runs."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib import import_module
from pathlib import Path

import pytest
import typer

from tests.cli.running import timeline
from timeline.cli.commands import COMMANDS
from timeline.cli.reference import PLACE, reference

README = Path("README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def in_readme() -> list[str]:
    """Return the command lines of timeline in the README."""
    shell = [body for language, body in _BLOCK.findall(README) if language == "sh"]
    steps = [step.strip() for body in shell for line in body.splitlines() for step in line.split("&&")]
    return [step for step in steps if re.match(r"(uv run )?timeline ", step)]


def examples() -> list[str]:
    """Return the examples in the help of all commands."""
    found = []
    for name in COMMANDS:
        top = typer.main.get_command(import_module(f"timeline.cli.{name}").app)
        for command in [top, *getattr(top, "commands", {}).values()]:
            found += [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  timeline ")]
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks as the documents assume: the repository's data, and a user's own."""
    root = tmp_path_factory.mktemp("place")
    shutil.copytree("data", root / "data")
    shutil.copytree("tests/accuracy", root / "tests/accuracy")
    for own in ("my/transcripts", "transcripts"):
        shutil.copytree("data/interviews", root / own)
    for own in ("my/codebooks", "codebooks"):
        shutil.copytree("data/themes", root / own)
    shutil.copy("data/interviews/2020-04-29-tass.txt", root / "final.txt")
    text = (root / "final.txt").read_text(encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line.strip())
    (root / "draft.html").write_text(f"<html><body>{paragraphs}</body></html>", encoding="utf-8")
    return root


@pytest.mark.parametrize("line", dict.fromkeys([*in_readme(), *examples()]))
def test_every_command_that_is_shown_runs(line: str, place: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(place)
    monkeypatch.setenv("TIMELINE_CACHE", str(place / "cache"))
    words = shlex.split(line.removeprefix("uv run "), comments=True)
    result = timeline(*words[1:])
    assert (result.code, "error:" in result.err) == (0, False), result.err


def test_the_reference_is_what_the_commands_say():
    assert PLACE.read_text(encoding="utf-8") == reference(), "make it anew: uv run python -m timeline.cli.reference"


@pytest.mark.parametrize("name", ["README.md", ".docs/python.md"])
def test_python_that_is_shown_runs(name: str, capsys: pytest.CaptureFixture[str]):
    """The blocks of a document run one after the other, as a reader types them."""
    text = Path(name).read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for language, body in _BLOCK.findall(text):
        if language == "python":
            exec(compile(body, name, "exec"), names)  # our own file
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_a_screen(name: str):
    """A terminal of a laptop has about 50 lines."""
    assert timeline(name, "--help").out.count("\n") <= 48
