"""One fraction: a sum brought under one bar, what divides both parts cancelled, factors shown.

    1/(x - 1) - 1/(x + 1) = 2/((x - 1)*(x + 1))
"""

from __future__ import annotations

from math import gcd, inf

from ..expressions.rationals import Rational, divide, is_decimal
from ..expressions.rationals import power as exact_power
from .arithmetic import Factors, add
from .divisors import TooLarge
from .forms import ONE_PRODUCT, ZERO, Sum
from .kernels import Kernels
from .polynomials import (
    exponent_in,
    exponents,
    monomial_content,
    number_content,
    over_monomial,
    over_number,
    quotient,
    variable,
    variables_of,
)
from .powers import power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Product, Value
    from .polynomials import Polynomial

_UNIT = {0: 1}
_LONGEST_JOINED = 40
_MOST_JOINED = 12
_MOST_APART = 4


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
        self.most_terms = inf

    @classmethod
    def of_sum(cls, algebra: Algebra, s: Sum, **options: Any) -> Fraction:
        """A sum under one bar; options are those of ``Kernels``.

        Raises:
            TooLarge: when the polynomials become too large.
        """
        kernels = Kernels(algebra, s.terms, **options)
        terms = []
        for p, c in s.terms.items():
            powers, times = kernels.powers(p)
            terms.append((powers, c * times))
        outside = _least([powers for powers, _ in terms])
        scale = _common_denominator([c for _, c in terms])
        numerator: Polynomial = {}
        for powers, c in terms:
            for i, k in outside.items():
                powers[i] = powers.get(i, 0) - k
            whole = c.numerator * (scale.denominator // c.denominator)
            for m, d in kernels.polynomial(powers, whole).items():
                numerator[m] = numerator.get(m, 0) + d
        numerator = kernels.lowered({m: c for m, c in numerator.items() if c})
        return cls(kernels, outside, [(numerator, 1)], scale)

    @classmethod
    def of_product(cls, algebra: Algebra, p: Product, **options: Any) -> Fraction:
        """A product, its sums above the bar as polynomials."""
        kernels = Kernels(algebra, (p,), **options)
        outside, times = kernels.powers(p)
        numerators = []
        for i, k in tuple(outside.items()):
            relation = kernels.relation(i)
            if relation is not None and relation[0] == 1 and k > 0:
                del outside[i]
                numerators.append((relation[1], k))
        return cls(kernels, outside, numerators, times)

    def cancel(self) -> None:
        """Cancel what stands above the bar and below it."""
        self._lower_sums()
        for i in tuple(self.outside):
            self._gather(i)
        for i, k in tuple(self.outside.items()):
            relation = self.kernels.relation(i)
            if k < 0 and relation is not None:
                self._cancel_power(i, *relation)
                self._cancel_content(i, *relation)
        for i, q, f in self.kernels.written_out():
            if q == 2 and self.kernels.has_bars(i):
                for j, n, g in self.kernels.written_out():
                    if n == 1 and self.outside.get(j, 0) < 0:
                        rest = quotient(f, g, self.kernels.guard)
                        if rest is not None and self.kernels.stands_below(i, rest):
                            self._split_root(i, j, g)
                            self._lower(i, j, rest)

    def _lower_sums(self) -> None:
        """Write sums that are factors by the identities: sin(x)^2 + cos(x)^2 is 1."""
        for i, q, f in self.kernels.written_out():
            k = self.outside.get(i, 0)
            if q == 1 and k:
                g = self.kernels.lowered(f)
                if g and g != f:
                    del self.outside[i]
                    (self.numerators if k > 0 else self.below).append((g, k))

    def _split_root(self, i: int, j: int, g: Polynomial) -> None:
        """(1 + 1/x + sqrt(1 + 1/x))/(1 + 1/x) = (sqrt(1 + 1/x) + 1)/sqrt(1 + 1/x)."""
        root = {variable(i): 1}
        for at, (above, n) in enumerate(self.numerators):
            if n == 1 and exponent_in(variables_of(above), i) and self.outside[j] < 0:
                rest = quotient(self.kernels.product(above, root), g, self.kernels.guard)
                if rest is not None:
                    self.numerators[at] = (rest, 1)
                    self.outside[j] += 1
                    self.outside[i] = self.outside.get(i, 0) - 1

    def _lower(self, i: int, j: int, rest: Polynomial) -> None:
        """sqrt(1 + 1/x)/(1 + 1/x) = 1/sqrt(1 + 1/x)."""
        while self.outside[j] < 0 < self.outside.get(i, 0):
            for monomial, c in rest.items():
                self.scale = self.scale * c
                for k, e in exponents(monomial):
                    self.outside[k] = self.outside.get(k, 0) + e
            self.outside[i] -= 2
            self.outside[j] += 1

    def _gather(self, i: int) -> None:
        """c*(1 - x^2) * sqrt(c - c*x^2) = (c - c*x^2)^(3/2), for a root of what has a factor c."""
        q, f = self.kernels.relation(i) or (1, _UNIT)
        monomial = monomial_content(f)
        if q == 1 or not monomial:
            return
        number = number_content(f)
        rest = over_monomial(over_number(f, number), monomial)
        while self._takes(monomial, rest):
            if self.outside[i] < 0:
                self._note(i)
            self.outside[i] += q
            self.scale = divide(self.scale, number)

    def _takes(self, monomial: int, rest: Polynomial) -> bool:
        """Take a monomial and a polynomial out of what stands above the bar, if they are there."""
        self._take_out_monomials()
        if any(self.outside.get(k, 0) < e for k, e in exponents(monomial)):
            return False
        if rest != _UNIT and not self._divides_one(rest):
            return False
        for k, e in exponents(monomial):
            self.outside[k] -= e
        return True

    def _take_out_monomials(self) -> None:
        """Put what all terms of a polynomial above the bar share beside it."""
        for j, (above, n) in enumerate(self.numerators):
            inside = monomial_content(above)
            if inside:
                self.numerators[j] = (over_monomial(above, inside), n)
                for k, e in exponents(inside):
                    self.outside[k] = self.outside.get(k, 0) + e * n

    def _divides_one(self, f: Polynomial) -> bool:
        """Take a factor out of what stands above the bar, if it is there."""
        for j, (above, n) in enumerate(self.numerators):
            shorter = self.kernels.quotient(above, f)
            if shorter is not None:
                left = [(above, n - 1)] if n > 1 else []
                self.numerators[j : j + 1] = [*left, (shorter, 1)]
                return True
        return False

    def _cancel_power(self, i: int, q: int, f: Polynomial) -> None:
        """Cancel the i-th kernel, whose q-th power is f, a number times a monomial times g."""
        number, monomial = number_content(f), monomial_content(f)
        g = over_monomial(over_number(f, number), monomial)
        for j, (above, n) in enumerate(self.numerators):
            while self.outside.get(i, 0) < 0 and len(g) > 1:
                shorter = self.kernels.quotient(above, g)
                if shorter is None:
                    break
                above = shorter
                self.outside[i] += q * n
                self.scale = self.scale * exact_power(number, -n)
                for k, e in exponents(monomial):
                    self.outside[k] = self.outside.get(k, 0) - e * n
                self._note(i)
            self.numerators[j] = (above, n)
            if q == 1 and self.outside.get(i, 0) < 0:
                self._cancel_part(i, j, f)
            elif q > 1 and self.outside.get(i, 0) <= -q:
                self._cancel_part_of_root(i, q, f)

    def _cancel_content(self, i: int, q: int, f: Polynomial) -> None:
        """Cancel a monomial that divides all terms of f with what stands above the bar."""
        k, monomial = self.outside.get(i, 0), monomial_content(f)
        if q != 1 or k >= 0 or len(f) < 2 or not monomial:
            return
        self._take_out_monomials()
        if any(self.outside.get(j, 0) > 0 for j, _ in exponents(monomial)):
            del self.outside[i]
            self.below.append((over_monomial(f, monomial), k))
            for j, e in exponents(monomial):
                self.outside[j] = self.outside.get(j, 0) + k * e
            self._note(i)

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

    def _cancel_part_of_root(self, i: int, q: int, f: Polynomial) -> None:
        """(1 + x)/(1 - x^2)^(3/2) = 1/((1 - x)*sqrt(1 - x^2))."""
        kernels = self.kernels
        for j, (above, n) in enumerate(self.numerators):
            common = kernels.divisors.gcd(above, f) if n == 1 else _UNIT
            rest = quotient(f, common, kernels.guard) if len(common) > 1 else None
            shorter = quotient(above, common, kernels.guard) if rest is not None else None
            if rest is not None and shorter is not None:
                self._note(i)
                self.numerators[j] = (shorter, 1)
                self.outside[i] += q
                self._over(rest)
                return

    def _over(self, f: Polynomial) -> None:
        """Divide by a polynomial, by the kernel that stands for it if there is one."""
        for i, q, g in self.kernels.written_out():
            if g == f:
                self.outside[i] = self.outside.get(i, 0) - q
                return
        self.below.append((f, -1))

    def _note(self, i: int) -> None:
        base, _ = self.kernels.unit(i)
        algebra = self.kernels.algebra
        algebra.require("!=", algebra.arena.of_base(base))

    def together(self) -> Value | None:
        """The value, each polynomial written as a sum without common monomial."""
        parts = list(self.below)
        for f, n in self.numerators:
            if not f:
                return ZERO
            monomial = monomial_content(f)
            parts += [({monomial: 1}, n), (over_monomial(f, monomial), n)]
        return self._value(1, parts)

    def factored(self) -> Value | None:
        """The value, polynomials in factors; None if none is found."""
        number, parts, found = 1, list(self.below), False
        outside = dict(self.outside)
        for f, n in self.numerators:
            if not f:
                return None
            f, known = self._split_off_known(f, n, outside)
            found = found or known
            c, monomial, factors = self.kernels.divisors.factors(f)
            number *= c**n
            parts.append(({monomial: 1}, n))
            parts += [(g, n * k) for g, k in factors]
            found = found or len(factors) > 1 or any(k > 1 for _, k in factors)
        return self._value(number, parts, outside) if found else None

    def joined(self) -> Value | None:
        """The value, factors whose product has no more terms multiplied: (1 - u)*(1 + u)."""
        kernels = self.kernels
        powers = [*self.numerators, *self.below]
        kept = dict(self.outside)
        for i, q, f in kernels.written_out():
            if q == 1 and kept.get(i):
                powers.append((f, kept.pop(i)))
        found = False
        again = 1 < len(powers) <= _MOST_JOINED
        while again:
            again = self._join_two(powers)
            found = found or again
        if not found:
            return None
        return self._value(1, powers, kept)

    def apart(self) -> Value | None:
        """The value term by term, where a part of what stands below cancels in a term."""
        if len(self.numerators) != 1 or self.below:
            return None
        f, n = self.numerators[0]
        cancels = [i for i, k in self.outside.items() if k < 0 and self.kernels.relation(i)]
        present = variables_of(f)
        if n != 1 or len(f) > _MOST_APART or not any(exponent_in(present, i) for i in cancels):
            return None
        terms = []
        for monomial, c in f.items():
            gathered = Factors(self.kernels.algebra, {})
            gathered.coefficient = self.scale * c
            powers = dict(self.outside)
            for i, k in exponents(monomial):
                powers[i] = powers.get(i, 0) + k
            for i, k in powers.items():
                if k:
                    self.kernels.times_kernel(gathered, i, k)
            terms.append(gathered.value())
        return add(self.kernels.algebra, terms)

    def _join_two(self, powers: list[tuple[Polynomial, int]]) -> bool:
        """Multiply two factors, as often as both are there, if that is shorter."""
        for j in range(len(powers)):
            f, e = powers[j]
            for i in range(j):
                g, k = powers[i]
                if (e > 0) is not (k > 0) or len(f) < 2 or len(g) < 2:
                    continue
                if len(f) * len(g) > _LONGEST_JOINED:
                    continue
                made = self.kernels.product(f, g)
                if len(made) < len(f) + len(g) and self._may_join(f, g, made):
                    times = min(e, k) if e > 0 else max(e, k)
                    del powers[j], powers[i]
                    powers.append((made, times))
                    powers += [(h, n - times) for h, n in ((f, e), (g, k)) if n != times]
                    return True
        return False

    def _may_join(self, f: Polynomial, g: Polynomial, made: Polynomial) -> bool:
        """Polynomials in symbols that came factored stay so, unless clearly shorter together."""
        plain = self.kernels.is_plain(f) and self.kernels.is_plain(g)
        return not plain or len(f) + len(g) - len(made) > 2

    def _split_off_known(
        self, f: Polynomial, n: int, outside: dict[int, int]
    ) -> tuple[Polynomial, bool]:
        """Take out of f the sums that are factors already; tells whether any was."""
        kernels, found = self.kernels, False
        if len(self.numerators) > 1:
            return f, False  # the sums of a product are factors already
        for i, q, g in kernels.written_out():
            if 1 < len(g) <= len(f):
                while f != _UNIT and (shorter := quotient(f, g, kernels.guard)) is not None:
                    f, found = shorter, True
                    outside[i] = outside.get(i, 0) + q * n
        return f, found

    def _value(
        self,
        number: int,
        parts: list[tuple[Polynomial, int]],
        outside: dict[int, int] | None = None,
    ) -> Value | None:
        kernels, algebra = self.kernels, self.kernels.algebra
        if sum([len(f) for f, _ in parts]) > self.most_terms:
            return None
        gathered = Factors(algebra, {})
        gathered.coefficient = self.scale * number
        for i, k in (self.outside if outside is None else outside).items():
            if k:
                kernels.times_kernel(gathered, i, k)
        for f, k in parts:
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


def _common_denominator(numbers: list[Exact]) -> Exact:
    whole, decimal = 1, False
    for c in numbers:
        if type(c) is not int:
            whole = whole * c.denominator // gcd(whole, c.denominator)
            decimal = decimal or is_decimal(c)
    return 1 if whole == 1 else Rational(1, whole, decimal)


ONE_FRACTION = ("one fraction", "common factor", "conjugates", "terms apart")
CANCELLED = ("factors that cancel", "common factor", "conjugates", "terms apart")


def fractions_of_sum(
    algebra: Algebra,
    s: Sum,
    terms: float = inf,
    names: Collection[str] = ONE_FRACTION,
    **options: Any,
) -> Iterator[tuple[str, Value]]:
    """The forms of a sum as one fraction, those named; none too large or with more terms."""
    try:
        fraction = Fraction.of_sum(algebra, s, **options)
        yield from _forms(ONE_FRACTION, names, fraction, terms)
    except TooLarge:
        return


def fractions_of_product(
    algebra: Algebra,
    p: Product,
    terms: float = inf,
    names: Collection[str] = CANCELLED,
    **options: Any,
) -> Iterator[tuple[str, Value]]:
    """The forms of a product, those named, what its sums share above and below cancelled."""
    try:
        fraction = Fraction.of_product(algebra, p, **options)
        yield from _forms(CANCELLED, names, fraction, terms)
    except TooLarge:
        return


def _forms(
    known: tuple[str, ...], names: Collection[str], fraction: Fraction, terms: float
) -> Iterator[tuple[str, Value]]:
    fraction.most_terms = terms
    fraction.cancel()
    made = (fraction.together, fraction.factored, fraction.joined, fraction.apart)
    for name, make in zip(known, made, strict=True):
        value = make() if name in names else None
        if value is not None:
            yield name, value
