"""Files to text, text to interviews: dates, speakers, turns, margins. The only room that opens input files.

Its steps, in order, a file each: `sources` (which files), `formats` and `decode` (bytes to documents), `sidecar` (what
the user says), `lines`, `labels`, `headline`, `margins` (together the `shape` of a text), `speakers`, `dating`,
`turns`, `recovering` (a document to an interview), `repeats` and `duplicates` (what only the corpus tells), `corpus`.

For the command line, as plain data:

- `timeline check`: `check_corpus(paths, today=…) -> tuple[Problem, ...]`
- `timeline show`: `outline(interview, margins=…) -> tuple[Part, ...]`
- `timeline init`: `draft_sidecars(files, today=…) -> list[Draft]`; the caller writes them
"""

from timeline.reading.checking import check_corpus, find_doubts
from timeline.reading.corpus import read_corpus
from timeline.reading.drafting import Draft, draft_sidecars
from timeline.reading.following import by_speaker
from timeline.reading.outlining import Part, outline

__all__ = ["Draft", "Part", "by_speaker", "check_corpus", "draft_sidecars", "find_doubts", "outline", "read_corpus"]
