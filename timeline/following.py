"""The stages after reading: what each interview says on each theme, then each theme through all interviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import msgspec

from timeline import comparing, themes
from timeline.cache import key
from timeline.comparing.kinds_lists import WordFiles
from timeline.errors import Problem
from timeline.excerpts import Places, excerpt
from timeline.keeping import digest
from timeline.models import Corpus, Interview, Silence, Statement
from timeline.packing import Followed, Packed, Trail
from timeline.stages import Made, Stages, name_of


@dataclass(frozen=True, slots=True)
class Heard:
    """What one interview says on one theme."""

    found: themes.Found
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class Thread:
    """One theme with what all interviews say on it."""

    codebook: themes.Codebook
    statements: tuple[Statement, ...]
    silences: tuple[Silence, ...]
    interviews: Mapping[str, Interview]
    """By id. Of those in `places` excerpts, in which the statements stand."""
    coded: bool
    model: str
    """Of sentence embeddings; empty for none."""
    words: WordFiles = ()
    """Word lists in place of those that come with the package."""
    places: Mapping[str, Places] = field(default_factory=dict)
    counts: Mapping[str, bytes] = field(default_factory=dict)
    """By interview, what `count` returns of it; it is for all themes the same, and cannot be told from an excerpt."""
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """Of the interviews with a statement, by id."""
    before: bytes = b""
    """What came of the theme in an earlier run, as MessagePack of `Packed`; empty where there was none."""


def follow(
    corpus: Corpus,
    codebooks: Sequence[themes.Codebook],
    run: Stages,
    *,
    coded: bool = True,
    model: str = "",
    words: WordFiles = (),
    alone: bool = False,
) -> list[tuple[bytes, msgspec.Raw]]:
    """Return each theme through the interviews of `corpus`, in the order of the codebooks: the name under which it is
    kept, and MessagePack of `Packed`.

    With `alone` the speaker of each interview is followed, and nobody else who answers in it.
    """
    interviews = corpus.interviews
    rules = {c.theme.id: digest(_rules(c)) for c in codebooks}
    digests = corpus.digests
    # by interview, then theme: what one theme has cut into words is there for the next
    pairs = [(i, c) for i in interviews for c in codebooks]
    told = ((digests[i.id], rules[c.theme.id]) for i, c in pairs)
    heard = run.each("finding statements", hear, pairs, told, Heard)
    if alone:
        heard = [_by_speaker(h, i, c) for h, (i, c) in zip(heard, pairs, strict=True)]
    speak = {s.interview for h in heard for s in h.found.statements}
    counted = [i for i in interviews if i.id in speak]
    counts = run.each("counting words", count, counted, ((digests[i.id],) for i in counted), bytes)
    by_id = {i.id: found for i, found in zip(counted, counts, strict=True)}
    silent = {i.id: excerpt(i, ())[0] for i in interviews}
    how = (str(coded), str(alone), comparing.fingerprint(model), str(words))
    said = b"".join(digests.values())
    names = [(rules[c.theme.id], said, *how) for c in codebooks]
    lines = [key("line", rules[c.theme.id], _where(interviews), *how) for c in codebooks]

    def begun(n: int) -> Thread:
        made = thread(codebooks[n], heard[n :: len(codebooks)], corpus.by_id, silent, coded, model)
        speaking = dict.fromkeys(s.interview for s in made.statements)
        return replace(
            made,
            words=words,
            counts={i: by_id[i] for i in speaking},
            digests={i: digests[i] for i in speaking},
            before=run.earlier(lines[n]),
        )

    threads = Made(begun, len(codebooks))
    followed = run.each("following themes", follow_theme, threads, names, msgspec.Raw)
    kept = [name_of(follow_theme, name) for name in names]
    for line, name in zip(lines, kept, strict=True):
        run.succeed(line, name)
    return list(zip(kept, followed, strict=True))


def _where(interviews: Sequence[Interview]) -> str:
    """Return what tells one corpus from another well enough: a wrong guess costs time only."""
    return PurePosixPath(interviews[0].file).parent.as_posix() if interviews else ""


def thread(
    codebook: themes.Codebook,
    heard: Sequence[Heard],
    interviews: Mapping[str, Interview],
    silent: Mapping[str, Interview],
    coded: bool,
    model: str,
) -> Thread:
    """Return what one theme is followed through: excerpts, or of interviews that say nothing on it what is in `silent`.

    A correction may find its place anywhere: with any, all words are kept.
    """
    found = {i: h.found.statements for i, h in zip(interviews, heard, strict=True)}
    silences = tuple(h.silence for h in heard if h.silence)
    if codebook.corrections:
        statements = tuple(s for said in found.values() for s in said)
        return Thread(codebook, statements, silences, interviews, coded, model)
    excerpts = {i: excerpt(interviews[i], said) for i, said in found.items() if said}
    places = {i: where for i, (_, where) in excerpts.items()}
    statements = tuple(places[i].enter(s) for i, said in found.items() for s in said)
    lean = {i: excerpts[i][0] if i in excerpts else silent[i] for i in interviews}
    return Thread(codebook, statements, silences, lean, coded, model, places=places)


def hear(pair: tuple[Interview, themes.Codebook]) -> Heard:
    """Return what one interview says on one theme."""
    interview, codebook = pair
    found = themes.find_statements(interview, codebook)
    return Heard(found, themes.silence(interview, codebook, found))


def count(interview: Interview) -> bytes:
    """Return how often each stem is said in an interview, as MessagePack: thousands of these are held at once."""
    return msgspec.msgpack.encode(comparing.spoken(interview))


def _by_speaker(heard: Heard, interview: Interview, codebook: themes.Codebook) -> Heard:
    """Return what the speaker of the interview himself says."""
    own = tuple(s for s in heard.found.statements if s.speaker == interview.speaker)
    if len(own) == len(heard.found.statements):
        return heard
    found = themes.Found(own, heard.found.asked)
    return Heard(found, themes.silence(interview, codebook, found))


def follow_theme(thread: Thread) -> Packed:
    """Return one theme through all interviews."""
    interviews, decided = thread.interviews, thread.codebook.corrections
    corrected = themes.correct_statements(thread.codebook.theme, thread.statements, interviews, decided)
    theme = corrected.theme
    embed = comparing.load_model(thread.model) if thread.model else None
    before = _earlier(thread)
    aligned = comparing.align(
        theme,
        corrected.statements,
        interviews,
        coded=thread.coded,
        embed=embed,
        count=_Counts(thread.counts),
        digests=thread.digests,
        earlier=before.trail.hearings,
    )
    positions, said, unplaced = themes.correct_positions(
        theme, aligned.positions, aligned.statements, interviews, decided
    )
    lists = comparing.word_lists(thread.words)
    unchanged = {i for i, d in thread.digests.items() if before.trail.digests.get(i) == d}
    memory = comparing.Memory(before.changed(interviews), before.trail.asked, unchanged)
    changes = comparing.changes(theme, positions, said, interviews, lists=lists, memory=memory)
    packed = Packed.of(
        theme.id,
        Followed(
            positions=positions,
            statements=said,
            changes=changes,
            shifts=comparing.shifts(theme, changes, said, interviews, lists=lists),
            phrases=comparing.phrases(theme, aligned.statements, interviews, changes=changes, lists=lists),
            silences=themes.correct_silences(theme.id, thread.silences, said, interviews)
            if decided
            else thread.silences,
            problems=(*corrected.problems, *unplaced),
        ),
        Trail(dict(thread.digests), aligned.hearings, memory.asked(changes)),
    )
    return replace(packed, followed=_outside(packed.followed, thread.places))


def _outside(followed: Followed, places: Mapping[str, Places]) -> Followed:
    """Return what was found in excerpts as found in the interviews themselves."""
    statements = (places[s.interview].leave(s) if s.interview in places else s for s in followed.statements)
    phrases = (
        replace(p, occurrences=tuple(replace(o, span=places[o.interview].leave_span(o.span)) for o in p.occurrences))
        if places
        else p
        for p in followed.phrases
    )
    return replace(followed, statements=tuple(statements), phrases=tuple(phrases))


def _earlier(thread: Thread) -> Packed:
    """Return what came of the theme in an earlier run; nothing where there was none or it cannot be read.

    Its statements stand in the excerpts, as those of this run do, where their interviews are the same.
    """
    try:
        packed = msgspec.msgpack.decode(thread.before, type=Packed)
    except msgspec.DecodeError:
        return Packed.of("", Followed((), (), (), (), (), ()), Trail({}, (), ()))
    places = thread.places
    said = (places[s.interview].enter(s) if s.interview in places else s for s in packed.followed.statements)
    return replace(packed, followed=replace(packed.followed, statements=tuple(said)))


class _Counts:
    """Tells how often each stem is said in an interview, by what was counted before."""

    def __init__(self, counts: Mapping[str, bytes]) -> None:
        self._counts = counts
        self._read = msgspec.msgpack.Decoder(dict[str, int]).decode

    def __call__(self, interview: Interview) -> Mapping[str, int]:
        found = self._counts.get(interview.id)
        return self._read(found) if found is not None else comparing.spoken(interview)


def unpacked(
    codebook: themes.Codebook, data: msgspec.Raw, interviews: Mapping[str, Interview]
) -> tuple[Followed, list[Problem]]:
    """Return a theme whole, and what is wrong with its codebook and corrections."""
    packed = msgspec.msgpack.decode(data, type=Packed)
    problems = list(packed.followed.problems)
    if not packed.followed.statements:
        theme = codebook.theme.id
        hint = f"Look at its terms: timeline themes show {theme}"
        problems.insert(0, Problem(f"theme {theme}", "no interview has a statement on it", hint, "warning"))
    return packed.unpacked(interviews), problems


def _rules(codebook: themes.Codebook) -> Iterator[object]:
    """Yield all of a codebook that decides what is found; comments and order of keys do not."""
    yield codebook.theme
    yield codebook.corrections
    for name in ("terms", "context", "short", "asked", "others", "exclude"):
        yield [(rule.source, rule.weight) for rule in getattr(codebook, name)]
    for position in codebook.positions:
        yield position.position.id
        for name in ("cues", "alone", "exclude"):
            yield [(rule.source, rule.weight) for rule in getattr(position, name)]
