"""Drives the command line inside the test's process."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

from timeline.cli.commands import run


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


def timeline(*args: object) -> Result:
    """Run `timeline ARGS` and return its exit code, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(a) for a in args])
    return Result(code, out.getvalue(), err.getvalue())
