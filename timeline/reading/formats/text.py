"""Plain text."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePosixPath

from timeline.reading.decode import decode
from timeline.reading.document import Document


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a text file. Raises UnreadableError."""
    decoded = decode(data, file)
    return [Document(PurePosixPath(file).stem, file, sha256(data).hexdigest(), decoded.text, warnings=decoded.warnings)]
