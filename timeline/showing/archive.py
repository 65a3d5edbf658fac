"""Everything that was found in one file, so that an export can be opened again: the same tables, the same pages.

The tables are made to be read; they hold quotes and words, not every span that a page marks. `analysis.json` holds it
all, the texts included, as JSON of the words in `timeline.models`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import msgspec

from timeline.errors import UnreadableError
from timeline.models import Analysis, Change, Diff

NAME: Final = "analysis.json"
FORMAT: Final = 1
"""Raised where an older archive can no longer be read."""
_NO_CHANGE = Change("", "", "", "", None, None, Diff("", "", (), 0.0))


class Archive(msgspec.Struct, frozen=True):
    """An analysis in its lean form: a shift is kept with the number of its change, which is there once."""

    format: int
    analysis: Analysis
    change_of: tuple[int, ...]


def archived(analysis: Analysis) -> bytes:
    """Return the analysis as JSON."""
    number = {id(change): n for n, change in enumerate(analysis.changes)}
    of = tuple(number[id(shift.change)] for shift in analysis.shifts)
    lean = replace(analysis, shifts=tuple(replace(shift, change=_NO_CHANGE) for shift in analysis.shifts))
    return msgspec.json.encode(Archive(FORMAT, lean, of))


def restored(content: bytes, *, place: str = "analysis.json") -> Analysis:
    """Return the analysis that `archived` wrote. Raises UnreadableError for anything else, naming `place`."""
    try:
        found = msgspec.json.decode(content, type=Archive)
        changes = found.analysis.changes
        pairs = zip(found.analysis.shifts, found.change_of, strict=True)
        shifts = tuple(replace(shift, change=changes[n]) for shift, n in pairs)
    except (msgspec.DecodeError, ValueError, IndexError) as error:
        hint = "Write it anew: timeline export"
        raise UnreadableError(f"is no archive of this version: {error}", place=place, hint=hint) from error
    return replace(found.analysis, shifts=shifts)
