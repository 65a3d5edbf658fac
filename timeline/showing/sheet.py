"""A comparison or a trace as plain data: what `--format json` writes and the other formats are drawn from.

The JSON Schema of `Sheet` is published as `.docs/compare.schema.json`. Fields are added, never renamed; a change that
breaks a reader raises `version`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct, json

from timeline.models import (
    Analysis,
    Change,
    Comparison,
    Diff,
    Edit,
    EditOp,
    Interview,
    Pair,
    PairState,
    Position,
    ShiftKind,
    Span,
    Statement,
    Theme,
    undated,
)
from timeline.showing.places import Places, surroundings


class Source(Struct, frozen=True):
    """An interview that is quoted."""

    id: str
    date: date
    title: str
    speaker: str
    outlet: str
    place: str
    language: str
    file: str
    sha256: str
    url: str

    @property
    def called(self) -> str:
        """Date and outlet, or date and the rest of the id where no outlet is known."""
        return f"{self.date} {self.outlet or undated(self.id)}"


class Quote(Struct, frozen=True):
    """A statement, word for word, and where it stands."""

    interview: str
    date: date
    outlet: str
    speaker: str
    turn: int
    paragraph: int
    """Counted from 1 at the first turn."""
    line: int
    """Counted from 1 at the start of the file."""
    start: int
    """Offset into the text that was read, in Unicode code points."""
    end: int
    text: str
    before: str = ""
    """What the speaker says right before it in the same turn, where context was asked for."""
    after: str = ""

    @property
    def place(self) -> str:
        """Where it stands in its interview: `¶ 3, line 17`."""
        return f"¶ {self.paragraph}, line {self.line}"

    @property
    def citation(self) -> str:
        """Date, outlet and place in the text: `2020-04-29 TASS, ¶ 3, line 17`."""
        return f"{self.date} {self.outlet or undated(self.interview)}, {self.place}"


class Piece(Struct, frozen=True):
    """A step of the word diff and its words."""

    op: EditOp
    text: str


class Label(Struct, frozen=True):
    """An id and what it is called."""

    id: str
    title: str


class Entry(Struct, frozen=True):
    """Two statements side by side, or one alone."""

    theme: Label | None
    """None where whole interviews are compared."""
    positions: list[Label]
    state: PairState
    kinds: list[ShiftKind]
    """What kinds of change it holds, the weightiest first."""
    similarity: float
    """Share of the words that both have, 0 to 1."""
    rewording: bool
    """They share too little for a word diff to be read."""
    left_interview: str
    right_interview: str
    left: Quote | None
    right: Quote | None
    diff: list[Piece]
    """Equal and deleted pieces make the left text, equal and inserted ones the right."""
    score: float = 0.0
    """How much the change matters; 0 where it does not."""
    reason: str = ""
    """Why, in words."""
    within: bool = False
    """In a trace: one side is missing, but the position is stated in both interviews, by other statements."""

    @property
    def title(self) -> str:
        """The positions and what became of them: `Extend the treaty: condition, number`."""
        about = "; ".join(label.title for label in self.positions)
        return f"{about}: {self.became}" if about else self.became

    @property
    def apart(self) -> bool:
        """Whether both wordings are there and share too little to be shown as one."""
        return self.rewording and self.left is not None and self.right is not None

    def side(self, gone: EditOp) -> list[Piece]:
        """Return the pieces without those of the other side: `delete` for the left, `insert` for the right."""
        return [piece for piece in self.diff if piece.op in ("equal", gone)]

    @property
    def became(self) -> str:
        """What became of the left wording, in words."""
        if self.state != "changed":
            return STATES[self.state]
        extra = ["reworded"] if self.rewording and "reworded" not in self.kinds else []
        return ", ".join([*self.kinds, *extra]) or "changed"


class Sheet(Struct, frozen=True):
    """Interviews side by side, or one position through all of them."""

    kind: Literal["compare", "trace"]
    title: str
    sources: list[Source]
    """Left and right, or by date."""
    entries: list[Entry]
    version: int = 1

    def _repr_html_(self) -> str:
        """Return the sheet as a notebook shows it: the page, in a frame of its own that runs nothing."""
        from markupsafe import escape

        from timeline.showing.compare_page import compare_page

        style = "width:100%;height:40rem;border:1px solid #8888"
        return f'<iframe sandbox style="{style}" srcdoc="{escape(compare_page(self))}"></iframe>'


STATES: dict[PairState, str] = {
    "changed": "changed",
    "same": "the same",
    "dropped": "only on the left",
    "new": "only on the right",
}


def comparison_sheet(comparison: Comparison, context: int | None = None, *, fold: bool = False) -> Sheet:
    """Return the comparison as plain data, with `context` sentences of the source around each statement.

    With `fold`, as for whole interviews, `context` is how many unchanged paragraphs are kept around each change
    instead, as in a diff; None keeps all.
    """
    left, right = comparison.left, comparison.right
    names = _Names(comparison.themes, comparison.positions, (left, right), 0 if fold else context or 0)
    pairs = comparison.pairs if context is None or not fold else _near_changes(comparison.pairs, context)
    entries = [names.entry(pair, left.id, right.id) for pair in pairs]
    sources = [_source(left), _source(right)]
    return Sheet("compare", " and ".join(s.called for s in sources), sources, entries)


def _near_changes(pairs: Sequence[Pair], count: int) -> list[Pair]:
    """Return the pairs without those that are the same and more than `count` away from one that is not."""
    changed = [n for n, pair in enumerate(pairs) if pair.state != "same"]
    kept = {n for at in changed for n in range(at - count, at + count + 1)}
    return [pair for n, pair in enumerate(pairs) if n in kept]


def trace_sheet(analysis: Analysis, position: Position, context: int = 0) -> Sheet:
    """Return one position through all interviews: its first wording, then each change from the one before."""
    known = analysis.corpus.by_id
    names = _Names(analysis.themes, (position,), known.values(), context)
    changes = [c for c in analysis.changes if (c.theme, c.position) == (position.theme, position.id)]
    said = [s for s in analysis.statements if s.theme == position.theme and position.id in s.positions]
    steps = [
        *_firsts(said, changes, analysis),
        *((c.from_interview, c.to_interview, _as_pair(c), c.within) for c in _told_once(changes)),
    ]
    order = {i.id: n for n, i in enumerate(analysis.corpus.interviews)}
    steps.sort(key=lambda step: (order[step[1]], step[2].after.start if step[2].after else 0))
    seen = sorted({i for old, new, *_ in steps for i in (old, new)}, key=order.__getitem__)
    entries = [names.entry(pair, old, new, within=within) for old, new, pair, within in steps]
    return Sheet("trace", f"{position.title} ({position.id})", [_source(known[i]) for i in seen], entries)


def _told_once(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes without those that only say that a statement came whose earlier wording another tells."""
    paired = {c.after for c in changes if c.before and c.after}
    for c in changes:
        if c.before or c.after not in paired:
            yield c


def _firsts(said: list[Statement], changes: list[Change], analysis: Analysis) -> Iterator[tuple[str, str, Pair, bool]]:
    """Yield the statements that no change leads to."""
    reached = {c.after for c in changes}
    for s in said:
        if s not in reached:
            quote = analysis.quote(s)
            diff = Diff("", quote, (Edit("insert", Span(0, 0), Span(0, len(quote))),), 0.0)
            yield s.interview, s.interview, Pair(s.theme, s.positions, None, s, diff), False


def _as_pair(change: Change) -> Pair:
    return Pair(change.theme, (change.position,), change.before, change.after, change.diff, change.kinds)


class _Names:
    """What an entry is called and where its quotes stand."""

    def __init__(
        self, themes: Iterable[Theme], positions: Iterable[Position], interviews: Iterable[Interview], context: int
    ) -> None:
        self._themes = {t.id: Label(t.id, t.title) for t in themes}
        self._positions = {(p.theme, p.id): Label(p.id, p.title) for p in positions}
        self._interviews = {i.id: i for i in interviews}
        self._places = Places(self._interviews.values())
        self._context = context

    def entry(self, pair: Pair, left: str, right: str, *, within: bool = False) -> Entry:
        """Return the pair as plain data."""
        labels = [self._positions.get((pair.theme, p)) for p in pair.positions]
        return Entry(
            theme=self._themes.get(pair.theme),
            positions=[label for label in labels if label],
            state=pair.state,
            kinds=list(pair.kinds),
            similarity=pair.diff.similarity,
            rewording=pair.diff.rewording,
            left_interview=left,
            right_interview=right,
            left=self._quote(pair.before),
            right=self._quote(pair.after),
            diff=[Piece(op, words) for op, words in pair.diff.pieces()],
            score=pair.score,
            reason=pair.reason,
            within=within,
        )

    def _quote(self, statement: Statement | None) -> Quote | None:
        if statement is None:
            return None
        i, s = self._interviews[statement.interview], statement
        place = self._places.of(i.id, s.start)
        around = surroundings(i, s, self._context) if self._context else ("", "")
        return Quote(i.id, i.date, i.outlet, s.speaker, s.turn, *place, s.start, s.end, s.span.of(i.text), *around)


def _source(i: Interview) -> Source:
    return Source(i.id, i.date, i.title, i.speaker, i.outlet, i.place, i.language, i.file, i.sha256, i.url)


def json_text(sheet: Sheet) -> str:
    """Return the sheet as JSON, indented."""
    return json.format(json.encode(sheet), indent=2).decode()


def json_schema() -> str:
    """Return the JSON Schema (2020-12) of what `json_text` returns."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **json.schema(Sheet)}
    return json.format(json.encode(schema), indent=2).decode() + "\n"


if __name__ == "__main__":
    from pathlib import Path

    Path(".docs/compare.schema.json").write_text(json_schema(), encoding="utf-8")
