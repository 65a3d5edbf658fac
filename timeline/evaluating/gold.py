"""Annotations by hand: JSON with passages, positions and shifts, or a CSV table as people fill it in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from timeline.errors import UsageError

_Kind = TypeVar("_Kind")

DOCUMENTS = "documents.json"
"""Beside the annotations, optional: the date and hash of each annotated file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands: a quote in a file, or a line of it."""

    file: str
    """Name of the annotated file, perhaps not the name it has in the corpus."""
    date: str
    """ISO date of the interview; empty where the annotation does not say."""
    line: int = 0
    """Counted from 1; 0 where only the quote is known."""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was marked: grade 2 states the theme, 1 is context, 0 only looks like it."""

    place: Place
    grade: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A position as the annotator named it, and the sentences that express it."""

    id: str
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A shift between two interviews as the annotator saw it."""

    id: str
    from_date: str
    to_date: str
    from_quote: str
    """Empty where the theme was silent before."""
    to_quote: str
    importance: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotator's marks on one theme."""

    theme: str
    annotator: str
    passages: tuple[Passage, ...] = ()
    claims: tuple[Claim, ...] = ()
    moves: tuple[Move, ...] = ()
    silent: tuple[str, ...] = ()
    """ISO dates of interviews that do not address the theme."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of an annotated file."""

    file: str
    event_date: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was read: one `Gold` for each theme and annotator."""

    golds: tuple[Gold, ...]
    documents: Mapping[str, Document]
    """By the file's name."""


class _Quote(msgspec.Struct):
    file: str | None = None
    line: int | None = None
    quote: str | None = None


class _Passage(msgspec.Struct):
    file: str
    date: str = ""
    line: int = 0
    grade: int = 2
    note: str = ""
    reason: str = ""
    sentences: list[str] = []
    context_sentences: list[str] = []


class _Position(msgspec.Struct):
    id: str
    by_date: dict[str, list[_Quote] | None]
    label: str = ""


class _Shift(msgspec.Struct):
    from_date: str
    to_date: str
    id: str = ""
    before: _Quote | None = msgspec.field(default=None, name="from")
    after: _Quote | None = msgspec.field(default=None, name="to")
    importance: int = 1
    explanation: str = ""


class _Silence(msgspec.Struct):
    date: str
    degree: str = "total"


class _Theme(msgspec.Struct):
    theme: str
    annotator: str = ""
    passages: list[_Passage] = []
    false_positives: list[_Passage] = []
    positions: list[_Position] = []
    shifts: list[_Shift] = []
    silences: list[_Silence] = []


class _Documents(msgspec.Struct):
    documents: list[Document]


def load_gold(paths: Sequence[str | Path]) -> Annotations:
    """Return the annotations in `paths`: JSON or CSV files, or folders of them.

    Raises UsageError for a path that does not exist, a folder without annotations, and a file that does not hold what
    it must, naming file and key.
    """
    files = [file for path in paths for file in _files(Path(path))]
    golds = [gold for file in files if file.name != DOCUMENTS for gold in _read(file)]
    known = {document.file: document for folder in sorted({f.parent for f in files}) for document in _known(folder)}
    return Annotations(tuple(golds), known)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError("no such file or folder", place=str(path))
    found = sorted(p for p in path.iterdir() if p.suffix.lower() in (".json", ".csv") and p.name != DOCUMENTS)
    if not found:
        raise UsageError("no annotation: no .json or .csv file", place=str(path))
    return found


def _known(folder: Path) -> list[Document]:
    file = folder / DOCUMENTS
    return _decoded(file, _Documents).documents if file.is_file() else []


def _read(file: Path) -> list[Gold]:
    if file.suffix.lower() == ".csv":
        return _from_table(file)
    theme = _decoded(file, _Theme)
    return [_from_theme(theme, file.parent.name if file.stem == theme.theme else file.stem)]


def _decoded(file: Path, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not an annotation: {error}", place=str(file)) from error


def _from_theme(theme: _Theme, name: str) -> Gold:
    marked = [(p, p.grade) for p in theme.passages] + [(p, 0) for p in theme.false_positives]
    return Gold(
        theme.theme,
        theme.annotator or name,
        tuple(
            Passage(
                Place(p.file, p.date, p.line, next(iter(p.sentences + p.context_sentences), "")),
                grade,
                p.note or p.reason,
            )
            for p, grade in marked
        ),
        tuple(Claim(p.id, p.label, tuple(_places(p.by_date))) for p in theme.positions),
        tuple(
            Move(s.id, s.from_date, s.to_date, _said(s.before), _said(s.after), s.importance, s.explanation)
            for s in theme.shifts
        ),
        tuple(s.date for s in theme.silences if s.degree == "total"),
    )


def _opening(passage: _Passage) -> str:
    """Return the first sentence that was marked in the passage."""
    return next(iter(passage.sentences + passage.context_sentences), "")


def _places(by_date: Mapping[str, list[_Quote] | None]) -> Iterable[Place]:
    for when, quotes in by_date.items():
        for q in quotes or []:
            yield Place(q.file or "", when, q.line or 0, q.quote or "")


def _said(quote: _Quote | None) -> str:
    return (quote.quote or "") if quote else ""


def _from_table(file: Path) -> list[Gold]:
    """Return the annotations of a table with the columns theme, quote and any of annotator, file, date, line, grade,
    position; a row is a sentence or a paragraph, `position` may name several, separated by `;` or `|`.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("not UTF-8", place=str(file), hint="Save the table as CSV UTF-8") from error
    head = text.partition("\n")[0]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count)))
    missing = {"theme", "quote"} - {str(key).strip().lower() for key in (rows[0] if rows else {})}
    if missing:
        hint = "Columns: theme, quote, annotator, file, date, line, grade, position"
        raise UsageError(f"no column {', '.join(sorted(missing))}", place=str(file), hint=hint)
    marks = [_mark(row, f"{file}:{n}", file.stem) for n, row in enumerate(rows, start=2)]
    keys = dict.fromkeys((theme, annotator) for theme, annotator, *_ in marks)
    return [_coding(key, [(p, ids) for *k, p, ids in marks if tuple(k) == key]) for key in keys]


def _mark(row: Mapping[str, str | None], place: str, name: str) -> tuple[str, str, Passage, list[str]]:
    """Return theme, annotator, passage and position names of one row."""
    cell = {str(key).strip().lower(): (value or "").strip() for key, value in row.items() if isinstance(value, str)}
    try:
        line, grade = int(cell.get("line") or 0), int(cell.get("grade") or 2)
    except ValueError as error:
        raise UsageError(f"not a whole number: {error}", place=place) from error
    where = Place(cell.get("file", ""), cell.get("date", ""), line, cell.get("quote", ""))
    names = re.split(r"\s*[;|]\s*", cell.get("position", "") or cell.get("positions", ""))
    return cell["theme"], cell.get("annotator") or name, Passage(where, grade), [n for n in names if n]


def _coding(key: tuple[str, str], marks: Sequence[tuple[Passage, list[str]]]) -> Gold:
    claims: dict[str, list[Place]] = {}
    for passage, names in marks:
        for name in names:
            claims.setdefault(name, []).append(passage.place)
    return Gold(
        *key,
        tuple(passage for passage, _ in marks),
        tuple(Claim(name, name, tuple(places)) for name, places in claims.items()),
    )
