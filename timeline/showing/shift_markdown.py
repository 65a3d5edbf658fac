"""Shifts as Markdown, the strongest first, their changes as CriticMarkup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.models import Analysis, Shift, Statement
from timeline.showing import criticmarkup
from timeline.showing.markdown import escaped
from timeline.showing.places import Places


def shifts_markdown(analysis: Analysis, shifts: Sequence[Shift]) -> str:
    """Return the shifts as Markdown: each with its kinds, its reason, the marked diff and both citations."""
    places = Places(analysis.corpus.interviews)
    titles = {(p.theme, p.id): p.title for p in analysis.positions}
    lines: list[str] = []
    for theme in analysis.themes:
        mine = [s for s in shifts if s.theme == theme.id]
        lines += [f"# {escaped(theme.title)}", ""] if mine else []
        for shift in mine:
            title = titles.get((shift.theme, shift.position), shift.position)
            lines += [f"## {shift.rank}. {shift.kind}: {escaped(title)}", ""]
            lines += [escaped(shift.reason), "", *_sides(analysis, shift, places), ""]
    return "\n".join(lines)


def _sides(analysis: Analysis, shift: Shift, places: Places) -> Iterator[str]:
    change = shift.change

    def cited(statement: Statement | None, interview: str) -> str:
        if statement:
            return places.cited(statement)
        return f"{analysis.corpus.by_id[interview].date} not said"

    ends = (cited(change.before, change.from_interview), cited(change.after, change.to_interview))
    yield " → ".join(map(escaped, ends))
    yield ""
    if change.diff.rewording or not (change.before and change.after):
        for side in (change.before, change.after):
            if side:
                yield f"> {_one(escaped(analysis.quote(side)))}"
                yield ""
    else:
        yield f"> {_one(criticmarkup.write(change.diff))}"
        yield ""
    if change.context:
        yield f"Nearest in the other interview ({escaped(places.cited(change.context))}):"
        yield ""
        yield f"> {_one(escaped(analysis.quote(change.context)))}"


def _one(text: str) -> str:
    return " ".join(text.split())
