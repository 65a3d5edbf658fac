"""The lean forms in which an interview and a theme travel between processes and are kept between runs.

An interview's text goes as bytes: msgspec and pickle would leave a second copy of a text that is not all ASCII in
memory, beside the first, as long as that is held. Of a theme, what is said once is told once: a change names its
statements by number instead of holding them, its wordings are cut from the interviews again, a shift names its change.
A tenth of the bytes, and half of the memory once it is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import msgspec

from timeline.comparing.remembering import Asked, Hearing
from timeline.errors import Problem
from timeline.models import (
    Change,
    Diff,
    Edit,
    EditOp,
    Evidence,
    Interview,
    Phrase,
    Position,
    Shift,
    ShiftKind,
    Silence,
    Span,
    Statement,
)

_NO_CHANGE = Change("", "", "", "", None, None, Diff("", "", (), 0.0))
_OPS: tuple[EditOp, ...] = ("equal", "delete", "insert")


def pack_interview(interview: Interview) -> bytes:
    """Return an interview as MessagePack, its text apart."""
    text = interview.text.encode("utf-8", "surrogatepass")
    return msgspec.msgpack.encode((replace(interview, text=""), text))


def unpack_interview(data: bytes) -> Interview:
    """Return the interview that was packed; raises msgspec.DecodeError where it is none."""
    bare, text = _interview().decode(data)
    return replace(bare, text=text.decode("utf-8", "surrogatepass"))


@cache
def _interview() -> msgspec.msgpack.Decoder[tuple[Interview, bytes]]:
    return msgspec.msgpack.Decoder(tuple[Interview, bytes])


@dataclass(frozen=True, slots=True)
class Followed:
    """One theme through all interviews."""

    positions: tuple[Position, ...]
    statements: tuple[Statement, ...]
    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...]
    phrases: tuple[Phrase, ...]
    silences: tuple[Silence, ...]
    problems: tuple[Problem, ...] = ()
    """Corrections that could not be applied."""


@dataclass(frozen=True, slots=True)
class Trail:
    """What the next run can take over where little has changed."""

    digests: dict[str, bytes]
    """Of the interviews with a statement, by id."""
    hearings: tuple[Hearing, ...]
    asked: tuple[Asked, ...]
    """For each change the names that were looked up."""


class Bare(msgspec.Struct, array_like=True, frozen=True):
    """A change by numbers: of its position, its interviews and its statements; -1 for none. Spans are two numbers."""

    position: int
    sides: tuple[int, int]
    statements: tuple[int, int, int]
    """Before, after, context."""
    within: bool
    edits: tuple[int, ...]
    """Five numbers each: operation, old span, new span."""
    similarity: float
    rewording: bool
    evidence: tuple[tuple[ShiftKind, tuple[int, ...], tuple[int, ...], str], ...]
    echo: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """One theme in its lean form."""

    theme: str
    followed: Followed
    """Without changes; its shifts hold none."""
    interviews: tuple[str, ...]
    """Ids of those between which there are changes."""
    changes: tuple[Bare, ...]
    change_of: tuple[int, ...]
    """For each shift the number of its change."""
    trail: Trail = Trail({}, (), ())

    @classmethod
    def of(cls, theme: str, followed: Followed, trail: Trail) -> Packed:
        """Return the lean form. The changes hold the very statements of `followed`."""
        number = {id(c): n for n, c in enumerate(followed.changes)}
        ids = dict.fromkeys(i for c in followed.changes for i in (c.from_interview, c.to_interview))
        bare = tuple(replace(s, change=_NO_CHANGE) for s in followed.shifts)
        return cls(
            theme,
            replace(followed, changes=(), shifts=bare),
            tuple(ids),
            tuple(_bare(followed, list(ids))),
            tuple(number[id(s.change)] for s in followed.shifts),
            trail,
        )

    def unpacked(self, interviews: Mapping[str, Interview]) -> Followed:
        """Return the theme whole; its wordings are those of `interviews`, without which they are empty."""
        said = _Once()
        followed = self.followed
        lean = replace(
            self,
            followed=replace(
                followed,
                statements=tuple(map(said.statement, followed.statements)),
                phrases=tuple(map(said.phrase, followed.phrases)),
            ),
        )
        changes = tuple(lean.changed(interviews))
        pairs = zip(followed.shifts, self.change_of, strict=True)
        return replace(lean.followed, changes=changes, shifts=tuple(replace(s, change=changes[n]) for s, n in pairs))

    def changed(self, interviews: Mapping[str, Interview]) -> Iterator[Change]:
        """Yield the changes whole."""
        statements = (*self.followed.statements, None)  # so that -1 is none
        quotes = [*(_quote(s, interviews) for s in self.followed.statements), ""]
        positions, ids = [p.id for p in self.followed.positions], self.interviews
        for bare in self.changes:
            before, after, context = bare.statements
            evidence = tuple(Evidence(k, _spans(old), _spans(new), note) for k, old, new, note in bare.evidence)
            yield Change(
                self.theme,
                positions[bare.position],
                ids[bare.sides[0]],
                ids[bare.sides[1]],
                statements[before],
                statements[after],
                Diff(quotes[before], quotes[after], _edits(bare.edits), bare.similarity, bare.rewording),
                tuple(dict.fromkeys(e.kind for e in evidence)),
                statements[context],
                bare.within,
                evidence,
                _spans(bare.echo),
            )


class _Once(dict[str, str]):
    """Each text once: read from MessagePack, every id is one of its own, and a phrase has as many as there are gaps."""

    def __missing__(self, text: str) -> str:
        self[text] = text
        return text

    def statement(self, s: Statement) -> Statement:
        """Return the statement with texts that are known."""
        told = {name: self[getattr(s, name)] for name in ("theme", "interview", "speaker", "reason")}
        return replace(s, **told, positions=tuple(map(self.__getitem__, s.positions)))  # type: ignore[arg-type]

    def phrase(self, p: Phrase) -> Phrase:
        """Return the phrase with texts that are known."""
        said = tuple(replace(o, interview=self[o.interview], within=self[o.within]) for o in p.occurrences)
        return replace(p, occurrences=said, gaps=tuple(map(self.__getitem__, p.gaps)))


def _bare(followed: Followed, ids: Sequence[str]) -> Iterator[Bare]:
    position = {p.id: n for n, p in enumerate(followed.positions)}
    place = {name: n for n, name in enumerate(ids)}
    number = {id(s): n for n, s in enumerate(followed.statements)}
    for c in followed.changes:
        yield Bare(
            position[c.position],
            (place[c.from_interview], place[c.to_interview]),
            tuple(number[id(s)] if s else -1 for s in (c.before, c.after, c.context)),  # type: ignore[arg-type]
            c.within,
            tuple(n for e in c.diff.edits for n in (_OPS.index(e.op), *_numbers((e.old, e.new)))),
            c.diff.similarity,
            c.diff.rewording,
            tuple((e.kind, _numbers(e.old), _numbers(e.new), e.note) for e in c.evidence),
            _numbers(c.echo),
        )


def _numbers(spans: Iterable[Span]) -> tuple[int, ...]:
    return tuple(n for s in spans for n in (s.start, s.end))


def _spans(numbers: Sequence[int]) -> tuple[Span, ...]:
    return tuple(map(Span, numbers[::2], numbers[1::2]))


def _edits(numbers: Sequence[int]) -> tuple[Edit, ...]:
    fives = (numbers[n::5] for n in range(5))
    return tuple(Edit(_OPS[op], Span(a, b), Span(c, d)) for op, a, b, c, d in zip(*fives, strict=True))


def _quote(statement: Statement, interviews: Mapping[str, Interview]) -> str:
    interview = interviews.get(statement.interview)
    return statement.span.of(interview.text) if interview else ""
