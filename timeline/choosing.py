"""Which interview, theme or position is meant by what a person typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePath

from timeline.errors import UsageError
from timeline.models import Analysis, Change, Comparison, Interview, Pair, Position, Statement, Theme

_NAMED = 10  # names that a message lists: more are not read


def interview_named(name: str, interviews: Sequence[Interview]) -> Interview:
    """Return the interview with that id, date, file or file name, or whose id, date or file starts so.

    Failing that, the one whose id holds the name anywhere. Raises UsageError for none, and for several with the
    candidates.
    """
    wanted = name.casefold()
    for meant in (_is_exactly, _starts_with, _holds):
        found = [i for i in interviews if meant(wanted, i)]
        if len(found) == 1:
            return found[0]
        if found:
            candidates = "; ".join(f"{i.id} ({i.date}, {i.file})" for i in found)
            raise UsageError(f"{name!r} is ambiguous", hint=f"It may be {candidates}")
    ids = [i.id for i in interviews]
    listed = f"There is {'; '.join(ids)}" if len(ids) <= _NAMED else "timeline list shows what there is"
    hint = did_you_mean(name, ids) or listed
    raise UsageError(f"no interview {name!r}", hint=hint)


def _is_exactly(wanted: str, interview: Interview) -> bool:
    names = (interview.id, interview.date.isoformat(), interview.file, PurePath(interview.file).name)
    return wanted in (n.casefold() for n in names) or _same_file(wanted, interview.file)


def _same_file(wanted: str, file: str) -> bool:
    """Tell whether both are paths of one file, however written."""
    here, there = Path(wanted), Path(file)
    return "/" in wanted and here.exists() and there.exists() and here.samefile(there)


def _starts_with(wanted: str, interview: Interview) -> bool:
    names = (interview.id, interview.date.isoformat(), interview.file, PurePath(interview.file).name)
    return any(n.casefold().startswith(wanted) for n in names)


def _holds(wanted: str, interview: Interview) -> bool:
    return wanted in interview.id.casefold()


def themes_named(names: Iterable[str], themes: Sequence[Theme]) -> tuple[Theme, ...]:
    """Return the themes with those ids, or the only one whose id starts so or whose title is that; all for no name.

    Raises UsageError for a name that none or several have.
    """
    wanted = [_one("theme", name, {t.id: (t.title,) for t in themes}) for name in names]
    return tuple(t for t in themes if t.id in wanted) if wanted else tuple(themes)


def positions_named(names: Iterable[str], positions: Sequence[Position]) -> tuple[Position, ...]:
    """Return the positions with those ids, `theme/position` or starts of ids; all for no name.

    Raises UsageError for a name that none or several have.
    """
    known = {f"{p.theme}/{p.id}": (p.id, p.title) for p in positions}
    wanted = [_one("position", name, known) for name in names]
    return tuple(p for p in positions if not wanted or f"{p.theme}/{p.id}" in wanted)


def narrowed(
    comparison: Comparison,
    *,
    positions: Collection[Position] | None = None,
    speaker: str = "",
    only: Collection[str] = (),
) -> Comparison:
    """Return the comparison with those pairs alone that hold a position, are the speaker's and are in a state.

    None and nothing allow all. A speaker is meant by any part of the name; `only` holds states of a pair. Raises
    UsageError for a speaker who says nothing in either.
    """
    pairs = comparison.pairs
    if positions is not None:
        held = {(p.theme, p.id) for p in positions}
        pairs = tuple(p for p in pairs if any((p.theme, name) in held for name in p.positions))
    if speaker:
        pairs = _said_by(speaker, pairs)
    if only:
        pairs = tuple(p for p in pairs if p.state in only)
    kept = {p.theme for p in pairs}
    return replace(comparison, pairs=pairs, themes=tuple(t for t in comparison.themes if t.id in kept))


def chosen(
    analysis: Analysis,
    *,
    themes: Sequence[str] = (),
    positions: Sequence[str] = (),
    speaker: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Analysis:
    """Return the part of the analysis that is on those themes and positions, by that speaker and in those days.

    Names mean what they mean to `themes_named` and `positions_named`; nothing given keeps all. Of changes and shifts
    those are kept whose statements both are. Raises UsageError for an unknown name.
    """
    kept_themes = themes_named(themes, analysis.themes)
    held = {(p.theme, p.id) for p in positions_named(positions, analysis.positions)}
    on = {t.id for t in kept_themes}
    interviews = tuple(
        i for i in analysis.corpus.interviews if (not since or i.date >= since) and (not until or i.date <= until)
    )
    there = {i.id for i in interviews}

    def said(s: Statement | None) -> bool:
        return s is None or speaker.casefold() in s.speaker.casefold()

    def within(change: Change) -> bool:
        known = {change.from_interview, change.to_interview} <= there
        return known and (change.theme, change.position) in held and said(change.before) and said(change.after)

    def shown(s: Statement) -> bool:
        return s.interview in there and said(s) and (not positions or any((s.theme, p) in held for p in s.positions))

    return replace(
        analysis,
        corpus=replace(analysis.corpus, interviews=interviews),
        themes=kept_themes,
        positions=tuple(p for p in analysis.positions if p.theme in on and (p.theme, p.id) in held),
        statements=tuple(s for s in analysis.statements if s.theme in on and shown(s)),
        changes=tuple(c for c in analysis.changes if c.theme in on and within(c)),
        shifts=tuple(s for s in analysis.shifts if s.theme in on and within(s.change)),
        phrases=tuple(p for p in analysis.phrases if p.theme in on and {o.interview for o in p.occurrences} <= there),
        silences=tuple(s for s in analysis.silences if s.theme in on and s.interview in there),
    )


def _said_by(speaker: str, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    wanted = speaker.casefold()
    found = tuple(p for p in pairs if any(wanted in s.speaker.casefold() for s in (p.before, p.after) if s))
    if pairs and not found:
        known = sorted({s.speaker for p in pairs for s in (p.before, p.after) if s and s.speaker})
        raise UsageError(f"no speaker {speaker!r}", hint=did_you_mean(speaker, known) or f"There is {_some(known)}")
    return found


def _one(what: str, name: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """Return the key meant by `name`: the key itself, one of its other names, or the start of any of them."""
    wanted = name.casefold()
    named = {key: [n.casefold() for n in (key, *others)] for key, others in known.items()}
    for found in (
        [key for key, names in named.items() if wanted in names],
        [key for key, names in named.items() if any(n.startswith(wanted) for n in names)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{what} {name!r} is ambiguous", hint=f"It may be {'; '.join(found)}")
    others = [n for key, names in known.items() for n in (key, *names)]
    raise UsageError(f"no {what} {name!r}", hint=did_you_mean(name, others) or f"There is {_some(list(known))}")


def _some(names: Sequence[str]) -> str:
    """Return the names, or the first of many.

    >>> _some(["a", "b"]), _some([])
    ('a; b', 'none')
    """
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + rest if names else "none"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean …?" with the names that `name` looks like, or nothing.

    >>> did_you_mean("comapre", ["build", "compare"])
    'Did you mean compare?'
    """
    close = get_close_matches(name, list(dict.fromkeys(known)))
    return f"Did you mean {' or '.join(close)}?" if close else ""
