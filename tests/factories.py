"""A small hand-made analysis, for tests of what is shown; no stage of the tool is needed to make it."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from timeline.models import (
    Analysis,
    Block,
    Change,
    Corpus,
    Diff,
    Edit,
    Interview,
    Occurrence,
    Phrase,
    Position,
    Shift,
    Silence,
    Span,
    Statement,
    Theme,
)

SPEAKER = "Ann Example"
TALKS = {
    "2019-01-10-herald": "We firmly support extending the treaty for five years. The club must grow.",
    "2019-06-02-radio": "We support extending the treaty for five years, without conditions.",
    "2020-02-01-times": "It rained today.",
    "2020-11-30-post": "We would like to extend the treaty for one year, provided that others join. The club may grow.",
}
POSITIONS = {"extend": "Extend the treaty", "grow": "The club should grow"}


def make_talk(exchanges: Sequence[tuple[str, str]]) -> Interview:
    """Return an interview of several questions with their answers."""
    text, blocks = "", []
    for exchange in exchanges:
        for kind, who, said in zip(("question", "answer"), ("Question", SPEAKER), exchange, strict=True):
            start, text = len(text), text + f"{who}: {said}\n\n"
            end = len(text)
            blocks.append(Block(kind, start, end, Span(start + len(who) + 2, end - 2), who))  # type: ignore[arg-type]
    one = make_interview("2020-01-01-test", "")
    return replace(one, text=text, blocks=tuple(blocks))


def make_interview(name: str, said: str, question: str = "What about the treaty?", title: str = "") -> Interview:
    """Return an interview with a heading, one question, one answer and a margin."""
    when = date.fromisoformat(name[:10])
    outlet = name[11:].title()
    heading = (title or f"{SPEAKER}’s interview with {outlet}, {when:%B} {when.day}, {when.year}") + "\n\n"
    asked, answered, margin = f"Question: {question}\n\n", f"{SPEAKER}: {said}\n\n", "link to source"
    text, blocks, at = heading + asked + answered + margin, [], 0
    for kind, piece, who in (
        ("heading", heading, ""),
        ("question", asked, "Question"),
        ("answer", answered, SPEAKER),
        ("margin", margin, ""),
    ):
        label = len(who) + 2 if who else 0
        blocks.append(
            Block(kind, at, at + len(piece), Span(at + label, at + len(piece.rstrip())), who)  # type: ignore[arg-type]
        )
        at += len(piece)
    return Interview(
        id=name,
        file=f"corpus/{name}.txt",
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        date=when,
        date_source="headline",
        title=heading.strip(),
        speaker=SPEAKER,
        outlet=outlet,
    )


def plain_diff(old: str, new: str) -> Diff:
    """Return a word diff by difflib: good enough to be drawn."""
    a, b = re.findall(r"\s+|\w+|[^\w\s]", old), re.findall(r"\s+|\w+|[^\w\s]", new)
    edits, i, j = [], 0, 0
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, come = len("".join(a[i1:i2])), len("".join(b[j1:j2]))
        if op == "equal":
            edits.append(Edit("equal", Span(i, i + gone), Span(j, j + come)))
        else:
            if gone:
                edits.append(Edit("delete", Span(i, i + gone), Span(j, j)))
            if come:
                edits.append(Edit("insert", Span(i + gone, i + gone), Span(j, j + come)))
        i, j = i + gone, j + come
    return Diff(old, new, tuple(edits), round(matcher.ratio(), 4))


def make_analysis(talks: dict[str, str] | None = None) -> Analysis:
    """Return one theme, "treaty", with a coded and a discovered position over the interviews in `talks`."""
    interviews = tuple(make_interview(n, s) for n, s in sorted((talks or TALKS).items()))
    positions = (
        Position("extend", "treaty", POSITIONS["extend"], "coded"),
        Position("grow", "treaty", POSITIONS["grow"], "discovered"),
    )
    theme = Theme("treaty", "The treaty and the club", "What becomes of the treaty.", positions[:1])
    corpus = Corpus(interviews)
    statements = []
    for interview in interviews:
        answer = interview.turns[1]
        for match in re.finditer(r"[^.]+\.", answer.said.of(interview.text)):
            start = answer.said.start + match.start() + (len(match.group()) - len(match.group().lstrip()))
            found = "extend" if "treaty" in match.group() else "grow" if "club" in match.group() else ""
            if found:
                end = answer.said.start + match.end()
                statements.append(
                    Statement(
                        "treaty", interview.id, 2, start, end, SPEAKER, found == "extend", f'term "{found}"', (found,)
                    )
                )
    changes = []
    for position in positions:
        run = [s for s in statements if position.id in s.positions]
        for before, after in itertools.pairwise(run):
            old, new = (s.span.of(corpus.by_id[s.interview].text) for s in (before, after))
            diff = plain_diff(old, new)
            changes.append(
                Change(
                    "treaty",
                    position.id,
                    before.interview,
                    after.interview,
                    before,
                    after,
                    diff,
                    ("condition", "number") if "provided" in new else ("boost",),
                )
            )
    shifts = tuple(
        Shift(
            rank,
            "treaty",
            c.position,
            c.kinds[0],
            c,
            tuple(e.old for e in c.diff.edits if e.op == "delete"),
            tuple(e.new for e in c.diff.edits if e.op == "insert"),
            round(1 / rank, 2),
            f"{c.kinds[0]} changed; steady before",
        )
        for rank, c in enumerate(reversed(changes), start=1)
    )
    first = statements[0]
    phrases = (
        Phrase(
            "treaty",
            "five years",
            "five years",
            (Occurrence(first.interview, Span(first.start, first.start + 3)),),
            interviews[0].date,
            interviews[1].date,
            (),
            "one year",
        ),
    )
    stated = {s.interview for s in statements}
    silences = tuple(Silence("treaty", i.id, "not asked") for i in interviews if i.id not in stated)
    return Analysis(corpus, (theme,), positions, tuple(statements), tuple(changes), shifts, phrases, silences)
