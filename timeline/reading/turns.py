"""Turns: the lines of a text put together to blocks that tile it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from timeline.models import Block, BlockKind, Span
from timeline.text import stripped


class Start(Struct, frozen=True):
    """A block begins here."""

    at: int
    kind: BlockKind
    said: int
    """Where the words said begin: behind the label."""
    speaker: str = ""
    continued: bool = False


def tile(text: str, starts: Sequence[Start]) -> tuple[Block, ...]:
    """Return blocks from each start to the next: in order, no gap, no overlap; neighbouring margins are one.

    White space before the first start belongs to the first block, all other to the block before it.
    """
    merged: list[Start] = []
    for s in starts:
        if not (merged and s.kind == "margin" == merged[-1].kind):
            merged.append(s)
    if not merged:
        return (Block("margin", 0, len(text), stripped(text, 0, len(text))),) if text else ()
    blocks = []
    for n, s in enumerate(merged):
        start = 0 if n == 0 else s.at
        end = merged[n + 1].at if n + 1 < len(merged) else len(text)
        said = _without_markup(text, stripped(text, min(s.said, end), end))
        blocks.append(Block(s.kind, start, end, Span(said.start, max(said.start, said.end)), s.speaker, s.continued))
    return tuple(blocks)


def _without_markup(text: str, said: Span) -> Span:
    """Return what was said without the asterisks around it, or those that a label's markup left at one end."""
    if said.start == said.end or not (text[said.start] in "*_" or text[said.end - 1] in "*_"):
        return said
    for sign in ("**", "__", "*", "_"):
        wrapped = text.startswith(sign, said.start, said.end) and text.endswith(sign, said.start, said.end)
        if wrapped and text.count(sign, said.start, said.end) == 2 and said.end - said.start > 2 * len(sign):
            return stripped(text, said.start + len(sign), said.end - len(sign))
    for sign in ("**", "__"):
        if text.endswith(sign, said.start, said.end) and text.count(sign, said.start, said.end) % 2:
            return stripped(text, said.start, said.end - 2)
        if text.startswith(sign, said.start, said.end) and text.count(sign, said.start, said.end) % 2:
            return stripped(text, said.start + 2, said.end)
    return said
