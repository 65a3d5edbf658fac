"""What the words of the lists show: negation, condition, hedge, boost, scope, and steps on a ladder."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from timeline.comparing.align_words import stems
from timeline.comparing.kinds_lists import Lists, Mark, Marking
from timeline.models import Diff, Evidence, Span
from timeline.text import fold, words

T = TypeVar("T")
_KINDS: tuple[Marking, ...] = ("negation", "condition", "hedge", "boost", "scope", "date")
_STOP = re.compile(r"[,;:.!?()–—]")
_DATED = 4
"""Words behind "until" among which a date is its date: until the end of 2026."""
_WHOLE = 4
"""Letters of a word that a prefix can deny: acceptable, unacceptable; but not to, into."""

DENY_BOTH = "what is denied changed"
"""The note on a negation where both sides deny something: no turn from yes to no."""
_SAME_VERB = 5
"""Letters by which two denied words are one: become, becoming. Stems have six."""


class Moved(NamedTuple):
    """A mark, and in which edit of the diff it went or came; -1 where it is kept whole."""

    mark: Mark
    hunk: int


def touched(diff: Diff, span: Span, side: str) -> int:
    """Return the number of the edit that takes part of `span`; -1 where it is kept whole.

    Neighbouring deletions and insertions are one edit: they are numbered by the kept stretch before them.
    """
    hunk = 0
    for edit in diff.edits:
        here = edit.old if side == "old" else edit.new
        if edit.op == "equal":
            hunk += 1
        elif here.start < span.end and span.start < here.end:
            return hunk
    return -1


def without_common(old: Sequence[T], new: Sequence[T], key: Callable[[T], object]) -> tuple[list[T], list[T]]:
    """Return what each side has more of, by `key`: what merely moved is in neither."""
    return _surplus(old, Counter(map(key, new)), key), _surplus(new, Counter(map(key, old)), key)


def _surplus(side: Sequence[T], other: Counter[object], key: Callable[[T], object]) -> list[T]:
    kept = []
    for item in side:
        if other[key(item)]:
            other[key(item)] -= 1
        else:
            kept.append(item)
    return kept


def markers(diff: Diff, lists: Lists) -> list[Evidence]:
    """Return what the words of the lists show, kind by kind, each with the words that went and came."""
    old = [Moved(mark, touched(diff, mark.span, "old")) for mark in _marks(diff.old, lists)]
    new = [Moved(mark, touched(diff, mark.span, "new")) for mark in _marks(diff.new, lists)]
    steps = list(_steps(*without_common(old, new, lambda m: m.mark.marker.phrase)))
    both_deny = all(any(_denies(m.mark, text) for m in side) for side, text in ((old, diff.old), (new, diff.new)))
    old, new = ([m for m in side if m.hunk >= 0] for side in (old, new))
    taken_old, taken_new = {id(a) for a, _, _ in steps}, {id(b) for _, b, _ in steps}
    found = [e for a, b, rise in steps if (e := _step(diff, a, b, rise))]
    for kind in _KINDS:
        weighed = kind in ("hedge", "boost")  # what climbed a ladder has been told already
        went = [m for m in old if _shows(kind, m, diff.old, lists) and not (weighed and id(m) in taken_old)]
        came = [m for m in new if _shows(kind, m, diff.new, lists) and not (weighed and id(m) in taken_new)]
        moved = _moves(diff, kind, went, came, lists)
        found += [replace(e, note=DENY_BOTH) if both_deny and kind == "negation" else e for e in moved]
    return found


def _shows(kind: Marking, moved: Moved, text: str, lists: Lists) -> bool:
    """Tell whether a mark shows `kind` where it stands: "until 2030" is a date, "until they agree" a condition."""
    kinds = moved.mark.marker.kinds
    if kind not in kinds or not {"condition", "date"} <= set(kinds):
        return kind in kinds
    behind = Span(moved.mark.span.end, len(text))
    near = next((w.end for n, w in enumerate(words(text, behind), start=1) if n == _DATED), len(text))
    stop = _STOP.search(text, behind.start, near)
    clause = text[behind.start : stop.start() if stop else near]
    timed = any(c.isdigit() for c in clause) or any(
        fold(w.of(clause)).text in lists.months for w in words(clause)
    ) or any("date" in m.marker.kinds for m in lists.marks(clause))  # fmt: skip
    return timed == (kind == "date")


@lru_cache(maxsize=4_096)  # a quote stands in several changes
def _marks(text: str, lists: Lists) -> tuple[Mark, ...]:
    return tuple(lists.marks(text))


def _moves(diff: Diff, kind: Marking, old: list[Moved], new: list[Moved], lists: Lists) -> Iterator[Evidence]:
    """Yield what went and what came of one kind, if anything did."""
    if kind == "negation":  # any "no" denies; what counts is what it denies
        old = [m for m in old if _denies(m.mark, diff.old)]
        new = [m for m in new if _denies(m.mark, diff.new)]
        near = 2 if sorted(stems(diff.old)) == sorted(stems(diff.new)) else 1  # the same words, another order
        of_old = {id(m): _denied(diff.old, m.mark.span, lists, near) for m in old}
        of_new = {id(m): _denied(diff.new, m.mark.span, lists, near) for m in new}
        if diff.rewording:  # two sentences that share little deny different things: no change of one position
            there, here = ([x[:_SAME_VERB] for x in stems(text)] for text in (diff.new, diff.old))
            old = [m for m in old if of_old[id(m)] in there]
            new = [m for m in new if of_new[id(m)] in here]
        old, new = without_common(old, new, lambda m: of_old.get(id(m), of_new.get(id(m))))
    elif kind in ("hedge", "boost"):  # may and might, muss and müssen stand level
        old, new = without_common(old, new, lambda m: m.mark.marker.steps or m.mark.marker.phrase)
    else:
        old, new = without_common(old, new, lambda m: m.mark.marker.phrase)
    if old or new:
        went, came = tuple(m.mark.span for m in old), tuple(m.mark.span for m in new)
        if kind == "negation":
            went = tuple(_with_denied(diff.old, s, lists) for s in went)
            came = tuple(_with_denied(diff.new, s, lists) for s in came)
        if kind == "condition":
            went = tuple(_clause(diff, s, "old") for s in went)
            came = tuple(_clause(diff, s, "new") for s in came)
        yield Evidence(kind, went, came, f"{kind} {_what(went, came)}")


def _denies(mark: Mark, text: str) -> bool:
    """Tell whether a mark denies something, and does not answer a question alone: "No. Our rules are ours."."""
    before, behind = text[: mark.span.start].rstrip(), text[mark.span.end : mark.span.end + 1]
    answers = (not before or before[-1] in ".!?") and behind in (".", ",", "!", ";")
    return "negation" in mark.marker.kinds and not answers


def _what(went: Iterable[Span], came: Iterable[Span]) -> str:
    return "changed" if went and came else "added" if came else "dropped"


def _denied(text: str, span: Span, lists: Lists, near: int = 1) -> str:
    """Return the stems of the first words, `near` of them, behind a negation that carry a subject."""
    found = (fold(w.of(text)).text for w in words(text, Span(span.end, len(text))))
    carrying = (w for w in found if w not in lists.function and w not in lists.through)
    return " ".join(next(iter(stems(w)), "")[:_SAME_VERB] for w in islice(carrying, near))


def _with_denied(text: str, span: Span, lists: Lists) -> Span:
    """Return a negation with what it denies, as long as that is near."""
    word = _subject(text, span, lists)
    near = word and not _STOP.search(text, span.end, word.start)
    return Span(span.start, word.end) if word and near else span


def _subject(text: str, span: Span, lists: Lists) -> Span | None:
    """Return the first word behind `span` that carries a subject."""
    found = (w for w in words(text, Span(span.end, len(text))) if fold(w.of(text)).text not in lists.function)
    return next(found, None)


def _clause(diff: Diff, span: Span, side: str) -> Span:
    """Return the words from a condition to the end of its clause, as far as the edit reaches."""
    text = diff.old if side == "old" else diff.new
    end = span.end
    for edit in diff.edits:
        here = edit.old if side == "old" else edit.new
        if edit.op != "equal" and here.start < span.end <= here.end:
            end = here.end
    stop = min((at for sign in ",;:.!?" if (at := text.find(sign, span.end, end)) >= 0), default=end)
    return Span(span.start, span.start + len(text[span.start : stop].rstrip()))


def _steps(old: Sequence[Moved], new: Sequence[Moved]) -> Iterator[tuple[Moved, Moved, int]]:
    """Yield the pairs of marks on one ladder, one that went and one that came, and by how much the second is higher.

    Those of one edit belong together; across edits only where each side has one of that ladder.
    """
    for ladder in sorted({s.ladder for m in old for s in m.mark.marker.steps}):
        went = [(m, s.height) for m in old for s in m.mark.marker.steps if s.ladder == ladder]
        came = [(m, s.height) for m in new for s in m.mark.marker.steps if s.ladder == ladder]
        alone = len(went) == len(came) == 1
        for a, low in went:
            match = next((pair for pair in came if alone or pair[0].hunk == a.hunk >= 0), None)
            if match and max(a.hunk, match[0].hunk) >= 0:
                came.remove(match)
                yield a, match[0], match[1] - low


def _step(diff: Diff, old: Moved, new: Moved, rise: int) -> Evidence | None:
    """Return a step up as boost, a step down as hedge; nothing where the two stand level."""
    if not rise:
        return None
    went, came = old.mark.span, new.mark.span
    note = f"{'stronger' if rise > 0 else 'weaker'}: “{went.of(diff.old)}”, then “{came.of(diff.new)}”"
    return Evidence("boost" if rise > 0 else "hedge", (went,), (came,), note)


def prefixed(old: Sequence[tuple[str, Span]], new: Sequence[tuple[str, Span]], lists: Lists) -> Iterator[Evidence]:
    """Yield the words that became their own denial, or ceased to be: acceptable, unacceptable."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, (came, _) in enumerate(new):
        places[came].append(n)
    for went, span in old:
        other = {p + went for p in lists.prefixes} | {went.removeprefix(p) for p in lists.prefixes}
        for n in sorted(n for came in other - {went} & places.keys() for n in places[came]):
            came, place = new[n]
            if min(len(went), len(came)) >= _WHOLE:
                note = f"negation {'added' if len(came) > len(went) else 'dropped'}"
                yield Evidence("negation", (span,), (place,), note)
