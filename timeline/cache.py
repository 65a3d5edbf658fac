"""Results kept between runs, found again by what they were made from.

A key is a digest of all that a result depends on: the kind of result, the code that makes it, its inputs. So nothing
is ever out of date; it is only no longer asked for. What is kept is believed only where its own digest fits. A cache
that cannot be opened, read or written costs time, never a result.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache as once
from hashlib import blake2b
from pathlib import Path

# Rooms whose code decides no result of an analysis: editing a template must recompute nothing.
_NOT_ANALYSIS = ("showing", "cli", "evaluating", "__main__.py", "choosing.py", "output.py")
# Libraries whose release decides a result.
_LIBRARIES = ("diff_match_patch", "msgspec", "polars", "rapidfuzz", "sentencex")
_KEPT_DAYS = 30
_AT_ONCE = 500  # SQLite takes 999 parameters in a statement in its oldest builds
_BUSY_SECONDS = 5.0
_DAY = 86_400
_SEAL = 16  # bytes of digest before a value


def key(kind: str, *parts: str | bytes) -> bytes:
    """Return the digest that stands for a result of `kind` made by this code from `parts`.

    >>> key("turns", "ab", "c") == key("turns", "a", "bc")
    False
    """
    digest = blake2b(code(), digest_size=20)
    for part in (kind, *parts):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


@once
def code() -> bytes:
    """Return a digest of the code that an analysis runs through: this package, its libraries, Python."""
    digest = blake2b(sys.version.encode(), digest_size=20)
    for path in code_files():
        digest.update(path.read_bytes())
    for name in sorted(_releases()):
        digest.update(name.encode())
    return digest.digest()


def code_files() -> list[Path]:
    """Return the files of this package that decide what an analysis finds, in order."""
    package = Path(__file__).parent
    found = (p for p in package.rglob("*") if p.suffix in (".py", ".toml", ".json"))
    return sorted(p for p in found if p.relative_to(package).parts[0] not in _NOT_ANALYSIS)


def _releases() -> Iterator[str]:
    """Yield the names of the libraries' metadata folders, which end in their release: found without importing."""
    for folder in {p for p in sys.path if p.endswith("site-packages")}:
        with suppress(OSError):
            names = (path.name for path in Path(folder).iterdir())
            yield from (n for n in names if n.endswith(".dist-info") and n.startswith(_LIBRARIES))


def default_folder() -> Path | None:
    """Return `$TIMELINE_CACHE`, or the folder where this platform keeps caches; None where it is set to nothing."""
    named = os.environ.get("TIMELINE_CACHE")
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("timeline", appauthor=False)


class Cache:
    """Results by key, in one SQLite file that several commands may use at once."""

    def __init__(self, folder: Path | None) -> None:
        """Keep results below `folder`; with None, keep nothing and find nothing."""
        self._path = folder / "results.sqlite" if folder else None
        self._open: sqlite3.Connection | None = None

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is kept under `keys`; those that are missing or damaged are left out."""
        found: dict[bytes, bytes] = {}
        self._attempt(lambda file: _find(file, keys, found))
        return found

    def put(self, results: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep results, all of them or none."""
        self._attempt(lambda file: _keep(file, results))

    def missing(self, keys: Sequence[bytes]) -> set[bytes]:
        """Return those of `keys` under which nothing is kept."""
        there: set[bytes] = set()
        self._attempt(lambda file: there.update(_there(file, keys)))
        return set(keys) - there

    def drop(self, keys: Sequence[bytes]) -> None:
        """Keep nothing under `keys` any longer."""
        if keys:
            self._attempt(lambda file: _drop(file, keys))

    def _attempt(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do something with the open file, if there is one; an unsound file is removed, to be made anew next time."""
        if self._path is None:
            return
        try:
            self._open = self._open or _connect(self._path)
            work(self._open)
        except (sqlite3.Error, OSError) as error:
            self.close()
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
                with suppress(OSError):
                    self._path.unlink()
            self._path = None

    def close(self) -> None:
        """Let go of the file."""
        if self._open:
            self._open.close()
        self._open = None


def _find(file: sqlite3.Connection, keys: Sequence[bytes], found: dict[bytes, bytes]) -> None:
    """Add the sound ones among the kept values to `found`, and note that they were of use today."""
    day = _today()
    for asked, marks in _in_parts(keys):
        rows = file.execute(f"SELECT key, value FROM results WHERE key IN ({marks})", asked)  # noqa: S608
        values = [(k, v[:_SEAL], v[_SEAL:]) for k, v in rows]
        found.update((k, value) for k, seal, value in values if seal == _seal(k, value))
        _drop(file, [k for k, _, _ in values if k not in found])  # unsound: it would stand in the way of a sound one
    for asked, marks in _in_parts(list(found)):
        # at most one write a day, so that commands that only read do not wait for each other
        if file.execute(f"SELECT 1 FROM results WHERE used < {day} AND key IN ({marks}) LIMIT 1", asked).fetchone():  # noqa: S608
            file.execute(f"UPDATE results SET used = {day} WHERE key IN ({marks})", asked)  # noqa: S608


def _there(file: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[bytes]:
    for asked, marks in _in_parts(keys):
        yield from (k for (k,) in file.execute(f"SELECT key FROM results WHERE key IN ({marks})", asked))  # noqa: S608


def _drop(file: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    for asked, marks in _in_parts(keys):
        file.execute(f"DELETE FROM results WHERE key IN ({marks})", asked)  # noqa: S608


def _keep(file: sqlite3.Connection, results: Iterable[tuple[bytes, bytes]]) -> None:
    """Write values with their seals, and let go of what nobody asked for in a month."""
    day = _today()
    with file:
        file.execute("BEGIN IMMEDIATE")
        sealed = ((k, day, _seal(k, v) + v) for k, v in results)
        file.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", sealed)
        file.execute("DELETE FROM results WHERE used < ?", (day - _KEPT_DAYS,))


def _in_parts(keys: Sequence[bytes]) -> Iterator[tuple[Sequence[bytes], str]]:
    """Yield the keys in as many as one statement takes, with as many question marks."""
    for n in range(0, len(keys), _AT_ONCE):
        asked = keys[n : n + _AT_ONCE]
        yield asked, ",".join("?" * len(asked))


def _seal(name: bytes, value: bytes) -> bytes:
    """Return the digest by which a kept value is known to be whole and to belong to its key."""
    return blake2b(value, key=name, digest_size=_SEAL).digest()


def _today() -> int:
    return int(time.time() // _DAY)


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    # A result that a power cut loses is made again; waiting for the disk would cost more than making it.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, used INTEGER, value BLOB)")
    return connection
