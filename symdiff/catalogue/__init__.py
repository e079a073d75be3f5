"""What symdiff knows: one record per function and operator, by topic."""

from .constants import CONSTANTS
from .exponential import EXPONENTIAL
from .operators import OPERATORS
from .records import Catalogue, Function
from .trigonometric import TRIGONOMETRIC

CATALOGUE = Catalogue((*OPERATORS, *CONSTANTS, *EXPONENTIAL, *TRIGONOMETRIC))

__all__ = ["CATALOGUE", "Catalogue", "Function"]
