"""What an earlier run found out, and how it is known to hold still.

Alignment hears the interviews by date, and nothing later decides what is said of something earlier: so what it decided
holds up to the first interview that differs. What became of one statement in another holds as long as both stand
unchanged, and the words that were looked up on the way are known as names, or not, as they were.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from msgspec import Struct

from timeline.models import Change, Diff, Evidence, Span, Statement

Joining = tuple[int, int, tuple[int, ...]]
"""The number of a group and of the statement that joined it; or, with -1 and others, that those founded it."""


class Hearing(Struct, frozen=True):
    """What alignment decided when it heard one interview; statements and groups by their numbers."""

    rounds: tuple[tuple[Joining, ...], tuple[Joining, ...]]
    siblings: tuple[tuple[int, tuple[int, ...]], ...]
    """Statements of this interview with others of it that are alike."""
    names: tuple[str, ...] = ()
    """Of the groups that were founded."""
    seen: bytes = b""
    """The digest of what decided it, besides what was decided before."""


class Asked(Struct, frozen=True):
    """The words that were looked up among the names known then."""

    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Names:
    """The names known now; remembers which were asked for."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self._answers: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        known = word in self._known
        self._answers[str(word)] = known
        return known

    def asked(self) -> Asked:
        """Return what was asked for so far."""
        answers = sorted(self._answers.items())
        return Asked(tuple(w for w, known in answers if known), tuple(w for w, known in answers if not known))


class Compared(Struct, frozen=True):
    """What became of one statement in another, whatever the position."""

    diff: Diff
    evidence: tuple[Evidence, ...]
    echo: tuple[Span, ...]
    terms: tuple[tuple[Span, ...], ...]
    asked: Asked


_Key = tuple[tuple[str, int, int], tuple[str, int, int]]


class Memory:
    """The pairs of statements compared so far, in this run and in an earlier one."""

    def __init__(
        self, changes: Iterable[Change] = (), asked: Iterable[Asked] = (), unchanged: Container[str] = ()
    ) -> None:
        """Remember `changes`, each with the names that were looked up, where both interviews are `unchanged`."""
        self._known: dict[_Key, Compared] = {
            _key(c.before, c.after): Compared(c.diff, c.evidence, c.echo, _terms(c.before, c.after), words)
            for c, words in zip(changes, asked, strict=True)
            if all(s is None or s.interview in unchanged for s in (c.before, c.after))
        }

    def recall(self, before: Statement | None, after: Statement | None, names: Container[str]) -> Compared | None:
        """Return what is known of a pair; None where nothing is, or where other words are names by now."""
        found = self._known.get(_key(before, after))
        if found is None or found.terms != _terms(before, after):
            return None
        holds = all(w in names for w in found.asked.found) and not any(w in names for w in found.asked.missing)
        return found if holds else None

    def keep(self, before: Statement | None, after: Statement | None, found: Compared) -> None:
        """Remember what became of a pair."""
        self._known[_key(before, after)] = found

    def asked(self, changes: Iterable[Change]) -> tuple[Asked, ...]:
        """Return for each change the names that were looked up for it."""
        return tuple(self._known[_key(c.before, c.after)].asked for c in changes)


def _key(before: Statement | None, after: Statement | None) -> _Key:
    return _place(before), _place(after)


def _place(statement: Statement | None) -> tuple[str, int, int]:
    return (statement.interview, statement.start, statement.end) if statement else ("", 0, 0)


def _terms(before: Statement | None, after: Statement | None) -> tuple[tuple[Span, ...], ...]:
    return (before.terms if before else (), after.terms if after else ())
