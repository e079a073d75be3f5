"""Numbers: the value of a formula at a point, exact, as a float, or to any number of digits."""

from .tangent import Tangent, tangent_line
from .value import evaluate, value_in_digits

__all__ = ["Tangent", "evaluate", "tangent_line", "value_in_digits"]
