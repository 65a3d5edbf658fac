"""Marks for words that went, came or stayed, with colour and without."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from msgspec import Struct

from timeline.models import EditOp
from timeline.showing.cells import shown

_OFF = "\x1b[0m"


class Screen(Struct, frozen=True):
    """What text is laid out for."""

    width: int = 80
    """In cells."""
    colour: bool = False
    """Whether escape sequences may be written. Without, words are marked as `git diff --word-diff` marks them."""

    def gone(self, text: str) -> str:
        """Return the text marked as taken out: struck through, so that it does not rest on red alone."""
        return f"\x1b[31;9m{text}{_OFF}" if self.colour else f"[-{text}-]"

    def come(self, text: str) -> str:
        """Return the text marked as put in: underlined, so that it does not rest on green alone."""
        return f"\x1b[32;4m{text}{_OFF}" if self.colour else f"{{+{text}+}}"

    def strong(self, text: str) -> str:
        """Return the text as a heading."""
        return f"\x1b[1m{text}{_OFF}" if self.colour else text

    def faint(self, text: str) -> str:
        """Return the text as a remark beside."""
        return f"\x1b[2m{text}{_OFF}" if self.colour else text

    def kept(self, text: str) -> str:
        """Return words of a rewording that both sides have."""
        return f"\x1b[1m{text}{_OFF}" if self.colour else text


Piece = tuple[EditOp, str]


def marked(pieces: Iterable[Piece], screen: Screen) -> str:
    """Return the pieces as one text, what went and what came marked."""
    mark: dict[EditOp, Callable[[str], str]] = {"equal": str, "delete": screen.gone, "insert": screen.come}
    return "".join(around_words(shown(words), mark[op]) for op, words in pieces)


def shared(pieces: Iterable[Piece], screen: Screen) -> str:
    """Return the pieces as one text, what both sides have marked: in a rewording that is the smaller part."""
    return "".join(
        around_words(shown(words), screen.kept if op == "equal" and tells(words) else str) for op, words in pieces
    )


def tells(words: str) -> bool:
    """Tell whether words that two wordings share say something: a name, a figure or a word of six letters.

    >>> tells(" that the "), tells("New START")
    (False, True)
    """
    letters = max((sum(map(str.isalpha, word)) for word in words.split()), default=0)
    return letters >= 6 or any(c.isdigit() or c.isupper() for c in words.strip()[1:])


def side(pieces: Iterable[Piece], own: EditOp, screen: Screen, rewording: bool) -> str:
    """Return one side of a diff: without marks where it stands alone, what both share marked in a rewording."""
    everything = list(pieces)
    mine = [(op, words) for op, words in everything if op in ("equal", own)]
    if all(op == own for op, _ in everything):
        return shown("".join(words for _, words in mine))
    return shared(mine, screen) if rewording else marked(mine, screen)


def around_words(text: str, mark: Callable[[str], str]) -> str:
    """Mark each line of the text, leaving the white space at its ends outside.

    >>> around_words(" a b ", "<{}>".format)
    ' <a b> '
    """
    return "\n".join(map(partial(_around_line, mark=mark), text.split("\n")))


def _around_line(line: str, mark: Callable[[str], str]) -> str:
    core = line.strip()
    lead = line[: len(line) - len(line.lstrip())]
    return lead + mark(core) + line[len(lead) + len(core) :] if core else line
