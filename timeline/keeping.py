"""What an analysis is made of, put together, kept between runs, and found again by all that decides it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from timeline.cache import Cache, key
from timeline.errors import Problem
from timeline.locating import is_elsewhere, located, stamps_below
from timeline.models import Analysis, Corpus, Interview, Theme
from timeline.packing import Followed, Packed, pack_interview, unpack_interview


@dataclass(frozen=True, slots=True)
class _Head:
    """What an analysis holds besides its interviews and what was found in them."""

    interviews: tuple[bytes, ...]
    """The names under which they are kept, month by month."""
    followed: tuple[bytes, ...]
    """The names under which the themes are kept."""
    witnesses: tuple[Interview, ...]
    unread: tuple[Problem, ...]
    themes: tuple[Theme, ...]
    problems: tuple[Problem, ...]


def assemble(
    corpus: Corpus, themes: Sequence[Theme], followed: Sequence[Followed], problems: Sequence[Problem]
) -> Analysis:
    """Return the analysis that the themes' parts make."""
    return Analysis(
        corpus=corpus,
        themes=tuple(themes),
        positions=tuple(p for f in followed for p in f.positions),
        statements=tuple(s for f in followed for s in f.statements),
        changes=tuple(c for f in followed for c in f.changes),
        shifts=tuple(s for f in followed for s in f.shifts),
        phrases=tuple(p for f in followed for p in f.phrases),
        silences=tuple(s for f in followed for s in f.silences),
        problems=tuple(problems),
    )


def keep(cache: Cache, whole: bytes, analysis: Analysis, followed: Iterable[bytes]) -> None:
    """Keep an analysis under `whole`: what is new of its interviews, and where the rest is kept already.

    `followed` are the names under which its themes are kept.
    """
    corpus = analysis.corpus
    months = {_named(corpus, own): own for own in _by_month(corpus.interviews)}
    missing = cache.missing(list(months))
    encode = msgspec.msgpack.Encoder().encode
    for name in missing:
        cache.put([(name, encode([pack_interview(i) for i in months[name]]))])
    head = _Head(tuple(months), tuple(followed), corpus.witnesses, corpus.problems, analysis.themes, analysis.problems)
    cache.put([(whole, encode(head))])


def recall(cache: Cache, whole: bytes) -> tuple[Analysis, tuple[bytes, ...]] | None:
    """Return the analysis that was kept under `whole`, and the names of its themes' results.

    None where any piece of it is missing or damaged.
    """
    try:
        head = next(_pieces(cache, [whole], _Head))
        months = _pieces(cache, head.interviews, list[bytes])
        corpus = Corpus(tuple(unpack_interview(i) for month in months for i in month), head.unread, head.witnesses)
        followed = [p.unpacked(corpus.by_id) for p in _pieces(cache, head.followed, Packed)]
    except (KeyError, msgspec.DecodeError, IndexError):
        return None
    return assemble(corpus, head.themes, followed, head.problems), head.followed


def _by_month(interviews: Sequence[Interview]) -> Iterator[tuple[Interview, ...]]:
    """Yield interviews that are kept together.

    A new one changes one month, and neither reading nor writing needs the corpus twice in memory.
    """
    for _, own in groupby(interviews, key=lambda i: (i.date.year, i.date.month)):
        yield tuple(own)


def _named(corpus: Corpus, interviews: Iterable[Interview]) -> bytes:
    return key("interviews", *(corpus.digests[i.id] for i in interviews))


def _pieces(cache: Cache, names: Iterable[bytes], of: Any) -> Iterator[Any]:
    """Yield what is kept under the names; raises KeyError where one is missing."""
    decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(of)
    for name in names:
        yield decoder.decode(cache.get([name])[name])


def digest(parts: Iterable[object]) -> bytes:
    """Return the digest of plain data."""
    return sha256(msgspec.msgpack.encode(list(parts))).digest()


def contents(paths: Iterable[str | Path]) -> Iterator[str]:
    """Yield the name and digest of every file that reading `paths` may open.

    Of a folder that is everything below it; of a file also the TOML files beside it, which may be its sidecars. Files
    elsewhere are known by what is kept with them there, where that tells of every change.
    """
    for path in map(located, paths):
        yield str(path)
        if is_elsewhere(path):
            yield from stamps_below(path if path.is_dir() else path.parent)
            continue
        below = (Path(folder) / name for folder, _, names in os.walk(path) for name in names)
        for file in sorted(below) if path.is_dir() else [path, *sorted(path.parent.glob("*.toml"))]:
            try:
                with file.open("rb") as opened:
                    yield f"{file} {file_digest(opened, 'sha256').hexdigest()}"
            except OSError as error:
                yield f"{file} {error}"


class PageShelf:
    """The pieces of the pages in one folder, kept from one build to the next; each page's replace those before."""

    def __init__(self, cache: Cache, out: Path) -> None:
        self._cache, self._out = cache, str(out.resolve())

    def earlier(self, page: str) -> bytes:
        """Return what was kept of a page; nothing where nothing was."""
        name = self._name(page)
        return self._cache.get([name]).get(name, b"")

    def keep(self, page: str, pieces: bytes) -> None:
        """Keep it in place of what was kept of that page before."""
        self._cache.put([(self._name(page), pieces)])

    def _name(self, page: str) -> bytes:
        return key("pieces", self._out, page)
