"""Markdown, with front matter in YAML (between `---`) or TOML (between `+++`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from timeline.errors import UnreadableError
from timeline.models import Span
from timeline.reading.document import Document, Facts
from timeline.reading.formats import text
from timeline.reading.formats.metadata import facts_of

_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|$)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+\S.*$", re.MULTILINE)
_BOLD = re.compile(r"^(?:\*\*|__)[^*_\n]{2,400}(?:\*\*|__)$", re.MULTILINE)

_ITALIC = re.compile(r"^(?:\*(?!\*)|_(?!_))[^*_\n]{2,400}(?<!\*)[*_]$", re.MULTILINE)


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a Markdown file; its front matter is a margin. Raises UnreadableError."""
    document = text.read(file, data)[0]
    whole = document.text
    front = _FRONT.match(whole)
    told = _facts(front, file) if front else Facts()
    return [
        replace(
            document,
            told=told,
            margins=(Span(0, front.end()),) if front else (),
            headings=_spans(_HEADING, whole, front.end() if front else 0),
            bold=_spans(_BOLD, whole, 0),
            italic=_spans(_ITALIC, whole, 0),
        )
    ]


def _spans(pattern: re.Pattern[str], whole: str, start: int) -> tuple[Span, ...]:
    return tuple(Span(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in pattern.finditer(whole, start))


def _facts(front: re.Match[str], file: str) -> Facts:
    values = _yaml(front[2], file) if front[1] == "---" else _toml(front[2], file)
    return facts_of(values)


def _toml(words: str, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"its front matter is no TOML: {error}", place=f"{file}:1", hint="Correct it") from None


def _yaml(words: str, file: str) -> Mapping[str, Any]:
    try:
        import yaml
    except ImportError:
        hint = 'Install the extra: pip install "timeline[yaml]"'
        raise UnreadableError("has YAML front matter", place=f"{file}:1", hint=hint) from None
    try:
        values = yaml.safe_load(words[:100_000])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise UnreadableError(f"its front matter is no YAML: {reason}", place=f"{file}:1", hint="Correct it") from None
    return values if isinstance(values, dict) else {}
