"""The language of a text, by its commonest small words. Enough to tell the languages that are read from one another."""

from __future__ import annotations

from collections import Counter
from itertools import chain

# The commonest function words; those of one language alone weigh no more, as a text has all of its own.
_SMALL = {
    "en": "the of and that is was with this are have which been from they would",
    "ru": "и не что на это как по для мы от также было его",
    "de": "der und nicht das ist den von mit auch für wir ich sich auf werden",
    "fr": "les des et est une nous dans pour que vous cette avec sur qui pas",
    "it": "il che di per non è una con sono della anche più questo gli nel abbiamo perché",
    "pt": "que não uma com os para do da em mais também isso você são",
    "nl": "het een van dat niet zijn voor ook aan maar wij hebben deze",
    "pl": "nie się jest że na to w z do jak są tego oraz dla",
    "uk": "та що це від як не ми для але також який є",
    "tr": "ve bir bu için ile olarak daha çok var değil ama biz",
    "es": "el los que las una por con para como pero esta del nuestro más muy",
}
# Code points from the middle of a text, behind the menus: some 600 words, of which every third is in the list.
_SAMPLE = 4000
_SCRIPT = 500  # of which a script needs a third
_LANGUAGES: dict[str, list[str]] = {}
for _name, _words in _SMALL.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_name)
# Scripts that tell the language, or write it without spaces, from their first letter to their last. Kana decides
# before the signs that Chinese has too.
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ko", "\uac00", "\ud7af"),
    ("ar", "\u0621", "\u064a"),
    ("el", "\u03b1", "\u03ce"),
    ("he", "\u05d0", "\u05ea"),
    ("hi", "\u0904", "\u0939"),
)
_FIRST = min(first for _, first, _ in _SCRIPTS)


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of the language; "en" where nothing is known.

    >>> guess_language("Wir haben das nicht und wir werden es auch nicht.")
    'de'
    """
    middle = max(len(text) // 2 - _SAMPLE // 2, 0)
    sample = text[middle : middle + _SAMPLE]
    if not sample.isascii() and (script := _of_script(sample[:_SCRIPT])):
        return script
    counts = Counter(chain.from_iterable(filter(None, map(_LANGUAGES.get, sample.lower().split()))))
    return max(sorted(counts), key=lambda name: counts[name], default="en")


def _of_script(sample: str) -> str:
    """Return the language of a text of which a third or more is in its script; of Japanese a tenth is kana."""
    letters = sum(map(str.isalpha, sample)) or 1
    beyond = [sign for sign in sample if sign >= _FIRST]
    for name, first, last in _SCRIPTS:
        if sum(first <= sign <= last for sign in beyond) > letters * (0.1 if name == "ja" else 0.34):
            return name
    return ""
