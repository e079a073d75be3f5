"""Exact rational numbers p/q; the whole ones are Python's ints.

A value is ``int`` or ``Rational``, so that the common case costs what ints cost. (The standard
library's Fraction would work; importing it takes longer than a derivative.) A number that came from
a decimal literal remembers it, through arithmetic, so that 0.1 + 0.2 prints as 0.3 and not as 3/10.

>>> rational(1, 3) + rational(1, 6)
1/2
>>> rational(1, 3) * 3
1
"""

from __future__ import annotations

from math import gcd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


class Rational:
    """A fraction p/q in lowest terms, with q > 1 unless ``decimal``; made by ``rational(p, q)``.

    ``decimal`` tells that a decimal literal entered the number; it does not count in equality.
    """

    __slots__ = ("decimal", "denominator", "numerator")

    def __init__(self, numerator: int, denominator: int, decimal: bool = False) -> None:
        self.numerator = numerator
        self.denominator = denominator
        self.decimal = decimal

    def __hash__(self) -> int:
        if self.denominator == 1:
            return hash(self.numerator)
        return hash((self.numerator, self.denominator))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, int):
            return self.denominator == 1 and self.numerator == other
        if not isinstance(other, Rational):
            return NotImplemented
        return self.numerator == other.numerator and self.denominator == other.denominator

    def __bool__(self) -> bool:
        return self.numerator != 0

    def __repr__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def __neg__(self) -> Rational:
        return Rational(-self.numerator, self.denominator, self.decimal)

    def __abs__(self) -> Rational:
        return Rational(abs(self.numerator), self.denominator, self.decimal)

    def __add__(self, other: Exact) -> Exact:
        p, q = self.numerator, self.denominator
        if isinstance(other, int):
            return Rational(p + other * q, q, self.decimal)
        r, s = other.numerator, other.denominator
        return rational(p * s + r * q, q * s, self.decimal or other.decimal)

    __radd__ = __add__

    def __sub__(self, other: Exact) -> Exact:
        return self + -other

    def __rsub__(self, other: int) -> Exact:
        return -self + other

    def __mul__(self, other: Exact) -> Exact:
        p, q = self.numerator, self.denominator
        if isinstance(other, int):
            return rational(p * other, q, self.decimal)
        return rational(
            p * other.numerator, q * other.denominator, self.decimal or other.decimal
        )

    __rmul__ = __mul__

    def __lt__(self, other: Exact) -> bool:
        return self.numerator * other.denominator < other.numerator * self.denominator

    def __le__(self, other: Exact) -> bool:
        return self.numerator * other.denominator <= other.numerator * self.denominator

    def __gt__(self, other: Exact) -> bool:
        return self.numerator * other.denominator > other.numerator * self.denominator

    def __ge__(self, other: Exact) -> bool:
        return self.numerator * other.denominator >= other.numerator * self.denominator

    def __float__(self) -> float:
        return self.numerator / self.denominator


if TYPE_CHECKING:
    Exact: TypeAlias = int | Rational


def rational(p: int, q: int = 1, decimal: bool = False) -> Exact:
    """p/q in lowest terms, an int when q divides p and no decimal entered; q must not be 0.

    >>> rational(6, -4)
    -3/2
    """
    if q < 0:
        p, q = -p, -q
    g = gcd(p, q)
    if g == q and not decimal:
        return p // q
    return Rational(p // g, q // g, decimal)


def is_decimal(a: Exact) -> bool:
    """Whether a decimal literal entered the number a."""
    return isinstance(a, Rational) and a.decimal


def plain(a: Exact) -> Exact:
    """The same number, its decimal origin forgotten.

    >>> plain(decimal_value("2.0"))
    2
    """
    if isinstance(a, Rational) and a.decimal:
        return rational(a.numerator, a.denominator)
    return a


def magnitude(a: Exact) -> Exact:
    """The absolute value.

    >>> magnitude(rational(-1, 2))
    1/2
    """
    return -a if a < 0 else a


def settled(a: Exact) -> Exact:
    """The same number; a whole one forgets its decimal origin.

    >>> settled(decimal_value("0.5") * 2)
    1
    """
    return a.numerator if a.denominator == 1 else a


def as_fraction(a: Exact) -> tuple[Exact, Exact]:
    """The numerator and denominator with which a positive number is best written.

    A decimal that does not end is a fraction too, with a decimal above or below:

    >>> as_fraction(divide(1, decimal_value("1.380649e-23")))
    (1, 1380649/100000000000000000000000000000)

    One number is better than two, 1/1.6565e-34 than 2/3.313e-34.
    """
    p, q = a.numerator, a.denominator
    if not is_decimal(a):
        return p, q
    if _places(q) is not None:
        return a, 1
    tens = 1
    while p % (tens * 10) == 0:
        tens *= 10
    if tens > 1:
        whole = p if _places(p) is not None else tens
        return p // whole, Rational(q, whole, True)
    while q % (tens * 10) == 0:
        tens *= 10
    return (Rational(p, tens, True), q // tens) if tens > 1 else (p, q)


def common_unit(a: Exact, b: Exact) -> Exact:
    """The greatest number of which both are whole multiples, neither of them 0.

    >>> common_unit(rational(3, 2), 2), common_unit(-4, 6)
    (1/2, 2)
    """
    top = gcd(a.numerator * b.denominator, b.numerator * a.denominator)
    return rational(top, a.denominator * b.denominator, is_decimal(a) or is_decimal(b))


def divide(a: Exact, b: Exact) -> Exact:
    """The quotient a/b of exact numbers, b not 0.

    >>> divide(rational(1, 2), 3)
    1/6
    """
    if isinstance(a, int) and isinstance(b, int):
        return rational(a, b)
    return rational(
        a.numerator * b.denominator,
        a.denominator * b.numerator,
        is_decimal(a) or is_decimal(b),
    )


def power(a: Exact, n: int) -> Exact:
    """a^n for an integer n, exactly; a not 0 when n < 0.

    >>> power(2, -3)
    1/8
    """
    if isinstance(a, int) and n >= 0:
        return int(a**n)
    p, q = (a.numerator, a.denominator) if n >= 0 else (a.denominator, a.numerator)
    return rational(p ** abs(n), q ** abs(n), is_decimal(a))


def exact_root(a: Exact, n: int) -> Exact | None:
    """The positive n-th root of a positive number, or None if it is not exact.

    >>> exact_root(rational(4, 25), 2), exact_root(2, 2)
    (2/5, None)
    """
    if a <= 0:
        return None
    p, q = whole_root(a.numerator, n), whole_root(a.denominator, n)
    exact = p**n == a.numerator and q**n == a.denominator
    return rational(p, q, is_decimal(a)) if exact else None


def whole_root(n: int, root: int) -> int:
    """The largest whole number whose power does not pass n, by Newton's method."""
    if root >= n.bit_length():
        return 1
    guess = 1 << (-(-n.bit_length() // root))
    while True:
        better = ((root - 1) * guess + n // guess ** (root - 1)) // root
        if better >= guess:
            return guess
        guess = better


_LARGEST_EXPONENT = 100_000


def is_decimal_literal(spelling: str) -> bool:
    """Whether a text is a non-negative integer or decimal, with an exponent within bounds.

    >>> is_decimal_literal("1.5e-3"), is_decimal_literal("1e"), is_decimal_literal("-1")
    (True, False, False)
    """
    mantissa, e, exponent = spelling.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    power = exponent[1:] if exponent[:1] in ("+", "-") else exponent
    if not (digits.isascii() and digits.isdigit()):
        return False
    if not e:
        return True
    whole_power = power.isascii() and power.isdigit() and len(power) < 7
    return whole_power and int(power) <= _LARGEST_EXPONENT


def decimal_value(spelling: str) -> Exact:
    """The exact value of a decimal literal, remembered as a decimal; an int for plain digits.

    >>> decimal_value("1.25e-1"), decimal_value("12")
    (1/8, 12)
    """
    mantissa, _, exponent = spelling.lower().partition("e")
    whole, point, fraction = mantissa.partition(".")
    scale = int(exponent or 0) - len(fraction)
    digits = int((whole + fraction) or "0")
    if not point and not exponent:
        return digits
    return rational(digits * 10 ** max(scale, 0), 10 ** max(-scale, 0), decimal=True)


def decimal_spelling(value: Exact) -> str | None:
    """A non-negative value as a decimal literal, or None where the decimal does not end.

    Values beyond 10^21 or below 10^-6 are written with an exponent.

    >>> decimal_spelling(rational(3, 8)), decimal_spelling(rational(1, 3))
    ('0.375', None)
    >>> decimal_spelling(rational(66743, 10**15))
    '6.6743e-11'
    """
    p, q = value.numerator, value.denominator
    places = _places(q)
    if places is None:
        return None
    digits = str(p * 10**places // q)
    significant = digits.rstrip("0") or "0"
    exponent = len(digits) - 1 - places
    if p and not -7 < exponent < 21:
        tail = f".{significant[1:]}" if len(significant) > 1 else ""
        return f"{significant[0]}{tail}e{exponent}"
    if places == 0:
        return digits
    digits = digits.rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def _places(q: int) -> int | None:
    """How many decimals 1/q has, or None if they do not end."""
    twos = (q & -q).bit_length() - 1
    fives, rest = 0, q >> twos
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
