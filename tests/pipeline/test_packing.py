"""A theme's lean form: nothing is lost in it, and what is said once is held once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from tests.pipeline.threads import threaded
from timeline import themes
from timeline.following import follow_theme
from timeline.models import Change, Interview, Statement
from timeline.packing import Packed
from timeline.reading import read_corpus


def test_what_was_packed_comes_out_the_same_and_holds_each_statement_once() -> None:
    corpus = read_corpus([Path("data/interviews")], today=date(2026, 1, 1))
    codebook = themes.load_codebooks([Path("data/themes")])[0]
    packed = follow_theme(threaded(codebook, corpus.interviews))
    data = msgspec.msgpack.encode(packed)
    again = msgspec.msgpack.decode(data, type=Packed)
    assert msgspec.msgpack.encode(again) == data
    theme = again.unpacked(corpus.by_id)
    assert theme.changes
    assert theme == packed.unpacked(corpus.by_id)
    assert all(quotes_are_sliced(change, corpus.by_id) for change in theme.changes)
    held = {id(s) for s in theme.statements}
    sides = [s for c in theme.changes for s in (c.before, c.after, c.context) if s]
    assert {id(s) for s in sides} <= held
    assert {id(s.change) for s in theme.shifts} <= {id(c) for c in theme.changes}
    assert len(msgspec.msgpack.encode(packed.changes)) < 0.2 * len(msgspec.msgpack.encode(theme.changes))


def quotes_are_sliced(change: Change, interviews: dict[str, Interview]) -> bool:
    def quote(side: Statement | None) -> str:
        return side.span.of(interviews[side.interview].text) if side else ""

    return (change.diff.old, change.diff.new) == (quote(change.before), quote(change.after))
