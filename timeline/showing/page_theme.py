"""A theme's page: what happened, the timeline, and every change with its words."""

from __future__ import annotations

from typing import Any

from timeline.models import Interview, Statement, Turn
from timeline.showing.figure import LINKS, MARKERS, phrases_spec, timeline_spec
from timeline.showing.page_frame import (
    PLOTLY,
    asset,
    embedded_json,
    environment,
    fingerprint,
    lean,
    plotly_fingerprint,
    policy,
)
from timeline.showing.page_lanes import STATUS_WORDS, Board
from timeline.showing.page_marks import after, before
from timeline.showing.page_transcript import Numbering, anchor
from timeline.showing.page_words import KIND_WORDS, excerpt, number, opening


def theme_page(board: Board, names: dict[str, str], foot: dict[str, Any], *, shared_assets: bool = False) -> str:
    """Return the page of one theme as HTML."""
    chart, phrases = timeline_spec(board, hover=False), phrases_spec(board, hover=False)
    style = lean("page.css") + (
        f"\n#chart{{min-height:{chart['layout']['height']}px}}#phrase-chart{{min-height:{phrases['layout']['height']}px}}"
    )
    script = lean("theme.js")
    sentence, sharpest = opening(board)
    by_id = {i.id: i for i in board.interviews}
    asked = Questions(board, by_id)
    numbering = Numbering(by_id)
    return environment().get_template("theme.html").render(
        policy=policy(style=style, scripts=[fingerprint(script), plotly_fingerprint()], files=shared_assets),
        style=style,
        script=script,
        plotly="" if shared_assets else asset(PLOTLY),
        plotly_file=f"assets/{PLOTLY}",
        figures=embedded_json([chart, phrases]),
        board=board,
        sentence=sentence,
        sharpest=sharpest,
        by_id=by_id,
        places={i.id: n for n, i in enumerate(board.interviews)},
        asked=asked,
        numbering=numbering,
        text=lambda s: s.span.of(by_id[s.interview].text),
        names=names,
        speakers=_speakers(board),
        reasons=_reasons(board),
        lane_titles={lane.position.id: lane.title for lane in board.lanes if lane.position},
        used={s.status for lane in board.lanes for s in lane.steps},
        used_links=any(lane.links for lane in board.lanes),
        gaps=any(link.gap for lane in board.lanes for link in lane.links),
        hollow=any(not m.statement.prompted for lane in board.lanes for m in lane.marks),
        kinds_used=[k for k in KIND_WORDS if any(s.kind == k for s in board.shifts)],
        words={
            "before": before, "after": after, "excerpt": excerpt,
            "number": number, "status": STATUS_WORDS, "kind": KIND_WORDS, "anchor": anchor,
        },
        markers=MARKERS,
        link_classes=LINKS,
        depth="",
        **foot,
    )  # fmt: skip


def _speakers(board: Board) -> list[str]:
    """Return whose statements the page shows; where nobody says anything, whose interviews were read."""
    said = {mark.statement.speaker for lane in board.lanes for mark in lane.marks}
    return sorted(filter(None, said or {i.speaker for i in board.interviews}))


def _reasons(board: Board) -> dict[str, str]:
    """Return why a step ranks where it does, by its id."""
    found: dict[str, str] = {}
    for shift in board.shifts:
        found.setdefault(board.step_of.get(shift.change, ""), shift.reason)
    return found


class Questions:
    """The questions that raised the theme, each once, numbered in the order of the interviews."""

    def __init__(self, board: Board, by_id: dict[str, Interview]) -> None:
        self._number: dict[tuple[str, int], int] = {}
        self.all: list[tuple[int, Interview, Turn]] = []
        marks = [mark.statement for lane in board.lanes for mark in lane.marks]
        prompted = {(s.interview, s.turn) for s in marks if s.prompted}
        for interview in board.interviews:
            question: Turn | None = None
            for turn in interview.turns:
                if turn.role == "question":
                    question = turn
                elif question and (interview.id, turn.number) in prompted:
                    self._add(interview, question, turn)

    def _add(self, interview: Interview, question: Turn, answer: Turn) -> None:
        key = (interview.id, question.number)
        if key not in self._number:
            self._number[key] = len(self.all) + 1
            self.all.append((len(self.all) + 1, interview, question))
        self._number[interview.id, answer.number] = self._number[key]

    def of(self, statement: Statement) -> int:
        """Return the number of the question that prompted a statement; 0 where none did."""
        return self._number.get((statement.interview, statement.turn), 0) if statement.prompted else 0
