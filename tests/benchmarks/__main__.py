"""Run every benchmark: `uv run python -m tests.benchmarks [NAME ...]`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.measuring import ROOT, machine, python


def main() -> int:
    """Run the named benchmarks, or all, each as a process of its own; the exit code counts those that failed."""
    import subprocess

    names = sys.argv[1:] or sorted(p.stem.removeprefix("bench_") for p in Path(__file__).parent.glob("bench_*.py"))
    print(f"{machine()}\n", flush=True)
    return sum(bool(subprocess.run(python("-m", f"tests.benchmarks.bench_{n}"), cwd=ROOT).returncode) for n in names)


if __name__ == "__main__":
    sys.exit(main())
