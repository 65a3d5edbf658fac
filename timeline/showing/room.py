"""What decides how things are shown, besides what is shown: this room's code, templates and assets."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def digest() -> bytes:
    """Return a digest of this room's code, templates and assets."""
    found = blake2b(digest_size=20)

    def add(folder: Path) -> None:
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.is_dir():
                add(entry)
            elif not entry.name.endswith(".pyc"):
                found.update(entry.name.encode() + entry.read_bytes())

    add(Path(__file__).parent)
    return found.digest()
