"""Sums and products of values, carried out: the laws that the tables only state.

What an operation takes for granted is noted in ``algebra.conditions``: a relation to 0 and a
value, such as ("!=", x) when x/x became 1.
"""

from __future__ import annotations

from ..expressions import LimitExceeded
from ..expressions.rationals import divide, plain, settled
from ..expressions.rationals import power as exact_power
from . import facts
from .forms import (
    FUNCTIONS,
    HALF,
    NUMERIC,
    ONE_PRODUCT,
    PARTIAL,
    SUMS,
    ZERO,
    Arena,
    Atom,
    NoValue,
    Sum,
    bare_sum,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from ..expressions.rationals import Exact
    from .forms import Base, Exponent, Product, Value
    from .ranges import Range


_LONG = 1_000
_BITS_OF_A_DIGIT = 4
_MINUS_ONE_ALONE: dict[Product, Exact] = {ONE_PRODUCT: -1}


class Algebra:
    """What one simplification works with: the arena, what is known, and what was used.

    Arguments:
        catalogue: the functions and rules.
        domain: "real" or "complex".
        signs: what is assumed of the symbols, by name: a set of signs as in ``facts``.
        steps: how many units of work may be done.
        digits: the longest exact number to work out.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        domain: str = "real",
        signs: dict[str, int] | None = None,
        steps: int = 100_000,
        digits: int = 4_000,
    ) -> None:
        self.catalogue = catalogue
        self.real = domain == "real"
        self.signs = signs or {}
        self.ranges: dict[str, Range] = {}
        self.whole: set[str] = set()
        self.assumed: dict[Product, int] = {}
        self.arena = Arena(steps)
        self.digits = digits
        self.conditions: dict[tuple[str, Value], None] = {}
        self.provided: list[tuple[Expr, dict[str, Value]]] = []
        self.fired: dict[str, None] = {}
        self.signs_found: dict[tuple[Base, int], int] = {}
        self.reals_found: dict[tuple[Base, int], bool] = {}
        self.decimal_exponents = False
        self.cleared = False
        self.typed: set[Expr] = set()
        self.nesting = 0
        self.rules: dict[Any, Any] = catalogue.compiled.setdefault("rules", {})
        self.apply: Callable[[Algebra, str, tuple[Value, ...]], Value] = _unknown
        self.cancel: Callable[[Factors], bool] = leave_alone
        self.multiply_out: Callable[[Algebra, Value], Value | None] = nothing
        self.rewrite_product: Callable[[Algebra, Product], Value | None] = nothing
        self.rewrite_sum: Callable[[Algebra, Sum], Value | None] = nothing

    def require(self, relation: str, value: Value) -> None:
        """Note that the answer takes ``value relation 0`` for granted."""
        self.conditions[relation, value] = None

    def require_defined(self, p: Product) -> None:
        """Note that the answer takes it for granted that a product, now gone, is defined."""
        if p.traits & PARTIAL:
            for base in p.factors:
                if type(base) is Atom and base.op == "undefined":
                    raise NoValue
            self.conditions["defined", (1, p)] = None


def _unknown(algebra: Algebra, op: str, args: tuple[Value, ...]) -> Value:
    """The function of the values, of which nothing is known."""
    return algebra.arena.atom(op, args, False)


def leave_alone(gathered: Factors) -> bool:
    """Cancel nothing."""
    return False


def nothing(*forms: object) -> None:
    """What is done where nothing is to be done."""


def add(algebra: Algebra, values: Iterable[Value], *, rules: bool = True) -> Value:
    """The sum of the values, like terms collected: a*u + b*u -> (a + b)*u.

    Without ``rules`` no rule looks at the sum.
    """
    terms: dict[Product, Exact] = {}
    for value in values:
        inner = None
        if value[1].traits & SUMS:
            value = algebra.multiply_out(algebra, value) or value
            inner = bare_sum(value[1])
        c, p = value
        if inner is None:
            if p in terms:
                _collect(algebra, terms, p, c)
            else:
                terms[p] = c
        else:
            algebra.arena.spend(len(inner.terms) >> 2)
            for q, d in inner.terms.items():
                _collect(algebra, terms, q, c * d)
    for p, c in tuple(terms.items()):
        if not c:
            algebra.require_defined(p)
            del terms[p]
        elif type(c) is not int:
            terms[p] = settled(c)
    total = algebra.arena.sum(terms)
    if rules and len(terms) > 1:
        s = bare_sum(total[1])
        if s is not None and s.functions and not s.normal:
            rewritten = algebra.rewrite_sum(algebra, s)
            if rewritten is not None:
                return multiply(algebra, ((total[0], ONE_PRODUCT), rewritten))
            s.normal = True
    return total


def _collect(algebra: Algebra, terms: dict[Product, Exact], p: Product, c: Exact) -> None:
    known = terms.get(p)
    if known is None:
        terms[p] = c
    else:
        terms[p] = total = known + c
        if type(total) is not int:
            algebra.arena.spend_on_number(total)
        if p.factors:
            algebra.fired["like terms"] = None


def negate(value: Value) -> Value:
    """The value with its sign turned."""
    return (-value[0], value[1])


def multiply(algebra: Algebra, values: Iterable[Value]) -> Value:
    """The product of the values, like factors collected: u^v * u^w -> u^(v + w)."""
    gathered = Factors(algebra)
    for value in values:
        gathered.times_value(value)
    return gathered.value()


class Factors:
    """A product while it is gathered: a number, and bases with the exponents they have so far."""

    __slots__ = ("algebra", "coefficient", "factors", "traits")

    def __init__(self, algebra: Algebra, factors: dict[Base, Exponent] | None = None) -> None:
        self.algebra = algebra
        self.coefficient: Exact = 1
        self.factors: dict[Base, Exponent] = {} if factors is None else factors
        self.traits = 0 if factors is None else NUMERIC | SUMS

    def times_value(self, value: Value) -> None:
        """Multiply by a value."""
        c, p = value
        if c != 1:
            self.coefficient = c = c * self.coefficient
            if type(c) is not int or c.bit_length() > _LONG:
                self.algebra.arena.spend_on_number(c)
        self.traits |= p.traits
        factors = self.factors
        if not factors:
            factors.update(p.factors)
            return
        for base, exponent in p.factors.items():
            if base in factors or type(base) is not Atom:
                self.times(base, exponent)
            else:
                factors[base] = exponent

    def over_value(self, value: Value) -> None:
        """Divide by a value.

        Raises:
            NoValue: when it is 0.
        """
        c, p = value
        if not c:
            raise NoValue
        if c != 1:
            self.coefficient = c = divide(self.coefficient, c)
            if type(c) is not int or c.bit_length() > _LONG:
                self.algebra.arena.spend_on_number(c)
        self.traits |= p.traits
        for base, exponent in p.factors.items():
            if isinstance(exponent, tuple):
                self.algebra.require("!=", self.algebra.arena.of_base(base))
                self.times(base, (-exponent[0], exponent[1]))
            else:
                if exponent < 0 and type(base) is not int:
                    self.algebra.require("!=", self.algebra.arena.of_base(base))
                self.times(base, -exponent)

    def require_nonzero(self, value: Value) -> None:
        """Note that a value was divided by, though it no longer stands below."""
        if not value[0]:
            raise NoValue
        for base, exponent in value[1].factors.items():
            if type(base) is not int and (isinstance(exponent, tuple) or exponent > 0):
                self.algebra.require("!=", self.algebra.arena.of_base(base))

    def times(self, base: Base, exponent: Exponent) -> None:
        """Multiply by base^exponent."""
        known = self.factors.get(base)
        if known is None:
            if type(base) is Sum and base.opposite in self.factors:
                self._times_opposite(base, exponent)
            else:
                self.factors[base] = exponent
            return
        self.algebra.fired["like factors"] = None
        total = self._added(base, known, exponent)
        if total or isinstance(total, tuple):
            self.factors[base] = total
        else:
            del self.factors[base]

    def _added(self, base: Base, one: Exponent, other: Exponent) -> Exponent:
        if not isinstance(one, tuple) and not isinstance(other, tuple):
            total = one + other
            if type(base) is not int:
                self._note_wider_domain(base, one, other, total)
            return total
        for gone in (one, other):
            self._require_power(base, gone)
        return as_exponent(add(self.algebra, (as_value(one), as_value(other))))

    def _note_wider_domain(self, base: Base, one: Exact, other: Exact, total: Exact) -> None:
        """x * x^-1 says nothing at 0, sqrt(x) * sqrt(x) nothing below 0, and their results do."""
        algebra = self.algebra
        if type(one) is int and one > 0 and type(other) is int and other > 0:
            return
        if total.numerator < 0 and (type(total) is not int or type(one) is type(other) is int):
            return
        value = algebra.arena.of_base(base)
        if not total and not value[1].total:
            algebra.require_defined(value[1])
        if algebra.real and type(total) is int and (type(one) is not int or type(other) is not int):
            algebra.require(">=", value)
        if total >= 0 and (one < 0 or other < 0):
            algebra.require("!=", value)

    def _require_power(self, base: Base, exponent: Exponent) -> None:
        self.algebra.require_defined(self.algebra.arena.product({base: exponent}))

    def _times_opposite(self, base: Sum, exponent: Exponent) -> None:
        """(1 - x)^(1/2) * (x - 1)^n: the whole power turns its sign and joins the other."""
        other = base.opposite
        assert other is not None
        there = self.factors[other]
        if type(exponent) is int:
            if exponent % 2:
                self.coefficient = -self.coefficient
            self.times(other, exponent)
        elif type(there) is int:
            if there % 2:
                self.coefficient = -self.coefficient
            del self.factors[other]
            self.factors[base] = exponent
            self.times(base, there)
        else:
            self.factors[base] = exponent

    def value(self) -> Value:
        """The value gathered: powers of numbers worked out, product rules applied."""
        algebra, factors = self.algebra, self.factors
        traits = self.traits
        if traits & NUMERIC:
            self._settle()
        if traits & SUMS and algebra.cancel(self):
            self._settle()
        p = algebra.arena.product(factors)
        coefficient = self.coefficient
        if not coefficient:
            algebra.require_defined(p)
            return ZERO
        if type(coefficient) is not int:
            coefficient = settled(coefficient)
        if p.traits & FUNCTIONS and not p.normal:
            rewritten = algebra.rewrite_product(algebra, p)
            if rewritten is not None:
                return multiply(algebra, ((coefficient, ONE_PRODUCT), rewritten))
            p.normal = True
        return (coefficient, p)

    def _settle(self) -> None:
        """Work out powers of numbers and of I, and whole powers of what stood under a root."""
        factors = self.factors
        again = True
        while again:
            again = False
            for base in tuple(factors):
                exponent = factors.get(base)
                if exponent is None:  # a sum of the other sign took it
                    continue
                if type(base) is int or (type(base) is Atom and base.op == "I"):
                    self._settle_number(base, exponent)
                elif type(base) is Sum and base.terms == _MINUS_ONE_ALONE:
                    self._settle_minus_one(base, exponent)
                elif type(base) is Sum and type(exponent) is int and not base.primitive:
                    self._unroot(base, exponent)
                    again = True

    def _unroot(self, base: Sum, exponent: int) -> None:
        """A whole power of what stood under a root, gathered as the number and factors it is."""
        del self.factors[base]
        c, p = self.algebra.arena.sum(base.terms)
        self.coefficient = self.coefficient * exact_power(c, exponent)
        for inner, e in p.factors.items():
            self.times(inner, scaled_exponent(self.algebra, e, exponent))

    def _settle_minus_one(self, base: Sum, exponent: Exponent) -> None:
        """(-1)^(k + r) = (-1)^k * (-1)^r with 0 <= r < 1, and (-1)^(1/2) = I."""
        if isinstance(exponent, tuple):
            if self.algebra.whole:
                self._settle_parity(base, exponent)
            return
        whole = exponent.numerator // exponent.denominator
        rest = exponent - whole
        if whole % 2:
            self.coefficient = -self.coefficient
        del self.factors[base]
        if rest == HALF:
            imaginary, power = next(iter(self.algebra.arena.atom("I", (), True)[1].factors.items()))
            self.times(imaginary, power)
            if imaginary in self.factors:
                self._settle_number(imaginary, self.factors[imaginary])
        elif rest:
            self.factors[base] = rest

    def _settle_parity(self, base: Sum, exponent: Value) -> None:
        """(-1)^(2*n + k*m + 1) = -(-1)^m for whole n and m and an odd k."""
        c, p = exponent
        s = bare_sum(p)
        terms = {p: c} if s is None else {q: c * d for q, d in s.terms.items()}
        if not all([facts.whole(self.algebra, (d, q)) for q, d in terms.items()]):
            return
        odd: dict[Product, Exact] = {q: 1 for q, d in terms.items() if d.numerator % 2}
        if odd.pop(ONE_PRODUCT, 0):
            self.coefficient = -self.coefficient
        del self.factors[base]
        if odd:
            self.factors[base] = self.algebra.arena.sum(odd)

    def _settle_number(self, base: Base, exponent: Exponent) -> None:
        """The whole part of a power of a number goes to the coefficient; I^2 is -1."""
        if isinstance(exponent, tuple):
            return
        if type(base) is int:
            whole = exponent.numerator // exponent.denominator
            rest = exponent - whole
            if base.bit_length() * abs(whole) > _BITS_OF_A_DIGIT * self.algebra.digits:
                raise LimitExceeded(
                    "a power of a number has too many digits",
                    limit="digits",
                    value=self.algebra.digits,
                    advice="ask for the raw form, which keeps the power",
                )
            self.coefficient = self.coefficient * exact_power(base, whole)
        elif type(exponent) is int:
            rest = exponent % 2
            if exponent % 4 > 1:
                self.coefficient = -self.coefficient
        else:
            return
        if rest:
            self.factors[base] = rest
        else:
            del self.factors[base]


def as_value(exponent: Exponent) -> Value:
    """An exponent as a value."""
    return exponent if isinstance(exponent, tuple) else (exponent, ONE_PRODUCT)


def as_exponent(value: Value) -> Exponent:
    """A value as an exponent: an exact number if it is one."""
    return value if value[1].factors else plain(value[0])


def scaled_exponent(algebra: Algebra, exponent: Exponent, factor: Exact) -> Exponent:
    """The exponent times a number."""
    if isinstance(exponent, tuple):
        return as_exponent(multiply(algebra, (exponent, (factor, ONE_PRODUCT))))
    return exponent * factor
