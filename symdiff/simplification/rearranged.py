"""Forms that are asked for by name: multiplied out, in factors, by powers of a symbol."""

from __future__ import annotations

from ..expressions import ArgumentError, LimitExceeded
from .arithmetic import Factors, add, multiply, nothing
from .forms import ONE_PRODUCT, Sum, bare_sum
from .fractions import MOST_TERMS, multiplied_out
from .normal import normal_form
from .powers import power
from .together import fractions_of_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions import Symbol
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value
    from .presentation import Presenter


def expanded(algebra: Algebra, presenter: Presenter, value: Value) -> Value:
    """All products and powers of sums multiplied out."""
    algebra.multiply_out = multiplied_out
    formula = presenter.formula(value)
    value = normal_form(algebra, formula)[formula]
    value = multiplied_out(algebra, value) or value
    algebra.multiply_out = nothing
    if _holds_a_product_of_sums(value):
        raise LimitExceeded(
            "the formula multiplied out has too many terms",
            limit="terms",
            value=MOST_TERMS,
            advice="ask for another form",
        )
    return value


def _holds_a_product_of_sums(value: Value) -> bool:
    s = bare_sum(value[1])
    return any(
        type(base) is Sum and type(e) is int and e > 0 and bare_sum(p) is None
        for p in ((value[1],) if s is None else s.terms)
        for base, e in p.factors.items()
    )


def factored(algebra: Algebra, value: Value) -> Value:
    """Every sum in the product as one fraction, its parts in factors, as far as they are found."""
    gathered = Factors(algebra)
    gathered.coefficient = value[0]
    for base, exponent in value[1].factors.items():
        if type(base) is Sum and type(exponent) is int:
            split = _split(algebra, base)
            gathered.times_value(power(algebra, split, (exponent, ONE_PRODUCT)))
        else:
            gathered.times_value((1, algebra.arena.product({base: exponent})))
    algebra.require_defined(value[1])  # what the result demands itself is left out later
    return gathered.value()


def _split(algebra: Algebra, s: Sum) -> Value:
    """A sum as one fraction in factors, as far as they are found."""
    found: Value = algebra.arena.of_base(s)
    for name, value in fractions_of_sum(algebra, s):
        if name != "conjugates":
            found = value
    return found


def collected(
    algebra: Algebra, presenter: Presenter, value: Value, x: Symbol | None
) -> Value:
    """a*x^2 + b*x^2 + x = (a + b)*x^2 + x: the terms of each power of x together.

    Raises:
        ArgumentError: when no variable is named.
    """
    if x is None:
        raise ArgumentError("collect by which variable?", advice="name the variable")
    value = expanded(algebra, presenter, value)
    s = bare_sum(value[1])
    if s is None:
        return value
    (symbol,) = algebra.arena.symbol(x)[1].factors
    powers: dict[Exponent, list[Value]] = {}
    for p, c in s.terms.items():
        rest: dict[Base, Exponent] = dict(p.factors)
        exponent = rest.pop(symbol, 0)
        powers.setdefault(exponent, []).append((value[0] * c, algebra.arena.product(rest)))
    return add(algebra, [_term(algebra, symbol, e, parts) for e, parts in powers.items()])


def _term(algebra: Algebra, x: Base, exponent: Exponent, parts: list[Value]) -> Value:
    coefficient = add(algebra, parts)
    if exponent == 0:
        return coefficient
    return multiply(algebra, (coefficient, (1, algebra.arena.product({x: exponent}))))
