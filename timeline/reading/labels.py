"""Labels: the words at the start of a line that say who speaks. Which they are is learned from the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.reading.chrome import is_chrome
from timeline.reading.lines import Line, plain
from timeline.reading.names import has_office, is_person, parse
from timeline.reading.vocabulary import words

Style = Literal["colon", "point", "letter", "alone", "markup"]
Part = Literal["question", "answer", "person", "chair"]

# A label is no longer than this, offices and brackets included: "Minister of Foreign Affairs of the Russian
# Federation Sergey Lavrov (in reply to a question by Interfax)" has 89 characters.
_LONGEST = 110
_COLON = re.compile(r"[*_>#\s]*([^:：*_\n]{1,110}?)\s*[*_]*\s*[:：]\s*[*_]*(?=\s|$|[^\s\d/])")
_CAPITALS = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*(?:\s[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*){0,4}[A-ZÀ-Þ])\.\s+(?=\S)")
_ADDRESSED = re.compile(
    r"((?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chairwoman|Chair|Secretary|Representative|Ambassador|Governor|Commissioner"
    r"|The)\.?\s(?:[A-Z][\w'’\-]+\s){0,2}[A-Z][\w'’\-]+)\.\s+(?=[A-Z\"“])"
)
_LETTER = re.compile(r"[*_]*([QA])[*_]*(?:\.\s*|\s{1,12}|[*_]+\s*)(?=[\w\"“‘'(\[$-])")
_NUMBER_BEHIND = re.compile(r"[\s#№.]*\d{1,3}\.?$")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_QUOTE = re.compile(r"[\"“«„‘]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its line."""

    line: int
    """Index of the line."""
    name: str
    """As written, without markup and sign."""
    key: str
    """By which labels of one text are counted: plain, without brackets and numbers."""
    end: int
    """Where the words said begin, counted from the start of the line."""
    style: Style
    part: Part
    """What the words say by themselves: somebody asks, somebody answers, a name."""


def find_labels(lines: Sequence[Line]) -> list[Label]:
    """Return the labels of a text, in order: words that ask or answer, and names that repeat or that the head knows.

    A name with a colon that appears once, in a text that labels nobody else, is no label.
    """
    candidates = [label for i, line in enumerate(lines) if (label := _candidate(i, line))]
    counts = Counter(c.key for c in candidates)
    strong = [c for c in candidates if _is_strong(c, counts)]
    first = strong[0].line if strong else min(len(lines), 12)
    head = {plain(w).strip(".,:;'\"").removesuffix("'s") for x in lines[:first] for w in x.words.split()}
    accepted = {c.key for c in strong if c.part != "person" or counts[c.key] > 1}
    accepted = _without_topics(accepted, strong, head)
    found = [c for c in candidates if c.key in accepted or _is_single(c, lines, accepted, head, strong)]
    return sorted(found + _alone(lines, found, head), key=lambda c: c.line) if not _crowded(found) else found


def _candidate(i: int, line: Line) -> Label | None:
    """Return what could be a label at the start of the line."""
    start = line.words[: _LONGEST + 20]
    if is_chrome(line):
        return None
    if (":" in start or "：" in start) and (m := _COLON.match(start)):
        return _of_colon(i, m)
    if m := _LETTER.match(start):
        return Label(i, m[1], m[1].lower(), m.end(), "letter", "question" if m[1] == "Q" else "answer")
    if "." in start and (m := _CAPITALS.match(start) or _ADDRESSED.match(start)) and is_person(m[1]):
        return Label(i, m[1], _key(m[1]), m.end(), "point", "person")
    return None


def _of_colon(i: int, m: re.Match[str]) -> Label | None:
    name = m[1].strip()
    key = _key(name)
    if part := _generic(key):
        return Label(i, name, key, m.end(), "colon", part)
    return Label(i, name, key, m.end(), "colon", "person") if is_person(name) else None


def _generic(key: str) -> Part | None:
    """Return what a word like "Question", "Question from Interfax" or "Вопрос" says."""
    if key in words("labels", "never"):
        return None
    if key in words("labels", "question"):
        return "question"
    if key in words("labels", "answer"):
        return "answer"
    first, _, rest = key.partition(" ")
    strong = first in words("labels", "question") and first not in words("labels", "weak")
    if strong and rest.split(" ")[0] in ("from", "by", "to", "von", "de", "от", "an", "aus"):
        return "question"
    return None


def _key(name: str) -> str:
    return _NUMBER_BEHIND.sub("", plain(_BRACKETS.sub("", name))).strip(" .")


def _is_strong(c: Label, counts: Counter[str]) -> bool:
    if c.part == "person":
        return counts[c.key] > 1
    if c.key in words("labels", "weak"):
        return counts[c.key] > 1 and (c.part == "question" or any(k in counts for k in words("labels", "question")))
    return True


def _without_topics(accepted: set[str], strong: Sequence[Label], head: set[str]) -> set[str]:
    """Drop a repeated "name" that is the only label and that the head does not know: "New START: …" twice."""
    if len(accepted) != 1 or any(c.part != "person" for c in strong):
        return accepted
    name = next(c.name for c in strong)
    return accepted if parse(name).surname in head or has_office(name) else set()


def _is_single(c: Label, lines: Sequence[Line], accepted: set[str], head: set[str], strong: Sequence[Label]) -> bool:
    """Tell whether a name that stands once is a label all the same: others are labelled, and it is known."""
    if c.part != "person" or not accepted:
        return False
    said = lines[c.line].words[c.end :].lstrip()
    if _QUOTE.match(said[:1]):
        return False
    name = parse(c.name)
    if has_office(c.name) or (name.own and name.surname in head):
        return True
    if any(parse(s.name).same_person(name) for s in strong if s.part == "person"):
        return True
    if c.style == "point":
        return any(s.style == "point" for s in strong)
    return len(name.own) in (2, 3) and sum(c.name in line.words for line in lines) == 1


def _crowded(found: Sequence[Label]) -> bool:
    """Labels with a sign were found: then labels without one are not looked for."""
    return len(found) > 1


def _alone(lines: Sequence[Line], found: Sequence[Label], head: set[str]) -> list[Label]:
    """Return labels that stand alone on their line without a sign: a name or "Question", twice or more."""
    shapes: dict[str, list[int]] = {}
    for i, line in enumerate(lines[:-1]):
        if len(line.words) <= 80 and not line.ends_sentence and lines[i + 1].ends_sentence:
            shapes.setdefault(_key(line.words), []).append(i)
    taken = {c.line for c in found}
    made: list[Label] = []
    for key, where in shapes.items():
        name = lines[where[0]].words.strip("*_#> ")
        part = _generic(key) or ("person" if is_person(name) else None)
        weak = key in words("labels", "weak") or key in words("margins", "lines")
        if part and not weak and len(where) > 1:
            made.extend(
                Label(i, lines[i].words.strip("*_#> "), key, len(lines[i].words), "alone", part)
                for i in where
                if i not in taken
            )
    speakers = {m.key for m in made}
    return made if len(speakers) > 1 or any(parse(m.name).surname in head for m in made) else []


def labels_by_markup(lines: Sequence[Line], marked: Collection[int]) -> list[Label]:
    """Return labels of no width where questions are set in bold or as headings, as magazines do; none else.

    At least two marked lines must be questions, with answers in plain type between them.
    """
    asked = [i for i in sorted(marked) if lines[i].words.rstrip("*_ ").endswith("?") and lines[i].count > 2]
    answered = [i for i in asked if i + 1 < len(lines) and i + 1 not in marked]
    if len(answered) < 2:
        return []
    found = [Label(i, "Question", "question", 0, "markup", "question") for i in asked]
    return sorted(
        [*found, *(Label(i + 1, "Answer", "answer", 0, "markup", "answer") for i in answered)], key=lambda x: x.line
    )
