"""A word diff as HTML: what went in `del`, what came in `ins`.

The signs that tell them apart without colour are drawn by the style sheet, so that the text without `ins` is exactly
the old quote, and without `del` the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from timeline.models import Diff, EditOp, Span

_TAGS: dict[EditOp, str] = {"delete": "del", "insert": "ins"}


def woven(diff: Diff) -> Markup:
    """Return both wordings as one text: what they share once, removed words in `del`, added ones in `ins`.

    >>> from timeline.models import Edit
    >>> edits = (Edit("delete", Span(0, 4), Span(0, 0)), Edit("insert", Span(4, 4), Span(0, 3)))
    >>> edits += (Edit("equal", Span(4, 10), Span(3, 9)),)
    >>> woven(Diff("five years", "one years", edits, 0.5))
    Markup('<del>five</del><ins>one</ins> years')
    """
    return _joined_up(_tagged(words, _TAGS.get(op, "")) for op, words in diff.pieces())


def before(diff: Diff, told: Iterable[Span]) -> Markup:
    """Return the old side of a rewording, the words that `told` covers in `del`."""
    return _marked(diff.old, _joined(diff.old, told), "del")


def after(diff: Diff, told: Iterable[Span]) -> Markup:
    """Return the new side of a rewording, the words that `told` covers in `ins`."""
    return _marked(diff.new, _joined(diff.new, told), "ins")


def _marked(text: str, spans: Iterable[Span], tag: str) -> Markup:
    parts, at = [], 0
    for span in spans:
        parts += [_tagged(text[at : span.start]), _tagged(span.of(text), tag)]
        at = span.end
    return _joined_up([*parts, _tagged(text[at:])])


def _tagged(text: str, tag: str = "") -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if tag else str(escape(text))


def _joined_up(escaped: Iterable[str]) -> Markup:
    """Return the pieces as markup: in one go, as Markup's own methods escape and copy each piece once more."""
    return Markup("".join(escaped))  # noqa: S704  escaped just now


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
