"""What it costs to build again: nothing changed, one interview more, one codebook changed, one template changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.bench_build import build, corpus
from tests.benchmarks.measuring import Goal, Table, publish_for


def tables(documents: int, folder: Path) -> list[Table]:
    """Return one table: each change, its cost, and whether the output equals that of a build from nothing."""
    table = Table(
        f"Build again, {documents:,} documents",
        ("change", "processor time, s", "share of the full build", "to reach", "same bytes as from nothing"),
    )
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        source, cache, out = Path(scratch) / "corpus", Path(scratch) / "cache", Path(scratch) / "out"
        shutil.copytree(corpus(documents, folder), source)
        files = sorted((source / "interviews").iterdir())  # by date: their names begin with numbers
        newest, middle = files[-1], files[documents // 2]
        for late in (newest, middle):
            late.rename(Path(scratch) / late.name)
        full = build(source, out, cache=cache).cpu
        table.rows.append(("from nothing, filling the cache", f"{full:.1f}", "100 %", "-", "-"))
        book = min((source / "themes").iterdir())
        changes: tuple[tuple[str, Callable[[], object], str], ...] = (
            ("nothing", lambda: None, "-"),
            ("one interview more, the newest", lambda: (Path(scratch) / newest.name).rename(newest), "<= 5 %"),
            ("one more, in the middle", lambda: (Path(scratch) / middle.name).rename(middle), "<= 5 %"),
            (
                "one codebook changed",
                lambda: book.write_text(book.read_text().replace("cues = [", 'cues = ["never said", ')),
                "-",
            ),
        )
        for name, change, goal in changes:
            change()
            again = build(source, out, cache=cache).cpu
            fresh = Path(scratch) / "fresh"
            build(source, fresh)
            same = contents(out) == contents(fresh)
            shutil.rmtree(fresh)
            table.rows.append((name, f"{again:.1f}", f"{100 * again / full:.1f} %", goal, "yes" if same else "NO"))
            if goal != "-":
                table.goals.append(Goal.below(f"{name}, share of the full build", 100 * again / full, 5, " %"))
            table.goals.append(Goal(f"{name}, bytes", "as from nothing", "the same" if same else "others", same))
    return [table]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their names."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


if __name__ == "__main__":
    publish_for(1_000, tables, __doc__)
