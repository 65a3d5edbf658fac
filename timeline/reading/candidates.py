"""What could be a label at the start of a line: a name or a word, and a sign that sets it off."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from timeline.reading.chrome import is_chrome
from timeline.reading.lines import Line, plain
from timeline.reading.names import is_person, parse
from timeline.reading.vocabulary import words

Style = Literal["colon", "point", "letter", "alone", "markup", "dash", "clock", "bracket", "round"]
Part = Literal["question", "answer", "person", "chair"]

# A label is no longer than this, offices and brackets included: "Minister of Foreign Affairs of the Russian
# Federation Sergey Lavrov (in reply to a question by Interfax)" has 89 characters.
LONGEST = 110
# A bracket in a label may hold a colon: "[00:12:33] Ann Lee:", "Mr ALBANESE (Grayndler) (14:00):".
_INSIDE = r"(?:[^:：*_\n(\[]|\((?:[^()\n]|\([^()\n]{0,60}\)){0,100}\)|\[[^\]\n]{0,100}\]){1,110}?"
_COLON = re.compile(rf"[*_>#\s]*({_INSIDE})\s*[*_]*\s*[:：]\s*[*_]*(?=\s|$|[^\s\d/])")
# "Q42   Chair: Welcome", "1. NICOLA LEE (Leader) to the Prime Minister: Does he": a number before a label.
_NUMBERED = re.compile(r"(?:Q\.?\s?\d{1,4}[.:)]?|\(?\d{1,3}[.)])\s+(?=\S)")
_NUMBERED_Q = re.compile(r"Q\.?\s?\d{1,3}[.:)]\s+$")
_CLOCK_ENDS = frozenset(":)]0123456789")
_NUMBER_STARTS = frozenset("Q(0123456789")
_TO = re.compile(r"\s(?:to|asked)\s(?:the\s)?(?=[A-Z])")
# "【岩田外務大臣】まず", "[Senior Official One]: Thank you".
_IN_BRACKETS = re.compile(r"【([^】\n]{1,60})】\s*[:：]?\s*|\[([^\]\n\d][^\]\n]{1,100})\]\s*[:：]\s+")
# "（記者）" alone on its line.
_ROUND = re.compile(r"[(（]\s*([^()（）\n.!:：?]{1,24}?)\s*[)）]$")
# "Speaker 2:", "SPEAKER_00:", "Sprecher 1:", as machines name them.
_MACHINE = re.compile(
    r"(?:[a-z]+_|(?:speaker|sprecher|orador|intervenant|спикер|voice|person|participant) ?)#?\d{1,2}$", re.IGNORECASE
)
_CAPITALS = re.compile(r"((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*\s){0,4}[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+)\.\s+(?=\S)")
_ADDRESSED = re.compile(
    r"((?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chairwoman|Chair|Secretary|Representative|Ambassador|Governor|Commissioner"
    r"|(?:Vice |Deputy )?President|(?:Deputy )?Prime Minister|Foreign Minister|Minister|Chancellor"
    r"|(?:Deputy )?Press Secretary|Attorney General|First Lady|Administrator|Director|General|Admiral|King|Queen"
    r"|Premier|Congressman|Congresswoman"
    r"|The)\.?\s(?:[A-Z][\w'’\-]+\s){0,2}[A-Z][\w'’\-]+)\.\s+(?=[A-Z\"“])"
)
# "M. le président. La parole est", "Mme Claire Colbert, ministre de l'Europe. Je vous": a point ends the label.
_ADDRESS = re.compile(
    r"((?:M|MM|Mme|Mlle|Sr|Sra|El señor|La señora|Herr|Frau|Sig|Il signor|La signora|Hon|Rt Hon)\.?\s"
    r"[^.:;!?\n]{2,100})\.\s+(?=[A-ZÀ-Þ«\"“(¿¡])"
)
# "Q    Thank you", "Q. Thank you", "R. Mucho", "Pregunta. ¿Cómo": a letter alone needs a point, or more than a space.
_LETTER = re.compile(
    r"[*_]*(?:(Q)\s(?!&)|([QA])(?:\s{2}|\t)|([^\W\d_])\.[*_]*\s|([^\W\d_]{5,10})\.[*_]*\s)\s*[*_]*(?=\S)"
)
# Behind a letter, who asks: "Q. (Yonhap, Kim) Mr. President".
_OUTLET = re.compile(r"\([^\W\d_a-z][^().]{2,40}, [^().]{2,40}\)\s*[-–:]?\s*(?=\S)")
# "Q - Bonjour", "Presidente.- Buenos días".
_DASH = re.compile(r"(?:([QRAP])\s?[-–—]|((?:[^\W\d_]\. ?)?[^\W\d_][^\n:.–—-]{0,60}?)\.\s?[-–—])\s+(?=\S)")
# "SUNUCU- Hoş geldiniz": capitals with a hyphen right behind them.
_HYPHEN = re.compile(r"([^\W\d_a-z][^\n:.–—-]{1,40}?)[-–—]\s+(?=\S)")
# "TJ          Good day": initials in a column of their own.
_INITIALS = re.compile(r"([A-ZÀ-Þ]{2,4})(?:\s{3,}|\t)\s*(?=\S)")
# "Alain Juppé - Mesdames et Messieurs": only where it repeats.
_NAME_DASH = re.compile(
    r"((?:[A-ZÀ-Þ][\w'’.-]*\s(?:de\s|von\s|van\s)?){1,3}[A-ZÀ-Þ][\w'’-]+)\s[-–—]\s(?=[A-ZÀ-Þ«\"“¿])"
)
_NUMBER_BEHIND = re.compile(r"[\s#№.]*\d{1,3}\.?$")
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
# What stands between a label that the user names and the words said: a sign, or the end of the line.
_SIGN_BEHIND = re.compile(r"\s*(?:\([^)]*\))?\s*(?:[:：.]\s?[-–—]?|[-–—>|]|\s{2}|\t)\s*|$")
# "Ned Price (00:04):", "Speaker 2 (1:02:12)": a transcription service's label, alone on its line.
_CLOCKED = re.compile(
    r"([^\W\d_][^:()\[\]]{0,60}?)\s*:?\s*(?:[(\[]((?:\d{1,2}:)?\d{1,2}:\d\d)[)\]]\s*:?|\s\s(?:\d{1,2}:)?\d{1,2}:\d\d)$"
)


class Label(Struct, frozen=True):
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
    asks: bool = False
    """A number or a form before the name says that a question follows: "Q42 Chair:"."""


def find_candidate(i: int, line: Line) -> Label | None:
    """Return what could be a label at the start of the line."""
    start = line.words[: LONGEST + 20]
    if is_chrome(line):
        return None
    if start[0] in _NUMBER_STARTS and (m := _NUMBERED.match(start)):
        return _of_number(i, line, m)
    if start[0] in "(（" and len(start) < 30 and (m := _ROUND.match(line.words)):
        part = part_of(plain(m[1])) or ("person" if is_person(m[1]) else None)
        return Label(i, m[1], plain(m[1]), len(line.words), "round", part) if part else None
    if start[0] in "【[" and (m := _IN_BRACKETS.match(start)):
        return _of_brackets(i, m)
    if start[:2].isupper() and (m := _INITIALS.match(start)):
        said = line.words[m.end() :].strip()
        credit = said.count(" ") < 4 and said[-1] not in ".?!…:" and is_person(said)
        return None if credit else Label(i, m[1], key_of(m[1]), m.end(), "letter", "person")
    if line.words[-1:] in _CLOCK_ENDS and len(line.words) < 80 and (m := _CLOCKED.match(line.words)):
        return _of_clock(i, m)
    if ":" in start or "：" in start:
        m = _COLON.match(start)
        if m and (label := _of_colon(i, m, line.words[m.end() :].strip())):
            return label
    return _of_dash_or_letter(i, line, start) or (_of_point(i, start) if "." in start else None)


def _of_dash_or_letter(i: int, line: Line, start: str) -> Label | None:
    if m := _DASH.match(start) or _LETTER.match(start):
        name = next(g for g in m.groups() if g)
        part = part_of(name.lower()) if name[0].isupper() else None
        if part:
            bracket = _OUTLET.match(start[m.end() :]) if part == "question" else None
            return Label(i, name, name.lower(), m.end() + (bracket.end() if bracket else 0), "letter", part)
        if m.re is _DASH and is_person(name):
            return Label(i, name, key_of(name), m.end(), "dash", "person")
    if (m := _HYPHEN.match(start)) and m[1].isupper() and (part_of(key_of(m[1])) or is_person(m[1])):
        return Label(i, m[1], key_of(m[1]), m.end(), "dash", part_of(key_of(m[1])) or "person")
    if line.ends_sentence and (m := _NAME_DASH.match(start)) and is_person(m[1]) and len(parse(m[1]).own) in (2, 3):
        return Label(i, m[1], key_of(m[1]), m.end(), "dash", "person")
    return None


def _of_point(i: int, start: str) -> Label | None:
    m = _CAPITALS.match(start) or _ADDRESSED.match(start)
    named = m and is_person(m[1]) and (parse(m[1]).own or m[1].startswith("The "))
    if not named:
        m = _ADDRESS.match(start)
        named = m and is_person(m[1])
    return Label(i, m[1], key_of(m[1]), m.end(), "point", "person") if m and named else None


def told_label(i: int, line: Line, told: Collection[str]) -> Label | None:
    """Return the label at the start of a line that the user names; the longest, where several fit."""
    for name in sorted(told, key=lambda n: (-len(n), n)):
        if line.words.startswith(name) and (m := _SIGN_BEHIND.match(line.words[len(name) :])):
            part = part_of(key_of(name)) or "person"
            return Label(i, name, key_of(name), len(name) + m.end(), "alone" if m[0] == "" else "colon", part)
    return None


def _of_number(i: int, line: Line, m: re.Match[str]) -> Label | None:
    """Return the label behind a number, which says that this is a question; None where there is none."""
    rest = replace(line, words=line.words[m.end() :])
    found = find_candidate(i, rest)
    if found is None and _NUMBERED_Q.match(m[0]):
        return Label(i, "Q", "q", m.end(), "letter", "question", asks=True)  # "Q2. And will you go?"
    if found is None or found.style not in ("colon", "letter"):
        return None
    return replace(found, end=found.end + m.end(), asks=m[0][0] == "Q" or bool(_TO.search(found.name)) or found.asks)


def _of_brackets(i: int, m: re.Match[str]) -> Label | None:
    name = (m[1] or m[2]).strip()
    key = key_of(name)
    style: Style = "bracket" if m[1] else "colon"
    part = part_of(key) or ("person" if is_person(name) or m[1] else None)
    return Label(i, name, key, m.end(), style, part) if part else None


def _is_credit(key: str, said: str) -> bool:
    """Tell whether a line names who has a part, and nobody speaks in it: "Moderator: ANN LEE, Press Officer"."""
    if not said or len(said) > 160 or said[-1] in ".?!…:;؟。？！" or key in ("q", "question", "a", "answer"):
        return False
    name = said.partition(",")[0].partition(" (")[0]
    return is_person(name) and len(parse(name).own) in (2, 3, 4)


def _of_colon(i: int, m: re.Match[str], said: str) -> Label | None:
    name = m[1].strip()
    addressed = _TO.search(name)  # "Nicola Lee (Leader) to the Prime Minister"
    if addressed and "|" not in name and is_person(name[: addressed.start()]):
        name = name[: addressed.start()]
        return Label(i, name, key_of(name), m.end(), "colon", "person", asks=True)
    key = key_of(name)
    if part := part_of(key) or _named_question(name):
        return None if _is_credit(key, said) else Label(i, name, key, m.end(), "colon", part)
    if _MACHINE.match(name):
        return Label(i, name, plain(name), m.end(), "colon", "person")
    return Label(i, name, key, m.end(), "colon", "person") if is_person(name) else None


def _of_clock(i: int, m: re.Match[str]) -> Label | None:
    name = m[1].strip()
    key = plain(name)
    if any(c.isdigit() for c in name) and not _MACHINE.match(name):
        return None  # "Wednesday, 14 March 2018 (08:40)"
    part = part_of(key) or ("person" if name[0].isupper() else None)
    return Label(i, name, key, m.end(), "clock", part) if part else None


def part_of(key: str) -> Part | None:
    """Return what a word like "Question", "Question from Interfax" or "Вопрос" says."""
    if key in words("labels", "never"):
        return None
    if key.endswith(("记者", "記者", "기자")):  # "中新社记者", "NHK 大野記者"
        return "question"
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


def key_of(name: str) -> str:
    """Return by what labels of one text are counted: plain, without brackets and numbers."""
    bare = BRACKETS.sub("", BRACKETS.sub("", name)) if "(" in name or "[" in name else name
    return _NUMBER_BEHIND.sub("", plain(bare)).strip(" .)")
