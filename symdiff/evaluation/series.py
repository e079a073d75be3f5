"""Power series: formulas of one variable near a point where they are 0/0, or cancel to it.

    (1 - cos(x))/x^2     where(abs(x) < 1/2, 1/2 - x^2/24 + x^4/720 ..., (1 - cos(x))/x^2)

Series are exact, with coefficients that are fractions, and may begin at a negative power: so it is
seen what cancels. Those of functions follow from their differential equations (Knuth, The Art of
Computer Programming 2, section 4.7).
"""

from __future__ import annotations

import math
import operator
from math import nan

from ..expressions import Apply, Expr, Number, Symbol, apply, number, postorder
from ..expressions.rationals import divide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..expressions.rationals import Exact

_TERMS = 30  # coefficients that are worked out
_WRITTEN = 20  # the most that are written
_RADII = (1.0, 0.5, 0.25, 0.125, 0.0625)
_SMALL = 2.0**-54
_LARGEST = 400  # nodes of a formula that is expanded
_LONG = 10**300
_ONE = Number("1")


class Series:
    """u^start*(a[0] + a[1]*u + ...), of which a fixed number of terms is known; a[0] is not 0."""

    __slots__ = ("coefficients", "start")

    def __init__(self, start: int, coefficients: Sequence[Exact]) -> None:
        lost = next((i for i, a in enumerate(coefficients) if a), len(coefficients))
        self.start = start + lost
        self.coefficients = list(coefficients[lost:])

    def __bool__(self) -> bool:
        return bool(self.coefficients)

    def from_zero(self) -> list[Exact]:
        """The coefficients of 1, u, u^2 ...; only where no negative power is there."""
        if self.start < 0:
            raise ArithmeticError
        return [0] * self.start + self.coefficients

    def plus(self, other: Series, sign: int = 1) -> Series:
        """The sum, known as far as both are."""
        start = min(self.start, other.start)
        end = min(s.start + len(s.coefficients) for s in (self, other))
        total: list[Exact] = [0] * max(end - start, 0)
        for s, factor in ((self, 1), (other, sign)):
            for i, a in enumerate(s.coefficients[: max(end - s.start, 0)]):
                total[s.start - start + i] += factor * a
        return Series(start, total)

    def times(self, other: Series) -> Series:
        """The product."""
        a, b = self.coefficients, other.coefficients
        n = min(len(a), len(b))
        found = [sum(a[i] * b[k - i] for i in range(k + 1)) for k in range(n)]
        return Series(self.start + other.start, found)

    def over(self, other: Series) -> Series:
        """The quotient."""
        a, b = self.coefficients, other.coefficients
        if not b:
            raise ArithmeticError
        found: list[Exact] = []
        for k in range(min(len(a), len(b))):
            rest = a[k] - sum(found[i] * b[k - i] for i in range(k))
            found.append(divide(rest, b[0]))
        return Series(self.start - other.start, found)


def near_zero(roots: Sequence[Expr], table: Callable[[Expr], Expr | None]) -> dict[Expr, Expr]:
    """What takes the place of formulas of one variable that cancel where it is 0.

    Arguments:
        roots: the formulas.
        table: what the table of stable code makes of a formula; what it takes is left to it.

    >>> from symdiff.notation import parse
    >>> near_zero([parse("y*sin(x)")], lambda e: None)
    {}
    >>> (found,) = near_zero([parse("y*((1 - cos(x))/x^2)")], lambda e: None).values()
    >>> print(found.args[0])
    abs(x) < 1.0
    """
    order = postorder(roots)
    only = _only_symbols(order)
    wanted = _cancelling(order, only)
    if not wanted:
        return {}
    known: dict[Expr, Series | None] = {}
    cancels: set[Expr] = set()
    outermost = dict.fromkeys(roots)
    for node in order:
        own = only[node]
        if own is not None and (own is _ONE or own in wanted):
            known[node] = _expanded(node, known, cancels)
        if known.get(node) is None:
            outermost.update(dict.fromkeys(node.args))
    found: dict[Expr, Expr] = {}
    for node in outermost:
        series = known.get(node)
        if series and node in cancels and series.start >= 0 and table(node) is None:
            x = only[node]
            assert type(x) is Symbol
            for radius in _RADII:
                written = _enough(series.coefficients, radius)
                if written is not None:
                    inside = apply("lt", (apply("abs", (x,)), number(radius)))
                    near = _polynomial(series.start, series.coefficients[:written], x)
                    found[node] = apply("where", (inside, near, node))
                    break
    return found


def _only_symbols(order: list[Expr]) -> dict[Expr, Expr | None]:
    """For each formula its only symbol; 1 without any, None with several."""
    found: dict[Expr, Expr | None] = {}
    for node in order:
        if type(node) is Symbol:
            found[node] = node
            continue
        own = {found[a] for a in node.args} - {_ONE}
        found[node] = _ONE if not own else own.pop() if len(own) == 1 else None
    return found


def _cancelling(order: list[Expr], only: dict[Expr, Expr | None]) -> set[Expr]:
    """The symbols by which something is divided that is 0 with them."""
    values: dict[Expr, float] = {}
    found: dict[Expr, int] = {}
    for node in order:
        own = only[node]
        if own is None:
            continue
        found[own] = found.get(own, 0) + 1
        if type(node) is Number:
            values[node] = float(node.value) if abs(node.value.numerator) < _LONG else nan
        elif type(node) is Symbol:
            values[node] = 0.0
        elif type(node) is Apply:
            values[node] = _at_zero(node.op, [values[a] for a in node.args])
    divided = {
        only[node]
        for node in order
        if type(node) is Apply
        and node.op == "div"
        and only[node.args[1]] not in (None, _ONE)
        and values[node.args[1]] == 0
    }
    return {x for x in divided if x is not None and found[x] <= _LARGEST}


def _at_zero(op: str, values: list[float]) -> float:
    try:
        return _IN_FLOATS[op](*values)
    except (KeyError, ArithmeticError, ValueError, TypeError):
        return nan


def _expanded(node: Expr, known: dict[Expr, Series | None], cancels: set[Expr]) -> Series | None:
    """The series of a formula from those of its arguments; whether anything cancels is kept."""
    if type(node) is Number:
        return _constant(node.value)
    if type(node) is Symbol:
        return Series(1, [1] + [0] * (_TERMS - 1))
    args = [known.get(a) for a in node.args]
    if type(node) is not Apply or not args or None in args:
        return None
    own: list[Any] = args
    try:
        found = _operated(node, own)
    except (ArithmeticError, KeyError):
        return None
    divided = node.op == "div" and own[1].start > 0
    if divided or not cancels.isdisjoint(node.args):
        cancels.add(node)
    return found


def _operated(node: Apply, args: list[Series]) -> Series:
    if node.op == "pow":
        exponent = node.args[1]
        if type(exponent) is not Number:
            raise ArithmeticError
        return _power(args[0], exponent.value)
    return _BY_OPERATION[node.op](*args)


def _constant(value: Exact) -> Series:
    return Series(0, [value] + [0] * (_TERMS - 1))


def _integral(rate: Series) -> Series:
    """The series without constant whose derivative is given."""
    a = rate.from_zero()
    return Series(1, [divide(c, k + 1) for k, c in enumerate(a)])


def _slope(u: Series) -> Series:
    a = u.from_zero()
    return Series(0, [k * c for k, c in enumerate(a)][1:])


def _exp(u: Series) -> Series:
    """y' = u'*y."""
    a = _from(u, 0)
    y: list[Exact] = [1]
    for n in range(1, len(a)):
        y.append(divide(sum(k * a[k] * y[n - k] for k in range(1, n + 1)), n))
    return Series(0, y)


def _ln(u: Series) -> Series:
    """y' = u'/u."""
    _from(u, 1)
    return _integral(_slope(u).over(u))


def _power(u: Series, exponent: Exact) -> Series:
    """u*y' = c*u'*y; whole powers by multiplication."""
    if exponent.denominator == 1 and abs(exponent.numerator) <= _TERMS:
        found = _constant(1)
        for _ in range(abs(exponent.numerator)):
            found = found.times(u)
        return found if exponent.numerator >= 0 else _constant(1).over(found)
    a = _from(u, 1)
    y: list[Exact] = [1]
    for n in range(1, len(a)):
        y.append(
            divide(sum((exponent * k - (n - k)) * a[k] * y[n - k] for k in range(1, n + 1)), n)
        )
    return Series(0, y)


def _pair(u: Series, sign: int) -> tuple[Series, Series]:
    """s' = u'*c, c' = sign*u'*s: sine and cosine, or the hyperbolic ones."""
    a = _from(u, 0)
    s: list[Exact] = [0]
    c: list[Exact] = [1]
    for n in range(1, len(a)):
        s.append(divide(sum(k * a[k] * c[n - k] for k in range(1, n + 1)), n))
        c.append(divide(sign * sum(k * a[k] * s[n - k] for k in range(1, n + 1)), n))
    return Series(0, s), Series(0, c)


def _from(u: Series, value: int) -> list[Exact]:
    """The coefficients, the first of which has to be the value."""
    a = u.from_zero()
    if not a or a[0] != value:
        raise ArithmeticError
    return a


def _arc(u: Series, sign: int, exponent: Exact) -> Series:
    """y' = u'*(1 + sign*u^2)^exponent."""
    _from(u, 0)
    square = u.times(u)
    inner = _constant(1).plus(square, sign)
    return _integral(_slope(u).times(_power(inner, exponent)))


_HALF = divide(-1, 2)
_BY_OPERATION: dict[str, Callable[..., Series]] = {
    "add": Series.plus,
    "sub": lambda u, v: u.plus(v, -1),
    "neg": lambda u: _constant(0).plus(u, -1),
    "mul": Series.times,
    "div": Series.over,
    "exp": _exp,
    "expm1": lambda u: _exp(u).plus(_constant(-1)),
    "ln": _ln,
    "log1p": lambda u: _ln(_constant(1).plus(u)),
    "sqrt": lambda u: _power(u, divide(1, 2)),
    "sin": lambda u: _pair(u, -1)[0],
    "cos": lambda u: _pair(u, -1)[1],
    "tan": lambda u: _pair(u, -1)[0].over(_pair(u, -1)[1]),
    "sinh": lambda u: _pair(u, 1)[0],
    "cosh": lambda u: _pair(u, 1)[1],
    "tanh": lambda u: _pair(u, 1)[0].over(_pair(u, 1)[1]),
    "sech": lambda u: _constant(1).over(_pair(u, 1)[1]),
    "sec": lambda u: _constant(1).over(_pair(u, -1)[1]),
    "atan": lambda u: _arc(u, 1, -1),
    "atanh": lambda u: _arc(u, -1, -1),
    "asin": lambda u: _arc(u, -1, _HALF),
    "asinh": lambda u: _arc(u, 1, _HALF),
}
_IN_FLOATS: dict[str, Callable[..., float]] = {
    "add": operator.add,
    "sub": operator.sub,
    "neg": operator.neg,
    "mul": operator.mul,
    "div": operator.truediv,
    "pow": math.pow,
    "ln": math.log,
    "exp": math.exp,
    "expm1": math.expm1,
    "log1p": math.log1p,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "atan": math.atan,
    "atanh": math.atanh,
    "asin": math.asin,
    "asinh": math.asinh,
}


def _enough(a: list[Exact], radius: float) -> int | None:
    """How many terms are enough up to a radius, judged by those behind them."""
    sizes = [abs(float(c)) * radius**i for i, c in enumerate(a)]
    for n in range(1, _WRITTEN + 1):
        if sum(sizes[n:]) < _SMALL * sizes[0] and len(a) > n + 4:
            return n
    return None


def _polynomial(start: int, a: list[Exact], x: Symbol) -> Expr:
    """u^start*(a[0] + ...) by Horner's rule, in u^2 where every second coefficient is 0."""
    step = 2 if not any(a[1::2]) else 1
    power: Expr = x if step == 1 else apply("mul", (x, x))
    found: Expr | None = None
    for c in reversed(a[::step]):
        own = _number(c)
        found = own if found is None else apply("add", (own, apply("mul", (power, found))))
    assert found is not None
    if start:
        found = apply("mul", (apply("pow", (x, Number(str(start)))), found))
    return found


def _number(c: Exact) -> Expr:
    size = number(abs(float(c)))
    return apply("neg", (size,)) if c < 0 else size
