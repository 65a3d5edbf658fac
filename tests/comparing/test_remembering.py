"""What an earlier run found out is taken over where it holds, and gives what a run from nothing gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from unittest import mock

import msgspec
import pytest

from tests.generator import write
from tests.pipeline.threads import threaded as lean
from timeline import themes
from timeline.comparing import follow
from timeline.comparing.align_groups import Grouping
from timeline.following import Thread, follow_theme
from timeline.models import Interview
from timeline.packing import Packed
from timeline.reading import read_corpus


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("generated"), 24, seed=8, size=2_500)


def threaded(source: Path, interviews: list[Interview], before: bytes = b"") -> Thread:
    codebook = themes.load_codebooks([source / "themes"])[0]
    digests = {i.id: sha256(i.text.encode()).digest() for i in interviews}
    return replace(lean(codebook, interviews), digests=digests, before=before)


def counted(made: Thread) -> tuple[Packed, int, int]:
    """Return what came of a theme, how many interviews were heard, and how many pairs compared."""
    with (
        mock.patch.object(Grouping, "hear", autospec=True, side_effect=Grouping.hear) as heard,
        mock.patch.object(follow, "quote_diff", side_effect=follow.quote_diff) as compared,
    ):
        return follow_theme(made), heard.call_count, compared.call_count


@pytest.mark.parametrize("place", [0, 1, 9, 17, 22, 23])
def test_an_interview_that_comes_anywhere_gives_what_all_give_together(source: Path, place: int) -> None:
    every = list(read_corpus([source / "interviews"], today=date(2026, 1, 1)).interviews)
    most = [i for n, i in enumerate(every) if n != place]
    for first, second in ((most, every), (every, most)):
        before = msgspec.msgpack.encode(follow_theme(threaded(source, first)))
        again, heard, compared = counted(threaded(source, second, before))
        fresh, all_heard, all_compared = counted(threaded(source, second))
        assert again == fresh
        assert heard <= all_heard - min(place // 2, 8)
        assert compared < 0.5 * all_compared


def test_what_differs_is_not_taken_over(source: Path) -> None:
    every = list(read_corpus([source / "interviews"], today=date(2026, 1, 1)).interviews)
    before = msgspec.msgpack.encode(follow_theme(threaded(source, every)))
    again, heard, compared = counted(threaded(source, every, before))
    assert (heard, compared) == (0, 0)
    assert again == follow_theme(threaded(source, every))
    other = threaded(source, every, before)
    other = replace(other, coded=False, digests=dict.fromkeys(other.digests, b"-"), before=b"")
    assert counted(other)[1] > 0
    assert counted(threaded(source, every, b"damaged"))[0] == again
