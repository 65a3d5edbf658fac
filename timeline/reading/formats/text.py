"""Plain text; with times before its lines it is read as subtitles are."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath

from timeline.reading.decode import decode
from timeline.reading.document import Document

# Where no time begins the text or stands in an arrow, it is no subtitles: their module's patterns take 2 ms to make.
_TIMED = re.compile(r"\s*\|?\s*[\[(]?\d|[\s\S]{0,6000}-->")


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a text file. Raises UnreadableError."""
    decoded = decode(data, file)
    if _TIMED.match(decoded.text):
        from timeline.reading.formats.subtitles import document_of, is_stamped

        if is_stamped(decoded.text):
            return [document_of(file, data, decoded.text, decoded.warnings)]
    return [Document(PurePosixPath(file).stem, file, sha256(data).hexdigest(), decoded.text, warnings=decoded.warnings)]
