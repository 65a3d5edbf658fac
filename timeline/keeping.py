"""What an analysis is made of, put together, kept between runs, and found again by all that decides it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import msgspec

from timeline.cache import Cache, key
from timeline.errors import Problem
from timeline.locating import is_elsewhere, located, stamps_below
from timeline.models import Analysis, Corpus, Interview, Theme
from timeline.packing import Followed, Packed

_PIECE = 200
"""Interviews kept together: some 8 MB, so that neither reading nor writing needs the corpus twice in memory."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What an analysis holds besides its interviews and what was found in them."""

    interviews: int
    """Pieces of them."""
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


def keep(cache: Cache, whole: bytes, analysis: Analysis, packed: Sequence[Packed]) -> None:
    """Keep an analysis under `whole`, in pieces."""
    encode = msgspec.msgpack.Encoder().encode
    corpus = analysis.corpus
    pieces = [corpus.interviews[n : n + _PIECE] for n in range(0, len(corpus.interviews), _PIECE)]
    head = _Head(len(pieces), corpus.witnesses, corpus.problems, analysis.themes, analysis.problems)
    for kind, parts in (("interviews", pieces), ("theme", packed)):
        for n, part in enumerate(parts):
            cache.put([(_part(whole, kind, n), encode(part))])
    cache.put([(_part(whole, "head", 0), encode(head))])


def recall(cache: Cache, whole: bytes) -> Analysis | None:
    """Return the analysis that was kept under `whole`; None where any piece of it is missing or damaged."""
    try:
        head = next(_pieces(cache, whole, "head", 1, _Head))
        interviews = (
            i for piece in _pieces(cache, whole, "interviews", head.interviews, tuple[Interview, ...]) for i in piece
        )
        corpus = Corpus(tuple(interviews), head.unread, head.witnesses)
        followed = [p.unpacked(corpus.by_id) for p in _pieces(cache, whole, "theme", len(head.themes), Packed)]
    except (KeyError, msgspec.DecodeError, IndexError):
        return None
    return assemble(corpus, head.themes, followed, head.problems)


def _pieces(cache: Cache, whole: bytes, kind: str, count: int, of: Any) -> Iterator[Any]:
    """Yield the kept parts of one kind; raises KeyError where one is missing."""
    decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(of)
    for n in range(count):
        name = _part(whole, kind, n)
        yield decoder.decode(cache.get([name])[name])


def _part(whole: bytes, kind: str, number: int) -> bytes:
    return key(kind, whole, str(number))


def digest(parts: Iterable[object]) -> bytes:
    """Return the digest of plain data."""
    return sha256(msgspec.msgpack.encode(list(parts))).digest()


def of_interview(interview: Interview) -> bytes:
    """Return the digest of an interview; its text apart, as msgspec would leave a second copy of it in memory."""
    name = sha256(msgspec.msgpack.encode(replace(interview, text="")))
    name.update(interview.text.encode("utf-8", "surrogatepass"))
    return name.digest()


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
