"""From a document to an interview: shape, speakers, turns and date, in this order. Pure: no disk, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import partial

from msgspec.structs import replace

from timeline.errors import UnreadableError
from timeline.models import Block, BlockKind, Interview
from timeline.reading.candidates import Label
from timeline.reading.chrome import is_chrome, is_time, speaks
from timeline.reading.dating import choose_date
from timeline.reading.document import Document, Hints
from timeline.reading.doubting import doubts_of
from timeline.reading.hearing import find_hearing
from timeline.reading.language import guess_language
from timeline.reading.lines import Line
from timeline.reading.shape import Shape, find_shape
from timeline.reading.speakers import Cast, asking_outlet, find_cast
from timeline.reading.turns import Start, tile

# A sitting of ten hours has some 20,000 lines and a million characters; ten times that is read in some 20 s.
_MOST_LINES, _LONGEST = 200_000, 10_000_000
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[ivxIVX]{1,4}|[a-z])[).]\s")
_NO_HINTS = Hints()


def recover(document: Document, hints: Hints = _NO_HINTS) -> Interview:
    """Return the interview that `document` holds.

    Raises UnreadableError where it holds no talk or no date that can be known.
    """
    _check_size(document)
    shape = find_shape(document, hints)
    facts = document.sidecar.over(document.told)
    cast = _cast(document, shape, hints)
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
        outlet=facts.outlet or shape.head.outlet or document.default.outlet or _asking_outlet(shape, cast),
        place=facts.place or shape.head.place or document.default.place,
        language=facts.language or document.default.language or guess_language(document.text),
        url=facts.url or document.default.url,
        truncated=shape.body.truncated,
        warnings=(*document.warnings, *when.warnings, *shape.doubts, *doubts_of(shape, cast, blocks)),
        extra=facts.extra,
    )


def _check_size(document: Document) -> None:
    lines = document.text.count("\n")
    if lines > _MOST_LINES or len(document.text) > _LONGEST:
        message = f"has {lines:,} lines and {len(document.text):,} characters, more than any transcript"
        raise UnreadableError(message, place=document.place, hint="Split it, or leave it out")


def _cast(document: Document, shape: Shape, hints: Hints) -> Cast:
    facts = document.sidecar.over(document.told)
    head = "\n".join((facts.title, document.hint_title, shape.above()))
    return find_cast(
        shape.labels,
        shape.said(),
        head,
        shape.head.speaker,
        shape.head.outlet,
        facts,
        hints.speaker,
        document.default if document.default.speaker else replace(document.default, speaker=document.author),
        partial(find_hearing, shape.lines, shape.body.first),
    )


def _asking_outlet(shape: Shape, cast: Cast) -> str:
    return asking_outlet(cast, shape.labels, [line.words for line in shape.lines[: shape.head.line or 0]])


def _blocks(document: Document, shape: Shape, cast: Cast) -> tuple[Block, ...]:
    index = {line.start: i for i, line in enumerate(shape.lines)}
    labels = {x.line: x for x in shape.labels}
    asking = shape.asking_lines() if cast.presiding else frozenset()
    starts: list[Start] = []
    asked = False
    open_turn: Start | None = None
    for line in shape.all_lines:
        if open_turn and line.start < open_turn.said:
            continue  # a line of signs between a label and its words
        i = index.get(line.start)
        kind = _outside(i, shape, labels)
        if kind:
            starts.append(Start(line.start, kind, line.start))
        elif label := labels.get(i if i is not None else -1):
            role = _role(label, cast, asked, asking)
            asked = asked or role == "question"
            open_turn = Start(line.start, role, line.start + label.end, cast.shown[label.key])
            starts.append(open_turn)
        elif open_turn is None:
            open_turn = _unlabelled(line.start, shape, cast)
            starts.append(open_turn)
        elif starts[-1].kind in ("margin", "heading"):
            starts.append(Start(line.start, open_turn.kind, line.start, open_turn.speaker, continued=True))
    return tile(document.text, starts)


def _unlabelled(start: int, shape: Shape, cast: Cast) -> Start:
    """Return the turn before the first label: the speaker's, or a question where the first label is "Answer"."""
    if shape.labels and shape.labels[0].part == "answer" and shape.labels[0].style != "markup":
        return Start(start, "question", start, "Question")
    return Start(start, "remarks", start, cast.speaker)


def _outside(i: int | None, shape: Shape, labels: dict[int, Label]) -> BlockKind | None:
    """Return "heading" or "margin" for a line that is no part of the talk, None for one that is."""
    if i is not None and i == shape.head.line:
        return "heading"
    if i is None or not shape.body.first <= i < shape.body.last:
        return "margin"
    if i in labels or i == shape.body.first:
        return None
    if i in shape.headings or _heads_a_section(i, shape, labels):
        return "heading"
    return "margin" if is_chrome(shape.lines[i]) or is_time(shape.lines[i]) else None


def _heads_a_section(i: int, shape: Shape, labels: dict[int, Label]) -> bool:
    """A short line that is no sentence, right before a question and behind a finished sentence, is a subheading."""
    line = shape.lines[i]
    if line.words[:8].isupper() and _is_caption(i, shape, labels):
        return True
    following, before = labels.get(i + 1), labels.get(i - 1)
    titled = following is not None and (following.part == "question" or _is_titled(line))
    spoken = before is None or before.end < len(shape.lines[i - 1].words)
    return (
        titled
        and spoken
        and line.count <= 40
        and (line.words[0].isupper() or line.words[0] in '("“«„')
        and not line.ends_sentence
        and (shape.lines[i - 1].ends_sentence or is_chrome(shape.lines[i - 1]))
    )


def _is_caption(i: int, shape: Shape, labels: dict[int, Label]) -> bool:
    """Tell whether a line is one of those in capitals right before a label: "STATEMENT OF HON. ANN LEE," and on."""
    if not shape.lines[i].words.isupper() or shape.lines[i].count < 2:
        return False
    before = shape.lines[i - 1]
    after = next((j for j in range(i + 1, min(i + 4, shape.body.last)) if not shape.lines[j].words.isupper()), i)
    ended = before.ends_sentence or before.words.isupper() or is_chrome(before)
    return ended and (after in labels or any(j in labels for j in range(i + 1, after)))


def _is_titled(line: Line) -> bool:
    """Tell whether a line is written as a title: numbered or in capitals, and spoken by nobody."""
    tokens = [t for t in line.words.split() if len(t) > 3]
    capitals = sum(t[0].isupper() for t in tokens)
    numbered = bool(_NUMBERED.match(line.words))
    return not speaks(line) and line.count <= 20 and (numbered or (capitals > 1 and capitals * 3 >= len(tokens) * 2))


def _role(label: Label, cast: Cast, asked: bool, asking: Collection[int]) -> BlockKind:
    if label.part == "chair":
        return "remarks"
    if label.key in cast.asking or (label.key in cast.presiding and (label.asks or label.line in asking)):
        return "question"
    return "answer" if asked or label.part == "answer" else "remarks"
