"""Where the marks of an annotation stand in the interviews of a corpus, however its files are called there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from timeline.evaluating.gold import Document, Place
from timeline.models import Corpus, Interview, Span
from timeline.text import fold


class Finder:
    """Finds annotated places in a corpus."""

    def __init__(self, corpus: Corpus, documents: Mapping[str, Document]) -> None:
        self.corpus = corpus
        self.documents = documents

    def interviews(self, place: Place) -> list[Interview]:
        """Return the interviews that the place may be in: by hash, by file name, by date, the surest first."""
        known = self.documents.get(place.file)
        when = place.date or (known.event_date if known else "")
        found = [i for i in self.corpus.interviews if known and known.sha256 and i.sha256 == known.sha256]
        found += [i for i in self.corpus.interviews if place.file and PurePath(i.file).name == place.file]
        found += [i for i in self.corpus.interviews if when and i.date.isoformat() == when]
        return list({i.id: i for i in found}.values())

    def quote(self, place: Place) -> tuple[Interview, Span] | None:
        """Return where the place's quote stands, or its line where it has no quote; None where it is not found."""
        for interview in self.interviews(place):
            span = self._in(interview, place)
            if span:
                return interview, span
        return None

    def paragraph(self, place: Place) -> tuple[Interview, Span] | None:
        """Return the line in which the place stands; None where it is not found."""
        found = self.quote(place)
        if not found:
            return None
        interview, span = found
        return interview, line_at(interview.text, span.start)

    def _in(self, interview: Interview, place: Place) -> Span | None:
        line = line_span(interview.text, place.line) if place.line else Span(0, 0)
        if not place.quote:
            return line if place.line else None
        text = interview.text
        # the quote in its line, else anywhere: the file may have been scraped anew
        for start in (line.start, 0):
            at = text.find(place.quote, start)
            if at >= 0:
                return Span(at, at + len(place.quote))
        folded, wanted = fold(text), fold(place.quote).text
        at = folded.text.find(wanted)
        return folded.source(at, at + len(wanted)) if at >= 0 else None


def line_span(text: str, line: int) -> Span:
    r"""Return the span of a line, counted from 1, without its line feed; empty at the end where there is none.

    >>> line_span("one\ntwo\n", 2).of("one\ntwo\n")
    'two'
    """
    start = 0
    for _ in range(line - 1):
        at = text.find("\n", start)
        if at < 0:
            return Span(len(text), len(text))
        start = at + 1
    return line_at(text, start)


def line_at(text: str, offset: int) -> Span:
    """Return the span of the line in which `offset` stands."""
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def overlap(a: Span, b: Span) -> int:
    """Return how many code points two spans of one text share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))
