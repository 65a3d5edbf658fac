"""What decides how things are shown, besides what is shown: this room's code, templates and assets."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def digest() -> bytes:
    """Return a digest of this room's code, templates and assets."""
    found = blake2b(digest_size=20)

    def add(folder: Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.is_dir():
                add(entry)
            elif not entry.name.endswith(".pyc"):
                found.update(entry.name.encode() + entry.read_bytes())

    add(files("timeline.showing"))
    return found.digest()
