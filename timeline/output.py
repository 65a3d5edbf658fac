"""Writes a build's files so that whoever looks sees the old ones or the new ones, each whole.

Everything is written beside its place first and moved there at the end, the index last. A list of what was written,
and from what, lies with the files: what would come out the same is left alone, what is no longer made is removed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

from timeline.errors import TimelineError

LIST = ".timeline.json"
_LAST = "index.html"
_DAY = 86_400


class Output:
    """A folder of files that are published together: a context manager that publishes where nothing was raised."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = _read_list(folder)
        self._now: dict[str, list[str]] = {}
        self._written: set[str] = set()
        self._beside: Path | None = None

    def __enter__(self) -> Output:
        with _plain_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            _remove_left_overs(self._folder)
            self._beside = Path(tempfile.mkdtemp(prefix=".timeline-", dir=self._folder))
        return self

    def file(self, name: str, made_from: bytes, make: Callable[[], bytes | str]) -> None:
        """Publish `make()` as `name`; not made again where the file there was made from the same and is unharmed."""
        source = made_from.hex()
        path = self._folder / name
        known = self._before.get(name)
        if known and known[0] == source and path.is_file() and _digest(path.read_bytes()) == known[1]:
            self._now[name] = known
            return
        made = make()
        data = made.encode("utf-8") if isinstance(made, str) else made
        self._now[name] = [source, _digest(data)]
        self._write(name, data)

    def _write(self, name: str, data: bytes) -> None:
        if self._beside is None:
            raise RuntimeError("an output is written inside its `with` block")
        target = self._beside / name
        with _plain_errors(self._folder):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        self._written.add(name)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._publish()
        finally:
            if self._beside:
                shutil.rmtree(self._beside, ignore_errors=True)

    def _publish(self) -> None:
        rows = (f"{json.dumps(name)}: {json.dumps(self._now[name])}" for name in sorted(self._now))
        self._write(LIST, ("{\n" + ",\n".join(rows) + "\n}\n").encode())
        todo = sorted(self._written, key=lambda name: (name == LIST, name == _LAST, name), reverse=True)
        with _plain_errors(self._folder):
            try:
                self._move(todo)
            finally:  # interrupted: a few renames are left, and half of them would be worse than a moment more
                self._move(todo)
            for name in sorted(self._before.keys() - self._now.keys()):
                (self._folder / name).unlink(missing_ok=True)

    def _move(self, todo: list[str]) -> None:
        """Move files into place, the last of `todo` first, each atomically."""
        while todo and self._beside:
            target = self._folder / todo[-1]
            target.parent.mkdir(parents=True, exist_ok=True)
            if (self._beside / todo[-1]).exists():
                (self._beside / todo[-1]).replace(target)
            todo.pop()


def _read_list(folder: Path) -> dict[str, list[str]]:
    """Return what an earlier build wrote here: name to source and digest; nothing where that cannot be known."""
    try:
        found = json.loads((folder / LIST).read_bytes())
        return {
            str(name): [str(source), str(digest)]
            for name, (source, digest) in found.items()
            if not Path(name).is_absolute() and ".." not in Path(name).parts
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remove_left_overs(folder: Path) -> None:
    """Remove what builds that were killed have left beside the files; a build that still runs is younger than a day."""
    for left in folder.glob(".timeline-*"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _DAY:
                shutil.rmtree(left, ignore_errors=True)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


class _plain_errors:  # noqa: N801  used like a function
    """Turns what the disk says into an error with a place and a next step."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            hint = "What was there before is untouched. Make room, or choose another folder with --out"
            raise TimelineError(f"cannot be written: {reason}", place=self._folder.as_posix(), hint=hint) from error
