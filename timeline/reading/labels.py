"""Labels: the words at the start of a line that say who speaks. Which they are is learned from the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from timeline.reading.candidates import BRACKETS, LONGEST, Label, find_candidate, key_of, part_of, told_label
from timeline.reading.chrome import is_chrome, is_dated, is_time
from timeline.reading.lines import Line, plain
from timeline.reading.names import has_office, is_person, parse
from timeline.reading.teasers import without_teasers
from timeline.reading.vocabulary import phrases, words

# More names than these that stand once each are a list, not speakers; it also bounds the work.
_MOST_SINGLE = 60
# More words than these before a first label are a text of its own.
_LEAD = 40
# What begins so many lines before a colon is a label, where other lines have one.
_AGAIN = 3
_PREFIX = re.compile(r"([^\W\d_a-zа-я][^:.?!;,«»“”\"|/\d]{1,39}):\s+(?=\S)")
# Lines in which a headline and credits stand.
_HEAD = 12
_QUOTE = re.compile(r"[\"“«„‘]")
_FOOTMARK = re.compile(r"\s*\[\d{1,3}\]$")
# "Tim Lee -- Chief Executive Officer", "James Lee,  Bering - Chairman [2]".
_TITLED = re.compile(r"([^,*_–—]{4,50}?)[*_]*(?:,\s{2,}|\s*(?:--|–|—)\s+)(?=[*_A-ZÀ-Þ])")
_ONLY_BRACKETS = re.compile(r"(?:[(\[][^)\]]*[)\]]\s*)+$")


def find_labels(lines: Sequence[Line], told: Collection[str] = ()) -> list[Label]:
    """Return the labels of a text, in order: words that ask or answer, and names that repeat or that the head knows.

    A name with a colon that appears once, in a text that labels nobody else, is no label. `told` are labels that the
    user names: they are, wherever a line begins with them.
    """
    found = [(told_label(i, line, told) if told else None) or find_candidate(i, line) for i, line in enumerate(lines)]
    candidates = without_teasers([label for label in _with_recurring(found, lines) if label], lines)
    if sum(c.style == "round" and c.part == "question" for c in candidates) < 2:
        candidates = [c for c in candidates if c.style != "round"]  # "(Applause)"
    counts = Counter(c.key for c in candidates)
    counts.update(_abbreviated(candidates))
    strong = [c for c in candidates if _is_strong(c, counts)]
    first = strong[0].line if strong else min(len(lines), 12)
    own = {c.line for c in candidates}
    above = [x.words for i, x in enumerate(lines[:first]) if i not in own or _lists(x.words)]
    head = {w.strip(".,:;'\"").removesuffix("'s") for words_ in above for w in plain(words_).split()}
    accepted = {c.key for c in strong if c.part != "person" or counts[c.key] > 1 or c.style in ("clock", "bracket")}
    accepted |= {key_of(name) for name in told}
    accepted = _without_topics(accepted, strong, head) | _in_capitals(candidates, counts, lines, head)
    candidates = _without_title(candidates, lines)
    columns = {c.key for c in candidates if c.style == "letter" and c.part == "person"}
    if len(columns & accepted) > 1:  # initials in a column of their own: who speaks once stands there too
        accepted |= columns
    accepted |= _of_head(candidates, lines, head) or (set() if accepted else _only(candidates, lines))
    singles = [c for c in candidates if c.key not in accepted and c.part == "person"]
    if len(singles) > _MOST_SINGLE:
        singles = []
    offices = {p.office_words for c in singles if (p := parse(c.name)).own}
    known = {c.line for c in singles if _is_single(c, lines, accepted, head, strong, offices)}
    labels = [c for c in candidates if c.key in accepted or c.line in known]
    if not _crowded(labels):
        labels = sorted(labels + _alone(lines, labels, head), key=lambda c: c.line)
    return [_past_times(x, lines) for x in labels]


def _with_recurring(found: Sequence[Label | None], lines: Sequence[Line]) -> list[Label | None]:
    """Return the candidates and, where others are, whatever begins lines again and again before a colon.

    "Talk to Us:" is no name, but who asks; three lines, as a phrase such as "One thing is clear:" comes twice at most.
    """
    prefixes = {i: m[1] for i, line in enumerate(lines) if not found[i] and (m := _PREFIX.match(line.words))}
    counts = Counter(map(key_of, prefixes.values()))
    never = words("labels", "never") | words("margins", "lines") | words("margins", "related")
    again = {k for k, n in counts.items() if n >= _AGAIN and k not in never}
    others = Counter(label.key for label in found if label and label.style == "colon")
    if not again or max(others.values(), default=0) < 2:
        return list(found)
    made = {
        i: Label(i, name, key_of(name), lines[i].words.index(":") + 1, "colon", "person")
        for i, name in prefixes.items()
        if key_of(name) in again
    }
    return [label or made.get(i) for i, label in enumerate(found)]


def _past_times(label: Label, lines: Sequence[Line]) -> Label:
    """Return a label that is alone on its line with the times below it, as players show them: "Host:", "00:14"."""
    at = label.line + 1
    if label.end < len(lines[label.line].words) or at >= len(lines) or not is_time(lines[at]):
        return label
    while at + 1 < len(lines) and is_time(lines[at]):
        at += 1
    return replace(label, end=max(label.end, lines[at].start - lines[label.line].start))


def _without_title(candidates: Sequence[Label], lines: Sequence[Line]) -> list[Label]:
    """Return the labels without the headline: "Lee: The deal is close", above the line with the date."""
    if len(candidates) < 3 or candidates[0].line > _HEAD:
        return list(candidates)
    first = candidates[0]
    if first.part != "person" and first.end >= len(lines[first.line].words) and _is_name(lines[first.line + 1]):
        return _without_title(candidates[1:], lines)  # "Presenter:", and a name below it
    below = lines[first.line + 1 : min(candidates[1].line, first.line + _HEAD)]
    dated = any(line.count < 12 and is_dated(line) for line in below)
    title = first.line < 3 or not lines[first.line].ends_sentence
    return list(candidates[dated and title and first.part == "person" :])


def _is_name(line: Line) -> bool:
    return not line.ends_sentence and is_person(line.words) and len(parse(line.words).own) in (2, 3)


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
        return {c.key for c in loud if c.part == "person" or len(c.key) > 1}
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
    name = BRACKETS.sub("", c.name)
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


def _is_strong(c: Label, counts: Counter[str]) -> bool:
    if c.style in ("clock", "bracket"):
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
    if (
        not said
        and c.style == "colon"
        and not has_office(c.name)
        and any(s.end < len(lines[s.line].words) for s in strong[:3])
    ):
        return False  # others speak on their label's line: "Date of the programme:", and the date below
    name = parse(c.name)
    if not words("headline", "organisation").isdisjoint(plain(c.name.partition(",")[0]).split()) and not said.endswith(
        "?"
    ):
        return False  # "Foreign Affairs Council: Press remarks by …"
    if has_office(c.name) or (name.own and name.surname in head):
        return True
    if c.style == "colon" and c.key in words("labels", "presides"):
        return True  # "CHAIRMAN: Thank you.", as the last words
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
    greeted = plain(said).startswith(phrases("margins", "greeting"))  # "Good afternoon, colleagues, friends,"
    return said.count(",") > 2 and said.rstrip()[-1:] not in (*".?!…", "") and not greeted


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
    pairs = {x.part for labels in shapes.values() for x in labels if len(x.key) == 1}
    if not {"question", "answer"} <= pairs:  # "A" alone is the end of a list; "Q" and "A" in turn are not
        shapes = {who: labels for who, labels in shapes.items() if len(labels[0].key) > 1}
    made = [label for labels in shapes.values() if len(labels) > 1 for label in labels]
    speakers = {m.key for m in made}
    once = [x[0] for x in shapes.values() if len(x) == 1]
    offices = sum(has_office(m.name) for m in made) > 1  # "Mr. Tom King" once, where "Madam Speaker" repeats
    first = min((m.line for m in made), default=0)
    own = {x.line for x in once}
    above = [x for i, x in enumerate(lines[:first]) if i not in own] if len(speakers) > 1 else []
    listed = {w.strip(".,:;()") for x in above for w in plain(x.words).split()}
    made += [x for x in once if (offices and has_office(x.name)) or (made and _is_alone_once(x, made, listed))]
    speakers |= {m.key for m in made}
    return made if len(speakers) > 1 or any(parse(m.name).surname in head for m in made) else []


def _is_alone_once(c: Label, made: Sequence[Label], listed: Collection[str]) -> bool:
    """Tell whether a name alone on its line, once, speaks as others do that stand so: it asks, or is known."""
    if c.part != "person" or c.key in words("labels", "presides"):
        return True
    if "(" in c.name and any("(" in m.name for m in made):
        return True
    if c.name.startswith(f"{parse(c.name).shown} ({parse(c.name).shown}"):
        return True
    return len(parse(c.name).own) in (2, 3) and all(plain(w).strip(".,") in listed for w in parse(c.name).own)


def _named_alone(line: str) -> tuple[str, bool]:
    """Return the name in a line of its own, and whether a title stands behind it: "**Tim Lee** -- *Chairman*"."""
    bare = _FOOTMARK.sub("", line.strip("*_#> "))
    m = _TITLED.match(bare)
    if m and is_person(m[1]) and len(parse(m[1]).own) in (2, 3) and not parse(m[1]).held:
        return m[1], True
    if bare.islower() and 2 <= len(bare.split()) <= 3 and bare.replace(" ", "").isalpha():
        return bare.title(), False
    return bare, False


def _alone_at(lines: Sequence[Line], i: int) -> Label | None:
    line = lines[i]
    if len(line.words) > LONGEST or line.ends_sentence or is_chrome(line):
        return None
    bracketed = bool(_ONLY_BRACKETS.match(lines[i + 1].words[:120])) and i + 2 < len(lines)
    behind = i + 1 + bracketed
    while behind + 1 < min(len(lines), i + 5) and is_chrome(lines[behind]):
        behind += 1  # a line of signs between, or "Share this contribution"
    said = lines[behind]
    if not (said.ends_sentence or (said.words.endswith("—") and said.count > 6)):
        return None
    name, titled = _named_alone(line.words)
    apart = behind > i + 1 + bracketed
    width = said.start - line.start if apart else len(line.words)
    if titled:
        return Label(i, f"{name} ({line.words})", key_of(name), width, "alone", "person")
    whole = f"{name} {lines[i + 1].words}" if bracketed else name
    key = key_of(name)
    part = part_of(key) or ("person" if is_person(name) else None)
    if not part or (key in words("labels", "weak") and len(key) > 1):
        return None
    end = lines[i + 1].end - line.start if bracketed and not apart else width
    return Label(i, whole, key, end, "alone", part)
