"""Exact values: what can be said of rational arguments without rounding.

A value is an ``int`` or a ``Rational``; an operation that leaves them answers None, and somebody
else approximates.
"""

from __future__ import annotations

from math import factorial, isqrt

from ..expressions import Rational
from ..expressions.rationals import divide, power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions.rationals import Exact

EXACT = frozenset({int, Rational})
BITS_PER_DIGIT = 3.3219280948873626


def is_integer(value: Exact) -> bool:
    """Whether the number is whole; 2.0 is.

    >>> is_integer(3), is_integer(Rational(1, 2)), is_integer(Rational(2, 1))
    (True, False, True)
    """
    return value.denominator == 1


def bits(value: Exact) -> int:
    """The length of the number in binary: of the longer one of its two parts."""
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def floor(value: Exact) -> int:
    """The greatest integer that is not above the value.

    >>> floor(Rational(-7, 2))
    -4
    """
    return value.numerator // value.denominator


def exact_power(base: Exact, exponent: Exact, bound: int) -> Exact | None:
    """base^exponent where that is rational and at most ``bound`` bits long; base not 0.

    >>> exact_power(Rational(4, 9), Rational(-3, 2), 100)
    27/8
    >>> exact_power(9, 9**9, 13_000) is None
    True
    """
    p, q = exponent.numerator, exponent.denominator
    if q != 1:
        found = exact_root(base, q)
        if found is None:
            return None
        base = found
    if abs(base.numerator) == 1 and base.denominator == 1:
        return base if p % 2 else 1
    return power(base, p) if bits(base) * abs(p) <= bound else None


def exact_root(value: Exact, n: int) -> Exact | None:
    """The n-th root of the value where it is rational; of negative values no root is taken.

    >>> exact_root(Rational(8, 27), 3), exact_root(2, 2)
    (2/3, None)
    """
    if value < 0:
        return None
    p, q = _whole_root(value.numerator, n), _whole_root(value.denominator, n)
    return None if p is None or q is None else divide(p, q)


def exact_factorial(n: Exact, bound: int) -> int | None:
    """The factorial of a whole number, where it is at most ``bound`` bits long.

    >>> exact_factorial(5, 100), exact_factorial(10**9, 100)
    (120, None)
    """
    if not is_integer(n) or n < 0 or n.numerator * max(0, bits(n) - 2) > bound:
        return None
    return factorial(n.numerator)


def _whole_root(value: int, n: int) -> int | None:
    """The whole n-th root of a whole number, or None if it has none."""
    if value < 2:
        return value
    if value.bit_length() <= n:
        return None
    found = isqrt(value) if n == 2 else _floor_root(value, n)
    return found if found**n == value else None


def _floor_root(value: int, n: int) -> int:
    """The greatest whole number whose n-th power is not above the value, by Newton's method."""
    above = 1 << -(-value.bit_length() // n)
    while True:
        step = ((n - 1) * above + value // above ** (n - 1)) // n
        if step >= above:
            return above
        above = step
