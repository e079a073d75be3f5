"""Greatest common divisors of polynomials, and the factors that they bring to light.

The divisor is found by evaluation at a large whole number, one variable after the other, a gcd of
whole numbers, and reading the answer back from its digits (Char, Geddes, Gonnet: GCDHEU, 1984;
Liao, Fateman 1995). Whether two polynomials have no common factor at all is asked first, modulo a
prime.
"""

from __future__ import annotations

from math import gcd as number_gcd
from math import isqrt

from .polynomials import (
    BITS,
    FIELD,
    coefficients,
    degree,
    derivative,
    exponents,
    monomial_content,
    number_content,
    over_monomial,
    over_number,
    quotient,
    variable,
    variables_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .polynomials import Polynomial

_PRIME = (1 << 61) - 1
_LONGEST = 60_000
"""Digits, in bits, beyond which evaluated polynomials are not worked with."""
_ATTEMPTS = 6
_BITS_OF_STEP = 128
"""Bits of a number that count as a step where it is worked out."""


class TooLarge(Exception):
    """The polynomials are too large to be worked with."""


class Divisors:
    """Greatest common divisors among polynomials in a number of variables.

    Arguments:
        guard: ``borrows`` of the number of variables.
        spend: counts work.
    """

    def __init__(self, guard: int, spend: object = None) -> None:
        self.guard = guard
        self._spend = spend

    def gcd(self, f: Polynomial, g: Polynomial) -> Polynomial:
        """The greatest common divisor, its leading coefficient positive.

        It is 1 where it could only be found with more work than is allowed.

        >>> from .polynomials import borrows
        >>> Divisors(borrows(1)).gcd({2: 2, 0: -2}, {2: 3, 1: 6, 0: 3})
        {0: 1, 1: 1}
        """
        if not f or not g:
            h = f or g
            return over_number(h, -1) if h and h[max(h)] < 0 else h
        try:
            return self._gcd(f, g)
        except TooLarge:
            return _common_content(f, g)

    def _gcd(self, f: Polynomial, g: Polynomial) -> Polynomial:
        """The gcd of polynomials other than 0."""
        ((common, number),) = _common_content(f, g).items()
        h = self._primitive(_without_content(f), _without_content(g))
        return {m + common: c * number for m, c in h.items()}

    def _primitive(self, f: Polynomial, g: Polynomial) -> Polynomial:
        """The gcd of polynomials without number or monomial content."""
        while True:
            only_f, only_g = variables_of(f), variables_of(g)
            in_f = {i for i, _ in exponents(only_f)}
            in_g = {i for i, _ in exponents(only_g)}
            if not in_f & in_g:
                return {0: 1}
            if f == g:
                return f
            alone = in_f ^ in_g
            if not alone:
                break
            i = min(alone)
            if i in in_f:
                f = self.content(f, i)
            else:
                g = self.content(g, i)
            if len(f) == 1 or len(g) == 1:
                return {0: 1}
        shared = sorted(in_f)
        self._count(len(f) + len(g), len(shared))
        if len(f) <= len(g):
            if quotient(g, f, self.guard) is not None:
                return f
        elif quotient(f, g, self.guard) is not None:
            return g
        if _coprime(f, g, shared):
            return {0: 1}
        return self._heuristic(f, g, shared)

    def _count(self, terms: int, variables: int) -> None:
        if self._spend is not None:
            self._spend(terms * variables)  # type: ignore[operator]

    def content(self, f: Polynomial, i: int) -> Polynomial:
        """The gcd of the coefficients of f, taken as a polynomial in the i-th variable."""
        parts = sorted(coefficients(f, i).values(), key=len)
        found = parts[0]
        for part in parts[1:]:
            if found == {0: 1}:
                break
            found = self.gcd(found, part)
        return found

    def _heuristic(self, f: Polynomial, g: Polynomial, shared: list[int]) -> Polynomial:
        """GCDHEU: evaluate one variable, take the gcd of what is left, read the answer back."""
        i = shared[-1]
        bound = min(_norm(f), _norm(g))
        at = 2 * bound + 29
        for _ in range(_ATTEMPTS):
            size = at.bit_length() * max(degree(f, i), degree(g, i))
            if size > _LONGEST:
                raise TooLarge
            self._count((len(f) + len(g)) * (1 + size // _BITS_OF_STEP), 1)
            low_f, low_g = _evaluated(f, i, at), _evaluated(g, i, at)
            if low_f and low_g:
                h = _without_content(_interpolated(self._gcd(low_f, low_g), i, at))
                if self._divides(h, f) and self._divides(h, g):
                    return h
            at = 73794 * at * _root4(at) // 27011
        raise TooLarge

    def _divides(self, h: Polynomial, f: Polynomial) -> bool:
        return quotient(f, h, self.guard) is not None

    def square_free(self, f: Polynomial, i: int) -> list[tuple[Polynomial, int]]:
        """f as a product of powers, none of whose bases has a double root in the i-th variable.

        Yun's algorithm (1976), for an f that is primitive in that variable.
        """
        slope = derivative(f, i)
        common = self.gcd(f, slope)
        if len(common) == 1 and 0 in common:
            return [(f, 1)]
        found: list[tuple[Polynomial, int]] = []
        b = quotient(f, common, self.guard)
        k = 1
        while b is not None and any(e for m in b for j, e in exponents(m) if j == i):
            shared = self.gcd(b, common)
            alone = quotient(b, shared, self.guard)
            if alone is None:
                return [(f, 1)]
            if not (len(alone) == 1 and 0 in alone):
                found.append((alone, k))
            b, k = shared, k + 1
            rest = quotient(common, shared, self.guard)
            if rest is None:
                return [(f, 1)]
            common = rest
        return found

    def factors(self, f: Polynomial) -> tuple[int, int, list[tuple[Polynomial, int]]]:
        """f as number * monomial * product of powers; not all factors need be found.

        Content with respect to each variable, and square-free parts, are.

        >>> from .polynomials import borrows
        >>> Divisors(borrows(1)).factors({3: 2, 2: 4, 1: 2})
        (2, 1, [({1: 1, 0: 1}, 2)])
        """
        number = number_content(f)
        monomial = monomial_content(f)
        f = over_monomial(over_number(f, number), monomial)
        found: dict[tuple[tuple[int, int], ...], tuple[Polynomial, int]] = {}
        waiting = [(f, 1)]
        while waiting:
            part, k = waiting.pop()
            if len(part) == 1:
                continue
            pieces = self._split(part)
            if len(pieces) > 1 or pieces[0][1] > 1:
                waiting += [(_positive(p), k * e) for p, e in pieces]
                continue
            key = tuple(sorted(part.items()))
            known = found.get(key)
            found[key] = (part, k + (known[1] if known else 0))
        parts = list(found.values())
        sign = 1
        check = over_number(f, 1)
        lead = check[max(check)]
        made = 1
        for p, k in parts:
            made *= p[max(p)] ** k
        if (lead < 0) != (made < 0):
            sign = -1
        return sign * number, monomial, parts

    def _split(self, f: Polynomial) -> list[tuple[Polynomial, int]]:
        """A first splitting of f, or f alone."""
        here = [(degree(f, i), i) for i, _ in exponents(variables_of(f))]
        for _, i in sorted(here):
            inner = self.content(f, i)
            if len(inner) > 1:
                outer = quotient(f, inner, self.guard)
                if outer is not None:
                    return [(inner, 1), (outer, 1)]
        most, i = max(here)
        if most > 1:
            return self.square_free(f, min(here_i for here_i in here if here_i[0] > 1)[1])
        return [(f, 1)]


def _positive(f: Polynomial) -> Polynomial:
    return f if f[max(f)] > 0 else over_number(f, -1)


def _without_content(f: Polynomial) -> Polynomial:
    return over_monomial(over_number(f, number_content(f)), monomial_content(f))


def _common_content(f: Polynomial, g: Polynomial) -> Polynomial:
    """The number and the monomial that divide all terms of both."""
    number = number_gcd(number_content(f), number_content(g))
    return {_common_monomial(monomial_content(f), monomial_content(g)): number}


def _common_monomial(m: int, n: int) -> int:
    if not m or not n:
        return 0
    other = dict(exponents(n))
    return sum(variable(i, min(e, other[i])) for i, e in exponents(m) if i in other)


def _norm(f: Polynomial) -> int:
    return max(abs(c) for c in f.values())


def _root4(n: int) -> int:
    return isqrt(isqrt(n))


def _evaluated(f: Polynomial, i: int, at: int) -> Polynomial:
    """f with a whole number for the i-th variable."""
    total: Polynomial = {}
    powers: dict[int, int] = {}
    for e, part in coefficients(f, i).items():
        scale = powers.get(e)
        if scale is None:
            scale = powers[e] = at**e
        for m, c in part.items():
            total[m] = total.get(m, 0) + c * scale
    return {m: c for m, c in total.items() if c}


def _interpolated(f: Polynomial, i: int, at: int) -> Polynomial:
    """The polynomial whose value at the number is f: coefficients read as balanced digits."""
    result: Polynomial = {}
    e = 0
    half = at // 2
    while f:
        rest: Polynomial = {}
        for m, c in f.items():
            digit = c % at
            if digit > half:
                digit -= at
            if digit:
                result[m + variable(i, e)] = digit
            c = (c - digit) // at
            if c:
                rest[m] = c
        f = rest
        e += 1
    return result


def _coprime(f: Polynomial, g: Polynomial, shared: list[int]) -> bool:
    """Whether f and g surely have no common factor in any of the variables.

    All variables but one are replaced by numbers modulo a prime; if the images keep their degree
    and have no common factor, neither have f and g one that holds the variable.
    """
    values_f, values_g = _values(f, shared), _values(g, shared)
    for kept in shared:
        a, b = _image(values_f, kept), _image(values_g, kept)
        if len(a) - 1 != degree(f, kept) or len(b) - 1 != degree(g, kept):
            return False
        if _degree_of_common(a, b):
            return False
    return True


def _number_for(i: int) -> int:
    """The number, modulo the prime, that stands for the i-th variable."""
    return pow(7, 3 * i + 11, _PRIME)


def _values(f: Polynomial, shared: list[int]) -> list[tuple[int, int]]:
    """The monomials of f with the values of its terms, all variables replaced by numbers."""
    powers = [(BITS * i, _powers(_number_for(i), degree(f, i))) for i in shared]
    values = []
    for m, c in f.items():
        for shift, known in powers:
            e = m >> shift & FIELD
            if e:
                c = c * known[e] % _PRIME
        values.append((m, c))
    return values


def _powers(n: int, most: int) -> list[int]:
    """1, n, n^2 ... modulo the prime."""
    powers = [1]
    for _ in range(most):
        powers.append(powers[-1] * n % _PRIME)
    return powers


def _image(values: list[tuple[int, int]], kept: int) -> list[int]:
    """The coefficients, modulo the prime, of a polynomial with numbers for all variables but one.

    The kept variable's number is divided out of the values of the terms again.
    """
    shift = BITS * kept
    sums: dict[int, int] = {}
    for m, value in values:
        e = m >> shift & FIELD
        sums[e] = sums.get(e, 0) + value
    most = max(sums)
    inverses = _powers(pow(_number_for(kept), -1, _PRIME), most)
    image = [sums.get(e, 0) * inverses[e] % _PRIME for e in range(most + 1)]
    while image and not image[-1]:
        image.pop()
    return image


def _degree_of_common(a: list[int], b: list[int]) -> int:
    """The degree of the gcd of two polynomials in one variable modulo the prime."""
    while b:
        inverse = pow(b[-1], -1, _PRIME)
        a = a[:]
        while len(a) >= len(b):
            factor = a[-1] * inverse % _PRIME
            shift = len(a) - len(b)
            for k, c in enumerate(b):
                a[shift + k] = (a[shift + k] - factor * c) % _PRIME
            while a and not a[-1]:
                a.pop()
            if not a:
                break
        a, b = b, a
    return len(a) - 1
