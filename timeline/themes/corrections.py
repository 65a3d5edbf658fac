"""A person's corrections: read, placed by quote and context, and applied.

A correction names its place by words, not by offsets: the quote, and where that stands more than once some words
before and after. So it survives a rebuild, a new scrape of the page, other margins and other typography. One that no
longer finds its place is reported, and changes nothing.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct, field

from timeline.errors import CodebookError, Problem
from timeline.models import Interview, Position, Silence, Span, Statement, Theme
from timeline.text import fold
from timeline.themes.matching import Wording, wording
from timeline.themes.pattern import TOKEN, plain

Action = Literal["put", "take-out", "reject", "join", "split", "merge", "rename"]
_AT_A_PLACE = ("put", "take-out", "reject", "join", "split")
HEAD = """\
# What people decided on statements and positions; applied at every build. Edit it by hand or with `timeline correct`.
"""
CONTEXT_WORDS = 8
"""Words before and after the quote that are kept: more than any sentence of the five interviews repeats."""


class Correction(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """One decision of a person.

    put: the quoted sentences express the position (made on the way where it is new). take-out: they do not. reject:
    they are not on the theme. join: they are one statement. split: they are a statement of their own. merge: all of
    `position` belongs to `into`. rename: `position` gets the title.
    """

    action: Annotated[Action, Meta(description="What is to be done.")]
    theme: Annotated[str, Meta(min_length=1, description="Id of the theme.")]
    position: Annotated[str, Meta(description="Id of the position: put, take-out, merge, rename.")] = ""
    into: Annotated[str, Meta(description="merge: id of the position that stays.")] = ""
    title: Annotated[str, Meta(description="rename: the new title; put: the title of a new position.")] = ""
    interview: Annotated[str, Meta(description="Id of the interview that the quote stands in.")] = ""
    quote: Annotated[str, Meta(description="The words, as the source has them; whole sentences are meant.")] = ""
    before: Annotated[str, Meta(description="Some words before the quote.")] = ""
    after: Annotated[str, Meta(description="Some words after the quote.")] = ""
    note: Annotated[str, Meta(description="Why, for those who read this later.")] = ""


class CorrectionsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What people decided, in the order in which it is applied."""

    corrections: list[Correction] = []


class Corrected(Struct, frozen=True):
    """A theme and its statements after the corrections, and what could not be applied."""

    theme: Theme
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Return the corrections in a file. Raises CodebookError with file, entry and key."""
    file = Path(path)
    try:
        source = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"cannot be read as UTF-8 text ({error})", place=str(path)) from error
    return parse_corrections(source, file.as_posix())


def parse_corrections(source: str, file: str = "corrections.toml") -> tuple[Correction, ...]:
    """Return the corrections that a TOML text holds. Raises CodebookError with file, line where known, and entry."""
    try:
        found = msgspec.convert(tomllib.loads(source), CorrectionsFile).corrections
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at line ")
        line = where.partition(",")[0]
        raise CodebookError(f"no valid TOML: {what}", place=f"{file}:{line}" if line else file) from error
    except msgspec.ValidationError as error:
        raise _invalid(str(error), source, file) from error
    for number, correction in enumerate(found):
        if missing := needed(correction):
            what = f'{correction.action} needs the key "{missing}"'
            raise CodebookError(what, place=_line(source, file, number))
    return tuple(found)


def _invalid(message: str, source: str, file: str) -> CodebookError:
    what, _, where = message.partition(" - at `$")
    entry = re.search(r"\[(\d+)\]", where)
    unknown = re.search(r"unknown field `(.*)`", what)
    hint = ""
    if unknown:
        guess = difflib.get_close_matches(unknown[1], [f.name for f in msgspec.structs.fields(Correction)], n=1)
        hint = f'Did you mean "{guess[0]}"?' if guess else ""
        what = f'"{unknown[1]}" is no key of a correction'
    elif "enum value" in what:
        hint = f"Actions: {', '.join(get_args(Action))}"
    return CodebookError(what, place=_line(source, file, int(entry[1]) if entry else None), hint=hint)


def _line(source: str, file: str, entry: int | None) -> str:
    """Return the file with the line on which the entry begins."""
    heads = [n for n, line in enumerate(source.splitlines(), 1) if re.match(r"\s*\[\[\s*corrections\s*\]\]", line)]
    return file if entry is None or entry >= len(heads) else f"{file}:{heads[entry]}"


def needed(c: Correction) -> str:
    """Return the key that the action needs and that is empty."""
    needed = {
        "put": ("position", "interview", "quote"),
        "take-out": ("position", "interview", "quote"),
        "merge": ("position", "into"),
        "rename": ("position", "title"),
    }.get(c.action, ("interview", "quote"))
    return next((key for key in needed if not getattr(c, key)), "")


def correction_at(
    action: Action, theme: str, interview: Interview, span: Span, *, position: str = "", title: str = "", note: str = ""
) -> Correction:
    """Return the correction for the words at `span`, with as much context as makes its place certain."""
    text = wording(interview)
    first, last = _words_of(text, span)
    before, after = max(0, first - CONTEXT_WORDS), min(len(text.words), last + CONTEXT_WORDS)
    return Correction(
        action=action,
        theme=theme,
        position=position,
        title=title,
        interview=interview.id,
        quote=span.of(interview.text),
        before=text.span(before, first).of(interview.text) if before < first else "",
        after=text.span(last, after).of(interview.text) if last < after else "",
        note=note,
    )


def _words_of(text: Wording, span: Span) -> tuple[int, int]:
    inside = [n for n in range(len(text.words)) if span.start <= text.span(n, n + 1).start < span.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def as_toml(correction: Correction) -> str:
    """Return the correction as it stands in the file, an empty line before it."""
    rows = (f"{key} = {_toml_string(value)}" for key, value in msgspec.to_builtins(correction).items())
    return "\n[[corrections]]\n" + "\n".join(rows) + "\n"


def _toml_string(text: str) -> str:
    """Return a TOML basic string: a JSON string, with DEL escaped too.

    >>> _toml_string('a "b"')
    '"a \\\\"b\\\\""'
    """
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


def find_place(correction: Correction, interviews: Iterable[Interview]) -> tuple[Interview, Span] | str:
    """Return the interview and the span that the correction means, or in words why there is none.

    The interview of that id first; where it is gone or has not the words, any other that has.
    """
    everywhere = list(interviews)
    named = [i for i in everywhere if i.id == correction.interview]
    for candidates in (named, everywhere):
        places = [(score, i, span) for i in candidates for score, span in _places(correction, i)]
        best = [p for p in places if p[0] == max(score for score, *_ in places)]
        if len(best) == 1 or (best and not correction.before and not correction.after and candidates is named):
            if len(best) > 1:
                return f"the quote stands {len(best)} times in {correction.interview}; add words before or after it"
            return best[0][1], best[0][2]
        if best:
            return f"the quote stands {len(best)} times; give the interview, and words before or after it"
    if not named:
        return f"{correction.interview} is not among the interviews, and no interview holds the quote any longer"
    return "no interview holds the quote any longer"


def _places(correction: Correction, interview: Interview) -> list[tuple[int, Span]]:
    """Return where the quote's words stand, each with how many words of the context are there too."""
    quote = _plain_words(correction.quote)
    if not quote:
        return []
    text = wording(interview)
    before, after = _plain_words(correction.before), _plain_words(correction.after)
    found = []
    for start in text.index.get(quote[0], ()):
        end = start + len(quote)
        if text.words[start:end] == quote:
            score = _shared(before[::-1], text.words[max(0, start - len(before)) : start][::-1])
            score += _shared(after, text.words[end : end + len(after)])
            found.append((score, text.span(start, end)))
    return found


def _plain_words(text: str) -> list[str]:
    return [plain(m.group()) for m in TOKEN.finditer(fold(text).text)]


def _shared(wanted: Sequence[str], there: Sequence[str]) -> int:
    """Return how many words agree from the start on."""
    count = 0
    for a, b in zip(wanted, there, strict=False):
        if a != b:
            break
        count += 1
    return count


class _Work(Struct):
    """The statements of a theme while they are corrected."""

    theme: Theme
    interviews: Mapping[str, Interview]
    statements: list[Statement]
    problems: list[Problem] = field(default_factory=list)

    def apply(self, correction: Correction) -> None:
        place = find_place(correction, self.interviews.values())
        if isinstance(place, str):
            self.problems.append(unplaced(correction, place))
            return
        sentences = _sentences_at(*place)
        if not sentences:
            self.problems.append(unplaced(correction, "the words are not said in a turn"))
            return
        {
            "put": self._put,
            "take-out": self._take_out,
            "reject": self._reject,
            "join": self._join,
            "split": self._split,
        }[correction.action](correction, *sentences)

    def _put(self, c: Correction, interview: Interview, turn: int, span: Span) -> None:
        known = {p.id for p in self.theme.positions}
        if c.position not in known:
            made = Position(c.position, self.theme.id, c.title or c.position.replace("-", " "), "coded", "By hand.")
            self.theme = replace(self.theme, positions=(*self.theme.positions, made))
        order = [p.id for p in self.theme.positions]
        for s in self._cut(interview, span) or [self._new(interview, turn, span)]:
            positions = tuple(sorted({*s.positions, c.position}, key=order.index))
            self._replace(s, replace(s, positions=positions, reason=f"{s.reason}; put into {c.position} by hand"))

    def _take_out(self, c: Correction, interview: Interview, turn: int, span: Span) -> None:
        for s in self._cut(interview, span):
            left = tuple(p for p in s.positions if p != c.position)
            self._replace(s, replace(s, positions=left))

    def _reject(self, c: Correction, interview: Interview, turn: int, span: Span) -> None:
        for s in self._cut(interview, span):
            self.statements.remove(s)

    def _split(self, c: Correction, interview: Interview, turn: int, span: Span) -> None:
        self._cut(interview, span)

    def _join(self, c: Correction, interview: Interview, turn: int, span: Span) -> None:
        if "\n" in span.of(interview.text):
            self.problems.append(unplaced(c, "a statement never crosses a paragraph"))
            return
        parts = self._cut(interview, span)
        order = [p.id for p in self.theme.positions]
        for s in parts[1:]:
            self.statements.remove(s)
        first = parts[0] if parts else self._new(interview, turn, span)
        positions = tuple(p for p in order if any(p in s.positions for s in parts))
        terms = tuple(sorted({t for s in parts for t in s.terms}))
        joined = replace(first, start=span.start, end=span.end, positions=positions, terms=terms)
        self._replace(first, joined)

    def _new(self, interview: Interview, turn: int, span: Span) -> Statement:
        """Return a statement where there was none."""
        speaker = interview.turns[turn - 1].speaker or interview.speaker
        made = Statement(self.theme.id, interview.id, turn, span.start, span.end, speaker, False, "marked by hand")
        self.statements.append(made)
        return made

    def _cut(self, interview: Interview, span: Span) -> list[Statement]:
        """Cut the statements at the span's ends; return those inside it, in order."""
        inside = []
        for s in [s for s in self.statements if s.interview == interview.id]:
            if s.end <= span.start or span.end <= s.start:
                continue
            pieces = _pieces(interview, s, span)
            self.statements.remove(s)
            self.statements += pieces
            inside += [p for p in pieces if span.start <= p.start and p.end <= span.end]
        return sorted(inside, key=lambda s: s.start)

    def _replace(self, old: Statement, new: Statement) -> None:
        self.statements[self.statements.index(old)] = new


def _pieces(interview: Interview, s: Statement, span: Span) -> list[Statement]:
    """Return the statement cut into what stands before, inside and behind the span; on its sentences' ends."""
    parts: list[list[Span]] = [[], [], []]
    for sentence in wording(interview).sentences:
        if s.start <= sentence.span.start and sentence.span.end <= s.end:
            side = 0 if sentence.span.end <= span.start else 2 if sentence.span.start >= span.end else 1
            parts[side].append(sentence.span)
    made = []
    for part in filter(None, parts):
        start, end = part[0].start, part[-1].end
        terms = tuple(t for t in s.terms if start <= t.start and t.end <= end)
        made.append(replace(s, start=start, end=end, terms=terms))
    return made or [s]


def _sentences_at(interview: Interview, span: Span) -> tuple[Interview, int, Span] | None:
    """Return the turn and the span of the whole sentences that the words stand in."""
    touched = [s for s in wording(interview).sentences if s.span.start < span.end and span.start < s.span.end]
    if not touched:
        return None
    return interview, touched[0].turn.number, Span(touched[0].span.start, touched[-1].span.end)


def correct_statements(
    theme: Theme,
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
    corrections: Sequence[Correction],
) -> Corrected:
    """Return the theme's statements as people corrected them, before they are aligned.

    Positions that a correction makes are added to the theme. A correction without a place is a Problem.
    """
    mine = [c for c in corrections if c.theme == theme.id and c.action in _AT_A_PLACE]
    if not mine:
        return Corrected(theme, tuple(statements))
    work = _Work(theme, interviews, list(statements))
    for correction in mine:
        work.apply(correction)
    dates = {i.id: i.date for i in interviews.values()}
    ordered = sorted(work.statements, key=lambda s: (dates[s.interview], s.interview, s.start, s.end))
    return Corrected(work.theme, tuple(ordered), tuple(work.problems))


def correct_positions(
    theme: Theme,
    positions: Sequence[Position],
    statements: Sequence[Statement],
    interviews: Mapping[str, Interview],
    corrections: Sequence[Correction],
) -> tuple[tuple[Position, ...], tuple[Statement, ...], tuple[Problem, ...]]:
    """Return positions and statements as people corrected them, after they were aligned: merged, renamed, taken out.

    What was taken out stays out where alignment would have put it back.
    """
    known = {p.id: p for p in positions}
    said, problems = list(statements), []
    for c in (c for c in corrections if c.theme == theme.id):
        if c.action == "take-out":
            place = find_place(c, interviews.values())
            if not isinstance(place, str):
                said = [_without(s, c.position, *place) for s in said]
        elif c.action in ("merge", "rename"):
            absent = next((p for p in (c.position, c.into) if p and p not in known), "")
            if absent:
                guess = difflib.get_close_matches(absent, known, n=1)
                hint = f'Did you mean "{guess[0]}"?' if guess else "Look for its new id in the page or `export`"
                problems.append(unplaced(c, f'the theme has no position "{absent}" any longer', hint))
            elif c.action == "rename":
                known[c.position] = replace(known[c.position], title=c.title)
            else:
                order = [p for p in known if p != c.position]
                said = [_moved(s, c.position, c.into, order) for s in said]
                del known[c.position]
    return tuple(known.values()), tuple(said), tuple(problems)


def _without(s: Statement, position: str, interview: Interview, span: Span) -> Statement:
    if s.interview != interview.id or s.end <= span.start or span.end <= s.start:
        return s
    return replace(s, positions=tuple(p for p in s.positions if p != position))


def _moved(s: Statement, position: str, into: str, order: Sequence[str]) -> Statement:
    if position not in s.positions:
        return s
    held = {into if p == position else p for p in s.positions}
    return replace(s, positions=tuple(p for p in order if p in held))


def correct_silences(
    theme: str, silences: Sequence[Silence], statements: Iterable[Statement], interviews: Iterable[str]
) -> tuple[Silence, ...]:
    """Return the silences after the corrections: none where a statement was put, one where all were rejected."""
    said = {s.interview for s in statements}
    known = {s.interview: s for s in silences}
    rejected = "what was found was rejected by hand"
    return tuple(known.get(i) or Silence(theme, i, rejected) for i in interviews if i not in said)


def unplaced(c: Correction, why: str, hint: str = "") -> Problem:
    """Return the finding for a correction that could not be applied."""
    words = f': "{" ".join(c.quote.split())[:60]}"' if c.quote else ""
    what = f"{c.action} {c.theme}{f'/{c.position}' if c.position else ''}{words}: not applied, {why}"
    return Problem("corrections", what, hint or "Put it right or take it out of the corrections file", "warning")


def corrections_schema() -> dict[str, Any]:
    """Return the JSON Schema of a corrections file, as published in `corrections.schema.json`."""
    schema = msgspec.json.schema(CorrectionsFile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Corrections of timeline", **schema}
