"""The value of a formula at a point: exact where it can be, a float, or so many digits.

x^2/3 at x = 2 is 4/3;  sin(x) at x = 2 is 0.9092974268256817
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    Apply,
    DomainError,
    Expr,
    LimitExceeded,
    Rational,
    check_domain,
    expect_whole,
    postorder,
)
from ..expressions.errors import in_short
from ..loading import load
from ..notation.slots import slots as derivative_slots
from .angles import Angle
from .arithmetic import NoValue
from .exact import BITS_PER_DIGIT, EXACT
from .floats import TOO_LARGE, Floats, mpmath_installed
from .machine import Machine, shown
from .multiprecision import Multiprecision, Purse, is_special
from .multiprecision import presented as in_digits
from .points import entered, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Limits
    from .points import Point

_GUARD = 15  # working digits beyond those that were asked for
_OF_A_FLOAT = 17
_DEEPEST_FOR_A_FLOAT = 350
_AT_WILL = 10**9


def evaluate(
    e: Expr,
    at: Mapping[Any, Any] | str,
    digits: int | None = None,
    *,
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Any:
    """The value of e at a point.

    Without ``digits`` it is an ``int`` or a ``Fraction`` where every step is rational and the point
    is exact, else a ``float`` (a ``complex`` where it is not real), with the rounding of floats at
    every operation; 0.0 may stand for a value that is too small for a float. With ``digits`` it is
    a number of mpmath, which prints so many digits, all right: the working precision is raised
    until two precisions agree on them. Cancelling is seen to a depth of ``limits.digits`` digits;
    what still is zero there counts as zero. Of a complex number the digits are counted from its
    modulus.

    In the real domain a formula has a value where every subformula has a real one; 0^0 is 1. Of
    ``where`` only the branch that is chosen must have a value.

    Arguments:
        e: the formula.
        at: a value for each variable: a number, or text such as "0.1", "1/3" or "pi/2"; or all
            of it as text, "x=1/3, y=2".
        digits: how many digits; needs the extra ``precision``.
        domain: "real", or "complex" for principal values.
        catalogue: the functions that are known.
        limits: ``digits`` bounds exact numbers and the depth of cancelling.

    Raises:
        DomainError: where there is no value; the message names the subformula.
        LimitExceeded: where a number is too long, or no digits can be settled.
        MissingExtra: where a package is needed that is not there.

    >>> from symdiff.notation import parse
    >>> evaluate(parse("x^2/3"), {"x": 2})
    Fraction(4, 3)
    >>> evaluate(parse("sqrt(x)"), {"x": 2})
    1.4142135623730951
    """
    check_domain(domain)
    search = Search(e, entered(at, catalogue), domain == "real", catalogue, limits)
    return presented(search.quick()) if digits is None else search.precise(digits)


def value_in_digits(
    e: Expr,
    at: Mapping[Any, Any] | str,
    digits: int | None,
    *,
    domain: str = "real",
    limits: Limits = DEFAULT_LIMITS,
) -> Any:
    """The value as ``evaluate`` has it; but what is exact stays so, an ``int`` or a ``Rational``.

    Without ``digits`` a float is the one nearest to the value, if mpmath is there.

    >>> from symdiff.notation import parse
    >>> value_in_digits(parse("x^3"), {"x": 2}, 50)
    8
    >>> value_in_digits(parse("sin(x)"), {"x": 10**30}, None)
    -0.09011690191213806
    """
    search = Search(e, entered(at, CATALOGUE), domain == "real", CATALOGUE, limits)
    return search.nearest() if digits is None else search.whole_or_precise(digits)


class Search:
    """The search for one value, from quick arithmetic to fine."""

    def __init__(
        self,
        e: Expr,
        point: Point,
        real: bool,
        catalogue: Catalogue,
        limits: Limits,
        purse: Purse | None = None,
    ) -> None:
        self.purse = purse
        self.e = e
        self.point = point
        self.real = real
        self.catalogue = catalogue
        self.limits = limits

    def quick(self) -> Any:
        """The value exactly, or as a float; by mpmath where floats do not suffice."""
        machine = Machine(Floats(self.real, self.limits), self.catalogue)
        try:
            return self._computed(machine)
        except NoValue as failure:
            if not failure.coarse or not mpmath_installed():
                raise self.error(failure) from None
            return self._finer(failure)

    def nearest(self) -> Any:
        """The value exactly, or the nearest float where mpmath finds so many digits."""
        found = self.quick()
        if type(found) not in (float, complex) or not found or not mpmath_installed():
            return found
        try:
            return self._finer(NoValue(TOO_LARGE))
        except (DomainError, LimitExceeded):
            return found

    def _finer(self, failure: NoValue) -> float | complex | bool:
        found = self.settled(_OF_A_FLOAT, _DEEPEST_FOR_A_FLOAT)
        if isinstance(found, bool):
            return found
        rounded = complex(found) if hasattr(found, "_mpc_") else float(found)
        if rounded - rounded != 0:
            failure.reason = TOO_LARGE
            raise self.error(failure)
        return rounded

    def precise(self, digits: int) -> Any:
        """The value as a number of mpmath, so many digits right."""
        expect_whole(digits, "digits is a positive integer")
        if digits > self.limits.digits:
            raise _limit(f"{in_short(digits)} digits are more than the limit", self.limits)
        return self.settled(digits, self.limits.digits + 2 * digits)

    def whole_or_precise(self, digits: int) -> Any:
        """The value as an ``int`` if it is one that has no more digits, else so many digits."""
        expect_whole(digits, "digits is a positive integer")
        try:
            found = self._computed(Machine(Floats(self.real, self.limits), self.catalogue))
        except (NoValue, LimitExceeded):
            found = None
        fits = type(found) is int and digits < self.limits.digits and abs(found) < 10**digits
        return found if fits else self.precise(digits)

    def settled(self, digits: int, deepest: int) -> Any:
        """The value on which two working precisions agree to so many digits."""
        working = digits + _GUARD
        most = self._most_working_digits(digits)
        deepest = min(max(deepest, 2 * working), most * 8 // 9)
        finest = deepest * 9 // 8
        earlier = None
        while True:
            with Multiprecision(working, self.real, self.limits, self.purse) as arithmetic:
                found = self._attempt(arithmetic)
                last = working == finest
                if last or not arithmetic.undecided:
                    if isinstance(found, NoValue):
                        raise self.error(found)
                    if type(found) in EXACT or type(found) is bool:
                        return self._rounded(found, digits, arithmetic)
                    if _agree(earlier, found, digits, arithmetic):
                        return self._rounded(found, digits, arithmetic)
                    if last:
                        return self._vanishing(found, finest, arithmetic)
                earlier = found
            working = finest if working >= deepest else min(2 * working, deepest)

    def _most_working_digits(self, digits: int) -> int:
        """How finely the formula can be computed, which is for special functions not at will."""
        most, slowest = _AT_WILL, ""
        values = [value for value in self.point.values() if isinstance(value, Expr)]
        for node in postorder((self.e, *values)):
            name, slots = derivative_slots(node.op) if type(node) is Apply else ("", ())
            record = self.catalogue.get(name)
            if record is not None and is_special(record):
                finest = record.finest // (len(slots) + 1)  # as finely differences are computed
                most, slowest = min((most, slowest), (finest, record.infix))
        possible = most // 2 - _GUARD
        if digits > possible:
            raise LimitExceeded(
                f"{slowest} can be found to at most {possible} digits here, not {digits}",
                limit="digits",
                value=possible,
                advice=f"ask for at most digits={possible}",
            )
        return most

    def _attempt(self, arithmetic: Multiprecision) -> Any:
        """The value at one working precision, or the reason why there is none."""
        machine = Machine(arithmetic, self.catalogue)
        try:
            return self._computed(machine)
        except NoValue as failure:
            return failure

    def _computed(self, machine: Machine) -> Any:
        """The value in one arithmetic; of an angle the number that it is."""
        found = machine.value(self.e, placed(self.point, machine))
        return machine.arithmetic.lift(found) if type(found) is Angle else found

    def _rounded(self, found: Any, digits: int, arithmetic: Multiprecision) -> Any:
        """The value with the digits that are right."""
        if type(found) is bool:
            return found
        return in_digits(arithmetic.mp.convert(arithmetic.lift(found)), digits)

    def _vanishing(self, found: Any, finest: int, arithmetic: Multiprecision) -> Any:
        """Zero, if that is what the digits tend to; else there is nothing to be said."""
        if arithmetic.mp.mag(found) < -finest * BITS_PER_DIGIT / 2:
            return self._rounded(0, 1, arithmetic)
        raise _limit(
            f"no digits of {shown(self.e)} can be settled with {finest} working digits"
            f"{_where(self.e, self.point)}",
            self.limits,
        )

    def error(self, failure: NoValue) -> DomainError:
        """What is said when there is no value: which subformula, where, and why."""
        node = self.e if failure.node is None else failure.node
        place = _where(node, self.point)
        if failure.reason == TOO_LARGE:
            return DomainError(
                f"{shown(node)} is too large for a float{place}",
                advice="ask for digits: evaluate(..., digits=20)",
                code="E-OVERFLOW",
            )
        kind = "real value" if self.real else "value"
        return DomainError(f"{shown(node)} has no {kind}{place}: {failure.reason}")


def presented(value: Any) -> Any:
    """An exact number as Python's own: an int, or a Fraction."""
    if type(value) is not Rational:
        return value
    if value.denominator == 1:
        return value.numerator
    return load("fractions").Fraction(value.numerator, value.denominator)


def _agree(earlier: Any, found: Any, digits: int, arithmetic: Multiprecision) -> bool:
    if earlier is None or isinstance(earlier, (bool, NoValue)):
        return False
    mp = arithmetic.mp
    gap = abs(mp.convert(arithmetic.lift(earlier)) - found)
    return bool(gap <= abs(found) * mp.mpf(10) ** -(digits + 2))


def _limit(message: str, limits: Limits) -> LimitExceeded:
    return LimitExceeded(message, limit="digits", value=limits.digits)


def _where(node: Expr, point: Point) -> str:
    """The coordinates on which the node depends, said after it."""
    names = sorted(symbol.name for symbol in node.free_symbols)
    shown_names = [f"{name} = {_spelled(point[name])}" for name in names if name in point]
    if not shown_names:
        return ""
    return " at " + ", ".join(shown_names[:4]) + (", ..." if len(shown_names) > 4 else "")


def _spelled(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."
