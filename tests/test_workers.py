"""The same results wherever the work is done, and whoever dies on the way."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.generator import write
from timeline.errors import UsageError
from timeline.pipeline import build
from timeline.workers import Here, cores, executor, in_order

TODAY = date(2026, 1, 1)


def double(n: int) -> int:
    return 2 * n


def fail_on_three(n: int) -> int:
    if n == 3:
        raise ValueError("three")
    return n


def die_once(piece: tuple[int, str]) -> int:
    """Return the number; the first to reach 5 leaves a note and kills its process."""
    number, note = piece
    if number == 5 and not Path(note).exists():
        Path(note).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def work_a_while(piece: tuple[int, str]) -> int:
    number, folder = piece
    (Path(folder) / f"{os.getpid()}.worker").touch()
    time.sleep(0.05)
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    with executor(workers) as pool:
        assert list(in_order(pool, double, range(30), workers)) == [2 * n for n in range(30)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_reaches_whoever_asked(workers: int) -> None:
    with pytest.raises(ValueError, match="three"), executor(workers) as pool:
        list(in_order(pool, fail_on_three, range(10), workers))


def test_pieces_are_taken_only_a_few_ahead() -> None:
    taken = []

    def pieces() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    with executor(2) as pool:
        results = in_order(pool, double, pieces(), 2)
        assert next(results) == 0
        assert len(taken) < 20
        assert sum(results) == sum(2 * n for n in range(1, 100))


def test_what_a_killed_worker_leaves_is_done_here(tmp_path: Path) -> None:
    note = str(tmp_path / "note")
    with executor(2) as pool:
        assert list(in_order(pool, die_once, [(n, note) for n in range(20)], 2)) == list(range(20))
    assert Path(note).exists()


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, signal\nfrom tests.test_workers import worker_id\nfrom timeline.workers import executor, in_order\n"
        "if __name__ == '__main__':\n    with executor(2) as pool:\n"
        "        print(*set(in_order(pool, worker_id, range(8), 2)), flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, script], env=env, capture_output=True, text=True)
    workers = [int(pid) for pid in done.stdout.split()]
    assert workers, done.stderr
    end = time.monotonic() + 20
    while any(map(is_alive, workers)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(map(is_alive, workers))


def worker_id(_: int) -> int:
    return os.getpid()


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1]
    except OSError:
        return False


def test_here_keeps_errors_for_the_result() -> None:
    future = Here().submit(fail_on_three, 3)
    assert isinstance(future.exception(), ValueError)
    assert cores() >= 1


def test_no_scheduler_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="extra 'cluster'"), executor(scheduler="tcp://127.0.0.1:1"):
        pass


def _dask(*arguments: str) -> subprocess.Popen[str]:
    # the workers must find this module, as they would find an installed package
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s"}
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], stderr=subprocess.PIPE, text=True, env=env)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """Yield the address of a scheduler and its two worker processes."""
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    scheduler = _dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    processes = [scheduler]
    try:
        assert scheduler.stderr
        address = next(m.group() for line in scheduler.stderr if (m := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        workers = [
            _dask(
                "worker",
                address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--local-directory",
                str(tmp_path / str(n)),
            )
            for n in range(2)
        ]
        processes += workers
        for worker in workers:
            assert worker.stderr
            assert any("Registered to" in line for line in worker.stderr)
        yield address, workers
    finally:
        for process in processes:
            process.kill()
            process.communicate()


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker(cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path) -> None:
    address, workers = cluster
    with executor(scheduler=address) as pool:
        results = in_order(pool, work_a_while, [(n, str(tmp_path)) for n in range(120)], ahead=32)
        found = [next(results) for _ in range(30)]
        assert len(list(tmp_path.glob("*.worker"))) == 2
        workers[0].kill()
        found += results
    assert found == [n * n for n in range(120)]


@pytest.mark.slow
def test_a_build_on_a_cluster_that_loses_a_worker_writes_the_same_bytes(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    """From places that travel, once as paths and once as URLs; the worker dies while statements are looked for."""
    address, workers = cluster
    source = write(tmp_path / "source", 60, seed=8, size=3_000)
    corpus, themes = source / "interviews", [source / "themes"]
    build([corpus], themes, tmp_path / "here", today=TODAY, workers=1)

    def kill_one(step: str, done: int = 0, total: int = 0, /) -> None:
        if step == "finding statements" and 0 < done < total:
            workers[0].kill()

    build([corpus], themes, tmp_path / "there", today=TODAY, scheduler=address, progress=kill_one)
    assert workers[0].wait(10)
    assert contents(tmp_path / "there") == contents(tmp_path / "here")

    pytest.importorskip("upath", reason="needs the extra 'remote'")
    archive = shutil.make_archive(str(tmp_path / "talks"), "zip", corpus)
    url = f"zip://::{Path(archive).as_uri()}"
    build([url], themes, tmp_path / "one", today=TODAY, workers=1)
    build([url], themes, tmp_path / "far", today=TODAY, scheduler=address)
    assert contents(tmp_path / "far") == contents(tmp_path / "one")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
