"""One fraction: a sum brought under one bar, what divides both parts cancelled, factors shown.

    1/(x - 1) - 1/(x + 1) = 2/((x - 1)*(x + 1))
"""

from __future__ import annotations

from math import gcd

from ..expressions.rationals import Rational, is_decimal
from .arithmetic import Factors
from .divisors import TooLarge
from .forms import ONE_PRODUCT, ZERO, Sum
from .kernels import Kernels
from .polynomials import monomial_content, over_monomial, quotient
from .powers import power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Product, Value
    from .polynomials import Polynomial

_UNIT = {0: 1}


class Fraction:
    """Powers of kernels, times powers of polynomials over the kernels, times a number.

    Arguments:
        kernels: what the polynomials are in.
        outside: the exponents of the kernels; those below the bar are negative.
        numerators: the polynomials above the bar, with exponents above 0.
        scale: the number.
    """

    def __init__(
        self,
        kernels: Kernels,
        outside: dict[int, int],
        numerators: list[tuple[Polynomial, int]],
        scale: Exact = 1,
    ) -> None:
        self.kernels = kernels
        self.outside = outside
        self.numerators = numerators
        self.scale = scale
        self.below: list[tuple[Polynomial, int]] = []
        self.changed = False

    @classmethod
    def of_sum(cls, algebra: Algebra, s: Sum, **options: Any) -> Fraction:
        """A sum under one bar; options are those of ``Kernels``.

        Raises:
            TooLarge: when the polynomials become too large.
        """
        kernels = Kernels(algebra, s.terms, **options)
        outside = _least([kernels.powers(p) for p in s.terms])
        scale = _common_denominator(s)
        numerator: Polynomial = {}
        for p, c in s.terms.items():
            whole = c.numerator * (scale.denominator // c.denominator)
            for m, d in kernels.polynomial_of(p, whole, outside).items():
                numerator[m] = numerator.get(m, 0) + d
        numerator = kernels.lowered({m: c for m, c in numerator.items() if c})
        return cls(kernels, outside, [(numerator, 1)], scale)

    @classmethod
    def of_product(cls, algebra: Algebra, p: Product, **options: Any) -> Fraction:
        """A product, its sums above the bar as polynomials."""
        kernels = Kernels(algebra, (p,), **options)
        outside = kernels.powers(p)
        numerators = []
        for i, k in tuple(outside.items()):
            relation = kernels.relation(i)
            if relation is not None and relation[0] == 1 and k > 0:
                del outside[i]
                numerators.append((relation[1], k))
        return cls(kernels, outside, numerators)

    def cancel(self) -> None:
        """Cancel what stands above the bar and below it."""
        for i, k in tuple(self.outside.items()):
            relation = self.kernels.relation(i)
            if k < 0 and relation is not None:
                self._cancel_power(i, *relation)

    def _cancel_power(self, i: int, q: int, f: Polynomial) -> None:
        """Cancel the i-th kernel, whose q-th power is f."""
        guard = self.kernels.guard
        for j, (above, n) in enumerate(self.numerators):
            while self.outside.get(i, 0) < 0:
                shorter = quotient(above, f, guard)
                if shorter is None:
                    break
                above = shorter
                self.outside[i] += q * n
                self._note(i)
            self.numerators[j] = (above, n)
            if q == 1 and self.outside.get(i, 0) < 0:
                self._cancel_part(i, j, f)

    def _cancel_part(self, i: int, j: int, f: Polynomial) -> None:
        """Cancel a factor that a numerator shares with only a part of f."""
        kernels = self.kernels
        above, n = self.numerators[j]
        common = kernels.divisors.gcd(above, f)
        if len(common) == 1:
            return
        rest = quotient(f, common, kernels.guard)
        shorter = quotient(above, common, kernels.guard)
        if rest is None or shorter is None:
            return
        self._note(i)
        k = self.outside.pop(i)
        self.numerators[j] = (shorter, n)
        self.below.append((rest, k))
        if n + k:
            (self.numerators if n + k > 0 else self.below).append((common, n + k))

    def _note(self, i: int) -> None:
        base, _ = self.kernels.unit(i)
        algebra = self.kernels.algebra
        algebra.require("!=", algebra.arena.of_base(base))
        self.changed = True

    def together(self) -> Value:
        """The value, each polynomial written as a sum without common monomial."""
        parts: list[tuple[Polynomial, int]] = []
        for f, n in self.numerators:
            if not f:
                return ZERO
            monomial = monomial_content(f)
            parts += [({monomial: 1}, n), (over_monomial(f, monomial), n)]
        return self._value(1, parts)

    def factored(self) -> Value | None:
        """The value, polynomials in factors; None if none is found."""
        number, parts, found = 1, [], False
        for f, n in self.numerators:
            f, found = self._split_off_known(f, n, found)
            c, monomial, factors = self.kernels.divisors.factors(f)
            number *= c**n
            parts.append(({monomial: 1}, n))
            parts += [(g, n * k) for g, k in factors]
            found = found or len(factors) > 1 or any(k > 1 for _, k in factors)
        return self._value(number, parts) if found else None

    def _split_off_known(self, f: Polynomial, n: int, found: bool) -> tuple[Polynomial, bool]:
        """Take out of f the sums that are factors already."""
        kernels = self.kernels
        for i, q, g in kernels.written_out():
            if 1 < len(g) <= len(f):
                while (shorter := quotient(f, g, kernels.guard)) is not None and f != _UNIT:
                    f, found = shorter, True
                    self.outside[i] = self.outside.get(i, 0) + q * n
        return f, found

    def _value(self, number: int, parts: list[tuple[Polynomial, int]]) -> Value:
        kernels, algebra = self.kernels, self.kernels.algebra
        gathered = Factors(algebra, {})
        gathered.coefficient = self.scale * number
        for i, k in self.outside.items():
            if k:
                kernels.times_kernel(gathered, i, k)
        for f, k in (*self.below, *parts):
            if f != _UNIT:
                value = kernels.value_of(f)
                if k != 1:
                    value = power(algebra, value, (k, ONE_PRODUCT))
                gathered.times_value(value)
        return gathered.value()


def _least(powers: list[dict[int, int]]) -> dict[int, int]:
    """The least exponent of each kernel, 0 where a term lacks it; those that are 0 left out."""
    least: dict[int, int] = {}
    holders: dict[int, int] = {}
    for one in powers:
        for i, k in one.items():
            least[i] = min(least.get(i, k), k)
            holders[i] = holders.get(i, 0) + 1
    n = len(powers)
    return {i: k for i, k in least.items() if k < 0 or (k and holders[i] == n)}


def _common_denominator(s: Sum) -> Exact:
    whole, decimal = 1, False
    for c in s.terms.values():
        if type(c) is not int:
            whole = whole * c.denominator // gcd(whole, c.denominator)
            decimal = decimal or is_decimal(c)
    return 1 if whole == 1 else Rational(1, whole, decimal)


def one_fraction(algebra: Algebra, s: Sum, **options: Any) -> Iterator[tuple[str, Value]]:
    """The forms of a sum as one fraction; none where it is too large."""
    try:
        fraction = Fraction.of_sum(algebra, s, **options)
        fraction.cancel()
        yield "one fraction", fraction.together()
        factored = fraction.factored()
        if factored is not None:
            yield "factors", factored
    except TooLarge:
        return


def cancelled(algebra: Algebra, p: Product, **options: Any) -> Iterator[tuple[str, Value]]:
    """A product with what its sums share above and below the bar cancelled."""
    try:
        fraction = Fraction.of_product(algebra, p, **options)
        fraction.cancel()
        yield "factors that cancel", fraction.together()
        factored = fraction.factored()
        if factored is not None:
            yield "factors", factored
    except TooLarge:
        return
