"""Themes ready to be followed, with excerpts of the interviews or with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline import themes
from timeline.excerpts import excerpt
from timeline.following import Heard, Thread, count, hear, thread
from timeline.models import Interview


def threaded(codebook: themes.Codebook, interviews: Sequence[Interview]) -> Thread:
    """Return a theme as it is handed to a worker."""
    silent = {i.id: excerpt(i, ())[0] for i in interviews}
    made = thread(codebook, _heard(codebook, interviews), {i.id: i for i in interviews}, silent, True, "")
    return replace(made, counts={i.id: count(i) for i in interviews})


def whole(codebook: themes.Codebook, interviews: Sequence[Interview]) -> Thread:
    """Return a theme with all words of all interviews."""
    heard = _heard(codebook, interviews)
    said = tuple(s for h in heard for s in h.found.statements)
    return Thread(codebook, said, tuple(h.silence for h in heard if h.silence), {i.id: i for i in interviews}, True, "")


def _heard(codebook: themes.Codebook, interviews: Sequence[Interview]) -> list[Heard]:
    return [hear((i, codebook)) for i in interviews]
