"""Waits for files to change: whoever iterates builds once for each round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from timeline.errors import UsageError

_REST_MS = 800
"""Changes are gathered until none comes for so long: a scraper writes many files one after the other."""
_FIRST_MS = 200


def rounds(paths: Sequence[Path], out: Path) -> Iterator[frozenset[Path]]:
    """Yield at once, then whenever something at `paths` has changed, with what changed; end at Ctrl-C.

    What changes while a round is worked on is the next round's. Changes below `out` are the work's own.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        hint = "Install it: pip install 'timeline[watch]'"
        raise UsageError("--watch needs the extra 'watch'", hint=hint) from error
    if far := next((path for path in paths if not isinstance(path, Path)), None):
        raise UsageError("cannot be watched: it is not on this machine", place=str(far), hint="Leave out --watch")
    folders = {path if path.is_dir() else path.parent for path in paths}
    own = out.resolve()
    # waiting for a first moment starts the watch, so that nothing is missed during the first round
    pace = {"debounce": 4 * _REST_MS, "step": _REST_MS, "rust_timeout": _FIRST_MS, "yield_on_timeout": True}
    waiting = watch(*folders, watch_filter=None, raise_interrupt=False, **pace)  # type: ignore[arg-type]
    first = True
    for found in waiting:
        changed = frozenset(p for _, name in found if own not in (p := Path(name)).parents and p != own)
        if first or changed:
            first = False
            yield changed
