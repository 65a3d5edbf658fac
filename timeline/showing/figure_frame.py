"""What both figures are drawn on: sizes, colours, axes and titles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from timeline.showing.figure_words import wrap
from timeline.showing.page_lanes import Board

Spec = dict[str, Any]

# Sizes in pixels. The y axis counts pixels too, so that a lane with many marks can be higher than the others.
WIDTH = 1040
"""Width that titles and labels are placed for; the page places them anew for its own."""
BLUE = "#0072b2"
INK, SOFT, PAPER = "#222222", "#636363", "#fffefb"
RULE = "rgba(128,128,128,0.32)"  # reads on light and dark alike
FONT = "system-ui, sans-serif"


# What titles and lines between lanes have in common, said once.
_TEMPLATE: Spec = {
    "data": {"scatter": [{}]},
    "layout": {
        "annotationdefaults": {
            "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "yanchor": "bottom", "align": "left",
            "showarrow": False, "borderpad": 1, "bgcolor": PAPER, "font": {"size": 14, "color": INK},
        },
        "shapedefaults": {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "layer": "below", "line": {"color": RULE, "width": 1},
        },
    },
}  # fmt: skip


def layout_of(board: Board, height: int, hover: bool) -> Spec:
    """Return the layout of a figure `height` pixels high, without margin at the top."""
    first, last = board.interviews[0].date, board.interviews[-1].date
    # Room at both ends for half a label; a single day gets a month.
    pad = max((last - first) * 0.07, timedelta(days=15))
    layout: Spec = {
        "xaxis": {
            "type": "date", "range": [(first - pad).isoformat(), (last + pad).isoformat()], "showgrid": False,
            "zeroline": False, "showline": True, "linecolor": SOFT, "linewidth": 1, "ticks": "outside", "ticklen": 5,
            "tickcolor": SOFT, "nticks": 10, "fixedrange": False,
        },
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "margin": {"l": 4, "r": 4, "b": 34},
        "font": {"family": FONT, "size": 12, "color": SOFT},
        "hovermode": False, "dragmode": "zoom", "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "template": _TEMPLATE,
    }  # fmt: skip
    if hover:
        layout |= {
            "hovermode": "closest", "hoverdistance": 16,
            "hoverlabel": {"align": "left", "bgcolor": "#ffffff", "bordercolor": SOFT,
                           "font": {"family": FONT, "size": 13, "color": INK}, "namelength": 0},
        }  # fmt: skip
    return layout


def title_at(text: str, y: int, *, plain: bool = True) -> Spec:
    """Return the title of a lane, its lower edge at `y`."""
    words = wrap(text, WIDTH // 8, 2)
    return {"y": y, "text": words if plain else f"<i>{words}</i>"}
