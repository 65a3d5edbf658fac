"""How comparisons, traces and lists leave the tool: to the screen, or as a file of some format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.console import say_bytes, say_data, show
from timeline.cli.running import written
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.showing.marks import Screen
    from timeline.showing.rendering import SheetFormat
    from timeline.showing.sheet import Sheet


def deliver(
    sheet: Sheet,
    file_format: SheetFormat,
    out: Path | None,
    screen: Screen,
    *,
    summary: bool = False,
    pager: bool = True,
) -> None:
    """Print the sheet in that format, or write it to `out`. Raises UsageError for a Word file on a terminal."""
    from timeline.showing.rendering import render, text

    if out is not None:
        written(out.parent, {out.name: render(sheet, file_format, screen, summary=summary)})
    elif file_format == "text":
        show(text(sheet, screen, summary=summary), pager=pager)
    elif file_format == "docx" and sys.stdout.isatty():
        raise UsageError("a Word file cannot be shown on a terminal", hint="Name a file with --out")
    else:
        say_bytes(render(sheet, file_format))


def deliver_list(rendered: str, file_format: str, out: Path | None, *, pager: bool = True) -> None:
    """Print a list, the table through the pager, or write it to `out`."""
    from timeline.showing.cells import clean

    if out is not None:
        content = clean(rendered) if file_format == "table" else rendered
        written(out.parent, {out.name: f"{content.rstrip()}\n".encode()})
    elif file_format == "table":
        show(rendered, pager=pager)
    else:
        say_data(rendered.rstrip("\n"))
