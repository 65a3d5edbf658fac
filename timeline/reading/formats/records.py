"""One record of a table or a JSON file to a document: its text, or its list of turns, and what its other keys say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from timeline.models import Span
from timeline.reading.decode import Decoded
from timeline.reading.document import Document, Utterance
from timeline.reading.formats.metadata import author_of, facts_of, low_keys, stamp_of
from timeline.reading.formats.subtitles import document_of as document_of_cues

Record = Mapping[str, Any]

# By what names a record has its text, its turns, and in a turn its words and whose they are; the first that is there.
TEXT = (
    "text", "body", "content", "transcript", "speech", "articlebody", "article_body", "full_text", "fulltext",
    "body_text", "content_text", "clean_text", "raw_text", "text_content", "html", "body_html",
)  # fmt: skip
TURNS = (
    "turns", "utterances", "segments", "dialogue", "dialog", "conversation", "qa", "q_and_a", "q&a", "exchanges",
    "monologues", "messages", "paragraphs", "interview", "questions", "entries", "blocks",
)  # fmt: skip
SAID = ("text", "utterance", "content", "said", "message", "words", "body", "speech", "transcript", "value", "elements")
WHO = ("speaker", "speaker_name", "speaker_label", "name", "who", "participant", "role", "type", "from", "author")
QUESTION, ANSWER = ("question", "q", "prompt"), ("answer", "a", "response", "reply")
ID = ("doc_id", "id", "document_id", "slug")
_WRAPPED = ("metadata", "meta", "info", "header", "attributes", "fields", "article", "document")
_STARTS = ("start", "start_time", "starttime", "begin", "offset")
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|strong|b|li|blockquote)\b[^>]*>", re.IGNORECASE)
_USED = frozenset((*TEXT, *TURNS, *ID, *QUESTION, *ANSWER, *_WRAPPED))
# Seconds of a day: times beyond are milliseconds.
_DAY = 86_400.0


def lowered(record: Record) -> dict[str, Any]:
    """Return a record with keys in lower case, and what it wraps in "metadata" and the like beside them."""
    low = low_keys(record)
    inner = {k: v for key in _WRAPPED if isinstance(low.get(key), Mapping) for k, v in lowered(low[key]).items()}
    return {**inner, **{k: v for k, v in low.items() if not (k in _WRAPPED and isinstance(v, Mapping))}}


def has_words(record: Record) -> bool:
    """Tell whether a record holds a text or turns."""
    low = lowered(record)
    return any(low.get(k) for k in (*TEXT, *TURNS)) or is_turn(low)


def is_turn(record: Record) -> bool:
    """Tell whether a record is what one person says, or a question and its answer, not a document."""
    low = low_keys(record)
    paired = _first(low, QUESTION) is not None and _first(low, ANSWER) is not None
    return paired or (_first(low, SAID) is not None and _first(low, WHO) is not None)


def read_record(file: str, digest: str, record: Record, name: str, row: str, warnings: tuple[str, ...]) -> Document:
    """Return the document of a record; `name` is its id where it has none, `row` where it stands in its file."""
    low = lowered(record)
    turns = next((v for k in (*TURNS, *TEXT) if isinstance(v := low.get(k), list) and v), None)
    value = turns or next((w for k in TEXT if (w := _words(low.get(k)))), "")
    document = _document(file, digest, value, warnings)
    own = next((str(low[k]) for k in ID if low.get(k) not in (None, "")), name)
    plain = {k: _words(v) if isinstance(v, Mapping) else v for k, v in low.items()}
    told = facts_of(plain, ignored=_USED)
    stamp = stamp_of(low) or document.stamp
    return replace(document, id=own, row=row, told=told.over(document.told), author=author_of(plain), stamp=stamp)


def _document(file: str, digest: str, value: list[Any] | str, warnings: tuple[str, ...]) -> Document:
    if isinstance(value, list):
        return _of_turns(file, digest, value, warnings)
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if _MARKUP.search(text):
        from timeline.reading.formats.html import read_page

        return replace(read_page(file, b"", Decoded(text, warnings), ""), sha256=digest)
    return Document("", file, digest, text, warnings=warnings)


def _of_turns(file: str, digest: str, items: Sequence[Any], warnings: tuple[str, ...]) -> Document:
    turns = [pair for item in items for pair in _turns(item)]
    cued = [_first(low_keys(i), _STARTS) for i in items if isinstance(i, Mapping)]
    if len(cued) == len(turns) > 1 and all(isinstance(c, int | float) for c in cued):
        return replace(document_of_cues(file, b"", _as_cues(cued, turns), warnings), sha256=digest)
    parts: list[str] = []
    utterances: list[Utterance] = []
    at = 0
    for who, words in turns:
        if who:
            utterances.append(Utterance(Span(at, at + len(words)), who))
        parts.append(words + "\n\n")
        at += len(words) + 2
    return Document("", file, digest, "".join(parts), utterances=tuple(utterances), warnings=warnings)


def _turns(item: object) -> Iterator[tuple[str, str]]:
    """Yield who says what in an item of a list of turns; a question with its answer is two."""
    if not isinstance(item, Mapping):
        if words := _words(item):
            yield "", words
        return
    low = low_keys(item)
    asked, answered = _words(_first(low, QUESTION)), _words(_first(low, ANSWER))
    who = _first(low, WHO)
    if asked or answered:
        named = (_words(low.get("interviewer")) or "Question", asked), (_words(who) or "Answer", answered)
        yield from ((name, words) for name, words in named if words)
    elif words := _words(_first(low, SAID)):
        yield (f"Speaker {who}" if isinstance(who, int) else _words(who)), words


def _as_cues(starts: Sequence[Any], turns: Sequence[tuple[str, str]]) -> str:
    """Return turns with a time each as subtitles, which are put together to paragraphs."""
    scale = 1000.0 if max(starts) > _DAY else 1.0
    cues = []
    for start, (who, words) in zip(starts, turns, strict=True):
        minutes, seconds = divmod(float(start) / scale, 60)
        clock = f"{int(minutes // 60):02}:{int(minutes % 60):02}:{seconds:06.3f}"
        cues.append(f"{clock} --> {clock}\n{f'<v {who}>' if who else ''}{words}\n")
    return "WEBVTT\n\n" + "\n".join(cues)


def _first(low: Mapping[str, Any], names: Sequence[str]) -> Any:
    """Return the first of these that a record has; a 0 is one."""
    return next((low[n] for n in names if low.get(n) not in (None, "", [], {})), None)


def _words(value: object) -> str:
    """Return the words of a value: a string, `{"rendered": …}`, `{"name": …}`, or a list of words; else ""."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        low = low_keys(value)
        return _words(_first(low, ("rendered", "text", "value", "name", "label", "html", "plain")))
    if isinstance(value, list) and all(isinstance(v, str | Mapping) for v in value):
        return " ".join(w for v in value if (w := _words(v)))
    return ""
