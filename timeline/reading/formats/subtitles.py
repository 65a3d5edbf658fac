"""Subtitles (SRT, WebVTT) and transcripts by machine: cues with times, put together to paragraphs without them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from timeline.models import Span
from timeline.reading.decode import decode
from timeline.reading.document import Document, Facts, Utterance

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_ARROW = re.compile(rf"\s*\[?{_TIME}\s*-->\s*[\d:.,]+\]?[ \t]*(.*)")
# "[00:00:02] Du träumst", "0:05 Hello", "| 0:08.6 | These are |", or the time alone above its words.
_STAMP = re.compile(rf"\s*\|?\s*[\[(]?{_TIME}[\])]?(?:[ \t|]+|$)(.*?)\s*\|?$")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^>]{1,80})>")
_TAG = re.compile(r"</?[a-z][^>\n]{0,60}>|\{\\[^}]{0,30}\}", re.IGNORECASE)
_SOUND = re.compile(r"[\[(♪][^\])♪]{0,40}[\])♪]$")
# What begins a turn inside a cue: ">>", a dash, or a label.
_TURN = re.compile(r"(?:>>|[-–—]\s|[A-ZÀ-Þ][\w.'’ -]{1,40}:\s)")
_ENDS = re.compile(r"[.?!…。？！][\"'”’»)\]]*$")
# A pause of so many seconds behind a finished sentence ends a paragraph, as does a length of so many characters.
_PAUSE, _LENGTH = 2.0, 600
# So many lines tell what a text is, and so large a share of them is stamped in a transcript by machine.
_LOOK, _SHARE = 60, 0.45


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words on the screen at one time."""

    at: float
    """Seconds from the start."""
    words: str
    voice: str


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a subtitle file. Raises UnreadableError where it is no text."""
    decoded = decode(data, file)
    return [document_of(file, data, decoded.text, decoded.warnings)]


def is_stamped(head: str) -> bool:
    """Tell whether a text that begins so is subtitles, or has a time before most lines and nobody's name behind it."""
    if "-->" in head:
        return len(_ARROW.findall(head)) > 1
    lines = [line for line in head.split("\n") if line.strip()][:_LOOK]
    stamps = [m for line in lines if (m := _STAMP.match(line))]
    labelled = sum(bool(_TURN.match(m[5])) for m in stamps)
    return len(stamps) > 3 and len(stamps) >= _SHARE * len(lines) and 5 * labelled < len(stamps)


def document_of(file: str, data: bytes, text: str, warnings: tuple[str, ...]) -> Document:
    """Return the document of a text with times."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    title = first.removeprefix("WEBVTT").strip(" -–—:") if first.startswith("WEBVTT") else ""
    parts = [title + "\n\n"] if title else []
    at = sum(map(len, parts))
    utterances: list[Utterance] = []
    for words, voice in _paragraphs(text):
        if voice and not (utterances and utterances[-1].speaker == voice):
            utterances.append(Utterance(Span(at, at + len(words)), voice))
        parts.append(words + "\n\n")
        at += len(words) + 2
    return Document(
        PurePosixPath(file).stem,
        file,
        sha256(data).hexdigest(),
        "".join(parts),
        told=Facts(title=title),
        headings=(Span(0, len(title)),) if title else (),
        utterances=tuple(utterances),
        warnings=warnings,
    )


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield paragraphs with the voice that the file names, or ""."""
    words: list[str] = []
    voice, last = "", 0.0
    for cue in _cues(text):
        so_far = words[-1] if words else ""
        ended = bool(_ENDS.search(so_far)) and (cue.at - last >= _PAUSE or sum(map(len, words)) > _LENGTH)
        if words and (ended or cue.voice != voice or _TURN.match(cue.words)):
            yield " ".join(words), voice
            words = []
        words.append(cue.words)
        voice, last = cue.voice, cue.at
    if words:
        yield " ".join(words), voice


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the lines of the cues; a line without a time belongs to the time before it."""
    at, voice, timed = 0.0, "", False
    lines = text.replace("\r", "").split("\n")
    arrows = "-->" in text
    for n, line in enumerate(lines):
        m = _ARROW.match(line) if arrows else _STAMP.match(line)
        if m:
            at, timed = _seconds(m), True
            voice = "" if arrows else voice
            line = m[5]
        elif not timed or (arrows and _is_number(lines, n)):
            continue
        if spoken := _VOICE.search(line):
            voice = spoken[1].strip()
        words = " ".join(html.unescape(_TAG.sub("", _VOICE.sub("", line))).split()).strip("| ")
        if words and not _SOUND.match(words):
            yield _Cue(at, words, voice)


def _is_number(lines: list[str], n: int) -> bool:
    """Tell whether a line is the number above a cue's time."""
    return lines[n].strip().isdigit() and n + 1 < len(lines) and "-->" in lines[n + 1]


def _seconds(m: re.Match[str]) -> float:
    return int(m[1] or 0) * 3600 + int(m[2]) * 60 + int(m[3]) + float(f"0.{m[4] or 0}")
