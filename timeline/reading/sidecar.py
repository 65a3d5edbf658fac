"""Sidecars: what the user says of a file. `NAME.meta.toml` beside it, or one `interviews.toml` for a folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from timeline.errors import UnreadableError
from timeline.locating import is_elsewhere, stamp
from timeline.models import Span
from timeline.reading.document import Facts

FOLDER_FILE = "interviews.toml"
_OF_LINES = ("cut", "keep", "asked")
_LINES = re.compile(r"(\d+)(?:\s*-\s*(\d+))?$")


class Sidecar(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The keys of a sidecar; each may be left out."""

    date: date | None = None
    title: str = ""
    speaker: str = ""
    aliases: tuple[str, ...] = ()
    outlet: str = ""
    place: str = ""
    url: str = ""
    language: str = ""
    cut: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    people: dict[str, str] = {}
    asked: tuple[str, ...] = ()


def find_facts(path: Path, root: Path, document: str = "") -> Facts:
    """Return what the sidecars of `path` say, the nearest first; `document` is a row's id where a file holds several.

    Looked for: `NAME.meta.toml` beside the file, then `interviews.toml` in its folder and in those above, up to `root`.
    Raises UnreadableError with file and key where one is wrong: a correction must not be passed over in silence.
    """
    facts = Facts()
    for beside in (path.with_name(f"{path.name}.meta.toml"), path.with_name(f"{path.stem}.meta.toml")):
        if beside.is_file():
            facts = facts.over(_facts(read_table(beside), beside, ""))
    folder = path.parent
    while True:
        shared = folder / FOLDER_FILE
        if shared.is_file():
            facts = facts.over(_of_folder(shared, path, document))
        if folder in (root, folder.parent):
            return facts
        folder = folder.parent


def find_defaults(path: Path, root: Path) -> Facts:
    """Return what `default` says in each `interviews.toml` above `path`, the nearest first. Raises as `find_facts`."""
    facts = Facts()
    for shared in find_sidecars(path, root):
        if shared.name == FOLDER_FILE and "default" in (table := read_table(shared)):
            facts = facts.over(_facts(table["default"], shared, "default"))
    return facts


def find_sidecars(path: Path, root: Path) -> list[Path]:
    """Return the files that `find_facts` reads."""
    folders = [path.parent]
    while folders[-1] not in (root, folders[-1].parent):
        folders.append(folders[-1].parent)
    beside = [path.with_name(f"{path.name}.meta.toml"), path.with_name(f"{path.stem}.meta.toml")]
    return [p for p in (*beside, *(folder / FOLDER_FILE for folder in folders)) if p.is_file()]


def _of_folder(shared: Path, path: Path, document: str) -> Facts:
    table = read_table(shared)
    relative = path.relative_to(shared.parent).as_posix()
    names = [n for n in (document, relative, path.name, str(PurePosixPath(relative).with_suffix("")), path.stem) if n]
    facts = Facts()
    for name in dict.fromkeys(names):
        if name in table:
            facts = facts.over(_facts(table[name], shared, name))
    return facts


@lru_cache(maxsize=256)
def _cached_table(path: Path, _version: object) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableError(f"is no TOML: {error}", place=path.as_posix(), hint="Correct it") from None


def read_table(path: Path) -> Mapping[str, Any]:
    """Return what a sidecar holds, unchecked. Raises UnreadableError where it is no TOML."""
    if is_elsewhere(path):
        return _cached_table(path, stamp(path))
    status = path.stat()
    return _cached_table(path, (status.st_mtime_ns, status.st_size))


def _facts(values: object, path: Path, name: str) -> Facts:
    place = f"{path.as_posix()}: {name}" if name else path.as_posix()
    try:
        sidecar = msgspec.convert(values, Sidecar)
    except msgspec.ValidationError as error:
        keys = ", ".join(Sidecar.__struct_fields__)
        raise UnreadableError(str(error), place=place, hint=f"Its keys are {keys}") from None
    known = {k: getattr(sidecar, k) for k in Sidecar.__struct_fields__}
    known |= {k: _spans(known[k], place) for k in _OF_LINES}
    return Facts(**known | {"people": tuple(sorted(sidecar.people.items()))})


def _spans(lines: tuple[str, ...], place: str) -> tuple[Span, ...]:
    """Return "15-75" as the lines 15 to 75."""
    found = []
    for words in lines:
        m = _LINES.match(words.strip())
        if not m:
            raise UnreadableError(f'"{words}" names no lines', place=place, hint='Write them as "15-75"')
        found.append(Span(int(m[1]), int(m[2] or m[1])))
    return tuple(found)
