"""The next step where a folder is missing that nobody named: which option names one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from timeline.cli.options import DEFAULT_CORPUS, DEFAULT_THEMES
from timeline.errors import TimelineError

_HINTS = {
    DEFAULT_CORPUS[0]: "Name your transcripts with --corpus PATH",
    DEFAULT_THEMES[0]: "Name codebooks with --themes PATH, let timeline themes suggest propose some, or start with a "
    'pattern: timeline build --query NAME="PATTERN"',
}


def hinted(error: TimelineError) -> TimelineError:
    """Return the error with the option to use, where it is about a default folder that is not there."""
    hint = _HINTS.get(Path(error.place))
    if hint is None or Path(error.place).exists():
        return error
    return type(error)(error.message, place=error.place, hint=hint)


def themes_there(themes: Iterable[Path]) -> list[Path]:
    """Return the codebooks' paths, without the default folder where there is none: for what needs no codebook."""
    return [path for path in themes if path not in DEFAULT_THEMES or path.exists()]
