"""The page of all figures: tables as they were printed, with the goals first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1rem; font-variant-numeric: tabular-nums; }
caption, h2, h3 { text-align: left; }
th, td { padding: .25rem .75rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
td + td, th + th { text-align: right; }
th { text-align: left; }
td.missed { font-weight: bold; }
td.missed::before { content: "✗ "; } td.met::before { content: "✓ "; }
"""


def page(machine: str, day: str, sections: Mapping[str, Sequence[Mapping[str, Any]]], unfinished: Sequence[str]) -> str:
    """Return the page; a section is a list of tables, each as `dataclasses.asdict` has it."""
    goals = [(name, goal) for name, tables in sections.items() for table in tables for goal in table["goals"]]
    rows = "".join(
        f"<tr><td>{escape(goal['what'])}</td><td>{escape(goal['found'])}</td><td>{escape(goal['wanted'])}</td>"
        f"<td class={'met' if goal['met'] else 'missed'}>{'met' if goal['met'] else 'missed'}</td>"
        f"<td><a href='#{escape(name)}'>{escape(name)}</a></td></tr>"
        for name, goal in goals
    )
    broken = "".join(f"<p><b>Not finished: {escape(line)}.</b></p>" for line in unfinished)
    return f"""<!doctype html>
<html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>timeline: what it costs</title><style>{STYLE}</style>
<h1>timeline: what it costs</h1>
<p>Measured on {escape(day)}: {escape(machine)}. Made by <code>uv run python -m tests.benchmarks</code>.</p>
<p>Times are processor time (user and system) unless they say otherwise: others who use the machine hardly show in it.
What remains of noise was seen as 5 % between runs on a quiet machine and up to 25 % on a busy one, more in what takes
under 5 ms. Peers are measured in the same run, in
turn with ours; a ratio says more than the time beside it.</p>
{broken}
<h2>Goals</h2>
<div class=wide><table><tr><th>what<th>found<th>wanted<th>goal<th>section</tr>{rows}</table></div>
{"".join(_section(name, tables) for name, tables in sections.items())}
</html>
"""


def _section(name: str, tables: Sequence[Mapping[str, Any]]) -> str:
    return f"<h2 id='{escape(name)}'>{escape(name)}</h2>\n" + "".join(map(_table, tables))


def _table(table: Mapping[str, Any]) -> str:
    head = "".join(f"<th>{escape(column)}" for column in table["columns"])
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) + "</tr>" for row in table["rows"])
    return (
        f"<h3>{escape(table['title'])}</h3>\n<div class=wide><table><tr>{head}</tr>{rows}</table></div>\n"
        f"<p>{escape(table['note'])}</p>\n"
    )
