"""Names of people as pages write them: with offices, initials, brackets and capitals."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from timeline.reading.declined import is_declined
from timeline.reading.lines import plain
from timeline.reading.vocabulary import phrases, words

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_STROKE = re.compile(r"/|\s[-–—|]\s(?=[^\W\d_a-z])")
_TOKEN = re.compile(r"[^\s.,]+\.?")
_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.(?=[^\W\d_])")
# Offices that are surnames as well.
_SURNAMES = frozenset(("king", "prince", "pope", "judge", "justice", "major", "head", "lord", "queen", "chancellor"))
_MR, _AFTER_MR = frozenset(("mr", "mrs", "ms", "miss", "dr")), frozenset(("king", "prince", "pope", "major", "head"))
# Articles and forms of address, which do not tell what the office is.
_UNTOLD = frozenset(("the", "le", "la", "el", "der", "die", "il", "mr", "mrs", "ms", "madam"))
# Letters behind a name that are no part of it.
_BEHIND = frozenset(("MP", "MEP", "MLA", "MLC", "MSP", "MdB", "TD", "KC", "QC", "OBE", "CBE", "MBE", "PhD"))
# Kinds of event in Arabic: "وزير المالية في حوار خاص:" is a headline.
_KINDS = frozenset(("حوار", "مقابلة", "لقاء", "تصريح", "بيان", "كلمة"))
# Given names that are small words of other names: "Ben Ford".
_GIVEN = frozenset(("ben", "al"))
# In scripts without spaces a name, its office and its outlet are one word: "澎湃新闻记者", "岩田外務大臣".
_LONGEST_WORD = 16
_DIGIT = re.compile(r"[\d:@\\|<>=+{}?!;«»“”\"]")


class Name(Struct, frozen=True):
    """A name taken apart: the person's own words, without office, and how it was written."""

    written: str
    own: tuple[str, ...]
    """Given names, initials and surname, as written; empty for an office alone ("The President")."""
    office: str
    """What stood before or behind: "President of Russia"."""

    @property
    def surname(self) -> str:
        """The last word of the name, or the one in capitals, in lower case; the office where there is no name."""
        if not self.own:
            return plain(self.office)
        capitals = [w for w in self.own if w.isupper() and len(w) > 2 and "." not in w]
        return plain(capitals[0] if len(capitals) == 1 else self.own[-1])

    @property
    def shown(self) -> str:
        """The name for people: "Jen Psaki" for "JEN PSAKI"."""
        if not self.own:
            return self.office
        if self.office == "The":
            return self.written  # "The Paper", "The Guardian"
        outlet = not self.office or "," in self.written
        if len(self.own) == 1 and outlet and len(self.own[0]) < 5:
            return self.own[0]  # CCTV, AFP; "NHK, Takashima"
        return " ".join([_cased(w) for w in self.own])

    def same_person(self, other: Name) -> bool:
        """Tell whether both can be one person: one surname, and given names or initials that agree.

        >>> parse("S.Lavrov").same_person(parse("Foreign Minister Sergey Lavrov"))
        True
        >>> parse("Hans Maas").same_person(parse("Heiko Maas"))
        False
        """
        if len(self.own) > 1 and {plain(w) for w in self.own} == {plain(w) for w in other.own}:
            return True
        if self.surname != other.surname:
            return False
        return all(_agree(a, b) for a, b in zip(self.given, other.given, strict=False))

    @property
    def initials(self) -> str:
        """The first letters of a name of two or three words: "JS"."""
        return "".join([w[0] for w in self.own]) if len(self.own) in (2, 3) else ""

    @property
    def office_words(self) -> frozenset[str]:
        """The words of the office in lower case, without article and address."""
        return frozenset([w.rstrip(".") for w in plain(self.office).replace(",", " ").split()]) - _UNTOLD

    @property
    def held(self) -> frozenset[str]:
        """The words of the office without any form of address: empty for "Mr. Smith"."""
        return self.office_words - words("persons", "address")

    @property
    def given(self) -> tuple[str, ...]:
        """Given names and initials in lower case, without the small words of a name."""
        low = [plain(w).rstrip(".") for w in self.own]
        small = words("persons", "name_particle") - ({low[0]} & _GIVEN if len(low) == 2 else set())
        return tuple(w for w in low if w not in small and w != self.surname)


@lru_cache(maxsize=4096)
def parse(written: str) -> Name:
    """Return the parts of a name.

    >>> parse("President of Russia Vladimir Putin").own
    ('Vladimir', 'Putin')
    >>> parse("The Prime Minister (Boris Johnson)").shown
    'Boris Johnson'
    >>> parse("Mr. Lavrov (Russian Federation) (spoke in Russian)").own
    ('Lavrov',)
    >>> parse("Dr. Angela Merkel, Bundeskanzlerin").shown
    'Angela Merkel'
    """
    bare = _without_outlet(_unbracketed(written))
    head, _, behind = bare.partition(",")
    own, office = _split(head)
    if not own and (turned := _behind_office(behind.strip())):
        own, behind = turned, ""
    if (
        not own
        and (inner := _BRACKETS.search(_BRACKETS.sub("", written)) or _BRACKETS.search(written))
        and _is_written_as_name(inner[1])
    ):
        own, office = _split(inner[1])[0], bare
    return Name(written, own, (office + ", " + behind.strip()).strip(" ,") if behind else office)


def _unbracketed(written: str) -> str:
    """Return a name without brackets, and those inside them."""
    return (
        _BRACKETS.sub("", _BRACKETS.sub("", written)).strip(" ,)")
        if "(" in written or "[" in written
        else written.strip(" ,")
    )


def _without_outlet(bare: str) -> str:
    """Return a name without the outlet behind a stroke or dash: "PIA LEE/RAPPLER", "Ann Lee - The Post"."""
    found = _STROKE.search(bare)
    name, stroke = (bare[: found.start()], bare[found.end() :]) if found else (bare, "")
    whole = stroke and name.strip().count(" ") in (1, 2) and not is_office(plain(name.split(" ")[0]).rstrip("."))
    return name.strip() if whole else bare


def _behind_office(behind: str) -> tuple[str, ...]:
    """Return the name that stands behind an office and a comma: "External Affairs Minister, Smt. Sushma Swaraj"."""
    named = bool(behind) and "," not in behind and _is_written_as_name(behind)
    own = _split(behind)[0] if named else ()
    strange = words("headline", "organisation") | words("persons", "office")
    return own if 2 <= len(own) <= 3 and strange.isdisjoint(plain(w) for w in own) else ()


def is_capital(word: str) -> bool:
    """Tell whether a word begins as names do: with a capital, or in a script that has none.

    >>> [is_capital(w) for w in ("Lavrov", "lavrov", "王毅", "وزير", "3rd")]
    [True, False, True, True, False]
    """
    first = word[:1]
    return first.isupper() or (first.isalpha() and first == first.upper() == first.lower())


@lru_cache(maxsize=4096)
def is_office(word: str) -> bool:
    """Tell whether a word in lower case is an office, or ends in one as German compounds do: "bundesaußenminister"."""
    offices = words("persons", "office")
    return word in offices or word.endswith(phrases("persons", "office_ending")) or is_declined(word, offices)


def is_person(written: str) -> bool:
    """Tell whether `written` has the shape of a name or an office: capitals, no sentence.

    >>> [is_person(w) for w in ("S.Lavrov", "MS. PSAKI", "The Prime Minister", "Dr. Angela Merkel, Bundeskanzlerin")]
    [True, True, True, True]
    >>> [is_person(w) for w in ("I want to emphasise", "On Syria", "Listen", "Consular queries")]
    [False, False, False, False]
    """
    bare = _without_outlet(_unbracketed(written))
    if not bare or plain(bare) in words("labels", "never") or _DIGIT.search(bare):
        return False
    head, _, behind = bare.partition(",")
    if behind and not _is_office(behind):
        return False
    return _is_written_as_name(head)


def without_brackets(written: str) -> str:
    """Return `written` without what stands in brackets: "QUESTION (Reuters)" is "QUESTION"."""
    return _BRACKETS.sub("", written).strip() or written


def has_office(written: str) -> bool:
    """Tell whether `written` begins with an office or a form of address."""
    tokens = _TOKEN.findall(written)
    held = is_office(plain(tokens[0]).rstrip(".")) if tokens else False
    return len(tokens) > 1 and (held or _is_presidents(tokens, 0))


def find_full(surname: str, text: str) -> Name | None:
    """Return the fullest name in `text` that ends in `surname`, taken from running words.

    >>> find_full("psaki", "Press Briefing by Press Secretary Jen Psaki, March 12, 2021").shown
    'Jen Psaki'
    """
    if len(surname) < 2:
        return None
    best: Name | None = None
    strange = words("headline", "leads") | words("margins", "own_voice")
    for m in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text, re.IGNORECASE):
        if not is_capital(m[0]):
            continue
        tokens = _tokens_before(text, m.start())
        run: list[str] = []
        if held := [i for i, t in enumerate(tokens) if is_office(plain(t).rstrip("."))]:
            tokens = list(parse(" ".join([*tokens[held[-1] :], m[0]])).own[:-1])
        for token in reversed(tokens):
            low = plain(token).rstrip(".")
            particle = token in words("persons", "name_particle")
            small = low in words("persons", "particle") - words("persons", "name_particle")  # "OF" in capitals
            known = small or is_office(low) or low in words("headline", "genre") or low in strange
            if not (is_capital(token) or particle) or known or _ends_sentence(token):
                break
            run.insert(0, token)
        while run and run[0] in words("persons", "name_particle") and len(run) > 1:
            run = run[1:]
        run = run[-3:] if any(t in words("persons", "name_particle") for t in run) else run[-2:]
        name = parse(" ".join([*run, m[0]]))
        if name.own and (best is None or len(name.own) > len(best.own)):
            best = name
    return best


def _tokens_before(text: str, end: int) -> list[str]:
    """Return up to six words that lead to `end` on its line without another sign between them than a point."""
    line = text[max(0, end - 120) : end].rpartition("\n")[2]
    run = re.split(r"[^\w\s.'’/\-]", line)[-1]
    return run.replace("/", " ").split()[-6:]


def _split(head: str) -> tuple[tuple[str, ...], str]:
    """Return the person's own words and the office before them."""
    spaced = _INITIALS.sub(r"\1. ", head.replace("/", " "))
    tokens = [t for t in spaced.replace("\u00a0", " ").split() if t]
    if tokens and "\u0600" <= tokens[0][0] <= "\u06ff":
        return _split_arabic(tokens)
    start, complement = 0, False
    loud = head.isupper()
    for i, token in enumerate(tokens):
        low = plain(token).rstrip(".")
        if (is_office(low) or _is_presidents(tokens, i)) and not _is_initial(tokens, i) and (low != "the" or i == 0):
            start, complement = i + 1, False
        elif low in words("persons", "particle") and _is_small(token):
            if start == i and i > 0:
                start, complement = i + 1, True
        elif complement and i == start and len(tokens) - i > 2 and "." not in token:
            start = i + 1
        elif i == start > 0 and not loud and _is_acronym(token) and len(tokens) - i > 2:
            start, complement = i + 1, True  # "Замглавы МИД России Сергей Рыбин"
    own, tokens = _trimmed(tokens, start)
    own = _without_complement(own, tokens, complement=complement)
    return tuple(own), " ".join(tokens[: len(tokens) - len(own)])


def _without_complement(own: list[str], tokens: list[str], *, complement: bool) -> list[str]:
    """Return the words of the name without those that say of what the office is, as in "Minister of Defence"."""
    if len(own) == 1 and (particles := _particles_of_name(tokens[: len(tokens) - 1])):
        return [*particles, *own]
    if complement and len(own) > 2 and not _particle_before_last(own) and "." not in own[0]:
        own = own[-2:]
    small = words("persons", "particle") - words("persons", "name_particle")
    return [] if (complement and len(own) == 1) or any(w in small for w in own) else own  # "Посол в Україні"


def _particles_of_name(before: list[str]) -> list[str]:
    """Return the particles right before a surname that are its own: "Frau von der Lehn", but not "Präsident von Polen".

    "van", and "von der", are always; others where no office but a form of address stands before them.
    """
    at = len(before)
    while at and before[at - 1] in words("persons", "name_particle"):
        at -= 1
    particles = before[at:]
    addressed = all(plain(t).rstrip(".") in words("persons", "address") for t in before[:at])
    own = particles[:1] == ["van"] or particles[:2] in (
        ["von", "der"],
        ["von", "den"],
        ["de", "la"] if addressed else [],
    )
    return particles if at and particles and (own or addressed) else []


def _split_arabic(tokens: list[str]) -> tuple[tuple[str, ...], str]:
    """Return name and office, which stands behind the name or before it: "وزير الخارجية سامح شاكر"."""
    held = next((n for n, t in enumerate(tokens) if is_office(t)), len(tokens))
    if held:
        return tuple(tokens[:held]), " ".join(tokens[held:])
    start = next(
        (n for n, t in enumerate(tokens) if not is_office(t) and not t.startswith(("ال", "لل", "ب"))), len(tokens)
    )
    own = tokens[start:]
    return (tuple(own), " ".join(tokens[:start])) if len(own) > 1 and "في" not in own else ((), " ".join(tokens))


def _is_acronym(token: str) -> bool:
    return token.isupper() and 1 < len(token) < 6 and "." not in token


def _is_small(token: str) -> bool:
    """Tell whether a word is written as a particle is, in a title in capitals too: "of", "OF"; "В." is an initial."""
    return token[0].islower() or (token.isupper() and 1 < len(token) < 4 and "." not in token)


def _trimmed(tokens: list[str], start: int) -> tuple[list[str], list[str]]:
    """Return the words behind the office, without letters such as "MP" behind the name, and all words without them."""
    own = tokens[start:]
    if not own and len(tokens) == 2 and plain(tokens[-1]) in _AFTER_MR and plain(tokens[0]).strip(".") in _MR:
        return tokens[-1:], tokens  # "Mr King", but not "Mr President"
    if not own and len(tokens) > 1 and plain(tokens[-1]) in _SURNAMES:
        given = tokens[-2]  # "Madeleine King", but not "Mr King" and "President of the King"
        named = given[0].isupper() and not is_office(plain(given).rstrip("."))
        return (tokens[-2:], tokens) if named else (own, tokens)
    while len(own) > 1 and own[-1].strip(".") in _BEHIND:
        own, tokens = own[:-1], tokens[:-1]
    numbered = start and own and all(t.isdigit() for t in own)  # "Speaker 2"
    return ([] if numbered else own), tokens


def _is_presidents(tokens: list[str], i: int) -> bool:
    """Tell whether a word is the P of "P Obama", or "HE Sarah Dickson"; an initial has a point."""
    return i == 0 and tokens[0] in ("P", "HE") and len(tokens) > 1


def _is_initial(tokens: list[str], i: int) -> bool:
    """A single letter with a point is an initial where another such, or a name, follows: "M. Macron" is both."""
    return len(tokens[i].rstrip(".")) == 1 and i > 0


def _particle_before_last(own: list[str]) -> bool:
    return len(own) > 2 and plain(own[-2]) in words("persons", "name_particle")


def _is_written_as_name(head: str) -> bool:
    tokens = head.replace("\u00a0", " ").replace("/", " ").split()
    first = tokens[1:2] if tokens and tokens[0] in words("persons", "name_particle") else tokens[:1]
    if (
        not 1 <= len(tokens) <= 10
        or not first
        or not is_capital(first[0])
        or (len(tokens) > 1 and plain(tokens[0]) in words("persons", "never_first") and not head.isupper())
        or any(len(t) > _LONGEST_WORD and not t.isascii() and is_capital(t) and not t[0].isupper() for t in tokens)
        or any(map(_ends_sentence, _unabbreviated(tokens)))
    ):
        return False
    if len(tokens) == 1 and len(tokens[0].rstrip(".")) < 2:
        return False
    presides = len(tokens) < 4 and is_office(plain(tokens[0]).rstrip(".")) and is_office(plain(tokens[-1]))
    if not (is_capital(tokens[-1]) or presides) or any(map(_is_event, tokens)):
        return False
    if not words("persons", "never").isdisjoint(map(plain, tokens)) or not _KINDS.isdisjoint(tokens):
        return False
    if plain(tokens[0]) in words("margins", "own_voice") | words("persons", "joins"):
        return False
    capitals = [t for t in tokens if is_capital(t)]
    small = [plain(t) for t in tokens if not is_capital(t)]
    known = all(t in words("persons", "particle") or is_office(t) for t in small)
    return bool(capitals) and known and len(small) <= len(capitals) + 2


def _is_event(token: str) -> bool:
    """Tell whether a word is a kind of event, or ends in one: "F.A.Z.-Interview"."""
    low = plain(token)
    return low in words("headline", "genre") or ("-" in low and low.rpartition("-")[2] in words("headline", "genre"))


def _unabbreviated(tokens: list[str]) -> list[str]:
    """Return the words of a name in capitals without a short first one that a point ends: "ADM. KIRBY"."""
    short = len(tokens) > 1 and len(tokens[0]) <= 5 and all(t.isupper() for t in tokens)
    return tokens[1:] if short else tokens


def _ends_sentence(token: str) -> bool:
    """Tell whether a word ends in a full stop or owns the next one: "Hi." but not "Mr.", "President's"."""
    bare = token.rstrip(".")
    if bare.endswith(("'s", "’s")):
        return True
    return len(bare) > 2 and bare != token and "." not in bare and not is_office(plain(bare))


def _is_office(behind: str) -> bool:
    tokens = [plain(t).strip(".,") for t in behind.split()]
    return 0 < len(tokens) <= 12 and (
        any(map(is_office, tokens)) or (len(tokens) <= 4 and all(map(is_capital, behind.split())))
    )


def _agree(a: str, b: str) -> bool:
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def _cased(word: str) -> str:
    if not word.isupper() or len(word) < 3 or "." in word:
        return word
    return "-".join([part.capitalize() for part in word.split("-")])
