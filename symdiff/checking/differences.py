"""The derivative from values alone: central differences at high precision.

    f'(a) = (f(a + h/2) - f(a - h/2)) / h + O(h^2),   h = 10^-15 and less

No rule of calculus enters, so that a wrong rule cannot hide. Two steps must agree, or nothing is
said.
"""

from __future__ import annotations

from math import comb

from ..catalogue import CATALOGUE
from ..derivations import as_variable
from ..evaluation import evaluate
from ..evaluation.points import entered
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    Expr,
    Symbol,
    check_domain,
    expect,
    rational,
)
from ..expressions.rationals import divide
from ..notation.given import given
from .samples import differ, value_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..catalogue import Catalogue
    from ..evaluation.multiprecision import Purse
    from ..notation.given import Formula

GOOD_DIGITS = 18
_STEP_DIGITS = 15
_SPARE = 6
HIGHEST_ORDER = 6


def numerical_derivative(
    f: Formula,
    x: Symbol | str,
    point: Mapping[Any, Any] | str,
    order: int = 1,
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
) -> Any:
    """The derivative of f at the point to about eighteen digits, or None where none is found.

    Arguments:
        f: the formula, as an expression or as text.
        x: the variable.
        point: an exact value for each variable, as in ``evaluate``.
        order: which derivative, from 1 to 6.
        domain: "real", or "complex" for principal values.
        catalogue: the functions that are known.

    >>> round(float(numerical_derivative("x^3", "x", {"x": 2})), 12)
    12.0
    """
    check_domain(domain)
    expect(order, int, "the order is a number from 1 to 6")
    if not 1 <= order <= HIGHEST_ORDER:
        raise ArgumentError(f"the order is from 1 to {HIGHEST_ORDER}, not {order}")
    variable = as_variable(x)
    at = entered(point, catalogue)
    at = {**at, variable.name: _exact_coordinate(at.get(variable.name), variable)}
    e = given(f, catalogue, DEFAULT_LIMITS, {"variables": (variable,)})
    return by_steps(e, variable.name, at, order, domain, catalogue)


def by_steps(
    f: Expr,
    x: str,
    at: Mapping[str, Any],
    order: int = 1,
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    purse: Purse | None = None,
) -> Any:
    """The derivative by two steps that agree, or None; the purse bounds what it may cost."""
    coarse, fine = (
        _quotient(f, x, at, order, steps * 10**_STEP_DIGITS, domain, catalogue, purse)
        for steps in (1, 3)
    )
    if coarse is None or fine is None or differ(coarse, fine, GOOD_DIGITS):
        return None
    return fine


def _exact_coordinate(value: Any, x: Symbol) -> Any:
    """The coordinate as an exact number, a float as the binary fraction that it is."""
    if isinstance(value, Expr):
        value = evaluate(value, {})
    if isinstance(value, float) or hasattr(value, "as_integer_ratio"):
        return rational(*value.as_integer_ratio())
    if value is None or isinstance(value, complex):
        raise ArgumentError(f"the point has no real value for {x.name}")
    return value


def _quotient(
    f: Expr,
    x: str,
    point: Mapping[str, Any],
    order: int,
    steps: int,
    domain: str,
    catalogue: Catalogue,
    purse: Purse | None,
) -> Any:
    """The central difference quotient with step 1/steps, finer where most digits cancel."""
    enough = order * (_STEP_DIGITS + 1) + GOOD_DIGITS + _SPARE
    for digits in (enough, (order + 2) * (_STEP_DIGITS + 2) + 10):
        terms = []
        for i in range(order + 1):
            moved = {**point, x: point[x] + divide(rational(order - 2 * i, 2), steps)}
            found = value_at(f, moved, domain, digits, catalogue, purse=purse)
            if found is None:
                return None
            terms.append(found * ((-1) ** i * comb(order, i)))
        total, rounding = sum(terms), max(map(abs, terms)) / 10 ** (digits - 2)
        if abs(total) > rounding * 10 ** (GOOD_DIGITS + 2):
            return total * steps**order
    return total * steps**order if abs(total) > rounding else total * 0
