"""A theme's page: what happened, the timeline, and every change with its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from timeline.models import Interview
from timeline.showing.figure import LINKS, MARKERS, mark_gap, timeline_spec
from timeline.showing.figure_frame import Spec
from timeline.showing.figure_phrases import phrases_spec
from timeline.showing.page_frame import (
    PLOTLY,
    asset,
    embedded_json,
    fingerprint,
    lean,
    plotly_fingerprint,
    policy,
    render,
)
from timeline.showing.page_lanes import STATUS_WORDS, Board, Status
from timeline.showing.page_names import data_name
from timeline.showing.page_parts import Parts, speakers
from timeline.showing.page_words import excerpt, opening
from timeline.showing.pieces import Pieces

# Rows of the table of shifts: ten times what its button shows at once. The 3,300 of 200 interviews x 30 positions were
# a fifth of the page, and who looks for a weak shift looks under its position.
ROWS = 1000


def theme_page(
    board: Board,
    names: Mapping[str, str],
    digests: Mapping[str, bytes],
    foot: dict[str, Any],
    *,
    pieces: Pieces,
    shared_assets: bool = False,
) -> str:
    """Return the page of one theme as HTML; `names` and `digests` as in `Parts`."""
    chart, phrases = timeline_spec(board, hover=False), phrases_spec(board, hover=False)
    style, script = _style(chart, phrases), lean("theme.js")
    parts = Parts(board, names, digests, pieces)
    return render(
        "theme.html",
        style=style,
        script=script,
        policy=policy(style=style, scripts=[fingerprint(script), plotly_fingerprint()], files=shared_assets),
        plotly="" if shared_assets else asset(PLOTLY),
        plotly_file=f"assets/{PLOTLY}",
        figures=embedded_json(_both({**_packed(chart, board), "gap": mark_gap(board)}, _packed(phrases, board))),
        parts={"shifts": parts.shifts(ROWS), "lanes": parts.lanes(), "sources": parts.sources()},
        board=board,
        names=names,
        excerpt=excerpt,
        status_words=STATUS_WORDS,
        link_classes=LINKS,
        depth="",
        **_told(board),
        **_legend(board),
        **foot,
    )


def _told(board: Board) -> dict[str, Any]:
    """Return what the template looks up while it tells the story."""
    sentence, sharpest = opening(board)
    return {
        "by_id": {i.id: i for i in board.interviews},
        "sentence": sentence,
        "sharpest": sharpest,
        "data_file": data_name(board.theme),
        "speakers": speakers(board),
        "quiet": [i for i in board.interviews if i.id in board.silences],
        "grid": _grid(board),
        "rows": ROWS,
    }


def _legend(board: Board) -> dict[str, Any]:
    """Return which signs the chart uses, so that its legend explains no other."""
    drawn: set[Status] = {m.status for lane in board.drawn_lanes for m in lane.marks}
    drawn |= {s.status for lane in board.drawn_lanes for s in lane.steps if s.status == "gone"}
    links = [link for lane in board.drawn_lanes for link in lane.links]
    return {
        "used": [name for name in MARKERS if name in drawn],
        "used_links": any(not link.rewording for link in links),
        "rewordings": any(link.rewording for link in links),
        "several": any(len(m.statements) > 1 for lane in board.drawn_lanes for m in lane.marks),
        "gaps": any(link.gap for link in links),
        "hollow": any(not m.prompted for lane in board.drawn_lanes for m in lane.marks),
        "discovered": any(lane.position and lane.position.source == "discovered" for lane in board.drawn_lanes),
    }


def _style(chart: Spec, phrases: Spec) -> str:
    """Return the page's style with the charts' heights, so that nothing jumps when they come, and their colours."""
    heights = "".join(
        f"#{name}{{min-height:{spec['layout']['height']}px}}"
        for name, spec in (("chart", chart), ("phrase-chart", phrases))
    )
    marks = "".join(f".{status}{{--c:{colour}}}" for status, (_, colour, _) in MARKERS.items())
    links = "".join(
        f".k{n}{{background:{colour};height:{width}px}}" for n, (_, _, colour, width) in enumerate(LINKS, 1)
    )
    return "\n".join((lean("page.css"), heights, marks, links))


def _packed(spec: Spec, board: Board) -> Spec:
    """Return a figure as the page carries it, a quarter of its weight; the script has the words from the page's text.

    `x` counts interviews instead of naming their dates; `x`, `y` and `customdata` are each told as the difference from
    the one before. Of the annotations, `titles` keeps the places and `labels` one of a kind; of the shapes, `rules`.
    """
    numbers: dict[str, int] = {}
    for n, interview in enumerate(board.interviews):
        numbers.setdefault(interview.date.isoformat(), n)
    layout = dict(spec["layout"])
    notes, shapes = layout.pop("annotations"), layout.pop("shapes", [])
    labels = [note for note in notes if note.get("xref") == "x"]
    return {
        "data": [
            {**trace, "x": _steps([numbers.get(x, x) for x in trace["x"]]), "y": _steps(trace["y"])}
            | ({"customdata": _steps(trace["customdata"])} if "customdata" in trace else {})
            for trace in spec["data"]
        ],
        "titles": [note["y"] for note in notes if note.get("xref") != "x"],
        "labels": [labels[board.interviews.index(i)] for i in _examples(board)] if labels else [],
        "rules": [shape["y0"] for shape in shapes if "y0" in shape],
        "paths": [_packed_path(shape, numbers) for shape in shapes if "path" in shape],
        "layout": layout,
    }


def _packed_path(shape: Spec, numbers: dict[str, int]) -> Spec:
    """Return a path's points as `x` and `y`, with None between its lines in `x`."""
    points: list[tuple[int | None, int]] = []
    for sign, x, y in re.findall(r"([ML])([^,]+),(\d+)", shape["path"]):
        points += [(None, points[-1][1])] if sign == "M" and points else []
        points.append((numbers[x], int(y)))
    xs, ys = zip(*points, strict=True)
    named = {"name": shape["name"]} if "name" in shape else {}
    return {"x": _steps(xs), "y": _steps(ys), "line": shape["line"], **named}


def _steps(values: Sequence[Any]) -> list[Any]:
    """Return numbers as differences, each from the one before; None stays, and what is no list of numbers.

    >>> _steps([3, 5, None, 5])
    [3, 2, None, 0]
    """
    found, last = [], 0
    for value in values:
        if not isinstance(value, int | None):
            return list(values)
        found.append(value if value is None else value - last)
        last = last if value is None else value
    return found


def _both(chart: Spec, phrases: Spec) -> list[Spec]:
    """Return both figures, the second with only what its layout has of its own."""
    shared = chart["layout"]
    own = {key: value for key, value in phrases["layout"].items() if shared.get(key) != value}
    return [_alike(chart), _alike({**phrases, "layout": own})]


def _alike(spec: Spec) -> Spec:
    """Return a figure with what all traces of a mode have in common told once, in `like`."""
    modes = Counter(trace["mode"] for trace in spec["data"])
    like = {
        mode: _common([trace for trace in spec["data"] if trace["mode"] == mode])
        for mode, times in modes.items()
        if times > 1
    }
    data = [{"mode": t["mode"], **_without(t, like.get(t["mode"], {}))} for t in spec["data"]]
    return {**spec, "data": data, "like": like}


def _common(specs: Sequence[Spec]) -> Spec:
    """Return the keys and values that all of `specs` have, parts of values too."""
    found: Spec = {}
    for key, value in specs[0].items():
        values = [s.get(key) for s in specs]
        if all(v == value for v in values):
            found[key] = value
        elif all(isinstance(v, dict) for v in values):
            found[key] = _common([v for v in values if v is not None])
    return found


def _without(spec: Spec, like: Spec) -> Spec:
    """Return what `spec` says beyond `like`.

    >>> _without({"a": 1, "b": {"c": 2, "d": 3}}, {"a": 1, "b": {"c": 2}})
    {'b': {'d': 3}}
    """
    return {
        key: _without(value, like[key]) if isinstance(value, dict) and key in like else value
        for key, value in spec.items()
        if key not in like or value != like[key]
    }


def _examples(board: Board) -> list[Interview]:
    """Return one interview that states a position and one that is silent, if there are such.

    The page makes the labels of all others like theirs, out of the list of interviews that it shows anyway.
    """
    stated = [i for i in board.interviews if i.id in board.stated]
    silent = [i for i in board.interviews if i.id not in board.stated]
    return stated[:1] + silent[:1]


def _grid(board: Board) -> dict[str, Markup]:
    """Return for each interview what every lane's marks in it say, as the cells of a row: the chart in words."""
    amounts = {link.step: f", {link.amount:.0%} changed" for lane in board.lanes for link in lane.links if link.change}
    cells: dict[str, list[str]] = {i.id: [""] * len(board.drawn_lanes) for i in board.interviews}
    for n, lane in enumerate(board.drawn_lanes):
        for mark in lane.marks:
            asked = "" if mark.prompted else ", unprompted"
            several = f", {len(mark.statements)} statements" if len(mark.statements) > 1 else ""
            words = f"{STATUS_WORDS[mark.status]}{amounts.get(mark.step, '')}{several}{asked}"
            row = cells[mark.interview.id]
            row[n] = f"{row[n]}; {words}" if row[n] else words
    rows = {name: "".join(f"<td>{escape(cell) if cell else ''}" for cell in row) for name, row in cells.items()}
    return {name: Markup(row) for name, row in rows.items()}  # noqa: S704  escaped just now
