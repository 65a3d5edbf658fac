"""A word diff as HTML: what went in `del`, what came in `ins`, in two columns.

The signs that tell them apart without colour are drawn by the style sheet, so that the text of each column stays
exactly the quote.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from timeline.models import Diff


def before(diff: Diff) -> Markup:
    """Return the old wording, its removed words in `del`; of a rewording, the shared words in `b`.

    >>> from timeline.models import Edit, Span
    >>> edits = (Edit("delete", Span(0, 4), Span(0, 0)), Edit("insert", Span(4, 4), Span(0, 3)))
    >>> edits += (Edit("equal", Span(4, 10), Span(3, 9)),)
    >>> before(Diff("five years", "one years", edits, 0.5))
    Markup('<del>five</del> years')
    """
    return _side(diff, "delete", "del")


def after(diff: Diff) -> Markup:
    """Return the new wording, its added words in `ins`; of a rewording, the shared words in `b`."""
    return _side(diff, "insert", "ins")


def _side(diff: Diff, op: str, tag: str) -> Markup:
    other = "insert" if op == "delete" else "delete"
    parts = []
    for step, text in diff.pieces():
        if step == other or not text:
            continue
        words = escape(text)
        if diff.rewording:
            shared = "b" if text.strip() else "i"  # a space alone is shared too, but not worth a mark
            parts.append(f"<{shared}>{words}</{shared}>" if step == "equal" else words)
        else:
            parts.append(f"<{tag}>{words}</{tag}>" if step == op else words)
    return Markup("").join(Markup(p) for p in parts)  # noqa: S704 - every part was escaped above
