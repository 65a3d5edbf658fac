"""A text as its non-empty lines, which is what pages are made of."""

from __future__ import annotations

import re
from hashlib import blake2b

from msgspec import Struct

from timeline.text import stripped

_ENDS_SENTENCE = re.compile(r"[.?!…:;。？！：；؟।][\"'”’»）」』)\]*_\s]*$")
_PLAIN = {
    **dict.fromkeys("\u00a0\u202f\u2007", " "),
    **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("–—‑", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
}
# Substituting the few that stand in a text is seven times faster than translating every character of it.
_TYPOGRAPHY = re.compile("[" + "".join(_PLAIN) + "]")


class Line(Struct, frozen=True):
    """A non-empty line without white space around it."""

    start: int
    """Where its first visible character stands in the text."""
    end: int
    words: str
    """As it stands in the text."""
    gap: int
    """How many empty lines stand before it."""

    @property
    def count(self) -> int:
        """How many white-space separated words it holds; in scripts without spaces, half the signs."""
        words = self.words
        count = words.count(" ") + 1
        unspaced = len(words) > 8 * count and words[len(words) // 2] > "\u2e7f"
        return len(words) // 2 if unspaced else count

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDS_SENTENCE.search(self.words[-8:]))


def split(text: str) -> list[Line]:
    """Return the non-empty lines of `text`, in order.

    >>> [(x.words, x.gap) for x in split("One\\n\\n\\n two ")]
    [('One', 0), ('two', 2)]
    """
    found: list[Line] = []
    at, gap = 0, 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + raw.index(words[0])
            end = start + len(words)
            if not words[0].isprintable() or not words[-1].isprintable():  # invisible characters at the ends
                span = stripped(text, start, end)
                start, end, words = span.start, span.end, text[span.start : span.end]
        if words:
            found.append(Line(start, end, words, gap))
            gap = 0
        else:
            gap += 1
        at += len(raw) + 1
    return found


def plain(words: str) -> str:
    """Return `words` in lower case with plain spaces, quotes and hyphens, without invisible characters or markup.

    >>> plain("**Sergey\\u00a0Lavrov’s** ")
    "sergey lavrov's"
    """
    ascii_ = words.isascii() and "`" not in words
    cleaned = words.lower() if ascii_ else _TYPOGRAPHY.sub(lambda m: _PLAIN[m[0]], words).lower()
    return " ".join(cleaned.strip("*_#> \t").split())


def mark(words: str) -> int:
    """Return a number that stands for a plain line in comparisons over a corpus; odd where it ends as a sentence.

    Ten thousand documents have a million lines at their edges: as text they would take more memory than the corpus.

    >>> mark("Share  this page") == mark("share this page"), mark("We agreed.") % 2
    (True, 1)
    """
    line = plain(words)
    number = int.from_bytes(blake2b(line.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "little")
    return 2 * number + line.endswith((".", "!", "?"))
