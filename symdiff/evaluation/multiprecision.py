"""Any number of digits, by mpmath: working precision, and what was lost of it.

    (10^30 + sin(1)) - 10^30    loses 30 digits

A sum of approximate values whose result lies below the rounding of its terms says nothing but
"near 0": it counts as 0, and ``undecided`` is set, so that the formula is evaluated anew at a
higher precision. So do the sine and its kin near their zeros.
"""

from __future__ import annotations

from ..expressions import (
    DEFAULT_LIMITS,
    Apply,
    LimitExceeded,
    MissingExtra,
    RuleError,
    postorder,
    rational,
)
from .arithmetic import METHODS, Arithmetic, NoValue
from .exact import BITS_PER_DIGIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ..catalogue import Catalogue, Function
    from ..expressions import Expr, Limits
    from ..expressions.rationals import Exact

# Near their zeros these are as inexact as their argument, so that sin(pi) is a kind of cancelling.
_WITH_ZEROS = frozenset({"sin", "cos", "tan", "cot", "sinc", "ln", "log2", "log10"})
_NOISE = 10  # last bits of the working precision that rounding may have made
# How large, in bits, an argument of a special function may be for mpmath to find a value at all:
# far out it sums series of as many terms. Of some the order, and small arguments, are as bad.
_FARTHEST, _HIGHEST, _LEAST = 100, 13, -400
_BY_ORDER = frozenset(
    ("polygamma", "besseli", "besselk", "expint", "hurwitz_zeta", "uppergamma", "polylog")
)


class Multiprecision(Arithmetic):
    """Arithmetic with mpmath at so many working digits; use it in a ``with`` statement.

    Attributes:
        undecided: whether a sum cancelled wholly, or two values lay too close to tell them apart.
    """

    def __init__(
        self,
        digits: int,
        real: bool = True,
        limits: Limits = DEFAULT_LIMITS,
        purse: Purse | None = None,
    ) -> None:
        super().__init__(real, limits)
        self.digits = digits
        self.purse = purse
        self.undecided = False

    def __enter__(self) -> Multiprecision:
        self.mp = _contexts.pop() if _contexts else _new_context()
        self.mp.prec = self.precision = int(self.digits * BITS_PER_DIGIT) + 2 * _NOISE
        self.mp.effort = _EFFORT
        return self

    def __exit__(self, *_: object) -> None:
        _contexts.append(self.mp)

    def enter(self, value: Any) -> Any:
        if type(value) is float:
            return rational(*value.as_integer_ratio())
        return self.mp.mpc(value) if type(value) is complex else value

    def approximate(self, value: Exact) -> Any:
        p, q = value.numerator, value.denominator
        return self.mp.mpf(p) if q == 1 else self.mp.mpf(p) / q

    def circle(self) -> Any:
        return +self.mp.pi

    def settled(self, value: Any) -> Any:
        mp = self.mp
        if type(value) is not mp.mpf:
            value = mp.convert(value)
            if hasattr(value, "_mpc_"):
                return self._settled_complex(value)
        if not mp.isfinite(value):
            raise NoValue("the value is not finite")
        return value

    def _settled_complex(self, value: Any) -> Any:
        """A complex value, or a real one if the imaginary part is nothing but rounding."""
        real, imaginary = value.real, value.imag
        if not (self.mp.isfinite(real) and self.mp.isfinite(imaginary)):
            raise NoValue("the value is not finite")
        if not imaginary:
            return real
        if not self.real:
            return value
        if self.mp.mag(imaginary) < self.mp.mag(real) - self.precision + _NOISE:
            return real
        raise NoValue("it is not real")

    def after_cancelling(self, result: Any, operand: Any) -> Any:
        if not operand or (
            result and self.mp.mag(result) > self.mp.mag(operand) - self.precision + _NOISE
        ):
            return result
        self.undecided = True
        return self.mp.zero

    def power(self, base: Any, exponent: Any) -> Any:
        mp = self.mp
        self._within_bound(exponent if type(exponent) is not int else mp.mpf(exponent))
        return mp.power(base, exponent)

    def whole(self, value: Any) -> int | None:
        if hasattr(value, "_mpc_"):
            return None
        self._within_bound(value)
        nearest = int(self.mp.nint(value))
        return nearest if self.compared(value, self.mp.mpf(nearest)) == 0 else None

    def floor_of(self, value: Any) -> int:
        nearest = self.whole(value)
        return int(self.mp.floor(value)) if nearest is None else nearest

    def compared(self, left: Any, right: Any) -> int:
        gap = self.after_cancelling(left - right, left)
        return int(gap > 0) - int(gap < 0)

    def direct(self, record: Function) -> Callable[..., Any] | None:
        name = record.mpmath
        if not name:
            return None
        mp = self.mp
        if not isinstance(name, str):
            return lambda *args: self._called(record, lambda *a: name(mp, *a), args)
        function = getattr(mp, name, None)
        if function is None:
            raise RuleError(f"the record of {record.name} names mpmath.{name}, which is not there")
        if record.arity == 0:
            return lambda: self.settled(+function)
        return lambda *args: self._called(record, function, args)

    def _called(self, record: Function, function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        special = is_special(record)
        if self.mp.dps > record.finest * 5 // 4 and special:
            raise too_many_digits(record)
        for a in args:
            self._within_bound(a)
        if special:
            self._within_reach(record, args)
            if self.purse is not None:
                self.purse.spend(self.mp.dps, record)
        try:
            found = self.settled(function(*args))
            return self.after_cancelling(found, *args) if record.name in _WITH_ZEROS else found
        except (ValueError, ZeroDivisionError):
            raise NoValue(f"{record.infix} has no value there") from None
        except (OverflowError, MemoryError):
            raise self._too_long() from None
        except _TooMuchEffort:
            raise LimitExceeded(
                f"{record.infix} takes mpmath too many series or integrals there",
                limit="steps",
                value=_EFFORT,
            ) from None
        except (ArithmeticError, NotImplementedError, TypeError, self.mp.NoConvergence):
            raise NoValue(f"mpmath finds no value of {record.infix} there") from None

    def _within_bound(self, value: Any) -> None:
        """Functions of numbers that take more digits to write than the limit are not tried."""
        if self.mp.mag(value) > self.bound:
            raise self._too_long()

    def _within_reach(self, record: Function, args: tuple[Any, ...]) -> None:
        """Arguments at which mpmath would not come to an end are not tried."""
        sizes = [self.mp.mag(a) for a in args if a]
        by_order = record.name in _BY_ORDER
        if max(sizes, default=0) > _FARTHEST or (
            by_order and (min(sizes, default=0) < _LEAST or self.mp.mag(args[0]) > _HIGHEST)
        ):
            raise LimitExceeded(
                f"{record.infix} is not computed at arguments as large or as small as these",
                limit="digits",
                value=round(_FARTHEST / BITS_PER_DIGIT),
            )

    def _too_long(self) -> LimitExceeded:
        digits = round(self.bound / BITS_PER_DIGIT)
        return LimitExceeded(
            f"a number on the way has more than {digits} digits before its point",
            limit="digits",
            value=digits,
        )

    def longer_way(self, record: Function) -> Callable[..., Any]:
        raise NoValue(f"no way is known to compute {record.infix}")

    def slope(self, function: Callable[..., Any], at: tuple[Any, ...], orders: list[int]) -> Any:
        """By mpmath's differences, which raise the working precision while they take them."""
        before = self.precision

        def finer(*args: Any) -> Any:
            self.precision = self.mp.prec
            return self.lift(function(*args))

        try:
            if len(at) == 1:
                return self.settled(self.mp.diff(finer, at[0], orders[0]))
            return self.settled(self.mp.diff(finer, at, tuple(orders)))
        finally:
            self.mp.prec = self.precision = before


class Spent(LimitExceeded):
    """The purse that evaluations share is empty."""


class Purse:
    """What several evaluations together may spend on special functions.

    A call is reckoned to cost the square of its working digits, 1 at the finest that the function
    is computed with, times the effort that its record tells.

    Attributes:
        left: what is left of it.
    """

    __slots__ = ("left",)

    def __init__(self, left: float) -> None:
        self.left = left

    def spend(self, digits: int, record: Function) -> None:
        """Pay for one call.

        Raises:
            Spent: when nothing is left.
        """
        self.left -= record.effort * (digits / record.finest) ** 2
        if self.left < 0:
            raise Spent(
                "special functions were computed as often as one comparison may",
                limit="steps",
                value=_EFFORT,
            )


def is_special(record: Function) -> bool:
    """Whether a function is a special one: neither NumPy nor a definition has it.

    mpmath sums series and integrals for these, which takes minutes where it takes milliseconds for
    the elementary ones.
    """
    elementary = record.numpy or record.definition or record.name in METHODS
    return bool(record.arity and record.mpmath and not elementary)


def special_records(formulas: Iterable[Expr], catalogue: Catalogue) -> list[Function]:
    """The records of the special functions in formulas, one for each node."""
    nodes = postorder(formulas)
    records = [catalogue.get(n.op) for n in nodes if type(n) is Apply]
    return [record for record in records if record is not None and is_special(record)]


def too_many_digits(record: Function) -> LimitExceeded:
    """What is said when a special function is asked for too finely."""
    return LimitExceeded(
        f"{record.infix} is computed with at most {record.finest} working digits",
        limit="digits",
        value=record.finest,
        advice="ask for fewer digits",
    )


def presented(value: Any, digits: int) -> Any:
    """The number rounded to so many digits, all of which it shows when it is printed.

    Parts of a complex number that lie below the last digit of the other part are left out.
    """
    mp = _for_so_many(digits)
    if hasattr(value, "_mpf_"):
        return +mp.make_mpf(value._mpf_)
    least = mp.mag(value) - mp.prec
    real, imaginary = (
        mp.make_mpf(part._mpf_) if mp.mag(part) > least else mp.zero
        for part in (value.real, value.imag)
    )
    return +mp.mpc(real, imaginary) if imaginary else +real


def _for_so_many(digits: int) -> Any:
    """The context whose numbers show so many digits; only a few are kept."""
    found = _presenting.get(digits)
    if found is None:
        if len(_presenting) >= _KEPT:
            _presenting.clear()
        found = _presenting[digits] = _presenting_context(digits)
    return found


def _presenting_context(digits: int) -> Any:
    mp = _new_context()
    mp.dps = digits
    mp.mpf.__reduce__ = lambda number: (_restored, (digits, (number._mpf_,)))
    mp.mpc.__reduce__ = lambda number: (_restored, (digits, number._mpc_))
    return mp


def _restored(digits: int, parts: tuple[Any, ...]) -> Any:
    """A number out of a pickle."""
    mp = _for_so_many(digits)
    return mp.make_mpf(*parts) if len(parts) == 1 else mp.make_mpc(parts)


_presenting: dict[int, Any] = {}
_contexts: list[Any] = []
_KEPT = 20
# What one evaluation may spend on the series and integrals that mpmath sums, and what each costs.
_EFFORT, _SERIES, _ORDINATE = 20_000, 100, 7


class _TooMuchEffort(Exception):
    """The effort of one evaluation is spent."""


def _new_context() -> Any:
    """A context of mpmath of our own, so that nobody else's precision is touched."""
    try:
        import mpmath  # noqa: PLC0415
    except ImportError:
        raise MissingExtra(
            "this value needs mpmath",
            advice='install it: pip install "symdiff-engine[precision]"',
        ) from None
    return _bounded(mpmath.MPContext())


def _bounded(mp: Any) -> Any:
    """The context, its series and integrals counted: by itself mpmath goes on for hours."""
    mp.effort = _EFFORT
    hypsum, quad = mp.hypsum, mp.quad

    def spend(units: int) -> None:
        mp.effort -= units
        if mp.effort < 0:
            raise _TooMuchEffort

    def bounded_hypsum(*args: Any, **options: Any) -> Any:
        spend(_SERIES)
        options.setdefault("maxterms", 50 * mp.prec + 2_000)
        return hypsum(*args, **options)

    def bounded_quad(f: Callable[..., Any], *args: Any, **options: Any) -> Any:
        def counted(*point: Any) -> Any:
            spend(_ORDINATE)
            return f(*point)

        return quad(counted, *args, **options)

    mp.hypsum, mp.quad = bounded_hypsum, bounded_quad
    return mp
