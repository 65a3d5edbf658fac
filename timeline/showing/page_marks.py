"""A word diff as HTML: what went in `del`, what came in `ins`.

The signs that tell them apart without colour are drawn by the style sheet, so that the text without `ins` is exactly
the old quote, and without `del` the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from timeline.models import Diff, EditOp, Span

_MARKS = {"del": Markup("<del>{}</del>"), "ins": Markup("<ins>{}</ins>")}
_TAGS: dict[EditOp, str] = {"delete": "del", "insert": "ins"}


def woven(diff: Diff) -> Markup:
    """Return both wordings as one text: what they share once, removed words in `del`, added ones in `ins`.

    >>> from timeline.models import Edit
    >>> edits = (Edit("delete", Span(0, 4), Span(0, 0)), Edit("insert", Span(4, 4), Span(0, 3)))
    >>> edits += (Edit("equal", Span(4, 10), Span(3, 9)),)
    >>> woven(Diff("five years", "one years", edits, 0.5))
    Markup('<del>five</del><ins>one</ins> years')
    """
    pieces = ((_TAGS.get(op), words) for op, words in diff.pieces())
    return Markup("").join(_MARKS[tag].format(words) if tag else escape(words) for tag, words in pieces)


def before(diff: Diff, told: Iterable[Span]) -> Markup:
    """Return the old side of a rewording, the words that `told` covers in `del`."""
    return _marked(diff.old, _joined(diff.old, told), "del")


def after(diff: Diff, told: Iterable[Span]) -> Markup:
    """Return the new side of a rewording, the words that `told` covers in `ins`."""
    return _marked(diff.new, _joined(diff.new, told), "ins")


def _marked(text: str, spans: Iterable[Span], tag: str) -> Markup:
    parts, at = [], 0
    for span in spans:
        parts += [escape(text[at : span.start]), _MARKS[tag].format(span.of(text))]
        at = span.end
    return Markup("").join([*parts, escape(text[at:])])


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans in order, those that overlap or have only spaces between them as one."""
    last: Span | None = None
    for span in sorted(s for s in spans if s.start < s.end):
        if last and not text[last.end : span.start].strip():
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
