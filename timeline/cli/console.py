"""What is said to the user: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from timeline.errors import Problem
    from timeline.showing.marks import Screen

EXIT_TROUBLE = 2
_KNOWN_AFTER = 3.0  # seconds of a step after which its pace tells something
_MINUTES = 120  # seconds from which minutes are enough to know
_PLAIN_WIDTH = 80  # where neither a terminal nor COLUMNS tells


@dataclass
class Voice:
    """How much is said beside the results."""

    quiet: bool = False
    verbose: bool = False
    _on_line: bool = False
    _step: tuple[str, int, float] = ("", 0, 0.0)
    """What is done, how much of it was there at the first word of it, and when that was."""

    def progress(self, step: str, done: int = 0, total: int = 0) -> None:
        """Show how far the work is: on one line of a terminal, a line a step with --verbose, else not at all."""
        if self.quiet:
            return
        line = f"{step} {done}/{total}" if total else step
        if self.verbose:
            if done == total:  # a log holds a line a step, not one for each hundredth of it
                tell(line)
        elif sys.stderr.isatty():
            typer.echo(f"\r\x1b[K{_clean(line)}{self._left(step, done, total)}", err=True, nl=False)
            self._on_line = True

    def _left(self, step: str, done: int, total: int) -> str:
        """Return how long the step will take at its pace so far; nothing before that can be told."""
        if step != self._step[0]:
            self._step = (step, done, monotonic())
        _, first, began = self._step
        spent = monotonic() - began
        if spent < _KNOWN_AFTER or done <= first or done >= total:
            return ""
        left = round(spent / (done - first) * (total - done))
        return f", about {left // 60} min left" if left >= _MINUTES else f", about {left} s left"

    def finish(self) -> None:
        """Clear the line of progress."""
        if self._on_line:
            typer.echo("\r\x1b[K", err=True, nl=False)
            self._on_line = False

    def report(self, problems: Iterable[Problem]) -> int:
        """Say each problem on a line of standard error; return 2 if one is an error, else 0."""
        self.finish()
        code = 0
        for problem in problems:
            if problem.severity == "error":
                code = EXIT_TROUBLE
            if problem.severity == "error" or not self.quiet:
                tell(f"{problem.severity}: {problem}")
        return code


def tell(text: str) -> None:
    """Print something beside the results."""
    typer.echo(_clean(text), err=True)


def say(text: str) -> None:
    """Print a result to be read."""
    typer.echo(_clean(text))


def say_data(text: str) -> None:
    """Print a result for programs: as it is into a pipe or file, but harmless on a terminal."""
    typer.echo(_clean(text) if sys.stdout.isatty() else text)


def _clean(text: str, *, colour: bool = False) -> str:
    """Return the text as it may be printed; all that is printed passes here."""
    from timeline.showing.cells import clean

    return clean(text, colour=colour)


def screen(width: int = 0) -> Screen:
    """Return what results are laid out for: `width` or the terminal's, and colour where it is wanted."""
    from timeline.showing.marks import Screen

    return Screen(width or screen_width(), colour_wanted())


def is_terminal() -> bool:
    """Tell whether results are read on a terminal, where long lines are broken; a pipe gets them whole."""
    return sys.stdout.isatty()


def screen_width() -> int:
    """Return the width of the terminal in cells: COLUMNS, else what the terminal says, else 80."""
    return get_terminal_size((_PLAIN_WIDTH, 24)).columns


def colour_wanted() -> bool:
    """Tell whether results may be coloured: on a terminal, unless NO_COLOR or TERM=dumb; FORCE_COLOR also in a pipe.

    NO_COLOR wins over FORCE_COLOR, as in Python itself (https://no-color.org, https://force-color.org).
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def show(text: str, *, pager: bool = True) -> None:
    """Print a long result, which may be coloured: through the pager on a terminal, as git does, else as it is."""
    text = _clean(text, colour=colour_wanted())
    command = os.environ.get("TIMELINE_PAGER", os.environ.get("PAGER", "less"))
    if not (pager and sys.stdout.isatty() and command not in ("", "cat")):
        typer.echo(text, color=True)
        return
    _page(text + "\n", command)


def _page(text: str, command: str) -> None:
    """Pipe the text through the pager; less leaves at once where the text fits the screen, and shows colours."""
    import subprocess

    settings = {"LESS": "FRX", **os.environ}
    try:
        # the user's own setting, run by the shell as git runs it
        subprocess.run(command, shell=True, input=text.encode(), env=settings, check=False)  # noqa: S602
    except OSError:
        typer.echo(text, color=True, nl=False)


def say_bytes(content: bytes) -> None:
    """Print a result that is a file: byte for byte into a pipe or file, but harmless on a terminal."""
    if sys.stdout.isatty():
        typer.echo(_clean(content.decode(errors="replace")), nl=False)
        return
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # a stream without bytes, as a notebook or a test has
        sys.stdout.write(content.decode())
        return
    sys.stdout.flush()
    stream.write(content)
    stream.flush()
