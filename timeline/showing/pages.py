"""All pages of an analysis: an index, a page a theme, a page an interview. Returns them; writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import blake2b, sha256
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from timeline.models import Analysis, Corpus, Interview, Theme
from timeline.showing import room
from timeline.showing.page_names import data_name, paged_years, transcript_names, year_name
from timeline.showing.page_thinning import is_large


class Built(Struct, frozen=True):
    """How the pages came to be."""

    version: str
    on: date | None = None
    """The day of the build; left out, so that the output can be made again, unless a user names one."""


class Page(Struct, frozen=True):
    """A file to be made."""

    name: str
    """Folders separated by `/`."""
    made_from: bytes
    """A digest that changes when anything changes of which it is made: words, templates, version."""
    make: Callable[[], str | bytes]


def pages(analysis: Analysis, *, built: Built, shared_assets: bool = False) -> dict[str, str | bytes]:
    """Return the content of each file by its name, as `plan` says."""
    return {page.name: page.make() for page in plan(analysis, built=built, shared_assets=shared_assets)}


class Shelf(Protocol):
    """Where pieces of pages are kept from one build to the next."""

    def earlier(self, page: str) -> bytes:
        """Return what was kept of a page; nothing where nothing was."""

    def keep(self, page: str, pieces: bytes) -> None:
        """Keep it in place of what was kept of that page before."""


class Bare:
    """Keeps nothing."""

    def earlier(self, _page: str) -> bytes:
        """Return nothing."""
        return b""

    def keep(self, _page: str, _pieces: bytes) -> None:
        """Do nothing."""


def plan(
    analysis: Analysis,
    *,
    built: Built,
    shared_assets: bool = False,
    decided: Sequence[bytes] = (),
    shelf: Shelf | None = None,
) -> Iterator[Page]:
    """Yield each file with what it is made from, and how; one whose sources did not change need not be made.

    `index.html`, `THEME.html` for each theme and `interviews/ID.html` for each interview. Each is complete in itself.
    Of a large corpus the index has a page for each year, and a theme that is more than a page can show a file with all
    its changes. With `shared_assets` the theme pages read plotly.js from `assets/`, which saves 1.2 MB a theme.
    Of a page that must be made, `shelf` has the pieces that did not change. `decided` tells for each theme what was
    found on it from anything else; without it, that is looked through.
    """
    made = _Maker(analysis, built, shared_assets, shelf or Bare())
    known = dict(zip((t.id for t in analysis.themes), decided, strict=False))
    parts = {t.id: known.get(t.id) or _of_theme(analysis, t) for t in analysis.themes}
    everything = made.digest(list(parts.values()))
    yield Page("index.html", everything, made.index)
    for year in paged_years(analysis):
        yield Page(year_name(year), everything, partial(made.year, year))
    for theme in analysis.themes:
        yield Page(f"{theme.id}.html", made.digest(parts[theme.id]), partial(made.theme, theme))
        if theme.id in made.large:
            yield Page(data_name(theme), made.digest(parts[theme.id]), partial(made.changes, theme))
    for interview, own in _by_interview(analysis):
        parts_of = made.told[interview.id], replace(own, corpus=Corpus(()))
        yield Page(
            made.names[interview.id], made.digest(parts_of, whole=False), partial(made.transcript, interview, own)
        )
    if shared_assets:
        from timeline.showing.page_frame import PLOTLY, asset

        yield Page(f"assets/{PLOTLY}", room.digest(), partial(asset, PLOTLY))


class _Maker:
    """Makes the pages of one analysis; what several share is made once, and only if one is made."""

    def __init__(self, analysis: Analysis, built: Built, shared_assets: bool, shelf: Shelf) -> None:
        self.analysis, self.built, self.shared_assets, self.shelf = analysis, built, shared_assets, shelf
        self.large = {t.id for t in analysis.themes if _is_large(analysis, t)}
        self.names = transcript_names(analysis.corpus.interviews)
        self._corpus = corpus_hash(analysis)
        self.told = analysis.corpus.digests
        self._told = blake2b(b"".join(self.told.values()), digest_size=20).digest()
        self._boards: dict[str, Any] = {}
        self._over: Any = None

    def digest(self, parts: object, *, whole: bool = True) -> bytes:
        """Return the digest of what a page is made from; `whole` where that is every interview, not one."""
        digest = blake2b(room.digest(), digest_size=20)
        digest.update(msgspec.msgpack.encode([self.built, self.shared_assets, parts]))
        if whole:
            digest.update(self._told)
        return digest.digest()

    def index(self) -> str:
        from timeline.showing.page_index import index_page

        return index_page(self._overview(), self._foot())

    def year(self, year: int) -> str:
        from timeline.showing.page_index import year_page

        return year_page(self._overview(), year, self._foot())

    def _overview(self) -> Any:
        from timeline.showing.page_index import Overview

        if self._over is None:
            boards = [self._board(t) for t in self.analysis.themes]
            shown = [frozenset(s.id for lane in self._shown(t).lanes for s in lane.steps) for t in self.analysis.themes]
            self._over = Overview(self.analysis, boards, shown, self.names)
        return self._over

    def theme(self, theme: Theme) -> str:
        from timeline.showing.page_theme import theme_page
        from timeline.showing.pieces import Pieces

        pieces = Pieces(self.shelf.earlier(theme.id))
        page = theme_page(
            self._shown(theme), self.names, self.told, self._foot(), pieces=pieces, shared_assets=self.shared_assets
        )
        self.shelf.keep(theme.id, pieces.packed())
        return page

    def changes(self, theme: Theme) -> str:
        from timeline.showing.files import csv_text
        from timeline.showing.tables import TABLES

        table = next(t for t in TABLES if t.name == "changes")
        own = replace(self.analysis, changes=tuple(c for c in self.analysis.changes if c.theme == theme.id))
        return csv_text(table, table.rows(own))

    def transcript(self, interview: Interview, own: Analysis) -> str:
        from timeline.showing.page_transcript import transcript_page

        # its own digest, not the corpus's: or every page would have to be written anew for each new interview
        foot = {"built": self.built, "corpus": interview.sha256[:12], "origin": "file"}
        return transcript_page(interview, own, self.names, foot)

    def _foot(self) -> dict[str, Any]:
        return {"built": self.built, "corpus": self._corpus, "origin": "corpus"}

    def _shown(self, theme: Theme) -> Any:
        from timeline.showing.page_thinning import thinned

        return thinned(self._board(theme), large=theme.id in self.large)

    def _board(self, theme: Theme) -> Any:
        from timeline.showing.page_lanes import board

        if theme.id not in self._boards:
            self._boards[theme.id] = board(self.analysis, theme)
        return self._boards[theme.id]


def _is_large(analysis: Analysis, theme: Theme) -> bool:
    return is_large(
        (s for s in analysis.statements if s.theme == theme.id),
        (c for c in analysis.changes if c.theme == theme.id),
        (s for s in analysis.shifts if s.theme == theme.id),
    )


def _of_theme(analysis: Analysis, theme: Theme) -> list[object]:
    """Return what was found on one theme."""
    of = theme.id
    kinds = (analysis.positions, analysis.statements, analysis.changes, analysis.phrases, analysis.silences)
    found: list[object] = [theme, *([x for x in kind if x.theme == of] for kind in kinds)]
    # a shift holds its change, which is told already
    bare = [
        (s.rank, s.kind, s.position, s.from_words, s.to_words, s.score, s.reason)
        for s in analysis.shifts
        if s.theme == of
    ]
    return [*found, bare, [(s.change.from_interview, s.change.to_interview) for s in analysis.shifts if s.theme == of]]


def _by_interview(analysis: Analysis) -> Iterator[tuple[Interview, Analysis]]:
    """Yield each interview with what was found in it, and nothing else."""
    statements, silences = defaultdict(list), defaultdict(list)
    for s in analysis.statements:
        statements[s.interview].append(s)
    for silence in analysis.silences:
        silences[silence.interview].append(silence)
    place = {(p.theme, p.id): n for n, p in enumerate(analysis.positions)}
    themes = tuple(replace(t, positions=()) for t in analysis.themes)
    for i in analysis.corpus.interviews:
        held = {place[s.theme, p] for s in statements[i.id] for p in s.positions if (s.theme, p) in place}
        yield (
            i,
            Analysis(
                corpus=Corpus((i,)),
                themes=themes,
                positions=tuple(analysis.positions[n] for n in sorted(held)),
                statements=tuple(statements[i.id]),
                changes=(),
                shifts=(),
                silences=tuple(silences[i.id]),
            ),
        )


def corpus_hash(analysis: Analysis) -> str:
    """Return twelve digits that change when any interview's bytes do."""
    return sha256("".join(i.sha256 for i in analysis.corpus.interviews).encode()).hexdigest()[:12]
