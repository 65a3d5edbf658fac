"""Likeness by meaning: what an embedding says, on the scale of the words' likeness.

Embeddings of unrelated statements on one theme are far from orthogonal, by how much depends on the model and the theme.
So a cosine counts by how far it stands above those of the statements heard so far.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from timeline.comparing.meaning import Matrix

UNUSUAL = 2.6
"""Standard deviations above the usual cosine that weigh as much as the floor of the words' likeness: by chance one pair
in 200 reaches either (normal tail, and counted on the sentences of the five interviews)."""

ENOUGH = 12
"""Statements from which it is known what is usual; before, meaning links nothing."""

NEAR = 16
"""Statements nearest in meaning that are compared in full with a new one."""


class Usual(Struct):
    """Mean and spread of the cosines of all pairs heard so far, from two sums: no pair is compared."""

    count: int = 0
    sum: Any = 0.0
    products: Any = 0.0

    def hear(self, vectors: Matrix) -> None:
        """Count more vectors."""
        self.count += len(vectors)
        self.sum = self.sum + vectors.sum(axis=0, dtype="float64")
        self.products = self.products + vectors.T.astype("float64") @ vectors.astype("float64")

    def mean_and_spread(self) -> tuple[float, float]:
        """Return mean and standard deviation over the pairs of two different vectors."""
        n = self.count
        pairs = n * (n - 1)
        mean = (float(self.sum @ self.sum) - n) / pairs
        square = (float((self.products * self.products).sum()) - n) / pairs
        return mean, math.sqrt(max(square - mean * mean, 1e-12))


class Meanings(Struct):
    """The vectors of all statements, in their order, and what is usual among those heard."""

    vectors: Matrix
    usual: Usual = field(default_factory=Usual)

    def hear(self, first: int, end: int) -> None:
        """Count the statements from `first` up to `end`."""
        self.usual.hear(self.vectors[first:end])

    def near(self, number: int, first: int, end: int, floor: float) -> dict[int, float]:
        """Return those from `first` up to `end` that are nearest to statement `number`, with their likeness.

        It is `floor` where the cosine stands `UNUSUAL` deviations above the usual, and 1 for the same meaning.
        """
        if end <= first or self.usual.count < ENOUGH:
            return {}
        mean, spread = self.usual.mean_and_spread()
        cosines = self.vectors[first:end] @ self.vectors[number]
        best = sorted(range(len(cosines)), key=lambda n: (-round(float(cosines[n]), 6), n))[:NEAR]
        limit = min(mean + UNUSUAL * spread, 0.99)
        scale = (1 - floor) / (1 - limit)
        return {first + n: round(max(0.0, floor + (float(cosines[n]) - limit) * scale), 6) for n in best}
