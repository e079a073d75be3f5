"""Powers of values, u^v, sound on the reals: (x^2)^(1/2) is abs(x), and (x*y)^(1/2) stays."""

from __future__ import annotations

from ..expressions.rationals import (
    as_fraction,
    is_decimal,
    magnitude,
    plain,
    settled,
    whole_root,
)
from ..expressions.rationals import power as exact_power
from . import facts
from .arithmetic import Factors, as_value, multiply, negate, scaled_exponent
from .forms import ONE, ONE_PRODUCT, ZERO, Atom, NoValue, Sum, bare_sum, only_base

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value

_SMALL_PRIMES = [p for p in range(2, 300) if all(p % q for q in range(2, int(p**0.5) + 1))]


def power(algebra: Algebra, u: Value, v: Value) -> Value:
    """The value u^v; 0^0 is 1.

    Raises:
        NoValue: when it has none anywhere, such as 0^-1.
    """
    if v[1].factors:
        return _symbolic(algebra, u, v)
    exponent = v[0]
    if type(exponent) is not int:
        if is_decimal(exponent) and exponent.denominator != 1:
            algebra.decimal_exponents = True
        exponent = plain(exponent)
    if exponent == 1:
        return u
    if not exponent:
        algebra.require_defined(u[1])
        return ONE
    if not u[0]:
        if exponent < 0:
            raise NoValue
        return ZERO
    if u[0] != 1 and _too_long(algebra, u[0], exponent):
        return _unevaluated(algebra, u, exponent)
    if type(exponent) is int:
        return _whole(algebra, u, exponent)
    return _radical(algebra, u, exponent)


def _too_long(algebra: Algebra, c: Exact, exponent: Exact) -> bool:
    bits = max(abs(c.numerator), c.denominator).bit_length() - 1
    return bool(bits * magnitude(exponent) > algebra.digits * 3)


def _unevaluated(algebra: Algebra, u: Value, exponent: Exact) -> Value:
    """A power of a number that has too many digits, kept as an atom."""
    c, p = u
    number = algebra.arena.atom("pow", ((c, ONE_PRODUCT), (exponent, ONE_PRODUCT)), c > 0)
    if not p.factors:
        return number
    return multiply(algebra, (number, power(algebra, (1, p), (exponent, ONE_PRODUCT))))


def _whole(algebra: Algebra, u: Value, n: int) -> Value:
    """(c * b^e)^n = c^n * b^(e*n) for a whole n."""
    c, p = u
    if n > 0 and len(p.factors) == 1:
        for base, exponent in p.factors.items():
            if type(exponent) is int and type(base) is Atom and base.leaf is not None:
                power_of_number = c if c == 1 else exact_power(c, n)
                return (power_of_number, algebra.arena.product({base: exponent * n}))
    gathered = Factors(algebra, {})
    for base, exponent in p.factors.items():
        total = scaled_exponent(algebra, exponent, n)
        if type(base) is not int:
            _note_wider_domain(algebra, base, exponent, n, total)
        gathered.times(base, total)
    gathered.coefficient = gathered.coefficient * exact_power(c, n)
    gathered.traits = p.traits
    return gathered.value()


def _note_wider_domain(
    algebra: Algebra, base: Base, inner: Exponent, outer: Exact, total: Exponent
) -> None:
    """What (b^inner)^outer demands of b and b^total does not."""
    if isinstance(inner, tuple):
        if facts.sign_of_base(algebra, base) != facts.POSITIVE:
            algebra.require_defined(algebra.arena.product({base: inner}))
        return
    if algebra.real and type(total) is int and not (type(inner) is type(outer) is int):
        algebra.require(">=", algebra.arena.of_base(base))
    if outer < 0 and inner < 0:
        algebra.require("!=", algebra.arena.of_base(base))


def _radical(algebra: Algebra, u: Value, e: Exact) -> Value:
    """(c * b1^e1 * b2^e2 ...)^e for a fraction e: what cannot be negative leaves the root."""
    c, p = u
    gathered = Factors(algebra, {})
    _times_root_of_number(gathered, magnitude(c), e)
    inside: dict[Base, Exponent] = {}
    perhaps_zero: dict[Base, Exponent] = {}
    together = not algebra.real and _turns(algebra, u)
    for base, exponent in p.factors.items():
        signs = facts.sign_of_power(algebra, base, exponent)
        if together and signs & facts.NEGATIVE:
            inside[base] = exponent
        elif signs & facts.ZERO and e > 0:
            if signs & facts.NEGATIVE:
                inside[base] = exponent
            else:
                perhaps_zero[base] = exponent
        elif not _leaves_root(algebra, gathered, base, exponent, e):
            inside[base] = exponent
    stays = bool(inside) or c < 0
    for base, exponent in perhaps_zero.items():
        if stays or not _leaves_root(algebra, gathered, base, exponent, e):
            inside[base] = exponent
    if c > 0 and not inside:
        return gathered.value()
    return _rooted(algebra, gathered, c < 0, inside, e, u)


def _turns(algebra: Algebra, u: Value) -> bool:
    """Whether more than one factor of a complex product may be other than positive.

    Then (z*w)^e is not z^e * w^e: the arguments of z and w may add up to more than pi.
    """
    c, p = u
    turning = [
        1
        for base, exponent in p.factors.items()
        if facts.sign_of_power(algebra, base, exponent) & facts.NEGATIVE
    ]
    return len(turning) + (c < 0) > 1


def _leaves_root(
    algebra: Algebra, gathered: Factors, base: Base, exponent: Exponent, e: Exact
) -> bool:
    """Multiply by (base^exponent)^e if that is a power of the base, or of its absolute value.

    What can be 0 leaves only if nothing that could be negative stays: sqrt(x^2*y) is 0 at x = 0, y
        = -1.
    """
    signs = facts.sign_of_base(algebra, base)
    if not signs & facts.NEGATIVE:
        if isinstance(exponent, tuple) and not facts.real(algebra, exponent):
            return False
    elif type(exponent) is int and exponent % 2 == 0 and facts.real_base(algebra, base):
        if not signs & facts.POSITIVE:
            opposite = negate(algebra.arena.of_base(base))
            gathered.times_value(power(algebra, opposite, (exponent * e, ONE_PRODUCT)))
            return True
        base = _absolute(algebra, base)
    elif type(exponent) in (int, tuple) or not (algebra.real or -1 < exponent < 1):  # type: ignore[operator]
        return False
    total = scaled_exponent(algebra, exponent, e)
    if type(base) is not int:
        _note_wider_domain(algebra, base, exponent, e, total)
    gathered.times(base, total)
    return True


def _absolute(algebra: Algebra, base: Base) -> Base:
    """The atom abs(base)."""
    value = algebra.arena.atom("abs", (algebra.arena.of_base(base),), True)
    for atom in value[1].factors:
        return atom
    raise AssertionError


def _rooted(
    algebra: Algebra,
    gathered: Factors,
    negative: bool,
    inside: dict[Base, Exponent],
    e: Exact,
    u: Value,
) -> Value:
    """What stays under the root: one base if it can be, else a product taken whole."""
    if not inside and algebra.real:
        raise NoValue
    if len(inside) == 1:
        for base, exponent in inside.items():
            odd = exponent == 1 or (algebra.real and type(exponent) is int and exponent % 2 == 1)
            if odd and type(base) is not int:
                if negative:
                    base = _opposite(algebra, base)
                total = scaled_exponent(algebra, exponent, e)
                _note_wider_domain(algebra, base, exponent, e, total)
                gathered.times(base, total)
                return gathered.value()
    product = algebra.arena.product(inside)
    gathered.times(algebra.arena.base_sum({product: -1 if negative else 1}), e)
    return gathered.value()


def _opposite(algebra: Algebra, base: Base) -> Sum:
    if type(base) is Sum:
        return algebra.arena.opposite(base)
    return algebra.arena.base_sum({algebra.arena.product({base: 1}): -1})


def _times_root_of_number(gathered: Factors, c: Exact, e: Exact) -> None:
    """Multiply by c^e for a positive c, its prime powers apart: 8^(1/2) is 2 * 2^(1/2)."""
    for n, sign in ((c.numerator, 1), (c.denominator, -1)):
        for prime, k in factorized(n, e.denominator):
            gathered.times(prime, k * sign * e)


def factorized(n: int, root: int) -> list[tuple[int, int]]:
    """n as powers of small primes and a remainder, which is a root-th power only if told so.

    >>> factorized(360, 2)
    [(2, 3), (3, 2), (5, 1)]
    >>> factorized(1009**2, 2)
    [(1009, 2)]
    """
    found = []
    for prime in _SMALL_PRIMES:
        if prime * prime > n:
            break
        k = 0
        while n % prime == 0:
            n, k = n // prime, k + 1
        if k:
            found.append((prime, k))
    if n > 1:
        exact = whole_root(n, root)
        found.append((exact, root) if exact**root == n else (n, 1))
    return found


def _symbolic(algebra: Algebra, u: Value, v: Value) -> Value:
    """u^v with symbols in the exponent."""
    c, p = u
    if not p.factors:
        return _power_of_number(algebra, c, v)
    if c == 1 and (single := only_base(p)) is not None:
        base, exponent = single
        real = facts.real(algebra, as_value(exponent))
        if type(base) is Atom and base.op == "E" and real:
            return algebra.apply(algebra, "exp", (_product_of(algebra, exponent, v),))
        if exponent == 1 and type(exponent) is int:
            return _as_base(algebra, base, v)
        positive = facts.sign_of_base(algebra, base) == facts.POSITIVE
        if positive and real:
            return _as_base(algebra, base, _product_of(algebra, exponent, v))
    return _as_base(algebra, _whole_base(algebra, u), v)


def exponential(algebra: Algebra, v: Value) -> Value:
    """E^v, as a power of the atom E."""
    euler = algebra.arena.atom("E", (), True)
    if not v[1].factors:
        return power(algebra, euler, v)
    return _as_base(algebra, next(iter(euler[1].factors)), v)


def _product_of(algebra: Algebra, exponent: Exponent, v: Value) -> Value:
    return multiply(algebra, (as_value(exponent), v))


def _as_base(algebra: Algebra, base: Base, v: Value) -> Value:
    exponent: Exponent = v if v[1].factors else plain(v[0])
    gathered = Factors(algebra, {})
    if exponent or isinstance(exponent, tuple):
        gathered.times(base, exponent)
    return gathered.value()


def _power_of_number(algebra: Algebra, c: Exact, v: Value) -> Value:
    if c == 1:
        algebra.require_defined(v[1])
        return ONE
    if type(c) is int and c > 1:
        return _as_base(algebra, c, v)
    if not c:
        return algebra.arena.atom("pow", (ZERO, v), False)
    if c.numerator == 1 and c.denominator > 1 and as_fraction(c)[1] != 1:
        return _as_base(algebra, c.denominator, (-v[0], v[1]))
    return _as_base(algebra, algebra.arena.base_sum({ONE_PRODUCT: c}), v)


def _whole_base(algebra: Algebra, u: Value) -> Sum:
    """A value taken whole, its number and sign included."""
    c, p = u
    s = bare_sum(p)
    if s is None:
        return algebra.arena.base_sum({p: c})
    return algebra.arena.base_sum({q: settled(c * d) for q, d in s.terms.items()})


__all__ = ["Atom", "factorized", "power"]
