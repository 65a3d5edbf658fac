"""Whole processes measured side by side: time, memory, and the tables that say so."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
BYTECODE = Path(tempfile.gettempdir()) / "timeline-benchmarks" / "bytecode"
"""Compiled modules are kept, as for every installed program, also where this environment forbids it."""


def environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment that measured processes see."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(BYTECODE), **(env or {})}


@dataclass(frozen=True)
class Run:
    """One process from start to end."""

    seconds: float
    cpu: float
    """User and system time of the process and the children it waited for, in seconds."""
    memory: int
    """Highest sum of resident memory over the process and its children, sampled every 20 ms, in bytes."""


@dataclass(frozen=True)
class Goal:
    """What is wanted of a figure, and what was found."""

    what: str
    wanted: str
    found: str
    met: bool

    @classmethod
    def below(cls, what: str, found: float, most: float, unit: str = "x") -> Goal:
        """Return the goal that a figure be at most so much."""
        return cls(what, f"<= {most:g}{unit}", f"{found:.3g}{unit}", found <= most)

    @classmethod
    def above(cls, what: str, found: float, least: float, unit: str = "x") -> Goal:
        """Return the goal that a figure be at least so much."""
        return cls(what, f">= {least:g}{unit}", f"{found:.3g}{unit}", found >= least)


@dataclass
class Table:
    """A heading, a line for what is compared, rows of text, and which goals they meet."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    note: str = ""
    goals: list[Goal] = field(default_factory=list)

    def markdown(self) -> str:
        """Return the table as aligned Markdown."""
        cells = [list(self.columns), *[list(r) for r in self.rows]]
        widths = [max(len(r[n]) for r in cells) for n in range(len(self.columns))]
        lines = [
            "| "
            + " | ".join(c.ljust(w) if n == 0 else c.rjust(w) for n, (c, w) in enumerate(zip(r, widths, strict=True)))
            + " |"
            for r in cells
        ]
        lines.insert(1, "|" + "|".join("-" * (w + 1) + ("-" if n == 0 else ":") for n, w in enumerate(widths)) + "|")
        told = [f"- {'met' if g.met else 'MISSED'}: {g.what}: {g.found}, wanted {g.wanted}" for g in self.goals]
        parts = [f"## {self.title}", "\n".join(lines), self.note, "\n".join(told)]
        return "\n\n".join(part for part in parts if part) + "\n"


def publish(tables: Iterable[Table]) -> None:
    """Print tables as they are made; for whoever runs all benchmarks, add them to the file in `$TIMELINE_FIGURES`."""
    file = os.environ.get("TIMELINE_FIGURES")
    for table in tables:
        print(table.markdown(), flush=True)
        if file:
            with Path(file).open("a", encoding="utf-8") as figures:
                figures.write(json.dumps(asdict(table)) + "\n")


def publish_for(documents: int, tables: Callable[[int, Path], Iterable[Table]], about: str | None) -> None:
    """Print the tables for as many documents as the command line asks for, `documents` where it does not."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--documents", type=int, default=documents)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "timeline-benchmarks")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    publish(tables(given.documents, given.folder))


def processor_time() -> float:
    """Return the user and system seconds of this process and of those it has waited for."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def machine() -> str:
    """Return one line that names the machine and what else it was doing."""
    cpu = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    load = f", load {os.getloadavg()[0]:.1f} when measured" if hasattr(os, "getloadavg") else ""
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}{load}"


def run(command: Sequence[str], env: Mapping[str, str] | None = None, watch_memory: bool = True) -> Run:
    """Run a command to its end, and raise with what it printed where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, env=environment(env)
    )
    peak = _Peak(process.pid) if watch_memory else None
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = peak.stop() if peak else 0
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{errors.decode()[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, max(memory, usage.ru_maxrss * 1024))


def side_by_side(
    commands: Mapping[str, Sequence[str]], rounds: int = 15, env: Mapping[str, str] | None = None
) -> dict[str, list[float]]:
    """Return processor seconds per command: rounds in turn, so that noise meets all alike, but for the first."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for n in range(rounds + 1):
        for name, command in commands.items():
            took = run(command, env, watch_memory=False).cpu
            if n:
                seconds[name].append(took)
    return seconds


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the ratio of medians."""
    return statistics.median(ours) / statistics.median(theirs)


def spread(seconds: Sequence[float]) -> str:
    """Return the median in ms with the middle half of the runs."""
    low, middle, high = statistics.quantiles(seconds, n=4)
    return f"{middle * 1000:.0f} ms ({low * 1000:.0f}-{high * 1000:.0f})"


def python(*arguments: str) -> list[str]:
    """Return the command that runs this Python."""
    return [sys.executable, *arguments]


class _Peak:
    """Samples the resident memory of a process and its descendants."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.done = pid, 0, threading.Event()
        self.thread = threading.Thread(target=self._sample, daemon=True)
        self.thread.start()

    def _sample(self) -> None:
        while not self.done.wait(0.02):
            self.peak = max(self.peak, sum(_resident(p) for p in _tree(self.pid)))

    def stop(self) -> int:
        self.done.set()
        self.thread.join()
        return self.peak


def _tree(pid: int) -> list[int]:
    try:
        children = [task.read_text().split() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:  # it has ended
        return []
    return [pid, *(p for own in children for child in own for p in _tree(int(child)))]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
