"""All files to one corpus: each read by itself, then what only the whole can tell.

`read_file` is a function of one file's bytes and what lies beside it, `read_again` of one document and what the
others tell of it. So both can be spread over processes, and their results be kept: give `read_corpus` another `each`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

import msgspec

from timeline.errors import Problem, UnreadableError
from timeline.models import Corpus, Interview
from timeline.reading.dating import orders_in, settle
from timeline.reading.document import Document, Hints
from timeline.reading.duplicates import Twin, find_runs, find_twins
from timeline.reading.formats import read_documents
from timeline.reading.lines import plain, split
from timeline.reading.recovering import recover
from timeline.reading.repeats import find_hints
from timeline.reading.sidecar import find_facts, find_sidecars
from timeline.reading.sources import Source, find_sources, read_bytes

Item = TypeVar("Item")
Result = TypeVar("Result")

# Lines of a page's edges that are compared over the corpus: margins are seldom longer, and talks never are the same.
_EDGE = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, and the interview that it gives by itself; None where it needs the others, or is none."""

    document: Document
    interview: Interview | None
    problem: Problem | None
    edges: frozenset[str]
    """The lines at its edges, plain."""
    orders: frozenset[str]
    """The orders of day, month and year that its figures show."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What one document comes to, with what the others tell of it."""

    interview: Interview | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gave."""

    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...] = ()


class Each(Protocol):
    """Does one step's work on each item and returns the results in order.

    An identity tells an item apart by all that decides its result, which is a `kind`.
    """

    def __call__(
        self,
        step: str,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        identities: Iterable[Sequence[str | bytes]],
        kind: type[Result],
        /,
    ) -> list[Result]:
        """Return `work(item)` for each item."""


def one_by_one(
    _step: str,
    work: Callable[[Item], Result],
    items: Sequence[Item],
    _identities: Iterable[Sequence[str | bytes]],
    _kind: type[Result],
    /,
) -> list[Result]:
    """Do the work here, and keep nothing."""
    return [work(item) for item in items]


def read_corpus(paths: Sequence[str | Path], *, today: date, speaker: str = "", each: Each = one_by_one) -> Corpus:
    """Return the interviews at `paths`, by date and id, and a problem for each file that is none.

    `speaker` is the person to follow where transcripts have several officials. A date behind `today` is a problem:
    nobody has spoken then. Raises UsageError for a path that does not exist and for a folder without transcripts.
    """
    sources, problems = find_sources(paths)
    reads = each("reading files", read_file, sources, map(_identity, sources), Read)
    problems.extend(p for read in reads for p in read.problems)
    readings = [r for read in reads for r in read.readings]
    found = _settled(readings, find_hints(readings, speaker), each)
    del reads, readings  # each holds its text a second time where it came from elsewhere
    problems.extend(s.problem for s in found if s.problem)
    interviews = [s.interview for s in found if s.interview]
    interviews, late = _not_after(today, _with_unique_ids(interviews))
    names = ((msgspec.msgpack.encode(i.blocks), i.text) for i in interviews)
    runs = each("looking for copies", find_runs, interviews, names, frozenset[int])
    return _corpus(interviews, runs, [*problems, *late])


def read_file(source: Source) -> Read:
    """Return what one file holds. Never raises: what is wrong with it is a problem."""
    try:
        documents = read_documents(source.file, read_bytes(source), people=source.people)
        documents = [replace(d, sidecar=find_facts(source.path, source.root, d.id)) for d in documents]
    except UnreadableError as error:
        return Read((), (Problem.of(error, place=source.file),))
    except (MemoryError, RecursionError) as error:
        return Read((), (Problem(source.file, f"is too large or too deeply nested to read: {error}", "Split it"),))
    except Exception as error:  # one bad file never stops the others: a fault of a parser is a finding too
        return Read((), (_fault(source.file, error),))
    return Read(tuple(_reading(d, Hints()) for d in documents))


def _reading(document: Document, hints: Hints) -> Reading:
    lines = split(document.text)
    edges = [*lines[:_EDGE], *lines[-_EDGE:]]
    kept = frozenset(plain(x.words) for x in edges if len(x.words) < 400)
    told = split(document.told.when) if document.told.when else []
    orders = frozenset(orders_in([*edges, *told]))
    try:
        return Reading(document, recover(document, hints), None, kept, orders)
    except UnreadableError as error:
        return Reading(document, None, Problem.of(error, place=document.place), kept, orders)
    except Exception as error:  # one bad file never stops the others: a fault of ours is a finding too
        return Reading(document, None, _fault(document.place, error), kept, orders)


def _fault(place: str, error: Exception) -> Problem:
    fault = f"could not be read, by a fault of timeline: {type(error).__name__}: {error}"
    return Problem(place, fault, "Please report it, with the file")


def _settled(readings: Sequence[Reading], hints: Sequence[Hints], each: Each) -> list[Settled]:
    """Return what the readings come to, looked at again where the others tell something of them."""
    again = [
        n
        for n, (r, h) in enumerate(zip(readings, hints, strict=True))
        if h.speaker or (h.order and not r.interview) or _touches(r, h)
    ]
    pairs = [(readings[n].document, hints[n]) for n in again]
    identities = ((msgspec.msgpack.encode(d), repr(_plain_hints(h))) for d, h in pairs)
    settled = dict(zip(again, each("comparing files", read_again, pairs, identities, Settled), strict=True))
    return [settled.get(n) or Settled(r.interview, r.problem) for n, r in enumerate(readings)]


def _touches(reading: Reading, hints: Hints) -> bool:
    """Tell whether what repeats stands where the body begins or ends: else it is a margin already."""
    body = reading.interview
    if body is None or not hints.repeated:
        return False
    spoken = body.text[body.start : body.end].split("\n")
    ends = [line for line in spoken if line.strip()]
    return any(plain(line) in hints.repeated for line in (*ends[:2], *ends[-2:]))


def read_again(pair: tuple[Document, Hints]) -> Settled:
    """Return what a document gives with what the others tell of it."""
    document, hints = pair
    try:
        return Settled(recover(document, hints), None)
    except UnreadableError as error:
        return Settled(None, Problem.of(error, place=document.place))


def _plain_hints(hints: Hints) -> tuple[object, ...]:
    return (hints.order, sorted(hints.repeated), hints.speaker)


def _identity(source: Source) -> tuple[str, ...]:
    """Return what decides what a file gives: itself, and what lies beside it."""
    people = repr(sorted(source.people.items()))
    try:
        beside = [f"{path}={sha256(path.read_bytes()).hexdigest()}" for path in find_sidecars(source.path, source.root)]
        data = sha256(read_bytes(source)).hexdigest()
    except (OSError, UnreadableError) as error:
        return (source.file, str(source.root), people, str(error))
    return (source.file, str(source.root), people, data, *beside)


def _corpus(interviews: Sequence[Interview], runs: Sequence[frozenset[int]], problems: Sequence[Problem]) -> Corpus:
    twins = find_twins(interviews, runs)
    witnesses = {t.witness for t in twins}
    files: dict[str, list[str]] = {}
    by_id = {i.id: i for i in interviews}
    for twin in twins:
        files.setdefault(twin.fuller, []).append(by_id[twin.witness].file)
    kept = [replace(i, witnesses=tuple(sorted(files.get(i.id, ())))) for i in interviews if i.id not in witnesses]
    warned = [Problem(i.file, w, severity="warning") for i in interviews for w in i.warnings]
    every = {*problems, *warned, *(_of_twin(t, by_id) for t in twins)}
    return Corpus(
        tuple(sorted(kept, key=lambda i: (i.date, i.id))),
        tuple(sorted(every, key=lambda p: (p.place, p.message))),
        tuple(sorted((by_id[w] for w in witnesses), key=lambda i: (i.date, i.id))),
    )


def _of_twin(twin: Twin, by_id: Mapping[str, Interview]) -> Problem:
    fuller, witness = by_id[twin.fuller], by_id[twin.witness]
    message = f"is the same interview as {fuller.file} ({twin.reason}); the fuller one is used"
    if witness.date != fuller.date:
        message += f", with its date {fuller.date.isoformat()}, not {witness.date.isoformat()}"
    return Problem(witness.file, message, "Leave one of them out", "warning")


def _not_after(today: date, interviews: Sequence[Interview]) -> tuple[list[Interview], list[Problem]]:
    late = [i for i in interviews if i.date > today]
    problems = [
        Problem(
            i.file,
            f"its date {i.date.isoformat()} ({i.date_source}) lies in the future",
            settle(i.file),
        )
        for i in late
    ]
    return [i for i in interviews if i.date <= today], problems


def _with_unique_ids(interviews: Sequence[Interview]) -> list[Interview]:
    """Return the interviews with an id each: the stem, with folders before it where several have one, then a number."""
    ids = [i.id for i in interviews]
    for depth in range(1, 12):
        counts = Counter(ids)
        twice = [n for n, name in enumerate(ids) if counts[name] > 1]
        if not twice:
            break
        for n in twice:
            ids[n] = "-".join([*_folders(interviews[n].file)[-depth:], interviews[n].id])
    seen: Counter[str] = Counter()
    unique = []
    for interview, name in zip(interviews, ids, strict=True):
        seen[name] += 1
        unique.append(replace(interview, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return unique


def _folders(file: str) -> list[str]:
    return [p for p in PurePosixPath(file).parent.parts if p not in ("/", ".", "..")]
