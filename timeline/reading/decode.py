"""Bytes to text: UTF-8 first, then a guess that is reported."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from timeline.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-8 that was read as Windows-1252 or Windows-1251 and saved again: "â€™", "Ã©", "Ð°", "вЂ™".
_MOJIBAKE = re.compile("â€[™œ“”\u009d˜]|Ã[©¨¤¶¼±³¡­]|Ð[°±²³´µ¾¸½]Ñ?|вЂ[™њќ“”]|Р°Р|С‚Р")
# What such text must hold: looked for first, as it is found a hundred times quicker.
_SIGNS = ("â€", "Ã", "Ð", "вЂ", "Р°Р", "С‚Р")
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32)])


class Decoded(Struct, frozen=True):
    """The text of a file, line ends as `\\n`, and what there is to say of it."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, place: str, declared: str = "") -> Decoded:
    """Return the text of `data`.

    Raises UnreadableError where it is empty, holds control characters as no text does, or no encoding fits.
    """
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError("is empty", place=place, hint="Leave it out, or fetch the text again")
    text, warnings = _text(data, place, declared)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    start = text[:65536].encode("utf-8", "replace")
    if len(start) - len(start.translate(None, _CONTROL)) > len(start) * 0.01:
        raise UnreadableError("is no text but binary data", place=place, hint="Leave it out, or convert it to text")
    if any(sign in text for sign in _SIGNS) and (found := _MOJIBAKE.findall(text)):
        line = text.count("\n", 0, text.find(found[0])) + 1
        warnings = (*warnings, f'looks decoded twice ("{found[0]}", line {line}, {len(found)} places); kept as it is')
    return Decoded(text, warnings)


def _text(data: bytes, place: str, declared: str) -> tuple[str, tuple[str, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, place), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        position = error.start
    if b"\0" in data[:65536]:
        raise UnreadableError("is no text but binary data", place=place, hint="Leave it out, or convert it to text")
    if declared:
        try:
            return data.decode(declared), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return _guess(data, place, position)


def _strict(data: bytes, name: str, place: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        message = f"its byte order mark says {name}, but byte {error.start} does not fit"
        raise UnreadableError(message, place=place, hint="Save it as UTF-8") from None


def _guess(data: bytes, place: str, position: int) -> tuple[str, tuple[str, ...]]:
    """Guess by charset-normalizer, from the first 64 kB: more makes it slow, not surer."""
    from charset_normalizer import from_bytes

    line = data.count(b"\n", 0, position) + 1
    best = from_bytes(data[:65536]).best()
    if best is None:
        raise UnreadableError(
            f"line {line} is not UTF-8 and no other encoding fits", place=place, hint="Save it as UTF-8"
        )
    text = data.decode(best.encoding, "replace")
    return text, (f"is not UTF-8 (line {line}); read as {best.encoding}, a guess",)
