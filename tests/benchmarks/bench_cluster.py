"""What a cluster costs: the same build in one process, in two, and on two Dask workers of this machine."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.bench_build import build, corpus
from tests.benchmarks.bench_rebuild import contents
from tests.benchmarks.measuring import ROOT, Goal, Table, environment, publish_for, python


@contextmanager
def cluster(workers: int, scratch: Path) -> Iterator[str]:
    """Yield the address of a scheduler with so many workers of one thread each, on this machine."""
    options = {"stderr": subprocess.PIPE, "text": True, "env": environment({"PYTHONPATH": str(ROOT)}), "cwd": scratch}
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, until: str) -> str:
        process = subprocess.Popen(python("-m", "dask", *arguments, "--no-dashboard"), **options)  # type: ignore[call-overload]
        started.append(process)
        return next(m.group() for line in process.stderr if (m := re.search(until, line)))

    try:
        address = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show", until=r"tcp://127\.0\.0\.1:\d+")
        for _ in range(workers):
            start("worker", address, "--nthreads", "1", "--no-nanny", until="Registered to")
        yield address
    finally:
        for process in started:
            process.kill()
            process.communicate()


def tables(documents: int, folder: Path) -> list[Table]:
    """Return one table: where the work was done, how long it took, and whether the bytes are the same."""
    table = Table(
        f"The same build in several places, {documents:,} documents",
        ("where", "seconds of the clock", "processor time of the command, s", "same bytes"),
        note="Of the clock, as a cluster's workers are no children of the command; so others who use the machine "
        "show. A cluster's own start, once for all builds, is not in it.",
    )
    source = corpus(documents, folder)
    with tempfile.TemporaryDirectory(dir=folder) as scratch, cluster(2, Path(scratch)) as address:
        places = {
            "one process": ("--workers", "1"),
            "two processes": ("--workers", "2"),
            "two Dask workers": ("--scheduler", address),
        }
        first: dict[str, bytes] = {}
        for n, (name, options) in enumerate(places.items()):
            out = Path(scratch) / f"out{n}"
            done = build(source, out, *options)
            first = first or contents(out)
            same = contents(out) == first
            table.rows.append((name, f"{done.seconds:.1f}", f"{done.cpu:.1f}", "yes" if same else "NO"))
            table.goals.append(Goal(f"{name}, bytes", "as in one process", "the same" if same else "others", same))
    return [table]


if __name__ == "__main__":
    publish_for(400, tables, __doc__)
