"""Signs of sums that no look at single terms finds.

    x^2 + x + 1             a square and 3/4
    x - x^2, 0 < x < 1      x*(1 - x), both factors positive
    sin(x), 0 < x < pi      the arch on which the sine is positive
"""

from __future__ import annotations

from ..expressions.rationals import divide, plain, rational
from . import facts
from .forms import ONE_PRODUCT, Atom, Sum, bare_sum, only_base
from .fractions import common_powers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Product, Value

_MOST_TERMS = 20
_HALF = rational(1, 2)
_ARCHES: dict[str, tuple[tuple[Exact, Exact, int], ...]] = {
    "sin": ((0, 1, facts.POSITIVE), (-1, 0, facts.NEGATIVE), (1, 2, facts.NEGATIVE)),
    "cos": ((-_HALF, _HALF, facts.POSITIVE), (_HALF, 3 * _HALF, facts.NEGATIVE)),
    "tan": ((0, _HALF, facts.POSITIVE), (-_HALF, 0, facts.NEGATIVE)),
}
"""Between which multiples of pi a function has which sign; it may be 0 at the ends."""


def sign_of_sum(algebra: Algebra, s: Sum, depth: int) -> int:
    """The signs that a sum can have: by completing squares, or by what its terms share."""
    if len(s.terms) > _MOST_TERMS:
        return facts.ANY
    algebra.arena.spend(len(s.terms))
    signs = _by_squares(algebra, s, depth)
    if signs == facts.ANY and (algebra.signs or algebra.ranges or algebra.assumed):
        signs = _by_common_factor(algebra, s, depth)
    return signs


def _by_squares(algebra: Algebra, s: Sum, depth: int) -> int:
    """a*u^2 + b*u has its extreme value -b^2/(4*a) at u = -b/(2*a)."""
    squares: dict[Base, list[tuple[int, Exact]]] = {}
    constant: Exact = s.terms.get(ONE_PRODUCT, 0)
    signs = 0
    for p, c in s.terms.items():
        item = only_base(p)
        if item is not None and type(item[1]) is int and item[1] > 0:
            squares.setdefault(item[0], []).append((item[1], c))
        elif p is not ONE_PRODUCT:
            signs |= facts.sign(algebra, (c, p), depth + 1) & ~facts.ZERO
    for base, powers in squares.items():
        powers.sort(key=lambda power: -power[0])
        n, a = powers[0]
        if n % 2 or len(powers) > 2 or not facts.real_base(algebra, base, depth):
            return facts.ANY
        if len(powers) == 2:
            k, b = powers[1]
            if 2 * k != n:
                return facts.ANY
            constant = constant - divide(b * b, 4 * a)
        signs |= facts.sign_of_number(a)
    of_constant = facts.sign_of_number(constant)
    if signs not in (facts.POSITIVE, facts.NEGATIVE) or of_constant not in (signs, facts.ZERO):
        return facts.ANY
    return signs if of_constant == signs else signs | facts.ZERO


def _by_common_factor(algebra: Algebra, s: Sum, depth: int) -> int:
    """u*v + u*w = u*(v + w)."""
    common = {b: k for b, k in common_powers(s).items() if type(k) is int}
    if not common or depth >= facts.DEPTH:
        return facts.ANY
    rest: dict[Product, Exact] = {}
    for p, c in s.terms.items():
        powers = dict(p.factors)
        for base, k in common.items():
            e = powers.pop(base, 0) - k  # type: ignore[operator]
            if e:
                powers[base] = e
        q = algebra.arena.product(powers)
        rest[q] = rest.get(q, 0) + c
    shared = (1, algebra.arena.product(dict(common)))
    return facts.product_of_signs(
        facts.sign(algebra, shared, depth + 1),
        facts.sign(algebra, algebra.arena.sum(rest), depth + 1),
    )


def sign_on_arch(algebra: Algebra, atom: Atom, depth: int) -> int:
    """The signs of sin, cos or tan of what lies between two multiples of pi."""
    for low, high, sign in _ARCHES.get(atom.op, ()):
        after = facts.sign(algebra, _less_turns(algebra, atom.args[0], low), depth + 1)
        before = facts.sign(algebra, _less_turns(algebra, atom.args[0], high), depth + 1)
        if not after & facts.NEGATIVE and not before & facts.POSITIVE:
            return sign | ((after | before) & facts.ZERO)
    return facts.ANY


def _less_turns(algebra: Algebra, u: Value, a: Exact) -> Value:
    """u - a*pi."""
    if not a:
        return u
    c, p = u
    s = bare_sum(p)
    terms = {p: c} if s is None else {q: c * d for q, d in s.terms.items()}
    pi = algebra.arena.atom("pi", (), True)[1]
    terms[pi] = plain(terms.get(pi, 0) - a)
    return algebra.arena.sum({q: d for q, d in terms.items() if d})


__all__ = ["sign_of_sum", "sign_on_arch"]
