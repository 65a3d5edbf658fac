"""Phrases through time as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from timeline.models import Analysis, Phrase
from timeline.showing.cells import hanging, shown, wrapped
from timeline.showing.markdown import escaped
from timeline.showing.marks import Screen
from timeline.showing.places import Places

_UNTOLD = "cannot tell"


def phrase_list(analysis: Analysis, phrases: Sequence[Phrase], screen: Screen, *, each: bool = False) -> str:
    """Return the phrases ready to be printed; with `each`, every place where they are said too."""
    titles = {t.id: t.title for t in analysis.themes}
    several = len({p.speaker for p in phrases}) > 1
    lines: list[str] = []
    for theme, phrases_ in groupby(phrases, key=lambda p: p.theme):
        group = list(phrases_)
        if theme in titles:
            lines += [screen.strong(shown(f"{titles[theme]} ({theme})")), ""]
        for phrase in group:
            lines += _phrase(analysis, phrase, screen, several)
            lines += _places(analysis, phrase, screen) if each else []
        lines += wrapped(line, screen.width) if (line := untold(group)) else []
        lines.append("")
    return "\n".join(lines).rstrip("\n") or "No phrase."


def _phrase(analysis: Analysis, phrase: Phrase, screen: Screen, several: bool) -> Iterator[str]:
    who = f" ({phrase.speaker})" if phrase.speaker and several else ""
    yield hanging(shown(f"“{phrase.phrase}”{who}: {facts(analysis, phrase)}"), screen.width)


def facts(analysis: Analysis, phrase: Phrase) -> str:
    """Return when a phrase is said, where it is missing, and what took its place, in words."""
    said = {o.interview for o in phrase.occurrences if not o.quoted and not o.within}
    said = said or {o.interview for o in phrase.occurrences}
    span = (
        f"{phrase.first_seen}"
        if phrase.first_seen == phrase.last_seen
        else f"{phrase.first_seen} to {phrase.last_seen}"
    )
    parts = [f"{span}, in {len(said)} interview{'s' * (len(said) > 1)}"]
    if phrase.gaps:
        missing = [str(analysis.corpus.by_id[i].date) for i in phrase.gaps if i in analysis.corpus.by_id]
        more = f" and {len(missing) - 4} more" if len(missing) > 4 else ""
        parts.append(f"not in {', '.join(missing[:4])}{more}")
    if phrase.replaced_by:
        parts.append(f"then “{phrase.replaced_by}”")
    if phrase.family and phrase.family != phrase.phrase:
        parts.append(f"variant of “{phrase.family}”")
    if phrase.quoted:
        parts.append("only quoted, to reject it")
    if phrase.turn and not phrase.turn.startswith(_UNTOLD):
        parts.append(phrase.turn)
    return "; ".join(parts)


def untold(phrases: Sequence[Phrase]) -> str:
    """Return why no change of frequency is told of some phrases; empty where it could be."""
    why = next((p.turn for p in phrases if p.turn.startswith(_UNTOLD)), "")
    return f"Whether any is said more or less often than before: {why}." if why else ""


def _places(analysis: Analysis, phrase: Phrase, screen: Screen) -> Iterator[str]:
    """Yield where a phrase is said, each with the words around it."""
    places = Places(analysis.corpus.interviews)
    for o in phrase.occurrences:
        text = analysis.corpus.by_id[o.interview].text
        before = " ".join(text[max(0, o.span.start - 60) : o.span.start].rpartition("\n")[2].split())
        after = " ".join(text[o.span.end : o.span.end + 60].partition("\n")[0].split())
        note = " (quoted, to reject it)" if o.quoted else f" (in “{o.within}”)" if o.within else ""
        date = analysis.corpus.by_id[o.interview].date
        yield screen.faint(shown(f"  {date}, {places.named(o.interview, o.span.start)}{note}"))
        line = f"…{shown(before)} {screen.strong(shown(o.span.of(text)))} {shown(after)}…"
        yield from (f"    {part}" for part in wrapped(line, max(20, screen.width - 4)))


def phrases_markdown(analysis: Analysis, phrases: Sequence[Phrase]) -> str:
    """Return the phrases as Markdown: a list for each theme."""
    titles = {t.id: t.title for t in analysis.themes}
    lines: list[str] = []
    for theme, phrases_ in groupby(phrases, key=lambda p: p.theme):
        group = list(phrases_)
        lines += [f"## {escaped(titles[theme])}", ""] if theme in titles else []
        lines += [f"- **{escaped(p.phrase)}**: {escaped(facts(analysis, p))}" for p in group]
        lines += ["", untold(group)] if untold(group) else []
        lines.append("")
    return "\n".join(lines)
