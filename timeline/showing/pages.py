"""All pages of an analysis: an index, a page a theme, a page an interview. Returns them; writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from timeline.models import Analysis
from timeline.showing.page_frame import PLOTLY, asset
from timeline.showing.page_index import index_page
from timeline.showing.page_lanes import board
from timeline.showing.page_theme import theme_page
from timeline.showing.page_transcript import transcript_names, transcript_page


@dataclass(frozen=True, slots=True)
class Built:
    """How the pages came to be."""

    version: str
    on: date | None = None
    """The day of the build; left out, so that the output can be made again, unless a user names one."""


def pages(analysis: Analysis, *, built: Built, shared_assets: bool = False) -> dict[str, str | bytes]:
    """Return the content of each file by its name, folders separated by `/`.

    `index.html`, `THEME.html` for each theme and `interviews/ID.html` for each interview. Each is complete in itself;
    with `shared_assets` the theme pages read plotly.js from `assets/`, which saves 1.2 MB a theme.
    """
    names = transcript_names(analysis.corpus.interviews)
    foot = {"built": built, "corpus": corpus_hash(analysis)}
    found: dict[str, str | bytes] = {}
    boards = [board(analysis, theme) for theme in analysis.themes]
    found["index.html"] = index_page(analysis, boards, names, foot)
    for each in boards:
        found[f"{each.theme.id}.html"] = theme_page(each, names, foot, shared_assets=shared_assets)
    for interview in analysis.corpus.interviews:
        found[names[interview.id]] = transcript_page(interview, analysis, names, foot)
    if shared_assets:
        found[f"assets/{PLOTLY}"] = asset(PLOTLY)
    return found


def corpus_hash(analysis: Analysis) -> str:
    """Return twelve digits that change when any interview's bytes do."""
    return sha256("".join(i.sha256 for i in analysis.corpus.interviews).encode()).hexdigest()[:12]
