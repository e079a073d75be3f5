"""Comparisons in one symbol solved by zeros: of (a + b*sqrt(v))/d with polynomials a, b, d, v.

The zeros of a^2 - b^2*v, of d and of v cut the line; between them the formula keeps its sign, and
what sign that is, is found exactly at a rational point.
"""

from __future__ import annotations

import math
from itertools import pairwise

from ..expressions import Apply, Expr, apply, postorder
from ..expressions.rationals import divide, exact_root, rational
from .logic import FALSE, TRUE, joined
from .zeros import plus, times, trimmed, value_at, zeros

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from ..expressions.rationals import Exact
    from .zeros import Polynomial, Zero

    Read: TypeAlias = Callable[[Expr], Exact | None]

_MOST_NODES = 80
_MOST_POWER = 8
_APART, _CLOSE = 1e-7, 1e-11
_HOLDS: dict[str, tuple[int, ...]] = {
    "lt": (-1,),
    "le": (-1, 0),
    "gt": (1,),
    "ge": (0, 1),
    "eq": (0,),
    "ne": (-1, 1),
}


class _Quotient:
    """(a + b*sqrt(v))/d; v is [] where no root was met. It has a value where v >= 0 and d != 0."""

    __slots__ = ("a", "b", "d", "v")

    def __init__(self, a: Polynomial, b: Polynomial, d: Polynomial, v: Polynomial) -> None:
        self.a, self.b, self.d, self.v = a, b, d, v


class _Unreadable(Exception):
    """The formula is no such quotient."""


def solved_by_zeros(op: str, u: Expr, v: Expr, read: Read) -> Expr | None:
    """``u op v`` as what it says of its only symbol; None where the zeros are not found.

    Where u or v has no value it does not hold.

    Arguments:
        op: the comparison.
        u, v: what is compared.
        read: the value of a number with its sign and bar.

    >>> from symdiff.notation import parse
    >>> from symdiff.simplification.comparisons import exact_value
    >>> def solve(u: str, v: str) -> None:
    ...     print(solved_by_zeros("lt", parse(u), parse(v), exact_value))
    >>> solve("(1 - x^2)/(1 + x^2)", "1"), solve("2*x*sqrt(1 - x^2)", "1"), solve("x^2", "x^3")
    x != 0
    x >= -1 and x < sqrt(2)/2 or x > sqrt(2)/2 and x <= 1
    x > 1
    (None, None, None)
    """
    symbols = u.free_symbols | v.free_symbols
    if len(symbols) != 1 or len(postorder((u, v))) > _MOST_NODES:
        return None
    (x,) = symbols
    try:
        quotient = _read(apply("sub", (u, v)), x, read)
    except _Unreadable:
        return None
    a, b = quotient.a, quotient.b
    crossing = plus(times(a, a), times(times(b, b), quotient.v), -1) if b else a
    if not crossing:
        return None
    cuts = _cuts([crossing, quotient.d, quotient.v])
    if cuts is None:
        return None
    signs = _signs(quotient, cuts)
    return None if signs is None else _said(op, x, [c for _, c in cuts], signs)


def _cuts(polynomials: list[Polynomial]) -> list[Zero] | None:
    """The zeros of all of them in order; None where they are not found, or too close."""
    found: dict[Expr, float] = {}
    for p in polynomials:
        of_this = zeros(p) if p else []
        if of_this is None:
            return None
        found |= {e: value for value, e in of_this}
    cuts = sorted([(value, e) for e, value in found.items()], key=lambda cut: cut[0])
    for (low, _), (high, _) in pairwise(cuts):
        if high - low < _APART * max(1.0, abs(low)):
            return None
    return cuts


# Reading


def _read(e: Expr, x: Expr, read: Read) -> _Quotient:
    made: dict[Expr, _Quotient] = {x: _Quotient([0, 1], [], [1], [])}
    for node in postorder((e,)):
        number = read(node) if node is not x else None
        if number is not None:
            made[node] = _Quotient(trimmed([number]), [], [1], [])
        elif node not in made:
            if type(node) is not Apply or any([a not in made for a in node.args]):
                raise _Unreadable
            made[node] = _of_operation(node, [made[a] for a in node.args], read)
    return made[e]


def _of_operation(node: Apply, args: Sequence[_Quotient], read: Read) -> _Quotient:
    u = args[0] if args else _Quotient([], [], [1], [])
    if node.op == "neg":
        return _product(_Quotient([-1], [], [1], []), u)
    if node.op in ("add", "sub"):
        return _sum(u, args[1], 1 if node.op == "add" else -1)
    if node.op == "mul":
        return _product(u, args[1])
    if node.op == "div":
        return _product(u, _inverse(args[1]))
    if node.op == "sqrt":
        return _root(u)
    if node.op == "pow":
        return _power(u, read(node.args[1]))
    raise _Unreadable


def _radicand(u: _Quotient, w: _Quotient) -> Polynomial:
    if u.v and w.v and u.v != w.v:
        raise _Unreadable
    return u.v or w.v


def _sum(u: _Quotient, w: _Quotient, sign: int) -> _Quotient:
    v = _radicand(u, w)
    if u.d == w.d:
        return _Quotient(plus(u.a, w.a, sign), plus(u.b, w.b, sign), u.d, v)
    a = plus(times(u.a, w.d), times(w.a, u.d), sign)
    b = plus(times(u.b, w.d), times(w.b, u.d), sign)
    return _Quotient(a, b, times(u.d, w.d), v)


def _product(u: _Quotient, w: _Quotient) -> _Quotient:
    v = _radicand(u, w)
    a = plus(times(u.a, w.a), times(times(u.b, w.b), v))
    b = plus(times(u.a, w.b), times(u.b, w.a))
    return _Quotient(a, b, times(u.d, w.d), v)


def _inverse(u: _Quotient) -> _Quotient:
    """d/a as d^2/(a*d), which has no value either where a/d has none."""
    if u.b or not u.a:
        raise _Unreadable
    return _Quotient(times(u.d, u.d), [], times(u.a, u.d), u.v)


def _root(u: _Quotient) -> _Quotient:
    if u.v or len(u.d) != 1 or not u.a:
        raise _Unreadable
    if len(u.a) == 1:
        exact = exact_root(divide(u.a[0], u.d[0]), 2) if divide(u.a[0], u.d[0]) > 0 else None
        if exact is None:
            raise _Unreadable
        return _Quotient([exact], [], [1], [])
    return _Quotient([], [1], [1], [divide(c, u.d[0]) for c in u.a])


def _power(u: _Quotient, n: Exact | None) -> _Quotient:
    if n is not None and n.denominator == 2:
        u, n = _root(u), n.numerator
    if type(n) is not int or not 0 < abs(n) <= _MOST_POWER:
        raise _Unreadable
    total = base = u if n > 0 else _inverse(u)
    for _ in range(abs(n) - 1):
        total = _product(total, base)
    return total


# Signs


def _signs(quotient: _Quotient, cuts: list[Zero]) -> list[int | None] | None:
    """The sign on each cell, from left to right: interval, cut, interval ...; None: no value."""
    signs: list[int | None] = []
    values = [value for value, _ in cuts]
    ends = [values[0] - 2, *values, values[-1] + 2] if values else [-1.0, 1.0]
    for i, (low, high) in enumerate(pairwise(ends)):
        signs.append(_sign_within(quotient, low, high))
        if i < len(cuts):
            there = _sign_at(quotient, values[i])
            if there == _UNKNOWN:
                return None
            signs.append(there)
    return signs


def _sign_within(q: _Quotient, low: float, high: float) -> int | None:
    """The sign between two cuts, found exactly at a point about halfway."""
    above, below = ((low + high) / 2).as_integer_ratio()
    x = rational(above, below)
    a, b, d = (value_at(p, x) for p in (q.a, q.b, q.d))
    v = value_at(q.v, x)
    if v < 0 or not d:
        return None
    sign = 1 if d > 0 else -1
    b = b if v else 0
    if not b or not a or (a > 0) == (b > 0):
        return sign * (1 if a + b > 0 else -1)
    larger = a if a * a > b * b * v else b
    return sign * (1 if larger > 0 else -1)


_UNKNOWN = 2


def _sign_at(q: _Quotient, x: float) -> int | None:
    """The sign at a cut, which is 0 or clearly not."""
    below, _ = _float_at(q.d, x)
    if not below:
        return None
    v, _ = _float_at(q.v, x)
    if v < 0:
        return None
    a, a_size = _float_at(q.a, x)
    b, b_size = _float_at(q.b, x)
    total = a + b * math.sqrt(v)
    if abs(total) <= _CLOSE * (a_size + b_size * math.sqrt(v) + 1e-300):
        return 0
    if abs(total) <= _APART * (a_size + b_size * math.sqrt(v)):
        return _UNKNOWN
    return 1 if (total > 0) == (below > 0) else -1


def _float_at(p: Polynomial, x: float) -> tuple[float, float]:
    """p(x), 0 where it is as good as 0, and the sum of the sizes of its terms."""
    terms = [c.numerator / c.denominator * x**i for i, c in enumerate(p)]
    total, size = math.fsum(terms), math.fsum(map(abs, terms))
    return (0.0 if abs(total) <= _CLOSE * size else total), size


# Saying


def _said(op: str, x: Expr, cuts: list[Expr], signs: list[int | None]) -> Expr:
    """The cells on which the comparison holds, as intervals."""
    holds = [sign in _HOLDS[op] for sign in signs]
    if all(holds[::2]):
        left_out = [c for c, here in zip(cuts, holds[1::2], strict=True) if not here]
        return joined("and", [apply("ne", (x, c)) for c in left_out]) if left_out else TRUE
    found: list[Expr] = []
    i = 0
    while i < len(holds):
        if not holds[i]:
            i += 1
            continue
        first = i
        while i < len(holds) and holds[i]:
            i += 1
        found.append(_interval(x, cuts, first, i - 1, len(holds)))
    return joined("or", found) if found else FALSE


def _interval(x: Expr, cuts: list[Expr], first: int, last: int, cells: int) -> Expr:
    if first == last and first % 2:
        return apply("eq", (x, cuts[first // 2]))
    bounds: list[Expr] = []
    if first > 0:
        bounds.append(apply("ge" if first % 2 else "gt", (x, cuts[(first - 1) // 2])))
    if last < cells - 1:
        bounds.append(apply("le" if last % 2 else "lt", (x, cuts[last // 2])))
    return joined("and", bounds) if bounds else TRUE
