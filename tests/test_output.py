"""Old files or new ones, each whole, whatever happens while they are written."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from timeline.errors import TimelineError
from timeline.output import LIST, READY, Output


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def publish(folder: Path, files: dict[str, str], version: bytes = b"1") -> list[str]:
    """Publish the files and return the names of those that were made."""
    made = []
    with Output(folder) as output:
        for name, words in files.items():
            output.file(name, version + words.encode(), lambda name=name, words=words: made.append(name) or words)  # type: ignore[misc]
    return made


def test_files_are_published_and_what_is_the_same_is_not_made_again(tmp_path: Path) -> None:
    assert publish(tmp_path, {"index.html": "one", "deep/page.html": "two"}) == ["index.html", "deep/page.html"]
    assert publish(tmp_path, {"index.html": "one", "deep/page.html": "three"}) == ["deep/page.html"]
    assert (tmp_path / "deep/page.html").read_text() == "three"
    assert {p.name for p in tmp_path.iterdir()} == {"index.html", "deep", LIST}


def test_a_file_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "one", "page.html": "two"})
    (tmp_path / "index.html").write_text("edited")
    (tmp_path / "page.html").unlink()
    assert publish(tmp_path, {"index.html": "one", "page.html": "two"}) == ["index.html", "page.html"]
    assert (tmp_path / "index.html").read_text() == "one"


def test_what_is_no_longer_made_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    publish(tmp_path, {"index.html": "one", "old.html": "two"})
    publish(tmp_path, {"index.html": "one"})
    assert {p.name for p in tmp_path.iterdir()} == {"index.html", "notes.txt", LIST}


@pytest.mark.parametrize("damage", ["", "[]", '{"a": 1}', '{"../outside": ["a", "b"]}', "\x00"])
def test_a_damaged_list_costs_time_only(tmp_path: Path, damage: str) -> None:
    out = tmp_path / "out"
    (tmp_path / "outside").write_text("not ours")
    publish(out, {"index.html": "one"})
    (out / LIST).write_text(damage)
    assert publish(out, {"index.html": "one"}) == ["index.html"]
    assert (tmp_path / "outside").read_text() == "not ours"


def test_incremental_and_fresh_output_are_the_same(tmp_path: Path) -> None:
    publish(tmp_path / "a", {"index.html": "one", "page.html": "two", "gone.html": "x"})
    publish(tmp_path / "a", {"page.html": "two", "index.html": "new"})
    publish(tmp_path / "b", {"index.html": "new", "page.html": "two"})
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_an_error_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "one"})
    before = contents(tmp_path)
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error), Output(tmp_path) as output:  # noqa: PT012
            output.file("index.html", b"2", lambda: "half")
            raise error
        assert contents(tmp_path) == before


def test_an_interrupt_while_files_move_lets_them_finish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moves = []
    real = Path.replace

    def interrupted(source: Path, target: Path) -> Path:
        moves.append(target)
        if len(moves) == 2:
            raise KeyboardInterrupt
        return real(source, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, {"index.html": "1", "a.html": "2", "b.html": "3"})
    assert {p.name for p in tmp_path.iterdir()} == {"index.html", "a.html", "b.html", LIST}
    assert [target.name for target in moves[-2:]] == ["index.html", LIST]


# Publishes a second build and dies before the step of that number: at any call that changes the folder.
KILLED = """
import json, os, signal, sys
from pathlib import Path
from timeline.output import Output
steps = int(sys.argv[2])
def counted(real):
    def step(*given, **named):
        global steps
        if not steps:
            os.kill(os.getpid(), signal.SIGKILL)
        steps -= 1
        return real(*given, **named)
    return step
for name in ("mkdir", "write_bytes", "rename", "replace", "unlink"):
    setattr(Path, name, counted(getattr(Path, name)))
os.rmdir = counted(os.rmdir)
with Output(Path(sys.argv[1])) as output:
    for name, words in json.loads(sys.argv[3]).items():
        output.file(name, b"2" + words.encode(), lambda: words)
"""
BEFORE = {"index.html": "old index", "deep/page.html": "old page", "same.html": "same", "gone.html": "old"}
NEXT = {"index.html": "new index", "deep/page.html": "new page", "same.html": "same", "come.html": "new"}


def pages(folder: Path) -> dict[str, str]:
    """Return what a reader finds: no file whose path holds a name that begins with a point."""
    found = {str(p.relative_to(folder)): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: p.read_text() for name, p in found.items() if not any(n.startswith(".") for n in name.split("/"))}


def test_a_build_killed_at_any_step_leaves_whole_files_and_the_next_finishes(tmp_path: Path) -> None:
    publish(tmp_path / "fresh", NEXT, b"2")
    killed = [sys.executable, "-c", KILLED]
    ended = decided = False
    for step in range(60):
        out = tmp_path / f"out{step}"
        publish(out, BEFORE)
        ended = subprocess.run([*killed, str(out), str(step), json.dumps(NEXT)]).returncode == 0
        shown = pages(out)
        assert set(shown.items()) <= {*BEFORE.items(), *NEXT.items()}, step
        if (out / READY).exists():
            decided = True
        elif not ended and not decided:
            assert shown == BEFORE, step
        if shown["index.html"] == NEXT["index.html"]:
            assert shown.items() >= NEXT.items(), step  # what it links to is there
        with pytest.raises(ValueError, match="no"), Output(out):
            raise ValueError("no")  # a next build first finishes what was decided, whatever becomes of itself
        assert pages(out) == (NEXT if decided else BEFORE), step
        made = publish(out, NEXT, b"2")
        assert bool(made) is not decided, step
        for left in out.glob(".timeline-*"):
            os.utime(left, (0, 0))
        publish(out, NEXT, b"2")
        assert contents(out) == contents(tmp_path / "fresh"), step
        if ended:
            break
    assert ended
    assert decided


def test_what_was_decided_is_finished_before_another_build_begins(tmp_path: Path) -> None:
    publish(tmp_path, BEFORE)
    publish(tmp_path / READY, {"index.html": "decided"}, b"2")
    with pytest.raises(ValueError, match="no"), Output(tmp_path):
        raise ValueError("no")
    assert pages(tmp_path) == {"index.html": "decided"}
    assert not (tmp_path / READY).exists()


def test_a_page_that_cannot_be_moved_is_named_and_finished_later(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "one"})
    (tmp_path / "page.html").mkdir()
    with pytest.raises(TimelineError, match=r"page\.html: cannot be written.*build again"):
        publish(tmp_path, {"index.html": "two", "page.html": "three"}, b"2")
    (tmp_path / "page.html").rmdir()
    assert publish(tmp_path, {"index.html": "two", "page.html": "three"}, b"2") == []
    assert pages(tmp_path) == {"index.html": "two", "page.html": "three"}


def test_nothing_is_written_where_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, BEFORE)
    monkeypatch.delattr(Path, "write_bytes")
    assert publish(tmp_path, BEFORE) == []


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "one"})
    before = contents(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(TimelineError, match=r"cannot be written.*untouched"):
            publish(tmp_path, {"index.html": "x" * 5_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert contents(tmp_path) == before


def test_a_folder_that_is_a_file_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(TimelineError, match="cannot be written"):
        publish(tmp_path / "out", {"index.html": "one"})


def test_a_killed_build_leaves_what_was_there_and_the_next_goes_on(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "one"})
    before = contents(tmp_path)
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom timeline.output import Output\n"
        "with Output(Path(sys.argv[1])) as output:\n"
        "    output.file('index.html', b'2', lambda: 'two')\n    print('ready', flush=True)\n    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    process.kill()
    process.communicate()
    shown = {name: data for name, data in contents(tmp_path).items() if not name.startswith(".timeline-")}
    assert shown == before
    old = time.time() - 2 * 86_400
    for left in tmp_path.glob(".timeline-*"):
        os.utime(left, (old, old))
    publish(tmp_path, {"index.html": "two"})
    assert {p.name for p in tmp_path.iterdir()} == {"index.html", LIST}
