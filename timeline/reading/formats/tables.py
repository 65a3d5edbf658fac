"""Tables with a document or a turn a row: CSV, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from timeline.errors import UnreadableError
from timeline.reading.decode import decode
from timeline.reading.document import Document
from timeline.reading.formats.metadata import low_keys
from timeline.reading.formats.records import (
    ANSWER,
    ID,
    QUESTION,
    SAID,
    TEXT,
    TURNS,
    WHO,
    Record,
    is_turn,
    lowered,
    read_record,
)

# Columns that tell which rows are turns of one interview, the surest first; others that have to agree where they are.
_GROUPS = (
    "interview_id", "transcript_id", "conversation_id", "event_id", "session_id", "episode_id", "interview", "doc_id",
    "document_id", "document", "file", "filename",
)  # fmt: skip
_AGREE = ("date", "title")
Row = Mapping[str, Any]


def read(file: str, data: bytes) -> list[Document]:
    """Return a document a row. Raises UnreadableError where the table has no column of texts."""
    suffix = PurePosixPath(file).suffix.lower()
    digest = sha256(data).hexdigest()
    warnings: tuple[str, ...] = ()
    rows: Iterable[tuple[int, Row]]
    if suffix == ".parquet":
        rows = _parquet(file, data)
    else:
        decoded = decode(data, file)
        warnings = decoded.warnings
        rows = _csv(file, decoded.text) if suffix in (".csv", ".tsv") else _json_lines(file, decoded.text)
    stem = PurePosixPath(file).stem
    return [
        read_record(file, digest, record, name or f"{stem}-{n}", f"row {n}", warnings)
        for n, name, record in _grouped(rows)
    ]


def _grouped(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, str, Record]]:
    """Yield number, id and record of each document: a row, or the rows next to each other that are turns of one."""
    for key, same in groupby(rows, key=lambda pair: _group(pair[1])):
        turns = [(n, low_keys(row)) for n, row in same]
        people = {str(row.get(w)) for _, row in turns for w in WHO[:4] if row.get(w)}
        if key is None or len(turns) < 2 or (len(people) < 2 and not any(_is_pair(r) for _, r in turns)):
            yield from ((n, "", row) for n, row in turns)
        else:
            n, first = turns[0]
            outer = {k: v for k, v in first.items() if k not in (*WHO, *SAID, *QUESTION, *ANSWER, *TEXT, *ID)}
            yield n, key[0], {**outer, "turns": [row for _, row in turns]}


def _group(row: Row) -> tuple[str, ...] | None:
    """Return what rows of one interview have in common; None for a row that is a document by itself.

    Without a column that names the interview it is date and title; where there are neither, the whole table is one.
    """
    low = low_keys(row)
    if not is_turn(low):
        return None
    named = next((str(low[g]) for g in _GROUPS if low.get(g) not in (None, "")), "")
    agree = tuple(str(low[a]) for a in _AGREE if low.get(a) not in (None, ""))
    return (named, *agree) if named or len(agree) != 1 else None


def _is_pair(row: Row) -> bool:
    return any(row.get(q) for q in QUESTION) and any(row.get(a) for a in ANSWER)


def _check_columns(names: Iterable[str], file: str) -> None:
    low = [str(n).strip().lower() for n in names]
    paired = any(q in low for q in QUESTION) and any(a in low for a in ANSWER)
    if not paired and not any(n in (*TEXT, *TURNS) for n in low):
        message = f'has no column "text"; its columns are {", ".join(low[:12]) or "none"}'
        raise UnreadableError(message, place=f"{file}:1", hint='Name the column that holds the transcripts "text"')


def _csv(file: str, text: str) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(max(len(text), 131_072))
    head = text.split("\n", 1)[0]
    sign = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign, restkey="more")
    try:
        _check_columns(rows.fieldnames or (), file)
        yield from enumerate(rows, start=1)
    except csv.Error as error:
        raise UnreadableError(f"is no CSV: {error}", place=f"{file}:{rows.line_num}", hint="Save it again") from None


def _json_lines(file: str, text: str) -> Iterator[tuple[int, Row]]:
    for n, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"is no JSON: {error}", place=f"{file}:{n}", hint="One object a line") from None
        if not isinstance(row, dict):
            raise UnreadableError("is no JSON object", place=f"{file}:{n}", hint="One object a line")
        _check_columns(lowered(row), f"{file}:{n}")
        yield n, row


def _parquet(file: str, data: bytes) -> Iterator[tuple[int, Row]]:
    import polars

    try:
        frame = polars.read_parquet(io.BytesIO(data))
    except (polars.exceptions.PolarsError, OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "damaged"
        raise UnreadableError(f"is no Parquet table: {reason}", place=file, hint="Write it again") from None
    _check_columns(frame.columns, file)
    yield from enumerate(frame.iter_rows(named=True), start=1)
