"""Text in terminal cells: how wide it is, how it wraps, and what of a hostile file may reach a terminal."""

from __future__ import annotations

import re
import unicodedata

# Escape sequences and other controls could recolour the screen, set its title or move the cursor.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Invisible, and of no agreed width; directional ones would reorder the column beside.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t]+|[ \t\u00a0]{2,}")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Letters and signs that take one cell each on every terminal: Latin, Greek, Cyrillic, punctuation, currency.
_NARROW = re.compile(
    "[\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2500-\u257f]*"
)
_ISOLATE, _POP = "\u2068", "\u2069"


def shown(text: str) -> str:
    r"""Return the text as it may be printed: no controls but line feeds, one space between words.

    >>> shown("a\x1b[31m  b\r\nc")
    'a�[31m b\nc'
    """
    text = _LINE_ENDS.sub("\n", text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", _CONTROL.sub("\ufffd", text)))


def width_of(text: str) -> int:
    """Return how many cells a terminal gives the text; wide characters take two, combining marks none.

    >>> width_of("日本"), width_of("e\u0301")
    (4, 1)
    """
    if _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import width

    return int(width(text))


def wrapped(text: str, width: int) -> list[str]:
    """Return the text broken between words into lines of at most `width` cells; colours end with each line."""
    wrap = _wrap_narrow if _NARROW.fullmatch(text) else _wrap_any
    return [line for paragraph in text.split("\n") for line in wrap(paragraph, width)]


def _wrap_any(text: str, width: int) -> list[str]:
    from wcwidth import wrap

    return wrap(text, width, break_on_hyphens=False)


def _wrap_narrow(text: str, width: int) -> list[str]:
    """Wrap text of single cells: the same lines, without the 50 ms that the tables of all characters take to load."""
    from textwrap import wrap

    return wrap(text, width, break_on_hyphens=False)


def fill(text: str, width: int) -> str:
    """Return the text with spaces up to `width` cells; text from right to left is kept inside its cell."""
    padding = " " * max(0, width - width_of(text))
    if not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        text = f"{_ISOLATE}{text}{_POP}"
    return text + padding
