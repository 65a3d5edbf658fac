"""How comparisons and traces leave the tool: to the screen, or as a file of some format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.console import say_bytes, show
from timeline.cli.running import written
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.showing.marks import Screen
    from timeline.showing.sheet import Sheet


def deliver(
    sheet: Sheet, file_format: str, out: Path | None, screen: Screen, *, summary: bool = False, pager: bool = True
) -> None:
    """Print the sheet in that format, or write it to `out`. Raises UsageError for a Word file on a terminal."""
    if file_format == "text":
        text = _text(sheet, screen, summary)
        if out is None:
            show(text, pager=pager)
        else:
            written(out.parent, {out.name: f"{text}\n".encode()})
        return
    content = _encoded(sheet, file_format)
    if out is not None:
        written(out.parent, {out.name: content})
    elif file_format == "docx" and sys.stdout.isatty():
        raise UsageError("a Word file cannot be shown on a terminal", hint="Name a file with --out")
    else:
        say_bytes(content)


def _text(sheet: Sheet, screen: Screen, summary: bool) -> str:
    from timeline.showing.compare_text import compare_text, summary_text
    from timeline.showing.trace_text import trace_text

    if sheet.kind == "trace":
        return trace_text(sheet, screen)
    return summary_text(sheet, screen) if summary else compare_text(sheet, screen)


def _encoded(sheet: Sheet, file_format: str) -> bytes:
    """Return the sheet as the bytes of a file; what a format needs is imported for it alone."""
    match file_format:
        case "markdown":
            from timeline.showing.markdown import markdown_text

            return markdown_text(sheet).encode()
        case "html":
            from timeline.showing.compare_page import compare_page

            return compare_page(sheet).encode()
        case "json":
            from timeline.showing.sheet import json_text

            return f"{json_text(sheet)}\n".encode()
        case "docx":
            from timeline.showing.word import word_bytes

            return word_bytes(sheet)
    raise UsageError(f"no format {file_format!r}")
