"""The table of commands: help, version, errors in one voice, exit codes."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
import typer

from tests.cli.running import timeline
from timeline import __version__
from timeline.cli.commands import COMMANDS


def test_help_names_every_command_with_its_summary():
    shown = timeline("--help").out
    assert all(f"  {name} " in shown and summary in shown for name, summary in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_begins_with_its_summary_and_ends_with_examples(name):
    shown = timeline(name, "--help")
    assert shown.code == 0
    assert COMMANDS[name] in " ".join(shown.out.split())
    assert f"Examples:\n    timeline {name}" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_repeats_the_first_line_of_the_help(name):
    command = typer.main.get_command(import_module(f"timeline.cli.{name}").app)
    assert command.help.splitlines()[0] == COMMANDS[name]


def test_version():
    assert timeline("--version").out == f"timeline {__version__}\n"


def test_no_arguments_show_the_help_and_are_misuse():
    result = timeline()
    assert (result.code, result.out[:6]) == (2, "Usage:")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["exprot"], "error: no command 'exprot'. Did you mean export?\n"),
        (["zzz"], "error: no command 'zzz'. See timeline --help\n"),
        (["list", "--corpsu", "x"], "error: no such option: --corpsu"),
        (["export", "-f", "xml"], "error: invalid value for '--format' / '-f': 'xml' is not one of"),
        (["shifts", "-n", "-1"], "error: invalid value for '--limit' / '--top' / '-n'"),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(args, said):
    result = timeline(*args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)
    assert result.err.count("\n") == 1


def test_module_runs_as_the_command_does():
    done = subprocess.run([sys.executable, "-m", "timeline", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"timeline {__version__}\n"


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from timeline.cli.commands import run; run(['--help']);"
        "print(sorted({'polars','plotly','pydantic','rich','wcwidth','msgspec','timeline.models'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_completion_offers_commands():
    code = "from timeline.cli import main; main()"
    env = {"_TIMELINE_COMPLETE": "complete_bash", "COMP_WORDS": "timeline ex", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.split() == ["export"]


@pytest.mark.parametrize("command", ["list", "build", "check", "search x", "compare a b"])
def test_without_transcripts_the_option_that_names_them_is_named(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = timeline(*command.split())
    assert result.code == 2
    assert result.err == "error: data/interviews: does not exist. Name your transcripts with --corpus PATH\n"


@pytest.mark.parametrize("command", ["build", "shifts", "trace", "export", "themes show x"])
def test_without_codebooks_the_ways_to_one_are_named(command, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Ann Lee's interview, 5 May 2019\n\nQuestion: So?\n\nAnn Lee: We want peace.\n")
    monkeypatch.chdir(tmp_path)
    result = timeline(*command.split(), "--corpus", "a.txt")
    assert result.code == 2
    assert result.err.startswith("error: data/themes: ")
    assert all(way in result.err for way in ("--themes PATH", "timeline themes suggest", "--query"))
    assert timeline("list", "--corpus", "a.txt").code == 0


def test_a_mistyped_option_gets_the_likely_one():
    said = timeline("list", "--corpsu", "x").err
    assert said == "error: no such option: --corpsu. Did you mean --corpus? See timeline list --help\n"


def _every_command() -> list[list[str]]:
    """Return each command and subcommand."""
    found = []
    for name in COMMANDS:
        command = typer.main.get_command(import_module(f"timeline.cli.{name}").app)
        found += [[name], *([name, below] for below in getattr(command, "commands", ()))]
    return found


@pytest.mark.parametrize("command", _every_command(), ids=" ".join)
def test_every_help_has_an_example_and_fits_a_screen_of_40_lines(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = timeline(*command, "--help").out
    assert "Examples:\n" in shown
    assert shown.count("\n") <= 40
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["list", "-c", ""], "error: invalid value for '--corpus' / '-c': [''] is not a file, folder or URL"),
        (["build", "-t", ""], "error: invalid value for '--themes' / '-t'"),
        (["export", "-o", ""], "error: invalid value for '--out' / '-o'"),
        (["compare", "2019", "2020-12", "-o", ""], "error: invalid value for '--out' / '-o'"),
        (["evaluate", ""], "error: invalid value for 'GOLD"),
        (["brief", "data/interviews"], "error: data/interviews: is a folder. Name one transcript"),
        (["phrases", "--phrase", ""], "error: --phrase: '' holds no word."),
        (["phrases", "--phrase", "…"], "error: --phrase: '…' holds no word."),
        (["search", ""], "error: the pattern `` cannot be read"),
        (["themes", "show", "nope"], "error: no theme 'nope'. There is "),
        (["shifts", "--since", "soon"], "error: invalid value for '--since'"),
    ],
)
def test_nonsense_is_one_line_with_its_place(args, said):
    result = timeline(*args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ["build", "--out", "{}"],
        ["list"],
        ["show", "2020-04-29"],
        ["compare", "2019", "2020-12"],
        ["trace"],
        ["shifts"],
        ["phrases"],
        ["brief", "data/interviews/2020-04-29-tass.txt"],
        ["evaluate", "tests/accuracy/gold"],
        ["export", "--out", "{}"],
    ],
    ids=lambda command: command[0],
)
def test_no_cache_keeps_nothing_and_finds_the_same(command, tmp_path, monkeypatch):
    """Of every command that keeps results between runs; all of them take the option."""
    command = [part.format(tmp_path / "out") for part in command]
    monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path / "cache"))
    without = timeline(*command, "--no-cache")
    assert not (tmp_path / "cache").exists()
    assert timeline(*command) == without
    assert (tmp_path / "cache").exists()
