"""What a build from nothing costs, over generated corpora of growing size, beside a bare read and sentence split."""

from __future__ import annotations

import argparse
import math
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import Goal, Run, Table, publish, python, run
from timeline.workers import cores

# The floor: every text read and split into sentences, nothing else done.
BARE = """
import sys
from pathlib import Path
from sentencex import get_sentence_boundaries
count = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    for line in path.read_text("utf-8").split("\\n"):
        if line.strip():
            count += sum(1 for _ in get_sentence_boundaries("en", line))
print(count)
"""


def corpus(documents: int, folder: Path) -> Path:
    """Return the generated corpus of so many documents, made where it is not there yet."""
    out = folder / f"generated-{documents}"
    if not (out / "truth.json").exists():
        run(python("-m", "tests.generator", "--documents", str(documents), "--seed", "1", str(out)), watch_memory=False)
    return out


def build(source: Path, out: Path, *options: str, cache: Path | None = None) -> Run:
    """Run one build of a corpus as a process of its own."""
    where = ["--corpus", str(source / "interviews"), "--themes", str(source / "themes"), "--out", str(out)]
    env = {"TIMELINE_CACHE": str(cache)} if cache else {}
    return run(python("-m", "timeline", "build", *where, "--quiet", *([] if cache else ["--no-cache"]), *options), env)


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(p.stat().st_size for p in folder.iterdir())


def tables(sizes: list[int], folder: Path, rounds: int) -> list[Table]:
    """Return one table of builds from nothing; of several rounds the quickest counts."""
    columns = (
        "documents",
        "MB",
        "workers",
        "seconds",
        "processor time, s",
        "x the size before",
        "cores busy",
        "peak MB",
        "MB/s",
        "bare read + split MB/s",
        "slower than bare",
    )
    table = Table("Build from nothing", columns)
    before: dict[int, float] = {}
    smaller = 0
    for documents in sizes:
        source = corpus(documents, folder)
        megabytes = size(source / "interviews") / 1e6
        bare = min(
            (run(python("-c", BARE, str(source / "interviews"))) for _ in range(rounds)), key=lambda r: r.seconds
        )
        for workers in sorted({1, cores()}):
            with tempfile.TemporaryDirectory(dir=folder) as out:
                done = min(
                    (build(source, Path(out) / "o", "--workers", str(workers)) for _ in range(rounds)),
                    key=lambda r: r.seconds,
                )
                pages = sum(p.stat().st_size for p in Path(out).rglob("*") if p.is_file()) / 1e6
            growth = done.cpu / before[workers] if workers in before else 0
            before[workers] = done.cpu
            row = [f"{documents:,}", f"{megabytes:.1f}", str(workers), f"{done.seconds:.1f}", f"{done.cpu:.1f}"]
            row.append(f"{growth:.1f}" if growth else "-")
            row += [f"{done.cpu / done.seconds:.2f}", f"{done.memory / 1e6:.0f}", f"{megabytes / done.seconds:.2f}"]
            table.rows.append([*row, f"{megabytes / bare.seconds:.1f}", f"{done.seconds / bare.seconds:.0f} x"])
            table.note = f"Quickest of {rounds}. The last build wrote {pages:.0f} MB of pages."
            if growth and workers == 1:
                tenfold = growth ** (1 / math.log10(documents / smaller))
                table.goals.append(Goal.below(f"growth for ten times {smaller:,} documents", tenfold, 11))
            if documents == 10_000:
                what = f"peak memory at 10,000 documents, {workers} workers"
                table.goals.append(Goal.below(what, done.memory / 1e9, 2, " GB"))
        smaller = documents
    return [table]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000], help="10000 takes long; ask for it")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "timeline-benchmarks")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    publish(tables(given.sizes, given.folder, given.rounds))


if __name__ == "__main__":
    main()
