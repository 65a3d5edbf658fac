"""How well an analysis agrees with what people marked by hand: `load_gold`, `evaluate`, `report`.

`gold` reads the annotation, `places` finds its quotes in the interviews, `measures` compares, `agreement` holds the
coefficients for two codings, `report` puts it into words. Only the reading of the gold files touches the disk.
"""

from timeline.evaluating.evaluation import Evaluation, evaluate
from timeline.evaluating.gold import Gold, load_gold
from timeline.evaluating.report import report

__all__ = ["Evaluation", "Gold", "evaluate", "load_gold", "report"]
