"""A bad file becomes a finding that says what is wrong and what to do; the others are read."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.reading.writing import docx, paragraph, pdf
from timeline.errors import UnreadableError, UsageError
from timeline.reading import read_corpus

TODAY = date(2026, 1, 1)
TraceFunction = Callable[..., Any]
GOOD = "Minister Ann Lee's interview with the Daily Post, Oslo, May 3, 2020\n\nQuestion: Why?\n\nAnn Lee: I see.\n"


def read(folder: Path, **files: str | bytes) -> tuple[list[str], list[str]]:
    (folder / "good.txt").write_text(GOOD, "utf-8")
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.txt").write_bytes(data)
    corpus = read_corpus([folder], today=TODAY)
    return [i.id for i in corpus.interviews], [f"{p.severity} {p}" for p in corpus.problems]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"\x7fELF\x00\x00\x01\x00" * 40, "binary"),
        ("Question: Why?\n\nAnn Lee: I see.\n", "no date of the event"),
        (GOOD.replace("2020", "2031"), "future"),
        (GOOD.replace("May 3, 2020", "1/10/12"), "2012-01-10"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path, content: str | bytes, said: str) -> None:
    ids, problems = read(tmp_path, bad=content)
    assert ids == ["good"]
    assert len(problems) == 1
    assert said in problems[0]
    assert "bad.txt" in problems[0]
    assert problems[0].startswith("error")


def test_two_interviews_of_one_day_are_two(tmp_path: Path) -> None:
    other = GOOD.replace("I see", "It is the price that I have in mind").replace("Why", "What do you see")
    ids, problems = read(tmp_path, other=other)
    assert ids == ["good", "other"]
    assert problems == []


def test_names_that_collide_get_their_folder(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "talk.txt").write_text(GOOD.replace("I see", f"I see {folder}, at length"), "utf-8")
    assert [i.id for i in read_corpus([tmp_path], today=TODAY).interviews] == ["a-talk", "b-talk"]


def test_missing_and_empty_folders_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read_corpus([tmp_path / "none"], today=TODAY)
    with pytest.raises(UsageError, match="no transcripts"):
        read_corpus([tmp_path], today=TODAY)


BOMB = docx(paragraph("x"), {f"word/media/{n}.txt": b"0" * 40_000_000 for n in range(3)})
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("c"), ord("k")))
    + b']><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><u who="#a"><seg>&j;</seg></u></body></text></TEI>'
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bomb.docx", BOMB, "unpacks to 120 MB"),
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or encrypted"),
        ("cut.docx", BOMB[:200], "damaged"),
        ("sheet.docx", b"PK\x05\x06" + b"\0" * 18, "no Word document"),
        ("locked.pdf", pdf([["Question: Why?"]], encrypted=True), "encrypted PDF"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<<", "damaged PDF"),
        ("scan.pdf", pdf([[]]), "without text"),
        ("page.html", b"<html><head><script>var a = 1</script></head><body><img src=x></body></html>", "without text"),
        ("entities.xml", LAUGHS, "entit"),
        ("feed.xml", b"<rss><item>Question: Why?</item></rss>", "no TEI"),
        ("cut.xml", b"<TEI><text>", "no XML"),
        ("table.csv", b"a,b\n1,2\n", 'no column "text"'),
        ("table.parquet", b"PAR1 not really PAR1", "no Parquet table"),
        ("table.jsonl", b'{"text": "a"}\n{"text": \n', "no JSON"),
        ("deep.jsonl", b"[" * 200_000, "no JSON"),
        ("broken.json", b'{"text": ', "no JSON"),
        ("deep.json", b"[" * 200_000, "no JSON"),
        ("figures.json", b'{"views": [1, 2], "title": "A talk"}', "without a text"),
        ("named.txt", pdf([["x"]]), "is a PDF"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "is a picture"),
        ("front.md", b"---\na: [1\n---\nQuestion: Why?\n", "no YAML"),
        ("front-toml.md", b"+++\na = \n+++\nQuestion: Why?\n", "no TOML"),
        ("lines.txt", b"A line.\n" * 300_000, "300,000 lines"),
        ("long.txt", b"May 3, 2020 " + b"word " * 2_500_000, "12,500,012 characters"),
    ],
)  # fmt: skip
def test_a_bad_file_of_any_format_is_named_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert [i.id for i in corpus.interviews] == ["good"]
    errors = [p for p in corpus.problems if p.severity == "error"]
    assert errors
    assert all(name in p.place and said in p.message and p.hint for p in errors[:1]), errors


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "line.txt").open("wb") as opened:
        opened.truncate(200_000_000)  # sparse: one line of 200 MB
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert [i.id for i in corpus.interviews] == ["good"]
    assert "has 200 MB" in corpus.problems[0].message


def test_folders_and_links_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert [i.id for i in corpus.interviews] == ["good"]
    assert [Path(p.place).name for p in corpus.problems] == ["circle.txt", "dangling.txt", "folder.txt"]
    assert all(p.hint for p in corpus.problems)


def test_a_file_without_rights_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    corpus = read_corpus([tmp_path], today=TODAY)
    assert "cannot be opened: permission denied" in corpus.problems[0].message


def test_a_fault_of_a_parser_is_a_finding_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("x")

    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    monkeypatch.setattr("timeline.reading.corpus.recover", fail)
    corpus = read_corpus([tmp_path], today=TODAY)
    assert "by a fault of timeline: ZeroDivisionError" in corpus.problems[0].message


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [30])
def test_any_damage_to_real_files_is_survived(seconds: int) -> None:
    """Change pages of every kind at random, guided by coverage: an interview or a named error, never a fault.

    A changed page that reaches lines of the readers which none reached before is changed further.
    """
    chance = random.Random(1)
    files = [p for p in (Path(__file__).parent / "pages").rglob("*") if p.is_file() and p.suffix != ".toml"]
    seeds = [(p.name, p.read_bytes()) for p in files]
    seeds += [("a.docx", docx(paragraph(GOOD))), ("a.pdf", pdf([GOOD.split("\n")])), ("a.csv", b"text,date\na,2020")]
    reached: set[tuple[str, int]] = set()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name, data = chance.choice(seeds)
        changed = damaged(data, chance)
        lines = lines_reached(name, changed)
        if not lines <= reached:
            reached |= lines
            seeds.append((name, changed))
    assert len(reached) > 500


def lines_reached(name: str, data: bytes) -> set[tuple[str, int]]:
    """Read the bytes and return the lines of the room that ran; a named error is right, any other is raised."""
    from timeline.reading.formats import read_documents
    from timeline.reading.recovering import recover

    reached: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        if "reading" not in frame.f_code.co_filename:
            return None
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for document in read_documents(name, data):
            recover(document)
    except UnreadableError:
        pass
    finally:
        sys.settrace(before)
    return reached


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with some bytes changed, dropped, doubled or moved."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at, size = chance.randrange(len(out) + 1), chance.choice([1, 2, 8, 64, 512])
        piece = bytes(out[at : at + size])
        change = chance.choice(["flip", "drop", "double", "move", "new line"])
        if change == "flip":
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif change == "double":
            out[at:at] = piece
        elif change == "new line":
            out[at:at] = b"\n"
        else:
            del out[at : at + size]
            if change == "move":
                to = chance.randrange(len(out) + 1)
                out[to:to] = piece
    return bytes(out)
