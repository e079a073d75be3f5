"""Sums that are factors: nested fractions cleared, powers below the bar cancelled.

    (1/x + 1)*y = (x + 1)*y/x          (x^2*a + x*b)/x = x*a + b
    (x^2/sqrt(u) - sqrt(u))*v = (x^2 - u)*v/sqrt(u)

and products multiplied out, (a + b)*c -> a*c + b*c, where that is asked for.
"""

from __future__ import annotations

from .arithmetic import Algebra, Factors, add, as_exponent, multiply
from .forms import ONE_PRODUCT, Sum, bare_sum
from .powers import power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from ..expressions.rationals import Exact
    from .forms import Base, Exponent, Value

__all__ = [
    "MOST_TERMS",
    "cancel",
    "cancel_below",
    "common_powers",
    "divided",
    "multiplied_out",
    "with_common_factor",
]

MOST_TERMS = 3_000


def common_powers(s: Sum) -> dict[Base, Exact]:
    """The least exponent of each base over the terms of a sum, where it is not 0.

    A base that a term lacks has the exponent 0 there; bases with symbols in an exponent do not
    count.
    """
    if s.common is None and s.total and not _in_all_terms(s):
        s.common = {}  # nothing stands below a bar
    if s.common is None:
        least: dict[Base, Exact] = {}
        holders: dict[Base, int] = {}
        for p in s.terms:
            for base, exponent in p.factors.items():
                if type(base) is not int and not isinstance(exponent, tuple):
                    known = least.get(base)
                    if known is None:
                        least[base], holders[base] = exponent, 1
                        continue
                    holders[base] += 1
                    if exponent is not known and exponent < known:
                        least[base] = exponent
        n = len(s.terms)
        s.common = {b: k for b, k in least.items() if k < 0 or (holders[b] == n and k != 0)}
    return s.common


def _in_all_terms(s: Sum) -> Collection[Base]:
    """The bases that all terms of a sum have."""
    shared: Collection[Base] | None = None
    for p in s.terms:
        factors = p.factors
        shared = factors if shared is None else [base for base in shared if base in factors]
        if not shared:
            break
    return shared or ()


def cancel(gathered: Factors) -> bool:
    """Take out of the sums in a product what clears their fractions, or cancels below the bar.

    Tells whether anything was taken.
    """
    if not _may_cancel(gathered):
        return False
    cleared = _take_from_sums(gathered, _fractions)
    cleared = _take_from_sums(gathered, _cancelling) or cleared
    gathered.algebra.cleared |= cleared
    return cleared


def cancel_below(gathered: Factors) -> bool:
    """Cancel below the bar what the sums in a product share with it; their fractions stay."""
    return _may_cancel(gathered) and _take_from_sums(gathered, _cancelling)


def _may_cancel(gathered: Factors) -> bool:
    if len(gathered.factors) == 1 and 1 in gathered.factors.values():
        return False
    gathered.algebra.arena.left -= len(gathered.factors) >> 1
    return any([type(s) is Sum and _takes_part(s, e) for s, e in gathered.factors.items()])


def _takes_part(s: Sum, exponent: Exponent) -> bool:
    """Whether a sum is a factor whose terms share something, or have fractions."""
    return type(exponent) is int and s.primitive and bool(common_powers(s))


def _take_from_sums(
    gathered: Factors, worth_taking: Callable[[Factors, Sum, int], dict[Base, Exact]]
) -> bool:
    """Take what is worth taking out of every sum, until nothing is; tells whether anything was."""
    again, changed = True, False
    while again:
        again = False
        for base, exponent in tuple(gathered.factors.items()):
            if type(base) is Sum and type(exponent) is int and _takes_part(base, exponent):
                taken = worth_taking(gathered, base, exponent)
                if taken and gathered.factors.get(base) == exponent:
                    _take(gathered, base, exponent, taken)
                    again = changed = True
    return changed


def _fractions(gathered: Factors, s: Sum, exponent: int) -> dict[Base, Exact]:
    """The powers below bars in the sum's terms."""
    return {base: k for base, k in common_powers(s).items() if k < 0}


def _cancelling(gathered: Factors, s: Sum, exponent: int) -> dict[Base, Exact]:
    """The powers that all terms of the sum share with what stands below the bar."""
    taken: dict[Base, Exact] = {}
    for base, k in common_powers(s).items():
        there = gathered.factors.get(base, 0)
        if exponent > 0 and k > 0 and not isinstance(there, tuple) and there < 0:
            taken[base] = -there if k > -there else k
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


def divided(algebra: Algebra, s: Sum, by: Mapping[Base, Exponent]) -> Value:
    """The sum with every term divided by the powers of these bases."""
    noted = dict(algebra.conditions)
    terms = []
    for p, c in s.terms.items():
        quotient = Factors(algebra, {})
        quotient.coefficient = c
        for base, exponent in p.factors.items():
            quotient.times(base, exponent)
        for base, k in by.items():
            quotient.times(base, (-k[0], k[1]) if isinstance(k, tuple) else -k)
        terms.append(quotient.value())
    algebra.conditions = noted  # the powers taken out still demand what the quotients do not
    total = add(algebra, terms)
    algebra.arena.inherit_decimals(s, bare_sum(total[1]))
    return total


def multiplied_out(algebra: Algebra, value: Value) -> Value | None:
    """A product as one sum, or None if it holds no sum above the bar, or would become too long."""
    rest: dict[Base, Exponent] = {}
    sums: list[Sum] = []
    length = 1
    for base, exponent in value[1].factors.items():
        if type(base) is Sum and type(exponent) is int and exponent > 0:
            if exponent > MOST_TERMS:
                return None
            length *= len(base.terms) ** exponent
            if length > MOST_TERMS:
                return None
            sums += [base] * exponent
        else:
            rest[base] = exponent
    if not sums or (len(sums) == 1 and not rest):
        return None
    c, p = Factors(algebra, rest).value()
    total: list[Value] = [(value[0] * c, p)]
    for s in sums:
        total = _terms(add(algebra, _products(algebra, total, s)))
    return add(algebra, total)


def _products(algebra: Algebra, terms: list[Value], s: Sum) -> list[Value]:
    return [multiply(algebra, (t, (c, p))) for t in terms for p, c in s.terms.items()]


def _terms(value: Value) -> list[Value]:
    s = bare_sum(value[1])
    return [value] if s is None else [(value[0] * c, p) for p, c in s.terms.items()]


def with_common_factor(algebra: Algebra, value: Value, *, bars: bool = True) -> Value:
    """A bare sum with what all its terms share in front: x^x*ln(x) + x^x = x^x*(ln(x) + 1).

    Without ``bars`` what stands below a bar in some terms only stays there.
    """
    s = bare_sum(value[1])
    if s is None:
        return value
    powers = {b: k for b, k in common_powers(s).items() if bars or k > 0}
    shared = powers | _common_symbolic_powers(algebra, s)
    if not shared:
        return value
    outside = Factors(algebra, {})
    outside.coefficient = value[0]
    for base, exponent in shared.items():
        outside.times(base, exponent)
    outside.times_value(divided(algebra, s, shared))
    return outside.value()


def _common_symbolic_powers(algebra: Algebra, s: Sum) -> dict[Base, Exponent]:
    """Powers with symbols in the exponent that all terms have, up to a number in the exponent."""
    common: dict[Base, tuple[Value, Exact]] = {}
    for i, p in enumerate(s.terms):
        here = {b: _split(algebra, e) for b, e in p.factors.items() if isinstance(e, tuple)}
        if i == 0:
            common = here
        for base, (symbolic, number) in tuple(common.items()):
            if base not in here or here[base][0] != symbolic:
                del common[base]
            else:
                common[base] = (symbolic, min(number, here[base][1]))
    return {
        base: as_exponent(add(algebra, (symbolic, (number, ONE_PRODUCT))))
        for base, (symbolic, number) in common.items()
    }


def _split(algebra: Algebra, exponent: Value) -> tuple[Value, Exact]:
    """An exponent as its part with symbols, and its number."""
    s = bare_sum(exponent[1])
    number = exponent[0] * s.terms.get(ONE_PRODUCT, 0) if s is not None else 0
    return add(algebra, (exponent, (-number, ONE_PRODUCT))), number
