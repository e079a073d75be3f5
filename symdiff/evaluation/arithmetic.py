"""The operations, on values that are exact while they can be and approximate after that.

    1/3 + 1/6 = 1/2,    1/3 + sqrt(2) = 1.7475...

A value is exact (``int``, ``Rational``), approximate (what the kind of arithmetic says), or a truth
value. This class has what all kinds share: rational arithmetic, the laws of powers, comparisons.
"""

from __future__ import annotations

from ..expressions import DEFAULT_LIMITS, rational
from ..expressions.rationals import divide
from . import angles
from .angles import Angle
from .exact import (
    BITS_PER_DIGIT,
    EXACT,
    bits,
    exact_factorial,
    exact_power,
    exact_root,
    floor,
    is_integer,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..catalogue import Function
    from ..expressions import Expr, Limits
    from ..expressions.rationals import Exact

HALF = rational(1, 2)


class NoValue(Exception):
    """An operation has no value at its arguments; the message says why.

    Attributes:
        coarse: whether it is the arithmetic that fails, so that a finer one may find a value.
        node: the operation in the formula, where it is known.
    """

    def __init__(self, reason: str, coarse: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.coarse = coarse
        self.node: Expr | None = None


class Arithmetic:
    """One kind of arithmetic; the operations of ``operations()`` are methods of it.

    Arguments:
        real: whether a value that is not real counts as none.
        limits: ``digits`` bounds exact numbers; longer ones are approximated.
    """

    def __init__(self, real: bool = True, limits: Limits = DEFAULT_LIMITS) -> None:
        self.real = real
        self.bound = int(limits.digits * BITS_PER_DIGIT)

    # What a kind of arithmetic must say.

    def enter(self, value: Any) -> Any:
        """The value of a coordinate, which may be a float or a complex number."""
        raise NotImplementedError

    def approximate(self, value: Exact) -> Any:
        """The nearest approximate value."""
        raise NotImplementedError

    def circle(self) -> Any:
        """The approximate value of pi."""
        raise NotImplementedError

    def settled(self, value: Any) -> Any:
        """The approximate value, real if it can be; NoValue where it is none."""
        raise NotImplementedError

    def power(self, base: Any, exponent: Any) -> Any:
        """base^exponent of approximate values, the principal value."""
        raise NotImplementedError

    def whole(self, value: Any) -> int | None:
        """The approximate real value as an integer, if it is one."""
        raise NotImplementedError

    def floor_of(self, value: Any) -> int:
        """The greatest integer that is not above the approximate real value."""
        raise NotImplementedError

    def compared(self, left: Any, right: Any) -> int:
        """-1, 0 or 1 as the approximate real value left is less than, equal to or above right."""
        return int(left > right) - int(left < right)

    def after_cancelling(self, result: Any, operand: Any) -> Any:  # noqa: ARG002
        """The sum or difference ``result`` of approximate values, ``operand`` being one of them."""
        return result

    def direct(self, record: Function) -> Callable[..., Any] | None:
        """The function on approximate values, if this kind of arithmetic has it at hand."""
        raise NotImplementedError

    def longer_way(self, record: Function) -> Callable[..., Any]:
        """The function by another road; MissingExtra where there is none."""
        raise NotImplementedError

    def slope(self, function: Callable[..., Any], at: tuple[Any, ...], orders: list[int]) -> Any:
        """The partial derivative of a function, so many times in each argument, by differences."""
        raise NotImplementedError

    # What all share.

    def lift(self, value: Any) -> Any:
        """The value as an approximate one."""
        if type(value) in EXACT:
            return self.approximate(value)
        if type(value) is Angle:
            p, q = value.times.numerator, value.times.denominator
            return self.approximate(p) * self.circle() / self.approximate(q)
        if type(value) is bool:
            raise NoValue("a truth value is not a number")
        return value

    def bounded(self, value: Exact) -> Any:
        """The exact value, or an approximate one if it is too long."""
        return value if bits(value) <= self.bound else self.approximate(value)

    def bounded_angle(self, found: Any) -> Any:
        """The angle, or what it is a multiple of, if it is not too long."""
        if type(found) is Angle:
            return found if bits(found.times) <= self.bound else self.lift(found)
        return self.bounded(found)

    def real_lift(self, value: Any) -> Any:
        """The value as an approximate real one."""
        lifted = self.lift(value)
        if isinstance(lifted, complex) or hasattr(lifted, "_mpc_"):
            raise NoValue("a number that is not real has no place in an order")
        return lifted

    def add(self, u: Any, v: Any) -> Any:
        if type(u) in EXACT and type(v) in EXACT:
            return self.bounded(u + v)
        found = angles.added(u, v)
        if found is not None:
            return self.bounded_angle(found)
        left = self.lift(u)
        return self.settled(self.after_cancelling(left + self.lift(v), left))

    def sub(self, u: Any, v: Any) -> Any:
        if type(u) in EXACT and type(v) in EXACT:
            return self.bounded(u - v)
        if u is v and type(u) is not bool:
            return 0
        if type(u) is Angle or type(v) is Angle:
            found = angles.added(u, -v)
            if found is not None:
                return self.bounded_angle(found)
        left = self.lift(u)
        return self.settled(self.after_cancelling(left - self.lift(v), left))

    def mul(self, u: Any, v: Any) -> Any:
        if type(u) in EXACT and type(v) in EXACT:
            return self.bounded(u * v)
        found = angles.multiplied(u, v)
        if found is not None:
            return self.bounded_angle(found)
        return self.settled(self.lift(u) * self.lift(v))

    def neg(self, u: Any) -> Any:
        if type(u) in EXACT or type(u) is Angle:
            return -u
        return self.settled(-self.lift(u))

    def div(self, u: Any, v: Any) -> Any:
        if type(u) in EXACT and type(v) in EXACT and v:
            return self.bounded(divide(u, v))
        found = angles.divided(u, v)
        if found is not None:
            return self.bounded_angle(found)
        below = self.lift(v)
        if not below:
            raise NoValue("division by zero", coarse=type(v) not in EXACT or bool(v))
        return self.settled(self.lift(u) / below)

    def pow(self, u: Any, v: Any) -> Any:
        """u^v: 0^0 = 1, and a negative base has real powers for integer exponents only."""
        exponent = self._whole_exponent(v)
        if not u and type(u) is not bool:
            return self._power_of_zero(u, v)
        if type(u) in EXACT and type(v) in EXACT:
            found = exact_power(u, v, self.bound)
            if found is not None:
                return self.bounded(found)
        base = self.lift(u)
        if exponent is None and self.real and self.compared(self.real_lift(base), 0 * base) < 0:
            raise NoValue("a negative number has real powers for integer exponents only")
        return self.settled(self.power(base, self.lift(v) if exponent is None else exponent))

    def _whole_exponent(self, v: Any) -> int | None:
        if type(v) in EXACT:
            return v.numerator if is_integer(v) else None
        return self.whole(self.lift(v))

    def _power_of_zero(self, u: Any, v: Any) -> Any:
        if not v:
            return 1
        if self.compared(self.real_lift(v), self.approximate(0)) < 0:
            raise NoValue("a negative power of zero", coarse=type(u) not in EXACT)
        return 0 if type(u) in EXACT else self.approximate(0)

    def sqrt(self, u: Any) -> Any:
        """The square root where it is rational; None leaves it to the record."""
        return exact_root(u, 2) if type(u) in EXACT else None

    def root(self, u: Any, n: Any) -> Any:
        """The n-th root of u; of negative numbers the real one, for odd n."""
        if not n:
            raise NoValue("there is no zeroth root")
        odd = self._whole_exponent(n)
        if odd is not None and odd % 2 and self._is_real(u) and self.sign(u) < 0:
            return self.neg(self.root(self.neg(u), n))
        return self.pow(u, self.div(1, n))

    def cbrt(self, u: Any) -> Any:
        """The real cube root where it is rational; None leaves it to the record."""
        if type(u) not in EXACT:
            return None
        found = exact_root(abs(u), 3)
        return -found if found is not None and u < 0 else found

    def factorial(self, u: Any) -> Any:
        """The factorial where it is a short whole number; None leaves it to the record."""
        return exact_factorial(u, self.bound) if type(u) in EXACT else None

    def abs(self, u: Any) -> Any:
        if type(u) in EXACT or type(u) is Angle:
            return abs(u)
        return self.settled(abs(self.lift(u)))

    def pi(self) -> Any:
        return Angle(1)

    def sin(self, u: Any) -> Any:
        """The sine where it is known to be rational; None leaves it to the record."""
        return angles.sine(u)

    def cos(self, u: Any) -> Any:
        """The cosine where it is known to be rational; None leaves it to the record."""
        return angles.cosine(u)

    def tan(self, u: Any) -> Any:
        """The tangent where it is known to be rational; None leaves it to the record."""
        return angles.tangent(u)

    def sign(self, u: Any) -> Any:
        if self._is_real(u):
            return self.order(u, 0)
        return self.div(u, self.abs(u))

    def heaviside(self, u: Any) -> Any:
        side = self.order(u, 0)
        return HALF if side == 0 else int(side > 0)

    def floor(self, u: Any) -> Any:
        return floor(u) if type(u) in EXACT else self.floor_of(self.real_lift(u))

    def ceil(self, u: Any) -> Any:
        return -self.floor(self.neg(u))

    def min(self, u: Any, v: Any) -> Any:
        return u if self.order(u, v) <= 0 else v

    def max(self, u: Any, v: Any) -> Any:
        return u if self.order(u, v) >= 0 else v

    def order(self, u: Any, v: Any) -> int:
        """-1, 0 or 1 as u is less than, equal to or above v."""
        if type(u) in EXACT and type(v) in EXACT:
            return int(u > v) - int(u < v)
        s, t = angles.turns(u), angles.turns(v)
        if s is not None and t is not None:
            return int(s > t) - int(s < t)
        return self.compared(self.real_lift(u), self.real_lift(v))

    def eq(self, u: Any, v: Any) -> bool:
        if type(u) is bool or type(v) is bool:
            return u is v
        if self._is_real(u) and self._is_real(v):
            return self.order(u, v) == 0
        return not self.sub(u, v)

    def ne(self, u: Any, v: Any) -> bool:
        return not self.eq(u, v)

    def lt(self, u: Any, v: Any) -> bool:
        return self.order(u, v) < 0

    def le(self, u: Any, v: Any) -> bool:
        return self.order(u, v) <= 0

    def gt(self, u: Any, v: Any) -> bool:
        return self.order(u, v) > 0

    def ge(self, u: Any, v: Any) -> bool:
        return self.order(u, v) >= 0

    def not_(self, u: Any) -> bool:
        return not truth(u)

    def true(self) -> bool:
        return True

    def false(self) -> bool:
        return False

    def undefined(self) -> Any:
        """The missing last branch of a function given by cases."""
        raise NoValue("no case applies")

    def _is_real(self, u: Any) -> bool:
        return type(u) in EXACT or not (isinstance(u, complex) or hasattr(u, "_mpc_"))

    def operations(self) -> dict[str, Callable[..., Any]]:
        """The operations by the names that the catalogue gives them."""
        return {name: getattr(self, method) for name, method in METHODS.items()}


_NAMES = """
    add sub mul div neg pow sqrt cbrt root factorial abs sign heaviside floor ceil min max
    pi sin cos tan
    eq ne lt le gt ge true false undefined
"""
METHODS = {name: name for name in _NAMES.split()} | {"not": "not_"}


def truth(value: Any) -> bool:
    """A truth value, and nothing that merely resembles one."""
    if type(value) is not bool:
        raise NoValue("a number is not a truth value")
    return value
