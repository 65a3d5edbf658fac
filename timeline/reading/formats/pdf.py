"""PDF: lines put together to paragraphs; what stands on every page is moved behind the text."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from timeline.errors import UnreadableError
from timeline.reading.chrome import is_chrome
from timeline.reading.document import Document
from timeline.reading.labels import find_labels
from timeline.reading.lines import plain, split

# A transcript of ten hours has 300 pages.
_MOST_PAGES = 2000
_LONGEST = 5_000_000
# So many times the usual step from line to line is a paragraph's space: half a line or a whole one is left between.
_APART = 1.35
_PAGE_NUMBER = re.compile(
    r"(?:page\s*|seite\s*|стр\.?\s*|[-–—]\s*)?\d{1,4}(?:\s*(?:of|von|из|/|-|–|—)\s*\d{0,4})?$", re.IGNORECASE
)
_ENDS = re.compile(r"[.?!…:;][\"'”’»)\]]*$")


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a PDF. Raises UnreadableError where it is encrypted, damaged, or only pictures."""
    pages = _pages(file, data)
    body, furniture = _without_furniture(pages)
    text = "\n\n".join(_paragraphs(body))
    if not text.strip():
        hint = "Run a text recognition over it first, e.g. ocrmypdf"
        raise UnreadableError("is a PDF without text, perhaps a scan", place=file, hint=hint)
    if furniture:
        text += "\n\n\n" + "\n".join(furniture) + "\n"
    return [Document(PurePosixPath(file).stem, file, sha256(data).hexdigest(), text)]


def _pages(file: str, data: bytes) -> list[list[str]]:
    try:
        import pypdfium2
    except ImportError:
        hint = 'Install the extra: pip install "timeline[pdf]"'
        raise UnreadableError("is a PDF, which needs another package", place=file, hint=hint) from None
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) > _MOST_PAGES:
                message = f"has {len(pdf)} pages, more than the {_MOST_PAGES} that are read"
                raise UnreadableError(message, place=file, hint="Split it")
            return _with_gaps([_placed(page.get_textpage()) for page in pdf])
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "is an encrypted PDF" if locked else f"is a damaged PDF: {error}"
        raise UnreadableError(
            reason, place=file, hint="Save it without a password" if locked else "Save it again"
        ) from None


def _placed(page: Any) -> list[tuple[str, float]]:
    """Return the lines of a page's text, and how high on it each stands."""
    found: list[tuple[str, float]] = []
    at = 0
    for raw in page.get_text_range()[:_LONGEST].split("\n"):
        words = raw.rstrip("\r")
        if words.strip():
            found.append((words, page.get_charbox(at + len(words) - len(words.lstrip()))[1]))
        at += len(raw) + 1
    return found


def _with_gaps(pages: Sequence[Sequence[tuple[str, float]]]) -> list[list[str]]:
    """Return the lines of the pages, with an empty one where more than a line's space lies between two."""
    steps = [[0.0, *(above - below for (_, above), (_, below) in pairwise(page))] for page in pages]
    usual = statistics.median([s for page in steps for s in page if s > 0] or [0.0])
    found: list[list[str]] = []
    for page, down in zip(pages, steps, strict=True):
        lines: list[str] = []
        for (words, _), step in zip(page, down, strict=False):
            lines += [""] if usual and step > _APART * usual else []
            lines += [" ".join(x.split()) for x in words.replace("\ufffe", "-\n").split("\n")]
        found.append(lines)
    return found


def _without_furniture(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """Return the pages without running heads and page numbers, and these, each once."""
    full = [[n for n, x in enumerate(page) if x] for page in pages]
    ends = [{*lines[:2], *lines[-2:]} for lines in full]
    edges = Counter(
        shape
        for page, lines, end in zip(pages, full, ends, strict=True)
        if len(lines) > 2
        for shape in {_shape(page[n]) for n in end}
    )
    furniture: list[str] = []
    kept: list[list[str]] = []
    for page, end in zip(pages, ends, strict=True):
        body = []
        for n, line in enumerate(page):
            again = len(pages) > 1 and edges[_shape(line)] > len(pages) / 2
            if n in end and (_PAGE_NUMBER.match(line) or again):
                furniture.append(line)
            else:
                body.append(line)
        kept.append(body)
    return kept, list(dict.fromkeys(furniture))


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", plain(line))


def _paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return paragraphs: a line goes on in the next one unless it is short, or the next one begins something new."""
    lines: list[str] = []
    apart: set[int] = set()
    for line in (line for page in pages for line in page):
        if line:
            lines.append(line)
        elif lines and _ENDS.search(lines[-1]):
            apart.add(len(lines))
    usual = statistics.median([len(x) for x in lines if len(x) > 30] or [60])
    labelled = {x.line for x in find_labels(split("\n".join(lines)))}
    asked = set() if labelled else {n for n, line in enumerate(lines, start=1) if line.endswith("?")}
    new = labelled | apart | asked  # where nobody is labelled, a line that ends as a question may be one
    found: list[str] = []
    for n, line in enumerate(lines):
        if found and n not in new and _goes_on(lines[n - 1], line, usual):
            hyphen = found[-1].endswith("-") and line[:1].islower() and found[-1][-2:-1].isalpha()
            found[-1] = found[-1][:-1] + line if hyphen else f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _goes_on(before: str, line: str, usual: float) -> bool:
    """A full line goes on; a short one that ends no sentence goes on where the next begins in lower case."""
    if len(split(line)) and is_chrome(split(line)[0]):
        return False
    if len(before) < usual * 0.75:
        return line[:1].islower() and not _ENDS.search(before)
    return not (_ENDS.search(before) and len(before) < usual * 0.9)
