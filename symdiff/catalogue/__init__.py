"""What symdiff knows: one record per function and operator, by topic."""

from .constants import CONSTANTS
from .exponential import EXPONENTIAL
from .hyperbolic import HYPERBOLIC, HYPERBOLIC_RULES, INVERSE_HYPERBOLIC
from .inverse_trigonometric import INVERSE_TRIGONOMETRIC, INVERSE_TRIGONOMETRIC_RULES
from .operators import OPERATORS
from .piecewise import LOGIC, PIECEWISE
from .records import Catalogue, Function
from .roots import ROOTS
from .trigonometric import TRIGONOMETRIC, TRIGONOMETRIC_RULES

CATALOGUE = Catalogue(
    (
        *OPERATORS, *CONSTANTS, *EXPONENTIAL, *ROOTS,
        *TRIGONOMETRIC, *INVERSE_TRIGONOMETRIC, *HYPERBOLIC, *INVERSE_HYPERBOLIC,
        *PIECEWISE, *LOGIC,
    ),
    rules=TRIGONOMETRIC_RULES + INVERSE_TRIGONOMETRIC_RULES + HYPERBOLIC_RULES,
)  # fmt: skip

__all__ = ["CATALOGUE", "Catalogue", "Function"]
