"""Differences taken apart, so that a line for 1 - u is found in a - a*u and in v + 1 - u."""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply
from .exponentials import Chain, base_and_power, power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_ONE = Number("1")
_MOST_TERMS = 32


def as_difference(node: Apply) -> tuple[Expr, Expr] | None:
    """A difference, or a sum with a minus in front of a term, as (from what, what is taken)."""
    left, right = node.args
    if node.op == "sub":
        return left, right
    for a, b in ((left, right), (right, left)):
        negated = _negated(b)
        if negated is not None:
            return a, negated
    return None


def _negated(e: Expr) -> Expr | None:
    return e.args[0] if type(e) is Apply and e.op == "neg" else None


def terms_of(e: Expr) -> list[Expr]:
    """The last terms of a sum, behind what stands before them."""
    terms: list[Expr] = []
    while type(e) is Apply and e.op == "add" and len(terms) < _MOST_TERMS:
        terms.append(e.args[1])
        e = e.args[0]
    return [e, *reversed(terms)]


def sum_of(terms: list[Expr]) -> Expr:
    """The sum of the terms, from the left."""
    total = terms[0]
    for t in terms[1:]:
        total = apply("add", (total, t))
    return total


def common_factors(
    left: Expr, right: Expr, chain: Callable[[Expr], Chain] = Chain
) -> tuple[list[Expr], list[Expr], Expr, Expr] | None:
    """Factors and divisors that two products share, and what is left of each; None without any.

    a - a*u gives a, 1 and u; of 1/s^2 and b/s the divisor s is shared, 1/s and b are left.
    """
    one, other = chain(left), chain(right)
    shared: list[list[Expr]] = []
    for sign in (1, -1):
        places = {base_and_power(e)[0]: j for j, e in other.factors(sign) if e is not _ONE}
        shared.append([])
        for i, e in one.factors(sign):
            base, n = base_and_power(e)
            if base in places:
                j = places.pop(base)
                k = base_and_power(other.nodes[j])[1]
                shared[-1].append(power(base, min(n, k)))
                one.put(i, power(base, max(n - k, 0)))
                other.put(j, power(base, max(k - n, 0)))
    return (shared[0], shared[1], one.product(), other.product()) if any(shared) else None
