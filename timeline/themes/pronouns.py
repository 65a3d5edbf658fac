"""Words by which a sentence goes on speaking of what the sentence before it spoke of."""

from __future__ import annotations

from collections.abc import Sequence

# Closed classes of each language; forms of address and persons ("he", "we") are left out: they change the subject.
_PRONOUNS = {
    "en": "it they this these that those such both neither its their",
    "de": "dies diese dieser dieses diesem diesen dazu darüber damit dafür dagegen daran darauf sie solche beide",
    "fr": "cela ceci ce cet cette ces il elle ils elles celui-ci celle-ci tel telle tels telles",
    "es": "esto este esta estos estas eso ese esa esos esas ello ellos ellas tal tales ambos ambas",
    "it": "questo questa questi queste ciò esso essa essi esse tale tali",
    "pt": "isto este esta estes estas isso esse essa esses essas ele ela eles elas tal tais",
    "ru": "это этот эта эти этого этой этому этим он она оно они его её их такой такая такое такие",
    "uk": "це цей ця ці цього цієї він вона воно вони його її їх такий така таке такі",
}
# What may stand before the pronoun.
_OPENERS = {
    "en": "and but so yet also of course in fact again then no well",
    "de": "und aber doch auch denn",
    "fr": "et mais donc or aussi",
    "es": "y pero también así",
    "it": "e ma anche",
    "pt": "e mas também",
    "ru": "и но а ведь так же",
    "uk": "і й але а та",
}
PRONOUNS = {language: frozenset(words.split()) for language, words in _PRONOUNS.items()}
OPENERS = {language: frozenset(words.split()) for language, words in _OPENERS.items()}
_REACH = 4
"""Words into the sentence at most: openers and one adverb."""

# "It is clear that", "It will take time to": the pronoun stands for what follows, not for the sentence before.
_EMPTY_IT = frozenset(["is", "was", "would", "will", "seems", "seemed", "appears", "goes", "remains", "has", "takes"])
# "that you": a clause begins. "Sie", "su" and "le" address who is asked.
_PERSONS = frozenset(["you", "he", "she", "we", "they", "i", "the", "it", "there", "your"])
_ADDRESS = {"de": frozenset(["sie"])}
_FOLLOWS_IT = frozenset(["that", "to", "if", "when", "whether", "how", "why", "who", "true", "clear", "like"])


def opening_pronoun(words: Sequence[str], language: str) -> int | None:
    """Return the place of the pronoun that the folded words of a sentence open with; None where there is none.

    >>> opening_pronoun(["of", "course", "they", "agreed"], "en")
    2
    >>> opening_pronoun(["it", "is", "clear", "that", "winter", "comes"], "en") is None
    True
    >>> opening_pronoun(["но", "это", "невозможно"], "ru")
    1
    """
    pronouns, openers = PRONOUNS.get(language, frozenset()), OPENERS.get(language, frozenset())
    for place, word in enumerate(words[:_REACH]):
        if word in pronouns:
            return None if language == "en" and _points_forward(words[place:]) else place
        if word not in openers and not (language == "en" and word.endswith("ly")):
            return None
    return None


def _points_forward(words: Sequence[str]) -> bool:
    """Tell whether the pronoun is an empty "it" ("it is clear that") or that of "that said"."""
    if words[0] == "it":
        return len(words) > 1 and words[1] in _EMPTY_IT and not _FOLLOWS_IT.isdisjoint(words[2:7])
    return words[0] == "that" and len(words) > 1 and words[1] in ("said", "being")


def refers_back(words: Sequence[str], language: str) -> bool:
    """Tell whether the folded words of a question open with a pronoun that stands for what was said before.

    >>> refers_back(["is", "that", "a", "capitulation"], "en"), refers_back(["is", "it", "true", "that", "you"], "en")
    (True, False)
    """
    pronouns = PRONOUNS.get(language, frozenset()) - _ADDRESS.get(language, frozenset())
    return any(w in pronouns and not (language == "en" and _is_empty(words[n:])) for n, w in enumerate(words[:_REACH]))


def _is_empty(words: Sequence[str]) -> bool:
    """Tell whether a pronoun in a question points forward or joins clauses: "is it true that you"."""
    if words[0] == "it":
        return not _FOLLOWS_IT.isdisjoint(words[1:3])
    return words[0] == "that" and len(words) > 1 and words[1].partition("'")[0] in _PERSONS
