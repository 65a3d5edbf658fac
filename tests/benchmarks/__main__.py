"""Run the benchmarks and write the page of their figures: `uv run python -m tests.benchmarks [NAME ...]`.

Each is a process of its own and prints its tables as they are made; one that takes longer than `--minutes` is ended,
and the page says so. A later run of some sections keeps what the page knew of the others.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import ROOT, machine, python
from tests.benchmarks.page import page

SECTIONS = ("diff", "start", "build", "rebuild", "cluster", "theme", "pages")
QUICK = {
    "diff": ["--rounds", "2"],
    "start": ["--rounds", "5"],
    "build": ["--sizes", "20", "200"],
    "rebuild": ["--documents", "100"],
    "cluster": ["--documents", "100"],
    "theme": ["--sizes", "500", "5000"],
    "pages": ["--rounds", "1"],
}


def section(name: str, options: list[str], minutes: float, figures: Path) -> str:
    """Run one section; return what went wrong, or nothing."""
    env = {**os.environ, "TIMELINE_FIGURES": str(figures)}
    command = python("-m", f"tests.benchmarks.bench_{name}", *options)
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    try:
        code = process.wait(60 * minutes)
        return f"{name}, ended with exit code {code}" if code else ""
    except subprocess.TimeoutExpired:
        return f"{name}, ended after {minutes:g} minutes; --minutes gives it more"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*SECTIONS, []], metavar="NAME", help=", ".join(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="small corpora, few rounds: ten minutes instead of forty")
    parser.add_argument("--minutes", type=float, default=15, help="at most so long for each section (15)")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks.html"), help="the page")
    given = parser.parse_args()
    names, known = given.names or list(SECTIONS), given.out.with_suffix(".json")
    made: dict[str, list[dict[str, Any]]] = json.loads(known.read_text()) if known.exists() else {}
    where, unfinished = machine(), []
    print(f"{where}\n", flush=True)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    for n, name in enumerate(names, start=1):
        print(f"--- {n} of {len(names)}: {name}, at most {given.minutes:g} minutes", file=sys.stderr, flush=True)
        began, figures = time.monotonic(), given.out.with_suffix(f".{name}.jsonl")
        figures.write_text("")
        fault = section(name, QUICK[name] if given.quick else [], given.minutes, figures)
        made[name] = [json.loads(line) for line in figures.read_text().splitlines()]
        figures.unlink()
        unfinished += [fault] if fault else []
        known.write_text(json.dumps(made))
        day = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        ordered = {each: made[each] for each in SECTIONS if each in made}
        given.out.write_text(page(where, day, ordered, unfinished), encoding="utf-8")
        print(f"--- {name}: {time.monotonic() - began:.0f} s{', NOT FINISHED' if fault else ''}", file=sys.stderr)
    goals = [goal for tables in made.values() for table in tables for goal in table["goals"]]
    missed = [goal for goal in goals if not goal["met"]]
    print(f"{len(goals) - len(missed)} of {len(goals)} goals met; see {given.out}")
    for goal in missed:
        print(f"missed: {goal['what']}: {goal['found']}, wanted {goal['wanted']}")
    return len(unfinished)


if __name__ == "__main__":
    sys.exit(main())
