"""Polynomials in several variables with whole coefficients: {monomial: coefficient}.

A monomial is one whole number, the exponents of the variables side by side, 16 bits each, the
first variable on top:

    x^2*y  ->  2 << 16 | 1          so that x^2*y * x = x^3*y is an addition of monomials.

Monomials are thus ordered lexicographically by the order of numbers. The zero polynomial is {}.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from math import gcd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    Polynomial: TypeAlias = "dict[int, int]"

BITS = 16
FIELD = (1 << BITS) - 1
MOST = FIELD >> 1
"""The largest exponent of a variable; the bit above it shows that a subtraction borrowed."""


def borrows(variables: int) -> int:
    """The monomial-like number with the top bit of every field set."""
    return int.from_bytes(b"\x80\x00" * variables)


def variable(i: int, exponent: int = 1) -> int:
    """The monomial of the i-th variable, counted from the last."""
    return exponent << (BITS * i)


def exponent_in(monomial: int, i: int) -> int:
    """The exponent of the i-th variable in a monomial."""
    return monomial >> (BITS * i) & FIELD


def exponents(monomial: int) -> Iterator[tuple[int, int]]:
    """The variables of a monomial with their exponents.

    >>> list(exponents(variable(0, 2) + variable(3, 1)))
    [(0, 2), (3, 1)]
    """
    while monomial:
        i = ((monomial & -monomial).bit_length() - 1) // BITS
        e = exponent_in(monomial, i)
        yield i, e
        monomial -= variable(i, e)


def plus(f: Polynomial, g: Polynomial, times: int = 1) -> Polynomial:
    """f + times*g.

    >>> plus({1: 2, 0: 1}, {1: -2, 0: 1})
    {0: 2}
    """
    total = dict(f)
    for m, c in g.items():
        d = total.get(m, 0) + c * times
        if d:
            total[m] = d
        else:
            del total[m]
    return total


def product(f: Polynomial, g: Polynomial) -> Polynomial:
    """f * g.

    >>> product({1: 1, 0: 1}, {1: 1, 0: -1})
    {2: 1, 0: -1}
    """
    if len(f) > len(g):
        f, g = g, f
    total: Polynomial = {}
    get = total.get
    for m, c in f.items():
        for n, d in g.items():
            total[m + n] = get(m + n, 0) + c * d
    return {m: c for m, c in total.items() if c}


def power(f: Polynomial, n: int) -> Polynomial:
    """f^n for a whole n >= 0."""
    total: Polynomial = {0: 1}
    for _ in range(n):
        total = product(total, f)
    return total


def number_content(f: Polynomial) -> int:
    """The greatest number that divides all coefficients, with the sign of the leading one."""
    content = 0
    for c in f.values():
        content = gcd(content, c)
        if content == 1:
            break
    return -content if f and f[max(f)] < 0 else content


def over_number(f: Polynomial, n: int) -> Polynomial:
    """f / n, where n divides all coefficients."""
    return f if n == 1 else {m: c // n for m, c in f.items()}


def monomial_content(f: Polynomial) -> int:
    """The greatest monomial that divides all terms.

    >>> monomial_content({variable(0, 2) + variable(1): 1, variable(0, 3): 5}) == variable(0, 2)
    True
    """
    monomials = iter(f)
    common = next(monomials, 0)
    fields = -(-common.bit_length() // BITS)
    guard, full = borrows(fields), (1 << BITS * fields) - 1
    for m in monomials:
        if not common:
            break
        no_larger = ((m | guard) - common & guard) >> BITS - 1  # 1 in each field where common is
        common ^= (common ^ m) & (full ^ no_larger * FIELD)
    return common


def over_monomial(f: Polynomial, monomial: int) -> Polynomial:
    """f / monomial, where the monomial divides all terms."""
    return {m - monomial: c for m, c in f.items()} if monomial else f


def quotient(f: Polynomial, g: Polynomial, guard: int) -> Polynomial | None:
    """f / g if g divides f, else None.

    Arguments:
        f, g: polynomials, g not 0.
        guard: ``borrows`` of the number of variables.

    >>> quotient({2: 1, 0: -1}, {1: 1, 0: 1}, borrows(1))
    {1: 1, 0: -1}
    """
    lead = max(g)
    top = g[lead]
    rest = dict(f)
    waiting = [-m for m in rest]
    heapify(waiting)
    found: Polynomial = {}
    others = [(m, c) for m, c in g.items() if m != lead]
    while waiting:
        m = -heappop(waiting)
        c = rest.pop(m, 0)
        if not c:
            continue
        shift = (m | guard) - lead
        if shift & guard != guard or c % top:
            return None
        shift &= ~guard
        factor = c // top
        found[shift] = factor
        for n, d in others:
            k = shift + n
            if k in rest:
                rest[k] -= factor * d
            else:
                rest[k] = -factor * d
                heappush(waiting, -k)
    return found


def variables_of(f: Polynomial) -> int:
    """The variables that occur, as a monomial with some exponent for each."""
    present = 0
    for m in f:
        present |= m
    return present


def degree(f: Polynomial, i: int) -> int:
    """The degree in the i-th variable."""
    return max(exponent_in(m, i) for m in f)


def coefficients(f: Polynomial, i: int) -> dict[int, Polynomial]:
    """f as a polynomial in the i-th variable: {exponent: coefficient without that variable}."""
    parts: dict[int, Polynomial] = {}
    shift = BITS * i
    mask = FIELD << shift
    for m, c in f.items():
        parts.setdefault((m & mask) >> shift, {})[m & ~mask] = c
    return parts


def derivative(f: Polynomial, i: int) -> Polynomial:
    """The partial derivative by the i-th variable."""
    one = variable(i)
    return {m - one: c * e for m, c in f.items() if (e := exponent_in(m, i))}


def total(polynomials: Iterable[Polynomial]) -> Polynomial:
    """The sum of polynomials."""
    result: Polynomial = {}
    get = result.get
    for f in polynomials:
        for m, c in f.items():
            result[m] = get(m, 0) + c
    return {m: c for m, c in result.items() if c}
