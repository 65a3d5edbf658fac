"""Where a quote stands, as a reader looks it up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from timeline.models import Interview, Span, Statement
from timeline.text import paragraphs, sentences


class Places:
    """Paragraph and line of what interviews say.

    Paragraphs are counted from 1 at the first turn, lines from 1 at the start of the file.
    """

    def __init__(self, interviews: Iterable[Interview]) -> None:
        self._interviews = {i.id: i for i in interviews}
        self._starts: dict[str, tuple[list[int], list[int]]] = {}

    def of(self, interview: str, offset: int) -> tuple[int, int]:
        """Return paragraph and line of the code point at `offset`."""
        if interview not in self._starts:
            self._starts[interview] = _starts(self._interviews[interview])
        return tuple(bisect_right(starts, offset) for starts in self._starts[interview])  # type: ignore[return-value]

    def named(self, interview: str, offset: int) -> str:
        """Return paragraph and line in words: `¶ 3, line 17`."""
        return "¶ {}, line {}".format(*self.of(interview, offset))

    def cited(self, statement: Statement) -> str:
        """Return date, outlet and place of a statement: `2020-04-29 TASS, ¶ 3, line 17`."""
        where = self.named(statement.interview, statement.start)
        return f"{dated(self._interviews[statement.interview])}, {where}"


def _starts(interview: Interview) -> tuple[list[int], list[int]]:
    """Return where each paragraph of the body and each line of the file starts."""
    text = interview.text
    lines = [0, *(n + 1 for n, c in enumerate(text) if c == "\n")]
    return [p.start for p in paragraphs(text, Span(interview.start, interview.end))], lines


def dated(interview: Interview) -> str:
    """Return date and outlet, or date and the rest of the id where no outlet is known."""
    return f"{interview.date} {interview.short_name}"


def surroundings(interview: Interview, statement: Statement, count: int) -> tuple[str, str]:
    """Return what the speaker says right before and after the statement in its turn, `count` sentences at most."""
    turn = interview.turns[statement.turn - 1].said
    found = sentences(interview.text, turn, interview.language)
    before = [s for s in found if s.end <= statement.start][-count:]
    after = [s for s in found if s.start >= statement.end][:count]
    return _cut(interview.text, before), _cut(interview.text, after)


def _cut(text: str, run: list[Span]) -> str:
    return Span(run[0].start, run[-1].end).of(text) if run else ""
