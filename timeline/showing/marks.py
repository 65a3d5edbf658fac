"""Marks for words that went, came or stayed, with colour and without."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from timeline.models import Diff, EditOp
from timeline.showing.cells import shown

_OFF = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Screen:
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


def inline(diff: Diff, screen: Screen) -> str:
    """Return both wordings in one text, what went and what came marked."""
    return _join(diff.pieces(), screen)


def old_side(diff: Diff, screen: Screen) -> str:
    """Return the old wording, what went from it marked; without marks where the two share too little."""
    if not diff.new or not diff.old:
        return shown(diff.old)
    pieces = ((op, words) for op, words in diff.pieces() if op != "insert")
    return _shared(pieces, screen) if diff.rewording else _join(pieces, screen)


def new_side(diff: Diff, screen: Screen) -> str:
    """Return the new wording, what came to it marked; without marks where the two share too little."""
    if not diff.new or not diff.old:
        return shown(diff.new)
    pieces = ((op, words) for op, words in diff.pieces() if op != "delete")
    return _shared(pieces, screen) if diff.rewording else _join(pieces, screen)


def _join(pieces: Iterable[tuple[EditOp, str]], screen: Screen) -> str:
    mark: dict[EditOp, Callable[[str], str]] = {"equal": str, "delete": screen.gone, "insert": screen.come}
    return "".join(_around_words(shown(words), mark[op]) for op, words in pieces)


def _shared(pieces: Iterable[tuple[EditOp, str]], screen: Screen) -> str:
    """Mark what stayed rather than what went: in a rewording that is the smaller part."""
    return "".join(_around_words(shown(words), screen.kept if op == "equal" else str) for op, words in pieces)


def _around_words(text: str, mark: Callable[[str], str]) -> str:
    """Mark each line of the text, leaving the white space at its ends outside."""
    lines = []
    for line in text.split("\n"):
        core = line.strip()
        lead = line[: len(line) - len(line.lstrip())]
        lines.append(lead + mark(core) + line[len(lead) + len(core) :] if core else line)
    return "\n".join(lines)
