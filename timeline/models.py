"""The words of the design as frozen data.

The text of a source is held once, in `Interview.text`; everything else is a span of it, counted in Unicode code
points, end exclusive. Nothing here knows files or consoles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Literal

from timeline.errors import Problem

BlockKind = Literal["question", "answer", "remarks", "heading", "margin"]
DateSource = Literal["sidecar", "front matter", "headline", "byline", "body opening", "file name"]
PositionSource = Literal["coded", "discovered"]
EditOp = Literal["equal", "delete", "insert"]
ShiftKind = Literal[
    "term", "number", "date", "actor", "negation", "condition", "hedge", "boost", "scope",
    "added", "dropped", "reworded", "editorial",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, in code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers: a slice, never a retyped quote."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of a source file. The blocks of an interview tile its text: in order, no gap, no overlap."""

    kind: BlockKind
    start: int
    end: int
    """The block with its label and the white space that follows it."""
    said: Span
    """What was said: without the label and without white space around it. Empty where nothing is left."""
    speaker: str = ""
    """The person's name as resolved over the whole interview; empty for headings and margins."""
    continued: bool = False
    """It goes on after a heading or margin that interrupts it: no new question, no new answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words, numbered from 1."""

    number: int
    role: Literal["question", "answer", "remarks"]
    speaker: str
    start: int
    end: int
    said: Span
    continued: bool = False
    """It goes on after a heading or margin that interrupts it."""


@dataclass(frozen=True)
class Interview:
    """One dated transcript: an interview, remarks, a news conference, a press statement."""

    id: str
    """Unique in its corpus, stable between runs: the file's stem, or a row's `doc_id`."""
    file: str
    """The path as given, `/` between its parts."""
    sha256: str
    """Of the file's bytes, as hexadecimal digits."""
    text: str
    """The text that was read; all spans count in it."""
    blocks: tuple[Block, ...]
    date: date
    date_source: DateSource
    title: str
    speaker: str
    """The official whose positions are followed; empty where the text names nobody."""
    outlet: str = ""
    place: str = ""
    language: str = "en"
    """ISO 639-1."""
    url: str = ""
    truncated: bool = False
    """The source breaks off ("To be continued")."""
    warnings: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    """Files that hold the same interview, less fully; kept in `Corpus.witnesses`."""
    extra: tuple[tuple[str, str], ...] = ()
    """Other columns or keys of its source, as they came."""

    def __hash__(self) -> int:
        return hash((self.id, self.sha256))

    @property
    def short_name(self) -> str:
        """What to call it beside its date: its outlet, else its id without the date."""
        return self.outlet or undated(self.id)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order, numbered from 1."""
        spoken = [b for b in self.blocks if b.kind not in ("heading", "margin")]
        return tuple(
            Turn(n, b.kind, b.speaker, b.start, b.end, b.said, b.continued)  # type: ignore[arg-type]
            for n, b in enumerate(spoken, start=1)
        )

    @property
    def start(self) -> int:
        """Where the body begins: the first turn, its label included."""
        return self.turns[0].start if self.turns else 0

    @property
    def end(self) -> int:
        """Where the last turn's words end."""
        return self.turns[-1].said.end if self.turns else 0

    @property
    def questions(self) -> int:
        """How many question turns there are."""
        return sum(t.role == "question" and not t.continued for t in self.turns)

    @property
    def answers(self) -> int:
        """How many answer turns there are."""
        return sum(t.role == "answer" and not t.continued for t in self.turns)

    @cached_property
    def words(self) -> int:
        """How many white-space separated words the turns hold."""
        return sum(len(t.said.of(self.text).split()) for t in self.turns)

    def line(self, offset: int) -> int:
        """Return the line, counted from 1, in which the code point at `offset` stands."""
        return self.text.count("\n", 0, offset) + 1


_DATED = re.compile(r"\d{4}([-_.]?)\d\d\1\d\d[-_. ]+(?=\S)")


def undated(name: str) -> str:
    """Return a name without the date that it begins with, where more follows: for where the date stands beside it.

    >>> undated("2020-05-03-radio"), undated("20200503_radio"), undated("2020-05-03")
    ('radio', 'radio', '2020-05-03')
    """
    dated = _DATED.match(name)
    return name[dated.end() :] if dated else name


@dataclass(frozen=True)
class Corpus:
    """What was read: the interviews by date, then id, and what could not be read."""

    interviews: tuple[Interview, ...]
    problems: tuple[Problem, ...] = ()
    witnesses: tuple[Interview, ...] = ()
    """Other versions of interviews that are in the corpus: an excerpt, another site. Never a date of their own."""

    @cached_property
    def by_id(self) -> dict[str, Interview]:
        """The interviews by their id."""
        return {i.id: i for i in self.interviews}

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """By interview a digest of all that it holds."""
        return {i.id: _digest(i) for i in self.interviews}


def _digest(interview: Interview) -> bytes:
    """Return the digest of an interview; its text apart, as msgspec would leave a second copy of it in memory."""
    from msgspec import msgpack

    digest = blake2b(msgpack.encode(replace(interview, text="")), digest_size=20)
    digest.update(interview.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Position:
    """One recurring claim inside a theme."""

    id: str
    """A slug, unique in its theme and stable between runs."""
    theme: str
    title: str
    source: PositionSource
    description: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A recurring subject; `positions` are those that its codebook names, in the codebook's order."""

    id: str
    """A slug: the codebook's file name, and the name of the theme's page."""
    title: str
    description: str = ""
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One or more neighbouring sentences by the speaker, in one interview, on one theme."""

    theme: str
    interview: str
    turn: int
    """The number of the turn it lies in."""
    start: int
    end: int
    speaker: str
    prompted: bool
    """Whether the question before it raised the theme."""
    reason: str
    """Why it is on the theme, in words: `term "New START"`."""
    positions: tuple[str, ...] = ()
    """Ids of the positions it expresses; none where it stays alone."""
    terms: tuple[Span, ...] = ()
    """Where the theme's terms stand in it, as spans of the interview's text."""

    def __hash__(self) -> int:  # pages look statements and changes up by the thousand: their place is enough to tell
        return hash((self.theme, self.interview, self.start, self.end))

    @property
    def span(self) -> Span:
        """Where it stands in the interview's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Edit:
    """A step of a word diff. Offsets count in the old and in the new quote, not in the source.

    An `equal` step covers the same words in both; a `delete` has `new` empty, an `insert` has `old` empty.
    """

    op: EditOp
    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class Diff:
    """The way from one wording to another. Keep + delete rebuilds `old`, keep + insert rebuilds `new`."""

    old: str
    new: str
    edits: tuple[Edit, ...]
    similarity: float
    """Share of the words that both have: 2 x shared / (old + new words), 0 to 1."""
    rewording: bool = False
    """They share too little for a word diff to be read; show both, with what they share."""

    def pieces(self) -> Iterator[tuple[EditOp, str]]:
        """Yield each step with its words."""
        for e in self.edits:
            yield e.op, (e.new.of(self.new) if e.op == "insert" else e.old.of(self.old))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that show one kind of a change."""

    kind: ShiftKind
    old: tuple[Span, ...]
    """Words that went, as spans of the diff's old quote."""
    new: tuple[Span, ...]
    """Words that came, as spans of the diff's new quote."""
    note: str
    """What happened, in words: `condition added`, `asks for more: urge, then demand`."""


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two consecutive statements of one position.

    `before` is None where the position is new or gained a statement, `after` where it fell silent or lost one; the
    interviews are known either way.
    """

    theme: str
    position: str
    from_interview: str
    to_interview: str
    before: Statement | None
    after: Statement | None
    diff: Diff
    """With an empty side where a statement is missing."""
    kinds: tuple[ShiftKind, ...] = ()
    """What kind of change it is, the weightiest first; none where the wording is the same, or where a side is missing
    whose words the other interview says inside a longer statement of the position."""
    context: Statement | None = None
    """Where a side is missing: what that interview says on the theme that comes nearest; None where it is silent."""
    within: bool = False
    """A side is missing, but the position itself is stated in both interviews, by other statements."""
    evidence: tuple[Evidence, ...] = ()
    """What shows its kinds, the weightiest first."""
    echo: tuple[Span, ...] = ()
    """Words that came, as spans of `diff.new`, which the question just before had used."""

    def __hash__(self) -> int:
        return hash((self.position, self.from_interview, self.to_interview, self.before, self.after))

    @property
    def earlier(self) -> Statement | None:
        """What stands on the old side: the statement, or where there is none the nearest on the theme."""
        return self.before or self.context

    @property
    def later(self) -> Statement | None:
        """What stands on the new side: the statement, or where there is none the nearest on the theme."""
        return self.after or self.context


@dataclass(frozen=True, slots=True)
class Shift:
    """A change that matters: typed, scored, explained. One change may hold several."""

    rank: int
    """1 is the strongest of its theme."""
    theme: str
    position: str
    kind: ShiftKind
    change: Change
    from_words: tuple[Span, ...]
    """The words that went, as spans of `change.diff.old`."""
    to_words: tuple[Span, ...]
    """The words that came, as spans of `change.diff.new`."""
    score: float
    reason: str
    """Why it has this score, in words."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a phrase is said."""

    interview: str
    span: Span
    quoted: bool = False
    """It is quoted in order to reject it: somebody else's word."""
    within: str = ""
    """The longer phrase that it is part of here."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording tracked through time."""

    theme: str
    phrase: str
    family: str
    """The commonest of the variants that belong together; the phrase itself where it stands alone."""
    occurrences: tuple[Occurrence, ...]
    """By date."""
    first_seen: date
    last_seen: date
    gaps: tuple[str, ...] = ()
    """Ids of interviews on the theme, between first and last, in which it is not said."""
    replaced_by: str = ""
    speaker: str = ""
    quoted: bool = False
    """Every time it is quoted in order to reject it: never the speaker's own."""
    turn: str = ""
    """From when on it is said more often, or less, and how sure that is, in words; or that it cannot be told."""

    def __hash__(self) -> int:
        return hash((self.theme, self.phrase, self.speaker))


@dataclass(frozen=True, slots=True)
class Silence:
    """An interview in which a theme is not addressed."""

    theme: str
    interview: str
    reason: str


@dataclass(frozen=True)
class Analysis:
    """Everything that the stages found, ready to be shown. Each tuple is in its table's order."""

    corpus: Corpus
    themes: tuple[Theme, ...]
    positions: tuple[Position, ...]
    """Coded positions in the codebook's order, then discovered ones by first date."""
    statements: tuple[Statement, ...]
    """By theme, date, interview, place in the text."""
    changes: tuple[Change, ...]
    """By theme, position, date."""
    shifts: tuple[Shift, ...]
    """By theme, rank."""
    phrases: tuple[Phrase, ...] = ()
    silences: tuple[Silence, ...] = ()
    problems: tuple[Problem, ...] = ()
    """The corpus's and the codebooks'."""

    def quote(self, statement: Statement) -> str:
        """Return the statement's words, sliced from its source."""
        return statement.span.of(self.corpus.by_id[statement.interview].text)


PairState = Literal["same", "changed", "new", "dropped"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements side by side, or one that stands alone on its side."""

    theme: str
    """Empty where whole interviews are compared, paragraph by paragraph."""
    positions: tuple[str, ...]
    """What both express; of one that stands alone, what it expresses."""
    before: Statement | None
    after: Statement | None
    diff: Diff
    kinds: tuple[ShiftKind, ...] = ()
    score: float = 0.0
    """How much the change matters, as a shift's score; 0 where it does not."""
    reason: str = ""
    """Why, in words, read from left to right; empty where the left interview is the later one."""

    @property
    def state(self) -> PairState:
        """What became of the left wording on the right."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "dropped"
        return "same" if self.diff.old == self.diff.new else "changed"


@dataclass(frozen=True)
class Comparison:
    """Two interviews side by side, `left` as the old wording and `right` as the new one."""

    left: Interview
    right: Interview
    themes: tuple[Theme, ...]
    """Those that at least one of them addresses; none where whole interviews are compared."""
    positions: tuple[Position, ...]
    pairs: tuple[Pair, ...]
    """By theme, then by place on the left; what stands on the right alone follows what it follows there."""


BriefState = Literal["new", "reworded", "missing", "same"]


@dataclass(frozen=True, slots=True)
class BriefItem:
    """What one new interview does with one thing that had been said, or had not."""

    theme: str
    position: str
    """Empty for a statement that stays alone."""
    state: BriefState
    statement: Statement | None
    """In the new interview; None where it is missing."""
    earlier: Statement | None
    """The latest wording before; for what is new, the nearest on the theme, if there is one."""
    diff: Diff | None = None
    """From the latest wording to this one, where it is reworded."""
    kinds: tuple[ShiftKind, ...] = ()
    echo: tuple[Span, ...] = ()
    """Words of `diff.new` taken over from the question."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A new interview against all that had been said before it."""

    interview: Interview
    items: tuple[BriefItem, ...]
    """By theme, place in the text; what is missing last."""
    silences: tuple[Silence, ...] = ()
    """The themes that it does not address, with the reason."""
