"""How the codebooks do on sentences that they were not written from.

uv run python -m tests.accuracy.unseen
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.accuracy.corpora import ROOT
from tests.factories import make_interview
from timeline.themes import find_statements, load_codebooks

HERE = Path(__file__).parent


@dataclass
class Counts:
    """How many cases and positions were right; the rows that were not."""

    on: int = 0
    on_found: int = 0
    off: int = 0
    off_found: int = 0
    right: int = 0
    missed: int = 0
    false: int = 0
    rows: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


@cache
def measured() -> dict[str, Counts]:
    """Return the counts by theme."""
    codebooks = {c.theme.id: c for c in load_codebooks([ROOT / "data/themes"])}
    counts = {theme: Counts() for theme in codebooks}
    for case in tomllib.loads((HERE / "unseen.toml").read_text(encoding="utf-8"))["case"]:
        count = counts[case["theme"]]
        interview = make_interview("2030-01-01-test", case["said"], question=case.get("question", "How are you?"))
        found = find_statements(interview, codebooks[case["theme"]]).statements
        positions, wanted = {p for s in found for p in s.positions}, set(case.get("positions", []))
        off = case.get("off", False)
        count.off += off
        count.on += not off
        count.off_found += bool(off and found)
        count.on_found += bool(not off and found)
        count.right += len(positions & wanted)
        count.missed += len(wanted - positions)
        count.false += len(positions - wanted)
        if positions != wanted or off == bool(found):
            on = "on" if found else "off"
            rows = (
                f"{on}, missed {sorted(wanted - positions)}, false {sorted(positions - wanted)}: {case['said'][:150]}"
            )
            count.rows.append(rows)
    return counts


def report() -> Iterator[str]:
    """Yield a line for each theme and one for each case that is not right."""
    for theme, c in measured().items():
        yield (
            f"{theme}: on the theme {c.on_found} of {c.on}, wrongly {c.off_found} of {c.off}; "
            f"positions: precision {c.precision:.2f}, recall {c.recall:.2f}"
        )
        yield from (f"  {row}" for row in c.rows)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report())
