"""Tables as the bytes of a file: CSV, JSON Lines, Parquet. The same rows give the same bytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from timeline.showing.tables import Row, Table, Value

if TYPE_CHECKING:
    import polars as pl

Format = Literal["csv", "jsonl", "parquet"]

# What a spreadsheet takes for a formula, and the full-width forms that some take too
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NEEDS_QUOTES = re.compile(r'[,"\r\n]')


def encode(table: Table, rows: Iterable[Row], file_format: Format) -> bytes:
    """Return the rows as the bytes of a file of that format."""
    match file_format:
        case "csv":
            return csv_text(table, rows).encode()
        case "jsonl":
            return jsonl_text(table, rows).encode()
        case "parquet":
            return parquet_bytes(table, rows)


def csv_text(table: Table, rows: Iterable[Row]) -> str:
    """Return the rows as CSV (RFC 4180, but lines end in a line feed) with a header.

    Lists are joined by `;`, with a backslash before a `;` or backslash of an item. A text that a spreadsheet would
    run as a formula has an apostrophe before it; `read_cell` takes it off again.
    """
    lines = [[column.name for column in table.columns], *([_quoted(_cell(value)) for value in row] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def _quoted(cell: str) -> str:
    """Quote a cell that needs it; Python's csv module before 3.13 forgets a lone carriage return."""
    return '"{}"'.format(cell.replace('"', '""')) if _NEEDS_QUOTES.search(cell) else cell


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _harmless(value)
        case list():
            return _harmless(join_list(value))
        case date():
            return value.isoformat()
    return repr(value)


def _harmless(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def read_cell(cell: str) -> str:
    """Return the text that a cell of `csv_text` was written from.

    >>> read_cell("'=1+1"), read_cell("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def join_list(items: Sequence[str]) -> str:
    r"""Return the items as one text, `;` between them.

    >>> join_list(["a", "b;c"])
    'a;b\\;c'
    """
    return ";".join(re.sub(r"[\\;]", r"\\\g<0>", item) for item in items)


def split_list(text: str) -> list[str]:
    r"""Return the items that `join_list` joined; an empty text holds none.

    >>> split_list("a;b\\;c")
    ['a', 'b;c']
    """
    if not text:
        return []
    items = re.findall(r"(?:\A|;)((?:\\.|[^\\;])*)", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in items]


def jsonl_text(table: Table, rows: Iterable[Row]) -> str:
    """Return the rows as JSON Lines: one object a row, keys in the order of the columns."""
    names = [column.name for column in table.columns]
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=date.isoformat) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def json_text(table: Table, rows: Iterable[Row]) -> str:
    """Return the rows as one JSON array of objects, an object a line."""
    lines = jsonl_text(table, rows).splitlines()
    return "[" + ",\n ".join(lines) + "]\n"


def frame(table: Table, rows: Iterable[Row]) -> pl.DataFrame:
    """Return the rows as a typed polars frame."""
    import polars as pl

    types = {
        "string": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
        "list": pl.List(pl.String()),
    }
    schema = {column.name: types[column.type] for column in table.columns}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def parquet_bytes(table: Table, rows: Iterable[Row]) -> bytes:
    """Return the rows as a typed Parquet file."""
    out = io.BytesIO()
    # one row group and a fixed level: the bytes may depend on nothing but the rows
    frame(table, rows).write_parquet(out, compression="zstd", compression_level=3, row_group_size=2**30)
    return out.getvalue()
