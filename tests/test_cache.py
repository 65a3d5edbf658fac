"""A cache may cost time; it may never cost a result."""

from __future__ import annotations

import sqlite3
from multiprocessing import get_context
from pathlib import Path

import pytest

from timeline import cache as cache_module
from timeline.cache import Cache, default_folder, key

ONE, TWO = key("test", "one"), key("test", "two")


def test_finds_what_was_kept_and_nothing_else(tmp_path: Path) -> None:
    Cache(tmp_path).put([(ONE, b"1"), (TWO, b"")])
    assert Cache(tmp_path).get([ONE, TWO, key("test", "three")]) == {ONE: b"1", TWO: b""}


def test_finds_more_than_one_statement_can_ask_for(tmp_path: Path) -> None:
    many = {key("test", str(n)): str(n).encode() for n in range(1_201)}
    kept = Cache(tmp_path)
    kept.put(many.items())
    assert kept.get(list(many)) == many


def test_a_key_depends_on_kind_parts_and_code(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {key("a", "b"), key("ab"), key("a", b"b", ""), key("", "ab")}
    assert len(keys) == 4
    assert key("a", "\udcff") != key("a", "\udcfe")
    monkeypatch.setattr(cache_module, "code", lambda: b"another release")
    assert key("a", "b") not in keys


def test_a_value_that_was_tampered_with_is_not_believed(tmp_path: Path) -> None:
    Cache(tmp_path).put([(ONE, b"right"), (TWO, b"also right")])
    with sqlite3.connect(tmp_path / "results.sqlite") as db:
        (value,) = db.execute("SELECT value FROM results WHERE key = ?", (ONE,)).fetchone()
        db.execute("UPDATE results SET value = ? WHERE key = ?", (value[:-1] + b"!", ONE))
    db.close()
    assert Cache(tmp_path).missing([ONE, TWO]) == set()
    assert Cache(tmp_path).get([ONE, TWO]) == {TWO: b"also right"}
    assert Cache(tmp_path).missing([ONE, TWO]) == {ONE}  # so that it is kept anew


def test_what_is_dropped_is_gone(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.put([(ONE, b"1"), (TWO, b"2")])
    kept.drop([ONE])
    assert kept.get([ONE, TWO]) == {TWO: b"2"}


def test_a_value_under_another_key_is_not_believed(tmp_path: Path) -> None:
    Cache(tmp_path).put([(ONE, b"1")])
    with sqlite3.connect(tmp_path / "results.sqlite") as db:
        db.execute("UPDATE results SET key = ?", (TWO,))
    db.close()
    assert Cache(tmp_path).get([TWO]) == {}


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to look like one" * 99])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "results.sqlite").write_bytes(damage)
    for _ in range(2):  # the first may only notice and remove it
        kept = Cache(tmp_path)
        kept.get([ONE])
        kept.put([(ONE, b"1")])
    assert Cache(tmp_path).get([ONE]) == {ONE: b"1"}


@pytest.mark.parametrize("place", [0, 100, 4096, 4200, -10])
def test_a_flipped_byte_gives_no_wrong_value(tmp_path: Path, place: int) -> None:
    kept = Cache(tmp_path)
    kept.put([(key("test", str(n)), str(n).encode() * 50) for n in range(100)])
    kept.close()
    path = tmp_path / "results.sqlite"
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)
    found = Cache(tmp_path).get([key("test", str(n)) for n in range(100)])
    assert all(found.get(key("test", str(n)), str(n).encode() * 50) == str(n).encode() * 50 for n in range(100))


def test_a_folder_that_cannot_be_had_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file" / "below", None):
        kept = Cache(folder)
        kept.put([(ONE, b"1")])
        assert kept.get([ONE]) == {}


def test_what_nobody_asked_for_in_a_month_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_today", lambda: 100)
    Cache(tmp_path).put([(ONE, b"1"), (TWO, b"2")])
    monkeypatch.setattr(cache_module, "_today", lambda: 120)
    Cache(tmp_path).get([ONE])
    monkeypatch.setattr(cache_module, "_today", lambda: 131)
    Cache(tmp_path).put([])
    assert Cache(tmp_path).get([ONE, TWO]) == {ONE: b"1"}


def _put_many(folder: Path, start: int) -> None:
    for n in range(start, start + 40):
        kept = Cache(folder)
        kept.put([(key("test", str(n % 50)), str(n % 50).encode())])
        kept.close()


def test_two_commands_at_once(tmp_path: Path) -> None:
    spawn = get_context("spawn")
    both = [spawn.Process(target=_put_many, args=(tmp_path, start)) for start in (0, 30)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
        assert process.exitcode == 0
    keys = [key("test", str(n)) for n in range(50)]
    assert Cache(tmp_path).get(keys) == {k: str(n).encode() for n, k in enumerate(keys)}


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.setenv("TIMELINE_CACHE", "")
    assert default_folder() is None
    monkeypatch.delenv("TIMELINE_CACHE")
    assert (default_folder() or tmp_path).name == "timeline"
