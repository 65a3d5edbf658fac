"""Lines of other texts: teasers below "Read also", captions above a photo's credit, lists of dated titles."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.reading.candidates import Label
from timeline.reading.chrome import heads_others, is_chrome, is_date_alone, is_dated
from timeline.reading.lines import Line, plain
from timeline.reading.vocabulary import phrases

# A list of dated titles has as many: a byline, a dateline and a date of publication are no list.
_LISTED = 3
# More labels behind a heading such as "Read also" are the talk, going on; a teaser quotes a question or two.
_QUOTED = 4


def without_teasers(candidates: Sequence[Label], lines: Sequence[Line]) -> list[Label]:
    """Return what could be labels, without those of teasers and captions.

    Below "Read also" in the middle of a talk stands one teaser; at its end, all that follows may be.
    """
    foreign = {c.line for c in candidates if c.line + 1 < len(lines) and _credits_photo(lines[c.line + 1])}
    for head in (i for i, line in enumerate(lines) if heads_others(line)):
        behind = [c for c in candidates if c.line > head]
        over = len(behind) <= _QUOTED and 2 * head > len(lines) and all(_is_brief(c, lines) for c in behind)
        foreign |= {c.line for c in behind if over or c.line == head + 1}
    return [c for c in candidates if c.line not in foreign] if foreign else list(candidates)


def _credits_photo(line: Line) -> bool:
    return len(line.words) < 160 and plain(line.words[:40]).startswith(phrases("margins", "photo_credit"))


def _is_brief(label: Label, lines: Sequence[Line]) -> bool:
    """Tell whether a turn is one line, as a teaser's is."""
    after = lines[label.line + 1] if label.line + 1 < len(lines) else None
    alone = label.end >= len(lines[label.line].words)
    ends = after is None or is_chrome(after) or is_dated(after) or not after.ends_sentence or ":" in after.words[:60]
    return not alone and ends


def without_lists(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without lists of titles with a date below each, as archives have them above a text."""
    dated = [i for i, line in enumerate(lines) if is_date_alone(line)]
    listed: set[int] = set()
    run: list[int] = []
    for i in [*dated, len(lines) + 2]:
        if run and i != run[-1] + 2:
            if len(run) >= _LISTED:
                listed |= set(range(max(run[0] - 1, 0), run[-1] + 1))
            run = []
        run.append(i)
    return [line for i, line in enumerate(lines) if i not in listed] if listed else list(lines)
