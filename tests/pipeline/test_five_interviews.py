"""The main job on the five real interviews, through the public face."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from timeline.models import Analysis
from timeline.pipeline import analyse, build

CORPUS, THEMES = [Path("data/interviews")], [Path("data/themes")]
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(CORPUS, THEMES, today=TODAY)


def test_every_interview_is_read_and_nothing_is_wrong(analysis: Analysis) -> None:
    assert [i.date.isoformat() for i in analysis.corpus.interviews] == [
        "2019-09-04", "2020-04-29", "2020-08-12", "2020-08-23", "2020-12-29",
    ]  # fmt: skip
    assert not analysis.problems


def test_only_the_speaker_makes_statements(analysis: Analysis) -> None:
    for statement in analysis.statements:
        interview = analysis.corpus.by_id[statement.interview]
        turn = interview.turns[statement.turn - 1]
        assert turn.role != "question"
        assert statement.speaker == turn.speaker == interview.speaker
        assert turn.said.start <= statement.start < statement.end <= turn.said.end


def test_changes_quote_their_source_and_rebuild_both_wordings(analysis: Analysis) -> None:
    assert analysis.changes
    for change in analysis.changes:
        assert change.diff.old == (analysis.quote(change.before) if change.before else "")
        assert change.diff.new == (analysis.quote(change.after) if change.after else "")
        pieces = list(change.diff.pieces())
        assert "".join(words for op, words in pieces if op != "insert") == change.diff.old
        assert "".join(words for op, words in pieces if op != "delete") == change.diff.new


def test_an_interview_has_statements_on_a_theme_or_is_silent_on_it(analysis: Analysis) -> None:
    said = {(s.theme, s.interview) for s in analysis.statements}
    silent = {(s.theme, s.interview) for s in analysis.silences}
    assert not said & silent
    assert said | silent == {(t.id, i.id) for t in analysis.themes for i in analysis.corpus.interviews}


def test_nothing_later_decides_what_is_said_of_something_earlier(analysis: Analysis, tmp_path: Path) -> None:
    for file in sorted(CORPUS[0].glob("*.txt"))[:3]:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    early = analyse([tmp_path], THEMES, today=TODAY)
    ids = {i.id for i in early.corpus.interviews}
    now = [s for s in analysis.statements if s.interview in ids]
    assert [replace(s, positions=()) for s in early.statements] == [replace(s, positions=()) for s in now]
    # a later interview may found a position together with an earlier statement; it moves none out of one
    assert all(set(then.positions) <= set(s.positions) for then, s in zip(early.statements, now, strict=True))
    known = {(p.theme, p.id) for p in early.positions}
    later = [c for c in analysis.changes if {c.from_interview, c.to_interview} <= ids]
    assert [(c.theme, c.position, c.from_interview, c.to_interview, c.diff, c.kinds) for c in early.changes] == [
        (c.theme, c.position, c.from_interview, c.to_interview, c.diff, c.kinds)
        for c in later
        if (c.theme, c.position) in known
    ]


def test_the_same_input_gives_the_same_bytes_in_any_order_of_files(tmp_path: Path) -> None:
    files = sorted(CORPUS[0].glob("*.txt"))
    build(files, THEMES, tmp_path / "a", today=TODAY)
    build(files[::-1], THEMES, tmp_path / "b", today=date(2026, 2, 2))
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / d).rglob("*.html")} for d in "ab")
    assert one == other
    assert set(one) >= {"index.html", "new-start-extension.html", "unsc-expansion.html", "rules-based-order.html"}
