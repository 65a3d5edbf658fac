"""Writes a build's files so that whoever looks sees the old ones or the new ones, each whole.

Everything is written beside its place first. Where all is there, one rename of that folder decides that it holds from
now on; then its files are moved into place, the index last. No system moves several files at once: a process killed
among the moves leaves pages of two builds, each whole, and the renamed folder, by which the next build knows to finish
before it begins. A list of what was written, and from what, lies with the files: what would come out the same is left
alone, what is no longer made is removed.
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
READY = ".timeline-ready"
_LAST = "index.html"
_DAY = 86_400


class Output:
    """A folder of files that are published together: a context manager that publishes where nothing was raised."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: dict[str, list[str]] = {}
        self._now: dict[str, list[str]] = {}
        self._beside: Path | None = None

    def __enter__(self) -> Output:
        with _plain_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            _remove_left_overs(self._folder)
            _finish(self._folder)
            self._before = _read_list(self._folder)
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

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._publish()
        finally:
            if self._beside:
                shutil.rmtree(self._beside, ignore_errors=True)

    def _publish(self) -> None:
        if self._beside is None or (self._now == self._before and not any(self._beside.iterdir())):
            return
        rows = (f"{json.dumps(name)}: {json.dumps(self._now[name])}" for name in sorted(self._now))
        self._write(LIST, ("{\n" + ",\n".join(rows) + "\n}\n").encode())
        with _plain_errors(self._folder):
            while True:
                try:
                    self._beside.rename(self._folder / READY)
                    break
                except OSError:
                    if not (self._folder / READY).exists():
                        raise
                    _finish(self._folder)  # another build of this folder decided a moment ago
            try:
                _finish(self._folder)
            finally:  # interrupted: a few renames are left, and half of them would be worse than a moment more
                _finish(self._folder)


def _finish(folder: Path) -> None:
    """Move into place what a build has decided on: the index after the pages, the list last, as the sign of the end."""
    ready = folder / READY
    if not ready.is_dir():
        return
    if now := _read_list(ready):
        names = {path.relative_to(ready).as_posix() for path in ready.rglob("*") if path.is_file()}
        for name in sorted(names - {LIST}, key=lambda name: (name == _LAST, name)):
            _move(ready / name, folder / name)
        for name in sorted(_read_list(folder).keys() - now.keys()):
            (folder / name).unlink(missing_ok=True)
        _move(ready / LIST, folder / LIST)
    shutil.rmtree(ready, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    """Put a file in its place, atomically; another build of the same folder may have done it already."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except FileNotFoundError:
        if source.exists():
            raise


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
    for left in set(folder.glob(".timeline-*")) - {folder / READY}:
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
            place = self._folder.as_posix()
            if (self._folder / READY).exists():
                hint = "Some pages are new already, each whole: put that right and build again, which finishes it"
                place = str(error.filename2 or error.filename or place)
            raise TimelineError(f"cannot be written: {reason}", place=place, hint=hint) from error
