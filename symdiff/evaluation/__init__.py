"""Numbers: the value of a formula at a point, exact, as a float, or to any number of digits."""

from .tangent import Tangent, tangent_line
from .value import evaluate

__all__ = ["Tangent", "evaluate", "tangent_line"]
