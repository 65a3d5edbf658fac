"""An interview as the parts that its source was taken apart into, in plain data: for `timeline show`."""

from __future__ import annotations

from msgspec import Struct

from timeline.models import BlockKind, Interview


class Part(Struct, frozen=True):
    """One block of an interview, ready to be shown."""

    kind: BlockKind
    turn: int
    """The turn's number, from 1; 0 for headings and margins."""
    speaker: str
    line: int
    """The line of the source, from 1, in which it begins."""
    words: str
    """What was said, or the heading, or the margin: a slice of the source."""
    start: int
    end: int


def outline(interview: Interview, *, margins: bool = False) -> tuple[Part, ...]:
    """Return the parts of an interview in order; what was left out only with `margins`."""
    parts: list[Part] = []
    turn, line, at = 0, 1, 0
    for block in interview.blocks:
        spoken = block.kind not in ("heading", "margin")
        turn += spoken
        line += interview.text.count("\n", at, block.start)
        at = block.start
        first = line + interview.text.count("\n", block.start, block.said.start)
        if block.said.start < block.said.end and (margins or block.kind != "margin"):
            words = block.said.of(interview.text)
            number = turn if spoken else 0
            parts.append(Part(block.kind, number, block.speaker, first, words, block.said.start, block.said.end))
    return tuple(parts)
