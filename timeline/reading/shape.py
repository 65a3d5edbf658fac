"""The shape of a text: which lines are live, where headline and body lie, who is labelled where."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from timeline.models import Span
from timeline.reading.candidates import Label, Part, part_of
from timeline.reading.chrome import greets, is_chrome, is_dated, speaks
from timeline.reading.dashes import with_dashed_turns
from timeline.reading.dates import find_dates
from timeline.reading.document import Document, Facts, Hints
from timeline.reading.headline import Headline, place_in, read_title
from timeline.reading.labels import find_labels
from timeline.reading.lines import Line, mark, plain, split
from timeline.reading.margins import Body, find_end
from timeline.reading.names import is_person, parse
from timeline.reading.running import break_at, find_breaks
from timeline.reading.speakers import surnames
from timeline.reading.teasers import without_lists
from timeline.reading.titles import find_title
from timeline.reading.unlabelled import (
    labels_at,
    labels_by_first,
    labels_by_markup,
    labels_by_numbers,
    labels_by_questions,
    labels_by_quotes,
    labels_by_signs,
    with_unlabelled_answers,
)
from timeline.reading.vocabulary import phrases, words

_GUESSED = (
    "nothing labels who asks: questions were told by their marks, their numbers, or the quotation marks of the "
    'answers; where that is wrong, name the lines of the questions in its sidecar, as asked = ["12", "15-16"]'
)


# No person's name begins with an article: houses of government do.
_ARTICLES = ("the ", "la ", "el ", "le ", "les ", "los ", "il ", "die ", "das ")


class Shape(Struct, frozen=True):
    """The parts of a text. Indexes count in `lines`."""

    all_lines: Sequence[Line]
    lines: Sequence[Line]
    """Without those that markup or the user calls margin."""
    labels: Sequence[Label]
    """Those of the talk."""
    head: Headline
    body: Body
    headings: frozenset[int]
    """Lines that markup calls headings."""
    doubts: tuple[str, ...] = ()
    """What was guessed, with the remedy."""

    def said(self) -> Mapping[str, Sequence[str]]:
        """Return the words of each label's turns, by the label's key."""
        said: dict[str, list[str]] = {}
        for n, label in enumerate(self.labels):
            end = self.labels[n + 1].line if n + 1 < len(self.labels) else self.body.last
            words = " ".join([x.words for x in self.lines[label.line : end]])
            said.setdefault(label.key, []).append(words[label.end :])
        return said

    def asking_lines(self) -> frozenset[int]:
        """Return the lines of the labels whose turns hold a question."""
        ends = [*(x.line for x in self.labels[1:]), self.body.last]
        return (
            frozenset(
                x.line
                for x, end in zip(self.labels, ends, strict=True)
                if any("?" in line.words for line in self.lines[x.line : end])
            )
            if self.labels
            else frozenset()
        )

    def above(self) -> str:
        """Return the words before the talk."""
        return "\n".join([line.words for line in self.lines[: self.body.first]])


def find_shape(document: Document, hints: Hints) -> Shape:
    """Return where headline and body of a text lie."""
    every = split(document.text)
    facts = document.sidecar.over(document.told)
    lines = _live(every, document, facts)
    labels, doubts = _labels(lines, document, facts)
    if breaks := () if document.utterances else find_breaks(lines, labels):
        every, lines = break_at(every, breaks), break_at(lines, breaks)
        labels, doubts = _labels(lines, document, facts)
    headings = _at(lines, document.headings)
    names = surnames(labels)
    before = labels[0].line if labels else len(lines)
    spoken = next((i for i in range(1, min(before, 80)) if _is_spoken(lines[i])), before)
    end = max(min(before, spoken), 0 if labels else 1)
    at = find_title(lines, end, names, headings, facts.title or document.hint_title)
    title = lines[at].words if at is not None else facts.title or document.hint_title
    head = read_title(at, title, names)
    if document.utterances or facts.keep:
        body = Body(min(before, len(lines)) if document.utterances else 0, len(lines), truncated=False)
        body = Body(body.first + (at == body.first), body.last, truncated=False)
    else:
        first = _first_line(lines, labels, at, head, hints.repeated)
        body = find_end(lines, labels, first, hints.repeated)
        told = _with_subtitles(head, lines[: body.first], names)
        if told.speaker != head.speaker and labels:  # who is named below the title may speak before the first label
            first = _first_line(lines, labels, at, replace(head, speaker=told.speaker), hints.repeated)
            body = find_end(lines, labels, first, hints.repeated)
        head = told
    kept = [x for x in labels if body.first <= x.line < body.last]
    return Shape(every, lines, kept, head, body, headings, doubts)


def _live(every: list[Line], document: Document, facts: Facts) -> list[Line]:
    """Return the lines that neither the user nor the markup calls margin."""
    if facts.keep or facts.cut:
        numbers = _line_numbers(every, document.text)
        cut = {i for i, n in numbers.items() if any(c.start <= n <= c.end for c in facts.cut)}
        kept = {i for i, n in numbers.items() if not facts.keep or any(k.start <= n <= k.end for k in facts.keep)}
        return [line for i, line in enumerate(every) if i in kept - cut]
    if not document.margins:
        return every if document.utterances else without_lists(every)
    starts = sorted((m.start, m.end) for m in document.margins)
    live, at = [], 0
    for line in every:
        while at < len(starts) and starts[at][1] <= line.start:
            at += 1
        if at == len(starts) or starts[at][0] > line.start:
            live.append(line)
    # A page whose whole article is called "content-with-sharing" says nothing by it.
    return without_lists(live if sum(len(x.words) for x in live) * 5 > sum(len(x.words) for x in every) else every)


def _line_numbers(every: Sequence[Line], text: str) -> Mapping[int, int]:
    numbers: dict[int, int] = {}
    number, at = 1, 0
    for i, line in enumerate(every):
        number += text.count("\n", at, line.start)
        at = line.start
        numbers[i] = number
    return numbers


def _at(lines: Sequence[Line], spans: Sequence[Span]) -> frozenset[int]:
    starts = {s.start for s in spans}
    return frozenset(i for i, line in enumerate(lines) if line.start in starts) if starts else frozenset()


def _labels(lines: Sequence[Line], document: Document, facts: Facts) -> tuple[list[Label], tuple[str, ...]]:
    """Return the labels of a text, and what had to be guessed for them."""
    if document.utterances:
        return _labels_of_utterances(lines, document), ()
    if facts.asked:
        return labels_at(lines, _within(lines, document.text, facts.asked)), ()
    found = with_unlabelled_answers(lines, find_labels(lines, (*facts.labels, *document.labels)))
    weak = all(x.style == "alone" and x.part == "person" for x in found)  # a byline above and below, perhaps
    signs = labels_by_signs(lines) if weak or len({x.key for x in found}) < 2 else []
    if len(found) > 1 and len(found) >= len(signs):
        return with_dashed_turns(lines, found), ()
    if signs:
        return signs, ()
    headings = _at(lines, document.headings)
    for marked in (headings | _at(lines, document.bold), _at(lines, document.italic)):
        if marked and (told := labels_by_markup(lines, marked)):
            return told, ()
    if found:
        return found, ()
    guessed = labels_by_first(lines) or labels_by_quotes(lines) or labels_by_numbers(lines)
    guessed = guessed or labels_by_questions(lines, interview=_is_interview(lines, document))
    return guessed, (_GUESSED,) if guessed else ()


def _is_interview(lines: Sequence[Line], document: Document) -> bool:
    """Tell whether title or first lines call the text an interview."""
    head = plain(" ".join([document.hint_title, document.told.title, *(x.words for x in lines[:12] if x.count <= 60)]))
    return any(w in head for w in words("headline", "interview"))


def _within(lines: Sequence[Line], text: str, spans: Sequence[Span]) -> list[int]:
    numbers = _line_numbers(lines, text)
    return [i for i, n in numbers.items() if any(s.start <= n <= s.end for s in spans)]


def _labels_of_utterances(lines: Sequence[Line], document: Document) -> list[Label]:
    by_start = {u.span.start: u for u in document.utterances}
    return [
        Label(i, u.speaker, plain(u.speaker), 0, "markup", "chair" if u.role == "chair" else _part(u.speaker))
        for i, line in enumerate(lines)
        if (u := by_start.get(line.start))
    ]


def _part(speaker: str) -> Part:
    """Return what a name that the format gives says: "Interviewer" asks."""
    return part_of(plain(speaker)) or "person"


def _first_line(
    lines: Sequence[Line], labels: Sequence[Label], title: int | None, head: Headline, repeated: Collection[int]
) -> int:
    """Return the line in which the talk begins: the first label, or what the speaker says unlabelled before it."""
    after = 0 if title is None else title + 1
    end = labels[0].line if labels else len(lines)
    opening = next((i for i in range(after, end) if _is_prose(lines[i], repeated)), None)
    if not labels:
        return _first_unlabelled(lines, after, opening, head, repeated)
    while opening is not None and _announces(lines[opening]):
        opening = next((i for i in range(opening + 1, end) if _is_prose(lines[i], repeated)), None)
    if opening is None:
        return end
    if labels[0].part == "person":
        return _first_of_named(lines, range(after, opening + 1), end, head)
    if _briefs(head):
        opening = next((i for i in range(opening, end) if not _is_note(lines[i], head)), end)
    own = any(speaks(lines[i]) for i in range(opening, end))
    about = _names_speaker(lines[opening:end], head)
    announces = opening < end and _briefs(head) and not about  # a spokesperson, before anybody asks
    said = announces or (own and not (about and end - opening <= 2))
    return _with_salutation(lines, opening, after) if said else end


def _names_speaker(lines: Sequence[Line], head: Headline) -> bool:
    surname = parse(head.speaker).surname if head.speaker else ""
    return bool(surname) and any(surname in plain(line.words) for line in lines)


def _is_note(line: Line, head: Headline) -> bool:
    return _is_about(line, parse(head.speaker).surname) or not line.ends_sentence or is_chrome(line)


def _briefs(head: Headline) -> bool:
    return bool(head.speaker) and any(w in plain(head.title) for w in words("headline", "briefing"))


def _first_of_named(lines: Sequence[Line], before: range, end: int, head: Headline) -> int:
    """Return where a talk begins whose first label is a name: at a greeting, or a spokesperson's announcements."""
    greeting = next((i for i in before if greets(lines[i]) and head.speaker), None)
    if greeting is not None:
        return greeting
    opening = before[-1]
    said = "?" in lines[end].words
    return opening if _briefs(head) and said and not _names_speaker(lines[opening:end], head) else end


def _announces(line: Line) -> bool:
    """Tell whether a line is an editor's: "Following is a transcript of the Secretary-General's press conference:"."""
    return plain(line.words).startswith(phrases("margins", "editor")) and line.count <= 60


def _first_unlabelled(
    lines: Sequence[Line], after: int, opening: int | None, head: Headline, repeated: Collection[int]
) -> int:
    """Return where a talk begins that nobody is labelled in: behind a note about the speaker, with its salutation."""
    if opening is None:
        return min(after, max(len(lines) - 1, 0))
    surname = parse(head.speaker).surname if head.speaker else ""
    first = opening
    while (surname and _is_about(lines[first], surname)) or _announces(lines[first]):
        following = next((i for i in range(first + 1, len(lines)) if _is_prose(lines[i], repeated)), None)
        if following is None:
            return opening
        first = following
    return _with_salutation(lines, first, after)


def _is_about(line: Line, surname: str) -> bool:
    """Tell whether a line is a note about a person: it names him, speaks for nobody and asks nothing."""
    return surname in plain(line.words) and not speaks(line) and not line.words.endswith("?")


def _with_salutation(lines: Sequence[Line], first: int, after: int) -> int:
    while first > after and _is_salutation(lines[first - 1]):
        first -= 1
    if first - 1 > after and lines[first - 1].words.startswith("**") and _is_salutation(lines[first - 2]):
        return first - 2  # "Good afternoon.", and the first section's heading
    return first


def _is_salutation(line: Line) -> bool:
    """Tell whether a line addresses somebody: "Mr. President, Excellencies," or "Françaises, Français,"."""
    closed = line.words.endswith((",", "!")) or (line.count <= 12 and line.ends_sentence and greets(line))
    return line.count <= 20 and closed and not is_dated(line) and not is_chrome(line)


def _is_spoken(line: Line) -> bool:
    return line.count >= 12 and line.ends_sentence and speaks(line)


def _with_subtitles(head: Headline, above: Sequence[Line], names: Sequence[str]) -> Headline:
    """Return the headline filled up from the lines below it: subtitle, "Berlin, 3. Juni 2018", a place alone."""
    dated = False
    for name, office in itertools.pairwise(above):
        if not head.speaker and _is_name_above_office(name, office):
            head = replace(head, speaker=f"{office.words} {name.words}")
    first = 0 if head.line is None else head.line + 1
    for n in (*range(first, len(above)), *range(first - 1)):
        line = above[n]
        if line.count > 60 or is_chrome(line):
            continue
        if n >= first and (found := find_dates(line.words)):
            dated = True
            alone = len(line.words) - len(found[0].words) < 3 and n > first
            before = above[n - 1].words if alone else line.words[: found[0].start]
            place = "" if before.rstrip().endswith(":") else place_in(before)
            head = replace(head, place=head.place or place)
        elif (
            n >= first
            and dated
            and (place := place_in(line.words))
            and (not head.place or above[n - 1].words == head.place)
        ):
            head = replace(head, place=f"{head.place}, {place}" if head.place else place)
        if not head.speaker or not head.outlet:
            below = read_title(None, line.words, names)
            own = bool(below.speaker) and not head.speaker
            outlet = head.outlet or (below.outlet if own else "")
            head = replace(head, speaker=head.speaker or below.speaker, outlet=outlet)
    return head


def _is_name_above_office(line: Line, below: Line) -> bool:
    """Tell whether two lines are a name and its office: "Philip Lowe", "Governor"."""
    if not is_person(line.words) or len(parse(line.words).own) not in (2, 3) or below.count > 12:
        return False
    tokens = {t.strip(".,").lower() for t in line.words.split()}
    if plain(line.words).startswith(_ARTICLES):
        return False  # "La Moncloa"
    strange = words("headline", "organisation") | words("headline", "genre")
    if find_dates(below.words) or not words("headline", "genre").isdisjoint(plain(below.words).split()):
        return False
    if any(e in plain(below.words) for e in words("headline", "briefing")):
        return False
    return tokens.isdisjoint(strange) and plain(below.words).partition(" ")[0] in words("persons", "office") - {"the"}


def _is_prose(line: Line, repeated: Collection[int]) -> bool:
    if not line.ends_sentence or is_chrome(line) or is_dated(line):
        return False
    own = speaks(line)
    return own or (line.count >= 8 and not (repeated and mark(line.words) in repeated))
