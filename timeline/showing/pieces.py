"""Pieces of a page, found again by all that decides them: a new interview leaves most of a theme's page as it was."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

import msgspec

from timeline.showing import room


class Pieces:
    """The pieces of one page, those of an earlier build among them."""

    def __init__(self, kept: bytes = b"") -> None:
        """`kept`: what `packed` returned in an earlier build. What cannot be read is made again."""
        try:
            self._earlier = msgspec.msgpack.decode(kept, type=dict[bytes, str]) if kept else {}
        except msgspec.DecodeError:
            self._earlier = {}
        self._now: dict[bytes, str] = {}

    def piece(self, made_from: object, make: Callable[[], str]) -> str:
        """Return the piece that `make` makes of plain data; not made again where it was made of the same, by this code.

        >>> pieces = Pieces()
        >>> pieces.piece(["a", 1], lambda: "<p>a"), Pieces(pieces.packed()).piece(["a", 1], lambda: "never made")
        ('<p>a', '<p>a')
        """
        name = blake2b(msgspec.msgpack.encode(made_from), key=room.digest(), digest_size=16).digest()
        found = self._now.get(name) or self._earlier.get(name) or make()
        self._now[name] = found
        return found

    def packed(self) -> bytes:
        """Return what is to be kept: the pieces that were asked for, no older ones."""
        return msgspec.msgpack.encode(self._now)
