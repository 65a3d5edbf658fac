"""Turns that a dash alone begins, between labelled ones: the other of the two goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from timeline.reading.candidates import Label
from timeline.reading.lines import Line
from timeline.reading.unlabelled import asks

_DASH = re.compile(r"[-–—―]{1,2}\s*(?=[^\W_]|[\"«“„(¿])")


def with_dashed_turns(lines: Sequence[Line], labels: Sequence[Label]) -> list[Label]:
    """Return the labels and those of lines that begin with a dash, behind a question or asking one themselves.

    Other lines with a dash are a list inside an answer.
    """
    others = {a.key: b for a, b in pairwise([*labels, *labels[:1]]) if a.key != b.key}
    found: list[Label] = []
    for label, following in pairwise([*labels, None]):
        if label is None:
            break
        found.append(label)
        end = following.line if following else len(lines)
        alone = label.end >= len(lines[label.line].words)
        for i in range(label.line + 1 + alone, end):
            m = _DASH.match(lines[i].words)
            taken = m and found[-1].key in others and (asks(lines[i]) != asks(lines[i - 1]))
            if m and taken:
                other = others[found[-1].key]
                found.append(replace(other, line=i, end=m.end(), style="dash"))
                others.setdefault(other.key, label)
    return found
