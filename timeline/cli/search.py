"""`timeline search`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli.console import Voice, screen, show
from timeline.cli.options import DEFAULT_CORPUS, Corpus, NoPager, Quiet, Verbose, command_app, examples

if TYPE_CHECKING:
    from timeline.models import Interview
    from timeline.themes import Keyword

app = command_app()


@app.command(
    epilog=examples('timeline search "Security Council NEAR/8 reform~"', 'timeline search "re:five[- ]years?"')
)
def search(
    pattern: Annotated[str, typer.Argument(metavar="PATTERN", help="In the language of the codebooks.")],
    corpus: Corpus = DEFAULT_CORPUS,
    no_pager: NoPager = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Print every match of a pattern in its context.

    The pattern is written as in a codebook: plain words, `sanction*`, `extend~` for all forms, `(a|b)`, `[the]`,
    `A NEAR/5 B`, `re:...`. Questions are searched too: they are marked `Q`.
    """
    from timeline import themes
    from timeline.cli.running import corpus_of
    from timeline.showing.concordance import Place, concordance

    read, code = corpus_of(corpus, Voice(quiet, verbose))
    found = list(themes.search(pattern, read.interviews))
    places = [Place(_label(k, read.by_id[k.interview]), read.by_id[k.interview].text, k.span) for k in found]
    show(concordance(places, screen()) if places else "no match", pager=not no_pager)
    return code


def _label(k: Keyword, interview: Interview) -> str:
    return f"{k.date} l.{interview.line(k.span.start)}{' Q' if k.role == 'question' else ''}"
