"""Values of options, read without pydantic.

Typer reads every value through pydantic, whose import and adapters take 90 ms of each run: more than all else that
`timeline compare` does when nothing has changed. Options of plain types are read here instead; any other, and any that
a later Typer keeps elsewhere, goes Typer's way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import typer

_PLACE = "_runtime_param"
"""Where a parameter of Typer keeps what reads its value, once it is made."""

_ANYWHERE = "corpus"
"""The parameter whose files may also be somewhere else than on this machine."""


class _Reader:
    """Reads the value of one parameter, as Typer's own would."""

    def __init__(self, read: Callable[[Any], Any], wanted: str) -> None:
        self._read = read
        self._wanted = wanted

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value in its type; raise typer.BadParameter where it is none of it."""
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        try:
            found = [self._read(each) for each in (value if many else [value])]
        except (ValueError, KeyError):
            raise typer.BadParameter(f"{value!r} is not {self._wanted}", ctx=ctx, param=param) from None
        return found if many else found[0]


def read_plainly(params: Iterable[Any]) -> None:
    """Let each parameter of a plain type be read here."""
    for param in params:
        info = getattr(getattr(param, "type_descriptor", None), "parameter_info", None)
        if info is None or not hasattr(param, _PLACE):
            continue
        kind = _plain(param.type_descriptor.annotation)
        reader = _reader(kind, info.min, info.max)
        if kind is Path and param.name == _ANYWHERE:
            reader = _Reader(_place, "a file, folder or URL")
        if reader:
            setattr(param, _PLACE, reader)


def _plain(annotation: Any) -> Any:
    """Return the type without "or None" and of a list the type of its items."""
    if get_origin(annotation) in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
        return _plain(kinds[0]) if len(kinds) == 1 else annotation
    if get_origin(annotation) is list:
        return _plain(*get_args(annotation))
    return annotation


def _reader(kind: Any, least: float | None, most: float | None) -> _Reader | None:
    if kind is str:
        return _Reader(str, "a text")
    if kind is Path:
        return _Reader(_path, "a file or folder")
    if kind is bool:
        return _Reader({True: True, False: False}.__getitem__, "true or false")
    if kind is int:
        return _Reader(lambda value: _within(int(value), least, most), _range(least, most))
    if get_origin(kind) is Literal:
        names = {str(name): name for name in get_args(kind)}
        return _Reader(lambda value: names[str(value)], f"one of {', '.join(names)}")
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = [str(each.value) for each in kind]
        return _Reader(kind, f"one of {', '.join(known)}")
    return None


def _path(value: Any) -> Path:
    """Return the path; an empty one would be the folder that one happens to stand in, an URL a folder of that name."""
    if value == "" or "://" in str(value):
        raise ValueError(value)
    return Path(value)


def _place(value: Any) -> Path:
    """Return the path, or the place elsewhere that an URL names."""
    if not isinstance(value, str) or ("://" not in value and "::" not in value):
        return _path(value)
    from timeline.locating import located

    return located(value)


def _within(number: int, least: float | None, most: float | None) -> int:
    if (least is not None and number < least) or (most is not None and number > most):
        raise ValueError(number)
    return number


def _range(least: float | None, most: float | None) -> str:
    """Return what a whole number must be: `a whole number from 0`."""
    floor = f" from {least}" if least is not None else ""
    ceiling = f" to {most}" if most is not None else ""
    return f"a whole number{floor}{ceiling}"
