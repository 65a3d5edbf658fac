"""A brief as text, Markdown, HTML or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from html import escape

from timeline.models import Analysis, Brief, BriefItem, BriefState, Statement
from timeline.showing import criticmarkup
from timeline.showing.cells import shown, wrapped
from timeline.showing.markdown import escaped
from timeline.showing.marks import Screen, marked
from timeline.showing.places import Places

HEADINGS: dict[BriefState, str] = {
    "new": "Said for the first time",
    "reworded": "Said before in other words",
    "missing": "Usual, but missing this time",
    "same": "Said before word for word",
}
"""The states in the order in which they are shown: what is news first."""


class _Written:
    """What every format says of an item."""

    def __init__(self, analysis: Analysis, brief: Brief) -> None:
        self.analysis = analysis
        self.brief = brief
        self.places = Places(analysis.corpus.interviews)
        self.titles = {(p.theme, p.id): p.title for p in analysis.positions}
        self.themes = {t.id: t.title for t in analysis.themes}

    @property
    def title(self) -> str:
        i = self.brief.interview
        return f"{i.date} {i.short_name}: {i.title}"

    def groups(self) -> Iterator[tuple[str, BriefState, list[BriefItem]]]:
        """Yield the items by theme and state."""
        for theme in self.themes:
            for state in HEADINGS:
                items = [i for i in self.brief.items if i.theme == theme and i.state == state]
                if items:
                    yield theme, state, items

    def about(self, item: BriefItem) -> str:
        """Return the position and the kinds of change: `Extend the treaty: condition, number`."""
        title = self.titles.get((item.theme, item.position), item.position)
        kinds = ", ".join(item.kinds) if item.state == "reworded" else ""
        echo = " (in the words of the question)" if item.echo and item.state == "reworded" else ""
        return ": ".join(part for part in (title, kinds) if part) + echo

    def cited(self, statement: Statement | None) -> str:
        return self.places.cited(statement) if statement else ""

    def quote(self, statement: Statement | None) -> str:
        return self.analysis.quote(statement) if statement else ""

    def before(self, item: BriefItem) -> str:
        """Return what is said of the earlier wording."""
        words = {"new": "Nearest before", "reworded": "Latest before", "missing": "Last said", "same": "Last said"}
        return f"{words[item.state]}: {self.cited(item.earlier)}"


def brief_text(analysis: Analysis, brief: Brief, screen: Screen) -> str:
    """Return the brief ready to be printed."""
    w = _Written(analysis, brief)
    lines = [screen.strong(line) for line in wrapped(shown(w.title), screen.width)]
    last = ""
    for theme, state, items in w.groups():
        if theme != last:
            lines += ["", screen.strong(shown(w.themes[theme]))]
            last = theme
        lines += ["", f"{HEADINGS[state]} ({len(items)})"]
        for item in items:
            lines += ["", *_text_item(w, item, screen)]
    lines += ["", *(f"Not addressed: {shown(w.themes[s.theme])} ({shown(s.reason)})" for s in brief.silences)]
    return "\n".join(lines).rstrip("\n")


def _text_item(w: _Written, item: BriefItem, screen: Screen) -> Iterator[str]:
    if about := w.about(item):
        yield from wrapped(shown(about), screen.width)
    if item.statement:
        yield screen.faint(shown(w.cited(item.statement)))
    if item.diff and not item.diff.rewording:
        yield from wrapped(marked(item.diff.pieces(), screen), screen.width)
    elif item.statement:
        yield from wrapped(shown(w.quote(item.statement)), screen.width)
    if item.earlier:
        yield screen.faint(shown(w.before(item)))
        if item.state != "same" and (item.diff is None or item.diff.rewording):
            yield from wrapped(shown(w.quote(item.earlier)), screen.width)


def brief_markdown(analysis: Analysis, brief: Brief) -> str:
    """Return the brief as Markdown, its changes as CriticMarkup."""
    w = _Written(analysis, brief)
    lines = [f"# {_line(w.title)}"]
    last = ""
    for theme, state, items in w.groups():
        if theme != last:
            lines += ["", f"## {_line(w.themes[theme])}"]
            last = theme
        lines += ["", f"### {HEADINGS[state]} ({len(items)})"]
        for item in items:
            lines += ["", *_markdown_item(w, item)]
    lines += [f"\nNot addressed: {_line(w.themes[s.theme])} ({_line(s.reason)})" for s in brief.silences]
    return "\n".join(lines) + "\n"


def _markdown_item(w: _Written, item: BriefItem) -> Iterator[str]:
    if about := w.about(item):
        yield f"**{_line(about)}**"
        yield ""
    if item.diff and not item.diff.rewording:
        yield f"> {_one(criticmarkup.write(item.diff))}"
    elif item.statement:
        yield f"> {_line(w.quote(item.statement))}"
    if item.statement:
        yield ""
        yield _line(w.cited(item.statement))
    if item.earlier:
        yield ""
        yield _line(w.before(item))
        if item.state != "same" and (item.diff is None or item.diff.rewording):
            yield ""
            yield f"> {_line(w.quote(item.earlier))}"


def _line(text: str) -> str:
    return escaped(_one(text))


def _one(text: str) -> str:
    return " ".join(text.split())


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<style>
body{{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}}
blockquote{{margin:.4rem 0;padding-left:1rem;border-left:3px solid #8888}}
del{{color:#a40000;background:#a4000018}} ins{{color:#005f00;background:#00800020}}
@media (prefers-color-scheme:dark){{del{{color:#ff9d9d}} ins{{color:#9fe09f}}}}
p.cite{{font:.85rem/1.4 sans-serif;opacity:.8;margin:.2rem 0}} h3{{margin-top:2rem}}
</style></head><body>
<h1>{title}</h1>
{body}
</body></html>
"""


def brief_html(analysis: Analysis, brief: Brief) -> str:
    """Return the brief as a page that needs nothing else."""
    w = _Written(analysis, brief)
    parts: list[str] = []
    last = ""
    for theme, state, items in w.groups():
        if theme != last:
            parts.append(f"<h2>{escape(w.themes[theme])}</h2>")
            last = theme
        parts.append(f"<h3>{HEADINGS[state]} ({len(items)})</h3>")
        parts += [line for item in items for line in _html_item(w, item)]
    parts += [f"<p>Not addressed: {escape(w.themes[s.theme])} ({escape(s.reason)})</p>" for s in brief.silences]
    return _PAGE.format(title=escape(w.title), body="\n".join(parts))


def _html_item(w: _Written, item: BriefItem) -> Iterator[str]:
    if about := w.about(item):
        yield f"<h4>{escape(about)}</h4>"
    if item.diff and not item.diff.rewording:
        mark: dict[str, Callable[[str], str]] = {
            "equal": escape,
            "delete": lambda t: f"<del>{escape(t)}</del>",
            "insert": lambda t: f"<ins>{escape(t)}</ins>",
        }
        yield f"<blockquote>{''.join(mark[op](text) for op, text in item.diff.pieces())}</blockquote>"
    elif item.statement:
        yield f"<blockquote>{escape(w.quote(item.statement))}</blockquote>"
    if item.statement:
        yield f'<p class="cite">{escape(w.cited(item.statement))}</p>'
    if item.earlier:
        yield f'<p class="cite">{escape(w.before(item))}</p>'
        if item.state != "same" and (item.diff is None or item.diff.rewording):
            yield f"<blockquote>{escape(w.quote(item.earlier))}</blockquote>"


def brief_json(analysis: Analysis, brief: Brief) -> str:
    """Return the brief as one JSON object: the interview, its items, the themes that it does not address."""
    w = _Written(analysis, brief)
    i = brief.interview
    made = {
        "interview": i.id,
        "date": i.date.isoformat(),
        "title": i.title,
        "speaker": i.speaker,
        "outlet": i.outlet,
        "items": [_json_item(w, item) for item in brief.items],
        "silences": [{"theme": s.theme, "reason": s.reason} for s in brief.silences],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _json_item(w: _Written, item: BriefItem) -> dict[str, object]:
    def side(statement: Statement | None) -> dict[str, object] | None:
        if statement is None:
            return None
        return {
            "interview": statement.interview,
            "start": statement.start,
            "end": statement.end,
            "quote": w.quote(statement),
            "cited": w.cited(statement),
        }

    pieces: Sequence[tuple[str, str]] = list(item.diff.pieces()) if item.diff else []
    return {
        "theme": item.theme,
        "position": item.position,
        "state": item.state,
        "kinds": list(item.kinds),
        "statement": side(item.statement),
        "earlier": side(item.earlier),
        "diff": [{"op": op, "text": text} for op, text in pieces],
        "echo": [s.of(item.diff.new) for s in item.echo] if item.diff else [],
    }
