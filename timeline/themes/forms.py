"""English word forms: what `extend~` stands for.

Forms are made, not looked up: from the stem that a base word has, every ending that such a stem can take. A made
form that is no word ("extendal") is never met in a text and so costs nothing; what counts is that no form belongs
to another word. Rules after the spelling rules of English inflection (Quirk et al., A Comprehensive Grammar of the
English Language, 3.5-3.9, and appendix I on suffixation).
"""

from __future__ import annotations

from functools import cache

_VOWELS = "aeiou"
# Endings of the noun for the action, the doer, the quality; each with what the stem loses before it.
_NOUNS = (
    ("nd", "nsion"), ("de", "sion"), ("d", "sion"), ("mit", "mission"), ("vert", "version"), ("ss", "ssion"),
    ("se", "sion"), ("te", "tion"), ("t", "tion"), ("fy", "fication"), ("ise", "isation"), ("ize", "ization"),
    ("ify", "ification"), ("y", "ication"), ("sume", "sumption"), ("ceive", "ception"), ("duce", "duction"),
    ("scribe", "scription"), ("olve", "olution"), ("pose", "position"), ("quire", "quisition"), ("ze", "sis"),
    ("e", "ation"), ("", "ation"), ("", "ment"), ("", "al"), ("e", "al"), ("e", "ance"), ("", "ance"), ("er", "rance"),
)  # fmt: skip
# Verbs of public speech whose past is no rule's; the base stands first.
_IRREGULAR = {
    row.split()[0]: frozenset(row.split())
    for row in (
        "be am is are was were been being", "begin began begun", "break broke broken breakage breach",
        "bring brought", "build built builder", "buy bought", "choose chose chosen choice", "come came", "do did done",
        "draw drew drawn", "fall fell fallen", "fight fought fighter", "find found finding", "get got gotten",
        "give gave given", "go went gone", "grow grew grown growth", "have has had having", "hold held holder",
        "keep kept keeper", "know knew known knowledge", "lead led leader leadership", "leave left",
        "lie lay lain", "lose lost loss losses", "make made maker", "meet met meeting", "mean meant", "pay paid",
        "rise rose risen", "run ran", "say said", "see saw seen", "seek sought", "sell sold sale sales", "send sent",
        "shake shook shaken", "speak spoke spoken speech", "spend spent", "stand stood", "take took taken",
        "tell told", "think thought", "throw threw thrown", "understand understood", "win won winner",
        "withdraw withdrew withdrawn withdrawal withdrawals", "withhold withheld", "write wrote written writer",
        "overthrow overthrew overthrown", "override overrode overridden", "undermine undermining",
    )
}  # fmt: skip


@cache
def forms(word: str) -> frozenset[str]:
    """Return the folded forms that `word`, a base word without inflection, can take, itself included.

    >>> sorted(f for f in forms("extend") if f in {"extends", "extended", "extending", "extension", "extent"})
    ['extended', 'extending', 'extends', 'extension']
    >>> "violation" in forms("violate"), "policies" in forms("policy"), "stopped" in forms("stop")
    (True, True, True)
    >>> "withdrew" in forms("withdraw"), "expansions" in forms("expand")
    (True, True)
    """
    made = {word} | _IRREGULAR.get(word, frozenset()) | _inflected(word)
    for noun in _nouns(word):
        made |= {noun, _plural(noun)}
    return frozenset(made)


def _inflected(word: str) -> set[str]:
    """Return plural or third person, past, participle and doer of a regular word."""
    if word.endswith("e"):
        stems = [word[:-1]]
    elif _doubles(word):
        stems = [word, word + word[-1]]
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {_plural(word), word[:-1] + "ied", word + "ing", word[:-1] + "ier", word[:-1] + "iers"}
    else:
        stems = [word]
    made = {_plural(word)}
    for stem in stems:
        made |= {stem + ending for ending in ("ed", "ing", "ings", "er", "ers", "or", "ors", "able")}
    return made


def _plural(word: str) -> str:
    """Return the word with the ending of the plural, or of the third person.

    >>> [_plural(w) for w in ("policy", "breach", "day", "crisis", "treaty")]
    ['policies', 'breaches', 'days', 'crises', 'treaties']
    """
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith("sis"):
        return word[:-2] + "es"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _doubles(word: str) -> bool:
    """Tell whether a last consonant may double: consonant, single vowel, consonant (stop, permit, control)."""
    if len(word) < 3 or word[-1] in _VOWELS + "wxy" or word[-2] not in _VOWELS:
        return False
    return word[-3] not in _VOWELS or word[-3:-1] == "ui"


def _nouns(word: str) -> set[str]:
    """Return the nouns made from the verb."""
    return {word[: len(word) - len(loses)] + gains for loses, gains in _NOUNS if word.endswith(loses)}
