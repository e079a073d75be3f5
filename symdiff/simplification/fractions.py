"""Common factors of sums that are factors: nested fractions cleared, powers below the bar cancelled.

    (1/x + 1)*y = (x + 1)*y/x          (x^2*a + x*b)/x = x*a + b
    (x^2/sqrt(u) - sqrt(u))*v = (x^2 - u)*v/sqrt(u)

and products multiplied out, (a + b)*c -> a*c + b*c, where that is asked for.
"""

from __future__ import annotations

from .arithmetic import Algebra, Factors, add, multiply
from .forms import ONE_PRODUCT, Sum, bare_sum
from .powers import power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions.rationals import Exact
    from .forms import Base, Exponent, Value

_MOST_TERMS = 3_000


def common_powers(s: Sum) -> dict[Base, Exact]:
    """The least exponent of each base over the terms of a sum, where it is not 0.

    A base that a term lacks has the exponent 0 there; bases with symbols in an exponent do not count.
    """
    if s.common is None:
        least: dict[Base, Exact] = {}
        holders: dict[Base, int] = {}
        for p in s.terms:
            for base, exponent in p.factors.items():
                if type(base) is not int and type(exponent) is not tuple:
                    known = least.get(base, exponent)
                    least[base] = exponent if exponent < known else known  # type: ignore[operator]
                    holders[base] = holders.get(base, 0) + 1
        n = len(s.terms)
        s.common = {b: k for b, k in least.items() if k < 0 or (holders[b] == n and k != 0)}
    return s.common


def cancel(gathered: Factors) -> None:
    """Take out of the sums in a product what clears their fractions, or cancels below the bar."""
    alone = len(gathered.factors) == 1
    again = True
    while again:
        again = False
        for base, exponent in tuple(gathered.factors.items()):
            if type(base) is not Sum or not base.primitive or type(exponent) is not int:
                continue
            if alone and exponent == 1:
                return
            taken = _worth_taking(gathered, base, exponent)
            if taken and gathered.factors.get(base) == exponent:
                _take(gathered, base, exponent, taken)
                again = True


def _worth_taking(gathered: Factors, s: Sum, exponent: int) -> dict[Base, Exact]:
    taken: dict[Base, Exact] = {}
    for base, k in common_powers(s).items():
        if k < 0:
            taken[base] = k
        elif exponent > 0:
            there = gathered.factors.get(base, 0)
            if type(there) is not tuple and there < 0:  # type: ignore[operator]
                taken[base] = min(k, -there)  # type: ignore[operator,type-var]
    return taken


def _take(gathered: Factors, s: Sum, exponent: int, taken: dict[Base, Exact]) -> None:
    """s^n = (b^k)^n * (s / b^k)^n."""
    algebra = gathered.algebra
    del gathered.factors[s]
    gathered.times_value(power(algebra, divided(algebra, s, taken), (exponent, ONE_PRODUCT)))
    for base, k in taken.items():
        if k < 0 and exponent < 0:
            algebra.require("!=", algebra.arena.of_base(base))
        gathered.times(base, k * exponent)
    gathered.numeric = True


def divided(algebra: Algebra, s: Sum, by: dict[Base, Exact]) -> Value:
    """The sum with every term divided by the powers of these bases."""
    terms = []
    for p, c in s.terms.items():
        rest = dict(p.factors)
        for base, k in by.items():
            left = rest.get(base, 0) - k  # type: ignore[operator]
            if left:
                rest[base] = left
            else:
                del rest[base]
        d, q = Factors(algebra, rest).value()
        terms.append((c * d, q))
    return add(algebra, terms)


def multiplied_out(gathered: Factors) -> Value | None:
    """The product as one sum, or None if it holds no sum, or would become too long."""
    algebra = gathered.algebra
    rest: dict[Base, Exponent] = {}
    sums: list[Sum] = []
    length = 1
    for base, exponent in gathered.factors.items():
        if type(base) is Sum and type(exponent) is int and exponent > 0:
            length *= len(base.terms) ** exponent
            if length > _MOST_TERMS:
                return None
            sums += [base] * exponent
        else:
            rest[base] = exponent
    if not sums or (len(sums) == 1 and not rest):
        return None
    total: list[Value] = [Factors(algebra, rest).value()]
    total[0] = (total[0][0] * gathered.coefficient, total[0][1])
    for s in sums:
        total = _terms(add(algebra, _products(algebra, total, s)))
    return add(algebra, total)


def _products(algebra: Algebra, terms: list[Value], s: Sum) -> list[Value]:
    return [multiply(algebra, (t, (c, p))) for t in terms for p, c in s.terms.items()]


def _terms(value: Value) -> list[Value]:
    s = bare_sum(value[1])
    return [value] if s is None else [(value[0] * c, p) for p, c in s.terms.items()]


def factored(algebra: Algebra, value: Value) -> Value:
    """A bare sum with what all its terms share in front."""
    s = bare_sum(value[1])
    shared = common_powers(s) if s is not None else {}
    if s is None or not shared:
        return value
    outside = Factors(algebra, dict(shared))
    outside.coefficient = value[0]
    outside.times_value(divided(algebra, s, shared))
    return outside.value()
