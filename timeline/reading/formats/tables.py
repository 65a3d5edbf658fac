"""Tables with one document a row: CSV, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from timeline.errors import UnreadableError
from timeline.reading.decode import decode
from timeline.reading.document import Document
from timeline.reading.formats.metadata import facts_of

_TEXT = ("text", "body", "content", "transcript", "speech")
_ID = ("doc_id", "id", "document_id")
_USED = frozenset((*_TEXT, *_ID))
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
    return [_document(file, digest, n, row, warnings) for n, row in rows]


def _document(file: str, digest: str, number: int, row: Row, warnings: tuple[str, ...]) -> Document:
    low = {str(k).strip().lower(): v for k, v in row.items()}
    words = next((low[k] for k in _TEXT if low.get(k)), "")
    name = next((str(low[k]) for k in _ID if low.get(k) not in (None, "")), f"{PurePosixPath(file).stem}-{number}")
    text = str(words).replace("\r\n", "\n").replace("\r", "\n")
    return Document(name, file, digest, text, row=f"row {number}", told=facts_of(low, ignored=_USED), warnings=warnings)


def _check_columns(names: Iterable[str], file: str) -> None:
    low = [str(n).strip().lower() for n in names]
    if not any(n in _TEXT for n in low):
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
        _check_columns(row, f"{file}:{n}")
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
