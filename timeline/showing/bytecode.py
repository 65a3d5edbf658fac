"""Compiled templates, kept where and how Python keeps its compiled modules: compiling them takes longer than a page."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError

from jinja2 import BytecodeCache, compiler
from jinja2.bccache import Bucket


class Bytecode(BytecodeCache):
    """The compiled templates of a folder.

    Each lies in the `__pycache__` beside its template, or where `PYTHONPYCACHEPREFIX` says, under a name that tells
    Python's release. It is used only for the very template, the code of this room and the compiler that it was made
    by. Where Python is told to write no bytecode, or cannot, none is written.
    """

    def __init__(self, folder: Path, made_by: bytes) -> None:
        """`made_by`: a digest of what, besides its own text, a template is compiled by: filters and options."""
        self._folder = folder
        compiled = Path(compiler.__file__).stat()
        self._made_by = f"{made_by.hex()} {compiled.st_size} {compiled.st_mtime_ns}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return where the bytecode of a template lies."""
        return cache_from_source(str(self._folder / name))

    def get_source_checksum(self, source: str) -> str:
        """Return what bytecode must have been made from to be used."""
        return f"{super().get_source_checksum(source)} {self._made_by}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is bytecode that fits."""
        with suppress(OSError, EOFError, ValueError, UnpicklingError), Path(bucket.key).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bytecode; whoever reads meanwhile sees the old file or the new one, whole."""
        if sys.dont_write_bytecode:
            return
        place = Path(bucket.key)
        beside = place.with_suffix(f".{os.getpid()}.pyc")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(bucket.bytecode_to_string())
            beside.replace(place)
