"""What a reader of a format hands on: the text, what the format itself says of it, and what the user said."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from timeline.models import DateSource, Span


class Facts(Struct, frozen=True):
    """What is known of a document besides its text; empty where nothing is said."""

    date: date | None = None
    when: str = ""
    """The date as written, where the corpus may have to settle what it means."""
    title: str = ""
    speaker: str = ""
    outlet: str = ""
    place: str = ""
    url: str = ""
    language: str = ""
    aliases: tuple[str, ...] = ()
    """Other names of the speaker."""
    cut: tuple[Span, ...] = ()
    """Lines, from 1 and with the last one, that are no part of the talk."""
    keep: tuple[Span, ...] = ()
    """Lines that are; where given, all others are margin."""
    asks: tuple[str, ...] = ()
    """Labels or names of those who ask."""
    answers: tuple[str, ...] = ()
    """Labels or names of those who do not."""
    people: tuple[tuple[str, str], ...] = ()
    """Labels, and the names of the people behind them."""
    asked: tuple[Span, ...] = ()
    """Lines that are questions, where no label says so; those between them answer."""
    extra: tuple[tuple[str, str], ...] = ()
    """Other columns or keys, as they came."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What the user says stands before what people say."""
        return (*self.asks, *self.answers, *(label for label, _ in self.people))

    def __repr__(self) -> str:
        """Show what is known and nothing else; a date always."""
        known = (f"{n}={v!r}" for n in Facts.__struct_fields__ if (v := getattr(self, n)) or n == "date")
        return f"Facts({', '.join(known)})"

    def over(self, below: Facts) -> Facts:
        """Return these facts, filled up from `below` where they are silent.

        >>> Facts(title="A").over(Facts(title="B", place="Oslo")).place
        'Oslo'
        """
        silent = [name for name in Facts.__struct_fields__ if not getattr(self, name)]
        return replace(self, **{name: getattr(below, name) for name in silent})


class Utterance(Struct, frozen=True):
    """A stretch whose speaker the format names, as TEI does."""

    span: Span
    speaker: str
    role: str = ""


class Document(Struct, frozen=True):
    """One text to be made an interview."""

    id: str
    file: str
    sha256: str
    text: str
    row: str = ""
    """Which row of a table it is: "row 3"."""
    told: Facts = Facts()
    """What the format says: front matter, a table's columns, a header."""
    sidecar: Facts = Facts()
    """What the user says. It wins."""
    default: Facts = Facts()
    """What the user says of all files of a folder: where neither format nor text tell."""
    date_source: DateSource = "front matter"
    """What `told.date` is."""
    hint_title: str = ""
    """What a page's metadata calls itself: helps to find the headline, is not it."""
    author: str = ""
    """Who wrote it, by a table or a record: the speaker where nothing else names one."""
    stamp: str = ""
    """When a page says it was published: the last resort of all dates."""
    headings: tuple[Span, ...] = ()
    """Lines that markup calls headings."""
    margins: tuple[Span, ...] = ()
    """Stretches that markup calls navigation, footer or aside."""
    bold: tuple[Span, ...] = ()
    """Stretches in bold."""
    italic: tuple[Span, ...] = ()
    """Stretches in italics."""
    utterances: tuple[Utterance, ...] = ()
    labels: tuple[str, ...] = ()
    """What the markup says are the names of those who speak."""
    warnings: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """File and row, as a finding names them."""
        return f"{self.file}: {self.row}" if self.row else self.file


class Hints(Struct, frozen=True):
    """What the whole corpus tells of one document."""

    order: str = ""
    """The order of day, month and year in figures, where the corpus settles it: dmy, mdy or ymd."""
    repeated: frozenset[int] = frozenset()
    """Marks of lines that stand in several documents."""
    speaker: tuple[str, ...] = ()
    """The names of the person whom the user wants to follow, where a transcript has several officials."""
