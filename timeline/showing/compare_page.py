"""A comparison or a trace as one HTML file that needs nothing else."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup, escape

from timeline.models import EditOp
from timeline.showing.compare_text import ages, tally
from timeline.showing.marks import tells
from timeline.showing.page_frame import environment, lean, policy
from timeline.showing.sheet import Entry, Sheet


def compare_page(sheet: Sheet) -> str:
    """Return the page; the text of each side is the quote, its marks are elements around it."""
    style = lean("page.css")
    left_right = ages(*sheet.sources) if sheet.kind == "compare" and len(sheet.sources) == 2 else ()
    groups = [(theme, list(entries)) for theme, entries in groupby(sheet.entries, key=lambda entry: entry.theme)]
    return environment().get_template("compare.html").render(
        sheet=sheet,
        ages=left_right,
        groups=groups,
        side=_side,
        tally=tally,
        style=Markup(style),  # noqa: S704 - our own file
        policy=policy(style=style, scripts=["'none'"]),
    )  # fmt: skip


def _side(entry: Entry, own: EditOp) -> Markup:
    """Return one wording, its own words in `del` or `ins`; of a rewording, the shared words in `b`."""
    alone = entry.left is None or entry.right is None
    tag = "b" if entry.rewording else "del" if own == "delete" else "ins"
    parts = []
    for piece in entry.side(own):
        words = escape(piece.text)
        says = tells(piece.text) if entry.rewording else piece.text.strip()
        marked = says and not alone and (piece.op == "equal") == entry.rewording
        parts.append(Markup("<{0}>{1}</{0}>").format(Markup(tag), words) if marked else words)  # noqa: S704 - b, del or ins
    return Markup("").join(parts)
