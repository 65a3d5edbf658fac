"""One base error, its few kinds, and the finding that a bad file becomes.

An error says what was wrong, where, and what to do next. Functions that work on one thing raise; functions
that work on many turn what was raised into a `Problem` and go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class TimelineError(Exception):
    """Something a user can put right.

    `str(error)` is one line, "place: what is wrong. Next step".
    """

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(_one_line(place, message, hint))


class UnreadableError(TimelineError):
    """A source file that cannot become an interview."""


class CodebookError(TimelineError):
    """A codebook, corrections or settings file that does not hold what it must."""


class UsageError(TimelineError):
    """A request that cannot be met as asked: an unknown name, an ambiguous prefix, an empty corpus."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding that did not stop the rest: one bad file, one doubtful date."""

    place: str
    """File, and line or key where known: `data/interviews/a.txt:3`."""
    message: str
    hint: str = ""
    """The next step, in the imperative."""
    severity: Severity = "error"

    def __str__(self) -> str:
        return _one_line(self.place, self.message, self.hint)

    @classmethod
    def of(cls, error: TimelineError, *, place: str = "", severity: Severity = "error") -> Problem:
        """Return the finding that `error` becomes when the batch goes on."""
        return cls(error.place or place, error.message, error.hint, severity)


def _one_line(place: str, message: str, hint: str) -> str:
    """Return the parts as one line.

    >>> _one_line("a.txt", "no date", "add one")
    'a.txt: no date. add one'
    """
    head = f"{' '.join(place.split(chr(10)))}: {message}" if place else message  # a file's name may hold line feeds
    return f"{head}. {hint}" if hint else head
