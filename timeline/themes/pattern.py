"""The codebook's language: from what a researcher writes to a tree that `matching` can run.

    security council            words in this order; case, quotes, hyphens and line breaks do not matter
    sanction*                   any ending; `*lateral` any beginning; `*` alone any one word
    extend~                     every form of an English base word: extends, extended, extension
    =START                      exactly so, capitals included
    (reform~|overhaul) of       either
    [the] treaty                "the" may be there or not
    A NEAR/5 B                  at most 5 words between them, in any order, within a sentence
    A BEFORE/5 B                the same, A first
    A AND B                     both in one sentence
    re:...                      a regular expression (Rust syntax: no look-around, never slow), within a sentence

`BEFORE`, `NEAR` and `AND` bind from left to right; `|` reaches as far as its brackets. Quotes group like brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from timeline.errors import CodebookError
from timeline.text import fold
from timeline.themes.forms import forms

# A letter run; inner apostrophes stay (don't), a possessive 's is cut off by `plain`; U.N. is one word.
# Asked in this order, and not for the rare abbreviation first, it is a third quicker.
TOKEN = re.compile(r"\w+(?:'\w+(?:'\w+)*|(?<=\b[^\W\d_])\.(?:[^\W\d_]\.)+)?")
_PIECES = re.compile(
    r"\s*(?:(?P<op>(?:NEAR|BEFORE)/\d{1,3}\b|AND\b)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<quote>[\"“”„«»])"
    r"|(?P<word>[^\s()\[\]|\"“”„«»]+))"
)
# A bare operator or a lower-case one is nearly always a slip.
_SLIP = re.compile(r"(?:(?:NEAR|BEFORE)(?:/\D*)?|(?:near|before)/\d+)")


class Word(Struct, frozen=True, cache_hash=True):
    """One word: any of `texts`, or one that fits a glob; spelt exactly as `exact` where that is not empty."""

    texts: frozenset[str] = frozenset()
    globs: frozenset[str] = frozenset()
    exact: str = ""


class Sequence(Struct, frozen=True, cache_hash=True):
    """Parts that follow each other."""

    parts: tuple[Node, ...]


class Either(Struct, frozen=True, cache_hash=True):
    """One of several; `optional` where it may be missing."""

    options: tuple[Node, ...]
    optional: bool = False


class Near(Struct, frozen=True, cache_hash=True):
    """Two parts in one sentence with at most `words` words between them; -1 for any number."""

    left: Node
    right: Node
    words: int
    ordered: bool = False


class Regex(Struct, frozen=True, cache_hash=True):
    """A regular expression over the folded sentence."""

    pattern: str


Node = Word | Sequence | Either | Near | Regex


def plain(token: str) -> str:
    """Return a folded token as it is compared: without possessive, without the points of an abbreviation.

    >>> [plain(t) for t in ("russia's", "u.n.", "don't")]
    ['russia', 'un', "don't"]
    """
    if token.endswith("'s"):
        return token[:-2]
    return token.replace(".", "")


_MADE: dict[Node, Node] = {}
_WRITTEN: dict[str, list[Node]] = {}
"""What each word is read as: two in three have been written before, in the same codebook or another."""


def _one(node: Node) -> Node:
    """Return the node, or the equal one made before: patterns share their parts, and a matcher looks them up once."""
    return _MADE.setdefault(node, node)


def parse(source: str) -> Node:
    """Return the tree of a pattern.

    Raises CodebookError, without a place, for one that says nothing or that has a slip in it.

    >>> parse("security council")
    Sequence(parts=(Word(texts=frozenset({'security'}), globs=frozenset(), exact=''), \
Word(texts=frozenset({'council'}), globs=frozenset(), exact='')))
    """
    if source.startswith("re:"):
        return Regex(_checked(source[3:].strip()))
    pieces = list(_pieces(source))
    node, at = _expression(pieces, 0, source)
    if at < len(pieces):
        raise _slip(source, f'"{pieces[at][1]}" closes nothing')
    if _may_be_empty(node):
        raise _slip(source, "it would match nothing at all", "Put a word outside the square brackets")
    return node


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each piece of the pattern; quotes become brackets."""
    inside = False
    for match in _PIECES.finditer(source):
        kind, text = str(match.lastgroup), match.group().strip()
        if kind == "quote":
            inside = not inside
            yield ("open", "(") if inside else ("close", ")")
        elif kind == "word" and _SLIP.fullmatch(text):
            raise _slip(source, f'"{text}" is no operator', "Write NEAR/5 or BEFORE/5, in capitals, with a number")
        else:
            yield kind, text


def _expression(pieces: list[tuple[str, str]], at: int, source: str) -> tuple[Node, int]:
    """Read alternatives up to a closing bracket or the end."""
    options = []
    while True:
        node, at = _operators(pieces, at, source)
        options.append(node)
        if at >= len(pieces) or pieces[at][0] != "bar":
            return _either(options), at
        at += 1


def _either(options: list[Node]) -> Node:
    """Return the alternatives as one node; single words among them become one word, which is quicker to look up."""
    words = [o for o in options if isinstance(o, Word) and not o.exact and "*" not in o.globs]
    if len(words) > 1:
        union = Word(frozenset().union(*(w.texts for w in words)), frozenset().union(*(w.globs for w in words)))
        options = [_one(union), *(o for o in options if o not in words)]
    return options[0] if len(options) == 1 else _one(Either(tuple(options)))


def _operators(pieces: list[tuple[str, str]], at: int, source: str) -> tuple[Node, int]:
    """Read phrases joined by NEAR, BEFORE and AND."""
    node, at = _phrase(pieces, at, source)
    while at < len(pieces) and pieces[at][0] == "op":
        operator, _, number = pieces[at][1].partition("/")
        right, at = _phrase(pieces, at + 1, source)
        node = _one(Near(node, right, int(number) if number else -1, operator == "BEFORE"))
    return node, at


def _phrase(pieces: list[tuple[str, str]], at: int, source: str) -> tuple[Node, int]:
    """Read words and brackets that follow each other."""
    parts: list[Node] = []
    while at < len(pieces) and pieces[at][0] in ("word", "open"):
        kind, text = pieces[at]
        if kind == "word":
            parts += _WRITTEN.get(text) or _WRITTEN.setdefault(text, list(map(_one, _words(text, source))))
            at += 1
            continue
        inner, at = _expression(pieces, at + 1, source)
        if at >= len(pieces) or pieces[at][0] != "close" or (text == "[") != (pieces[at][1] == "]"):
            raise _slip(source, f'"{text}" is not closed')
        parts.append(Either((inner,), optional=True) if text == "[" else inner)
        at += 1
    if len(parts) > 1 and any(map(_has_distance, parts)):
        raise _slip(source, "NEAR, BEFORE and AND join whole phrases", "Write `(a|b) c NEAR/5 d`, no words around NEAR")
    if not parts:
        raise _slip(source, "a word is missing", "Each side of NEAR, BEFORE, AND and | needs one")
    return (parts[0] if len(parts) == 1 else _one(Sequence(tuple(parts)))), at


def _words(text: str, source: str) -> list[Node]:
    """Return the parts of one written word: hyphens split it, and also join it ("under-representation")."""
    if text.startswith("="):
        return [Word(frozenset({plain(m.group())}), exact=text[1:]) for m in TOKEN.finditer(fold(text).text)]
    text = fold(text).text
    if "~" in text[:-1] or ("~" in text and ("*" in text or "-" in text)):
        raise _slip(source, f'"{text}" is no word form', "Write ~ once, behind a plain word: extend~")
    if "~" in text:
        return [Word(forms(plain(text[:-1])))]
    if "*" in text:
        return _joined([_starred(part, source) for part in text.split("-") if part], text, source)
    tokens = [plain(m.group()) for m in TOKEN.finditer(text)]
    return _joined([Word(frozenset({token})) for token in tokens], text, source)


def _joined(parts: list[Word], text: str, source: str) -> list[Node]:
    """Return the parts of a hyphened word, or the same written as one word: under-represented, underrepresented."""
    if len(parts) < 2 or "-" not in text:
        return list(parts)
    together = "".join(next(iter(part.globs or part.texts)) for part in parts)
    return [Either((Sequence(tuple(parts)), _starred(together, source)))]


def _starred(text: str, source: str) -> Word:
    """Return the word with its stars; only letters, digits and apostrophes may stand between them."""
    text = text.strip(",.;:!?")
    if not re.fullmatch(r"[\w'*]+", text) or text.count("*") > 3:
        raise _slip(source, f'"{text}" is no word with stars', "At most three * inside a word, e.g. sanction*")
    if "*" not in text:
        return Word(frozenset({plain(text)}))
    return Word(globs=frozenset({re.sub(r"\*+", "*", text)}))


def _checked(pattern: str) -> str:
    """Return the regular expression if the engine takes it."""
    import polars as pl  # 0.3 s to import; only codebooks with `re:` pay for it

    if not pattern:
        raise _slip("re:", "the regular expression is empty")
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        reason = next((line.removeprefix("error: ") for line in lines if line.startswith("error: ")), lines[0])
        raise _slip(f"re:{pattern}", reason, "Regular expressions follow Rust's syntax") from error
    return f"(?i){pattern}" if re.search(r"(?<!\\)[A-Z]", pattern) else pattern


def _has_distance(node: Node) -> bool:
    """Tell whether a distance is measured inside the pattern."""
    match node:
        case Either(options):
            return any(map(_has_distance, options))
        case Sequence(parts):
            return any(map(_has_distance, parts))
    return isinstance(node, Near)


def _may_be_empty(node: Node) -> bool:
    """Tell whether the pattern could match without a word."""
    match node:
        case Either(options, optional):
            return optional or any(map(_may_be_empty, options))
        case Sequence(parts):
            return all(map(_may_be_empty, parts))
        case Near(left, right):
            return _may_be_empty(left) or _may_be_empty(right)
    return False


def _slip(source: str, what: str, hint: str = "") -> CodebookError:
    """Return the error for a pattern."""
    return CodebookError(f"the pattern `{source}` cannot be read: {what}", hint=hint)
