"""What a statement is compared by: its words, cut to their stems, weighed by how rare they have been so far.

Rarity is counted over what had been said up to the statement's own date, so that no later interview changes what is
said of an earlier one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from msgspec import Struct, field, structs

from timeline.models import Interview
from timeline.text import fold

STEM = 6
"""Words are cut to their first six letters: `expan|sion`, `expand|ed`, `Africa|n`. Cut words do as well as stemmers
for European languages and need none per language (McNamee & Mayfield 2004, doi:10.1023/B:INRT.0000009441.78971.be).
On the two annotated themes 5, 6 and 7 letters and Snowball stems lie within 0.03 of each other in average precision,
and 6 is the best of them."""

NAME = 1.3
"""Weight of a word with a capital inside a sentence: who and where carry a claim. 1.0 loses 0.03 of average precision
on one annotated theme and nothing on the other; 2.0 loses on both."""

HEARD = 300
"""Sentences of ordinary language that count as heard before the first interview, so that two short texts have rare
words too. 100 to 1,000 make no difference to the annotated themes."""

SHORT = {1: 40.0, 2: 40.0, 3: 20.0, 4: 5.0}
"""How often a word of so many letters counts as heard before: short words are the common ones in every language
(Zipf's law of abbreviation), longer ones and names count half a time. On the annotated themes this does as well as a
list of English function words, and needs none per language."""

BELONGING = 0.5
"""Exponent of the share of a word's uses that lie on the theme: "I would like to note" links statements on any theme,
so it should link none. Without it precision on the annotated themes is 0.05 lower; 0.25 to 1 make little difference."""

FEW = 6
"""Statements added to those on the theme before "most" is counted: of three statements, two may well share a word."""

RENEWAL = 1.02
"""Weights are counted anew when so many times more has been said: for each of the first interviews, and in a long
corpus seldom enough to cost nothing."""

SENTENCE = 20
"""Words that count as one sentence when rarity is counted."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
# Scripts that put no space between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"


class Words(Struct, frozen=True):
    """The stems of a text with their counts, and which of them are written as names."""

    counts: Counter[str]
    names: frozenset[str]
    total: int


@lru_cache(maxsize=8_192)  # a statement is looked at from many sides; 8,192 of them take 10 MB
def stems(text: str) -> tuple[str, ...]:
    """Return the words of `text`, folded and cut to `STEM` letters; pairs of letters where a script has no spaces.

    >>> stems("Russia’s “expanded” Council: Asia, 15 members")
    ('russia', 'expand', 'counci', 'asia', '15', 'member')
    """
    return tuple(_stems(text))


def _stems(text: str) -> Iterator[str]:
    return chain.from_iterable(map(_cut, _WORD.findall(fold(text).text)))


@lru_cache(maxsize=100_000)  # a language's words recur; 100,000 of them take 20 MB
def _cut(word: str) -> tuple[str, ...]:
    word = _POSSESSIVE.sub("", word)
    if max(word, default="") >= "\u0e00" and re.search(_UNSPACED, word):
        return tuple(word[i : i + 2] for i in range(max(1, len(word) - 1)))
    return (word[:STEM],)


def words_of(text: str) -> Words:
    """Return what `text` is compared by.

    >>> sorted(words_of("The UN and the Council of Europe").names)
    ['counci', 'europe', 'un']
    """
    names = {
        _POSSESSIVE.sub("", fold(m.group()).text)[:STEM]
        for m in list(_WORD.finditer(text))[1:]
        if m.group()[0].isupper() and not text[: m.start()].rstrip(" \"'“”‘’«»([").endswith((".", "!", "?", ":"))
    }
    counts = Counter(stems(text))
    return Words(counts, frozenset(names), counts.total())


def spoken(interview: Interview) -> Counter[str]:
    """Return how often each stem is said in an interview, questions included."""
    found: Counter[str] = Counter()
    for turn in interview.turns:
        found.update(_WORD.findall(fold(turn.said.of(interview.text)).text))
    counts: Counter[str] = Counter()
    for word, times in found.items():
        for stem in _cut(word):
            counts[stem] += times
    return counts


Vector = dict[str, float]
"""Words and their weights, of length 1."""


class Tally(Struct):
    """What was counted up to one interview."""

    counts: Counter[str] = field(default_factory=Counter)
    """How often each word was said."""
    total: int = 0
    on_theme: Counter[str] = field(default_factory=Counter)
    """The same, inside statements on the theme only."""
    theme_total: int = 0
    holding: Counter[str] = field(default_factory=Counter)
    """In how many statements on the theme each word stands."""
    statements: int = 0

    def copy(self) -> Tally:
        """Return the same, to be counted on by itself."""
        return structs.replace(
            self, counts=self.counts.copy(), on_theme=self.on_theme.copy(), holding=self.holding.copy()
        )

    def learn(self, other: Tally, words: Iterable[str]) -> None:
        """Take over what another one knows of some words."""
        for word in words:
            self.counts[word] = other.counts[word]
            self.on_theme[word] = other.on_theme[word]
            self.holding[word] = other.holding[word]


class Rarity(Struct):
    """How rare each word has been up to now, and how much it belongs to the theme.

    Weights go by the tally of their last renewal, and for a word that was new since, by what its first interview made
    of it: so they are the same whoever asks for them first, and two vectors are always weighed alike.
    """

    now: Tally = field(default_factory=Tally)
    then: Tally = field(default_factory=Tally)
    """At the last renewal."""
    _weights: dict[tuple[str, bool], float] = field(default_factory=dict)
    _informs: dict[str, bool] = field(default_factory=dict)

    def hear(self, said: Mapping[str, int], total: int, statements: Iterable[Counter[str]] = ()) -> bool:
        """Count one more interview, and the statements in it; return whether weights are others from now on.

        `said` needs hold only words that will be asked for; `total` counts all.
        """
        now = self.now
        now.counts.update(said)
        now.total += total
        for words in statements:
            now.on_theme.update(words)
            now.holding.update(words.keys())
            now.theme_total += words.total()
            now.statements += 1
        if now.total < RENEWAL * self.then.total:
            self.then.learn(now, said.keys() - self.then.counts.keys())
            return False
        self.then = now.copy()
        self._weights.clear()
        self._informs.clear()
        return True

    def forget(self, words: Counter[str]) -> None:
        """Take back a statement that repeats a position: a claim does not become a commonplace by being repeated."""
        self.now.counts.subtract(words)
        self.now.on_theme.subtract(words)
        self.now.total -= words.total()
        self.now.theme_total -= words.total()

    def of(self, word: str, *, name: bool = False) -> float:
        """Return the weight of `word`: 0 where every sentence has it, about 10 for one use in a long corpus."""
        weight = self._weights.get((word, name))
        if weight is None:
            rare = self._rare(word, name=name) * (NAME if name else 1.0)
            weight = self._weights[word, name] = float(rare * self._belongs(word) ** BELONGING)
        return weight

    def informs(self, word: str) -> bool:
        """Tell whether sharing `word` says something.

        It is at least half as rare as a word never heard, and not in most statements, as the theme's own name is.
        """
        known = self._informs.get(word)
        if known is None:
            known = not self.everywhere(word) and self._rare(word) >= 0.5 * math.log(2 * self._sentences())
            self._informs[word] = known
        return known

    def everywhere(self, word: str) -> bool:
        """Tell whether most statements on the theme hold `word`."""
        return 2 * self.then.holding[word] > self.then.statements + FEW

    def _rare(self, word: str, *, name: bool = False) -> float:
        uses = self.then.counts[word] + (0.5 if name else SHORT.get(len(word), 0.5))
        return max(0.0, math.log(self._sentences() / uses))

    def _sentences(self) -> float:
        return HEARD + self.then.total / SENTENCE

    def _belongs(self, word: str) -> float:
        """Return the share of the word's uses that lie in statements on the theme, one use added at the usual rate."""
        then = self.then
        if not then.theme_total:
            return 1.0
        usual = then.theme_total / then.total
        return (then.on_theme[word] + usual) / (then.counts[word] + 1)

    def weigh(self, words: Words) -> Vector:
        """Return `words` as a vector of length 1; empty where nothing in it is rarer than a function word."""
        vector = {}
        for word, count in words.counts.items():
            if weight := self.of(word, name=word in words.names):
                vector[word] = (1 + math.log(count)) * weight
        length = math.sqrt(sum(x * x for x in vector.values()))
        return {word: x / length for word, x in vector.items()} if length else {}


def likeness(a: Vector, b: Vector) -> float:
    """Return the cosine of two vectors: 0 for nothing in common, 1 for the same words."""
    if len(a) > len(b):
        a, b = b, a
    return sum(x * b[word] for word, x in a.items() if word in b)


def sameness(a: Words, b: Words, shared: Collection[str]) -> float:
    """Return how much of two texts is word for word the same, whatever the words: 0 up to half of it, 1 for all.

    `shared` are the words that both hold. In a series of formulas every word is common, and one new word would outweigh
    all that stayed.
    """
    both = a.total + b.total
    if not both or 4 * min(a.total, b.total) <= both:
        return 0.0
    return max(0.0, 4 * sum(min(a.counts[w], b.counts[w]) for w in shared) / both - 1)
