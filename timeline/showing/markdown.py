"""A comparison or a trace as Markdown, its changes as CriticMarkup.

Where an editor's tool accepts every change, the right wording stays; where it rejects them, the left one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from timeline.models import EditOp
from timeline.showing.sheet import Entry, Piece, Sheet

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_LINE_START = re.compile(r"^(\s*)([-+=])|^(\s*\d+)([.)])", re.MULTILINE)
_CRITIC: dict[EditOp, str] = {"equal": "{}", "delete": "{{--{}--}}", "insert": "{{++{}++}}"}


def markdown_text(sheet: Sheet) -> str:
    """Return the sheet as Markdown."""
    lines = [f"# {_plain(sheet.title)}", ""]
    lines += [f"- {_plain(source.called)}: {_plain(source.title)}" for source in sheet.sources]
    for theme, entries in groupby(sheet.entries, key=lambda entry: entry.theme):
        lines += ["", f"## {_plain(theme.title)}"] if theme else []
        for entry in entries:
            lines += ["", *_entry(entry)]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"### {_plain(entry.title)}"
    yield ""
    yield _plain(" → ".join(quote.citation for quote in (entry.left, entry.right) if quote))
    for pieces in wordings(entry):
        yield ""
        yield from _quoted("".join(map(_critic, pieces)))


def wordings(entry: Entry) -> list[list[Piece]]:
    """Return what is shown of an entry as one text, or as two where the wordings share too little."""
    if entry.apart and entry.left and entry.right:
        return [[Piece("delete", entry.left.text)], [Piece("insert", entry.right.text)]]
    return [entry.diff]


def _critic(piece: Piece) -> str:
    """Return the piece marked line by line: a mark may not reach over the end of a paragraph."""
    lines = escaped(piece.text).split("\n")
    return "\n".join(_CRITIC[piece.op].format(line) if line else "" for line in lines)


def _quoted(text: str) -> Iterator[str]:
    """Yield the text as a block quote, its lines as paragraphs."""
    lines = [line for line in text.split("\n") if line.strip()]
    for n, line in enumerate(lines):
        if n:
            yield ">"
        yield f"> {line}"


def _plain(text: str) -> str:
    """Return the text on one line, escaped."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    r"""Return the text so that Markdown and CriticMarkup show it as it is.

    >>> print(escaped("<b>{*} 1. x"), escaped("1. x"), escaped("- y"))
    \<b\>\{\*\} 1. x 1\. x \- y
    """
    return _LINE_START.sub(r"\1\3\\\2\4", _SPECIAL.sub(r"\\\g<0>", text))
