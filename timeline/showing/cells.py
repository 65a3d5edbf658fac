"""Text in terminal cells: how wide it is, how it wraps, and what of a hostile file may reach a terminal."""

from __future__ import annotations

import re
import unicodedata

# Escape sequences and other controls could recolour the screen, set its title or move the cursor.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Invisible, and of no agreed width; directional ones would reorder the column beside.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# The renditions that `marks` writes: bold, faint, underlined, struck through, red, green, and off.
_OURS = re.compile(r"\x1b\[(?:0|1|2|4|9|31|32)?(?:;(?:0|1|2|4|9|31|32))*m")
_DANGEROUS = re.compile(
    f"(?P<ours>{_OURS.pattern})|(?P<end>\r\n)|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
)
# An isolate that ends on its line changes nothing outside itself: `fill` writes such.
_DIRECTION = re.compile("(?P<isolate>\u2068[^\n\u202a-\u202e\u2066-\u2069]*\u2069)|[\u202a-\u202e\u2066-\u2069]")
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


def clean(text: str, *, colour: bool = False) -> str:
    r"""Return the text without what a terminal might obey: the last guard of all that is printed.

    Layout stays, as do line feeds and tabs. With `colour` the renditions of `marks` stay too: text that comes from a
    file must have passed `shown` by then.

    >>> clean("a\x1b]0;b\x07  c\u202e"), clean("\x1b[1ma\x1b[0m\x1b[2J", colour=True)
    ('a\ufffd]0;b\ufffd  c', '\x1b[1ma\x1b[0m\ufffd[2J')
    """
    if text.isascii() and text.isprintable():
        return text
    text = _DANGEROUS.sub(lambda m: "\n" if m["end"] else m[0] if m["ours"] and colour else _harmless(m), text)
    return _DIRECTION.sub(lambda m: m["isolate"] or "", text)


def _harmless(found: re.Match[str]) -> str:
    """Return what stands for a control: its sequence stays to be read."""
    return f"\ufffd{found[0][1:]}"


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


def hanging(text: str, width: int, indent: str = "  ") -> str:
    """Return the lines of the text, those that are too wide broken between words, the rest of each set in.

    >>> print(hanging("one two three four five six", 24))
    one two three four
      five six
    """
    return "\n".join(part for line in text.split("\n") for part in _hung(line, width, indent))


def _hung(line: str, width: int, indent: str) -> list[str]:
    if width_of(line) <= width:
        return [line]
    own = line[: len(line) - len(line.lstrip())]
    first, *rest = wrapped(line[len(own) :], max(20, width - len(own) - len(indent)))
    return [own + first, *(f"{own}{indent}{part}" for part in rest)]


def _wrap_any(text: str, width: int) -> list[str]:
    from wcwidth import wrap

    return wrap(text, width, break_on_hyphens=False)


def _wrap_narrow(text: str, width: int) -> list[str]:
    """Wrap text of single cells: the same lines, without the 50 ms that the tables of all characters take to load."""
    from textwrap import wrap

    # before a word longer than a line, textwrap leaves the space that fills up the line
    return [line.rstrip(" ") for line in wrap(text, width, break_on_hyphens=False)]


def fill(text: str, width: int) -> str:
    """Return the text with spaces up to `width` cells; text from right to left is kept inside its cell."""
    padding = " " * max(0, width - width_of(text))
    if not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        text = f"{_ISOLATE}{text}{_POP}"
    return text + padding
