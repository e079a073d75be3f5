"""Between which numbers a value lies: interval arithmetic with exact ends.

    x^2 + 1 with 2 < x < 3       more than 5, less than 10
    2 + sin(x)                   at least 1, at most 3

A range is a lower and an upper end; an end is a number and whether it belongs to the range, or
None where there is none. Looking stops at a fixed depth, where any value is possible.
"""

from __future__ import annotations

from ..expressions import rational
from ..expressions.rationals import magnitude
from ..expressions.rationals import power as exact_power
from . import facts
from .forms import Atom, Sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value

    End: TypeAlias = tuple[Exact, bool] | None
    Range: TypeAlias = tuple[End, End]

EVERYTHING: Range = (None, None)
_DEPTH = 6
_LARGEST_POWER = 20
_CONSTANTS: dict[str, Range] = {
    "pi": ((rational(314159265358979, 10**14), False), (rational(314159265358980, 10**14), False)),
    "E": ((rational(271828182845904, 10**14), False), (rational(271828182845905, 10**14), False)),
}


def signs_of(found: Range) -> int:
    """The set of signs of the numbers in a range: NEGATIVE 1, ZERO 2, POSITIVE 4."""
    low, high = found
    signs = 0
    if low is None or low[0] < 0:
        signs |= 1
    if high is None or high[0] > 0:
        signs |= 4
    below = low is None or low[0] < 0 or (not low[0] and low[1])
    above = high is None or high[0] > 0 or (not high[0] and high[1])
    return signs | 2 if below and above else signs


def of_signs(signs: int) -> Range:
    """The least range with the numbers of these signs."""
    low = None if signs & 1 else (0, bool(signs & 2))
    high = None if signs & 4 else (0, bool(signs & 2))
    return (low, high)


def common(one: Range, other: Range) -> Range:
    """The numbers in both ranges."""
    return (_tighter(one[0], other[0], 1), _tighter(one[1], other[1], -1))


def _tighter(a: End, b: End, side: int) -> End:
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0]:
        return (a[0], a[1] and b[1])
    return a if (a[0] > b[0]) == (side > 0) else b


def total(one: Range, other: Range) -> Range:
    """The sums of numbers of two ranges."""
    return (_added(one[0], other[0]), _added(one[1], other[1]))


def _added(a: End, b: End) -> End:
    return None if a is None or b is None else (a[0] + b[0], a[1] and b[1])


def scaled(c: Exact, found: Range) -> Range:
    """c times the numbers of a range."""
    ends: list[End] = [None if end is None else (c * end[0], end[1]) for end in found]
    return (ends[0], ends[1]) if c > 0 else (ends[1], ends[0])


def times(one: Range, other: Range) -> Range:
    """The products of numbers of two ranges that hold nothing negative; else everything."""
    (a, b), (c, d) = one, other
    if a is None or c is None or a[0] < 0 or c[0] < 0:
        return EVERYTHING
    low: End = (a[0] * c[0], (a[1] and c[1]) or (a == (0, True)) or (c == (0, True)))
    high: End = None
    if b is not None and d is not None:
        high = (b[0] * d[0], (b[1] and d[1]) or not b[0] * d[0])
    return (low, high)


def raised(found: Range, n: int) -> Range:
    """A range of the n-th powers of the numbers of a range."""
    low, high = found
    if not 0 < n <= _LARGEST_POWER:
        return EVERYTHING
    if n % 2 == 0 and (low is None or low[0] < 0):
        if low is None or high is None:
            return ((0, True), None)
        far = max((magnitude(low[0]), low[1]), (magnitude(high[0]), high[1]))
        return ((0, True), (exact_power(far[0], n), far[1]))
    return (
        None if low is None else (exact_power(low[0], n), low[1]),
        None if high is None else (exact_power(high[0], n), high[1]),
    )


def _opposite(found: Range) -> Range:
    return scaled(-1, found)


def range_of(algebra: Algebra, value: Value, depth: int = 0) -> Range:
    """Where a real value lies wherever it is defined."""
    c, p = value
    if not p.factors:
        return ((c, True), (c, True))
    if not c:
        return ((0, True), (0, True))
    found: Range = ((1, True), (1, True))
    negative = False
    for base, exponent in p.factors.items():
        one = _of_power(algebra, base, exponent, depth)
        if one[1] is not None and one[1][0] <= 0:
            one, negative = _opposite(one), not negative
        found = one if len(p.factors) == 1 else times(found, one)
        if found == EVERYTHING:
            return EVERYTHING
    return scaled(-c if negative else c, found)


def _of_power(algebra: Algebra, base: Base, exponent: Exponent, depth: int) -> Range:
    found = _of_base(algebra, base, depth)
    if exponent == 1 and type(exponent) is int:
        return found
    if type(base) is Atom and base.op == "E" and isinstance(exponent, tuple) and algebra.real:
        return _exponential(range_of(algebra, exponent, depth + 1))
    if type(exponent) is not int:
        return of_signs(facts.sign_of_power(algebra, base, exponent, depth))
    if exponent % 2 == 0 and found[1] is not None and found[1][0] <= 0:
        found = _opposite(found)
    powered = raised(found, exponent)
    return common(powered, of_signs(facts.sign_of_power(algebra, base, exponent, depth)))


def _exponential(found: Range) -> Range:
    """exp(u) is above 1 for u > 0, and below 1 for u < 0."""
    low, high = found
    least: End = (0, False) if low is None or low[0] < 0 else (1, low[1])
    if low is not None and low[0] > 0:
        least = (1, False)
    most: End = None if high is None or high[0] > 0 else (1, high[1] and not high[0])
    return (least, most)


def _of_base(algebra: Algebra, base: Base, depth: int) -> Range:
    if isinstance(base, int):
        return ((base, True), (base, True))
    if depth > _DEPTH:
        return EVERYTHING
    if isinstance(base, Sum):
        return _of_sum(algebra, base, depth)
    if base.leaf is not None:
        signs = algebra.signs.get(base.leaf.name, 7)
        return common(algebra.ranges.get(base.leaf.name, EVERYTHING), of_signs(signs))
    if not base.args:
        return _CONSTANTS.get(base.op, EVERYTHING)
    return _of_function(algebra, base, depth)


def _of_function(algebra: Algebra, base: Atom, depth: int) -> Range:
    record = algebra.catalogue.get(base.op)
    signs = of_signs(facts.sign_of_power(algebra, base, 1, depth + 1))
    if record is None or not record.bounds or not algebra.real:
        return signs
    low, *high = record.bounds
    return common(((low, True), (high[0], True) if high else None), signs)


def _of_sum(algebra: Algebra, s: Sum, depth: int) -> Range:
    algebra.arena.spend(1 + len(s.terms))
    found: Range = ((0, True), (0, True))
    for p, c in s.terms.items():
        found = total(found, range_of(algebra, (c, p), depth + 1))
        if found == EVERYTHING:
            break
    return found


__all__ = ["EVERYTHING", "common", "of_signs", "range_of", "signs_of"]
