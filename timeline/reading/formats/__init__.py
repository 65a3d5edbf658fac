"""Formats: the bytes of a file to the documents that it holds. One file a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from timeline.errors import UnreadableError
from timeline.reading.document import Document

Reader = Callable[..., list[Document]]

# Which module reads which ending. Modules are imported when a file needs them: a parser costs up to 0.3 s.
SUFFIXES: Mapping[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".csv": "tables",
    ".tsv": "tables",
    ".json": "objects",
    ".jsonl": "tables",
    ".ndjson": "tables",
    ".parquet": "tables",
    ".xml": "tei",
}
# How files of a format begin, where it cannot be taken for text.
_BEGINNINGS = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a zip archive, perhaps a .docx", ".docx"),
    (b"PAR1", "a Parquet table", ".parquet"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file", ""),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x1f\x8b", "a gzip archive", ""),
)


def read_documents(file: str, data: bytes, people: Mapping[str, str] | None = None) -> list[Document]:
    """Return the documents that a file's bytes hold, by the ending of its name. Pure.

    `people` names the ids of speakers that a TEI file leaves to its corpus.

    Raises UnreadableError where the bytes are not what the name says, or an extra is not installed.
    """
    suffix = PurePosixPath(file).suffix.lower()
    for start, what, real in _BEGINNINGS:
        if data.startswith(start) and suffix != real:
            hint = f"Name it {real}" if real else "Leave it out, or save it as text without a password"
            raise UnreadableError(f"is {what}, not what its name says", place=file, hint=hint)
    module = SUFFIXES.get(suffix, "text")
    return _reader(module)(file, data, people) if module == "tei" else _reader(module)(file, data)


def _reader(module: str) -> Reader:
    from importlib import import_module

    reader: Reader = import_module(f"{__name__}.{module}").read
    return reader
