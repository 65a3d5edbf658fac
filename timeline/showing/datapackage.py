"""What an export holds, as a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/).

Descriptor version 1, which the tools for Python and R both read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from timeline.showing.files import Format
from timeline.showing.tables import TABLES, Column, Table

_MEDIA: dict[Format, str] = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
_KEYS = {
    "interviews": ["interview"],
    "turns": ["interview", "turn"],
    "statements": ["theme", "interview", "start", "end"],
    "shifts": ["theme", "rank"],
    "phrases": ["theme", "phrase"],
    "silences": ["theme", "interview"],
}
"""Columns that tell the rows of a table apart. Two statements of one position may change alike: changes have none."""


def descriptor(files: Mapping[str, bytes], file_format: Format, version: str) -> str:
    """Return `datapackage.json` for the tables in `files`, by name: every column, the size and hash of every file."""
    resources = [_resource(table, files[f"{table.name}.{file_format}"], file_format) for table in TABLES]
    package = {
        "profile": "tabular-data-package" if file_format == "csv" else "data-package",
        "name": "timeline-export",
        "title": "How positions change from one interview to the next",
        "description": f"Written by timeline {version}. Offsets count Unicode code points of the text that was read.",
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, content: bytes, file_format: Format) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource" if file_format == "csv" else "data-resource",
        "name": table.name,
        "path": f"{table.name}.{file_format}",
        "description": table.description,
        "format": file_format,
        "mediatype": _MEDIA[file_format],
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": _schema(table, file_format),
    }
    if file_format != "parquet":
        resource["encoding"] = "utf-8"
    return resource


def _schema(table: Table, file_format: Format) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, file_format) for column in table.columns],
        "missingValues": [""],
    }
    if table.name in _KEYS:
        schema["primaryKey"] = _KEYS[table.name]
    own = [c.name for c in table.columns if c.name in ("interview", "from_interview", "to_interview")]
    if table.name != "interviews" and own:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": "interviews", "fields": ["interview"]}} for name in own
        ]
    return schema


def _field(column: Column, file_format: Format) -> dict[str, str]:
    if column.type == "list":
        joined = " Items are separated by `;`; a backslash stands before a `;` or backslash of an item."
        kind, note = ("string", joined) if file_format == "csv" else ("array", "")
        return {"name": column.name, "type": kind, "description": column.description + note}
    return {"name": column.name, "type": column.type, "description": column.description}
