"""The timeline and the phrases as Plotly figures. The only file that imports plotly.

`timeline_spec` and `phrases_spec` return a figure as plain data, which is what the pages embed; `timeline_figure` and
`phrases_figure` return the same as validated `plotly.graph_objects.Figure` for notebooks and other programs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.models import Interview
from timeline.showing.figure_frame import BLUE, INK, RULE, SOFT, WIDTH, Spec, layout_of, title_at
from timeline.showing.figure_phrases import phrases_spec
from timeline.showing.figure_words import REWORDING, escape_label, interview_hover, link_hover, mark_hover
from timeline.showing.page_lanes import STATUS_WORDS, Board, Link, Mark, Status

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

# Sizes in pixels.
TITLE_BAND = 40  # two lines of a lane's title
ROW = 34
STACK = 27  # between marks of one lane and one day: a mark, and how many statements it stands for
LABEL_ROW = 31  # one row of interview labels: two lines of text
LABEL_ROWS = 3
MOST_RULED = 60  # interviews; at 1,000 pixels their lines stand 15 apart on average
_LETTER = 6.3  # mean width of a letter at 11 px, measured on Liberation Sans and DejaVu Sans: 5.6 and 6.3

# Okabe and Ito's colours (https://jfly.uni-koeln.de/color/), darkened until each has a contrast of at least 3 to 1 on
# white and on the dark page; every status has a shape of its own besides.
MARKERS: dict[Status, tuple[str, str, int]] = {
    "new": ("circle", BLUE, 12),
    "more": ("hexagon", BLUE, 11),  # this, "less" and "silent" stand beside text only
    "same": ("bowtie", "#767676", 11),
    "reworded": ("diamond", "#b4588c", 13),
    "changed": ("square", "#cc5500", 13),
    "returned": ("triangle-up", "#008563", 14),
    "gone": ("x-thin", "#767676", 9),
    "less": ("x-thin", "#767676", 9),
    "silent": ("x-thin", "#767676", 9),
    "single": ("pentagon", "#767676", 11),
}
# How much of the wording changed, upper bound of each class, with the link's colour and width in pixels. Quarters, so
# that a reader can name the class; where less than half is shared, the diff mostly is a rewording, drawn by itself.
LINKS: tuple[tuple[float, str, str, float], ...] = (
    (0.0, "same wording", "#9a9a9a", 1.5),
    (0.25, "up to a quarter changed", "#c9a227", 3),
    (0.5, "up to half changed", "#d9731a", 5),
    (1.0, "more than half changed", "#9c2f14", 7),
)
_OTHERWISE = (REWORDING, "#8a8a8a", 2.0)


def timeline_figure(board: Board) -> Figure:
    """Return the theme's timeline: a lane per position, a mark per statement, a link per change."""
    from plotly.graph_objects import Figure

    return Figure(timeline_spec(board))


def phrases_figure(board: Board) -> Figure:
    """Return which wordings were in use when, over the same time as the timeline."""
    from plotly.graph_objects import Figure

    return Figure(phrases_spec(board))


def timeline_spec(board: Board, *, hover: bool = True) -> Spec:
    """Return the timeline as plain data: `data` and `layout`.

    `customdata` of a mark or link is the number of its step, counted through the lanes; of an interview, its number.
    Without `hover` the texts that appear over marks and links, and what takes hold of links, are left out: a page
    shows its own text there.
    """
    tops, height = _tops(board)
    rows = _Rows(board, tops)
    numbers = {s.id: n for n, s in enumerate(s for lane in board.lanes for s in lane.steps)}
    data = [
        *(_handles(board, rows, numbers) if hover else ()),
        *_marks(board, rows, numbers, hover),
        *_gone(board, tops, numbers, hover),
        _interview_row(board, height, hover),
    ]
    layout = layout_of(board, height + ROW + 6, hover)
    layout["margin"]["t"] = 8 + LABEL_ROW * LABEL_ROWS
    layout["height"] = height + ROW + 6 + layout["margin"]["t"] + layout["margin"]["b"]
    layout["annotations"] = [*_lane_titles(board, tops), *interview_labels(board)]
    layout["shapes"] = [
        *({"y0": y, "y1": y} for y in [*tops[1:], height]),
        *_interview_lines(board, height),
        *_lives(board, rows),
        *_links(board, rows),
    ]
    return {"data": data, "layout": layout}


class _Rows:
    """Where marks stand: marks of one lane and one day stand below one another."""

    def __init__(self, board: Board, tops: Sequence[int]) -> None:
        self._at: dict[tuple[int, int], int] = {}
        for n, lane in enumerate(board.drawn_lanes):
            seen: Counter[date] = Counter()
            for mark in lane.marks:
                self._at[n, id(mark)] = tops[n] + TITLE_BAND + ROW // 2 - 4 + STACK * seen[mark.interview.date]
                seen[mark.interview.date] += 1

    def of(self, lane: int, mark: Mark) -> int:
        return self._at[lane, id(mark)]


def _tops(board: Board) -> tuple[list[int], int]:
    """Return where each lane begins, and where the last one ends."""
    tops, at = [], 0
    for lane in board.drawn_lanes:
        tops.append(at)
        stacked = max(Counter(m.interview.date for m in lane.marks).values(), default=1)
        at += TITLE_BAND + ROW + STACK * (stacked - 1)
    return tops, at


def _lane_titles(board: Board, tops: Sequence[int]) -> list[Spec]:
    """Return the lanes' titles; those that a person named stand upright, those that alignment found in italics."""
    return [
        title_at(
            lane.title + (" (discovered)" if lane.position and lane.position.source == "discovered" else ""),
            top + TITLE_BAND - 1,
            plain=bool(lane.position and lane.position.source == "coded"),
        )
        for lane, top in zip(board.drawn_lanes, tops, strict=True)
    ]


def interview_labels(board: Board, width: int = WIDTH) -> list[Spec]:
    """Return a label for each interview, in up to three rows; hidden where there is no room left for it.

    Interviews that state a position take their places first: a silent one never hides them.
    """
    first, last = board.interviews[0].date, board.interviews[-1].date
    days = max(1, (last - first).days) * 1.14 or 1
    labels = {i.id: _label(i, silent=i.id not in board.stated) for i in board.interviews}
    taken: list[list[tuple[float, float]]] = [[] for _ in range(LABEL_ROWS)]
    for interview in sorted(board.interviews, key=lambda i: i.id not in board.stated):
        label = labels[interview.id]
        half = _LETTER * max(map(len, re.sub("</?[bi]>", "", label["text"]).split("<br>"))) / 2
        at = ((interview.date - first).days / days + 0.06) * width
        row = _free_row(taken, at - half - 10, at + half + 10)
        if row is not None:
            taken[row].append((at - half, at + half))
        label |= {"visible": row is not None, "yshift": 2 + LABEL_ROW * (row or 0)}
    return list(labels.values())


def _free_row(taken: Sequence[Sequence[tuple[float, float]]], start: float, end: float) -> int | None:
    """Return the lowest row in which nothing stands between `start` and `end`."""
    return next((n for n, row in enumerate(taken) if all(b <= start or a >= end for a, b in row)), None)


def _label(interview: Interview, *, silent: bool) -> Spec:
    outlet = escape_label(_shortened(interview.short_name, 24))
    when = f"{interview.date.day} {interview.date:%b %Y}"
    return {
        "x": interview.date.isoformat(), "xref": "x", "yref": "paper", "y": 1, "xanchor": "center", "align": "center",
        "text": f"<i>{when}<br>silent: {outlet}</i>" if silent else f"<b>{when}</b><br>{outlet}",
        "font": {"size": 11, "color": SOFT if silent else INK}, "bgcolor": "rgba(0,0,0,0)",
    }  # fmt: skip


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _interview_lines(board: Board, height: int) -> list[Spec]:
    """Return vertical lines: whole for interviews that state a position, dotted for those that are silent.

    Many lines are a haze; then the marks on the axis have to do.
    """
    if len(board.interviews) > MOST_RULED:
        return []
    paths = []
    for stated, dash in ((True, "solid"), (False, "dot")):
        days = sorted({i.date.isoformat() for i in board.interviews if (i.id in board.stated) == stated})
        if days:
            lines = [[(day, 0), (day, height + ROW // 2)] for day in days]
            paths.append(_path(lines, {"color": RULE, "width": 1, "dash": dash}))
    return paths


def _path(lines: Sequence[Sequence[tuple[str, int]]], style: Spec, name: str = "") -> Spec:
    """Return lines as one shape: plotly.js makes an element of every piece of a trace, but one of a shape."""
    path = "".join("M" + "L".join(f"{x},{y}" for x, y in line) for line in lines)
    named = {"name": name} if name else {}
    return {"type": "path", "xref": "x", "yref": "y", "path": path, "line": style, **named}


def _lives(board: Board, rows: _Rows) -> list[Spec]:
    """Return a thin line from each lane's first mark to its last, where marks between them are left out."""
    if not board.left_out:
        return []
    lanes = [(n, lane.marks[0], lane.marks[-1]) for n, lane in enumerate(board.drawn_lanes) if lane.marks]
    lines = [[(_day(a), rows.of(n, a)), (_day(b), rows.of(n, a))] for n, a, b in lanes]
    return [_path(lines, {"color": RULE, "width": 2, "dash": "solid"})]


def _links(board: Board, rows: _Rows) -> list[Spec]:
    """Return the links, one shape for each class of change."""
    classes: dict[tuple[int, bool], list[tuple[int, Link]]] = defaultdict(list)
    for n, lane in enumerate(board.drawn_lanes):
        for link in lane.links:
            classes[_link_class(link), bool(link.gap)].append((n, link))
    scale = _scale(board)
    found = []
    for (step, gap), members in sorted(classes.items(), key=lambda item: item[0]):
        name, colour, width = LINKS[step][1:] if step < len(LINKS) else _OTHERWISE
        dash = "8px,6px" if gap else "solid" if step < len(LINKS) else "2px,3px"
        style = {"color": colour, "width": width * scale, "dash": dash}
        found.append(_path(_lines(members, rows), style, f"{name}, after a gap" if gap else name))
    return found


def _lines(members: Sequence[tuple[int, Link]], rows: _Rows) -> list[list[tuple[str, int]]]:
    """Return the lines along links of one class; those that follow one another are one line."""
    found: list[list[tuple[str, int]]] = []
    last: Mark | None = None
    for n, link in members:
        if link.before is not last:
            found.append([(_day(link.before), rows.of(n, link.before))])
        found[-1].append((_day(link.after), rows.of(n, link.after)))
        last = link.after
    return found


def _handles(board: Board, rows: _Rows, numbers: dict[str, int]) -> list[Spec]:
    """Return what hover takes hold of in the middle of links."""
    # A link that is no longer than the marks at its ends cannot be hit; they lead to the same evidence.
    days = max(1, (board.interviews[-1].date - board.interviews[0].date).days)
    least = days * 2 * MARKERS["changed"][2] * _scale(board) / WIDTH
    handles = [
        (n, k)
        for n, lane in enumerate(board.drawn_lanes)
        for k in lane.links
        if (k.after.interview.date - k.before.interview.date).days > least
    ]
    if not handles:
        return []
    return [
        {
            "mode": "markers", "name": "links", "showlegend": False,
            "x": [_middle(k.before.interview.date, k.after.interview.date) for _, k in handles],
            "y": [(rows.of(n, k.before) + rows.of(n, k.after)) / 2 for n, k in handles],
            "customdata": [numbers[k.step] for _, k in handles], "hovertext": [link_hover(k) for _, k in handles],
            "marker": {"size": 16, "opacity": 0}, "hoverinfo": "text",
        }
    ]  # fmt: skip


def _link_class(link: Link) -> int:
    """Return which of `LINKS` a link is; one more than there are for a rewording."""
    if link.rewording:
        return len(LINKS)
    return next((n for n, (bound, *_) in enumerate(LINKS) if link.amount <= bound), len(LINKS) - 1)


def _day(mark: Mark) -> str:
    return mark.interview.date.isoformat()


def _middle(a: date, b: date) -> str:
    """Return the moment between two days: `2020-01-16 12:00`."""
    days = (b - a).days
    return (a + timedelta(days=days // 2)).isoformat() + (" 12:00" if days % 2 else "")


def _marks(board: Board, rows: _Rows, numbers: dict[str, int], hover: bool) -> list[Spec]:
    """Return the marks, one trace for each status, filled where the question raised the theme, hollow where not."""
    groups: dict[tuple[Status, bool], list[tuple[int, Mark]]] = defaultdict(list)
    for n, lane in enumerate(board.drawn_lanes):
        for mark in lane.marks:
            groups[mark.status, mark.prompted].append((n, mark))
    order = list(MARKERS)
    traces = []
    for (status, prompted), members in sorted(groups.items(), key=lambda g: (order.index(g[0][0]), not g[0][1])):
        trace: Spec = {
            "mode": "markers",
            "name": STATUS_WORDS[status] + ("" if prompted else ", unprompted"),
            "x": [_day(m) for _, m in members], "y": [rows.of(n, m) for n, m in members],
            "customdata": [numbers[m.step] for _, m in members],
            "marker": _marker(status, prompted=prompted, scale=_scale(board)), "hoverinfo": "text",
        }  # fmt: skip
        counts = [f"×{len(m.statements)}" if len(m.statements) > 1 else "" for _, m in members]
        if any(counts) and _scale(board) == 1:
            trace |= {"mode": "markers+text", "text": counts, "textposition": "bottom center",
                      "textfont": {"size": 10, "color": SOFT}}  # fmt: skip
        if hover:
            trace["hovertext"] = [mark_hover(m, board) for _, m in members]
        traces.append(trace)
    return traces


def _scale(board: Board) -> float:
    """Return how much smaller marks are drawn where a lane holds many: 1 up to 30, half from 60 on.

    At 1,000 pixels, 30 marks of full size stand clear of each other on average; half size can still be told by shape.
    """
    most = max((len(lane.marks) for lane in board.drawn_lanes), default=1)
    return max(0.5, min(1.0, 30 / most))


def mark_gap(board: Board) -> float:
    """Return how near marks of a lane may stand, in pixels, before a page hides all but one; 0 where none is hidden.

    Marks of full size may overlap: they are few. Small ones are many, so none may cover another.
    """
    scale = _scale(board)
    return 0 if scale == 1 else round(MARKERS["changed"][2] * scale, 1)


def _marker(status: Status, *, prompted: bool, scale: float = 1) -> Spec:
    symbol, colour, size = MARKERS[status]
    thin = symbol == "x-thin"
    return {
        "symbol": symbol if prompted or thin else f"{symbol}-open",
        "size": round(size * scale, 1),
        "color": colour,
        "opacity": 1,
        "line": {
            "color": colour if thin or not prompted else "#ffffff",
            "width": 2.5 * scale if thin or not prompted else scale,
        },
    }


def _gone(board: Board, tops: Sequence[int], numbers: dict[str, int], hover: bool) -> list[Spec]:
    """Return crosses where a position is no longer said in an interview on the theme."""
    dates = {i.id: i.date for i in board.interviews}
    found = [
        (dates[s.change.to_interview].isoformat(), tops[n] + TITLE_BAND + ROW // 2 - 4, numbers[s.id])
        for n, lane in enumerate(board.drawn_lanes)
        for s in lane.steps
        if s.status == "gone" and s.change
    ]
    if not found:
        return []
    xs, ys, steps = zip(*found, strict=True)
    return [
        {
            "mode": "markers", "name": STATUS_WORDS["gone"], "x": list(xs), "y": list(ys),
            "customdata": list(steps), "hoverinfo": "text",
            "marker": _marker("gone", prompted=True, scale=_scale(board)),
            **({"hovertext": [STATUS_WORDS["gone"]] * len(xs)} if hover else {}),
        }
    ]  # fmt: skip


def _interview_row(board: Board, height: int, hover: bool) -> Spec:
    """Return the row that marks every interview on the axis, hollow where it is silent on the theme."""
    stated = [i.id in board.stated for i in board.interviews]
    trace: Spec = {
        "mode": "markers", "name": "interviews", "showlegend": False,
        "x": [i.date.isoformat() for i in board.interviews], "y": [height + ROW // 2] * len(stated),
        "customdata": [-1 - n for n in range(len(stated))],
        "marker": {
            "symbol": ["circle" if s else "circle-open" for s in stated], "size": 9 * _scale(board), "opacity": 1,
            "color": SOFT, "line": {"color": SOFT, "width": 1.5},
        },
        "hoverinfo": "text",
    }  # fmt: skip
    if hover:
        trace["hovertext"] = [interview_hover(i, board) for i in board.interviews]
    return trace
