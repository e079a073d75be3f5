"""The real zeros of polynomials in one variable, where rational numbers and square roots say them.

A polynomial is the list of its exact coefficients by rising powers. It is taken apart into
square-free parts, rational zeros are divided out, and what is left is quadratic, quadratic in x^2,
or without real zeros by Sturm's theorem (Knuth, The Art of Computer Programming, volume 2, 4.6.1).
"""

from __future__ import annotations

import math
from itertools import pairwise

from ..expressions import apply, exact_number
from ..expressions.rationals import divide, exact_root, magnitude

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from ..expressions import Expr
    from ..expressions.rationals import Exact

    Polynomial: TypeAlias = list[Exact]
    Zero: TypeAlias = tuple[float, Expr]

_MOST_DEGREE = 16
_MOST_CANDIDATES = 2_000
_LARGEST = 10**6


def trimmed(p: Polynomial) -> Polynomial:
    """Without zeros in front; [] is 0."""
    n = len(p)
    while n and not p[n - 1]:
        n -= 1
    return p[:n]


def plus(p: Polynomial, q: Polynomial, sign: int = 1) -> Polynomial:
    """p + sign*q."""
    total = [*p, *[0] * (len(q) - len(p))]
    for i, c in enumerate(q):
        total[i] = total[i] + sign * c
    return trimmed(total)


def times(p: Polynomial, q: Polynomial) -> Polynomial:
    """p*q."""
    total: Polynomial = [0] * max(0, len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            total[i + j] = total[i + j] + a * b
    return trimmed(total)


def value_at(p: Polynomial, x: Exact) -> Exact:
    """p(x), by Horner's rule."""
    total: Exact = 0
    for c in reversed(p):
        total = total * x + c
    return total


def divided(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """The quotient and the remainder of p by q."""
    rest = list(p)
    quotient: Polynomial = [0] * max(0, len(p) - len(q) + 1)
    for i in range(len(quotient) - 1, -1, -1):
        c = quotient[i] = divide(rest[i + len(q) - 1], q[-1])
        for j, b in enumerate(q):
            rest[i + j] = rest[i + j] - c * b
    return quotient, trimmed(rest)


def _derivative(p: Polynomial) -> Polynomial:
    return [i * c for i, c in enumerate(p)][1:]


def _common(p: Polynomial, q: Polynomial) -> Polynomial:
    """The greatest common divisor, its first coefficient 1."""
    while q:
        p, q = q, divided(p, q)[1]
    return [divide(c, p[-1]) for c in p]


def zeros(p: Polynomial) -> list[Zero] | None:
    """All real zeros in order, each with its value to about fifteen digits; None if not found.

    >>> [str(e) for _, e in zeros([1, 0, -4, 0, 4])]
    ['-sqrt(2)/2', 'sqrt(2)/2']
    >>> zeros([1, 0, 1]), zeros([1, 1, 0, 1])
    ([], None)
    """
    if not 0 < len(p) <= _MOST_DEGREE + 1:
        return None
    if len(p) == 1:
        return []
    p = divided(p, _common(p, _derivative(p)))[0]
    found = _rational_zeros(p)
    for zero in found:
        p = divided(p, [-zero, 1])[0]
    surds = _surds(p)
    if surds is None:
        return None
    return sorted(
        [*((_float(zero), exact_number(zero)) for zero in found), *surds], key=lambda z: z[0]
    )


def _float(c: Exact) -> float:
    return c.numerator / c.denominator


def _whole(p: Polynomial) -> list[int]:
    """A multiple of p with whole coefficients."""
    scale = math.lcm(*[c.denominator for c in p])
    return [c.numerator * (scale // c.denominator) for c in p]


def _rational_zeros(p: Polynomial) -> list[Exact]:
    """Zeros a/b: a divides the last coefficient, b the first."""
    found: list[Exact] = []
    if not p[0]:
        found, p = [0], p[1:]
    coefficients = _whole(p)
    above, below = _divisors(abs(coefficients[0])), _divisors(abs(coefficients[-1]))
    if len(p) < 2 or len(above) * len(below) > _MOST_CANDIDATES:
        return found
    candidates = dict.fromkeys([divide(s * a, b) for a in above for b in below for s in (1, -1)])
    return [*found, *[c for c in candidates if not value_at(p, c)]]


def _divisors(n: int) -> list[int]:
    """The divisors of n; only 1 and n of a large one."""
    if n > _LARGEST:
        return [1, n]
    small = [d for d in range(1, math.isqrt(n) + 1) if n % d == 0]
    return sorted({*small, *[n // d for d in small]})


def _surds(p: Polynomial) -> list[Zero] | None:
    """The zeros of what has no rational zero."""
    if len(p) == 1 or _number_of_zeros(p) == 0:
        return []
    if len(p) == 3:
        return _of_quadratic(*p)
    if len(p) == 5 and not p[1] and not p[3]:
        squares = _of_quadratic(p[0], p[2], p[4])
        roots = [(math.sqrt(v), apply("sqrt", (e,))) for v, e in squares if v > 0]
        return [*roots, *[(-v, apply("neg", (e,))) for v, e in roots]]
    return None


def _of_quadratic(c: Exact, b: Exact, a: Exact) -> list[Zero]:
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    middle, radius = divide(-b, 2 * a), divide(discriminant, 4 * a * a)
    root, width = square_root(radius), math.sqrt(_float(radius))
    if not middle:
        return [(-width, square_root(radius, -1)), (width, root)]
    value, number = _float(middle), exact_number(middle)
    return [
        (value - width, apply("sub", (number, root))),
        (value + width, apply("add", (number, root))),
    ]


def square_root(c: Exact, sign: int = 1) -> Expr:
    """The square root of a positive number as p*sqrt(n)/q, n without square factors.

    With the sign -1 its opposite, the sign at the first number.

    >>> from symdiff.expressions.rationals import rational
    >>> print(square_root(rational(12, 25)), square_root(8), square_root(rational(1, 2)))
    2*sqrt(3)/5 2*sqrt(2) sqrt(2)/2
    """
    exact = exact_root(c, 2)
    if exact is not None:
        return exact_number(sign * exact)
    n, above = c.numerator * c.denominator, 1
    for d in range(2, 100):
        while n % (d * d) == 0:
            n, above = n // (d * d), above * d
    factor = divide(above, c.denominator)
    root: Expr = apply("sqrt", (exact_number(n),))
    if factor.numerator != 1:
        root = apply("mul", (exact_number(sign * factor.numerator), root))
    elif sign < 0:
        root = apply("neg", (root,))
    if factor.denominator != 1:
        root = apply("div", (root, exact_number(factor.denominator)))
    return root


def _number_of_zeros(p: Polynomial) -> int:
    """How many real zeros a square-free polynomial has, by Sturm's theorem."""
    chain = [p, _derivative(p)]
    while len(chain[-1]) > 1:
        chain.append([-c for c in divided(chain[-2], chain[-1])[1]])
    chain = [q for q in chain if q]
    at_last = [magnitude(q[-1]) == q[-1] for q in chain]
    at_first = [(q[-1] > 0) == (len(q) % 2 == 1) for q in chain]
    return _changes(at_first) - _changes(at_last)


def _changes(signs: list[bool]) -> int:
    return sum(a != b for a, b in pairwise(signs))


__all__ = [
    "divided", "plus", "square_root", "times", "trimmed", "value_at", "zeros",
]
