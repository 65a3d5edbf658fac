"""Codebooks: read, checked, and compiled into rules."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from timeline.errors import CodebookError
from timeline.models import Position, Theme
from timeline.text import slug
from timeline.themes.corrections import Correction, read_corrections
from timeline.themes.pattern import Node, parse

Text = Annotated[str, Meta(min_length=1)]
Weight = Annotated[float, Meta(gt=0, le=10)]


class Weighted(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A pattern with a weight: a sentence is on the theme where the weights of its terms and context reach 1."""

    match: Annotated[Text, Meta(description="The pattern.")]
    weight: Annotated[Weight, Meta(description="1 is enough by itself, 0.5 needs a second.")]


Patterns = list[Text]
WeightedPatterns = list[Text | Weighted]


class PositionEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One recurring claim inside the theme."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="A short name, unique in the theme.")]
    title: Annotated[Text, Meta(description="The claim in a few words, as the page shows it.")]
    description: Annotated[str, Meta(description="What counts and what does not.")] = ""
    cues: Annotated[
        Patterns, Meta(description="Wordings of the claim that count where the theme is already spoken of.")
    ] = []
    alone: Annotated[
        Patterns, Meta(description="Wordings so telling that they put a sentence on the theme by themselves.")
    ] = []
    exclude: Annotated[Patterns, Meta(description="Beats a cue of this position at the place where it matches.")] = []


class CodebookFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A codebook: which words show that a sentence is on the theme, and which claims are made on it."""

    title: Annotated[Text, Meta(description="The theme's name.")]
    terms: Annotated[
        WeightedPatterns, Meta(min_length=1, description="Wordings that put a sentence on the theme (weight 1).")
    ]
    description: Annotated[str, Meta(description="What belongs to the theme and what does not.")] = ""
    context: Annotated[
        WeightedPatterns,
        Meta(description="Words that support a weak term (weight 0.5); one carries an answer on, two any passage."),
    ] = []
    short: Annotated[
        Patterns, Meta(description="Short names that go on speaking of the theme: 'the treaty', 'these rules'.")
    ] = []
    asked: Annotated[
        Patterns, Meta(description="Wordings by which a question raises the theme, besides the terms.")
    ] = []
    others: Annotated[
        Patterns, Meta(description="Names of other subjects: after one of them a short name means that subject.")
    ] = []
    exclude: Annotated[
        Patterns, Meta(description="Beats a term, context word or cue at the place where it matches.")
    ] = []
    positions: Annotated[list[PositionEntry], Meta(description="The claims, in the order of the page.")] = []


class Rule(Struct, frozen=True):
    """A pattern of a codebook, ready to match."""

    source: str
    """As the codebook writes it."""
    node: Node
    weight: float = 1.0


class PositionRules(Struct, frozen=True):
    """The rules of one position."""

    position: Position
    cues: tuple[Rule, ...] = ()
    alone: tuple[Rule, ...] = ()
    exclude: tuple[Rule, ...] = ()


class Codebook(Struct, frozen=True, dict=True):
    """A theme with its rules."""

    theme: Theme
    file: str
    terms: tuple[Rule, ...]
    context: tuple[Rule, ...] = ()
    short: tuple[Rule, ...] = ()
    asked: tuple[Rule, ...] = ()
    others: tuple[Rule, ...] = ()
    exclude: tuple[Rule, ...] = ()
    positions: tuple[PositionRules, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What people decided on this theme, in the order in which it is applied."""

    @cached_property
    def seeds(self) -> tuple[Rule, ...]:
        """The rules without which nothing is on the theme."""
        return self.terms + self.asked + tuple(rule for p in self.positions for rule in p.alone)


def load_codebooks(paths: Sequence[str | Path], corrections: Sequence[Path] = ()) -> tuple[Codebook, ...]:
    """Return the codebooks in the files and folders, by theme id, with the corrections in those files that exist.

    Raises CodebookError for the first thing wrong, with file, line and key; it says how many more there are.
    """
    codebooks, errors = check_codebooks(paths, corrections)
    if errors:
        first, more = errors[0], len(errors) - 1
        also = f"{more} more in the codebooks: `timeline themes check` lists all" if more else ""
        raise CodebookError(first.message, place=first.place, hint=". ".join(h for h in (first.hint, also) if h))
    return codebooks


def check_codebooks(
    paths: Sequence[str | Path], corrections: Sequence[Path] = ()
) -> tuple[tuple[Codebook, ...], tuple[CodebookError, ...]]:
    """Return the codebooks that can be used, by theme id, and everything that is wrong with the others."""
    codebooks: dict[str, Codebook] = {}
    errors: list[CodebookError] = []
    titles: dict[str, str] = {}
    for path in _files(paths, errors):
        try:
            codebook = read_codebook(path)
        except CodebookError as error:
            errors.append(error)
            continue
        theme = codebook.theme
        twin = codebooks[theme.id].file if theme.id in codebooks else titles.get(slug(theme.title))
        if twin:
            hint = "Give one of them another file name and title"
            errors.append(
                CodebookError(f'"{theme.title}" is the theme of {twin} too', place=f"{path}: title", hint=hint)
            )
            continue
        codebooks[theme.id] = codebook
        titles[slug(theme.title)] = codebook.file
    decided = _corrections(corrections, errors)
    return tuple(_with(codebooks[name], decided) for name in sorted(codebooks)), tuple(errors)


def _corrections(paths: Sequence[Path], errors: list[CodebookError]) -> list[Correction]:
    """Return what the files hold; one that does not exist holds nothing."""
    decided: list[Correction] = []
    for path in dict.fromkeys(p for p in paths if p.exists()):
        try:
            decided += read_corrections(path)
        except CodebookError as error:
            errors.append(error)
    return decided


def _with(codebook: Codebook, decided: Iterable[Correction]) -> Codebook:
    return replace(codebook, corrections=tuple(c for c in decided if c.theme == codebook.theme.id))


def _files(paths: Sequence[str | Path], errors: list[CodebookError]) -> list[Path]:
    """Return the TOML files among the paths and in the folders, each once, in order."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(path.glob("*.toml"))
            if not inside:
                errors.append(CodebookError("no codebook in this folder", place=str(path), hint="Add a .toml file"))
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            errors.append(CodebookError("there is no such file or folder", place=str(path)))
    return list(found)


def read_codebook(path: str | Path) -> Codebook:
    """Return the codebook in a file. Raises CodebookError with file, line where known, and key."""
    file = Path(path)
    try:
        source = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"cannot be read as UTF-8 text ({error})", place=str(path)) from error
    return parse_codebook(source, theme=slug(file.stem), file=file.as_posix())


def parse_codebook(source: str, *, theme: str, file: str = "") -> Codebook:
    """Return the codebook that a TOML text holds; `theme` is its id, `file` is named in errors."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at line ")
        line = where.partition(",")[0]
        raise CodebookError(f"no valid TOML: {what}", place=f"{file}:{line}" if line else file) from error
    try:
        entry = msgspec.convert(data, CodebookFile)
    except msgspec.ValidationError as error:
        raise _invalid(error, source, file) from error
    return _compiled(entry, theme, _Place(source, file))


class _Place(Struct, frozen=True):
    """Finds the line of a key, for errors."""

    source: str
    file: str

    def of(self, key: str, position: int | None = None, text: str = "") -> str:
        """Return `file:line: key`; the key inside the position with this number, the line that holds `text`."""
        lines = self.source.splitlines()
        start, end = self._block(lines, position)
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        line = next((n for n in range(start, end) if pattern.match(lines[n])), start)
        if text:
            needle = msgspec.json.encode(text).decode()[1:-1]
            line = next((n for n in range(line, end) if text in lines[n] or needle in lines[n]), line)
        name = key if position is None else f"positions[{position}].{key}"
        return f"{self.file}:{line + 1}: {name}"

    @staticmethod
    def _block(lines: list[str], position: int | None) -> tuple[int, int]:
        heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*positions\s*\]\]", line)]
        if position is None or position >= len(heads):
            return 0, heads[0] if heads else len(lines)
        return heads[position], heads[position + 1] if position + 1 < len(heads) else len(lines)


def _invalid(error: msgspec.ValidationError, source: str, file: str) -> CodebookError:
    """Return msgspec's finding with its line and a guess at what was meant."""
    what, _, where = str(error).partition(" - at `$")
    keys = re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", where)
    names = [name for name, _ in keys if name]
    inside = "positions" in names
    number = next((int(n) for name, n in keys if n.isdigit()), None) if inside else None
    unknown = re.search(r"unknown field `(.*)`", what)
    missing = re.search(r"missing required field `(.*)`", what)
    key = unknown[1] if unknown else missing[1] if missing else (names[-1] if names else "")
    hint = ""
    if unknown:
        kind = PositionEntry if inside else CodebookFile
        known = [f.name for f in msgspec.structs.fields(kind)]
        guess = difflib.get_close_matches(key, known, n=1)
        hint = f'Did you mean "{guess[0]}"?' if guess else f"Known here: {', '.join(known)}"
        what = f'"{key}" is no key of a {"position" if inside else "codebook"}'
    elif missing:
        what = f'the key "{key}" is missing'
    return CodebookError(what, place=_Place(source, file).of(key, number), hint=hint)


def _compiled(entry: CodebookFile, theme: str, place: _Place) -> Codebook:
    """Return the codebook with its patterns parsed."""
    seen: dict[str, int] = {}
    for number, position in enumerate(entry.positions):
        if position.id in seen:
            what = f'two positions have the id "{position.id}"'
            raise CodebookError(what, place=place.of("id", number), hint="Rename one")
        if not position.cues and not position.alone:
            what = f'the position "{position.id}" has no cues'
            raise CodebookError(what, place=place.of("id", number), hint='Add `cues = ["…"]`')
        seen[position.id] = number
    positions = tuple(
        PositionRules(
            Position(p.id, theme, p.title, "coded", p.description),
            _rules(p.cues, "cues", place, n),
            _rules(p.alone, "alone", place, n),
            _rules(p.exclude, "exclude", place, n),
        )
        for n, p in enumerate(entry.positions)
    )
    return Codebook(
        Theme(theme, entry.title, entry.description, tuple(p.position for p in positions)),
        place.file,
        terms=_rules(entry.terms, "terms", place),
        context=_rules(entry.context, "context", place, weight=0.5),
        short=_rules(entry.short, "short", place),
        asked=_rules(entry.asked, "asked", place),
        others=_rules(entry.others, "others", place),
        exclude=_rules(entry.exclude, "exclude", place),
        positions=positions,
    )


def _rules(
    items: Iterable[str | Weighted], key: str, place: _Place, position: int | None = None, weight: float = 1.0
) -> tuple[Rule, ...]:
    """Return the rules of one list; an error names the line of the pattern."""
    rules = []
    for item in items:
        source, weighs = (item.match, item.weight) if isinstance(item, Weighted) else (item, weight)
        try:
            rules.append(Rule(source, parse(source), weighs))
        except CodebookError as error:
            where = place.of(key, position, source)
            raise CodebookError(error.message, place=where, hint=error.hint) from error
    return tuple(rules)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a codebook, as published in `codebook.schema.json`."""
    schema = msgspec.json.schema(CodebookFile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Codebook of timeline", **schema}
