"""The words of the figures' labels: Plotly renders pseudo-HTML in them."""

from __future__ import annotations

import html

from timeline.models import Diff, EditOp, Interview
from timeline.showing.page_lanes import STATUS_WORDS, Board, Link, Mark
from timeline.showing.page_words import day

REWORDING = "said in other words"


def escape_label(text: str) -> str:
    """Return `text` so that Plotly, which renders pseudo-HTML in labels, shows it as it stands.

    >>> escape_label("<b>5 % & more</b>")
    '&lt;b&gt;5 % &amp; more&lt;/b&gt;'
    """
    return html.escape(text, quote=False).replace("\n", " ")


def wrap(text: str, width: int, lines: int = 99) -> str:
    """Return `text` escaped for a label, broken with `<br>` at `width` letters; an ellipsis ends what is cut.

    >>> wrap("extend the treaty for one year", 16, 2)
    'extend the<br>treaty for one…'
    """
    found = [""]
    for word in text.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > width:
            if len(found) == lines:
                found[-1] += "…"
                break
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return "<br>".join(escape_label(line) for line in found)


def heading(interview: Interview) -> str:
    """Return date and outlet of an interview, as what appears over a mark begins."""
    outlet = f" · {escape_label(interview.outlet)}" if interview.outlet else ""
    return f"<b>{day(interview.date)}{outlet}</b>"


def mark_hover(mark: Mark, board: Board) -> str:
    """Return what appears over a mark: date, outlet, what happened, and the quote with its changed words marked."""
    kinds = f": {', '.join(mark.change.kinds)}" if mark.change and mark.change.kinds else ""
    told = "asked" if mark.prompted else "unprompted"
    if mark.change and not mark.change.diff.rewording:
        quote = marked(mark.change.diff)
    else:
        quote = wrap(mark.main.span.of(mark.interview.text), 64, 8)
    return f"{heading(mark.interview)}<br>{STATUS_WORDS[mark.status]}{kinds} · {told}<br>{quote}"


def link_hover(link: Link) -> str:
    """Return what appears over a link: both dates and outlets, how much changed, and the words."""
    words = marked(link.change.diff) if link.change else wrap(link.after.main.span.of(link.after.interview.text), 64, 8)
    gap = f" · {len(link.gap)} interviews between without it" if link.gap else ""
    return f"{heading(link.before.interview)} → {heading(link.after.interview)}<br>{_share(link)}{gap}<br>{words}"


def _share(link: Link) -> str:
    return REWORDING if link.change is None else f"{link.amount:.0%} of the words changed"


def interview_hover(interview: Interview, board: Board) -> str:
    """Return what appears over an interview on the axis; for a silent one, the reason."""
    reason = board.silences.get(interview.id, "")
    silent = f"<br>silent on this theme{': ' + escape_label(reason) if reason else ''}"
    return heading(interview) + ("" if interview.id in board.stated else silent)


_STYLES: dict[EditOp, tuple[str, str]] = {
    "equal": ("", ""),
    "delete": ("<s>", "</s>"),
    "insert": ("<b><u>", "</u></b>"),
}


def marked(diff: Diff, width: int = 64, most: int = 90) -> str:
    """Return the words of `diff` for a label, removed words struck through, new ones bold and underlined.

    Long unchanged stretches are cut to five words at each side; no more than `most` words in all.
    """
    words: list[tuple[EditOp, str]] = []
    for op, text in diff.pieces():
        run = text.split()
        if op == "equal" and len(run) > 12:
            run = [*run[:5], "…", *run[-5:]]
        words += [(op, word) for word in run]
    if len(words) > most:
        words = [*words[:most], ("equal", "…")]
    lines, length = [""], 0
    for op, word in words:
        if length and length + 1 + len(word) > width:
            lines.append("")
            length = 0
        start, end = _STYLES[op]
        lines[-1] += f"{' ' if length else ''}{start}{escape_label(word)}{end}"
        length += len(word) + 1
    return "<br>".join(lines)
