"""The tangent line: y = f(a) + f'(a)*(x - a)."""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    Expr,
    LimitExceeded,
    Number,
    Symbol,
    apply,
    expect,
)
from ..expressions.nodes import exact_number, number
from ..notation.given import given
from .exact import EXACT
from .points import entered
from .value import Search

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Limits
    from ..notation.given import Formula


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
            self.line = _exact_line(x, slope, value - slope * point)
        else:
            self.line = _line_through(x, point, value, slope)

    def __repr__(self) -> str:
        return f"Tangent(y = {self.line})"


def tangent_line(
    f: Formula,
    slope: Formula,
    x: Symbol | str,
    at: Mapping[Any, Any] | str,
    digits: int | None = None,
    *,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Tangent:
    """The line that touches y = f(x) at x = a.

    Arguments:
        f: the formula, as an expression or as text.
        slope: its derivative with respect to x.
        x: the variable.
        at: the point: a value for x, and for every other variable.
        digits: how many digits, as in ``evaluate``.

    >>> tangent_line("x^2", "2*x", "x", {"x": 3})
    Tangent(y = 6*x - 9)
    >>> tangent_line("sin(x)", "cos(x)", "x", {"x": 0.5})
    Tangent(y = 0.479425538604203 + 0.8775825618903728*(x - 0.5))
    """
    expect(x, (str, Symbol), "the variable is a symbol or its name")
    variable = Symbol(x) if isinstance(x, str) else x
    curve, rise = (given(e, catalogue, limits, {"variables": (variable,)}) for e in (f, slope))
    point = entered(at, catalogue)
    if variable.name not in point:
        raise ArgumentError(f"the point has no value for {variable.name}")

    def found(e: Expr) -> Any:
        search = Search(e, point, True, catalogue, limits)
        return search.nearest() if digits is None else search.whole_or_precise(digits)

    place = point[variable.name]
    if type(place) not in EXACT:
        place = found(variable)
    return Tangent(variable, place, found(curve), found(rise))


def _formula(value: Any) -> Expr:
    """The formula for an exact number, a float, or a number of mpmath."""
    if type(value) in EXACT:
        return exact_number(value)
    if isinstance(value, float):
        return number(value)
    if not hasattr(value, "_mpf_"):
        raise ArgumentError("a truth value has no tangent line")
    text = str(abs(value))
    if abs(int(text.partition("e")[2] or 0)) > DEFAULT_LIMITS.digits:
        raise LimitExceeded(
            f"the number {value} is too long when written out",
            limit="digits",
            value=DEFAULT_LIMITS.digits,
        )
    size = Number(text)
    return apply("neg", (size,)) if value < 0 else size


def _exact_line(x: Symbol, m: Any, b: Any) -> Expr:
    """The line m*x + b."""
    return _plus(_times(m, x), b) if m else _formula(b)


def _line_through(x: Symbol, a: Any, height: Any, m: Any) -> Expr:
    """The line height + m*(x - a), which rounds nothing further."""
    if not m or not height:
        return _times(m, _plus(x, -a)) if m else _formula(height)
    rise = _times(abs(m), _plus(x, -a))
    return apply("sub" if m < 0 else "add", (_formula(height), rise))


def _plus(e: Expr, value: Any) -> Expr:
    if not value:
        return e
    return apply("sub" if value < 0 else "add", (e, _formula(abs(value))))


def _times(value: Any, e: Expr) -> Expr:
    if value == 1:
        return e
    return apply("neg", (e,)) if value == -1 else apply("mul", (_formula(value), e))
