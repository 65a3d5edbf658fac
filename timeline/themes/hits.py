"""What of a codebook matches in each sentence of an interview."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from timeline.models import Interview
from timeline.themes.codebook import Codebook, Rule
from timeline.themes.matching import Match, Matcher, Wording, vocabulary

Hit = tuple[Rule, Match]


class Hits(Struct):
    """What matched in one sentence."""

    terms: list[Hit] = field(default_factory=list)
    context: list[Hit] = field(default_factory=list)
    short: list[Hit] = field(default_factory=list)
    asked: list[Hit] = field(default_factory=list)
    others: list[Hit] = field(default_factory=list)
    cues: dict[str, Match] = field(default_factory=dict)
    alone: dict[str, Match] = field(default_factory=dict)
    """By position: its first cue, and its first cue that is enough by itself."""

    @property
    def weight(self) -> float:
        """Weights of the rules together, each rule once, and each word once; nothing without a term."""
        return sum(r.weight for r in _apart(sorted(self.terms, key=_heaviest) + self.context)) if self.terms else 0.0

    @property
    def contexts(self) -> int:
        """How many context rules match, each word counted once: "Western" in "Western colleagues" is not a second."""
        return len(_apart(self.context))

    @property
    def turns_away(self) -> bool:
        """Whether another subject is the last that the sentence names."""
        last = max((m.last for _, m in self.terms), default=-1)
        return any(m.last > last for _, m in self.others)

    @property
    def elsewhere(self) -> bool:
        """Whether it names another subject and no term of the theme."""
        return bool(self.others) and not self.terms

    def positions(self, order: Iterable[str]) -> tuple[str, ...]:
        """Return the positions whose cues match, in the codebook's order."""
        return tuple(p for p in order if p in self.cues or p in self.alone)


def _apart(found: Iterable[Hit]) -> list[Rule]:
    """Return the rules that match, each once, in the order given; none whose words another has taken."""
    counted: dict[str, Hit] = {}
    for rule, match in found:
        if rule.source not in counted and not any(match.touches(m) for _, m in counted.values()):
            counted[rule.source] = rule, match
    return [rule for rule, _ in counted.values()]


def _heaviest(hit: Hit) -> tuple[float, int]:
    return -hit[0].weight, hit[1].first


def may_match(interview: Interview, codebook: Codebook) -> bool:
    """Tell from the bare words whether anything in the interview can be on the theme."""
    known = vocabulary(interview.text)
    return any(known.allows(rule.node) for rule in codebook.seeds)


def hits(text: Wording, codebook: Codebook) -> dict[int, Hits]:
    """Return what matches, by number of the sentence; nothing where no sentence can be on the theme."""
    matcher = Matcher(text)
    found: dict[int, Hits] = defaultdict(Hits)
    barred = words_of(codebook.exclude, matcher)
    seeds = [r for r in codebook.seeds if allowed(r, matcher, barred)]
    if not seeds:
        return {}
    for name in ("terms", "context", "short", "asked", "others"):
        for rule in getattr(codebook, name):
            for match in allowed(rule, matcher, barred):
                getattr(found[text.of_sentence[match.first]], name).append((rule, match))
    for position in codebook.positions:
        own = barred | words_of(position.exclude, matcher)
        for name in ("cues", "alone"):
            for rule in getattr(position, name):
                for match in allowed(rule, matcher, own):
                    getattr(found[text.of_sentence[match.first]], name).setdefault(position.position.id, match)
    return dict(found)


def words_of(rules: Sequence[Rule], matcher: Matcher) -> frozenset[int]:
    """Return the numbers of the words that any of the rules matches."""
    pieces = (piece for rule in rules for match in matcher.find(rule.node) for piece in match.pieces)
    return frozenset(n for first, last in pieces for n in range(first, last))


def allowed(rule: Rule, matcher: Matcher, barred: frozenset[int]) -> list[Match]:
    """Return the rule's matches that no exclusion touches."""
    found = matcher.find(rule.node)
    if not barred:
        return found
    return [m for m in found if not any(n in barred for first, last in m.pieces for n in range(first, last))]
