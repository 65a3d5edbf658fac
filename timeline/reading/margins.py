"""Margins: what of a page is not the talk. Found by structure; what repeats across the corpus comes as a hint."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import Struct

from timeline.reading.candidates import Label
from timeline.reading.chrome import closes, is_chrome, is_date_alone, is_dated, is_footer, is_truncation, speaks
from timeline.reading.lines import Line, mark, plain
from timeline.reading.vocabulary import phrases, words

_FOOTNOTE = re.compile(r"(\[\d{1,2}\])\s+\S")
_NOTE = re.compile(r"[\[(]?1[\])]?[.:)]?\s+\S")


# A byline or a title that comes again behind the talk has so many words at most, and more letters than these.
_BYLINE, _SHORT = 14, 11
# As much of a line is compared with those.
_START = 160


class Body(Struct, frozen=True):
    """Which lines are the talk: from `first` up to, not including, `last`."""

    first: int
    last: int
    truncated: bool


def find_end(lines: Sequence[Line], labels: Sequence[Label], first: int, repeated: Collection[int]) -> Body:
    """Return the body that begins at line `first`: it ends before the first line behind which all is margin."""
    speaking = {x.line: x for x in labels}
    last = _cut(lines, speaking, first)
    truncated = any(is_truncation(x) for x in lines[max(first, last - 1) : last + 2])
    last = _trim(lines, speaking, first, last, repeated)
    last = _without_notes(lines, speaking, first, last)
    return Body(first, last, truncated)


def _cut(lines: Sequence[Line], speaking: dict[int, Label], first: int) -> int:
    """Return the first line that says "the talk is over", behind which nobody else of the talk speaks."""
    dated = {i for i in range(first + 1, len(lines)) if i not in speaking and is_dated(lines[i])}
    last_turn = max((i for i in speaking if not _is_teaser(i, dated)), default=first)
    said = lines[last_turn].start + speaking[last_turn].end if last_turn in speaking else 0
    above = tuple(low for line in lines[:first] if line.count <= _BYLINE and len(low := plain(line.words)) > _SHORT)
    people = tuple({plain(x.name) for x in speaking.values() if x.part == "person" and " " in x.name})
    for i in range(last_turn + 1, len(lines)):
        over = (i in dated and len(dated) > 1) or _is_over(lines, i, above, people)
        if over and lines[i].start >= said and _ends_here(lines, i, dated):
            return i
    return len(lines)


def _is_over(lines: Sequence[Line], i: int, above: tuple[str, ...], people: tuple[str, ...]) -> bool:
    """Tell whether a line behind the last label is no part of the talk, and what follows is none either.

    `above` are the short lines before the talk, such as a byline that comes again; `people` are those who speak.
    """
    line = lines[i]
    start = plain(line.words[:_START])
    return (
        is_chrome(line)
        or is_truncation(line)
        or is_footer(line)
        or closes(line)
        or is_date_alone(line)
        or start.startswith(above)
        or _is_about(start, people)
        or (_thanks(lines[i - 1]) and _is_note(line))
    )


def _is_about(low: str, people: tuple[str, ...]) -> bool:
    """Tell whether a line begins by telling who somebody is that speaks: "Ann Lee was a judge until 2019."."""
    name = next((p for p in people if low.startswith(p)), "")
    return bool(name) and low[len(name) :].startswith(phrases("margins", "being"))


def _thanks(line: Line) -> bool:
    return line.count <= 12 and not words("margins", "thanks").isdisjoint(plain(line.words).strip(".!").split())


def _is_note(line: Line) -> bool:
    """Tell whether a line is the first footnote; behind a word of thanks the notes begin."""
    return bool(_NOTE.match(line.words))


def _is_teaser(i: int, dated: set[int]) -> bool:
    """A label right behind a dated line of a list is the beginning of another text."""
    return i - 1 in dated and len(dated) > 1


def _ends_here(lines: Sequence[Line], i: int, dated: set[int]) -> bool:
    """A dated line ends the talk where it opens a list: another one follows within a few lines."""
    if i not in dated:
        return True
    return any(j in dated for j in range(i + 1, min(i + 5, len(lines)))) or i == max(dated)


def _trim(lines: Sequence[Line], speaking: dict[int, Label], first: int, last: int, repeated: Collection[int]) -> int:
    """Return `last` moved up over lines that are no sentence, as menus and titles are, and over what repeats."""
    while last - 1 > first and last - 1 not in speaking:
        line = lines[last - 1]
        if (
            is_chrome(line)
            or is_footer(line)
            or (repeated and mark(line.words) in repeated and not speaks(line))
            or (not line.ends_sentence and not _belongs(lines, last - 1))
        ):
            last -= 1
        else:
            break
    return last


def _without_notes(lines: Sequence[Line], speaking: dict[int, Label], first: int, last: int) -> int:
    """Return `last` before the footnotes that end the text: "[1] The …", where a line of the talk has "[1]" in it."""
    end = last
    while end - 1 > first and end - 1 not in speaking and (m := _FOOTNOTE.match(lines[end - 1].words)):
        if not any(m[1] in line.words[4:] for line in lines[first : end - 1]):
            break
        end -= 1
    return end


def _belongs(lines: Sequence[Line], i: int) -> bool:
    """A line without a full stop belongs to the talk where it is long, or in a list that the talk announced."""
    line = lines[i]
    if line.count > 20 or line.words[0].islower():
        return True
    return lines[i - 1].words.rstrip().endswith((":", ";", ",")) or line.words.startswith(("-", "–", "—"))
