"""The same interview twice: posted by two sites, an excerpt, another translation."""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import accumulate

from msgspec import Struct

from timeline.models import Interview
from timeline.reading.lines import plain
from timeline.reading.names import parse

# Runs of eight words: two texts of one person share many runs of four ("of the Russian Federation"), few of eight.
_RUN = 8
_SIGNS = re.compile(r"[^\w\s]|_")
# One run in eight is kept, by its hash, so that the same runs are kept in every text: a text of 3,000 words keeps 375.
_KEPT = 8
# Share of the shorter text's runs that the fuller one holds. The five sample interviews share at most 0.01 with one
# another; an excerpt of one of them, a repost with other margins, and a copy with every tenth word changed hold more
# than 0.3 (tests/reading/test_twins.py).
_SAME = 0.3
# A site that reposts a text stamps it some days later; then nearly all of it must be the same.
_REPOSTED, _WHOLE = 14, 0.9
# Turns of two translations have lengths that go together: correlation over at least so many turns.
_TURNS, _TOGETHER = 6, 0.95


class Twin(Struct, frozen=True):
    """A text that is another version of a fuller one."""

    fuller: str
    witness: str
    reason: str


def find_twins(interviews: Sequence[Interview], runs_of: Sequence[Collection[int]] | None = None) -> list[Twin]:
    """Return which interviews are other versions of a fuller one, by id; never one twice, never in a chain.

    `runs_of` are their runs, if they are known already.
    """
    order = sorted(interviews, key=lambda i: (-i.words, i.id))
    runs = dict(zip((i.id for i in interviews), runs_of or map(find_runs, interviews), strict=True))
    several = _in_several(runs.values())
    where: dict[tuple[int, int], list[str]] = defaultdict(list)  # by run and stretch of days
    rank = {i.id: n for n, i in enumerate(order)}
    by_id = {i.id: i for i in order}
    taken: set[str] = set()
    found: list[Twin] = []
    for interview in order:
        days = interview.date.toordinal() // (_REPOSTED + 1)
        own = [run for run in runs[interview.id] if several(run)]
        near = (days - 1, days, days + 1)  # nothing further away can be the same event
        shared = Counter(name for run in own for day in near for name in where.get((run, day), ()))
        size = len(runs[interview.id])
        same = [n for n, common in shared.items() if _is_one_event(by_id[n], interview, common / size)]
        best = max(same, key=lambda n: (shared[n], -rank[n]), default="")
        if best:
            share = shared[best] / size
            found.append(Twin(best, interview.id, f"{share:.0%} of its wording is in it"))
            taken.add(interview.id)
        else:
            for run in own:
                where[run, days].append(interview.id)
    left = [i for i in order if i.id not in taken]
    return [*found, *_translations(left, by_id)]


def _in_several(runs: Collection[Collection[int]]) -> Callable[[int], bool]:
    """Return a test that tells which runs may stand in several texts: all that do, and some 6 % of the others.

    An index of all runs of ten thousand texts, hardly one of which stands in two, would take a gigabyte.
    """
    size = 16 * sum(map(len, runs)) + 1
    seen = bytearray(size)
    for own in runs:
        for run in own:
            slot = run % size
            seen[slot] = min(2, seen[slot] + 1)
    return lambda run: seen[run % size] > 1


def pack_runs(interview: Interview) -> bytes:
    """Return the interview's runs as an array's bytes."""
    return array("I", sorted(find_runs(interview))).tobytes()


def _is_one_event(fuller: Interview, other: Interview, share: float) -> bool:
    """Tell whether two texts that share words are one event: of one day, or reposted within days of a date in doubt.

    Statements of a central bank share most of their words from one meeting to the next: their dates keep them apart.
    """
    days = abs((fuller.date - other.date).days)
    if days == 0:
        return share >= _SAME
    doubtful = {"byline", "file name"} & {fuller.date_source, other.date_source}
    return bool(doubtful) and days <= _REPOSTED and share >= _WHOLE


def find_runs(interview: Interview) -> frozenset[int]:
    """Return hashes of the runs of words that are said, one in `_KEPT`; of a short text, all."""
    said = " ".join([t.said.of(interview.text) for t in interview.turns])
    words = " ".join(_SIGNS.sub("", plain(said)).split()).encode().split(b" ")
    data = b" ".join(words)
    # where each word ends in `data`: there is a space before it
    ends = [end + n for n, end in enumerate(accumulate(map(len, words)))]
    before = [-1, *ends]
    every = [zlib.crc32(data[end + 1 : last]) for end, last in zip(before, ends[_RUN - 1 :], strict=False)]
    kept = frozenset([h for h in every if h % _KEPT == 0])
    return kept if len(kept) >= 20 else frozenset(every)


def _translations(interviews: Sequence[Interview], by_id: dict[str, Interview]) -> list[Twin]:
    """Return pairs of one day and speaker whose turns are of one number and of lengths that go together."""
    days: dict[object, list[Interview]] = defaultdict(list)
    for interview in interviews:
        days[(interview.date, tuple(t.role for t in interview.turns))].append(interview)
    found = []
    for same in days.values():
        for n, later in enumerate(same[1:], start=1):
            fuller = next((f for f in same[:n] if _is_translation(f, later)), None)
            if fuller:
                reason = "the same day, and turns of the same lengths: another translation"
                found.append(Twin(fuller.id, later.id, reason))
    return found


def _is_translation(a: Interview, b: Interview) -> bool:
    if len(a.turns) < _TURNS or (a.language == b.language and not parse(a.speaker).same_person(parse(b.speaker))):
        return False
    x, y = ([float(t.said.end - t.said.start) for t in i.turns] for i in (a, b))
    return _correlation(x, y) >= _TOGETHER


def _correlation(x: Sequence[float], y: Sequence[float]) -> float:
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    both = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    spread = sum((a - mean_x) ** 2 for a in x) * sum((b - mean_y) ** 2 for b in y)
    return both / spread**0.5 if spread else 0.0
