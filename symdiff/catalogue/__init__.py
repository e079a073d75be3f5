"""What symdiff knows: one record per function and operator, by topic."""

from .bessel import AIRY, BESSEL
from .constants import CONSTANTS
from .elliptic import ELLIPTIC
from .error_functions import ERROR_FUNCTIONS
from .exponential import EXPONENTIAL
from .gamma_functions import GAMMA_FUNCTIONS
from .hyperbolic import HYPERBOLIC, HYPERBOLIC_RULES, INVERSE_HYPERBOLIC
from .hypergeometric import HYPERGEOMETRIC
from .integrals import INTEGRALS
from .inverse_trigonometric import INVERSE_TRIGONOMETRIC, INVERSE_TRIGONOMETRIC_RULES
from .neural import NEURAL
from .operators import OPERATORS
from .piecewise import LOGIC, PIECEWISE
from .polynomials import POLYNOMIALS
from .records import LETTERS, Catalogue, Function
from .roots import ROOTS
from .trigonometric import TRIGONOMETRIC, TRIGONOMETRIC_RULES
from .zeta_functions import ZETA_FUNCTIONS

CATALOGUE = Catalogue(
    (
        *OPERATORS, *CONSTANTS, *EXPONENTIAL, *ROOTS,
        *TRIGONOMETRIC, *INVERSE_TRIGONOMETRIC, *HYPERBOLIC, *INVERSE_HYPERBOLIC,
        *PIECEWISE, *LOGIC, *NEURAL,
        *ERROR_FUNCTIONS, *GAMMA_FUNCTIONS, *BESSEL, *AIRY, *INTEGRALS, *ZETA_FUNCTIONS,
        *ELLIPTIC, *HYPERGEOMETRIC, *POLYNOMIALS,
    ),
    rules=TRIGONOMETRIC_RULES + INVERSE_TRIGONOMETRIC_RULES + HYPERBOLIC_RULES,
)  # fmt: skip

__all__ = ["CATALOGUE", "LETTERS", "Catalogue", "Function"]
