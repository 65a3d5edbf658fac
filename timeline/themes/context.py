"""Keyword in context: every match of a codebook or of a query, with the rule that made it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from timeline.errors import Problem
from timeline.models import Interview, Span, Statement, Theme
from timeline.text import slug
from timeline.themes.codebook import Codebook, Rule
from timeline.themes.matching import Match, Matcher, vocabulary, wording
from timeline.themes.pattern import parse

# Acronyms of public affairs that are also everyday words.
_COMMON = frozenset(["us", "who", "it", "start", "aid", "salt", "act", "cop", "pace", "nice", "aids", "am"])


class Keyword(Struct, frozen=True):
    """One match in its context."""

    interview: str
    date: date
    turn: int
    role: str
    """`question`, `answer` or `remarks`."""
    span: Span
    """From the first matched word to the last, as a span of the interview's text."""
    sentence: Span
    rule: str
    """The pattern, as the codebook writes it."""
    kind: str
    """The list it stands in: `terms`, `context`, `exclude`, …, or `position ID`."""
    taken: bool
    """Whether the match lies in a statement on the theme."""


def keywords(interview: Interview, codebook: Codebook, statements: Iterable[Statement]) -> tuple[Keyword, ...]:
    """Return every match of the codebook's rules in the interview's turns, in the order of the text.

    `statements` are what was found in the interview on this theme.
    """
    known = vocabulary(interview.text)
    rules = [(kind, rule) for kind, rule in rules_of(codebook) if known.allows(rule.node)]
    mine = [s for s in statements if s.interview == interview.id and s.theme == codebook.theme.id]
    found = _found(interview, rules, mine) if rules else ()
    return tuple(sorted(found, key=lambda k: (k.span, k.kind, k.rule)))


def search(pattern: str, interviews: Iterable[Interview]) -> Iterator[Keyword]:
    """Yield every match of one pattern in the interviews' turns. Raises CodebookError for a pattern with a slip."""
    rule = Rule(pattern, parse(pattern))
    for interview in interviews:
        if vocabulary(interview.text).allows(rule.node):
            yield from sorted(_found(interview, [("query", rule)], ()), key=lambda k: k.span)


def query_codebook(title: str, pattern: str) -> Codebook:
    """Return a codebook that one query makes, for a page without a codebook file.

    Raises CodebookError for a pattern with a slip in it.

    >>> query_codebook("Grain deal", "grain NEAR/5 (deal|agreement)").theme.id
    'grain-deal'
    """
    theme = Theme(slug(title), title, f"Sentences that match the query {pattern}")
    return Codebook(theme, f"query {title}", (Rule(pattern, parse(pattern)),))


def rules_of(codebook: Codebook) -> Iterator[tuple[str, Rule]]:
    """Yield every rule of the codebook with the list it stands in, positions last."""
    for kind in ("terms", "context", "short", "asked", "others", "exclude"):
        yield from ((kind, rule) for rule in getattr(codebook, kind))
    for position in codebook.positions:
        for kind in ("cues", "alone", "exclude"):
            yield from ((f"{position.position.id}.{kind}", rule) for rule in getattr(position, kind))


def doubts(codebook: Codebook) -> Iterator[Problem]:
    """Yield a warning for each pattern that may match what was not meant: an acronym that is a common word too."""
    for kind, rule in rules_of(codebook):
        for word in re.findall(r"(?<![\w=])[A-Z]{2,}(?![\w~*])", "" if rule.source.startswith("re:") else rule.source):
            if word.lower() in _COMMON and word not in ("NEAR", "BEFORE", "AND") and _bare(word, rule.source):
                what = f'"{word}" in `{rule.source}` also matches the word "{word.lower()}"'
                yield Problem(f"{codebook.file}: {kind}", what, f"Write ={word} to match capitals only", "warning")


def _bare(word: str, source: str) -> bool:
    """Tell whether the word is an alternative or a pattern by itself: inside a phrase the other words decide."""
    return bool(re.search(rf"(?:^|[(|])\s*{word}\s*(?:$|[)|])", source))


def unused(codebook: Codebook, interviews: Sequence[Interview]) -> tuple[tuple[str, str], ...]:
    """Return list and pattern of the rules that match nowhere in the interviews."""
    waiting = dict.fromkeys((kind, rule.source) for kind, rule in rules_of(codebook))
    for interview in interviews:
        known = vocabulary(interview.text)
        candidates = [(k, r) for k, r in rules_of(codebook) if (k, r.source) in waiting and known.allows(r.node)]
        matcher = Matcher(wording(interview)) if candidates else None
        for kind, rule in candidates:
            if matcher and matcher.find(rule.node):
                waiting.pop((kind, rule.source), None)
    return tuple(waiting)


def _found(
    interview: Interview, rules: Iterable[tuple[str, Rule]], statements: Sequence[Statement]
) -> Iterator[Keyword]:
    text = wording(interview)
    matcher = Matcher(text)
    for kind, rule in rules:
        for match in matcher.find(rule.node):
            yield _keyword(interview, matcher, kind, rule, match, statements)


def _keyword(
    interview: Interview, matcher: Matcher, kind: str, rule: Rule, match: Match, statements: Sequence[Statement]
) -> Keyword:
    sentence = matcher.text.sentences[matcher.text.of_sentence[match.first]]
    span = matcher.text.span(match.first, match.last)
    return Keyword(
        interview=interview.id,
        date=interview.date,
        turn=sentence.turn.number,
        role=sentence.turn.role,
        span=span,
        sentence=sentence.span,
        rule=rule.source,
        kind=kind,
        taken=any(s.start <= span.start and span.end <= s.end for s in statements),
    )
