"""All files to one corpus: each read by itself, then what only the whole can tell.

`read_file` is a function of one file's bytes and what lies beside it, `read_again` of the same and what the other
files tell of it. So both can be spread over processes, and their results be kept: give `read_corpus` another `each`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct, structs

from timeline.errors import Problem, UnreadableError
from timeline.locating import is_elsewhere, stamp
from timeline.models import Corpus, Interview
from timeline.reading.dating import orders_in, settle
from timeline.reading.document import Document, Hints
from timeline.reading.duplicates import Twin, find_twins, pack_runs
from timeline.reading.following import names_of
from timeline.reading.formats import read_documents
from timeline.reading.lines import mark, split
from timeline.reading.recovering import recover
from timeline.reading.repeats import find_hints
from timeline.reading.sidecar import find_defaults, find_facts, find_sidecars
from timeline.reading.sources import Source, find_sources, read_bytes

Item = TypeVar("Item")
Result = TypeVar("Result")

# Lines of a page's edges that are compared over the corpus: margins are seldom longer, and talks never are the same.
_EDGE = 60


class Reading(Struct, frozen=True):
    """One document, and the interview that it gives by itself; None where it needs the others, or is none."""

    interview: Interview | None
    problem: Problem | None
    edges: tuple[int, ...]
    """Marks of the lines at its edges."""
    orders: frozenset[str]
    """The orders of day, month and year that its figures show."""


class Settled(Struct, frozen=True):
    """What one document comes to, with what the others tell of it."""

    interview: Interview | None
    problem: Problem | None


class SettledFile(Struct, frozen=True):
    """What one file's documents come to."""

    settled: tuple[Settled, ...]


class Read(Struct, frozen=True):
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

    `speaker` is the person to follow where transcripts have several officials: a name, or an alias of a sidecar. A
    date behind `today` is a problem: nobody has spoken then. Raises UsageError for a path that does not exist and for
    a folder without transcripts.
    """
    sources, problems = find_sources(paths)
    names = [_identity(s) for s in sources]
    reads = each("reading files", read_file, sources, names, Read)
    problems.extend(p for read in reads for p in read.problems)
    found = _settled(sources, names, reads, names_of(speaker, sources), each)
    problems.extend(s.problem for s in found if s.problem)
    interviews = [s.interview for s in found if s.interview]
    interviews, late = _not_after(today, _with_unique_ids(interviews))
    whole = ((msgspec.msgpack.encode(i.blocks), i.text) for i in interviews)
    runs = each("looking for copies", pack_runs, interviews, whole, bytes)
    return _corpus(interviews, [array("I", r) for r in runs], [*problems, *late])


def read_file(source: Source) -> Read:
    """Return what one file holds. Never raises: what is wrong with it is a problem."""
    documents, problem = _documents(source)
    return Read(tuple(_reading(d) for d in documents), (problem,) if problem else ())


def _documents(source: Source) -> tuple[list[Document], Problem | None]:
    try:
        documents = read_documents(source.file, read_bytes(source), people=source.people)
        default = find_defaults(source.path, source.root)
        facts = [find_facts(source.path, source.root, d.id) for d in documents]
        return [structs.replace(d, sidecar=f, default=default) for d, f in zip(documents, facts, strict=True)], None
    except UnreadableError as error:
        return [], Problem.of(error, place=source.file)
    except (MemoryError, RecursionError) as error:
        return [], Problem(source.file, f"is too large or too deeply nested to read: {error}", "Split it")
    except Exception as error:  # one bad file never stops the others: a fault of a parser is a finding too
        return [], _fault(source.file, error)


def _reading(document: Document) -> Reading:
    lines = split(document.text)
    edges = [*lines[:_EDGE], *lines[-_EDGE:]]
    marks = tuple(sorted({mark(x.words) for x in edges if len(x.words) < 400}))
    told = split(document.told.when) if document.told.when else []
    settled = _recovered(document, Hints())
    return Reading(settled.interview, settled.problem, marks, frozenset(orders_in([*edges, *told])))


def _recovered(document: Document, hints: Hints) -> Settled:
    try:
        return Settled(recover(document, hints), None)
    except UnreadableError as error:
        return Settled(None, Problem.of(error, place=document.place))
    except Exception as error:  # one bad file never stops the others: a fault of ours is a finding too
        return Settled(None, _fault(document.place, error))


def _fault(place: str, error: Exception) -> Problem:
    fault = f"could not be read, by a fault of timeline: {type(error).__name__}: {error}"
    return Problem(place, fault, "Please report it, with the file")


def _settled(
    sources: Sequence[Source], names: Sequence[Sequence[str]], reads: list[Read], speaker: tuple[str, ...], each: Each
) -> list[Settled]:
    """Return what each document comes to; files are looked at again where the others tell something of them."""
    every = iter(find_hints([r for read in reads for r in read.readings], speaker))
    hints = [tuple(next(every) for _ in read.readings) for read in reads]
    again = [n for n, read in enumerate(reads) if any(map(_is_told, read.readings, hints[n]))]
    pairs = [(sources[n], hints[n]) for n in again]
    told = [(*names[n], repr([_plain_hints(h) for h in hints[n]])) for n in again]
    for n in again:  # they come again: two of each would fill the memory
        reads[n] = Read(())
    settled = dict(zip(again, each("comparing files", read_again, pairs, told, SettledFile), strict=True))
    return [
        s
        for n, read in enumerate(reads)
        for s in (settled[n].settled if n in settled else (Settled(r.interview, r.problem) for r in read.readings))
    ]


def _is_told(reading: Reading, hints: Hints) -> bool:
    """Tell whether the others tell something of a document that can change what it comes to."""
    return bool(hints.speaker or (hints.order and not reading.interview) or _touches(reading, hints))


def _touches(reading: Reading, hints: Hints) -> bool:
    """Tell whether what repeats stands where the body begins or ends: else it is a margin already."""
    body = reading.interview
    if body is None or not hints.repeated:
        return False
    spoken = body.text[body.start : body.end].split("\n")
    ends = [line for line in spoken if line.strip()]
    return any(mark(line) in hints.repeated for line in (*ends[:2], *ends[-2:]))


def read_again(pair: tuple[Source, tuple[Hints, ...]]) -> SettledFile:
    """Return what a file's documents give with what the others tell of them."""
    source, hints = pair
    return SettledFile(tuple(map(_recovered, _documents(source)[0], hints)))


def _plain_hints(hints: Hints) -> tuple[object, ...]:
    return (hints.order, sorted(hints.repeated), hints.speaker)


def _identity(source: Source) -> tuple[str, ...]:
    """Return what decides what a file gives: itself, and what lies beside it."""
    people = repr(sorted(source.people.items()))
    try:
        beside = [f"{path}={stamp(path)}" for path in find_sidecars(source.path, source.root)]
        data = stamp(source.path) if is_elsewhere(source.path) else sha256(read_bytes(source)).hexdigest()
    except Exception as error:  # whatever it is, reading will meet it too, and say it
        return (source.file, str(source.root), people, str(error))
    return (source.file, str(source.root), people, data, *beside)


def _corpus(interviews: Sequence[Interview], runs: Sequence[Collection[int]], problems: Sequence[Problem]) -> Corpus:
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
