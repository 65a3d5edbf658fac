"""A word diff as HTML: what went in `del`, what came in `ins`, in two columns.

The signs that tell them apart without colour are drawn by the style sheet, so that the text of each column stays
exactly the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from timeline.models import Diff, Span

_MARKS = {"del": Markup("<del>{}</del>"), "ins": Markup("<ins>{}</ins>")}


def before(diff: Diff, told: Iterable[Span] = ()) -> Markup:
    """Return the old wording, its removed words in `del`; of a rewording, only the words that `told` covers.

    >>> from timeline.models import Edit
    >>> edits = (Edit("delete", Span(0, 4), Span(0, 0)), Edit("insert", Span(4, 4), Span(0, 3)))
    >>> edits += (Edit("equal", Span(4, 10), Span(3, 9)),)
    >>> before(Diff("five years", "one years", edits, 0.5))
    Markup('<del>five</del> years')
    """
    spans = _joined(diff.old, told) if diff.rewording else (e.old for e in diff.edits if e.op == "delete")
    return _marked(diff.old, spans, "del")


def after(diff: Diff, told: Iterable[Span] = ()) -> Markup:
    """Return the new wording, its added words in `ins`; of a rewording, only the words that `told` covers."""
    spans = _joined(diff.new, told) if diff.rewording else (e.new for e in diff.edits if e.op == "insert")
    return _marked(diff.new, spans, "ins")


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
