"""Which wordings were in use when, as a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from timeline.models import Interview, Phrase
from timeline.showing.figure_frame import BLUE, Spec, layout_of, title_at
from timeline.showing.figure_words import escape_label, heading
from timeline.showing.page_lanes import Board
from timeline.text import fold

PHRASE_LANE = 40  # pixels


def phrases_spec(board: Board, *, hover: bool = True, most: int = 15) -> Spec:
    """Return the phrases chart as plain data: one lane for each of the `most` phrases that tell most."""
    lanes = _phrase_lanes(board, most)
    height = max(1, len(lanes)) * PHRASE_LANE + 8
    layout = layout_of(board, height, hover)
    layout["margin"]["t"] = 6
    layout["height"] = height + 6 + layout["margin"]["b"]
    layout["annotations"] = [title_at(f"“{phrase.phrase}”", n * PHRASE_LANE + 20) for n, phrase in enumerate(lanes)]
    return {"data": [*_phrase_lines(lanes, board), _phrase_marks(lanes, board, hover)], "layout": layout}


def _phrase_lanes(board: Board, most: int) -> list[Phrase]:
    """Return the phrases that tell most, by date: those that gave way to each other, then those used most widely.

    What only repeats the theme's title tells nothing; a phrase of one interview alone is shown only where it gave way
    or took a place, or where there is no other.
    """
    title = set(fold(board.theme.title).text.split())
    telling = [p for p in board.phrases if not title.issuperset(fold(p.phrase).text.split())]
    used = {p: len({o.interview for o in p.occurrences}) for p in telling}
    came = {p.replaced_by for p in telling}
    swapped = {p: bool(p.replaced_by) or p.phrase in came for p in telling}
    lasting = [p for p in telling if used[p] > 1 or swapped[p]] or telling
    chosen = sorted(lasting, key=lambda p: (not swapped[p], -used[p], p.first_seen, p.phrase))
    return sorted(chosen[:most], key=lambda p: (p.first_seen, p.last_seen, p.phrase))


def _phrase_lines(lanes: Sequence[Phrase], board: Board) -> list[Spec]:
    """Return a line from each phrase's first to its last use, dashed where an interview between does without."""
    dates = {i.id: i.date for i in board.interviews}
    traces = []
    for dash in ("solid", "dash"):
        x: list[str | None] = []
        y: list[int | None] = []
        for n, phrase in enumerate(lanes):
            if bool(phrase.gaps) == (dash == "dash"):
                days = sorted(dates[o.interview] for o in phrase.occurrences if o.interview in dates)
                x += [days[0].isoformat(), days[-1].isoformat(), None]
                y += [n * PHRASE_LANE + 29] * 2 + [None]
        traces.append(
            {"mode": "lines", "hoverinfo": "skip", "x": x, "y": y, "line": {"color": BLUE, "width": 2, "dash": dash}}
        )
    return [t for t in traces if t["x"]]


def _phrase_marks(lanes: Sequence[Phrase], board: Board, hover: bool) -> Spec:
    """Return a mark for each interview that uses a phrase, the larger the more often.

    `customdata` is the number of the interview, of the phrase among the board's, and how often it is said.
    """
    places = {i.id: n for n, i in enumerate(board.interviews)}
    numbers = {phrase: n for n, phrase in enumerate(board.phrases)}
    marks = [
        (n, phrase, board.interviews[places[name]], count)
        for n, phrase in enumerate(lanes)
        for name, count in Counter(o.interview for o in phrase.occurrences if o.interview in places).items()
    ]
    trace: Spec = {
        "mode": "markers", "name": "phrases", "hoverinfo": "text",
        "x": [i.date.isoformat() for _, _, i, _ in marks],
        "y": [n * PHRASE_LANE + 29 for n, *_ in marks],
        "customdata": [[places[i.id], numbers[phrase], count] for _, phrase, i, count in marks],
        "marker": {
            "symbol": "circle", "size": [min(18, 8 + 2 * count) for *_, count in marks], "color": BLUE,
            "opacity": 1, "line": {"color": "#ffffff", "width": 1},
        },
    }  # fmt: skip
    if hover:
        trace["hovertext"] = [_phrase_hover(phrase, i, count) for _, phrase, i, count in marks]
    return trace


def _phrase_hover(phrase: Phrase, interview: Interview, count: int) -> str:
    tail = f"<br>later: {escape_label(phrase.replaced_by)}" if phrase.replaced_by else ""
    return f"{heading(interview)}<br>“{escape_label(phrase.phrase)}”, {count} ×{tail}"
