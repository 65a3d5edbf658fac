"""Which files are read: the paths as given, folders walked in order of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from timeline.errors import Problem, UnreadableError, UsageError
from timeline.locating import exists, is_elsewhere, located, name_of
from timeline.reading.formats import SUFFIXES

# A transcript of ten hours has less than 1 MB, a table of 10,000 transcripts 200 MB; beyond this a file is something
# else, or has to be split: it is read into memory whole.
LARGEST = 50_000_000
LARGEST_TABLE = 1_000_000_000
_TABLES = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet")
# Parts of a ParlaMint corpus that hold no sitting.
_LISTS = ("listperson", "listorg", "taxonomy")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    path: Path
    file: str
    """The path as given, `/` between its parts."""
    root: Path
    """The folder that was given, or the file's own."""
    people: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Names of the ids that TEI files of its folder use."""


def find_sources(paths: Sequence[str | Path]) -> tuple[list[Source], list[Problem]]:
    """Return the files at `paths`, each once, in order of their names, and what could not be looked into.

    Raises UsageError for a path that does not exist and for a folder without transcripts.
    """
    found: dict[Path, Source] = {}
    problems: list[Problem] = []
    for given in map(located, paths):
        if not exists(given):
            raise UsageError("does not exist", place=given.as_posix(), hint="Check the path")
        inside = list(_walk(given, problems)) if given.is_dir() else [given]
        if given.is_dir() and not inside and not problems:
            hint = f"Put transcripts into it ({', '.join(SUFFIXES)})"
            raise UsageError("no transcripts in this folder", place=given.as_posix(), hint=hint)
        root = given if given.is_dir() else given.parent
        for path in inside:
            found.setdefault(_identity(path), Source(path, name_of(path), root))
    return _with_people(sorted(found.values(), key=lambda s: s.file), problems), problems


def read_bytes(source: Source) -> bytes:
    """Return the bytes of a file; raises UnreadableError where it cannot be opened or is too large."""
    try:
        size = source.path.stat().st_size
        if not source.path.is_file():
            raise UnreadableError("is a folder or a device, no file", place=source.file, hint="Rename or leave it out")
        largest = LARGEST_TABLE if source.path.suffix.lower() in _TABLES else LARGEST
        if size > largest:
            message = f"has {size // 1_000_000} MB, more than the {largest // 1_000_000} MB that are read"
            raise UnreadableError(message, place=source.file, hint="Split it, or leave it out")
        return source.path.read_bytes()
    except UnreadableError:
        raise
    except Exception as error:
        if not isinstance(error, OSError | RuntimeError) and not is_elsewhere(source.path):
            raise
        reason = (getattr(error, "strerror", "") or str(error)).lower()
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
    except Exception as error:
        if not isinstance(error, OSError) and not is_elsewhere(folder):
            raise
        reason = (getattr(error, "strerror", "") or str(error)).lower()
        problems.append(Problem(folder.as_posix(), f"cannot be opened: {reason}", "Check rights"))
        return
    for path in entries:
        if path.name.startswith((".", "_", "~")):
            continue
        known = path.suffix.lower() in SUFFIXES
        if path.is_dir() and not path.is_symlink() and not known:
            yield from _walk(path, problems)
        elif known:
            yield path


def _is_list(path: Path) -> bool:
    """Tell whether an XML file is the root of a corpus or one of its lists, not a sitting."""
    if path.suffix.lower() != ".xml":
        return False
    if any(part in path.name.lower() for part in _LISTS):
        return True
    try:
        with path.open("rb") as opened:
            return b"<teiCorpus" in opened.read(2000)
    except Exception:  # whatever it is, reading will meet it too, and say it
        return False


def _with_people(sources: Sequence[Source], problems: list[Problem]) -> list[Source]:
    """Return the sources without the lists of a TEI corpus; its other files get the names that they hold."""
    lists = [s for s in sources if _is_list(s.path)]
    if not lists:
        return list(sources)
    from timeline.reading.formats.tei import read_people

    people: dict[str, str] = {}
    for source in lists:
        try:
            people |= read_people(source.file, read_bytes(source))
        except UnreadableError as error:
            problems.append(Problem.of(error, place=source.file))
    return [replace(s, people=people) if s.path.suffix.lower() == ".xml" else s for s in sources if s not in lists]
