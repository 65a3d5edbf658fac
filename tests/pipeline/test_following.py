"""A theme is followed through excerpts that hold all that is looked at."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from tests.generator import write
from tests.pipeline.threads import threaded, whole
from timeline import themes
from timeline.excerpts import excerpt
from timeline.following import follow_theme
from timeline.models import Block, Interview, Span, Statement
from timeline.reading import read_corpus


@pytest.fixture(scope="module", params=["data", "generated"])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "data":
        return Path("data")
    return write(tmp_path_factory.mktemp("generated"), 24, seed=8, size=2_500)


def test_excerpts_give_what_whole_interviews_give(source: Path) -> None:
    corpus = read_corpus([source / "interviews"], today=date(2026, 1, 1))
    silent = 0
    for codebook in themes.load_codebooks([source / "themes"]):
        lean, full = threaded(codebook, corpus.interviews), whole(codebook, corpus.interviews)
        silent += sum(not i.text for i in lean.interviews.values())
        assert sum(len(i.text) for i in lean.interviews.values()) < sum(len(i.text) for i in corpus.interviews)
        assert follow_theme(lean) == follow_theme(full)
        digests = {i.id: i.sha256.encode() for i in corpus.interviews}
        fresh = follow_theme(replace(lean, digests=digests))
        assert follow_theme(replace(lean, digests=digests, before=msgspec.msgpack.encode(fresh))) == fresh
    assert silent


def spoken(*roles: str) -> Interview:
    """Return an interview with a turn of each role, each with a line of its own."""
    lines = [f"{role} {n}\n" for n, role in enumerate(roles, start=1)]
    blocks = []
    at = 0
    for role, line in zip(roles, lines, strict=True):
        said = Span(at, at + len(line) - 1)
        blocks.append(Block(role, at, at + len(line), said, "Q" if role == "question" else "A"))  # type: ignore[arg-type]
        at += len(line)
    return Interview("i", "i.txt", "", "".join(lines), tuple(blocks), date(2020, 1, 1), "sidecar", "", "A")


def said(interview: Interview, turn: int) -> Statement:
    where = interview.turns[turn - 1].said
    return Statement("t", "i", turn, where.start, where.end, "A", False, "", (), (where,))


@pytest.mark.parametrize(
    ("roles", "turns", "kept"),
    [
        ("question answer question question answer answer", (5,), (3, 4, 5)),
        ("question answer question question answer answer", (2, 6), (1, 2, 6)),
        ("remarks question answer", (1,), (1,)),
        ("answer question answer", (2, 3), (1, 2, 3)),
    ],
)
def test_an_excerpt_holds_the_turns_and_their_questions(
    roles: str, turns: tuple[int, ...], kept: tuple[int, ...]
) -> None:
    interview = spoken(*roles.split())
    statements = [said(interview, n) for n in turns]
    short, places = excerpt(interview, statements)
    assert places.turns == kept
    assert [t.said.of(short.text) for t in short.turns[: len(kept)]] == [
        interview.turns[n - 1].said.of(interview.text) for n in kept
    ]
    for statement in statements:
        inside = places.enter(statement)
        assert inside.span.of(short.text) == statement.span.of(interview.text)
        assert inside.terms[0] == inside.span
        assert short.turns[inside.turn - 1].said == inside.span
        assert places.leave(inside) == statement
        assert places.leave_span(inside.span) == statement.span
    assert {t.speaker for t in short.turns} == {t.speaker for t in interview.turns}


def test_of_a_silent_interview_stays_who_speaks() -> None:
    short, _ = excerpt(spoken("question", "answer"), ())
    assert (short.text, {t.speaker for t in short.turns}) == ("", {"A", "Q"})
