"""Where the stages run: in this process, in spawned processes, or on a Dask cluster. One code path for all.

A piece of work is a function of plain data that can be pickled. Results come in the order of the pieces, so that they
are the same wherever the work was done.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

from timeline.errors import UsageError

Piece = TypeVar("Piece")
Result = TypeVar("Result")

_COLLECTED_EVERY = 200_000
"""New objects after which Python looks for cycles among them. Results are plain data without any; by default Python
would walk through all of a large analysis again and again while it grows, a fifth to two thirds of the time."""


@contextmanager
def few_collections() -> Iterator[None]:
    """Let Python look for cycles of garbage seldom while much plain data is made."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECTED_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Here(Executor):
    """Runs each piece when it is handed over, in this process."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Return the finished future."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # handed to whoever asks for the result, as every executor does
            future.set_exception(error)
        return future


@contextmanager
def executor(workers: int = 1, scheduler: str = "") -> Iterator[Executor]:
    """Yield where to run: on the Dask scheduler at an address, in `workers` new processes, or here where it is 1.

    What is not begun when the block is left early, by Ctrl-C for one, is never begun.
    """
    if scheduler:
        with _cluster(scheduler) as there:
            yield there
        return
    pool = _processes(workers) if workers > 1 else Here()
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def in_order(pool: Executor, work: Callable[[Piece], Result], pieces: Iterable[Piece], ahead: int) -> Iterator[Result]:
    """Yield `work(piece)` for each piece, in their order, so many of them handed out at once.

    Where a worker process dies, what it had not done is done here.

    >>> list(in_order(Here(), str.upper, "abc", 1))
    ['A', 'B', 'C']
    """
    waiting: deque[tuple[Piece, Future[Result] | None]] = deque()
    for piece in pieces:
        waiting.append((piece, _submitted(pool, work, piece)))
        if len(waiting) >= ahead:
            yield _result(work, *waiting.popleft())
    while waiting:
        yield _result(work, *waiting.popleft())


def _submitted(pool: Executor, work: Callable[[Piece], Result], piece: Piece) -> Future[Result] | None:
    """Return the future, or None where the pool has broken."""
    try:
        return pool.submit(work, piece)
    except BrokenExecutor:
        return None


def _result(work: Callable[[Piece], Result], piece: Piece, future: Future[Result] | None) -> Result:
    try:
        return future.result() if future else work(piece)
    except BrokenExecutor:
        return work(piece)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processes(workers: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawn is the one start method that every platform has and that no thread of ours can upset
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_the_parent)


def _follow_the_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it: a worker whose parent was killed would wait for work for ever."""
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_COLLECTED_EVERY)
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        hint = "Install it: pip install 'timeline[cluster]'"
        raise UsageError("--scheduler needs the extra 'cluster'", hint=hint) from error
    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        hint = "Start one with `dask scheduler`, or check the address"
        raise UsageError("no Dask scheduler answers there", place=address, hint=hint) from error
    with client:
        yield client.get_executor(pure=False)
