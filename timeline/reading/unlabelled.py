"""Interviews whose questions bear no label: told by bold or italic type, by a dash, or by the question mark alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from msgspec.structs import replace

from timeline.reading.candidates import Label, find_candidate
from timeline.reading.chrome import heads_others, is_chrome, is_footer
from timeline.reading.lines import Line, plain
from timeline.reading.vocabulary import phrases, words

_SIGN = re.compile(r"(?:([-–—―─•●■□▪▫◆◇►▶▸○]+)|>>+|&gt;&gt;)\s*(?=\S)")
_ASKS = re.compile(r"(?:[?？؟;]|か。)[\"'”’»)\]*_\s]*$")
_QUOTED = re.compile(r"(?:«[^»]*(?:»|$)|“[^”]*(?:”|$)|„[^“]*(?:“|$)|「[^」]*(?:」|$)|\"[^\"]*(?:\"|$)).{0,3}$")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s")
_GREEK = re.compile("[α-ω]")  # in which a semicolon asks
_MARKUP = "*_ "
# A question in plain type is no longer than this, or addresses somebody: the longest of the trap pages has 71 words.
_LONGEST = 80
# A prompt without a question mark is no longer: with "Critics say" an answer may begin as well.
_PROMPT = 35
# Questions take a third of an interview at most; rhetorical questions of a speech far less, but they address nobody.
_LARGEST_SHARE = 0.6


def asks(line: Line) -> bool:
    """Tell whether a line ends as a question does, in any script.

    >>> [asks(Line(0, 0, w, 0)) for w in ("Why?", "¿Por qué?»", "为什么？", "Because.")]
    [True, True, True, False]
    """
    asked = bool(_ASKS.search(line.words[-6:]))
    return asked and (not line.words.endswith(";") or bool(_GREEK.search(line.words)))


def labels_by_markup(lines: Sequence[Line], marked: Collection[int]) -> list[Label]:
    """Return labels of no width where questions are set in bold, italics or as headings; none else.

    At least two marked lines must be questions, with answers in plain type between them. Then other whole sentences
    set so ask too, where most of what is set so does: "Some say that you were too slow."
    """
    spoken = [i for i in sorted(marked) if lines[i].count > 2 and not is_chrome(lines[i])]
    asked = [i for i in spoken if asks(lines[i])]
    answered = [i for i in asked if i + 1 < len(lines) and i + 1 not in marked]
    if len(answered) < 2:
        return []
    sentences = [
        i for i in spoken if i >= asked[0] and (asks(lines[i]) or lines[i].words.rstrip(_MARKUP)[-1:] in ".!…:")
    ]
    every = sentences if 2 * len(asked) >= len(sentences) else asked
    return _alternating(lines, every)


def labels_at(lines: Sequence[Line], asked: Collection[int]) -> list[Label]:
    """Return labels of no width for questions at these lines, and for answers in all others behind the first."""
    return _alternating(lines, sorted(asked))


def _alternating(lines: Sequence[Line], asked: Sequence[int]) -> list[Label]:
    """Return a label for each run of question lines, and for the answer behind it."""
    questions = set(asked)
    found = []
    for i in asked:
        if i - 1 not in questions:
            found.append(Label(i, "Question", "question", _width(i, lines[i]), "markup", "question"))
        if (
            i + 1 not in questions
            and i + 1 < len(lines)
            and not is_footer(lines[i + 1])
            and not heads_others(lines[i + 1])
        ):
            found.append(Label(i + 1, "Answer", "answer", 0, "markup", "answer"))
    return found


def _width(i: int, line: Line) -> int:
    """Return how wide the label is that a question without need of one has all the same: "The Post: Why?"."""
    label = find_candidate(i, line) if ":" in line.words[:40] else None
    return label.end if label and label.style == "colon" else 0


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


def labels_by_signs(lines: Sequence[Line]) -> list[Label]:
    """Return labels for a talk that is printed with dashes or arrows alone: "- Will you go?", ">> I shall."; none else.

    The first such line asks, and of the others some ask and some do not.
    """
    turns = [(i, m.end()) for i, line in enumerate(lines) if (m := _SIGN.match(line.words[:8]))]
    first = next((n for n, (i, _) in enumerate(turns) if lines[i].ends_sentence), 0)
    turns = turns[first:]  # behind a menu
    ends = [i for i, _ in turns[1:]] + [len(lines)]
    said = [asks(lines[_last(lines, i, end)]) for (i, _), end in zip(turns, ends, strict=True)] if turns else []
    if _only_questions(lines, [i for i, _ in turns], said):
        widths = dict(turns)
        return [replace(x, end=widths.get(x.line, 0)) for x in _alternating(lines, list(widths))]
    if sum(said) > 1 and not any(said[1::2]) and said[0]:  # they take turns, whatever a question's sign
        said = [n % 2 == 0 for n in range(len(said))]
    if len(turns) < 4 or not said[0] or sum(said) < 2 or sum(said) > len(said) * 0.7:
        return []
    return [
        Label(i, "Question", "question", end, "dash", "question")
        if asked
        else Label(i, "Answer", "answer", end, "dash", "answer")
        for (i, end), asked in zip(turns, said, strict=True)
    ]


def labels_by_quotes(lines: Sequence[Line]) -> list[Label]:
    """Return labels of no width where answers stand in quotation marks and questions in none; none else.

    From the first question on they take turns, as Italian papers print them; not every question need end in its mark.
    """
    prose = [i for i, line in enumerate(lines) if line.count > 1 and line.ends_sentence and not is_chrome(line)]
    quoted = {i for i in prose if _QUOTED.match(lines[i].words)}
    if len(quoted) < 2:
        return []
    first = next((n for n in range(len(prose) - 1) if prose[n] not in quoted and prose[n + 1] in quoted), None)
    talk = prose[first : prose.index(max(quoted)) + 1] if first is not None else []
    asked = [i for i in talk if i not in quoted]
    if sum(asks(lines[i]) for i in asked) < 2 or any(b in asked for a, b in pairwise(talk) if a in asked):
        return []
    return _alternating(lines, asked)


def labels_by_numbers(lines: Sequence[Line]) -> list[Label]:
    """Return labels of no width where questions are numbered 1, 2, 3 and answered below; none else."""
    found = [(i, int(m[1])) for i, line in enumerate(lines) if (m := _NUMBER.match(line.words[:6]))]
    asked = [i for n, (i, number) in enumerate(found) if number == n + 1]
    holding = sum("?" in lines[i].words or "？" in lines[i].words for i in asked)
    answered = sum(i + 1 < len(lines) and i + 1 not in asked for i in asked)
    if len(asked) < 2 or len(asked) < len(found) or 5 * holding < 3 * len(asked) or answered < len(asked):
        return []
    return _alternating(lines, asked)


def _only_questions(lines: Sequence[Line], at: Sequence[int], said: Sequence[bool]) -> bool:
    """Tell whether signs stand before questions alone, and what follows each answers it."""
    apart = all(i + 1 < len(lines) and i + 1 not in at for i in at)
    answered = all(_QUOTED.match(lines[i + 1].words) for i in at) if apart else False
    return len(at) > 1 and apart and (3 * sum(said) >= 2 * len(said) or (sum(said) > 0 and answered))


def labels_by_first(lines: Sequence[Line]) -> list[Label]:
    """Return labels where only the first question and the first answer are labelled, with names; none else."""
    found = (find_candidate(i, line) for i, line in enumerate(lines) if ":" in line.words[:60])
    named = [c for c in found if c and c.style == "colon" and c.part == "person"]
    if len(named) < 2 or not 0 < named[-1].line - named[-2].line < 3 or named[-1].key == named[-2].key:
        return []
    first, second = named[-2:]
    asked = [i for i in range(second.line + 1, len(lines)) if asks(lines[i]) and not is_footer(lines[i])]
    if not asks(lines[first.line]) or asks(lines[second.line]) or len(asked) < 2:
        return []
    later = _alternating(lines, asked)
    names = {"question": first, "answer": second}
    return [first, second, *(replace(names[x.part], line=x.line, end=0) for x in later)]


def _last(lines: Sequence[Line], i: int, end: int) -> int:
    """Return the line in which a turn that begins at `i` ends: the last that could go on, for one that is broken."""
    return i if lines[i].ends_sentence or end - i > 3 else end - 1


def labels_by_questions(lines: Sequence[Line], *, interview: bool) -> list[Label]:
    """Return labels of no width for paragraphs in plain type that end in a question mark; none where it is a speech.

    `interview` says that the head calls the text one. Without it the questions must address somebody, and be many.
    """
    prose = [i for i, line in enumerate(lines) if not (is_chrome(line) or is_footer(line))]
    asked = [i for i in prose if _is_question(lines[i]) and (lines[i].count <= _LONGEST or _addresses(lines[i]))]
    asked = [i for i in asked if lines[i].count > 1]
    if interview and len(asked) > 1:
        asked = sorted({*asked, *_prompted(lines, prose, asked)})
    answered = [i for i, after in pairwise(prose) if i in set(asked) and not _is_question(lines[after])]
    addressed = sum(_addresses(lines[i]) for i in asked)
    if len(answered) < (2 if interview else 4) or addressed * (4 if interview else 2) < len(asked):
        return []
    region = [lines[i].count for i in prose if i >= asked[0]]
    if sum(lines[i].count for i in asked) > _LARGEST_SHARE * sum(region) or len(asked) * 8 < len(region):
        return []
    return _alternating(lines, asked)


def _prompted(lines: Sequence[Line], prose: Sequence[int], asked: Sequence[int]) -> list[int]:
    """Return short paragraphs between answers that prompt without a question mark: "Critics say you were slow."."""
    short = (i for i in prose if i > asked[0] and lines[i].count <= _PROMPT and i not in asked)
    told = [i for i in short if plain(lines[i].words).lstrip('«“"„¿- ').startswith(phrases("labels", "prompts"))]
    before = dict(pairwise(reversed(prose)))
    after = dict(pairwise(prose))
    return [i for i in told if before.get(i) not in asked and after.get(i) not in asked]


def _is_question(line: Line) -> bool:
    """Tell whether a paragraph asks; in Spanish also by its start: "¿Cómo lo ve? Cómo evitarlo."."""
    return asks(line) or (line.words[0] == "¿" and line.count <= 40)


def _addresses(line: Line) -> bool:
    tokens = {w.strip(".,;:!?¿¡\"'()…“”«»—–-") for w in plain(line.words).split()}
    return not tokens.isdisjoint(words("labels", "address"))
