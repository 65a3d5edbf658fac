"""The reference of all commands, made from their own help: `uv run python -m timeline.cli.reference`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from timeline.cli.commands import app

PLACE = Path(".docs/cli.md")
_WIDTH = 80
_HEAD = """# timeline: every command

What `timeline COMMAND --help` says. Made by `uv run python -m timeline.cli.reference`; do not edit.

Exit codes: 0 fine; 1 findings that you asked to fail on (`--exit-code`); 2 wrong use, or input that could not be
read. Results go to standard output, everything else to standard error. Results are coloured on a terminal:
`NO_COLOR=1` prevents it, `FORCE_COLOR=1` colours in a pipe too. Long results go through `$TIMELINE_PAGER`, `$PAGER` or
`less`; `--no-pager` prevents it.
"""


def reference() -> str:
    """Return the help of every command as Markdown."""
    command = typer.main.get_command(app)
    return _HEAD + "".join(
        f"\n## {name}\n\n```text\n{shown}\n```\n" for name, shown in _helps(command, "timeline", None)
    )


def _helps(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    """Yield name and help of a command and of those below it."""
    own = command.name if parent else name
    context = command.make_context(own, [], parent=parent, resilient_parsing=True, terminal_width=_WIDTH)
    # the blanks that end a wrapped line come and go with its neighbours
    yield name, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    for below in getattr(command, "list_commands", lambda _: [])(context):
        yield from _helps(command.get_command(context, below), f"{name} {below}", context)


if __name__ == "__main__":
    PLACE.write_text(reference(), encoding="utf-8")
