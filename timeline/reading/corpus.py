"""All files to one corpus: each read by itself, then what only the whole can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath

from timeline.errors import Problem, UnreadableError
from timeline.models import Corpus, Interview
from timeline.reading.decode import decode
from timeline.reading.document import Document, Hints
from timeline.reading.recovering import recover
from timeline.reading.sources import find_sources, read_bytes


def read_corpus(paths: Sequence[str | Path], *, today: date) -> Corpus:
    """Return the interviews at `paths`, by date and id, and a problem for each file that is none.

    Raises UsageError for a path that does not exist and for a folder without transcripts. A date behind `today` is a
    problem: nobody has spoken then.
    """
    sources, problems = find_sources(paths)
    documents: list[Document] = []
    for source in sources:
        try:
            documents.append(read_document(source.file, read_bytes(source)))
        except UnreadableError as error:
            problems.append(Problem.of(error, place=source.file))
    interviews = []
    for document in _with_unique_ids(documents):
        try:
            interviews.append(_not_after(today, recover(document, Hints())))
        except UnreadableError as error:
            problems.append(Problem.of(error, place=document.place))
    interviews.sort(key=lambda i: (i.date, i.id))
    warned = [Problem(i.file, w, severity="warning") for i in interviews for w in i.warnings]
    return Corpus(tuple(interviews), tuple(sorted([*problems, *warned], key=lambda p: (p.place, p.message))))


def read_document(file: str, data: bytes) -> Document:
    """Return the document that a file's bytes hold. Pure; raises UnreadableError."""
    decoded = decode(data, file)
    return Document(PurePosixPath(file).stem, file, sha256(data).hexdigest(), decoded.text, warnings=decoded.warnings)


def _not_after(today: date, interview: Interview) -> Interview:
    if interview.date > today:
        message = f"its date {interview.date.isoformat()} ({interview.date_source}) lies in the future"
        hint = f'Run "timeline init {interview.file}" and write the date into the file that it makes'
        raise UnreadableError(message, place=interview.file, hint=hint)
    return interview


def _with_unique_ids(documents: Sequence[Document]) -> list[Document]:
    """Return the documents with an id each: the stem, with its folders where several have one, then with the ending."""
    parts = {d.file: PurePosixPath(d.file) for d in documents}
    ids = {i: d.id for i, d in enumerate(documents)}
    for depth in range(1, 12):
        counts = Counter(ids.values())
        twice = [i for i, name in ids.items() if counts[name] > 1]
        if not twice:
            break
        for i in twice:
            folders = [p for p in parts[documents[i].file].parent.parts if p not in ("/", ".", "..")][-depth:]
            ids[i] = "-".join([*folders, documents[i].id])
    counts = Counter(ids.values())
    return [replace(d, id=ids[i] if counts[ids[i]] == 1 else f"{ids[i]}-{i + 1}") for i, d in enumerate(documents)]
