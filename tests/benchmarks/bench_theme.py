"""What one theme of very many statements costs: stage by stage, and its page."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from tests.benchmarks.measuring import Goal, Table, publish, python, run
from tests.comparing.corpora import THEME, corpus
from tests.comparing.test_align_cost import talks
from timeline.comparing import align, changes, phrases, shifts
from timeline.models import Analysis, Corpus
from timeline.showing.pages import Built, plan
from timeline.workers import few_collections

Result = TypeVar("Result")
STAGES = ("alignment", "changes", "shifts", "phrases", "page", "all its changes")
A_DAY = 5
"""Statements in each of the interviews."""


def follow(statements: int) -> dict[str, float]:
    """Return the processor seconds of each stage, how many changes there are, and the megabytes of what is written."""
    spent: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Result]) -> Result:
        start = time.process_time()
        result = work()
        spent[stage] = time.process_time() - start
        return result

    with few_collections():
        interviews, said = corpus(talks(statements // A_DAY))
        found = timed("alignment", lambda: align(THEME, said, interviews))
        moved = timed("changes", lambda: changes(THEME, found.positions, found.statements, interviews))
        ranked = timed("shifts", lambda: shifts(THEME, moved, found.statements, interviews))
        wordings = timed("phrases", lambda: phrases(THEME, found.statements, interviews, changes=moved))
        themes, talked = (THEME,), Corpus(tuple(interviews.values()))
        whole = Analysis(talked, themes, found.positions, found.statements, moved, ranked, wordings)
        pages = {page.name: page for page in plan(whole, built=Built("0")) if page.name.startswith(THEME.id)}
        for stage, name in (("page", f"{THEME.id}.html"), ("all its changes", f"{THEME.id}-changes.csv")):
            made = timed(stage, pages[name].make) if name in pages else ""
            spent[f"{stage}, MB"] = len(made) / 1e6
    return {**spent, "how many changes": len(moved)}


def tables(sizes: list[int]) -> list[Table]:
    """Return one table; each size is a process of its own."""
    table = Table(
        "One theme of many statements",
        ("statements", "changes", *(f"{stage}, s" for stage in STAGES), "peak MB", "page, MB", "changes file, MB"),
        note="Five statements an interview in words drawn by Zipf's law, three of them said before in other order; no "
        "codebook. The page has plotly.js in it, 1.2 MB, and says what it leaves out.",
    )
    totals: list[float] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "spent.json"
            done = run(python("-m", "tests.benchmarks.bench_theme", "--only", str(size), "--into", str(file)))
            spent = json.loads(file.read_text())
        told = [f"{spent.get(stage, 0):.1f}" for stage in STAGES]
        written = [f"{spent[f'{stage}, MB']:.1f}" for stage in STAGES[-2:]]
        table.rows.append([f"{size:,}", f"{spent['how many changes']:,}", *told, f"{done.memory / 1e6:.0f}", *written])
        totals.append(sum(spent[stage] for stage in STAGES[:4]))
    for (small, less), (large, more) in pairwise(zip(sizes, totals, strict=True)):
        what = f"{large:,} statements, time for each, times that among {small:,}"
        table.goals.append(Goal.below(what, more / less * small / large, 1.1))
    return [table]


def main() -> None:
    """Print the table, or write what one size costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        given.into.write_text(json.dumps(follow(given.only)))
    else:
        publish(tables(given.sizes))


if __name__ == "__main__":
    main()
