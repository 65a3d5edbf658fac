"""An evaluation in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.evaluating.evaluation import Agreement, Evaluation, ThemeScores
from timeline.evaluating.measures import TOP, Finding, Score, ShiftScore


def report(evaluation: Evaluation, *, details: bool = True) -> str:
    """Return the figures as text, and with `details` every miss and every false alarm with its quote."""
    lines: list[str] = []
    for scores in evaluation.themes:
        lines += ["", f"{scores.theme} ({scores.annotator})", *_theme(scores, details)]
    if evaluation.agreements:
        lines += ["", "Agreement on paragraphs of grade 2", *map(_agreement, evaluation.agreements)]
    return "\n".join(lines[1:]) if lines else "nothing to compare: no annotated theme has a codebook"


def _theme(scores: ThemeScores, details: bool) -> Iterator[str]:
    for name, score in (
        ("paragraphs", scores.passages),
        ("position pairs", scores.pairs),
        ("silences", scores.silences),
    ):
        if score:
            yield _figures(name, score)
            if details:
                yield from _findings("missed", score.misses)
                yield from _findings("false alarm", score.false_alarms)
    if scores.passages:
        yield f"  listed false positives found: {len(scores.listed)}"
    if scores.shifts:
        yield from _shifts(scores.shifts, details)


def _figures(name: str, s: Score) -> str:
    counts = f"{s.right} of {s.found} found are right, {s.hit} of {s.wanted} wanted are found"
    return f"  {name + ':':<16} precision {s.precision:.2f}  recall {s.recall:.2f}  F1 {s.f1:.2f}  ({counts})"


def _shifts(s: ShiftScore, details: bool) -> Iterator[str]:
    yield f"  {'shifts:':<16} {s.hit} of {s.wanted} found among {s.reported} reported"
    if s.important:
        yield (
            f"  {'importance 3:':<16} {s.important_hit} of {s.important} found ({s.important_hit / s.important:.0%}), "
            f"{s.important_top} in the first {TOP} ({s.important_top / s.important:.0%})"
        )
    if s.top:
        unmarked, *marked = s.top
        shown = ", ".join(f"{n} of importance {grade}" for grade, n in enumerate(marked, start=1) if n)
        yield f"  {'first ' + str(sum(s.top)) + ':':<16} {shown or 'none annotated'}, {unmarked} not annotated"
    if details:
        yield from _findings("missed", s.misses)


def _findings(kind: str, findings: Sequence[Finding]) -> Iterator[str]:
    for f in findings:
        note = f" [{f.note}]" if f.note else ""
        quote = f" “{f.quote}”" if f.quote else ""
        yield f"    {kind}: {f.where}{quote}{note}"


def _agreement(a: Agreement) -> str:
    kappa, alpha = (("undefined" if x is None else f"{x:.2f}") for x in (a.kappa, a.alpha))
    alike = f"{a.same} of {a.units} alike"
    return f"  {a.theme}: {' and '.join(a.coders)}: {alike}, Cohen's kappa {kappa}, Krippendorff's alpha {alpha}"
