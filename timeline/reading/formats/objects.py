"""JSON: one interview with its text or its turns, a list of interviews, or a list of turns; wrapped or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from timeline.errors import UnreadableError
from timeline.reading.decode import decode
from timeline.reading.document import Document
from timeline.reading.formats.records import Record, has_words, is_turn, read_record

# How deep documents may lie: {"response": {"data": {"items": [...]}}}.
_DEPTH = 4
_HINT = 'Give each interview a key "text", or a list "turns" of objects with "speaker" and "text"'


def read(file: str, data: bytes) -> list[Document]:
    """Return the documents of a JSON file. Raises UnreadableError where it is no JSON, or holds no text."""
    decoded = decode(data, file)
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UnreadableError(f"is no JSON: {error}", place=f"{file}:{line}", hint="Save it again") from None
    records = list(_records(value, _DEPTH))
    if not records:
        raise UnreadableError("is JSON without a text", place=file, hint=_HINT)
    digest, stem = sha256(data).hexdigest(), PurePosixPath(file).stem
    if len(records) == 1:
        return [read_record(file, digest, records[0], stem, "", decoded.warnings)]
    return [
        read_record(file, digest, r, f"{stem}-{n}", f"item {n}", decoded.warnings)
        for n, r in enumerate(records, start=1)
    ]


def _records(value: Any, depth: int) -> Iterator[Record]:
    """Yield the objects that hold a document; a list of turns is one."""
    if isinstance(value, list) and value and all(isinstance(v, Mapping) for v in value):
        if all(map(is_turn, value)) and not any(map(_is_dated, value)):
            yield {"turns": value}
        else:
            yield from (r for v in value for r in _records(v, depth))
    elif isinstance(value, Mapping):
        if has_words(value):
            yield value
        elif depth:
            yield from (r for v in value.values() for r in _records(v, depth - 1))


def _is_dated(record: Record) -> bool:
    return any("date" in str(k).lower() or str(k).lower() in ("title", "headline") for k in record)
