"""The words by which pages are read, from `words.toml`: labels, offices, kinds of event, margins, months."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

Words = frozenset[str]


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


@cache
def words(section: str, name: str) -> Words:
    """Return the words that `words.toml` lists under `section`, `name`.

    >>> "вопрос" in words("labels", "question")
    True
    """
    return frozenset(_sections()[section][name])


@cache
def phrases(section: str, name: str) -> tuple[str, ...]:
    """Return the same words, the longest first, as an alternation wants them."""
    return tuple(sorted(words(section, name), key=lambda w: (-len(w), w)))


@cache
def months() -> dict[str, int]:
    """Return the number of each month by its names and abbreviations in every language.

    >>> months()["сентября"]
    9
    """
    return {name: int(number) for number, names in _sections()["months"].items() for name in names}
