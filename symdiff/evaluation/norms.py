"""Roots of sums of squares: Euclidean norms that neither overflow nor vanish on the way.

    sqrt(x^2 + y^2 + z^2)     hypot(hypot(x, y), z)
    sqrt(x^2 + 1)             abs(x)                     where x^2 would overflow

Longer ones are scaled by their largest component: m*sqrt((x/m)^2 + ...). In a product over a power
of a norm h its components are divided by it: x*y/h^3 is x/h*(y/h)/h.
"""

from __future__ import annotations

import math

from ..expressions import Apply, Expr, Number, apply, number, rational
from .exponentials import Chain, base_and_power, power

_ZERO = Number("0")
_FAR = Number("1e150")  # squares up to here do not overflow, and beyond it a number does not count
_TINY, _HUGE = rational(1, 10**100), 10**100  # numbers that are added to squares
_FEW = 4  # components up to which norms are nested


def norm(e: Expr) -> Expr | None:
    """The root of a sum of squares with numbers for factors, and of squares and a number.

    >>> from symdiff.notation import parse
    >>> print(norm(parse("x^2 + y*y + z^2")))
    hypot(x, y, z)
    >>> print(norm(parse("x^2 + 1")))
    where(abs(x) < 1e150, sqrt(x**2 + 1), abs(x))
    """
    components = _components(e)
    if components is None:
        return None
    varying = [u for u in components if type(u) is not Number]
    if len(varying) == 1:
        far = apply("abs", (varying[0],))
        return apply("where", (apply("lt", (far, _FAR)), apply("sqrt", (e,)), far))
    if not varying:
        return None
    if len(components) > _FEW:
        return _scaled(components)
    found = components[0]
    for u in components[1:]:
        found = apply("hypot", (found, u))
    return found


def log_of_norm(e: Expr) -> Expr | None:
    """ln(x^2 + y^2) as 2*ln(h) of the norm h.

    >>> from symdiff.notation import parse
    >>> print(log_of_norm(parse("x^2 + y^2")))
    2*log(hypot(x, y))
    """
    h = _of_squares(e) if type(e) is Apply and e.op == "add" else None
    return None if h is None else apply("mul", (Number("2"), apply("ln", (h,))))


def over_norms(chain: Chain) -> bool:
    """x*y/h^3 as x/h*(y/h)/h, for a norm h and its components, whose shares are never more than 1.

    The sum of squares x^2 + y^2 is h^2.

    >>> from symdiff.notation import parse
    >>> chain = Chain(parse("x*y/hypot(x, y)^3"))
    >>> over_norms(chain)
    True
    >>> print(chain.product())
    x/hypot(x, y)*(y/hypot(x, y))/hypot(x, y)
    """
    changed = False
    below = [(j, *_norm_and_power(e)) for j, e in chain.factors(-1)]
    for h in dict.fromkeys(h for _, h, _, _ in below):
        places = [(j, n, times) for j, base, n, times in below if base is h]
        if h is not None and sum(n for _, n, _ in places) > 1:
            changed = _divided(chain, h, places) or changed
    return changed


def _divided(chain: Chain, h: Apply, places: list[tuple[int, int, int]]) -> bool:
    """Components above divided by the norm, as long as there are norms below."""
    left = sum(n for _, n, _ in places)
    inside = _inside(h)
    changed = False
    for i, e in chain.factors(1):
        u, k = base_and_power(e)
        m = min(k, left)
        if u in inside and m:
            share = power(apply("div", (u, h)), m)
            chain.put(i, apply("mul", (share, power(u, k - m))) if k > m else share)
            left -= m
            changed = True
    for j, n, times in reversed(places) if changed else ():
        rest = power(h, min(n, left))
        left -= min(n, left)
        times = _reduced(chain, times)
        chain.put(j, rest if times == 1 else apply("mul", (number(times), rest)))
    return changed


def _reduced(chain: Chain, below: int) -> int:
    """A whole number below, without what it has in common with the whole numbers above."""
    for i, e in chain.factors(1) if below != 1 else ():
        if type(e) is Number and e.value.denominator == 1:
            common = math.gcd(below, e.value.numerator)
            chain.put(i, number(e.value.numerator // common))
            below //= common
    return below


def _norm_and_power(e: Expr) -> tuple[Apply | None, int, int]:
    """h, n and a^n of (a*h)^n, or None for what is no norm."""
    base, n = base_and_power(e)
    times = 1
    if type(base) is Apply and base.op == "add":
        return _of_squares(base), 2 * n, times
    if type(base) is Apply and base.op == "mul" and type(base.args[0]) is Number:
        a = base.args[0].value
        if a.numerator and a.denominator == 1:
            times, base = a.numerator**n, base.args[1]
    if type(base) is Apply and base.op == "hypot":
        return base, n, times
    return None, n, times


def _of_squares(e: Apply) -> Apply | None:
    """h for the sum of squares h^2 of a few variables or formulas."""
    components = _components(e)
    if components is None or any(type(u) is Number for u in components):
        return None
    found = norm(e)
    return found if type(found) is Apply and found.op == "hypot" else None


def _inside(h: Apply) -> set[Expr]:
    """The components of a norm, and of the norms that are such."""
    found: set[Expr] = set()
    stack: list[Expr] = [h]
    while stack:
        node = stack.pop()
        if type(node) is Apply and node.op == "hypot":
            found.update(node.args)
            stack += node.args
    return found


def _components(e: Expr) -> list[Expr] | None:
    """x, y, z of x^2 + y^2 + z^2, two of them or more."""
    found: list[Expr] = []
    stack = [e]
    while stack:
        node = stack.pop()
        if type(node) is Apply and node.op == "add":
            stack += reversed(node.args)
            continue
        root = _root_of_square(node)
        if root is None:
            return None
        found.append(root)
    return found if len(found) > 1 else None


def _root_of_square(e: Expr) -> Expr | None:
    """u for u^2 and for u*u, sqrt(a)*u for a*u^2, and sqrt(a) for a positive number a."""
    if type(e) is not Apply or e.op != "mul" or type(e.args[0]) is not Number:
        return _root_of_number(e) or _root_of_power(e)
    one, other = _root_of_number(e.args[0]), _root_of_power(e.args[1])
    return None if one is None or other is None else apply("mul", (one, other))


def _root_of_number(e: Expr) -> Expr | None:
    if type(e) is Number and _TINY < e.value < _HUGE:
        return number(math.sqrt(float(e.value)))
    return None


def _root_of_power(e: Expr) -> Expr | None:
    if type(e) is not Apply or len(e.args) != 2:
        return None
    u, v = e.args
    if e.op == "mul" and u is v:
        return u
    return u if e.op == "pow" and type(v) is Number and v.value == 2 else None


def _scaled(components: list[Expr]) -> Expr:
    largest = apply("abs", (components[0],))
    for u in components[1:]:
        largest = apply("max", (largest, apply("abs", (u,))))
    total: Expr | None = None
    for u in components:
        part = apply("div", (u, largest))
        square = apply("mul", (part, part))
        total = square if total is None else apply("add", (total, square))
    assert total is not None
    scaled = apply("mul", (largest, apply("sqrt", (total,))))
    return apply("where", (apply("eq", (largest, _ZERO)), _ZERO, scaled))
