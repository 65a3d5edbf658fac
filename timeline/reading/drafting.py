"""A sidecar with what was found, for the user to correct."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from timeline.errors import UnreadableError
from timeline.models import Interview
from timeline.reading.corpus import read_corpus
from timeline.reading.dating import seen_dates
from timeline.reading.document import Document, Facts, Hints
from timeline.reading.formats import read_documents
from timeline.reading.recovering import recover
from timeline.reading.shape import find_shape
from timeline.reading.sources import Source, read_bytes

# Any day: a draft for a file without a date needs an interview all the same.
_ANY_DAY = date(1970, 1, 1)
_HEAD = "# What timeline found in {name}. Correct what is wrong; a key that is left out is found anew.\n"
_SPANS = """\
# Lines that are no part of the talk, or the only ones that are; counted as "timeline show" prints them.
# cut = ["76-119"]
# keep = ["15-75"]
"""


class Draft(Struct, frozen=True):
    """A sidecar to be written."""

    path: Path
    """`NAME.meta.toml` beside the file."""
    text: str


def draft_sidecars(files: Sequence[str | Path], *, today: date) -> list[Draft]:
    """Return a sidecar for each file with the facts that were found, and, without a date, the candidates.

    Raises UnreadableError for a file that cannot be read or is a table: a table has its facts in columns. Raises
    UsageError for a path that does not exist.
    """
    return [_draft(Path(file), today) for file in files]


def _draft(path: Path, today: date) -> Draft:
    corpus = read_corpus([path], today=today)
    found = next((i for i in corpus.interviews if i.file == path.as_posix()), None)
    document = _document(path)
    text = _HEAD.format(name=path.name) + (_dated(found) if found else _undated(document))
    interview = found or recover(replace(document, sidecar=Facts(date=_ANY_DAY)))
    return Draft(path.with_name(f"{path.stem}.meta.toml"), text + _facts(interview) + _SPANS)


def _document(path: Path) -> Document:
    source = Source(path, path.as_posix(), path.parent)
    documents = read_documents(source.file, read_bytes(source))
    if len(documents) != 1 or documents[0].row:
        message = f"is a table of {len(documents)} documents; a sidecar is for one"
        raise UnreadableError(message, place=source.file, hint='Write the facts into its columns, or "interviews.toml"')
    return documents[0]


def _dated(interview: Interview) -> str:
    return f"date = {interview.date.isoformat()}  # from the {interview.date_source}\n"


def _undated(document: Document) -> str:
    seen = seen_dates(find_shape(document, Hints()), most=10)
    lines = [f'#   "{f.words}" in paragraph {n}: {_days(f.days)}\n' for n, f in seen]
    return "# date = 2020-12-31  # not found; write the day of the event. Dates in the text:\n" + "".join(lines)


def _days(days: Sequence[date]) -> str:
    return " or ".join([d.isoformat() for d in days])


def _facts(interview: Interview) -> str:
    lines = []
    for key in ("title", "speaker", "outlet", "place", "url", "language"):
        value = getattr(interview, key)
        lines.append(f"{key} = {_quoted(value)}\n" if value else f'# {key} = ""\n')
    lines.insert(
        2, '# aliases = []  # other names of the speaker, other spellings: ["Sergei Lavrov", "Сергей Лавров"]\n'
    )
    return "".join(lines)


def _quoted(words: str) -> str:
    """Return `words` as a TOML string: JSON's escapes are a part of TOML's."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False).replace("\x7f", "\\u007f")
