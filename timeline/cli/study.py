"""What is studied, and how: the options of every command that follows themes through interviews."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

from timeline.cli.console import Voice
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    NO_FILES,
    NO_NAMES,
    Coded,
    Corpus,
    Model,
    NoCache,
    Queries,
    Quiet,
    Speaker,
    Themes,
    Verbose,
    Words,
)


class Study(NamedTuple):
    """The options in the order in which a command's help shows them; those from `words` on stand at its end."""

    corpus: Corpus = DEFAULT_CORPUS
    themes: Themes = DEFAULT_THEMES
    query: Queries = NO_NAMES
    speaker: Speaker = ""
    coded: Coded = True
    model: Model = ""
    words: Words = NO_FILES
    no_cache: NoCache = False
    quiet: Quiet = False
    verbose: Verbose = False

    @property
    def voice(self) -> Voice:
        """How much is said beside the results."""
        return Voice(self.quiet, self.verbose)

    @property
    def how(self) -> dict[str, Any]:
        """What `pipeline.analyse` and `pipeline.build` take besides paths and the day."""
        from timeline.cli.running import asked

        names = ("speaker", "coded", "model", "words")
        return {"queries": asked(self.query), **{name: getattr(self, name) for name in names}}

    @property
    def paths(self) -> list[Path]:
        """All that it reads."""
        return [*self.corpus, *self.themes, *self.words]


_LAST = Study._fields.index("words")


def studying(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of `Study` where it has a parameter `study`; it is called with what they say."""
    hints = get_type_hints(Study, include_extras=True)
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    shared = [
        inspect.Parameter(name, kind, default=default, annotation=hints[name])
        for name, default in Study._field_defaults.items()
    ]
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    at = [p.name for p in own].index("study")
    parameters = [*own[:at], *shared[:_LAST], *own[at + 1 :], *shared[_LAST:]]

    @wraps(command)
    def run(**given: Any) -> int:
        study = Study(**{name: given.pop(name) for name in Study._fields})
        return command(study=study, **given)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run
