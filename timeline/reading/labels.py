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

Style = Literal["colon", "point", "letter", "alone", "markup", "dash", "clock"]
Part = Literal["question", "answer", "person", "chair"]

# A label is no longer than this, offices and brackets included: "Minister of Foreign Affairs of the Russian
# Federation Sergey Lavrov (in reply to a question by Interfax)" has 89 characters.
_LONGEST = 110
# A bracket in a label may hold a colon: "[00:12:33] Ann Lee:", "Mr ALBANESE (Grayndler) (14:00):".
_INSIDE = r"(?:[^:：*_\n(\[]|\([^)\n]{0,100}\)|\[[^\]\n]{0,100}\]){1,110}?"
_COLON = re.compile(rf"[*_>#\s]*({_INSIDE})\s*[*_]*\s*[:：]\s*[*_]*(?=\s|$|[^\s\d/])")
_CAPITALS = re.compile(r"((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*\s){0,4}[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+)\.\s+(?=\S)")
_ADDRESSED = re.compile(
    r"((?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chairwoman|Chair|Secretary|Representative|Ambassador|Governor|Commissioner"
    r"|(?:Vice |Deputy )?President|(?:Deputy )?Prime Minister|Foreign Minister|Minister|Chancellor"
    r"|(?:Deputy )?Press Secretary|Attorney General|First Lady|Administrator|Director|General|Admiral|King|Queen"
    r"|Premier|Congressman|Congresswoman"
    r"|The)\.?\s(?:[A-Z][\w'’\-]+\s){0,2}[A-Z][\w'’\-]+)\.\s+(?=[A-Z\"“])"
)
# "Q    Thank you", "Q. Thank you", "R. Mucho", "Pregunta. ¿Cómo": a letter alone needs a point, or more than a space.
_LETTER = re.compile(r"[*_]*(?:(Q)\s(?!&)|([QA])(?:\s{2}|\t)|([^\W\d_])\.\s|([^\W\d_]{5,10})\.\s)\s*[*_]*(?=\S)")
# "Q - Bonjour", "Presidente.- Buenos días".
_DASH = re.compile(r"(?:([QRAP])\s?[-–—]|((?:[^\W\d_]\. ?)?[^\W\d_][^\n:.–—-]{0,60}?)\.\s?[-–—])\s+(?=\S)")
# "Alain Juppé - Mesdames et Messieurs": only where it repeats.
_NAME_DASH = re.compile(
    r"((?:[A-ZÀ-Þ][\w'’.-]*\s(?:de\s|von\s|van\s)?){1,3}[A-ZÀ-Þ][\w'’-]+)\s[-–—]\s(?=[A-ZÀ-Þ«\"“¿])"
)
_DASHED = re.compile(r"[-–—]\s+(?=\S)")
# More names than these that stand once each are a list, not speakers; it also bounds the work.
_MOST_SINGLE = 60
_NUMBER_BEHIND = re.compile(r"[\s#№.]*\d{1,3}\.?$")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_ONLY_BRACKETS = re.compile(r"(?:[(\[][^)\]]*[)\]]\s*)+$")
# "Ned Price (00:04):", "Speaker 2 (1:02:12)": a transcription service's label, alone on its line.
_CLOCKED = re.compile(r"([^\W\d_][^:()\[\]]{0,60}?)\s*:?\s*[(\[]((?:\d{1,2}:)?\d{1,2}:\d\d)[)\]]\s*:?$")
# More words than these before a first label are a text of its own.
_LEAD = 40
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
    counts.update(_abbreviated(candidates))
    strong = [c for c in candidates if _is_strong(c, counts)]
    first = strong[0].line if strong else min(len(lines), 12)
    own = {c.line for c in candidates}
    above = [x.words for i, x in enumerate(lines[:first]) if i not in own or _lists(x.words)]
    head = {w.strip(".,:;'\"").removesuffix("'s") for words_ in above for w in plain(words_).split()}
    accepted = {c.key for c in strong if c.part != "person" or counts[c.key] > 1 or c.style == "clock"}
    accepted = _without_topics(accepted, strong, head) | _in_capitals(candidates, counts, lines, head)
    accepted |= _of_head(candidates, lines, head) or (set() if accepted else _only(candidates, lines))
    singles = [c for c in candidates if c.key not in accepted and c.part == "person"]
    if len(singles) > _MOST_SINGLE:
        singles = []
    offices = {p.office_words for c in singles if (p := parse(c.name)).own}
    known = {c.line for c in singles if _is_single(c, lines, accepted, head, strong, offices)}
    found = [c for c in candidates if c.key in accepted or c.line in known]
    return sorted(found + _alone(lines, found, head), key=lambda c: c.line) if not _crowded(found) else found


def _in_capitals(
    candidates: Sequence[Label], counts: Counter[str], lines: Sequence[Line], head: Collection[str]
) -> set[str]:
    """Return the keys of names in capitals, where a text labels its people so: "TOM LEE, SKY NEWS:", even once.

    Run-in headings are written alike ("NEXT STEPS:"): somebody among them must ask, hold an office, speak twice or be
    known to the head. A label that is the only one must be an office, at the start of the talk.
    """
    loud = [c for c in candidates if _is_loud(c, lines[c.line])]
    known = [c for c in loud if _is_somebody(c, counts, head)]
    if len({c.key for c in loud}) > 1 and known and len({c.key for c in loud}) <= 3 * _MOST_SINGLE:
        return {c.key for c in loud if c.part == "person"}
    alone = len(candidates) == 1 and len(loud) == 1 and bool(parse(loud[0].name).office_words)
    if alone and not any(x.count > _LEAD for x in lines[: loud[0].line]):
        return {loud[0].key}
    return set()


def _of_head(candidates: Sequence[Label], lines: Sequence[Line], head: Collection[str]) -> set[str]:
    """Return the keys of people with an office that the head names too, where there are two: each may speak once."""
    found = {
        c.key: parse(c.name).surname
        for c in candidates
        if c.style == "colon" and c.part == "person" and has_office(c.name) and parse(c.name).own
        if parse(c.name).surname in head and lines[c.line].ends_sentence and not _lists(lines[c.line].words[c.end :])
    }
    return set(found) if len(set(found.values())) > 1 else set()


def _only(candidates: Sequence[Label], lines: Sequence[Line]) -> set[str]:
    """Return the key of the one label of a text: an office with a whole name, before all that is said.

    A headline ("Minister Ann Lee: we will stay") is no sentence; a quotation has its marks.
    """
    named = [c for c in candidates if c.style == "colon" and has_office(c.name) and len(parse(c.name).own) > 1]
    if len({c.key for c in named}) != 1:
        return set()
    line = lines[named[0].line]
    said = line.words[named[0].end :].lstrip()
    return {named[0].key} if line.ends_sentence and not _QUOTE.match(said[:1]) and not _lists(said) else set()


def _is_loud(c: Label, line: Line) -> bool:
    """Tell whether a label is in capitals and what follows is not."""
    name = _BRACKETS.sub("", c.name)
    said = line.words[c.end :]
    return (
        c.style == "colon"
        and (len(name) > 1 or c.part != "person")
        and name.isupper()
        and not _QUOTE.match(said[:1])
        and not said.isupper()
    )


def _is_somebody(c: Label, counts: Counter[str], head: Collection[str]) -> bool:
    if c.part != "person" or counts[c.key] > 1:
        return True
    name = parse(c.name)
    return bool(name.office_words & words("persons", "office")) or (bool(name.own) and name.surname in head)


def _abbreviated(candidates: Sequence[Label]) -> set[str]:
    """Return the keys of initials that stand for another label of the text, and of that one: "JS" for "John Smith"."""
    short = {c.name: c.key for c in candidates if c.part == "person" and c.name.isupper() and 2 <= len(c.name) <= 3}
    found: set[str] = set()
    if short:
        for c in candidates:
            if c.part == "person" and (key := short.get(parse(c.name).initials)):
                found |= {key, c.key}
    return found


def _candidate(i: int, line: Line) -> Label | None:
    """Return what could be a label at the start of the line."""
    start = line.words[: _LONGEST + 20]
    if is_chrome(line):
        return None
    if line.words[-1:] in ":)]" and len(line.words) < 80 and (m := _CLOCKED.match(line.words)):
        return _of_clock(i, m)
    if (":" in start or "：" in start) and (m := _COLON.match(start)) and (label := _of_colon(i, m)):
        return label
    if m := _DASH.match(start) or _LETTER.match(start):
        name = next(g for g in m.groups() if g)
        part = _generic(name.lower()) if name[0].isupper() else None
        if part:
            return Label(i, name, name.lower(), m.end(), "letter", part)
        if m.re is _DASH and is_person(name):
            return Label(i, name, _key(name), m.end(), "dash", "person")
    if (m := _NAME_DASH.match(start)) and is_person(m[1]) and len(parse(m[1]).own) in (2, 3):
        return Label(i, m[1], _key(m[1]), m.end(), "dash", "person")
    m = (_CAPITALS.match(start) or _ADDRESSED.match(start)) if "." in start else None
    if m and is_person(m[1]) and (parse(m[1]).own or m[1].startswith("The ")):
        return Label(i, m[1], _key(m[1]), m.end(), "point", "person")
    return None


def _of_colon(i: int, m: re.Match[str]) -> Label | None:
    name = m[1].strip()
    key = _key(name)
    if part := _generic(key) or _named_question(name):
        return Label(i, name, key, m.end(), "colon", part)
    return Label(i, name, key, m.end(), "colon", "person") if is_person(name) else None


def _of_clock(i: int, m: re.Match[str]) -> Label | None:
    name = m[1].strip()
    key = plain(name)
    part = _generic(key) or ("person" if name[0].isupper() else None)
    return Label(i, name, key, m.end(), "clock", part) if part else None


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


def _named_question(name: str) -> Part | None:
    """Return "question" for "FRAGE JESSEN", in capitals; "Question Time" is none."""
    first, _, rest = name.partition(" ")
    low = plain(first)
    asks = low in words("labels", "question") and low not in words("labels", "weak")
    return "question" if asks and rest and name.isupper() else None


def _key(name: str) -> str:
    return _NUMBER_BEHIND.sub("", plain(_BRACKETS.sub("", name))).strip(" .")


def _is_strong(c: Label, counts: Counter[str]) -> bool:
    if c.style == "clock":
        return True
    if c.part == "person":
        return counts[c.key] > 1
    if c.key in words("labels", "weak"):
        others = any(k in counts for k in words("labels", "question")) if c.part == "answer" else True
        paired = c.style == "colon" or any(n > 1 for k, n in counts.items() if k != "q")
        if c.key == "q" and paired and len(counts) > 1:
            return True
        return others and (counts[c.key] > 1 or (c.style == "letter" and c.end > 3))
    return True


def _without_topics(accepted: set[str], strong: Sequence[Label], head: set[str]) -> set[str]:
    """Drop a repeated "name" that is the only label and that the head does not know: "New START: …" twice."""
    if len(accepted) != 1 or any(c.part != "person" or c.style == "clock" for c in strong):
        return accepted
    name = next(c.name for c in strong)
    known = parse(name).surname in head or has_office(name) or "," in name
    return accepted if known else set()


def _is_single(
    c: Label,
    lines: Sequence[Line],
    accepted: set[str],
    head: set[str],
    strong: Sequence[Label],
    offices: Collection[frozenset[str]],
) -> bool:
    """Tell whether a name that stands once is a label all the same: others are labelled, and it is known."""
    if not accepted:
        return False
    said = lines[c.line].words[c.end :].lstrip()
    if _QUOTE.match(said[:1]) or _lists(said):
        return False
    name = parse(c.name)
    if not words("headline", "organisation").isdisjoint(plain(c.name.partition(",")[0]).split()) and not said.endswith(
        "?"
    ):
        return False  # "Foreign Affairs Council: Press remarks by …"
    if has_office(c.name) or (name.own and name.surname in head):
        return True
    if not name.own and len(name.office_words) > 1 and any(name.office_words <= held for held in offices):
        return True
    if any(parse(s.name).same_person(name) for s in {s.key: s for s in strong if s.part == "person"}.values()):
        return True
    if c.style == "point":
        return any(s.style == "point" for s in strong)
    return _is_among(c, lines, strong, said)


def _is_among(c: Label, lines: Sequence[Line], strong: Sequence[Label], said: str) -> bool:
    """Tell whether an unknown name that stands once, between labels or behind a question, is one too."""
    name = parse(c.name)
    before = next((s for s in reversed(strong) if s.line < c.line), None)
    among = (strong and c.line < strong[-1].line) or (before is not None and before.part == "question")
    if not among:
        return False
    if not name.own:
        outlet = "," in c.name and said.rstrip().endswith("?")  # "Jiji Press, Echigo"
        return outlet or (" " not in c.name and bool(name.office_words) and said.rstrip().endswith("."))  # "Official"
    if _is_field(said or (lines[c.line + 1].words if c.line + 1 < len(lines) else "")):
        return False
    asks = said.rstrip().endswith("?") and len(name.own) < 4
    return asks or (len(name.own) in (2, 3) and sum(c.name in line.words for line in lines) == 1)


def _lists(said: str) -> bool:
    """Tell whether words are a list and no sentence: "Jäger (BMF), Strater (BMVI), Zimmermann (BMJV), Burger (AA)"."""
    return said.count(",") > 2 and said.rstrip()[-1:] not in (*".?!…", "")


def _is_field(said: str) -> bool:
    """Tell whether what follows a name is a field of a form: "Release date: 17/03/2022", "Release type: Transcript"."""
    return (said.count(" ") < 3 and said.rstrip()[-1:] not in (*".?!…—-",)) or said[:1].isdigit()


def _crowded(found: Sequence[Label]) -> bool:
    """Labels with a sign were found: then labels without one are not looked for."""
    return len(found) > 1


def _alone(lines: Sequence[Line], found: Sequence[Label], head: set[str]) -> list[Label]:
    """Return labels that stand alone on their line without a sign: a name or "Question", twice or more.

    A line in brackets may follow, as in Hansard: "Keir Starmer", "(Holborn and St Pancras) (Lab)".
    """
    taken = {c.line for c in found}
    shapes: dict[str, list[Label]] = {}
    for i in range(len(lines) - 1):
        if i not in taken and (label := _alone_at(lines, i)):
            who = parse(label.name).surname if label.part == "person" else label.key
            shapes.setdefault(who, []).append(label)
    made = [label for labels in shapes.values() if len(labels) > 1 for label in labels]
    if sum(has_office(m.name) for m in made) > 1:  # "Mr. Tom King" once, where "Madam Speaker" repeats
        made += [x[0] for x in shapes.values() if len(x) == 1 and has_office(x[0].name)]
    speakers = {m.key for m in made}
    return made if len(speakers) > 1 or any(parse(m.name).surname in head for m in made) else []


def _alone_at(lines: Sequence[Line], i: int) -> Label | None:
    line = lines[i]
    if len(line.words) > _LONGEST or line.ends_sentence or is_chrome(line):
        return None
    bracketed = bool(_ONLY_BRACKETS.match(lines[i + 1].words[:120])) and i + 2 < len(lines)
    said = lines[i + 2] if bracketed else lines[i + 1]
    if not (said.ends_sentence or (said.words.endswith("—") and said.count > 6)):
        return None
    name = line.words.strip("*_#> ")
    whole = f"{name} {lines[i + 1].words}" if bracketed else name
    key = _key(name)
    part = _generic(key) or ("person" if is_person(name) else None)
    if not part or key in words("labels", "weak"):
        return None
    end = lines[i + 1].end - line.start if bracketed else len(line.words)
    return Label(i, whole, key, end, "alone", part)


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


def with_unlabelled_answers(lines: Sequence[Line], labels: Sequence[Label]) -> list[Label]:
    """Return the labels and, where only questions are labelled, labels of no width for the answers.

    A question is then the paragraph that its label stands in, or the next one where the label stands alone; what
    follows up to the next label answers it.
    """
    if not labels or any(x.part != "question" for x in labels):
        return list(labels)
    found: list[Label] = []
    for n, label in enumerate(labels):
        found.append(label)
        alone = label.end >= len(lines[label.line].words)
        at = label.line + 1 + alone
        end = labels[n + 1].line if n + 1 < len(labels) else len(lines)
        if at < end:
            found.append(Label(at, "Answer", "answer", 0, "markup", "answer"))
    return found


def labels_by_dashes(lines: Sequence[Line]) -> list[Label]:
    """Return labels for a talk that newspapers print with dashes alone: "- Will you go?", "- I shall."; none else.

    The first such line asks, and of the others some ask and some do not.
    """
    turns = [(i, m.end()) for i, line in enumerate(lines) if (m := _DASHED.match(line.words[:8]))]
    asks = [lines[i].words.rstrip().endswith("?") for i, _ in turns]
    if len(turns) < 4 or not asks[0] or sum(asks) < 2 or sum(asks) > len(asks) * 0.7:
        return []
    return [
        Label(i, "Question", "question", end, "dash", "question")
        if asked
        else Label(i, "Answer", "answer", end, "dash", "answer")
        for (i, end), asked in zip(turns, asks, strict=True)
    ]
