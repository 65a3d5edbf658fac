"""From a document to an interview: title, body, speakers, turns and date, in this order. Pure: no disk, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.errors import UnreadableError
from timeline.models import Block, BlockKind, DateSource, Interview
from timeline.reading.chrome import is_chrome, is_dated, speaks
from timeline.reading.dates import DateFound, find_dates, find_in_name
from timeline.reading.document import Document, Hints
from timeline.reading.headline import Headline, find_title, read_title
from timeline.reading.labels import Label, find_labels
from timeline.reading.language import guess_language
from timeline.reading.lines import Line, plain, split
from timeline.reading.margins import Body, find_end
from timeline.reading.names import parse
from timeline.reading.speakers import Cast, find_cast, surnames
from timeline.reading.turns import Start, tile
from timeline.reading.vocabulary import phrases

_NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class DateChoice:
    """The day of the event, where it was found, and what speaks against it."""

    day: date
    source: DateSource
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a text: its lines, labels, headline and body."""

    lines: Sequence[Line]
    labels: Sequence[Label]
    """Those of the talk."""
    head: Headline
    body: Body


def recover(document: Document, hints: Hints = _NO_HINTS) -> Interview:
    """Return the interview that `document` holds.

    Raises UnreadableError where it holds no talk or no date that can be known.
    """
    shape = find_shape(document, hints)
    facts = document.sidecar.over(document.told)
    cast = _cast(document, shape)
    blocks = _blocks(document, shape, cast)
    if not any(b.kind not in ("heading", "margin") for b in blocks):
        raise UnreadableError("holds no words that somebody speaks", place=document.place, hint="Check the file")
    when = choose_date(document, shape, hints)
    return Interview(
        id=document.id,
        file=document.file,
        sha256=document.sha256,
        text=document.text,
        blocks=blocks,
        date=when.day,
        date_source=when.source,
        title=facts.title or shape.head.title,
        speaker=cast.speaker,
        outlet=facts.outlet or shape.head.outlet,
        place=facts.place or shape.head.place,
        language=facts.language or guess_language(document.text),
        url=facts.url,
        truncated=shape.body.truncated,
        warnings=(*document.warnings, *when.warnings),
    )


def find_shape(document: Document, hints: Hints) -> Shape:
    """Return where headline and body of a text lie."""
    lines = split(document.text)
    labels = find_labels(lines)
    names = surnames(labels)
    told = document.sidecar.title or document.told.title or document.hint_title
    headings = _lines_at(lines, document)
    before = labels[0].line if labels else len(lines)
    at = find_title(lines, before or 1, names, headings, told)
    title = lines[at].words if at is not None else ""
    head = read_title(at, title or told, names)
    first = _first_line(lines, labels, at, head)
    body = find_end(lines, labels, first, hints.repeated)
    kept = [x for x in labels if body.first <= x.line < body.last]
    return Shape(lines, kept, head, body)


def _lines_at(lines: Sequence[Line], document: Document) -> list[int]:
    starts = {h.start for h in document.headings}
    return [i for i, line in enumerate(lines) if line.start in starts]


def _first_line(lines: Sequence[Line], labels: Sequence[Label], title: int | None, head: Headline) -> int:
    """Return the line in which the talk begins: the first label, or what the speaker says unlabelled before it."""
    after = 0 if title is None else title + 1
    end = labels[0].line if labels else len(lines)
    if not labels:
        return next((i for i in range(after, end) if _is_prose(lines[i])), min(after, max(end - 1, 0)))
    opening = next((i for i in range(after, end) if _is_prose(lines[i])), None)
    if opening is None or labels[0].part == "person":
        return end
    own = any(speaks(lines[i]) for i in range(opening, end))
    surname = parse(head.speaker).surname if head.speaker else ""
    about = bool(surname) and any(surname in plain(lines[i].words) for i in range(opening, end))
    return opening if own and not (about and end - opening <= 2) else end


def _is_prose(line: Line) -> bool:
    return line.ends_sentence and not is_chrome(line) and not is_dated(line) and (line.count >= 8 or speaks(line))


def _cast(document: Document, shape: Shape) -> Cast:
    facts = document.sidecar.over(document.told)
    head = "\n".join(line.words for line in shape.lines[: shape.body.first])
    head = "\n".join((facts.title, document.hint_title, head))
    return find_cast(shape.labels, _said(shape), head, shape.head.speaker, facts.speaker, facts.aliases)


def _said(shape: Shape) -> Mapping[str, Sequence[str]]:
    """Return the words of each label's turns."""
    said: dict[str, list[str]] = {}
    for n, label in enumerate(shape.labels):
        end = shape.labels[n + 1].line if n + 1 < len(shape.labels) else shape.body.last
        words = " ".join(x.words for x in shape.lines[label.line : end])
        said.setdefault(label.key, []).append(words[label.end :])
    return said


def _blocks(document: Document, shape: Shape, cast: Cast) -> tuple[Block, ...]:
    lines, body = shape.lines, shape.body
    by_line = {x.line: x for x in shape.labels}
    starts: list[Start] = []
    asked = False
    for i, line in enumerate(lines):
        if i == shape.head.line:
            starts.append(Start(line.start, "heading", line.start))
        elif not body.first <= i < body.last:
            starts.append(Start(line.start, "margin", line.start))
        elif label := by_line.get(i):
            kind = _role(label, cast, asked)
            asked = asked or kind == "question"
            starts.append(Start(line.start, kind, line.start + label.end, cast.shown[label.key]))
        elif i == body.first:
            starts.append(Start(line.start, "remarks", line.start, cast.speaker))
    return tile(document.text, starts)


def _role(label: Label, cast: Cast, asked: bool) -> BlockKind:
    if label.key in cast.asking:
        return "question"
    return "answer" if asked or label.part == "answer" else "remarks"


def choose_date(document: Document, shape: Shape, hints: Hints) -> DateChoice:
    """Return the day of the event: the first of sidecar, front matter, headline, byline, body opening, file name.

    Raises UnreadableError, with the dates that were seen, where none is certain.
    """
    if document.sidecar.date:
        return DateChoice(document.sidecar.date, "sidecar")
    if document.told.date:
        return DateChoice(document.told.date, document.date_source)
    named = find_in_name(document.id)
    for source, found in _candidates(shape, named):
        day = found.settled(hints.order or None)  # type: ignore[arg-type]
        if day is None:
            readings = ", ".join(d.isoformat() for d in found.days)
            raise UnreadableError(
                f'the date "{found.words}" can be {readings}', place=document.place, hint=_settle(document)
            )
        return DateChoice(day, source, _against(day, source, named))
    raise UnreadableError("no date of the event" + _seen(shape), place=document.place, hint=_settle(document))


def _settle(document: Document) -> str:
    return f'Run "timeline init {document.file}" and write the date into the file that it makes'


def _seen(shape: Shape) -> str:
    seen = [(i, f) for i, line in enumerate(shape.lines[:200]) for f in find_dates(line.words[:300])][:5]
    if not seen:
        return " was found"
    return "; seen elsewhere: " + ", ".join(f'"{f.words}" (paragraph {i + 1})' for i, f in seen)


def _against(day: date, source: DateSource, named: Sequence[DateFound]) -> tuple[str, ...]:
    """Return the warning where the file's name has another date."""
    if source == "file name" or not named or day in named[0].days:
        return ()
    return (f"the {source} says {day.isoformat()}, the file name {named[0].days[0].isoformat()}; the {source} is used",)


def _candidates(shape: Shape, named: Sequence[DateFound]) -> list[tuple[DateSource, DateFound]]:
    head, lines, body = shape.head, shape.lines, shape.body
    found: list[tuple[DateSource, DateFound]] = []
    if head.date and head.date_is_firm:
        found.append(("headline", head.date))
    after = 0 if head.line is None else head.line + 1
    for i in range(after, body.first):
        if lines[i].count <= 14 and not _is_stamp(lines[i]):
            found.extend(("byline", f) for f in find_dates(lines[i].words)[:1])
    if head.date:
        found.append(("headline", head.date))
    opening = lines[body.first].words[:200] if body.first < len(lines) else ""
    found.extend(("body opening", f) for f in find_dates(opening)[:1] if f.start < 60)
    if head.line:
        above = lines[head.line - 1]
        clock = any(":" in x.words and is_chrome(x) for x in lines[max(0, head.line - 3) : head.line])
        if is_dated(above) and not clock and above.count <= 8:
            found.extend(("byline", f) for f in find_dates(above.words)[:1])
    found.extend(("file name", f) for f in named[:1])
    return found


def _is_stamp(line: Line) -> bool:
    """Tell whether a line says when the page was published or changed."""
    low = plain(line.words)
    return low.startswith(phrases("headline", "stamp"))
