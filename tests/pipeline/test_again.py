"""Building again: what did not change is not done again, and the bytes are those of a build from nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import timeline
from tests.generator import write
from timeline.cache import code_files
from timeline.keeping import PageShelf
from timeline.pipeline import analyse, build
from timeline.showing import room
from timeline.showing.page_lanes import STATUS_WORDS
from timeline.showing.pieces import Pieces

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("generated"), 8, seed=4, size=2_500)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def steps(source: Path, cache: Path) -> dict[str, int]:
    """Return how many items each step had to work on."""
    begun: dict[str, int] = {}

    def hear(step: str, done: int = 0, total: int = 0) -> None:
        begun.setdefault(step, total - done)

    analyse([source / "interviews"], [source / "themes"], today=TODAY, cache=cache, progress=hear)
    return {step: count for step, count in begun.items() if count}


HELD = {"oldest": 0, "middle": 4, "newest": -1}


def hold(source: Path) -> None:
    """Take the interviews out that come later."""
    files = sorted((source / "interviews").iterdir())  # by date: their names begin with numbers
    (source / "held").mkdir()
    for place in HELD.values():
        shutil.move(files[place], source / "held" / files[place].name)


def add(source: Path, place: int) -> None:
    held = sorted((source / "held").iterdir())
    path = held[0 if place == 0 else -1 if place == -1 else len(held) // 2]
    shutil.move(path, source / "interviews" / path.name)


def add_newest(source: Path) -> None:
    add(source, -1)


def add_one_in_the_middle(source: Path) -> None:
    add(source, 4)


def add_oldest(source: Path) -> None:
    add(source, 0)


def drop_one(source: Path) -> None:
    min((source / "interviews").iterdir()).unlink()


def edit_one(source: Path, which: int = -1) -> None:
    path = sorted((source / "interviews").iterdir())[which]
    path.write_text(
        re.sub(r"\. (?=[A-Z])", ". We may leave the Orlen Treaty. ", path.read_text("utf-8"), count=1), "utf-8"
    )


def edit_one_in_the_middle(source: Path) -> None:
    edit_one(source, 3)


def edit_codebook(source: Path) -> None:
    path = source / "themes" / "grain-passage.toml"
    text = path.read_text("utf-8").replace("The grain passage", "The passage of grain")
    path.write_text(text.replace("cues = [", 'cues = ["feeds", ', 1), "utf-8")


def drop_codebook(source: Path) -> None:
    (source / "themes" / "grain-passage.toml").unlink()


def add_sidecar(source: Path) -> None:
    first = min((source / "interviews").iterdir())
    first.with_name(f"{first.name}.meta.toml").write_text('outlet = "Another Paper"\n', "utf-8")


CHANGES = [
    add_newest,
    add_one_in_the_middle,
    edit_one_in_the_middle,
    add_oldest,
    drop_one,
    edit_one,
    edit_codebook,
    drop_codebook,
    add_sidecar,
]


def test_the_output_is_that_of_a_build_from_nothing(generated: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(generated, source)
    hold(source)
    paths = [source / "interviews"], [source / "themes"]
    build(*paths, tmp_path / "out", today=TODAY, cache=tmp_path / "cache")
    for change in CHANGES:
        before = contents(tmp_path / "out")
        change(source)
        build(*paths, tmp_path / "out", today=TODAY, cache=tmp_path / "cache")
        build(*paths, tmp_path / "fresh", today=TODAY)
        assert contents(tmp_path / "out") == contents(tmp_path / "fresh"), change.__name__
        assert contents(tmp_path / "out") != before, change.__name__


def test_a_changed_template_gives_the_pages_of_a_build_from_nothing(
    generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [generated / "interviews"], [generated / "themes"]
    build(*paths, tmp_path / "out", today=TODAY, cache=tmp_path / "cache")
    before = contents(tmp_path / "out")
    monkeypatch.setitem(STATUS_WORDS, "new", "said for the first time")
    monkeypatch.setattr(room, "digest", lambda: b"other templates")
    build(*paths, tmp_path / "out", today=TODAY, cache=tmp_path / "cache")
    build(*paths, tmp_path / "fresh", today=TODAY)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")
    changed = {name for name, page in contents(tmp_path / "out").items() if page != before[name]}
    assert {"grain-passage.html", "orlen-treaty.html"} <= changed


def test_a_build_broken_off_leaves_the_old_pages_and_the_next_is_as_from_nothing(
    generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after one theme's pieces were kept, before any page was published."""
    source = tmp_path / "source"
    shutil.copytree(generated, source)
    hold(source)
    paths = [source / "interviews"], [source / "themes"]
    build(*paths, tmp_path / "out", today=TODAY, cache=tmp_path / "cache")
    before = contents(tmp_path / "out")
    add_one_in_the_middle(source)
    kept: list[str] = []

    def keep(shelf: PageShelf, page: str, pieces: bytes) -> None:
        if kept:
            raise KeyboardInterrupt
        kept.append(page)
        real(shelf, page, pieces)

    real = PageShelf.keep
    with monkeypatch.context() as patched:
        patched.setattr(PageShelf, "keep", keep)
        with pytest.raises(KeyboardInterrupt):
            build(*paths, tmp_path / "out", today=TODAY, cache=tmp_path / "cache")
    assert contents(tmp_path / "out") == before
    build(*paths, tmp_path / "out", today=TODAY, cache=tmp_path / "cache")
    build(*paths, tmp_path / "fresh", today=TODAY)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


@pytest.mark.parametrize("damage", [b"\xc1", b"half", b"\x81\xa1a\x01"])
def test_pieces_that_cannot_be_read_are_made_again(damage: bytes) -> None:
    assert Pieces(damage).piece(["of", 1], lambda: "made") == "made"


def test_what_is_kept_grows_by_what_is_new(generated: Path, tmp_path: Path) -> None:
    """Pieces are kept once; of each theme the last few results stay, however often one interview changes."""
    source, cache = tmp_path / "source", tmp_path / "cache"
    shutil.copytree(generated, source)
    sizes = []
    for n in range(9):
        path = max((source / "interviews").iterdir())
        path.write_text(path.read_text("utf-8").replace("Treaty", f"Treaty {n}", 1), "utf-8")
        build([source / "interviews"], [source / "themes"], tmp_path / "out", today=TODAY, cache=cache)
        with closing(sqlite3.connect(cache / "results.sqlite")) as kept:
            sizes.append(kept.execute("SELECT SUM(LENGTH(value)) FROM results").fetchone()[0])
    growth = [later - earlier for earlier, later in pairwise(sizes)]
    assert max(growth[4:]) < sizes[0] / 10


def test_only_what_changed_is_worked_on(generated: Path, tmp_path: Path) -> None:
    source, cache = tmp_path / "source", tmp_path / "cache"
    shutil.copytree(generated, source)
    assert steps(source, cache)["reading files"] == 8
    assert steps(source, cache) == {}
    edit_codebook(source)
    assert steps(source, cache) == {"finding statements": 8, "following themes": 1}
    edit_one(source)
    again = steps(source, cache)
    assert again["reading files"] == 1
    assert again["finding statements"] == 4
    (source / "themes" / "grain-passage.toml").touch()
    assert steps(source, cache) == {}


def test_a_damaged_cache_changes_nothing(generated: Path, tmp_path: Path) -> None:
    paths = [generated / "interviews"], [generated / "themes"]
    expected = analyse(*paths, today=TODAY)
    assert analyse(*paths, today=TODAY, cache=tmp_path) == expected
    assert analyse(*paths, today=TODAY, cache=tmp_path) == expected
    file = tmp_path / "results.sqlite"
    data = bytearray(file.read_bytes())
    for place in range(100, len(data), 999):
        data[place] ^= 0x55
    file.write_bytes(data)
    assert analyse(*paths, today=TODAY, cache=tmp_path) == expected


def test_any_number_of_workers_gives_the_same(generated: Path) -> None:
    paths = [generated / "interviews"], [generated / "themes"]
    assert analyse(*paths, today=TODAY, workers=2) == analyse(*paths, today=TODAY, workers=1)


def test_only_the_pages_that_can_differ_are_made(generated: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    shutil.copytree(generated, source)
    hold(source)
    added = max((source / "held").iterdir()).stem

    def made(change: Callable[[Path], None]) -> set[str]:
        times = {p: p.stat().st_mtime_ns for p in out.rglob("*.html")}
        change(source)
        build([source / "interviews"], [source / "themes"], out, today=TODAY, cache=tmp_path / "cache")
        return {p.relative_to(out).as_posix() for p in out.rglob("*.html") if times.get(p) != p.stat().st_mtime_ns}

    assert len(made(lambda _: None)) == 1 + 4 + 5
    assert made(lambda _: None) == set()
    assert {n for n in made(add_newest) if n.startswith("interviews/")} == {f"interviews/{added}.html"}
    pages = made(edit_codebook)
    assert "grain-passage.html" in pages
    assert "orlen-treaty.html" not in pages


def test_editing_a_template_recomputes_no_analysis() -> None:
    package = Path(timeline.__file__).parent
    analysis = set(code_files())
    showing = {p for p in package.rglob("*") if "showing" in p.relative_to(package).parts}
    assert not analysis & showing
    for name in ("reading", "themes", "comparing"):
        assert set((package / name).rglob("*.py")) <= analysis
    assert package / "models.py" in analysis
