"""Building again as files arrive, with a real process and real files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.generator import write
from timeline.errors import UsageError
from timeline.watching import rounds


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(UsageError, match="extra 'watch'"):
        next(rounds([tmp_path], tmp_path / "out"))


def test_what_changes_during_a_round_is_the_next_and_the_output_is_none(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    out = tmp_path / "corpus" / "out"
    out.mkdir()
    waiting = rounds([tmp_path / "corpus"], out)
    assert next(waiting) == frozenset()
    (out / "page.html").write_text("own")
    (tmp_path / "corpus" / "new.txt").write_text("new")
    assert {p.name for p in next(waiting)} == {"new.txt"}


def until(true: Callable[[], bool], seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_a_build_that_watches(tmp_path: Path) -> None:
    source, out = write(tmp_path / "source", 6, 2, 2_000), tmp_path / "out"
    held = max((source / "interviews").iterdir())
    shutil.move(held, tmp_path / held.name)
    where = ["--corpus", str(source / "interviews"), "--themes", str(source / "themes"), "--out", str(out)]
    env = {**os.environ, "TIMELINE_CACHE": str(tmp_path / "cache")}
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "build", *where, "--watch"], env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        assert until((out / "index.html").exists)
        broken = source / "themes" / "zz.toml"
        broken.write_text("title = [")
        time.sleep(2)
        assert process.poll() is None
        broken.unlink()
        shutil.move(tmp_path / held.name, held)
        assert until((out / "interviews" / f"{held.stem}.html").exists)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode in (0, 130), errors
    assert "waiting for changes" in errors
    assert "zz.toml" in errors
