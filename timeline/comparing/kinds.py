"""Kinds: what sort of change a word diff is, with the words that show it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from timeline.comparing.align_words import stems
from timeline.comparing.kinds_clauses import whole_clauses
from timeline.comparing.kinds_lists import Lists
from timeline.comparing.kinds_markers import DENY_BOTH, markers, prefixed, touched, without_common
from timeline.comparing.kinds_values import Value, dates, names, numbers, same_name, surely_names
from timeline.comparing.tokens import tokens
from timeline.models import Diff, Evidence, ShiftKind, Span
from timeline.text import fold

ORDER: tuple[ShiftKind, ...] = (
    "negation",
    "condition",
    "number",
    "dropped",
    "added",
    "term",
    "actor",
    "boost",
    "hedge",
    "date",
    "scope",
    "reworded",
    "editorial",
)
"""The kinds by weight: what turns a position round, what binds it, what it amounts to; then how it is put."""

_TERM = 4
"""Content words that one term replaces another with, at most: names of programmes and concepts are that long."""


_ALIKE = 70
"""Likeness in percent from which two terms are variants. The variants in the sample themes (rule-based order,
rules-based world order) have 80 and more, different terms of one theme 60 and less."""


_FORM = 4
"""Letters that two words must begin with alike to be forms of one: Asia, Asian; not UN, under."""
_FRAME = 0.5
"""Similarity from which words that stand opposite each other replace each other: most of the sentence stayed. Below it
they meet by chance ("talk seriously", "surviving one")."""
VARIED = "the theme's term varied"
"""The note on a term of the theme that went and came in another form."""


class Word(NamedTuple):
    """A word in the one spelling by which two texts are compared."""

    key: str
    span: Span


def kinds(
    diff: Diff,
    lists: Lists,
    *,
    terms: tuple[Sequence[Span], Sequence[Span]] = ((), ()),
    known: Container[str] = frozenset(),
) -> tuple[Evidence, ...]:
    """Return what kinds of change `diff` holds, the weightiest first, each with the words that show it.

    `terms` are the theme's terms as spans of the old and of the new quote, `known` names that are known to be names.
    Equal texts give nothing; a missing side gives `added` or `dropped`; a change of spelling, order or typography
    alone gives `editorial`; a text that shares little with the other gives `reworded` beside what the lists show.
    """
    if diff.old == diff.new:
        return ()
    if not diff.old.strip() or not diff.new.strip():
        return (_whole(diff),)
    found = _meant(diff, lists, terms, known)
    if not found or _same_words(diff, lists, found):
        return (_editorial(diff),)
    return tuple(sorted(found, key=_weight))


def _weight(evidence: Evidence) -> int:
    """Return the place of a kind by weight; a negation that turns nothing round stands with what is put otherwise."""
    return ORDER.index("boost" if evidence.note == DENY_BOTH else evidence.kind)


def _whole(diff: Diff) -> Evidence:
    old, new = Span(0, len(diff.old)), Span(0, len(diff.new))
    if diff.new.strip():
        return Evidence("added", (), (new,), "added")
    return Evidence("dropped", (old,), (), "dropped")


def _editorial(diff: Diff) -> Evidence:
    went = tuple(e.old for e in diff.edits if e.op == "delete")
    came = tuple(e.new for e in diff.edits if e.op == "insert")
    return Evidence("editorial", went, came, "spelling, order or typography only")


def _same_words(diff: Diff, lists: Lists, found: Sequence[Evidence]) -> bool:
    """Tell whether only spelling, hyphens, spaces or the order of words differ, and no denial moved."""
    old, new = ([w.key for w in _words(text, lists)] for text in (diff.old, diff.new))
    if _letters(old) == _letters(new):
        return True
    return sorted(old) == sorted(new) and all(e.kind not in ("negation", "condition", "number") for e in found)


def _letters(found: Iterable[str]) -> str:
    """Return the bare letters of words: no hyphens, no accents."""
    plain = unicodedata.normalize("NFKD", "".join(found))
    return "".join(c for c in plain if c.isalnum())


def _words(text: str, lists: Lists) -> list[Word]:
    """Return the words of `text`, numbers as figures, each in its one spelling."""
    return list(_cut(text, lists))


@lru_cache(maxsize=4_096)  # a quote stands in several changes
def _cut(text: str, lists: Lists) -> tuple[Word, ...]:
    values = {v.span: v.key for v in numbers(text, lists)}
    ends = {span.start: span for span in values}
    found: list[Word] = []
    at = 0
    for token in tokens(text):
        start, at = at, at + len(token)
        if found and start < found[-1].span.end:
            continue  # inside a number of several words
        if start in ends:
            found += _number(text, ends[start], values[ends[start]], lists)
        elif any(map(str.isalnum, token)):
            base, mark, ending = fold(token).text.partition("'")
            if base in lists.function:  # it's, we're, I'd
                mark = ending = ""
            found.append(Word(lists.spelled(base) + mark + ending, Span(start, at)))
    tied = {after for before, after in pairwise(found) if text[before.span.start - 1 : before.span.start] == "-"}
    return tuple(w for w in found if not (w in tied and w.key in lists.spans))


def _number(text: str, span: Span, key: str, lists: Lists) -> Iterator[Word]:
    """Yield a number, and apart from it the unit that a hyphen ties to it: five-year."""
    value, hyphen, unit = span.of(text).rpartition("-")
    if not hyphen or not unit.isalpha() or fold(unit).text in lists.numbers:
        yield Word(key, span)
        return
    yield Word(key, Span(span.start, span.start + len(value)))
    plural = "" if key == "1" or unit.endswith("s") else "s"  # five-year is five years
    yield Word(lists.spelled(fold(unit).text) + plural, Span(span.end - len(unit), span.end))


def _meant(
    diff: Diff, lists: Lists, terms: tuple[Sequence[Span], Sequence[Span]], known: Container[str]
) -> list[Evidence]:
    """Return what the edits show, apart from typography."""
    old, new = _changed(diff, lists)
    found = [*_terms(diff, terms, lists), *markers(diff, lists), *prefixed(old, new, lists)]
    found += _values(diff, "number", lambda text: numbers(text, lists))
    found += _values(diff, "date", lambda text: dates(text, lists))
    found += _actors(diff, lists, known, terms)
    if diff.rewording:
        went, came = (tuple(w.span for w in side if w.key not in lists.function) for side in (old, new))
        found += whole_clauses(diff, lists)
        return [*found, Evidence("reworded", went, came, "reworded")] if went or came else found
    of_old, of_new = _by_stems(terms[0], diff.old), _by_stems(terms[1], diff.new)
    shorter_old, shorter_new = _nested(of_old, of_new), _nested(of_new, of_old)
    old = [w for w in old if not _within(w.span, shorter_old)]
    new = [w for w in new if not _within(w.span, shorter_new)]
    return _merged([*found, *_clauses(diff, lists, found, old, new)])


def _changed(diff: Diff, lists: Lists) -> tuple[list[Word], list[Word]]:
    """Return the words that went and that came; what only moved or is only spelled otherwise is neither."""
    old = [w for w in _words(diff.old, lists) if touched(diff, w.span, "old") >= 0]
    new = [w for w in _words(diff.new, lists) if touched(diff, w.span, "new") >= 0]
    return without_common(old, new, lambda w: w.key)


def _terms(diff: Diff, terms: tuple[Sequence[Span], Sequence[Span]], lists: Lists) -> Iterator[Evidence]:
    """Yield which of the theme's own terms went and came.

    Another form of the same words is no other term. Where two sentences share little, only a term that stands there
    in other words counts: which other terms they use is chance.
    """
    old, new = _by_stems(terms[0], diff.old), _by_stems(terms[1], diff.new)
    went, came = _gone(old, new, diff.new), _gone(new, old, diff.old)
    went, came = (
        tuple(s for s in side if _designates(_named(s, t), lists)) for side, t in ((went, diff.old), (came, diff.new))
    )
    varied = [(a, b) for a in went for b in came if _variants(a.of(diff.old), b.of(diff.new), lists)]
    if varied:
        yield Evidence("term", tuple(a for a, _ in varied), tuple(b for _, b in varied), VARIED)
    elif not diff.rewording and (went or came):
        yield Evidence("term", went, came, f"term {'changed' if went and came else 'added' if came else 'dropped'}")


_Terms = Mapping[tuple[str, ...], Span]


def _by_stems(terms: Sequence[Span], text: str) -> _Terms:
    """Return the first place of each term, by its stems."""
    return {tuple(stems(s.of(text))): s for s in reversed(terms)}


def _gone(these: _Terms, those: _Terms, other: str) -> tuple[Span, ...]:
    """Return the terms that the other text has not, save what lies across one that it has.

    Of a term of one word the other text may have another form, at another place: Asia, Asian.
    """
    said = [stem for stem in stems(other) if len(stem) >= _FORM]
    left = {span for key, span in these.items() if key not in those and not (len(key) == 1 and _formed(*key, said))}
    return tuple(sorted(left - set(_nested(these, those))))


def _formed(stem: str, others: Iterable[str]) -> bool:
    return len(stem) >= _FORM and any(other.startswith(stem) or stem.startswith(other) for other in others)


def _nested(these: _Terms, those: _Terms) -> tuple[Span, ...]:
    """Return the terms that lie across one that both sides have: START Treaty, of New START Treaty beside New START."""
    kept = [span for key, span in these.items() if key in those]
    return tuple(span for span in these.values() if span not in kept and _within(span, kept))


def _named(span: Span, text: str) -> str:
    """Return a term as it is written inside a sentence: a capital that only begins one is none."""
    term = span.of(text)
    begins = not text[: span.start].rstrip() or text[: span.start].rstrip()[-1] in ".!?:"
    return term[0].lower() + term[1:] if begins and term[1:].islower() else term


def _designates(term: str, lists: Lists) -> bool:
    """Tell whether a term names its thing by itself: several words, or one with a capital, a figure or a hyphen.

    Codebooks also find a theme by common words near one another; such a word is no name of the theme, with or without
    an article.

    >>> from timeline.comparing.kinds_lists import of_language
    >>> lists = of_language("en")
    >>> [_designates(term, lists) for term in ("New START", "UNSC", "focus", "the rate")]
    [True, True, False, False]
    """
    own = [w for w in term.split() if fold(w).text not in lists.function]
    return len(own) > 1 or any(not (w.isalpha() and w.islower()) for w in own)


def _variants(one: str, other: str, lists: Lists) -> bool:
    """Tell whether two terms of several words are one put otherwise: they share a word, and the rest is much alike.

    >>> from timeline.comparing.kinds_lists import of_language
    >>> lists = of_language("en")
    >>> _variants("rule-based order", "rules-based world order", lists), _variants("the rate", "the path", lists)
    (True, False)
    """
    from rapidfuzz.fuzz import token_sort_ratio

    a, b = ([w for w in fold(term).text.split() if w not in lists.function] for term in (one, other))
    several = min(len(a), len(b)) > 1 and not set(a).isdisjoint(b)
    return several and token_sort_ratio(" ".join(a), " ".join(b)) >= _ALIKE


def _values(diff: Diff, kind: ShiftKind, find: Callable[[str], list[Value]]) -> Iterator[Evidence]:
    """Yield which numbers, or dates, went and came; where they only changed places, those."""
    old = [v for v in find(diff.old) if touched(diff, v.span, "old") >= 0]
    new = [v for v in find(diff.new) if touched(diff, v.span, "new") >= 0]
    went, came = without_common(old, new, lambda v: v.key)
    if diff.rewording:  # two numbers of different things are no change of a number
        went = [v for v in went if _noun(diff.old, v) in stems(diff.new)]
        came = [v for v in came if _noun(diff.new, v) in stems(diff.old)]
        old, new = went, came
    if not went and not came and _changed_places(_counted(diff.old, old), _counted(diff.new, new)):
        went, came = old, new
    if went or came:
        note = f"{kind} {'changed' if went and came else 'added' if came else 'dropped'}"
        yield Evidence(kind, tuple(v.span for v in went), tuple(v.span for v in came), note)


def _changed_places(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the same numbers count the same things, but each another one."""
    return old != new and sorted(noun for _, noun in old) == sorted(noun for _, noun in new)


def _counted(text: str, values: Sequence[Value]) -> list[tuple[str, str]]:
    """Return each value with the word behind it: nine members and three votes are not three members and nine votes."""
    return sorted((v.key, _noun(text, v).removesuffix("s")) for v in values)


def _noun(text: str, value: Value) -> str:
    """Return the stem of what is counted: the second half of five-year, else the word behind."""
    own = stems(value.span.of(text).rpartition("-")[2])
    return own[-1] if "-" in value.span.of(text) and own else next(iter(stems(text[value.span.end :])), "")


def _actors(
    diff: Diff, lists: Lists, known: Container[str], terms: tuple[Sequence[Span], Sequence[Span]]
) -> Iterator[Evidence]:
    """Yield who is named on one side only."""
    old = names(diff.old, lists, known, surely_names(diff.new, lists))
    new = names(diff.new, lists, known, surely_names(diff.old, lists))
    went = [v for v in old if not any(same_name(v.key, w.key, lists) for w in new) and not _within(v.span, terms[0])]
    came = [v for v in new if not any(same_name(v.key, w.key, lists) for w in old) and not _within(v.span, terms[1])]
    if went or came:
        note = "actor changed" if went and came else "actor enters" if came else "actor leaves"
        yield Evidence("actor", tuple(v.span for v in went), tuple(v.span for v in came), note)


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(o.start < span.end and span.start < o.end for o in others)


def _clauses(
    diff: Diff, lists: Lists, found: Sequence[Evidence], old: Sequence[Word], new: Sequence[Word]
) -> Iterator[Evidence]:
    """Yield the edits that no list explains: a term for another, a clause that came or went, or a rewording."""
    told_old = [s for e in found for s in e.old]
    told_new = [s for e in found for s in e.new]
    went = [w for w in old if w.key not in lists.function and not _within(w.span, told_old)]
    came = [w for w in new if w.key not in lists.function and not _within(w.span, told_new)]
    if found:  # five years, one year; as candidates, as a candidate
        went, came = _unless_plural(went, new), _unless_plural(came, old)
    hunks = sorted({touched(diff, w.span, "old") for w in went} | {touched(diff, w.span, "new") for w in came})
    for hunk in hunks:
        gone = [w.span for w in went if touched(diff, w.span, "old") == hunk]
        here = [w.span for w in came if touched(diff, w.span, "new") == hunk]
        told = [touched(diff, s, "old") for s in told_old], [touched(diff, s, "new") for s in told_new]
        forms = _other_forms(diff, gone, here)
        if forms == "all":
            continue
        evidence = _edit(gone, here, (hunk in told[0], hunk in told[1]))
        replaced = evidence.kind == "term" and diff.similarity >= _FRAME and not forms
        yield evidence if replaced or evidence.kind != "term" else replace(evidence, kind="reworded", note="reworded")
    if not hunks and not found and (old or new):
        yield Evidence("reworded", tuple(w.span for w in old), tuple(w.span for w in new), "only small words changed")


def _other_forms(diff: Diff, gone: Sequence[Span], here: Sequence[Span]) -> Literal["", "some", "all"]:
    """Tell whether the words that came are other forms of those that went: America, American; the American side."""
    went, came = (sorted(x for s in side for x in stems(s.of(t))) for side, t in ((gone, diff.old), (here, diff.new)))
    if went and came and (set(went) <= set(came) or set(came) <= set(went)):
        return "all" if went == came else "some"
    return ""


def _unless_plural(these: Sequence[Word], those: Sequence[Word]) -> list[Word]:
    """Return the words of which the other side has not the plural, nor the singular."""
    others = {w.key for w in those}
    return [w for w in these if not ({w.key + "s", w.key.removesuffix("s")} - {w.key}) & others]


def _edit(gone: list[Span], here: list[Span], told: tuple[bool, bool]) -> Evidence:
    """Return what one edit is: words for words, words that came, or words that went.

    `told` says whether the lists have already explained other words of the edit, on each side.
    """
    went, came = tuple(gone), tuple(here)
    if went and came and len(went) <= _TERM and len(came) <= _TERM:
        return Evidence("term", went, came, "term changed")
    if came and not went and not told[0]:
        return Evidence("added", went, came, "words added")
    if went and not came and not told[1]:
        return Evidence("dropped", went, came, "words dropped")
    return Evidence("reworded", went, came, "reworded")


def _merged(found: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence with the edits of one kind and one note as one."""
    merged: dict[tuple[ShiftKind, str], Evidence] = {}
    for e in found:
        had = merged.get((e.kind, e.note))
        if had:
            old, new = sorted({*had.old, *e.old}), sorted({*had.new, *e.new})
            e = Evidence(e.kind, tuple(old), tuple(new), e.note)
        merged[e.kind, e.note] = e
    return list(merged.values())
