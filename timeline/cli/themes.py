"""`timeline themes check | show | suggest`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import Voice, say, screen, screen_width, show
from timeline.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_THEMES,
    Corpus,
    NoPager,
    Quiet,
    Themes,
    Verbose,
    command_app,
    examples,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from timeline.models import Interview
    from timeline.showing.concordance import Place
    from timeline.themes import Codebook, Keyword

app = command_app("Check codebooks, show what each pattern matches, propose new ones.")
app.info.epilog = examples(
    "timeline themes check", "timeline themes show unsc-expansion", "timeline themes suggest new-start-extension"
)
_FINDINGS = 1


@app.command(epilog=examples("timeline themes check", "timeline themes check --unused"))
def check(
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    unused: Annotated[bool, typer.Option("--unused", help="List the patterns that match nowhere.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Tell whether the codebooks and corrections can be used; list everything that is wrong.

    Exit code 1 where something is wrong. With --unused the interviews are read too.
    """
    from timeline.cli.hints import hinted
    from timeline.errors import Problem
    from timeline.pipeline import corrections_beside
    from timeline.showing.listing import listing
    from timeline.themes import check_codebooks, doubts

    voice = Voice(quiet, verbose)
    codebooks, errors = check_codebooks(themes, corrections_beside(themes))
    problems = [Problem.of(hinted(error)) for error in errors]
    voice.report([*problems, *(d for c in codebooks for d in doubts(c))])
    headings = ["theme", "terms", "positions", "cues", "corrections"]
    if codebooks and not quiet:
        say(listing(headings, [_row(c) for c in codebooks], screen_width()))
    code = _unused(codebooks, corpus, voice) if unused else 0
    return code or (_FINDINGS if problems else 0)


def _row(codebook: Codebook) -> list[str]:
    cues = sum(len(p.cues) + len(p.alone) for p in codebook.positions)
    counts = (len(codebook.terms), len(codebook.positions), cues, len(codebook.corrections))
    return [codebook.theme.id, *map(str, counts)]


def _unused(codebooks: Sequence[Codebook], corpus: Sequence[Path], voice: Voice) -> int:
    """Print the patterns that match nowhere in the interviews."""
    from timeline.cli.running import corpus_of
    from timeline.showing.cells import hanging
    from timeline.themes import unused

    read, code = corpus_of(corpus, voice)
    for codebook in codebooks:
        lost = [f"  {kind}: {pattern}" for kind, pattern in unused(codebook, read.interviews)]
        if lost:
            say(hanging("\n".join(["", f"{codebook.theme.id}: match nowhere", *lost]), screen_width()))
    return code


@app.command("show", epilog=examples("timeline themes show unsc-expansion", "timeline themes show new --no-pager"))
def show_(
    theme: Annotated[str, typer.Argument(metavar="THEME", help="Id or start of an id.")],
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    no_pager: NoPager = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Print every match of a theme's patterns in its context, pattern by pattern.

    `-` marks a match that lies in no statement: in a question, excluded, or without the company that it needs. At the
    end, why each statement was taken.
    """
    from timeline.choosing import themes_named
    from timeline.cli.running import corpus_of
    from timeline.pipeline import codebooks_at
    from timeline.showing.cells import clean
    from timeline.themes import find_statements, keywords

    read, code = corpus_of(corpus, Voice(quiet, verbose))
    codebooks = {c.theme.id: c for c in codebooks_at(themes)}
    (wanted,) = themes_named([theme], [c.theme for c in codebooks.values()])
    codebook = codebooks[wanted.id]
    found = {i.id: find_statements(i, codebook).statements for i in read.interviews}
    matches = [k for i in read.interviews for k in keywords(i, codebook, found[i.id])]
    parts = [_by_rule(codebook, matches, read.by_id)]
    parts += [clean(f"{s.interview}: {s.reason}") for i in read.interviews for s in found[i.id]]
    show("\n".join(parts), pager=not no_pager)
    return code


def _by_rule(codebook: Codebook, matches: Sequence[Keyword], interviews: dict[str, Interview]) -> str:
    """Return the matches under the rules that made them, in the codebook's order."""
    from timeline.showing.cells import clean
    from timeline.showing.concordance import concordance
    from timeline.themes.context import rules_of

    order = {(kind, rule.source): n for n, (kind, rule) in enumerate(rules_of(codebook))}
    ordered = sorted(matches, key=lambda k: order[k.kind, k.rule])
    parts = []
    for (kind, rule), group in groupby(ordered, key=lambda k: (k.kind, k.rule)):
        places = [_place(k, interviews[k.interview]) for k in group]
        parts.append(f"{screen().strong(clean(f'{kind}: {rule}'))}\n{concordance(places, screen())}\n")
    return "\n".join(parts)


def _place(k: Keyword, interview: Interview, *, statements: bool = True) -> Place:
    from timeline.showing.concordance import Place

    mark = "" if k.taken or not statements else " -"
    return Place(f"{k.date} l.{interview.line(k.span.start)}{mark}", interview.text, k.span, faint=bool(mark))


@app.command(epilog=examples("timeline themes suggest", "timeline themes suggest unsc-expansion"))
def suggest(
    theme: Annotated[str, typer.Argument(metavar="[THEME]", help="Propose positions of this theme.")] = "",
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most N.")] = 8,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Propose recurring themes, or the positions inside one, as TOML to edit.

    What the codebooks already match is left out.
    """
    from timeline.choosing import themes_named
    from timeline.cli.running import corpus_of
    from timeline.pipeline import codebooks_at
    from timeline.themes import find_statements, suggest_positions, suggest_themes

    voice = Voice(quiet, verbose)
    read, code = corpus_of(corpus, voice)
    codebooks = {c.theme.id: c for c in codebooks_at([p for p in themes if theme or p.exists()])}
    if theme:
        (wanted,) = themes_named([theme], [c.theme for c in codebooks.values()])
        codebook = codebooks[wanted.id]
        statements = [s for i in read.interviews for s in find_statements(i, codebook).statements]
        proposed = suggest_positions(codebook, read.interviews, statements, limit=limit)
    else:
        proposed = suggest_themes(read.interviews, list(codebooks.values()), limit=limit)
    say(proposed.rstrip() or "# Nothing recurs that the codebooks do not match already.")
    return code
