"""Alignment, diff, changes, shifts, phrases.

The stages are imported when they are asked for: whoever needs the word diff does not pay for the alignment. No module
may have the name of what it is asked for: once imported, it would stand in its place.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.comparing.align_words import spoken as spoken
    from timeline.comparing.alignment import Aligned as Aligned
    from timeline.comparing.alignment import align as align
    from timeline.comparing.briefing import brief as brief
    from timeline.comparing.diff import word_diff as word_diff
    from timeline.comparing.follow import changes as changes
    from timeline.comparing.kinds_lists import word_lists as word_lists
    from timeline.comparing.meaning import fingerprint as fingerprint
    from timeline.comparing.meaning import load_model as load_model
    from timeline.comparing.pairs import compare as compare
    from timeline.comparing.paragraphs import compare_whole as compare_whole
    from timeline.comparing.rank import shifts as shifts
    from timeline.comparing.remembering import Asked as Asked
    from timeline.comparing.remembering import Hearing as Hearing
    from timeline.comparing.remembering import Memory as Memory
    from timeline.comparing.track import phrases as phrases

_FROM = {
    "Aligned": "timeline.comparing.alignment",
    "Asked": "timeline.comparing.remembering",
    "Hearing": "timeline.comparing.remembering",
    "Memory": "timeline.comparing.remembering",
    "align": "timeline.comparing.alignment",
    "brief": "timeline.comparing.briefing",
    "changes": "timeline.comparing.follow",
    "compare": "timeline.comparing.pairs",
    "compare_whole": "timeline.comparing.paragraphs",
    "fingerprint": "timeline.comparing.meaning",
    "load_model": "timeline.comparing.meaning",
    "phrases": "timeline.comparing.track",
    "shifts": "timeline.comparing.rank",
    "spoken": "timeline.comparing.align_words",
    "word_diff": "timeline.comparing.diff",
    "word_lists": "timeline.comparing.kinds_lists",
}
__all__ = [
    "Aligned",
    "Asked",
    "Hearing",
    "Memory",
    "align",
    "brief",
    "changes",
    "compare",
    "compare_whole",
    "fingerprint",
    "load_model",
    "phrases",
    "shifts",
    "spoken",
    "word_diff",
    "word_lists",
]


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)
