"""One official followed through a corpus in which several speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from timeline.errors import UnreadableError, UsageError
from timeline.models import Corpus, Interview
from timeline.reading.names import Name, parse
from timeline.reading.sidecar import find_sidecars, read_table
from timeline.reading.sources import Source, find_sources

_NAMED = 8  # names in a hint: what a line or two hold


def by_speaker(corpus: Corpus, speaker: str, paths: Sequence[str | Path]) -> Corpus:
    """Return the interviews in which that person speaks, under one name in all of them.

    `corpus` was read from `paths` with the same `speaker`: a name, a surname, or an alias that a sidecar gives. Raises
    UsageError where he speaks in none.
    """
    wanted = [n for n in map(parse, names_of(speaker, find_sources(paths)[0])) if n.own]
    his = [i for i in corpus.interviews if _is_one_of(i.speaker, wanted)]
    if not his:
        raise UsageError(f"no speaker {speaker!r}", place="--speaker", hint=_hint(speaker, corpus.interviews))
    names = Counter(i.speaker for i in his)
    name = max(names, key=lambda n: (names[n], len(n), n))
    files = {i.file for i in his}
    others = {i.file for i in (*corpus.interviews, *corpus.witnesses)} - files
    return Corpus(
        tuple(_renamed(i, name) for i in his),
        tuple(p for p in corpus.problems if p.place not in others),
        tuple(_renamed(i, name) for i in corpus.witnesses if _is_one_of(i.speaker, wanted)),
    )


def _is_one_of(name: str, wanted: Sequence[Name]) -> bool:
    said = parse(name)
    return any(said.same_person(w) for w in wanted) if said.own else False


def _renamed(interview: Interview, name: str) -> Interview:
    """Return the interview with its speaker called `name`."""
    if interview.speaker == name:
        return interview
    blocks = (replace(b, speaker=name) if b.speaker == interview.speaker else b for b in interview.blocks)
    return replace(interview, speaker=name, blocks=tuple(blocks))


def _hint(speaker: str, interviews: Sequence[Interview]) -> str:
    """Return the names that look like it, else who there is, those who say most first."""
    said: Counter[str] = Counter()
    for turn in (t for i in interviews for t in i.turns if t.role != "question" and t.speaker):
        said[turn.speaker] += turn.said.end - turn.said.start
    known = [name for name, _ in said.most_common()]
    words = {word.casefold(): name for name in reversed(known) for word in (name, *name.split())}
    if close := get_close_matches(speaker.casefold(), words, cutoff=0.7):
        return f"Did you mean {' or '.join(dict.fromkeys(words[word] for word in close))}?"
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return f"There is {'; '.join(known[:_NAMED])}{more}" if known else "The transcripts name nobody"


def names_of(speaker: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """Return the name and those that the sources' sidecars give to its person; none for no name."""
    return (speaker, *_aliases(parse(speaker), sources)) if speaker else ()


def _aliases(meant: Name, sources: Sequence[Source]) -> Iterator[str]:
    sidecars = {path for source in sources for path in find_sidecars(source.path, source.root)}
    for path in sorted(sidecars):
        try:
            table = read_table(path)
        except (UnreadableError, OSError):
            continue  # reported where its transcript was read
        for names in _people(table):
            if any(parse(n).same_person(meant) for n in names):
                yield from names


def _people(table: Mapping[str, Any]) -> Iterator[list[str]]:
    """Yield name and aliases of each person in a sidecar, or in the sections of a folder's."""
    for facts in (table, *(v for v in table.values() if isinstance(v, dict))):
        aliases = facts.get("aliases")
        names = [facts.get("speaker"), *(aliases if isinstance(aliases, list) else [])]
        if found := [n for n in names if isinstance(n, str) and n]:
            yield found
