"""Double precision: quick, on every machine, about fifteen digits at each operation.

Functions come from Python's ``math``. Where a float does not suffice (a number too large for it, a
value that is not real, a function that ``math`` lacks) the operation says so with a ``coarse``
NoValue, and the formula is evaluated anew with mpmath.
"""

from __future__ import annotations

import math

from ..expressions import MissingExtra
from ..loading import load
from .arithmetic import Arithmetic, NoValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..catalogue import Function
    from ..expressions.rationals import Exact

TOO_LARGE = "the value is too large for a float"


class Floats(Arithmetic):
    """Real arithmetic with Python's floats."""

    def enter(self, value: Any) -> Any:
        if type(value) is complex:
            raise _finer("the point is not real")
        return value

    def approximate(self, value: Exact) -> float:
        try:
            return _told(value.numerator / value.denominator, bool(value))  # type: ignore[no-any-return]
        except OverflowError:
            raise NoValue(TOO_LARGE, coarse=True) from None

    def circle(self) -> float:
        return math.pi

    def settled(self, value: float) -> float:
        if value - value != 0:
            raise NoValue(TOO_LARGE, coarse=True)
        return value + 0.0

    def power(self, base: float, exponent: float) -> float:
        if base < 0 and type(exponent) is not int:
            raise _finer("the value is not real")
        try:
            return _told(base**exponent, bool(base))  # type: ignore[no-any-return]
        except OverflowError:
            raise NoValue(TOO_LARGE, coarse=True) from None

    def mul(self, u: Any, v: Any) -> Any:
        return _told(super().mul(u, v), bool(u and v))

    def div(self, u: Any, v: Any) -> Any:
        return _told(super().div(u, v), bool(u))

    def whole(self, value: float) -> int | None:
        return int(value) if value.is_integer() else None

    def floor_of(self, value: float) -> int:
        return math.floor(value)

    def direct(self, record: Function) -> Callable[..., float] | None:
        function = getattr(math, record.math, None) if record.math else None
        if function is None:
            return None
        if not callable(function):
            return lambda: function

        def call(*args: float) -> float:
            try:
                positive = record.sign == "positive"
                return _told(self.settled(function(*args)), positive)  # type: ignore[no-any-return]
            except OverflowError:
                raise NoValue(TOO_LARGE, coarse=True) from None
            except ValueError:
                if self.real:
                    raise NoValue(f"{record.infix} has no real value there") from None
                raise _finer("the value is not real") from None

        return call

    def longer_way(self, record: Function) -> Callable[..., float]:
        if record.scipy and not mpmath_installed():
            return lambda *args: self._by_scipy(record, args)
        raise _finer(f"{record.infix} is not in Python's math module")

    def slope(self, *_: Any) -> float:
        raise _finer("a derivative without formula is found by differences")

    def _by_scipy(self, record: Function, args: tuple[float, ...]) -> float:
        try:
            import scipy.special as special  # noqa: PLC0415
        except ImportError:
            raise MissingExtra(
                f"the value of {record.infix} needs mpmath or SciPy",
                advice='install one: pip install "symdiff-engine[precision]"',
            ) from None
        scipy = record.scipy
        found = getattr(special, scipy)(*args) if isinstance(scipy, str) else scipy(special, *args)
        if complex(found).imag:
            raise _finer("the value is not real")
        return self.settled(float(complex(found).real))


def _told(value: Any, nonzero: bool) -> Any:
    """The value; for a zero that stands for something small, mpmath is asked if it is there."""
    if nonzero and not value and mpmath_installed():
        raise NoValue("the value is too small for a float", coarse=True)
    return value


def mpmath_installed() -> bool:
    """Whether the extra that evaluates to any precision is there."""
    return load("importlib.util").find_spec("mpmath") is not None


def _finer(reason: str) -> NoValue:
    """What sends the formula to mpmath, or says that it is missing."""
    if mpmath_installed():
        return NoValue(reason, coarse=True)
    raise MissingExtra(
        f"{reason}; to go on needs mpmath",
        advice='install it: pip install "symdiff-engine[precision]"',
    )
