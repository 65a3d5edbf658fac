"""A sheet in any of its formats."""

from __future__ import annotations

from typing import Literal, get_args

from timeline.showing.marks import Screen
from timeline.showing.sheet import Sheet, json_text

SheetFormat = Literal["text", "markdown", "html", "json", "docx"]
FORMATS: tuple[SheetFormat, ...] = get_args(SheetFormat)
_PLAIN = Screen()


def render(sheet: Sheet, file_format: SheetFormat, screen: Screen = _PLAIN, *, summary: bool = False) -> bytes:
    """Return the sheet as the bytes of a file; what a format needs is imported for it alone.

    `screen` and `summary` are for text: the summary counts and shows the strongest change of each theme.
    """
    match file_format:
        case "text":
            return f"{text(sheet, screen, summary=summary)}\n".encode()
        case "markdown":
            from timeline.showing.markdown import markdown_text

            return markdown_text(sheet).encode()
        case "html":
            from timeline.showing.compare_page import compare_page

            return compare_page(sheet).encode()
        case "json":
            return f"{json_text(sheet)}\n".encode()
        case "docx":
            from timeline.showing.word import word_bytes

            return word_bytes(sheet)


def text(sheet: Sheet, screen: Screen = _PLAIN, *, summary: bool = False) -> str:
    """Return the sheet as it is printed."""
    from timeline.showing.compare_text import compare_text, summary_text
    from timeline.showing.trace_text import trace_text

    if sheet.kind == "trace":
        return trace_text(sheet, screen)
    return summary_text(sheet, screen) if summary else compare_text(sheet, screen)
