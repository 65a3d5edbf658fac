"""Alignment, diff, changes, shifts, phrases.

The stages are imported when they are asked for: whoever needs the word diff does not pay for the alignment.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.comparing.alignment import Aligned as Aligned
    from timeline.comparing.alignment import align as align
    from timeline.comparing.diff import word_diff as word_diff

_FROM = {
    "Aligned": "timeline.comparing.alignment",
    "align": "timeline.comparing.alignment",
    "word_diff": "timeline.comparing.diff",
}
__all__ = ["Aligned", "align", "word_diff"]


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)
