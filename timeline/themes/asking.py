"""Which questions raise a theme: by its name, by a word of it, or because they ask further."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from timeline.models import Interview, Turn
from timeline.text import fold, words
from timeline.themes.codebook import Codebook
from timeline.themes.hits import Hits
from timeline.themes.matching import Wording
from timeline.themes.pronouns import refers_back

BRIEF = 12
"""Words in a question that only asks further, at most: with more, it says itself what it is about."""


class Question(Struct, frozen=True):
    """What a question has to do with a theme."""

    raises: bool = False
    straight: bool = False
    """It raises it by its name, or asks further: a short answer is on it, whatever words it has."""
    hint: Hits | None = None
    """Words of the theme, too few to raise it: the answer tells."""
    off_theme: bool = False
    """It is about another subject that the codebook names."""
    about: tuple[str, ...] = ()
    """The one position whose cues it holds; none where it holds those of several, or raises nothing."""


def questions(text: Wording, matched: dict[int, Hits], interview: Interview, codebook: Codebook) -> dict[int, Question]:
    """Return what each question has to do with the codebook's theme, by the number of its turn."""
    asked: dict[int, Question] = {}
    spoken = answering = False  # whether the exchange before was on the theme; whether because it was asked
    for turn in interview.turns:
        found = [matched[n] for n in text.of_turn.get(turn.number, ()) if n in matched]
        names = any(h.weight >= 1 or h.alone for h in found)
        if turn.role != "question":
            spoken = names
            continue
        elsewhere = any(h.elsewhere for h in found)
        follows = any((spoken and h.short) or (answering and h.cues) for h in found)
        follows = follows or ((spoken or answering) and _asks_further(turn, text, found, interview.language))
        straight = names or (follows and not elsewhere)
        answering = straight or any(h.asked for h in found)
        cued = {p for h in found for p in _claimed(h, codebook, text)}
        asked[turn.number] = Question(
            answering,
            straight,
            joined(found) if not answering and not elsewhere else None,
            any(h.others for h in found) and not any(h.weight >= 1 for h in found),
            tuple(cued) if answering and len(cued) == 1 else (),
        )
    return asked


def _claimed(hit: Hits, codebook: Codebook, text: Wording) -> Iterator[str]:
    """Yield the positions whose cues say more than the theme's title: who is asked about that need not say it."""
    title = {fold(w.of(codebook.theme.title)).text for w in words(codebook.theme.title)}
    said = title | {part for w in title for part in w.split("-")}
    for position in (p.position.id for p in codebook.positions):
        cues = [m for m in (hit.cues.get(position), hit.alone.get(position)) if m]
        if any(text.words[n] not in said for m in cues for a, b in m.pieces for n in range(a, b)):
            yield position


def joined(found: list[Hits]) -> Hits:
    """Return the terms and the context words of several sentences as if they were one."""
    return Hits(
        terms=list(chain.from_iterable(h.terms for h in found)),
        context=list(chain.from_iterable(h.context for h in found)),
    )


def _asks_further(turn: Turn, text: Wording, found: list[Hits], language: str) -> bool:
    """Tell whether a brief question has a word of the theme, or refers to what was said before and names nothing new.

    "So this is the top?", "When do we see two per cent?" A pronoun further in refers to the question's own words.
    """
    numbers = text.of_turn.get(turn.number, [])
    spoken = [text.words[text.sentences[n].first : text.sentences[n].last] for n in numbers]
    if sum(map(len, spoken)) > BRIEF:
        return False
    if any(h.context or h.terms for h in found):
        return True
    return bool(spoken) and refers_back(spoken[0], language) and not any(_names(text, n, language) for n in numbers)


def _names(text: Wording, n: int, language: str) -> bool:
    """Tell whether a sentence names somebody or something: by a capital within it, where capitals tell names."""
    said = [w.of(text.text) for w in words(text.text, text.sentences[n].span)]
    return language != "de" and any(w[0].isupper() and not w.startswith("I") for w in said[1:])
