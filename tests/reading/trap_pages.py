"""Trap pages: what was read, beside what a close reader reads. `python -m tests.reading.trap_pages` prints the table.

A page is a file of any format in `pages/`; `NAME.expected.toml` beside it says what is to be read:

    date = 2020-05-03          # the day of the event
    speaker = "Ann Lee"        # the official
    title = "…"                # optional, as are outlet, place, truncated
    turns = [                  # role | speaker | how its words begin
      "question | Question | What do you",
      "answer | Ann Lee | I see",
    ]
    ends = "in mind."          # how the last turn's words end

    unsolved = ["speaker"]     # only where it is known to be read otherwise: counted as wrong, and to be solved

Nothing else is needed: no code knows a page.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from timeline.models import Interview
from timeline.reading import read_corpus

HERE = Path(__file__).parent
PAGES = HERE / "pages"
TODAY = date(2026, 1, 1)
MEASURES = ("date", "speaker", "turns", "body")


@dataclass(frozen=True)
class Page:
    """A page and what is to be read of it."""

    name: str
    file: Path
    expected: dict[str, Any]

    @property
    def style(self) -> str:
        """The kind of site: the folder."""
        return self.file.parent.name


@cache
def pages() -> tuple[Page, ...]:
    """Return the pages that have an expected file, by name."""
    found = []
    for expected in sorted(PAGES.rglob("*.expected.toml")):
        name = expected.name.removesuffix(".expected.toml")
        files = [f for f in expected.parent.glob(f"{name}.*") if not f.name.endswith(".toml")]
        assert len(files) == 1, f"{expected}: one page named {name} is wanted, found {files}"
        found.append(Page(f"{expected.parent.name}/{name}", files[0], tomllib.loads(expected.read_text("utf-8"))))
    return tuple(found)


def read_alone(page: Page) -> Interview | str:
    """Return the interview that a page gives by itself, or why it gives none."""
    corpus = read_corpus([page.file], today=TODAY)
    return corpus.interviews[0] if corpus.interviews else "; ".join(map(str, corpus.problems))


def turns_of(interview: Interview) -> list[tuple[str, str, str]]:
    return [
        (t.role, t.speaker, " ".join(t.said.of(interview.text).split())) for t in interview.turns if not t.continued
    ]


def differences(page: Page) -> dict[str, str]:
    """Return what was read otherwise, by measure, with what was read; empty where all is right."""
    got = read_alone(page)
    expected = page.expected
    if isinstance(got, str):
        return dict.fromkeys(MEASURES, got)
    wrong = {
        key: f"{getattr(got, key)!r}, not {expected[key]!r}"
        for key in ("date", "speaker", "title", "outlet", "place", "truncated", "date_source", "language")
        if key in expected and getattr(got, key) != expected[key]
    }
    wanted = [tuple(part.strip() for part in t.split("|", 2)) for t in expected["turns"]]
    turns = turns_of(got)
    right = len(turns) == len(wanted) and all(
        g[:2] == w[:2] and g[2].startswith(w[2]) for g, w in zip(turns, wanted, strict=True)
    )
    if not right:
        wrong["turns"] = "\n" + "\n".join(f'  "{a} | {b} | {c[:60]}",' for a, b, c in turns)
    starts = bool(turns) and turns[0][2].startswith(wanted[0][2])
    last = " ".join(got.turns[-1].said.of(got.text).split()) if got.turns else ""
    if not starts or not last.endswith(expected["ends"]):
        wrong["body"] = f"from {turns[0][2][:50]!r} to {last[-60:]!r}" if turns else "nothing"
    return wrong


def table() -> str:
    """Return the table of what was read exactly, a row for each kind of site."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for page in pages():
        wrong = differences(page)
        for style in (page.style, "all"):
            total[style] += 1
            right.update((style, m) for m in MEASURES if m not in wrong)
    rows = [
        "| pages in the style of | pages | dates | speakers | turns | body |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for style in [*sorted(total.keys() - {"all"}), "all"]:
        cells = " | ".join(f"{right[style, m]}/{total[style]}" for m in MEASURES)
        rows.append(f"| {style} | {total[style]} | {cells} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())  # noqa: T201
