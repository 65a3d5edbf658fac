"""Where files are: on this machine, or wherever fsspec reaches (https://filesystem-spec.readthedocs.io).

A place elsewhere is a `UPath` of universal-pathlib: it does what a `Path` does, and finds its files again from another
process or machine. So places travel to the workers, and each reads for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from timeline.errors import UsageError

_URL = re.compile(r"[A-Za-z][\w+.-]+(://|::)")
# What file systems call the field that changes with a file's bytes, or with each writing of them.
_CHANGES = re.compile(r"e_?tag|md5|sha|crc|checksum|generation|m_?time|modified|updated|created", re.IGNORECASE)


def located(given: str | Path) -> Path:
    """Return where the files at a path or fsspec URL are. Raises UsageError for an URL that cannot be followed."""
    if not isinstance(given, str) or not _URL.match(given):
        return Path(given) if isinstance(given, str) else given
    if given.startswith("file://") and "::" not in given:
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(given).path))
    try:
        from upath import UPath
    except ImportError as error:
        hint = "Install it: pip install 'timeline[remote]'"
        raise UsageError("an URL needs the extra 'remote'", place=given, hint=hint) from error
    with _reached(given):
        place: Any = UPath(given)
        place.fs.invalidate_cache()  # of an earlier run of this process
    return place  # type: ignore[no-any-return]  # does what a Path does


def is_elsewhere(place: Path) -> bool:
    """Tell whether the files are not on this machine's disks."""
    return not isinstance(place, Path)


def exists(place: Path) -> bool:
    """Tell whether there is something, be it a broken link. Raises UsageError where that cannot be told."""
    if not is_elsewhere(place):
        return place.exists() or place.is_symlink()
    with _reached(str(place)):
        return place.exists()


def name_of(place: Path) -> str:
    """Return the name of a file or folder as it is shown: `/` between its parts, its own name last.

    Of `zip://talks/a.txt::s3://bucket/talks.zip` that is `s3://bucket/talks.zip/talks/a.txt`.
    """
    name = place.as_posix()
    while "::" in name and is_elsewhere(place):
        inner, _, name = name.partition("::")
        name = "/".join(part for part in (name.rstrip("/"), inner.partition("://")[2].strip("/")) if part)
    return name


def stamp(place: Path) -> str:
    """Return what changes whenever a file's bytes do: their digest, or what the place elsewhere keeps with the file.

    Raises OSError where the file cannot be read.
    """
    kept = _fields(_info(place)) if is_elsewhere(place) else ""
    return kept or sha256(place.read_bytes()).hexdigest()


def stamps_below(folder: Path) -> Iterator[str]:
    """Yield the name of each file below a folder elsewhere, with its stamp. Raises UsageError as `located`."""
    there: Any = folder
    with _reached(str(folder)):
        files: Mapping[str, Mapping[str, Any]] = there.fs.find(there.path, detail=True)
    for name, info in sorted(files.items()):
        yield f"{name} {_fields(info) or sha256(there.fs.cat_file(name)).hexdigest()}"


def _info(place: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = place.fs.info(place.path)
    return found


def _fields(info: Mapping[str, Any]) -> str:
    """Return the fields that change with the file, and its size; nothing where there are none to rely on."""
    known = sorted((key, str(value)) for key, value in info.items() if _CHANGES.search(key) and value)
    return repr((*known, str(info.get("size")))) if known else ""


@contextmanager
def _reached(place: str) -> Iterator[None]:
    """Say plainly what goes wrong on the way to a place: each library raises errors of its own kinds."""
    try:
        yield
    except UsageError:
        raise
    except ImportError as error:
        raise UsageError(f"cannot be reached: {error}", place=place, hint="Install what it names with pip") from error
    except Exception as error:
        why = " ".join(str(error).split()) or type(error).__name__
        hint = "Check the URL, the network and your rights there"
        raise UsageError(f"cannot be reached: {why}", place=place, hint=hint) from error
