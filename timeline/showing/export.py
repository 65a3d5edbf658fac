"""All files of an export, by name."""

from __future__ import annotations

from timeline.models import Analysis
from timeline.showing.annotations import web_annotations
from timeline.showing.archive import NAME, archived
from timeline.showing.citations import csl_json
from timeline.showing.datapackage import descriptor
from timeline.showing.files import Format, encode
from timeline.showing.tables import TABLES


def export_files(analysis: Analysis, file_format: Format, version: str) -> dict[str, bytes]:
    """Return the tables in that format, and beside them what describes, cites and restores them."""
    tables = {f"{t.name}.{file_format}": encode(t, t.rows(analysis), file_format) for t in TABLES}
    return {
        **tables,
        "datapackage.json": descriptor(tables, file_format, version).encode(),
        "citations.json": csl_json(analysis.corpus.interviews).encode(),
        "annotations.json": web_annotations(analysis).encode(),
        NAME: archived(analysis),
    }
