"""Plain text; with times before its lines it is read as subtitles are."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath

from timeline.reading.decode import decode
from timeline.reading.document import Document

# So many characters tell whether a text has times; without a number first or an arrow it has none, and the patterns of
# subtitles, which take 2 ms to make, are not needed.
_LOOK = 6_000
_NUMBER_FIRST = re.compile(r"\s*\|?\s*[\[(]?\d")


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a text file. Raises UnreadableError."""
    decoded = decode(data, file)
    head = decoded.text[:_LOOK]
    if "-->" in head or _NUMBER_FIRST.match(head):
        from timeline.reading.formats.subtitles import document_of, is_stamped

        if is_stamped(head):
            return [document_of(file, data, decoded.text, decoded.warnings)]
    return [Document(PurePosixPath(file).stem, file, sha256(data).hexdigest(), decoded.text, warnings=decoded.warnings)]
