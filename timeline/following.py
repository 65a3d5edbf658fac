"""The stages after reading: what each interview says on each theme, then each theme through all interviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import msgspec

from timeline import comparing, themes
from timeline.cache import key
from timeline.comparing.kinds_lists import WordFiles
from timeline.errors import Problem
from timeline.keeping import digest
from timeline.models import Corpus, Interview, Silence
from timeline.packing import Followed, Packed, Trail
from timeline.stages import Stages, name_of


@dataclass(frozen=True, slots=True)
class Heard:
    """What one interview says on one theme."""

    found: themes.Found
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class Thread:
    """One theme with what all interviews say on it."""

    codebook: themes.Codebook
    heard: tuple[Heard, ...]
    """One for each interview, in their order."""
    interviews: Mapping[str, Interview]
    coded: bool
    model: str
    """Of sentence embeddings; empty for none."""
    words: WordFiles = ()
    """Word lists in place of those that come with the package."""
    counts: Mapping[str, bytes] = field(default_factory=dict)
    """By interview, what `count` returns of it; it is for all themes the same."""
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
) -> list[Packed]:
    """Return each theme through the interviews of `corpus`, in the order of the codebooks.

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
    threads = []
    for n, codebook in enumerate(codebooks):
        own = heard[n :: len(codebooks)]
        speaking = dict.fromkeys(s.interview for h in own for s in h.found.statements)
        threads.append(
            replace(
                thread(codebook, own, interviews, coded, model),
                words=words,
                counts={i: by_id[i] for i in speaking},
                digests={i: digests[i] for i in speaking},
            )
        )
    how = (str(coded), str(alone), comparing.fingerprint(model), str(words))
    said = b"".join(digests.values())
    names = [(rules[t.codebook.theme.id], said, *how) for t in threads]
    lines = [key("line", rules[t.codebook.theme.id], _where(interviews), *how) for t in threads]
    begun = [replace(t, before=run.earlier(line)) for t, line in zip(threads, lines, strict=True)]
    followed = run.each("following themes", follow_theme, begun, names, Packed)
    kept = [name_of(follow_theme, name) for name in names]
    for line, name in zip(lines, kept, strict=True):
        run.succeed(line, name)
    return [replace(packed, name=name) for packed, name in zip(followed, kept, strict=True)]


def _where(interviews: Sequence[Interview]) -> str:
    """Return what tells one corpus from another well enough: a wrong guess costs time only."""
    return PurePosixPath(interviews[0].file).parent.as_posix() if interviews else ""


def thread(
    codebook: themes.Codebook, heard: Sequence[Heard], interviews: Sequence[Interview], coded: bool, model: str
) -> Thread:
    """Return what one theme is followed through.

    Of an interview that says nothing on it only the turns and the facts are needed; without the words of those, that
    half of a large corpus need not travel. A correction may find its place anywhere: with any, all words are kept.
    """
    bare = {
        i.id: i if h.found.statements or codebook.corrections else replace(i, text="")
        for i, h in zip(interviews, heard, strict=True)
    }
    return Thread(codebook, tuple(heard), bare, coded, model)


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
    statements = [s for h in thread.heard for s in h.found.statements]
    silences = tuple(h.silence for h in thread.heard if h.silence)
    corrected = themes.correct_statements(thread.codebook.theme, statements, interviews, decided)
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
    return Packed.of(
        theme.id,
        Followed(
            positions=positions,
            statements=said,
            changes=changes,
            shifts=comparing.shifts(theme, changes, said, interviews, lists=lists),
            phrases=comparing.phrases(theme, aligned.statements, interviews, changes=changes, lists=lists),
            silences=themes.correct_silences(theme.id, silences, said, interviews) if decided else silences,
            problems=(*corrected.problems, *unplaced),
        ),
        Trail(dict(thread.digests), aligned.hearings, memory.asked(changes)),
    )


def _earlier(thread: Thread) -> Packed:
    """Return what came of the theme in an earlier run; nothing where there was none or it cannot be read."""
    try:
        return msgspec.msgpack.decode(thread.before, type=Packed)
    except msgspec.DecodeError:
        return Packed.of("", Followed((), (), (), (), (), ()), Trail({}, (), ()))


class _Counts:
    """Tells how often each stem is said in an interview, by what was counted before."""

    def __init__(self, counts: Mapping[str, bytes]) -> None:
        self._counts = counts
        self._read = msgspec.msgpack.Decoder(dict[str, int]).decode

    def __call__(self, interview: Interview) -> Mapping[str, int]:
        found = self._counts.get(interview.id)
        return self._read(found) if found is not None else comparing.spoken(interview)


def unmatched(codebooks: Iterable[themes.Codebook], followed: Iterable[Packed]) -> Iterator[Problem]:
    """Yield a warning for each theme on which nothing was said."""
    for codebook, packed in zip(codebooks, followed, strict=True):
        if not packed.followed.statements:
            theme = codebook.theme.id
            hint = f"Look at its terms: timeline themes show {theme}"
            yield Problem(f"theme {theme}", "no interview has a statement on it", hint, "warning")


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
