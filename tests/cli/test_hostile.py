"""Nothing that a file says may be obeyed by the terminal that shows it."""

from __future__ import annotations

import contextlib
import io
import json
import re
from itertools import pairwise

import pytest

from timeline.cli.commands import COMMANDS, run

_ATTACKS = (
    "\x1b[2J\x1b[1;1H",  # clears the screen
    "\x1b]0;title\x07",  # names the window
    "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",  # a link
    "\x1b[31;9m",  # the very rendition of our own marks
    "\x1b[8mhidden\x1b[0m",
    "\x9b2J\x90q\x9c",
    "go\x08\x08no",
    "\u202eevil\u2066\u2069\u2067x",
)
_BAD = re.compile(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]")
_OURS = re.compile(r"\x1b\[(?:0|1|2|31;9|9;31|32;4|4;32)m")
_SAID = (
    "We {0} firmly support the {1} extension of the treaty for {2} five years without any preconditions.",
    "We {0} would support the {1} extension of the treaty for {2} one year under clear preconditions {3}.",
    "We {3} would support the {1} extension of the treaty for {2} two years, said our colleagues {0}.",
)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A corpus, a codebook and an annotation full of what a terminal would obey."""
    (tmp_path / "talks").mkdir()
    for n, said in enumerate(_SAID):
        marks = [f"{_ATTACKS[(n + k) % 8]}{_ATTACKS[(n + k + 4) % 8]}" for k in range(4)]
        row = {
            "doc_id": f"2020-05-0{n + 1}-{marks[0]}",
            "date": f"2020-05-0{n + 1}",
            "title": f"Interview {marks[1]}",
            "speaker": "Ann Lee",
            "outlet": f"Daily {marks[2]}",
            "place": f"Paris {marks[3]}",
            "text": f"Question: What about {marks[3]} the treaty?\n\n"
            f"Ann Lee: {said.format(*marks)} {' '.join(_ATTACKS)}\n\n"
            f"Question: And the treaty{marks[0]}?\n\nAnn Lee: The {marks[1]} treaty is dead {marks[2]}, it's gone.\n",
        }
        name = f"{n}-\x1b[31;9mday\u202e.jsonl"
        (tmp_path / "talks" / name).write_text(json.dumps(row))
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "no\x1b[2Jdate\x07\x9b.txt").write_text("Nothing \x1b[2J here")
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "treaty.toml").write_text(
        'title = "The \\u001b[2J\\u202e\\u009b31m treaty"\nterms = ["treaty", "no\\u001bwhere"]\n'
        '[[positions]]\nid = "extend"\ntitle = "Ex\\u0007\\u001b]0;x\\u0007tend"\ncues = ["extension"]\n'
    )
    (tmp_path / "books" / "wrong\x1b[2J.toml").write_text("")
    (tmp_path / "gold.csv").write_text("theme,interview\n\x1b[2J,\x9b\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGER", "cat")
    return tmp_path


_GIVEN = ("--corpus", "talks", "--themes", "books/treaty.toml")
_LINES = {
    "build": [["build", *_GIVEN, "-v"]],
    "compare": [
        ["compare", "2020-05-01", "2020-05-02", *_GIVEN, *more]
        for more in (
            [],
            ["--width", "40"],
            ["--whole"],
            ["--summary"],
            *(["-f", f] for f in ("markdown", "json", "html")),
        )
    ],
    "trace": [["trace", *_GIVEN], ["trace", "extend", *_GIVEN], ["trace", "extend", *_GIVEN, "-f", "markdown"]],
    "shifts": [["shifts", *_GIVEN, *more] for more in ([], *(["-f", f] for f in ("json", "csv", "markdown")))],
    "phrases": [
        ["phrases", *_GIVEN],
        ["phrases", *_GIVEN, "--phrase", "extension of the treaty", "-p", "\x1b[2J"],
        ["phrases", *_GIVEN, "-f", "csv"],
    ],
    "brief": [
        ["brief", "talks/2-\x1b[31;9mday\u202e.jsonl", *_GIVEN, "-f", f] for f in ("text", "markdown", "json", "html")
    ],
    "list": [["list", *_GIVEN], ["list", "--corpus", "\x1b[2J"], ["list", *_GIVEN, "-c", "bad"]],
    "show": [["show", "2020-05-01", *_GIVEN, "--margins"], ["show", "\x1b[2J\u202e", *_GIVEN]],
    "check": [["check", "-c", "bad", "-t", "books"], ["check", "-c", "bad", "-t", "books", "-f", "json"]],
    "init": [["init", "talks/2-\x1b[31;9mday\u202e.jsonl"], ["init", "bad/no\x1b[2Jdate\x07\x9b.txt"]],
    "search": [["search", "treaty", "-c", "talks"], ["search", "re:\x1b[", "-c", "talks"]],
    "themes": [
        ["themes", "check", "-c", "bad", "-t", "books", "--unused"],
        ["themes", "show", "treaty", *_GIVEN],
        ["themes", "show", "\x1b[2J", *_GIVEN],
        ["themes", "suggest", *_GIVEN],
        ["themes", "suggest", "treaty", *_GIVEN],
    ],
    "correct": [
        ["correct", "put", "treaty/extend", "2020-05-01", "support the", *_GIVEN, "--title", "\x1b[2J"],
        ["correct", "list", *_GIVEN],
    ],
    "evaluate": [["evaluate", "gold.csv", *_GIVEN]],
    "export": [["export", *_GIVEN, "--out", "tab\x1b[2Jles"]],
}


def test_every_command_is_tried():
    assert set(_LINES) == set(COMMANDS)


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "plain"])
@pytest.mark.parametrize(
    "line", [line for lines in _LINES.values() for line in lines], ids=lambda x: ascii(" ".join(x))
)
@pytest.mark.usefixtures("hostile")
def test_a_terminal_is_told_nothing_by_a_file(line, colour, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm" if colour else "dumb")
    out, err = _Terminal(), _Terminal()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(line)
    assert code < 2 or any(part.startswith(("\x1b", "re:\x1b", "bad", "gold", "init")) for part in line), err.getvalue()
    said = out.getvalue()
    told = err.getvalue().replace("\r\x1b[K", "")  # the line of progress
    assert said or told
    assert not _BAD.search(said + told)
    assert "\x1b" not in told
    plain = _OURS.sub("", said) if colour else said
    assert "\x1b" not in plain
    renditions = _OURS.findall(said)
    assert all(a != b for a, b in pairwise(map("\x1b[0m".__eq__, renditions)))  # ours are ended, none is forged


@pytest.mark.usefixtures("hostile")
def test_our_own_colours_stay(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    out = _Terminal()
    with contextlib.redirect_stdout(out):
        run(["compare", "2020-05-01", "2020-05-02", *_GIVEN])
    assert "\x1b[31;9m" in out.getvalue()
    assert "\x1b[32;4m" in out.getvalue()
