"""Accuracy against the hand annotation in `gold/`, as `/work/shared/gold/README.md` defines the measures.

    uv run python -m tests.accuracy.measure

prints, for each annotated theme, precision, recall and F1 of the grade-2 paragraphs and of the position pairs, and
lists what was missed and what was falsely found.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from timeline.models import Block, Interview, Span, Statement
from timeline.text import stripped
from timeline.themes import Codebook, find_statements, load_codebooks

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MINIMUM = 20
"""A paragraph counts as found where a statement covers more than this many of its characters."""


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1, 0 to 1."""

    precision: float
    recall: float
    found: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    """Listed false positives that were found."""

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


@cache
def gold(name: str) -> Any:
    return json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def interviews() -> dict[str, Interview]:
    """The five interviews by date, with the turns that the annotation gives: no reader's mistake is counted here."""
    texts = [(p, p.read_text(encoding="utf-8")) for p in sorted((ROOT / "data/interviews").glob("*.txt"))]
    found = {}
    for document in gold("documents")["documents"]:
        title = document["title"]
        path, text = next((p, t) for p, t in texts if title in t)
        found[document["event_date"]] = _interview(document, path, text)
    return dict(sorted(found.items()))


def _interview(document: Mapping[str, Any], path: Path, text: str) -> Interview:
    starts = list(itertools.accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    kinds = dict.fromkeys(document["question_lines"], "question")
    kinds |= dict.fromkeys(document["answer_lines"], "answer")
    if document["opening_remarks"]:
        kinds[document["first_line"]] = "remarks"
    marks = sorted(kinds)
    edges = [starts[line - 1] for line in marks] + [starts[document["last_line"]] - 1]
    blocks = [Block("margin", 0, edges[0], Span(0, 0))]
    for line, start, end in zip(marks, edges, edges[1:], strict=False):
        label = len("Question: ") if kinds[line] == "question" else len("Sergey Lavrov: ") * (kinds[line] == "answer")
        speaker = "" if kinds[line] == "question" else "Sergey Lavrov"
        blocks.append(Block(kinds[line], start, end, stripped(text, start + label, end), speaker))  # type: ignore[arg-type]
    blocks.append(Block("margin", edges[-1], len(text), Span(0, 0)))
    return Interview(
        id=path.stem,
        file=path.as_posix(),
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        date=date.fromisoformat(document["event_date"]),
        date_source="headline",
        title=document["title"],
        speaker="Sergey Lavrov",
    )


def line_span(interview: Interview, line: int) -> Span:
    """Return the span of a line, counted from 1."""
    lines = interview.text.split("\n")
    start = sum(len(before) + 1 for before in lines[: line - 1])
    return Span(start, start + len(lines[line - 1]))


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def found_lines(statements: Iterable[Statement]) -> set[tuple[str, int]]:
    """Return date and line of the paragraphs that the statements find."""
    found = set()
    for when, interview in interviews().items():
        mine = [s for s in statements if s.interview == interview.id]
        for line in range(1, interview.text.count("\n") + 2):
            span = line_span(interview, line)
            if any(overlap(s.span, span) > MINIMUM for s in mine):
                found.add((when, line))
    return found


def paragraphs_score(theme: str, statements: Sequence[Statement]) -> Score:
    """Return the score over paragraphs: recall of grade 2, precision of grades 1 and 2."""
    grades = {(p["date"], p["line"]): p["grade"] for p in gold(theme)["passages"]}
    wanted = {place for place, grade in grades.items() if grade == 2}
    found = found_lines(statements)
    listed = {(p["date"], p["line"]): p["reason"] for p in gold(theme)["false_positives"]}
    right = {place for place in found if grades.get(place, 0)}
    return Score(
        precision=len(right) / len(found) if found else 0.0,
        recall=len(wanted & found) / len(wanted),
        found=tuple(f"{w}:{n}" for w, n in sorted(found)),
        missed=tuple(f"{w}:{n}" for w, n in sorted(wanted - found)),
        false=tuple(f"{w}:{n}" for w, n in sorted(found - right)),
        listed=tuple(f"{w}:{n} {listed[w, n]}" for w, n in sorted(found & listed.keys())),
    )


def pairs_score(theme: str, statements: Sequence[Statement]) -> Score:
    """Return the score over pairs of annotated sentences from different interviews."""
    wanted: dict[tuple[str, int, str], set[str]] = {}
    for position in gold(theme)["positions"]:
        for when, items in position["by_date"].items():
            for item in items or []:
                wanted.setdefault((when, item["line"], item["quote"]), set()).add(position["id"])
    result = {key: _positions(key, statements) for key in wanted}
    hits, missed, false = 0, [], []
    for a, b in itertools.combinations(sorted(wanted), 2):
        if a[0] == b[0]:
            continue
        linked, should = result[a] & result[b], wanted[a] & wanted[b]
        hits += bool(linked and should)
        what = f"{a[0]}:{a[1]} {a[2][:60]!r} ~ {b[0]}:{b[1]} {b[2][:60]!r}"
        if should and not linked:
            missed.append(f"{what} {sorted(should)} [{sorted(result[a])} | {sorted(result[b])}]")
        if linked and not should:
            false.append(f"{what} {sorted(linked)} [{sorted(wanted[a])} | {sorted(wanted[b])}]")
    return Score(
        precision=hits / (hits + len(false)) if hits + len(false) else 0.0,
        recall=hits / (hits + len(missed)) if hits + len(missed) else 0.0,
        missed=tuple(missed),
        false=tuple(false),
    )


def _positions(key: tuple[str, int, str], statements: Sequence[Statement]) -> set[str]:
    """Return the positions of the statements in which the greater part of a sentence lies."""
    when, line, quote = key
    interview = interviews()[when]
    start = interview.text.index(quote, line_span(interview, line).start)
    span = Span(start, start + len(quote))
    mine = (s for s in statements if s.interview == interview.id and 2 * overlap(s.span, span) > len(quote))
    return {p for s in mine for p in s.positions}


def statements_of(codebook: Codebook) -> list[Statement]:
    """Return the statements on the codebook's theme in the five interviews."""
    return [s for interview in interviews().values() for s in find_statements(interview, codebook).statements]


def report(themes: Sequence[str]) -> Iterator[str]:
    """Yield the scores, and for themes that are named all that was missed or falsely found."""
    for codebook in load_codebooks([ROOT / "data/themes"]):
        name = codebook.theme.id
        if not (HERE / "gold" / f"{name}.json").exists() or (themes and name not in themes):
            continue
        statements = statements_of(codebook)
        for what, measured in (("paragraphs", paragraphs_score), ("position pairs", pairs_score)):
            score = measured(name, statements)
            yield f"{name}: {what}: {score}"
            if themes:
                yield from (f"  missed: {row}" for row in score.missed)
                yield from (f"  false: {row}" for row in score.false)
                yield from (f"  listed: {row}" for row in score.listed)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(sys.argv[1:]))
