"""Rational multiples of pi, exact as long as they stay such, and what is rational of them.

    cos(pi) = -1,   sin(pi/6) = 1/2,   (pi/2)/pi = 1/2;   tan(pi/2) has no value

The sine of a rational multiple of pi is rational only where it is 0, 1/2 or 1, up to its sign
(Niven, Irrational Numbers, 1956, corollary 3.12), and the tangent only where it is 0 or 1.
"""

from __future__ import annotations

from ..expressions import rational
from ..expressions.rationals import divide
from .exact import EXACT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..expressions.rationals import Exact

_HALF, _QUARTER = rational(1, 2), rational(1, 4)
_SINES: dict[Exact, Exact] = {0: 0, rational(1, 6): _HALF, _HALF: 1}
_TANGENTS: dict[Exact, Exact] = {0: 0, _QUARTER: 1, rational(3, 4): -1}


class Angle:
    """times*pi, other than 0.

    >>> Angle(rational(1, 2)) == Angle(rational(1, 2)), Angle(1) == 1
    (True, False)
    """

    __slots__ = ("times",)

    def __init__(self, times: Exact) -> None:
        self.times = times

    def __eq__(self, other: object) -> bool:
        return type(other) is Angle and self.times == other.times

    def __hash__(self) -> int:
        return hash(("pi", self.times))

    def __neg__(self) -> Angle:
        return Angle(-self.times)

    def __abs__(self) -> Angle:
        return self if self.times > 0 else -self

    def __lt__(self, other: int) -> bool:
        """Whether it is less than 0, the only number it is compared with."""
        return self.times < other

    def __repr__(self) -> str:
        return f"Angle({self.times})"


def turns(u: Any) -> Exact | None:
    """By what pi is multiplied in u, if it is an exact angle; 0 is one.

    >>> turns(Angle(2)), turns(0), turns(1)
    (2, 0, None)
    """
    if type(u) is Angle:
        return u.times
    return 0 if type(u) in EXACT and not u else None


def angle(times: Exact) -> Any:
    """times*pi."""
    return Angle(times) if times else 0


def added(u: Any, v: Any) -> Any:
    """u + v for two angles, else None."""
    s, t = turns(u), turns(v)
    return None if s is None or t is None else angle(s + t)


def multiplied(u: Any, v: Any) -> Any:
    """u*v for an angle and an exact number, else None."""
    if type(u) is Angle and type(v) in EXACT:
        return angle(u.times * v)
    return angle(u * v.times) if type(v) is Angle and type(u) in EXACT else None


def divided(u: Any, v: Any) -> Any:
    """u/v for an angle and an exact number, or for two angles, else None."""
    if type(v) is Angle and turns(u) is not None:
        return divide(turns(u), v.times)  # type: ignore[arg-type]
    return angle(divide(u.times, v)) if type(u) is Angle and type(v) in EXACT and v else None


def sine(u: Any) -> Exact | None:
    """The sine where it is rational and u is an exact angle."""
    times = turns(u)
    return None if times is None else _sine(times)


def cosine(u: Any) -> Exact | None:
    """The cosine where it is rational and u is an exact angle."""
    times = turns(u)
    return None if times is None else _sine(times + _HALF)


def tangent(u: Any) -> Exact | None:
    """The tangent where it is rational and u is an exact angle."""
    times = turns(u)
    return None if times is None else _TANGENTS.get(times - _floor(times))


def _sine(times: Exact) -> Exact | None:
    whole = _floor(times)
    part = times - whole
    found = _SINES.get(min(part, 1 - part))
    return found if found is None or whole % 2 == 0 else -found


def _floor(value: Exact) -> int:
    return value.numerator // value.denominator
