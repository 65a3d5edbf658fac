"""One position through all interviews, for the terminal: the timeline as text."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.showing.cells import shown, wrapped
from timeline.showing.compare_text import theme_line
from timeline.showing.marks import Screen, marked
from timeline.showing.sheet import Entry, Sheet

_INDENT = "  "


def trace_text(sheet: Sheet, screen: Screen) -> str:
    """Return the trace ready to be printed: each interview's wording, marked against the one before."""
    called = {source.id: source.called for source in sheet.sources}
    lines = list(theme_line(sheet.entries[0].theme if sheet.entries else None, screen))
    lines += [screen.strong(line) for line in wrapped(shown(sheet.title), screen.width)]
    told: set[tuple[str, str]] = set()
    for entry in sheet.entries:
        silent = entry.state == "dropped" and not entry.within
        event = entry.left_interview, entry.right_interview
        shorter = entry.state == "dropped" and entry.within and not entry.kinds  # its words stand in a longer statement
        if not shorter and not (silent and event in told):  # several statements fall silent together
            lines += ["", *_step(entry, called, screen)]
        told |= {event} if silent else set()
    return "\n".join(lines)


def _step(entry: Entry, called: dict[str, str], screen: Screen) -> Iterator[str]:
    here = f"{called[entry.right_interview]}, {entry.right.place}" if entry.right else called[entry.right_interview]
    for line in wrapped(shown(f"{here}: {step_title(entry, called)}"), screen.width):
        yield screen.strong(line)
    for text in _wordings(entry, screen):
        yield from (_INDENT + line for line in wrapped(text, screen.width - len(_INDENT)))


def step_title(entry: Entry, called: dict[str, str]) -> str:
    """Return what became of the position since the interview before."""
    earlier = called[entry.left_interview].split(" ", 1)[0]
    if entry.left_interview == entry.right_interview:
        return "first said"
    match entry.state:
        case "same":
            return f"word for word as on {earlier}"
        case "new" if entry.within and not entry.kinds:
            return f"word for word as on {earlier}, there with more beside it"
        case "new":
            return f"also said, new since {earlier}" if entry.within else f"new since {earlier}"
        case "dropped":
            return f"no longer, of what was said on {earlier}" if entry.within else f"not said; it was on {earlier}"
    return f"{entry.became}, since {earlier}"


def _wordings(entry: Entry, screen: Screen) -> Iterator[str]:
    if entry.state == "dropped" and entry.within and entry.left:
        yield screen.faint(shown(entry.left.text))
    if entry.apart and entry.left:
        yield screen.faint(f"before: {shown(entry.left.text)}")
    if entry.right and (entry.apart or not entry.left):
        yield shown(entry.right.text)
    elif entry.right:
        yield marked([(piece.op, piece.text) for piece in entry.diff], screen)
