"""Which files are read: the paths as given, folders walked in order of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import Problem, UnreadableError, UsageError

# What can be a transcript, by the end of the name.
SUFFIXES = (".txt", ".text")
# A transcript of ten hours has less than 1 MB; beyond this the file is something else.
LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    path: Path
    file: str
    """The path as given, `/` between its parts."""


def find_sources(paths: Sequence[str | Path]) -> tuple[list[Source], list[Problem]]:
    """Return the files at `paths`, each once, in order of their names, and what could not be looked into.

    Raises UsageError for a path that does not exist and for a folder without transcripts.
    """
    found: dict[Path, Source] = {}
    problems: list[Problem] = []
    for given in map(Path, paths):
        if not given.exists() and not given.is_symlink():
            raise UsageError("does not exist", place=given.as_posix(), hint="Check the path")
        inside = list(_walk(given, problems)) if given.is_dir() else [given]
        if given.is_dir() and not inside:
            hint = f"Put transcripts into it ({', '.join(SUFFIXES)})"
            raise UsageError("no transcripts in this folder", place=given.as_posix(), hint=hint)
        for path in inside:
            found.setdefault(_identity(path), Source(path, path.as_posix()))
    return sorted(found.values(), key=lambda s: s.file), problems


def read_bytes(source: Source) -> bytes:
    """Return the bytes of a file; raises UnreadableError where it cannot be opened or is too large."""
    try:
        size = source.path.stat().st_size
        if not source.path.is_file():
            raise UnreadableError("is no file", place=source.file, hint="Leave it out")
        if size > LARGEST:
            message = f"has {size // 1_000_000} MB, more than the {LARGEST // 1_000_000} MB that are read"
            raise UnreadableError(message, place=source.file, hint="Split it, or leave it out")
        return source.path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableError(f"cannot be opened: {reason}", place=source.file, hint="Check file and rights") from None


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a circular link is reported when it is read
        return path.absolute()


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield the transcripts below `folder`; links to folders are not followed, so that no circle is walked."""
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        problems.append(
            Problem(folder.as_posix(), f"cannot be opened: {(error.strerror or '').lower()}", "Check rights")
        )
        return
    for path in entries:
        if path.name.startswith((".", "_", "~")):
            continue
        if path.is_dir() and not path.is_symlink() and path.suffix.lower() not in SUFFIXES:
            yield from _walk(path, problems)
        elif path.suffix.lower() in SUFFIXES:
            yield path
