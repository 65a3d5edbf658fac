"""Analyses of any size, made by a seed, to see what the pages do with few and with many interviews."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.factories import SPEAKER, make_interview, plain_diff
from timeline.models import (
    Analysis,
    Change,
    Corpus,
    Occurrence,
    Phrase,
    Position,
    Shift,
    Silence,
    Span,
    Statement,
    Theme,
)

WORDS = (  # noqa: SIM905
    """we they must may should will never always extend agree discuss treaty council order rules world partners
colleagues without conditions five years one year arms control security states members law international charter
dialogue proposals ready support reject believe together serious respect interests balance weapons strategic"""
).split()
OUTLETS = ("Izvestia", "TASS", "Argumenty i Fakty", "Kommersant", "Al Arabiya", "Die Zeit", "Territory of Meanings")
KINDS = ("number", "condition", "boost", "hedge", "reworded", "term")


def sentence(random: Random, position: int, old: str = "") -> str:
    """Return a sentence, or `old` with some of its words exchanged."""
    if not old:
        length = random.randint(14, 45)
        return " ".join([f"Claim{position}", *random.choices(WORDS, k=length)]) + "."
    share = random.choice((0, 0.05, 0.2, 0.5))
    return " ".join(random.choice(WORDS) if random.random() < share else word for word in old[:-1].split()) + "."


def make_large(interviews: int = 200, positions: int = 30, *, density: float = 0.8, seed: int = 1) -> Analysis:
    """Return one theme, "large", in which each interview states each position with a probability of `density`."""
    random = Random(seed)
    when = date(2001, 3, 5)
    lanes = [
        Position(f"p{n}", "large", f"Position {n} {sentence(random, n)[:60]}", "coded" if n % 3 else "discovered")
        for n in range(positions)
    ]
    said: dict[str, str] = {}
    talks, statements, last, changes = [], [], dict[str, Statement](), []
    for _ in range(interviews):
        when += timedelta(days=random.randint(2, 60))
        spoken = [p for p in lanes if random.random() < density]
        for p in spoken:
            said[p.id] = sentence(random, lanes.index(p), said.get(p.id, ""))
        talk = make_interview(f"{when}-{random.choice(OUTLETS)}", " ".join(said[p.id] for p in spoken) or "It rained.")
        talks.append(talk)
        at = talk.turns[1].said.start
        for p in spoken:
            end = at + len(said[p.id])
            new = Statement("large", talk.id, 2, at, end, SPEAKER, random.random() < 0.5, "made", (p.id,))
            statements.append(new)
            old = last.get(p.id)
            if old:
                before = next(t for t in talks if t.id == old.interview)
                diff = plain_diff(old.span.of(before.text), said[p.id])
                kinds = tuple(random.sample(KINDS, random.randint(1, 2))) if diff.similarity < 1 else ()
                changes.append(Change("large", p.id, before.id, talk.id, old, new, diff, kinds))
            last[p.id] = new
            at = end + 1
    changes.sort(key=lambda c: int(c.position[1:]))
    ranked = sorted((c for c in changes if c.kinds), key=lambda c: c.diff.similarity)
    shifts = tuple(
        Shift(n, "large", c.position, c.kinds[0], c, (), (), round(1 - c.diff.similarity, 3), "made")
        for n, c in enumerate(ranked, start=1)
    )
    phrases = tuple(
        Phrase(
            "large", f"{a} {b}", f"{a} {b}",
            tuple(Occurrence(t.id, Span(m, m + 1)) for t in talks if (m := t.text.find(f"{a} {b}")) >= 0),
            talks[0].date, talks[-1].date,
        )
        for a, b in [random.sample(WORDS, 2) for _ in range(40)]
    )  # fmt: skip
    stated = {s.interview for s in statements}
    return Analysis(
        Corpus(tuple(talks)),
        (Theme("large", "Everything at once", "A large corpus.", tuple(p for p in lanes if p.source == "coded")),),
        tuple(sorted(lanes, key=lambda p: p.source)),
        tuple(statements),
        tuple(sorted(changes, key=lambda c: (c.position, c.to_interview))),
        shifts,
        tuple(p for p in phrases if p.occurrences),
        tuple(Silence("large", t.id, "not asked about it") for t in talks if t.id not in stated),
    )
