"""Names and offices in the cases of Russian and Ukrainian: "интервью Ивана Лебедева" is with Иван Лебедев."""

from __future__ import annotations

import re
from functools import cache

_CYRILLIC = re.compile("[а-яёіїєґ-]{4,}")
_PAIR = re.compile(r"\b(?=([А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+)\s([А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+)\b)")
# What a word may end in, in any case; the longest first.
_LONG = "ого его ому ему ыми ими ами ями ой ей ый ий ая яя ою ею ым им ом ем ів ев ов"
_ENDINGS = (*_LONG.split(" "), *"ауеяюиыіойь")
# Surnames of women, in all cases but one: "Захаровой".
_HER = re.compile(r"(?<=ов|ев|ин|ын|ёв)ой$")
_OBLIQUE_FEMININE = ("ой", "ей", "ы", "и", "у", "ю", "ої", "ою", "ею", "і")


def is_declined(word: str, among: frozenset[str]) -> bool:
    """Tell whether a Cyrillic word in lower case is one of these in another case.

    >>> is_declined("представителя", frozenset(["представитель"])), is_declined("главы", frozenset(["глава"]))
    (True, True)
    """
    return bool(_CYRILLIC.fullmatch(word)) and _stem(word) in _stems(among)


@cache
def _stems(among: frozenset[str]) -> frozenset[str]:
    return frozenset(_stem(w) for w in among if _CYRILLIC.fullmatch(w))


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    return word.removesuffix(ending)


def nominative(name: str, text: str) -> str:
    """Return a name as `text` gives it in the nominative; as it is where the text does not, and no rule tells it.

    >>> nominative("Ивана Лебедева", "Министр Иван Лебедев ответил."), nominative("Анны Лебедевой", "Анна Лебедева")
    ('Иван Лебедев', 'Анна Лебедева')
    >>> nominative("А. В. Лебедевой", "")
    'А. В. Лебедева'
    """
    written = name.split()
    if not written or not _CYRILLIC.fullmatch(written[-1].lower()):
        return name
    if len(written) == 2 and "." not in name:
        return _as_in(text, name)
    return _HER.sub("а", name)


def _as_in(text: str, name: str) -> str:
    written = name.split()
    forms = {(m[1], m[2]) for m in _PAIR.finditer(text) if _is_base(m[1], written[0]) and _is_base(m[2], written[1])}
    return " ".join(min(forms)) if forms else name


def _is_base(base: str, other: str) -> bool:
    """Tell whether one form of a name can be the nominative of another: it is shorter, or has a woman's ending."""
    if base[:3] != other[:3] or _stem_of_name(base) != _stem_of_name(other):
        return False
    if base == other:
        return base[-1] not in "аяуюыиемі"  # of a name in the genitive one word can be as it was
    feminine = base[-1] in "ая" and other.endswith(_OBLIQUE_FEMININE)
    masculine = base[-1] not in "аяуюыиемі" and other[-1] in "аяуюемі"
    return feminine or masculine


def _stem_of_name(word: str) -> str:
    return re.sub(r"(?:ого|ому|ой|ей|ою|ею|ий|ый|им|ым|ом|ем|ій|ия|ию|[аяуюыиіейь])$", "", word)
