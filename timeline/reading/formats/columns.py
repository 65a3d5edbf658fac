"""Elements of a page that hold nothing but who speaks: by their class, or as the first column of a table."""

from __future__ import annotations

import re
from collections import Counter

from lxml.html import HtmlElement

from timeline.reading.candidates import part_of
from timeline.reading.lines import plain
from timeline.reading.names import is_person

# Names that pages give to an element with a speaker's name.
_SPEAKER = re.compile(
    r"(?:^|[\s_-])(?:speaker|speakers?-?name|speaker_name|transcript-?speaker|interlocutor|who)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST = 80
# A table of turns has as many rows, most of whose first cells name somebody.
_ROWS, _SHARE = 3, 0.7


def speaking(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements whose words are a label: something is said behind each, and there are two at least."""
    classed = {e for e in root.iter("span", "div", "p", "b", "strong", "td", "h4", "h5", "dt") if _is_classed(e)}
    found = classed if len(classed) > 1 else set()
    for table in root.iter("table"):
        found |= _of_table(table)
    return found


def _is_classed(element: HtmlElement) -> bool:
    return bool(_SPEAKER.search(element.get("class") or "")) and _names(_words(element))


def _of_table(table: HtmlElement) -> set[HtmlElement]:
    """Return the first cells of a table whose rows are turns: names, of which one comes again."""
    rows = [[c for c in row if c.tag == "td"] for row in table.iter("tr")]
    pairs = [(cells[0], cells[-1]) for cells in rows if len(cells) in (2, 3)]
    named = {first: plain(_words(first)).strip(" :") for first, last in pairs if _names(_words(first)) and _words(last)}
    if len(named) < _ROWS or len(named) < _SHARE * len(pairs) or max(Counter(named.values()).values()) < 2:
        return set()
    return set(named)


def _words(element: HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _names(words: str) -> bool:
    bare = words.strip(" :")
    return 0 < len(bare) <= _LONGEST and (part_of(plain(bare)) is not None or is_person(bare))
