"""Points: what may be written for the value of a variable.

    {"x": 2, "y": "0.1", "z": Fraction(1, 3)}

Integers, fractions, decimals and text are exact; so is a float where digits are asked for, being
the binary fraction that it is. Text may be any formula without variables: "1/3", "pi/2".
"""

from __future__ import annotations

from ..expressions import (
    ArgumentError,
    ArgumentTypeError,
    Expr,
    LimitExceeded,
    Symbol,
    SymdiffError,
    rational,
)
from ..expressions.errors import kind_of
from ..notation import parse
from .exact import EXACT, bits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeAlias

    from ..catalogue import Catalogue
    from .machine import Machine

    Point: TypeAlias = Mapping[str, Any]

_LONGEST = 1_000_000  # bits of one coordinate


def entered(at: Mapping[Any, Any] | str, catalogue: Catalogue) -> Point:
    """The point by the names of its variables: text is read, numbers are made exact.

    Values are exact numbers, floats, complex numbers, or formulas without variables.
    """
    if isinstance(at, str):
        at = assignments(at)
    if not hasattr(at, "items"):
        raise ArgumentTypeError(
            f"a point has a value for each variable; this is {kind_of(at)}",
            advice='write {"x": 2} or "x=2, y=1/3"',
        )
    return {_name(key): _entered(_name(key), value, catalogue) for key, value in at.items()}


def assignments(text: str, variable: str = "") -> dict[str, str]:
    """The values in ``x=2, y=1/3``; one without a name is for the variable.

    A comma separates values only where a name follows it.

    >>> assignments("x=atan2(1, 2), y=3")
    {'x': 'atan2(1, 2)', 'y': '3'}
    """
    pieces: list[str] = []
    for piece in text.split(","):
        if pieces and "=" not in piece:
            pieces[-1] += f",{piece}"
        else:
            pieces.append(piece)
    at: dict[str, str] = {}
    for piece in pieces:
        name, equals, value = piece.partition("=")
        name = Symbol(name.strip()).name if equals and name.strip() else variable
        if not name or (equals and not value.strip()):
            raise ArgumentError(f"a point is written x=2, y=1/3, not {piece.strip()!r}")
        if name in at:
            raise ArgumentError(f"the point gives {name} twice")
        at[name] = value if equals else piece
    return at


def placed(point: Point, machine: Machine) -> dict[str, Any]:
    """The point in the machine's own arithmetic."""
    arithmetic = machine.arithmetic
    return {
        name: machine.value(value, {}) if isinstance(value, Expr) else arithmetic.enter(value)
        for name, value in point.items()
    }


def _name(key: Any) -> str:
    if isinstance(key, Symbol):
        return key.name
    if isinstance(key, str):
        return Symbol(key).name
    raise ArgumentTypeError(f"a point names its variables; {kind_of(key)} is no name")


def _entered(name: str, value: Any, catalogue: Catalogue) -> Any:
    if isinstance(value, str):
        return _read(name, value, catalogue)
    if isinstance(value, Expr):
        return _constant(name, value)
    if isinstance(value, (float, complex)):
        if value - value != 0:
            raise ArgumentError(f"{value} is not a value for {name}: it is not finite")
        return value
    exact = None if isinstance(value, bool) else _exact(name, value)
    if exact is None:
        raise ArgumentTypeError(f"the value of {name} is a number or text, not {kind_of(value)}")
    return exact


def _exact(name: str, value: Any) -> Any:
    """An int, a Fraction, a Decimal, a number of mpmath or NumPy, as an exact number."""
    exponent = getattr(value, "_mpf_", (0, 0, 0, 0))[2]
    if hasattr(value, "adjusted") and value.is_finite():
        exponent = 4 * value.adjusted()
    if type(value) in EXACT:
        exponent = bits(value)
    if abs(exponent) > _LONGEST:
        raise LimitExceeded(f"the value of {name} is too long", limit="digits", value=_LONGEST)
    if type(value) in EXACT:
        return value
    return _binary(value) if hasattr(value, "_mpf_") else _fraction(value)


def _fraction(value: Any) -> Any:
    try:
        if hasattr(value, "as_integer_ratio"):
            p, q = value.as_integer_ratio()
        else:
            p, q = value.numerator, value.denominator
        return rational(int(p), int(q), decimal=hasattr(value, "as_tuple"))
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def _binary(value: Any) -> Any:
    sign, mantissa, exponent, _ = value._mpf_
    if not mantissa and exponent:
        return None
    p = -int(mantissa) if sign else int(mantissa)
    return rational(p << exponent) if exponent >= 0 else rational(p, 1 << -exponent)


def _read(name: str, text: str, catalogue: Catalogue) -> Expr:
    try:
        return _constant(name, parse(text, catalogue=catalogue))
    except SymdiffError as error:
        error.message = f"the value of {name} cannot be read: {error.message}"
        raise


def _constant(name: str, value: Expr) -> Expr:
    left = sorted(symbol.name for symbol in value.free_symbols)
    if left:
        raise ArgumentError(f"the value of {name} has variables: {', '.join(left)}")
    return value
