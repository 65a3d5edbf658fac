"""`timeline correct`: a person's corrections, written into corrections.toml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import Voice, say, screen_width
from timeline.cli.options import DEFAULT_CORPUS, DEFAULT_THEMES, Corpus, Themes, command_app, examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.models import Interview
    from timeline.themes import Correction
    from timeline.themes.corrections import Action

app = command_app("Correct what was found; decisions outlive every rebuild.")
app.info.epilog = examples(
    'timeline correct put unsc-expansion/africa 2019 "African continent"',
    "timeline correct list",
)

_Position = Annotated[str, typer.Argument(metavar="THEME/POSITION", help="Ids, or starts of ids.")]
_Theme = Annotated[str, typer.Argument(metavar="THEME", help="Id or start of an id.")]
_Interview = Annotated[str, typer.Argument(metavar="INTERVIEW", help="Id, date or start of either.")]
_Quote = Annotated[str, typer.Argument(metavar="QUOTE", help="Words of it; whole sentences are meant.")]
_Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, for those who read it later.")]
_Title = Annotated[str, typer.Option("--title", metavar="TEXT", help="Title of a new position.")]


@app.command(epilog=examples('timeline correct put unsc-expansion/africa 2019 "African continent"'))
def put(
    position: _Position,
    interview: _Interview,
    quote: _Quote,
    title: _Title = "",
    note: _Note = "",
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
) -> int:
    """Put a statement into a position; one that does not exist is made."""
    return _at_place("put", position, interview, quote, corpus, themes, title=title, note=note)


@app.command("take-out", epilog=examples('timeline correct take-out unsc-expansion/africa 2019 "African continent"'))
def take_out(
    position: _Position,
    interview: _Interview,
    quote: _Quote,
    note: _Note = "",
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
) -> int:
    """Take a statement out of a position."""
    return _at_place("take-out", position, interview, quote, corpus, themes, note=note)


@app.command(epilog=examples('timeline correct reject unsc-expansion 2020-08-12 "As a UN founding state"'))
def reject(
    theme: _Theme,
    interview: _Interview,
    quote: _Quote,
    note: _Note = "",
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
) -> int:
    """Say that a passage is not on the theme."""
    return _at_place("reject", theme, interview, quote, corpus, themes, note=note)


@app.command(epilog=examples('timeline correct join unsc-expansion 2019 "Asia offers India"'))
def join(
    theme: _Theme,
    interview: _Interview,
    quote: _Quote,
    note: _Note = "",
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
) -> int:
    """Make one statement of the sentences that the quote touches."""
    return _at_place("join", theme, interview, quote, corpus, themes, note=note)


@app.command(epilog=examples('timeline correct split unsc-expansion 2019 "Asia offers India"'))
def split(
    theme: _Theme,
    interview: _Interview,
    quote: _Quote,
    note: _Note = "",
    corpus: Corpus = DEFAULT_CORPUS,
    themes: Themes = DEFAULT_THEMES,
) -> int:
    """Make a statement of their own of the sentences that the quote touches."""
    return _at_place("split", theme, interview, quote, corpus, themes, note=note)


@app.command(epilog=examples("timeline correct merge unsc-expansion/africa add-developing-states"))
def merge(position: _Position, into: str, note: _Note = "", themes: Themes = DEFAULT_THEMES) -> int:
    """Move all of one position into another."""
    from timeline.themes import Correction

    theme, name = _split(position, themes)
    return _kept(Correction("merge", theme, position=name, into=into, note=note), themes)


@app.command(epilog=examples('timeline correct rename unsc-expansion/africa "Seats for Africa"'))
def rename(position: _Position, title: str, note: _Note = "", themes: Themes = DEFAULT_THEMES) -> int:
    """Give a position another title; its id stays."""
    from timeline.themes import Correction

    theme, name = _split(position, themes)
    return _kept(Correction("rename", theme, position=name, title=title, note=note), themes)


@app.command("list", epilog=examples("timeline correct list"))
def list_(corpus: Corpus = DEFAULT_CORPUS, themes: Themes = DEFAULT_THEMES) -> int:
    """List the corrections, and say which of them no longer find their place."""
    from timeline.cli.running import corpus_of
    from timeline.showing.listing import listing
    from timeline.themes import read_corrections
    from timeline.themes.corrections import find_place, unplaced

    voice = Voice()
    read, code = corpus_of(corpus, voice)
    file = _file(themes)
    known = read_corrections(file) if file.exists() else ()
    if not known:
        say(f"no corrections in {file}")
    else:
        rows = [[c.action, c.theme, c.position, c.interview, _short(c.quote or c.into or c.title)] for c in known]
        say(listing(["action", "theme", "position", "interview", "words"], rows, screen_width()))
    lost = [(c, p) for c in known if c.quote and isinstance(p := find_place(c, read.interviews), str)]
    voice.report(unplaced(c, why) for c, why in lost)
    return code or (1 if lost else 0)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _at_place(
    action: Action,
    target: str,
    interview: str,
    quote: str,
    corpus: Sequence[Path],
    themes: Sequence[Path],
    *,
    title: str = "",
    note: str = "",
) -> int:
    """Find the quote in the interview and keep the correction of that place."""
    from timeline.choosing import interview_named
    from timeline.cli.running import corpus_of
    from timeline.errors import UsageError
    from timeline.themes import Correction
    from timeline.themes.corrections import correction_at, find_place

    read, code = corpus_of(corpus, Voice())
    meant = interview_named(interview, read.interviews)
    theme, position = _split(target, themes, new=action == "put")
    place = find_place(Correction(action, theme, interview=meant.id, quote=quote), [meant])
    if isinstance(place, str):
        raise UsageError(f"{meant.id}: {place}", hint="Give more words of the quote, as the interview has them")
    made = correction_at(action, theme, meant, place[1], position=position, title=title, note=note)
    say(_said(meant, made))
    return _kept(made, themes) or code


def _said(interview: Interview, made: Correction) -> str:
    return f'{made.action} in {interview.id}: "{" ".join(made.quote.split())}"'


def _split(target: str, themes: Sequence[Path], *, new: bool = False) -> tuple[str, str]:
    """Return the ids of theme and position that THEME/POSITION means; `new` where the position need not exist.

    A position that the codebook does not name is taken as written: it may be one that alignment found.
    """
    from timeline.choosing import themes_named
    from timeline.pipeline import codebooks_at
    from timeline.text import slug

    name, _, position = target.partition("/")
    (theme,) = themes_named([name], [c.theme for c in codebooks_at(themes)])
    begins = [p.id for p in theme.positions if p.id.startswith(position)] if position and not new else []
    exact = [p.id for p in theme.positions if p.id == position]
    return theme.id, (exact or begins or [slug(position)])[0] if position else ""


def _file(themes: Sequence[Path]) -> Path:
    from timeline.pipeline import corrections_beside

    return corrections_beside(themes)[0]


def _kept(made: Correction, themes: Sequence[Path]) -> int:
    """Append the correction to the file; what stands there by hand stays."""
    from timeline.errors import UsageError
    from timeline.themes import read_corrections
    from timeline.themes.corrections import HEAD, as_toml, needed

    if (made.action in ("put", "take-out", "merge", "rename")) and not made.position:
        raise UsageError("which position is not said", hint="Write THEME/POSITION")
    if missing := needed(made):
        raise UsageError(f"{made.action} needs {missing}")
    file = _file(themes)
    if file.exists():
        read_corrections(file)  # what cannot be read must not be added to
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(("" if file.stat().st_size else HEAD) + as_toml(made))
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", place=str(file)) from error
    say(f"kept in {file}")
    return 0
