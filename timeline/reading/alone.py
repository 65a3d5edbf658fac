"""One file by itself, outside any corpus: nothing else tells its margins, and no twin takes its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from timeline.errors import UnreadableError, UsageError
from timeline.models import Interview
from timeline.reading.document import Hints
from timeline.reading.formats import read_documents
from timeline.reading.recovering import recover
from timeline.reading.sidecar import find_facts
from timeline.reading.sources import find_sources, read_bytes


def read_alone(path: str | Path, *, day: date | None = None) -> Interview:
    """Return the interview in the file at `path`; `day` is its date, which then is not looked for.

    Raises UsageError for a path that does not exist and for a file that holds several interviews, UnreadableError
    where it holds none or no date is found.
    """
    sources, _ = find_sources([path])
    documents = [d for s in sources for d in read_documents(s.file, read_bytes(s), people=s.people)]
    if len(documents) != 1:
        raise UsageError(f"holds {len(documents)} interviews", place=str(path), hint="Name a file with one")
    source, document = sources[0], documents[0]
    said = find_facts(source.path, source.root, document.id)
    facts = replace(said, date=day) if day else said
    try:
        return recover(replace(document, sidecar=facts), Hints())
    except UnreadableError as error:
        place = error.place or document.place
        raise UnreadableError(error.message, place=place, hint=error.hint) from error
