"""The tables that leave the tool: their names, columns and rows.

How they become files is the business of `files`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from timeline.models import Analysis, Shift, Span, Statement
from timeline.showing import criticmarkup

ColumnType = Literal["string", "integer", "number", "boolean", "date", "list"]
Value = str | int | float | bool | date | list[str] | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    description: str
    type: ColumnType = "string"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, and how its rows come out of an analysis."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[Analysis], Iterator[Row]]


def _interviews(analysis: Analysis) -> Iterator[Row]:
    for i in analysis.corpus.interviews:
        yield (
            i.id, i.file, i.sha256, i.date, i.date_source, i.title, i.speaker, i.outlet, i.place, i.language,
            i.words, i.questions, i.answers, i.start, i.end, i.truncated, list(i.warnings),
        )  # fmt: skip


def _turns(analysis: Analysis) -> Iterator[Row]:
    for i in analysis.corpus.interviews:
        for t in i.turns:
            yield i.id, t.number, t.role, t.speaker, t.start, t.end


def _statements(analysis: Analysis) -> Iterator[Row]:
    source = {(p.theme, p.id): p.source for p in analysis.positions}
    for s in analysis.statements:
        sources: list[str] = [source[s.theme, p] for p in s.positions]
        yield (
            s.theme, list(s.positions), sources, s.interview, _date(analysis, s.interview), s.speaker, s.turn,
            s.start, s.end, analysis.quote(s), s.prompted, s.reason,
        )  # fmt: skip


def _changes(analysis: Analysis) -> Iterator[Row]:
    for c in analysis.changes:
        yield (
            c.theme, c.position, c.from_interview, c.to_interview,
            _date(analysis, c.from_interview), _date(analysis, c.to_interview),
            *_quotes(analysis, c.before, c.after), c.diff.similarity, list(c.kinds), criticmarkup.write(c.diff),
        )  # fmt: skip


def _shifts(analysis: Analysis) -> Iterator[Row]:
    for s in analysis.shifts:
        c = s.change
        yield (
            s.rank, s.theme, s.position, s.kind, c.from_interview, c.to_interview,
            _date(analysis, c.from_interview), _date(analysis, c.to_interview),
            *_words(s), *_quotes(analysis, c.earlier, c.later), s.score, s.reason,
        )  # fmt: skip


def _phrases(analysis: Analysis) -> Iterator[Row]:
    for p in analysis.phrases:
        seen = list(dict.fromkeys(o.interview for o in p.occurrences))
        yield p.theme, p.phrase, p.family, p.first_seen, p.last_seen, seen, list(p.gaps), p.replaced_by or None


def _silences(analysis: Analysis) -> Iterator[Row]:
    for s in analysis.silences:
        yield s.theme, s.interview, _date(analysis, s.interview), s.reason


def _date(analysis: Analysis, interview: str) -> date:
    return analysis.corpus.by_id[interview].date


def _quotes(analysis: Analysis, earlier: Statement | None, later: Statement | None) -> tuple[str | None, str | None]:
    """Return both quotes, None for a missing side."""
    return analysis.quote(earlier) if earlier else None, analysis.quote(later) if later else None


def _words(shift: Shift) -> tuple[list[str], list[str]]:
    """Return the words that went and the words that came."""

    def cut(spans: Sequence[Span], text: str) -> list[str]:
        return [span.of(text) for span in spans]

    return cut(shift.from_words, shift.change.diff.old), cut(shift.to_words, shift.change.diff.new)


_THEME = Column("theme", "Id of the theme: the name of its codebook.")
_POSITION = Column("position", "Id of the position; unique in its theme.")
_INTERVIEW = Column("interview", "Id of the interview.")
_DATE = Column("date", "Date of the interview.", "date")
_FROM_TO = (
    Column("from_interview", "Id of the earlier interview."),
    Column("to_interview", "Id of the later interview."),
    Column("from_date", "Date of the earlier interview.", "date"),
    Column("to_date", "Date of the later interview.", "date"),
)
_QUOTES = (
    Column("from_quote", "The earlier statement, word for word; empty where there is none."),
    Column("to_quote", "The later statement, word for word; empty where there is none."),
)
_SHIFT_QUOTES = (
    Column(
        "from_quote", "The earlier statement; where a position is new, what was nearest to it on the theme, if any."
    ),
    Column("to_quote", "The later statement; where a position went, what is nearest to it on the theme, if any."),
)
_OFFSETS = (
    Column("start", "Where it starts in the text that was read, in Unicode code points.", "integer"),
    Column("end", "Where it ends, exclusive.", "integer"),
)

TABLES = (
    Table(
        "interviews",
        "One row for each transcript that was read.",
        (
            Column("interview", "Id of the interview, unique in the corpus."),
            Column("file", "Path of the source file, as given."),
            Column("sha256", "SHA-256 of the file's bytes, in hexadecimal."),
            _DATE,
            Column("date_source", "Where the date was found."),
            Column("title", "Headline of the transcript."),
            Column("speaker", "The official whose positions are followed."),
            Column("outlet", "Who asked or published."),
            Column("place", "Where it took place."),
            Column("language", "ISO 639-1 code."),
            Column("words", "White-space separated words in all turns.", "integer"),
            Column("questions", "Number of question turns.", "integer"),
            Column("answers", "Number of answer turns.", "integer"),
            Column("start", "Where the first turn starts in the text read, in Unicode code points.", "integer"),
            Column("end", "Where the last turn ends, exclusive.", "integer"),
            Column("truncated", "Whether the source breaks off.", "boolean"),
            Column("warnings", "What was doubtful when the file was read.", "list"),
        ),
        _interviews,
    ),
    Table(
        "turns",
        "One row for each speaker's uninterrupted words.",
        (
            _INTERVIEW,
            Column("turn", "Number of the turn in its interview, from 1.", "integer"),
            Column("role", "question, answer or remarks."),
            Column("speaker", "Who speaks, as resolved over the whole interview."),
            *_OFFSETS,
        ),
        _turns,
    ),
    Table(
        "statements",
        "One row for each statement: sentences by the speaker on a theme.",
        (
            _THEME,
            Column("position", "Ids of the positions it expresses; empty where it stays alone.", "list"),
            Column("position_source", "coded or discovered, for each position.", "list"),
            _INTERVIEW,
            _DATE,
            Column("speaker", "Who says it."),
            Column("turn", "Number of the turn it lies in.", "integer"),
            *_OFFSETS,
            Column("quote", "The statement, word for word."),
            Column("prompted", "Whether the question before it raised the theme.", "boolean"),
            Column("reason", "Why it is on the theme."),
        ),
        _statements,
    ),
    Table(
        "changes",
        "One row for each step between two consecutive statements of a position.",
        (
            _THEME,
            _POSITION,
            *_FROM_TO,
            *_QUOTES,
            Column("similarity", "Share of the words that both have: 2 x shared / (old + new), 0 to 1.", "number"),
            Column("kinds", "What kinds of change it holds, the weightiest first.", "list"),
            Column("diff", "The word diff as CriticMarkup; each brace and backslash of the text is escaped by one."),
        ),
        _changes,
    ),
    Table(
        "shifts",
        "One row for each change that matters, the strongest of each theme first.",
        (
            Column("rank", "1 is the strongest of its theme.", "integer"),
            _THEME,
            _POSITION,
            Column("kind", "What kind of shift it is."),
            *_FROM_TO,
            Column("from_words", "The words that went.", "list"),
            Column("to_words", "The words that came.", "list"),
            *_SHIFT_QUOTES,
            Column("score", "How much it matters; comparable inside one export.", "number"),
            Column("reason", "Why it has this score."),
        ),
        _shifts,
    ),
    Table(
        "phrases",
        "One row for each wording that is followed through time.",
        (
            _THEME,
            Column("phrase", "The wording."),
            Column("family", "The commonest of the variants that belong together."),
            Column("first_seen", "Date of the first interview that has it.", "date"),
            Column("last_seen", "Date of the last interview that has it.", "date"),
            Column("interviews", "Ids of the interviews that have it, by date.", "list"),
            Column("gaps", "Ids of interviews on the theme, between first and last, that do not have it.", "list"),
            Column("replaced_by", "The phrase that took its place; empty where none did."),
        ),
        _phrases,
    ),
    Table(
        "silences",
        "One row for each interview in which a theme is not addressed.",
        (_THEME, _INTERVIEW, _DATE, Column("reason", "Why the theme is not addressed, as far as the text tells.")),
        _silences,
    ),
)  # fmt: skip


def table_named(name: str) -> Table:
    """Return the table of that name; raise KeyError for an unknown one."""
    return {table.name: table for table in TABLES}[name]
