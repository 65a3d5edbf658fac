"""timeline shows how an official's position changes, word by word, from one interview to the next.

>>> import timeline
>>> analysis = timeline.load("data/interviews", themes="data/themes/new-start-extension.toml")
>>> sheet = timeline.compare(analysis, "2019-09-04", "2020-12-29")
>>> sum(entry.state == "changed" for entry in sheet.entries) > 0
True
>>> timeline.frame(analysis, "statements").height == len(analysis.statements)
True

`load` reads and analyses, `reopen` opens an export again; `select`, `shifts`, `compare` and `trace` ask; `figure`,
`frame` and `render` show. The words that they return are those of `timeline.models`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.api import compare, figure, frame, load, render, reopen, select, shifts, trace
    from timeline.errors import TimelineError

__version__ = "0.1.0"
__all__ = ["TimelineError", "compare", "figure", "frame", "load", "render", "reopen", "select", "shifts", "trace"]


def __getattr__(name: str) -> Any:
    """Import a name of the API when it is asked for: `timeline --help` must not pay for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("timeline.errors" if name == "TimelineError" else "timeline.api"), name)
