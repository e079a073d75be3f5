"""The derivative from values alone: central differences at high precision.

    f'(a) = (f(a + h/2) - f(a - h/2)) / h + O(h^2),   h = 10^-15 and less

No rule of calculus enters, so that a wrong rule cannot hide. Two steps must agree, or nothing is
said.
"""

from __future__ import annotations

from math import comb

from ..catalogue import CATALOGUE
from ..expressions import rational
from ..expressions.rationals import divide
from .samples import differ, value_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .samples import Point

GOOD_DIGITS = 18
_STEP_DIGITS = 15
HIGHEST_ORDER = 6


def numerical_derivative(
    f: Expr,
    x: str,
    point: Point,
    order: int = 1,
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
) -> Any:
    """The derivative of f at the point to about eighteen digits, or None where none is found.

    >>> from symdiff.notation import parse
    >>> round(float(numerical_derivative(parse("x^3"), "x", {"x": 2})), 12)
    12.0
    """
    coarse = _quotient(f, x, point, order, 10**_STEP_DIGITS, domain, catalogue)
    fine = _quotient(f, x, point, order, 3 * 10**_STEP_DIGITS, domain, catalogue)
    if coarse is None or fine is None or differ(coarse, fine, GOOD_DIGITS):
        return None
    return fine


def _quotient(
    f: Expr, x: str, point: Point, order: int, steps: int, domain: str, catalogue: Catalogue
) -> Any:
    """The central difference quotient with step 1/steps."""
    digits = (order + 2) * (_STEP_DIGITS + 2) + 10
    terms = []
    for i in range(order + 1):
        moved = point | {x: point[x] + divide(rational(order - 2 * i, 2), steps)}
        found = value_at(f, moved, domain, digits, catalogue)
        if found is None:
            return None
        terms.append(found * ((-1) ** i * comb(order, i)))
    total = sum(terms)
    rounding = max(map(abs, terms)) / 10 ** (digits - 2)
    return total * steps**order if abs(total) > rounding else total * 0
