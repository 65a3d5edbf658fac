"""Hand-made series of dated statements, to follow through the stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from timeline.comparing import changes, shifts
from timeline.models import Block, Change, Interview, Position, Shift, Span, Statement, Theme

CLUB = "The Committee"
THEME = Theme("policy", "The stance of policy")


def interview(name: str, said: Sequence[str], speaker: str = CLUB, asked: str = "") -> Interview:
    """Return an interview called by its date: a question if there is one, and one answer of several sentences."""
    blocks, text = [], ""
    for kind, who, words in (
        ("question", "Question", asked),
        ("answer" if asked else "remarks", speaker, " ".join(said)),
    ):
        if words:
            start, text = len(text), f"{text}{who}: {words}\n"
            said_at = Span(start + len(who) + 2, len(text) - 1)
            blocks.append(Block(kind, start, len(text), said_at, who))  # type: ignore[arg-type]
    return Interview(
        id=name,
        file=f"{name}.txt",
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        date=date.fromisoformat(name[:10]),
        date_source="file name",
        title=name,
        speaker=speaker,
    )


class Series:
    """Interviews by date, each with its sentences: a text, or a text and the positions that it states."""

    def __init__(
        self,
        talks: Mapping[str, Mapping[str, str] | Sequence[tuple[str, str]]],
        *,
        asked: Mapping[str, str] | None = None,
        speakers: Mapping[str, str] | None = None,
    ) -> None:
        """`talks`: by the name of the interview, its sentences by the ids of their positions (`a` or `a b`)."""
        self.interviews: dict[str, Interview] = {}
        self.statements: list[Statement] = []
        ids: list[str] = []
        for name, said in talks.items():
            pairs = list(said.items()) if isinstance(said, Mapping) else list(said)
            who = (speakers or {}).get(name, CLUB)
            made = interview(name, [words for _, words in pairs], who, (asked or {}).get(name, ""))
            self.interviews[name] = made
            at = made.turns[-1].said.start
            for positions, words in pairs:
                at = made.text.index(words, at)
                stated = () if positions.startswith("-") else tuple(positions.split())
                ids.extend(p for p in stated if p not in ids)
                if not positions.startswith("--"):  # not on the theme
                    self.statements.append(
                        Statement(
                            THEME.id, name, len(made.turns), at, at + len(words), who, bool(asked), "term", stated
                        )
                    )
                at += len(words)
        self.positions = [Position(i, THEME.id, i, "coded") for i in ids]

    def changes(self) -> tuple[Change, ...]:
        return changes(THEME, self.positions, self.statements, self.interviews)

    def shifts(self) -> tuple[Shift, ...]:
        return shifts(THEME, self.changes(), self.statements, self.interviews)

    def quote(self, statement: Statement | None) -> str | None:
        return statement.span.of(self.interviews[statement.interview].text) if statement else None


def told(series: Series) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """Return each change as from, to, before, after, context."""
    return [
        (c.from_interview, c.to_interview, *(series.quote(s) for s in (c.before, c.after, c.context)))
        for c in series.changes()
    ]
