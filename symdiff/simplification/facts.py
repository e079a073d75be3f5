"""What is known of a value: its possible signs, and whether it is real.

A set of signs is a sum of NEGATIVE, ZERO and POSITIVE: {0, +} is ZERO | POSITIVE. The rules are
those of interval arithmetic with the ends forgotten. Looking stops at a fixed depth, where any
sign is possible.
"""

from __future__ import annotations

from ..loading import load
from .forms import ONE_PRODUCT, Atom, Sum, bare_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value

NEGATIVE, ZERO, POSITIVE = 1, 2, 4
ANY = NEGATIVE | ZERO | POSITIVE
NONNEGATIVE = ZERO | POSITIVE
SIGNS = {
    "lt": NEGATIVE,
    "le": NEGATIVE | ZERO,
    "gt": POSITIVE,
    "ge": NONNEGATIVE,
    "ne": NEGATIVE | POSITIVE,
    "eq": ZERO,
}
"""The signs of u - v for which a comparison of u with v holds."""
DEPTH = 12
_WHOLE = frozenset({"floor", "ceil", "sign"})
_OPPOSITE = {
    s: (s & ZERO) | (POSITIVE if s & NEGATIVE else 0) | (NEGATIVE if s & POSITIVE else 0)
    for s in range(8)
}
_OF_RECORD = {
    "positive": POSITIVE,
    "nonnegative": NONNEGATIVE,
    "nonzero": NEGATIVE | POSITIVE,
}


def product_of_signs(s: int, t: int) -> int:
    """The signs of products of numbers that have signs s and t."""
    signs = (s | t) & ZERO
    for a, turned in ((POSITIVE, t), (NEGATIVE, _OPPOSITE[t])):
        if s & a:
            signs |= turned & ~ZERO
    return signs


def sign_of_number(c: object) -> int:
    """The sign of an exact number."""
    return POSITIVE if c > 0 else ZERO if c == 0 else NEGATIVE  # type: ignore[operator]


def sign(algebra: Algebra, value: Value, depth: int = 0) -> int:
    """The signs that a real value can have where it is defined; ANY when it may not be real."""
    c, p = value
    signs = sign_of_number(c)
    if algebra.assumed and p in algebra.assumed:
        return product_of_signs(signs, algebra.assumed[p])
    for base, exponent in p.factors.items():
        signs = product_of_signs(signs, sign_of_power(algebra, base, exponent, depth))
        if signs == ANY:
            break
    return signs


def sign_of_power(algebra: Algebra, base: Base, exponent: Exponent, depth: int = 0) -> int:
    """The signs of base^exponent."""
    signs = sign_of_base(algebra, base, depth)
    if type(exponent) is int:
        if exponent % 2 == 0:
            if not real_base(algebra, base, depth):
                return ANY
            signs = POSITIVE if not signs & ZERO else NONNEGATIVE
        return signs & ~ZERO if exponent < 0 else signs
    if signs == POSITIVE:
        real_power = not isinstance(exponent, tuple) or real(algebra, exponent, depth + 1)
        return POSITIVE if real_power else ANY
    if isinstance(exponent, tuple):
        return signs if signs == NONNEGATIVE and algebra.real else ANY
    if algebra.real or signs == NONNEGATIVE:
        return POSITIVE if exponent < 0 else NONNEGATIVE
    return ANY


def sign_of_base(algebra: Algebra, base: Base, depth: int = 0) -> int:
    """The signs of an atom, a sum or a whole number."""
    if isinstance(base, int):
        return sign_of_number(base)
    if depth > DEPTH:
        return ANY
    known = _assumed_sign(algebra, base) if algebra.assumed else ANY
    if type(base) is Atom and base.leaf is not None:
        return algebra.signs.get(base.leaf.name, ANY) & known
    signs = algebra.signs_found.get((base, depth))
    if signs is None:
        look = _sign_of_sum if isinstance(base, Sum) else _sign_of_function
        signs = algebra.signs_found[base, depth] = look(algebra, base, depth)  # type: ignore[arg-type]
    return signs & known


def assume(algebra: Algebra, value: Value, signs: int) -> None:
    """Take it as known that a value has one of these signs."""
    c, p = value
    known = signs if c > 0 else _OPPOSITE[signs]
    algebra.assumed[p] = algebra.assumed.get(p, ANY) & known


def _assumed_sign(algebra: Algebra, base: Base) -> int:
    c, p = algebra.arena.of_base(base)
    known = algebra.assumed.get(p, ANY)
    return known if c > 0 else _OPPOSITE[known]


def whole(algebra: Algebra, value: Value, depth: int = 0) -> bool:
    """Whether the value is proved to be a whole number wherever it is defined."""
    c, p = value
    if c.denominator != 1 or depth > DEPTH:
        return False
    for base, exponent in p.factors.items():
        if type(exponent) is not int or exponent < 0:
            return False
        if isinstance(base, Sum):
            if not all([whole(algebra, (d, q), depth + 1) for q, d in base.terms.items()]):
                return False
        elif type(base) is Atom:
            named = base.leaf is not None and base.leaf.name in algebra.whole
            if not named and base.op not in _WHOLE:
                return False
    return True


def _sign_of_function(algebra: Algebra, base: Atom, depth: int) -> int:
    if base.op in ("max", "min", "where"):
        return _sign_of_choice(algebra, base, depth)
    record = algebra.catalogue.get(base.op)
    if record is None or not record.sign:
        if record is None or not (algebra.ranges or algebra.assumed) or not algebra.real:
            return ANY
        found: int = load("symdiff.simplification.estimates").sign_on_arch(algebra, base, depth)
        return found
    if not algebra.real and base.op != "abs" and not real_base(algebra, base, depth):
        return ANY
    known = _OF_RECORD.get(record.sign)
    return _sign_like(algebra, record.sign, base.args[0], depth) if known is None else known


def _sign_of_choice(algebra: Algebra, base: Atom, depth: int) -> int:
    """The sign of what is one of several values: of the largest one if it is the maximum."""
    parts = [sign(algebra, part, depth + 1) for part in base.args[-2:]]
    if not all([real(algebra, part, depth + 1) for part in base.args[-2:]]):
        return ANY
    one, other = parts
    found = one | other
    wins = {"max": POSITIVE, "min": NEGATIVE}.get(base.op, 0)
    if wins in parts:
        return wins
    if ZERO | wins in parts and wins:
        return found & (ZERO | wins)
    return found


def _sign_like(algebra: Algebra, pattern: str, u: Value, depth: int) -> int:
    """The sign of a function whose record says that it has the sign of u, or of u - 1."""
    if pattern == "u":
        return sign(algebra, u, depth + 1)
    if pattern == "u - 1" and not u[1].factors:
        return sign_of_number(u[0] - 1)
    if pattern == "u - 1" and depth < DEPTH:
        return sign(algebra, _less_one(algebra, u), depth + 1)
    return ANY


def _less_one(algebra: Algebra, u: Value) -> Value:
    """u - 1."""
    c, p = u
    s = bare_sum(p)
    terms = {p: c} if s is None else {q: c * d for q, d in s.terms.items()}
    terms[ONE_PRODUCT] = terms.get(ONE_PRODUCT, 0) - 1
    if not terms[ONE_PRODUCT]:
        del terms[ONE_PRODUCT]
    return algebra.arena.sum(terms)


def _sign_of_sum(algebra: Algebra, s: Sum, depth: int) -> int:
    """The sign by those of the terms; else by the numbers between which the terms lie."""
    signs = _sign_of_terms(algebra, s, depth)
    if signs == ANY and (algebra.ranges or _has_bounded_term(algebra, s)):
        ranges = load("symdiff.simplification.ranges")
        found = ranges.EVERYTHING
        if algebra.real or all([real(algebra, (1, p), depth + 1) for p in s.terms]):
            found = ranges.range_of(algebra, (1, algebra.arena.product({s: 1})), depth)
        signs = ranges.signs_of(found)
    if signs == ANY and _may_have_a_sign(algebra, s):
        signs = load("symdiff.simplification.estimates").sign_of_sum(algebra, s, depth)
    return signs


def _may_have_a_sign(algebra: Algebra, s: Sum) -> bool:
    """Whether there is an assumption, or some power is even and the constant has its sign."""
    if algebra.signs or algebra.assumed:
        return True
    positive = s.terms.get(ONE_PRODUCT, 0) > 0
    return any(
        (c > 0) is positive and type(e) is int and not e % 2
        for p, c in s.terms.items()
        if len(p.factors) == 1
        for e in p.factors.values()
    )


def _has_bounded_term(algebra: Algebra, s: Sum) -> bool:
    """Whether there is a constant term, and a term that is exp or a function with bounds."""
    return ONE_PRODUCT in s.terms and any(
        type(base) is Atom and (
            base.op == "E" or (base.args and algebra.catalogue.get(base.op) is not None
            and algebra.catalogue[base.op].bounds)
        )
        for p in s.terms for base in p.factors
    )


def _sign_of_terms(algebra: Algebra, s: Sum, depth: int) -> int:
    algebra.arena.spend(1 + (len(s.terms) >> 1))
    together = 0
    zero = True
    for p, c in s.terms.items():
        signs = sign(algebra, (c, p), depth + 1)
        zero = zero and bool(signs & ZERO)
        together |= signs & ~ZERO
        if together == NEGATIVE | POSITIVE:
            return ANY
    return together | ZERO if zero else together


def real(algebra: Algebra, value: Value, depth: int = 0) -> bool:
    """Whether the value is real wherever it is defined."""
    if algebra.real:
        return True
    return all(real_power(algebra, b, e, depth) for b, e in value[1].factors.items())


def real_power(algebra: Algebra, base: Base, exponent: Exponent, depth: int = 0) -> bool:
    """Whether base^exponent is real wherever it is defined."""
    if algebra.real:
        return True
    if type(exponent) is int:
        return real_base(algebra, base, depth)
    if isinstance(exponent, tuple) and not real(algebra, exponent, depth + 1):
        return False
    return not sign_of_base(algebra, base, depth + 1) & NEGATIVE


def real_base(algebra: Algebra, base: Base, depth: int = 0) -> bool:
    """Whether an atom, a sum or a whole number is real wherever it is defined."""
    if algebra.real or isinstance(base, int):
        return True
    if depth > DEPTH:
        return False
    if type(base) is Atom and base.leaf is not None:
        return True
    found = algebra.reals_found.get((base, depth))
    if found is None:
        found = algebra.reals_found[base, depth] = _real_form(algebra, base, depth)
    return found


def _real_form(algebra: Algebra, base: Atom | Sum, depth: int) -> bool:
    if isinstance(base, Sum):
        return all(real(algebra, (1, p), depth + 1) for p in base.terms)
    return base.op != "I" and _real_function(algebra.catalogue, base) and all(
        real(algebra, a, depth + 1) for a in base.args
    ) or base.op == "ln" and sign(algebra, base.args[0], depth + 1) == POSITIVE


def _real_function(catalogue: Catalogue, atom: Atom) -> bool:
    """A function that is real for all real arguments."""
    record = catalogue.get(atom.op)
    return record is not None and not record.domain


def nonnegative(algebra: Algebra, value: Value) -> bool:
    """Whether the value is proved to be at least 0 wherever it is defined."""
    return not sign(algebra, value) & NEGATIVE


def positive(algebra: Algebra, value: Value) -> bool:
    """Whether the value is proved to be above 0 wherever it is defined."""
    return sign(algebra, value) == POSITIVE


def nonzero(algebra: Algebra, value: Value) -> bool:
    """Whether the value is proved to differ from 0 wherever it is defined."""
    return not sign(algebra, value) & ZERO
