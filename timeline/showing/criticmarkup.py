r"""Word diffs as CriticMarkup: `{--old--}{++new++}` (https://github.com/CriticMarkup/CriticMarkup-toolkit).

CriticMarkup has no escape. Here a backslash stands before each backslash and brace of the text, so that every diff
can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.models import Diff, EditOp

_ESCAPED = re.compile(r"[\\{}]")
_MARKS: dict[EditOp, str] = {"equal": "%s", "delete": "{--%s--}", "insert": "{++%s++}"}
_TEXT = r"(?:\\.|[^\\{}])"
_TOKEN = re.compile(
    rf"\{{--(?P<delete>{_TEXT}*)--\}}|\{{\+\+(?P<insert>{_TEXT}*)\+\+\}}|(?P<equal>{_TEXT}+)", re.DOTALL
)


def write(diff: Diff) -> str:
    """Return the diff as CriticMarkup.

    >>> from timeline.models import Edit, Span
    >>> edits = (Edit("equal", Span(0, 4), Span(0, 4)), Edit("delete", Span(4, 8), Span(4, 4)))
    >>> write(Diff("five years", "five", edits, 0.67))
    'five{-- yea--}'
    """
    return "".join(_MARKS[op] % _ESCAPED.sub(r"\\\g<0>", words) for op, words in diff.pieces())


def read(markup: str) -> Iterator[tuple[EditOp, str]]:
    r"""Yield each step of a diff that `write` wrote, with its words; raise ValueError for anything else.

    >>> list(read(r"a {--\{b\}--}{++c++}"))
    [('equal', 'a '), ('delete', '{b}'), ('insert', 'c')]
    """
    at = 0
    for match in _TOKEN.finditer(markup):
        if match.start() != at:
            break
        at = match.end()
        op: EditOp = match.lastgroup  # type: ignore[assignment]
        yield op, re.sub(r"\\(.)", r"\1", match.group(op), flags=re.DOTALL)
    if at != len(markup):
        raise ValueError(f"no CriticMarkup at {at}: {markup[at : at + 20]!r}")
