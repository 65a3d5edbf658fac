"""The same interview twice: posted by two sites, an excerpt, another translation."""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

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
    runs = dict(zip((i.id for i in interviews), runs_of or map(find_runs, interviews), strict=True))
    found = _alike(interviews, runs)
    taken = {twin.witness for twin in found}
    return [*found, *_translations([i for i in interviews if i.id not in taken])]


def _alike(interviews: Sequence[Interview], runs: Mapping[str, Collection[int]]) -> list[Twin]:
    """Return which interviews share enough wording with a fuller one to be the same."""
    shared = _shared(interviews, runs)
    copies = (i for i in interviews if shared[i.id] and len(shared[i.id]) >= _SAME * len(runs[i.id]))
    days_of_copies = {near for copy in copies for near in _near(_days(copy))}
    order = sorted((i for i in interviews if shared[i.id] and _days(i) in days_of_copies), key=_fullest)
    rank = {i.id: n for n, i in enumerate(order)}
    where: dict[tuple[int, int], list[str]] = defaultdict(list)  # by run and stretch of days
    found: list[Twin] = []
    for interview in order:
        days, own = _days(interview), shared[interview.id]
        common = Counter(name for run in own for near in _near(days) for name in where.get((run, near), ()))
        size = len(runs[interview.id])
        same = [n for n, count in common.items() if _is_one_event(order[rank[n]], interview, count / size)]
        best = max(same, key=lambda n: (common[n], -rank[n]), default="")
        if best:
            share = common[best] / size
            found.append(Twin(best, interview.id, f"{share:.0%} of its wording is in it"))
        else:
            for run in own:
                where[run, days].append(interview.id)
    return found


def _fullest(interview: Interview) -> tuple[int, str]:
    """Sorts the fullest interview to the front."""
    return -interview.words, interview.id


class _Held(NamedTuple):
    """The runs that the texts of some days hold."""

    all: set[int]
    several: set[int]
    """Those that stand in several of the texts."""

    @classmethod
    def by(cls, texts: Iterable[Collection[int]]) -> _Held:
        held = cls(set(), set())
        for own in texts:
            held.several.update(held.all.intersection(own))
            held.all.update(own)
        return held


def _shared(interviews: Sequence[Interview], runs: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
    """Return for each interview those of its runs that stand in another one of those days, too.

    Only the runs of some weeks are held at once: those of ten thousand texts would take half a gigabyte.
    """
    by_days: dict[int, list[str]] = defaultdict(list)
    for interview in interviews:
        by_days[_days(interview)].append(interview.id)
    found: dict[str, set[int]] = {}
    weeks: dict[int, _Held] = {}
    for days, own in sorted(by_days.items()):
        weeks = {d: weeks.get(d) or _Held.by(runs[i] for i in by_days.get(d, ())) for d in _near(days)}
        before, here, after = weeks.values()
        several = here.several | (here.all & before.all) | (here.all & after.all)
        found |= {i: several.intersection(runs[i]) for i in own}
    return found


def _days(interview: Interview) -> int:
    """Return the number of the stretch of days in which an interview lies."""
    return interview.date.toordinal() // (_REPOSTED + 1)


def _near(days: int) -> tuple[int, int, int]:
    """Return the stretches that may hold the same event as this one: nothing further away can."""
    return days - 1, days, days + 1


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


def _translations(interviews: Sequence[Interview]) -> list[Twin]:
    """Return pairs of one day and speaker whose turns are of one number and of lengths that go together."""
    days: dict[object, list[Interview]] = defaultdict(list)
    for interview in interviews:
        days[(interview.date, tuple(t.role for t in interview.turns))].append(interview)
    found = []
    for same in (sorted(own, key=_fullest) for own in days.values() if len(own) > 1):
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
