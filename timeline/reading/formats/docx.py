"""Word's .docx: tracked insertions count as text, tracked deletions do not; tables give a line a row."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import Any

from timeline.errors import UnreadableError
from timeline.reading.decode import Decoded
from timeline.reading.document import Document
from timeline.reading.formats.html import read_page

# A manuscript of a thousand pages unpacks to 10 MB; a bomb to gigabytes.
_LARGEST = 100_000_000


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a .docx file. Raises UnreadableError."""
    _check(data, file)
    markup = _convert(data, file)
    return [read_page(file, data, Decoded(f"<html><body>{markup}</body></html>"), PurePosixPath(file).stem)]


def _check(data: bytes, file: str) -> None:
    """Raise where the archive is damaged, no document, or unpacks to more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
            if "word/document.xml" not in archive.namelist():
                raise UnreadableError("is no Word document", place=file, hint="Save it as .docx")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError(f"is a damaged .docx: {error}", place=file, hint="Save it again") from None
    if size > _LARGEST:
        message = f"unpacks to {size // 1_000_000} MB, more than the {_LARGEST // 1_000_000} MB that are read"
        raise UnreadableError(message, place=file, hint="Leave it out, or save its text alone")


def _convert(data: bytes, file: str) -> str:
    try:
        import mammoth
    except ImportError:
        hint = 'Install the extra: pip install "timeline[docx]"'
        raise UnreadableError("is a .docx, which needs another package", place=file, hint=hint) from None
    try:
        result: Any = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {}))
    except Exception as error:  # whatever a damaged document makes the parser raise
        raise UnreadableError(f"is a damaged .docx: {error}", place=file, hint="Save it again") from None
    return str(result.value)
