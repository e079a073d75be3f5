"""The tangent line: y = f(a) + f'(a)*(x - a)."""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, ArgumentError, Expr, Number, Symbol, apply
from ..expressions.nodes import exact_number, number
from .exact import EXACT
from .points import entered
from .value import Search

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Limits

ZERO, ONE = Number("0"), Number("1")


class Tangent:
    """What is known of f at a point; each part is a formula, its numbers exact where they can be.

    Attributes:
        point: the place a of the variable.
        value: f(a).
        slope: f'(a).
        line: m*x + b where all numbers are exact, else f(a) + f'(a)*(x - a).
    """

    __slots__ = ("line", "point", "slope", "value")

    def __init__(self, x: Symbol, point: Any, value: Any, slope: Any) -> None:
        self.point = _formula(point)
        self.value = _formula(value)
        self.slope = _formula(slope)
        if {type(point), type(value), type(slope)} <= EXACT:
            self.line = _sum(_times(self.slope, x), exact_number(value - slope * point))
        else:
            step = _sum(x, _opposite(self.point))
            self.line = _sum(self.value, _times(self.slope, step))

    def __repr__(self) -> str:
        return f"Tangent(y = {self.line})"


def tangent_line(
    f: Expr,
    slope: Expr,
    x: Symbol | str,
    at: Mapping[Any, Any],
    digits: int | None = None,
    *,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Tangent:
    """The line that touches y = f(x) at x = a.

    Arguments:
        f: the formula.
        slope: its derivative with respect to x.
        x: the variable.
        at: the point: a value for x, and for every other variable.
        digits: how many digits, as in ``evaluate``.

    >>> from symdiff.notation import parse
    >>> tangent_line(parse("x^2"), parse("2*x"), "x", {"x": 3})
    Tangent(y = 6*x - 9)
    >>> tangent_line(parse("sin(x)"), parse("cos(x)"), "x", {"x": 0.5})
    Tangent(y = 0.479425538604203 + 0.8775825618903728*(x - 0.5))
    """
    x = Symbol(x) if isinstance(x, str) else x
    point = entered(at, catalogue)
    if x.name not in point:
        raise ArgumentError(f"the point has no value for {x.name}")

    def found(e: Expr) -> Any:
        search = Search(e, point, True, catalogue, limits)
        return search.quick() if digits is None else search.precise(digits)

    return Tangent(x, found(x), found(f), found(slope))


def _formula(value: Any) -> Expr:
    if type(value) in EXACT:
        return exact_number(value)
    if isinstance(value, float):
        return number(value)
    if not hasattr(value, "_mpf_"):
        raise ArgumentError("a truth value has no tangent line")
    spelled = Number(str(abs(value)))
    return _opposite(spelled) if value < 0 else spelled


def _opposite(e: Expr) -> Expr:
    return e.args[0] if _is_negative(e) else apply("neg", (e,))


def _is_negative(e: Expr) -> bool:
    return getattr(e, "op", "") == "neg"


def _is_zero(e: Expr) -> bool:
    return type(e) is Number and not e.value


def _sum(left: Expr, right: Expr) -> Expr:
    """The sum, a negative right side being subtracted."""
    if _is_zero(left):
        return _leading(right)
    if _is_zero(_size(right)):
        return _leading(left)
    return apply("sub" if _is_negative(right) else "add", (_leading(left), _size(right)))


def _leading(e: Expr) -> Expr:
    """The term as it stands in front: -(2*x) is written (-2)*x."""
    factors = e.args[0].args if _is_negative(e) else ()
    if len(factors) != 2 or type(factors[0]) is not Number:
        return e
    return apply("mul", (apply("neg", (factors[0],)), factors[1]))


def _size(e: Expr) -> Expr:
    return e.args[0] if _is_negative(e) else e


def _times(factor: Expr, e: Expr) -> Expr:
    """The product, the sign of a negative factor in front."""
    size = _size(factor)
    if _is_zero(size):
        return ZERO
    product = e if size is ONE else apply("mul", (size, e))
    return _opposite(product) if _is_negative(factor) else product
