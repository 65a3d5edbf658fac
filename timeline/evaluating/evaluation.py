"""An analysis beside the annotations, theme by theme."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.errors import Problem
from timeline.evaluating.agreement import cohen_kappa, krippendorff_alpha
from timeline.evaluating.gold import Annotations, Gold, Place
from timeline.evaluating.measures import Finding, Score, ShiftScore, Spot, found_paragraphs, pairs, passages, shifts
from timeline.evaluating.places import Finder, line_at
from timeline.models import Analysis
from timeline.text import paragraphs


@dataclass(frozen=True, slots=True)
class ThemeScores:
    """One annotator's theme against the analysis. A score is None where the annotation does not hold its kind."""

    theme: str
    annotator: str
    passages: Score | None
    listed: tuple[Finding, ...]
    """False positives that the annotation lists and the analysis holds."""
    pairs: Score | None
    shifts: ShiftScore | None
    silences: Score | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two codings agree beyond chance, over the paragraphs of the speaker: on the theme or not."""

    theme: str
    coders: tuple[str, str]
    units: int
    same: int
    kappa: float | None
    """Cohen's; None where it is not defined."""
    alpha: float | None
    """Krippendorff's."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What `evaluate` found."""

    themes: tuple[ThemeScores, ...]
    agreements: tuple[Agreement, ...]
    problems: tuple[Problem, ...] = ()
    """Marks that could not be placed, themes without a codebook."""


def evaluate(annotations: Annotations, analysis: Analysis) -> Evaluation:
    """Return how well `analysis` agrees with the annotations, and the annotations with each other.

    Documents are matched by hash, by file name, or by date; a mark whose quote is nowhere becomes a problem and
    counts neither for nor against.
    """
    finder = Finder(analysis.corpus, annotations.documents)
    known = {t.id for t in analysis.themes}
    golds = [g for g in annotations.golds if g.theme in known]
    problems = [
        Problem(g.annotator, f"no codebook for the theme {g.theme!r}", f"Themes: {', '.join(sorted(known))}", "warning")
        for g in annotations.golds if g.theme not in known
    ]  # fmt: skip
    problems += [p for g in golds for p in _lost(g, finder)]
    return Evaluation(
        tuple(_scores(g, finder, analysis) for g in golds),
        tuple(_agreements(golds, finder, analysis)),
        tuple(dict.fromkeys(problems)),
    )


def _scores(gold: Gold, finder: Finder, analysis: Analysis) -> ThemeScores:
    on_passages, listed = passages(gold.theme, gold.passages, finder, analysis) if gold.passages else (None, ())
    return ThemeScores(
        gold.theme,
        gold.annotator,
        on_passages,
        listed,
        pairs(gold.theme, gold.claims, finder, analysis) if gold.claims else None,
        shifts(gold.theme, gold.moves, analysis) if gold.moves else None,
        _silences(gold, analysis) if gold.silent else None,
    )


def _silences(gold: Gold, analysis: Analysis) -> Score:
    """Return the score over interviews that hold nothing on the theme."""
    stated = {s.interview for s in analysis.statements if s.theme == gold.theme}
    silent = {i.date.isoformat() for i in analysis.corpus.interviews if i.id not in stated}
    marked = {p.place.date for p in gold.passages} | set(gold.silent)
    silent &= marked  # the annotation may cover fewer interviews than the corpus
    wanted = set(gold.silent)
    return Score(
        len(silent), len(silent & wanted), len(wanted), len(silent & wanted),
        tuple(Finding(d, "", "not silent in the analysis") for d in sorted(wanted - silent)),
        tuple(Finding(d, "", "silent in the analysis") for d in sorted(silent - wanted)),
    )  # fmt: skip


def _lost(gold: Gold, finder: Finder) -> list[Problem]:
    """Return the marks that stand nowhere in the corpus."""
    places = [p.place for p in gold.passages] + [place for claim in gold.claims for place in claim.places]
    return [
        Problem(
            f"{gold.annotator}: {p.file or p.date}:{p.line}",
            f"not found in the corpus: {p.quote or 'this line'!r}",
            "" if finder.interviews(p) else "No interview has this file name or date",
            "warning",
        )
        for p in dict.fromkeys(places) if not finder.quote(p)
    ]  # fmt: skip


def _agreements(golds: Sequence[Gold], finder: Finder, analysis: Analysis) -> list[Agreement]:
    """Return the agreement of each two annotators of a theme, and of each with the analysis."""
    found = []
    for theme in dict.fromkeys(g.theme for g in golds):
        coders = [g for g in golds if g.theme == theme and g.passages]
        chosen = {g.annotator: _chosen([p.place for p in g.passages if p.grade == 2], finder) for g in coders}
        chosen["timeline"] = found_paragraphs(theme, analysis)
        scope = {i.id for g in coders for p in g.passages for i in finder.interviews(p.place)[:1]}
        units = _units(scope, analysis)
        found += [_agreement(theme, a, b, chosen, units) for a, b in itertools.combinations(chosen, 2)]
    return found


def _agreement(theme: str, a: str, b: str, chosen: dict[str, set[Spot]], units: list[Spot]) -> Agreement:
    codes = [(u in chosen[a], u in chosen[b]) for u in units]
    first, second = [x for x, _ in codes], [y for _, y in codes]
    same = sum(x == y for x, y in codes)
    return Agreement(theme, (a, b), len(units), same, cohen_kappa(first, second), krippendorff_alpha(codes))


def _chosen(places: Sequence[Place], finder: Finder) -> set[Spot]:
    found = (finder.paragraph(p) for p in places)
    return {(i.id, span.start, span.end) for i, span in filter(None, found)}


def _units(scope: set[str], analysis: Analysis) -> list[Spot]:
    """Return the lines of what the official says in the interviews that were annotated."""
    units = []
    for interview in analysis.corpus.interviews:
        turns = (t for t in interview.turns if t.role != "question") if interview.id in scope else ()
        for turn in turns:
            for p in paragraphs(interview.text, turn.said):
                line = line_at(interview.text, p.start)
                units.append((interview.id, line.start, line.end))
    return units
