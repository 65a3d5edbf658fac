"""Files to text, text to interviews: dates, speakers, turns, margins. The only room that opens input files.

Its steps, in order, a file each: `sources` (which files), `formats` and `decode` (bytes to documents), `sidecar` (what
the user says), `lines`, `teasers`, `labels`, `titles` and `headline`, `margins` (together the `shape` of a text),
`speakers` and `official`, `dating`, `turns`, `doubting` (what speaks against it), `recovering` (a document to an
interview), `repeats` and `duplicates` (what only the corpus tells), `corpus`.

For the command line, as plain data:

- `timeline check`: `check_corpus(paths, today=…) -> tuple[Problem, ...]`
- `timeline show`: `outline(interview, margins=…) -> tuple[Part, ...]`
- `timeline init`: `draft_sidecars(files, today=…) -> list[Draft]`; the caller writes them

What is asked for is imported then: who needs only where a corpus lies does not pay for its readers.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.reading.checking import check_corpus as check_corpus
    from timeline.reading.checking import find_doubts as find_doubts
    from timeline.reading.corpus import read_corpus as read_corpus
    from timeline.reading.drafting import Draft as Draft
    from timeline.reading.drafting import draft_sidecars as draft_sidecars
    from timeline.reading.following import by_speaker as by_speaker
    from timeline.reading.outlining import Part as Part
    from timeline.reading.outlining import outline as outline

_FROM = {
    "Draft": "drafting",
    "Part": "outlining",
    "by_speaker": "following",
    "check_corpus": "checking",
    "draft_sidecars": "drafting",
    "find_doubts": "checking",
    "outline": "outlining",
    "read_corpus": "corpus",
}
__all__ = ["Draft", "Part", "by_speaker", "check_corpus", "draft_sidecars", "find_doubts", "outline", "read_corpus"]


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
