"""How far long work is: on a terminal, in a log, in a pipe."""

from __future__ import annotations

import io

import pytest

from timeline.cli import console
from timeline.cli.console import Voice


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is shown one after the other while 800 items take 10 ms each and the clock is ours."""
    clock = [0.0]
    monkeypatch.setattr(console, "monotonic", lambda: clock[0])
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    voice = Voice()
    for done in range(0, 801, 100):
        voice.progress("finding statements", done, 800)
        clock[0] += 1
    for done in (3, 4):
        voice.progress("following themes", done, 8)
        clock[0] += 60
    voice.progress("comparing files")
    voice.finish()
    return screen.getvalue().split("\r\x1b[K")[1:]


def test_a_terminal_is_told_what_how_far_and_how_long_still(told: list[str]) -> None:
    assert told[0] == "finding statements 0/800"
    assert told[2] == "finding statements 200/800"  # too early to tell
    assert told[4] == "finding statements 400/800, about 4 s left"
    assert told[8] == "finding statements 800/800"
    assert told[9] == "following themes 3/8"
    assert told[10] == "following themes 4/8, about 4 min left"
    assert told[11:] == ["comparing files", ""]


@pytest.mark.parametrize(
    ("voice", "shown"),
    [(Voice(), ""), (Voice(verbose=True), "reading files 2/2\n"), (Voice(quiet=True), "")],
    ids=["a pipe", "a log", "quiet"],
)
def test_a_log_gets_a_line_a_step_and_a_pipe_nothing(
    voice: Voice, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for done in range(3):
        voice.progress("reading files", done, 2)
    voice.finish()
    assert capsys.readouterr().err == shown
