"""How a stage runs over many items: what is kept from earlier runs is reused, the rest is spread over the workers.

A stage is a module-level function of one plain value. Its results are frozen data that msgspec can write; so they can
be kept, and can come from another process or machine.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import is_dataclass
from functools import cache
from io import BytesIO
from types import TracebackType
from typing import Any, Protocol, TypeVar

import msgspec

from timeline.cache import Cache, key
from timeline.models import Interview
from timeline.packing import pack_interview, unpack_interview
from timeline.workers import Here, cores, executor, few_collections, in_order

Item = TypeVar("Item")
Result = TypeVar("Result")

_PIECE = 32
"""Items handed out together: with some 3 ms an item, handing over their 20 kB each is lost in it."""
_AHEAD = 4
"""Pieces handed out for each worker: enough that none waits, few enough that results do not pile up."""
_WORTH_PROCESSES = 200
"""Items from which new processes pay: two take 0.5 s to start, 200 items some 0.6 s to work on."""


_EARLIER = 4
"""Results of one line that stay: those of two speakers looked at by turns, each before and after a change."""


class Progress(Protocol):
    """Is told what is being done, how far it is, and how much there is."""

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """Hear that `done` of `total` are done; 0 of 0 where nobody can know."""


def silent(step: str, done: int = 0, total: int = 0, /) -> None:
    """Tell nobody."""


class Made(Sequence[Item]):
    """Items too large to be there all at once: each is made when it is asked for."""

    def __init__(self, make: Callable[[int], Item], count: int) -> None:
        self._make, self._count = make, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, n: Any) -> Any:
        return self._make(n)


class Stages:
    """Where stages run, what they reuse, and who hears of their progress. Decides nothing of what they find."""

    def __init__(
        self, cache: Cache | None = None, *, workers: int = 0, scheduler: str = "", progress: Progress = silent
    ) -> None:
        """Run in `workers` processes, as many as there are cores where it is 0 and the work is worth them, 1 for here;
        or on the Dask scheduler at an address."""
        self.cache = cache or Cache(None)
        self.progress = progress
        self._workers, self._scheduler = workers, scheduler
        self._pool: Executor = Here()
        self._spread = 1
        self._lean: set[type] = set()  # what stages gave: it came as MessagePack, and may go on as such
        self._open = ExitStack()

    def __enter__(self) -> Stages:
        self._open.enter_context(few_collections())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cache.close()
        self._open.__exit__(kind, error, at)

    def each(
        self,
        step: str,
        work: Callable[[Item], object],
        items: Sequence[Item],
        identities: Iterable[Sequence[str | bytes]],
        kind: type[Result],
    ) -> list[Result]:
        """Return `work(item)` for each item, in their order.

        An identity tells an item apart by all that decides its result; `kind` is what the results are, or msgspec.Raw
        for them to stay MessagePack.
        """
        keys = [name_of(work, parts) for parts in identities]
        decoder = msgspec.msgpack.Decoder(kind)
        if is_dataclass(kind):
            self._lean.add(kind)
        done = {k: result for k, data in self.cache.get(keys).items() if (result := _read(decoder, data)) is not None}
        todo = {k: n for n, k in enumerate(keys) if k not in done}
        count = len(todo)
        self.progress(step, len(items) - count, len(items))
        for made in self._work(work, items, todo):
            self.cache.put(made)
            done.update((k, decoder.decode(data)) for k, data in made)
            count -= len(made)
            self.progress(step, len(items) - count, len(items))
        return [done[k] for k in keys]

    def earlier(self, line: bytes) -> bytes:
        """Return the latest result of a line; nothing where there is none."""
        names = self._names(line)
        return self.cache.get(names[:1]).get(names[0], b"") if names else b""

    def succeed(self, line: bytes, name: bytes) -> None:
        """Note that the result kept under `name` is the latest of a line; all but the last few of it are dropped."""
        names = list(dict.fromkeys([name, *self._names(line)]))
        self.cache.put([(line, b"".join(names[:_EARLIER]))])
        self.cache.drop(names[_EARLIER:])

    def _names(self, line: bytes) -> list[bytes]:
        names, size = self.cache.get([line]).get(line, b""), len(line)
        return [names[n : n + size] for n in range(0, len(names), size)]

    def _work(
        self, work: Callable[[Item], object], items: Sequence[Item], todo: dict[bytes, int]
    ) -> Iterator[list[tuple[bytes, bytes]]]:
        """Yield the results of the items whose places are in `todo` with their keys, a piece at a time."""
        pool = self._pool_for(len(todo))
        size = max(1, min(_PIECE, len(todo) // (4 * self._spread)))
        keys = list(todo)
        pieces = [keys[n : n + size] for n in range(0, len(keys), size)]
        handed = ((work, [items[todo[k]] for k in piece]) for piece in pieces)
        if isinstance(pool, Here):
            found = in_order(pool, _do, handed, 1)
        else:
            ahead = self._spread * (_AHEAD if size > 1 else 1)  # of a few large items, as many as are worked on
            found = in_order(pool, _do_packed, ([_packed(each, self._lean)] for each in handed), ahead)
        for piece, results in zip(pieces, found, strict=True):
            yield list(zip(piece, results, strict=True))

    def _pool_for(self, items: int) -> Executor:
        """Return where to run so many items; what was opened once stays open for the stages that follow."""
        asked = self._workers or (cores() if items >= _WORTH_PROCESSES else 1)
        if isinstance(self._pool, Here) and items and (asked > 1 or self._scheduler):
            self._pool = self._open.enter_context(executor(asked, self._scheduler))
            self._spread = asked if not self._scheduler else _CLUSTER_AHEAD
        return self._pool


_CLUSTER_AHEAD = 64
"""Workers that a cluster may have: it tells no executor."""


def name_of(work: Callable[[Any], object], identity: Sequence[str | bytes]) -> bytes:
    """Return the key under which the result of `work` on the item of this identity is kept."""
    return key(f"{work.__module__}.{work.__qualname__}", *identity)


def _read(decoder: msgspec.msgpack.Decoder[Result], data: bytes) -> Result | None:
    try:
        return decoder.decode(data)
    except msgspec.DecodeError:
        return None


def _do(handed: tuple[Callable[[Any], Any], list[Any]]) -> list[bytes]:
    """Work on one piece, wherever this runs."""
    work, items = handed
    encode = msgspec.msgpack.Encoder().encode
    return [encode(work(item)) for item in items]


def _do_packed(handed: list[bytes]) -> list[bytes]:
    """Work on one piece that came from another process or machine; it is taken, so that it is not held twice."""
    return _do(pickle.loads(handed.pop()))  # noqa: S301  comes from the process that this one works for


def _packed(handed: object, lean: set[type]) -> bytes:
    written = BytesIO()
    _Packer(written, lean).dump(handed)
    return written.getvalue()


class _Packer(pickle.Pickler):
    """Pickles, but some types as MessagePack: measured on 200 interviews of 20 kB, carrying them
    takes 0.17 s so, and took 1.3 s, a sixth of all the work."""

    def __init__(self, file: BytesIO, lean: set[type]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._lean = lean

    def reducer_override(self, found: object) -> Any:
        """Return how to make the object again; NotImplemented where pickle knows better."""
        kind = type(found)
        if kind is Interview:
            return unpack_interview, (pack_interview(found),)  # type: ignore[arg-type]
        if kind not in self._lean:
            return NotImplemented
        try:
            return _unpacked, (kind, msgspec.msgpack.encode(found))
        except (TypeError, ValueError):  # holds what MessagePack cannot: half a surrogate pair
            return NotImplemented


def _unpacked(kind: Any, data: bytes) -> Any:
    return _decoder(kind).decode(data)


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
