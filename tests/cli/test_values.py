"""Values are read as Typer reads them, without what Typer needs for it."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer

from timeline.cli.values import _PLACE, read_plainly


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def command(*, plainly: bool):
    app = typer.Typer(rich_markup_mode=None, add_completion=False)

    @app.command()
    def show(
        name: Annotated[str, typer.Argument()] = "",
        number: Annotated[int, typer.Option(min=0, max=9)] = 3,
        maybe: Annotated[int | None, typer.Option(min=0)] = None,
        path: Annotated[list[Path], typer.Option()] = [Path("a")],  # noqa: B006 - as Typer wants it
        kind: Annotated[Literal["x", "y"], typer.Option()] = "x",
        colour: Annotated[list[Colour], typer.Option()] = [],  # noqa: B006
        out: Annotated[Path | None, typer.Option()] = None,
        flag: Annotated[bool, typer.Option("--flag")] = False,
    ) -> tuple[object, ...]:
        return name, number, maybe, path, kind, colour, out, flag

    made = typer.main.get_command(app)
    if plainly:
        read_plainly(made.params)
    return made


LINES = [
    [],
    ["n", "--number", "7", "--maybe", "0", "--path", "p/q", "--path", "r", "--kind", "y", "--flag"],
    ["--colour", "red", "--colour", "blue", "--out", "x.txt"],
]
WRONG = [["--number", "ten"], ["--number", "10"], ["--maybe", "-1"], ["--kind", "z"], ["--colour", "green"]]


@pytest.mark.parametrize("line", LINES)
def test_the_values_are_those_of_typer(line: list[str]):
    theirs, ours = (command(plainly=p).main(line, standalone_mode=False) for p in (False, True))
    assert ours == theirs
    assert list(map(type, ours)) == list(map(type, theirs))


@pytest.mark.parametrize("line", WRONG)
def test_what_typer_refuses_is_refused(line: list[str]):
    for plainly in (False, True):
        with pytest.raises(typer.BadParameter):
            command(plainly=plainly).main(line, standalone_mode=False)


def test_typer_still_keeps_its_readers_where_ours_are_put():
    """Where this fails after an update of Typer, commands still work but start slower: look where it keeps them now."""
    assert all(hasattr(param, _PLACE) for param in command(plainly=False).params)


def test_a_command_runs_without_pydantic():
    code = "import sys; from timeline.cli.commands import run; run(['list', '-q', '--corpus', 'data/interviews']);"
    code += "print('pydantic' in sys.modules, 'wcwidth' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "False False"
