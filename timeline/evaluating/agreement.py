"""Agreement of codings beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def cohen_kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa of two codings of the same units; None where it is not defined.

    Not defined for no units, and where both coders use one and the same category throughout. Source: Cohen (1960),
    "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20(1), 37-46.

    >>> cohen_kappa("yynn", "yyny")
    0.5
    """
    if len(a) != len(b):
        raise ValueError(f"two codings of {len(a)} and {len(b)} units")
    if not a:
        return None
    agree = sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
    first, second = Counter(a), Counter(b)
    chance = sum(first[c] * second[c] for c in first) / len(a) ** 2
    return None if chance == 1 else (agree - chance) / (1 - chance)


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Return Krippendorff's alpha for nominal values; None where it is not defined.

    Each unit holds one value for each coder, None where a coder left it out; units with fewer than two values do not
    count. Not defined where nothing can be compared or only one value occurs. Source: Krippendorff (2011), "Computing
    Krippendorff's Alpha-Reliability", https://repository.upenn.edu/asc_papers/43.

    >>> krippendorff_alpha(["yy", "yy", "nn", "ny"])
    0.5333333333333333
    """
    together: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        values = Counter(v for v in unit if v is not None)
        if (coders := values.total()) < 2:
            continue
        for x, n in values.items():
            for y, m in values.items():
                together[x, y] += n * (m - (x == y)) / (coders - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (x, _), n in together.items():
        totals[x] += n
    n = totals.total()
    expected = n * n - sum(k * k for k in totals.values())
    if not expected:
        return None
    observed = sum(k for (x, y), k in together.items() if x != y)
    return 1 - (n - 1) * observed / expected
