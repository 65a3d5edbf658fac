"""The table of commands, and the way from a command line to its exit code.

To add a command, write `timeline/cli/NAME.py` with an `app = command_app()` that holds it (or its subcommands), and
add its line to `COMMANDS`. The module is imported when the command is run or explained, never for `timeline --help`.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from timeline import __version__
from timeline.cli.console import EXIT_TROUBLE, tell
from timeline.cli.values import read_plainly
from timeline.errors import TimelineError

COMMANDS = {
    "build": "Write the pages: an index, and one page for each theme.",
    "compare": "Show two interviews side by side, word by word.",
    "trace": "Show one position through all interviews: the timeline as text.",
    "shifts": "List the changes of wording that matter, the strongest first.",
    "phrases": "Track wordings through time: first said, last said, gaps.",
    "brief": "Compare one new transcript with all that was said before it.",
    "list": "List the interviews of the corpus.",
    "show": "Show one interview as it was read, and what was left out.",
    "check": "Check transcripts and codebooks without building anything.",
    "init": "Write what was found of a transcript into a file to correct.",
    "search": "Print every match of a pattern in its context.",
    "themes": "Check codebooks, show what each pattern matches, propose new ones.",
    "correct": "Correct what was found; decisions outlive every rebuild.",
    "evaluate": "Compare what timeline finds with what people marked by hand.",
    "export": "Write what was found as tables: CSV, JSON Lines or Parquet.",
}
"""Name of a command and the first line of its help, in the order in which they are shown."""

_YOUNG = 200_000
"""New objects after which Python looks for cycles among them. A command makes plain data that lasts, and hardly any
cycles; at Python's own 700 the search took a twentieth of a build. A build of five interviews makes fewer;
one of a hundred takes no more memory."""
_BROKEN_PIPE = 141  # what a shell reports for a program that SIGPIPE ended, as it does for git or grep
_INTERRUPTED = 130


class _CommandGroup(TyperGroup):
    """Commands that are imported when they are needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(f"timeline.cli.{cmd_name}").app)
        command.name = cmd_name
        for each in [command, *getattr(command, "commands", {}).values()]:
            read_plainly([*each.params, each.get_help_option(ctx)])
        return command

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)
        read_plainly(params)
        return params

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from timeline.choosing import did_you_mean

            hint = did_you_mean(args[0], COMMANDS) or "See timeline --help"
            raise TimelineError(f"no command {args[0]!r}", hint=hint)
        return super().resolve_command(ctx, args)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"timeline {__version__}")
        raise typer.Exit


app = typer.Typer(
    name="timeline",
    cls=_CommandGroup,
    no_args_is_help=True,
    # rich markup would double the start of --help (measured: 234 ms against 103 ms)
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(
    epilog="\b\nFirst steps:\n  timeline build                  then open out/index.html\n"
    "  timeline compare 2019 2020-12   what changed between two interviews\n"
    "  timeline COMMAND --help         options and examples"
)
def _timeline(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Show how an official's position changes, word by word, from one interview to the next."""


def run(args: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 fine, 1 findings asked to fail on, 2 trouble."""
    command = typer.main.get_command(app)
    try:
        code = command.main(args, prog_name="timeline", standalone_mode=False)
    except TimelineError as error:
        from timeline.cli.hints import hinted

        return _trouble(str(hinted(error)))
    except typer.Abort:
        return _INTERRUPTED
    except typer.TyperException as error:
        return _misuse(error)
    return code if isinstance(code, int) else 0


def main() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a terminal of few letters shows "?" for the others
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    gc.set_threshold(_YOUNG)
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        code = _BROKEN_PIPE
    except KeyboardInterrupt:
        code = _INTERRUPTED
    gc.freeze()  # what is left goes with the process: no last search for cycles in it
    sys.exit(code)


def _misuse(error: Any) -> int:
    """Report an option or argument that is not understood; show the help where nothing was asked."""
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message())
        return EXIT_TROUBLE
    path = error.ctx.command_path if getattr(error, "ctx", None) else "timeline"
    message = error.format_message().rstrip(".").replace("Value error, ", "")
    if likely := getattr(error, "possibilities", None):
        message = f"no such option: {error.option_name}. Did you mean {' or '.join(sorted(likely))}?"
    end = "" if message.endswith("?") else "."
    return _trouble(f"{message[:1].lower()}{message[1:]}{end} See {path} --help")


def _trouble(message: str) -> int:
    tell(f"error: {message}")
    return EXIT_TROUBLE


def _close_quietly() -> None:
    """Keep the interpreter from complaining about the closed pipe when it flushes standard output at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
