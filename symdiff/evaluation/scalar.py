"""The ``python`` backend: one number in, one number out, with Python's ``math`` alone.

The quick version is plain arithmetic. Where Python raises an error (1/0, log(-1), exp(1000)) the
careful version computes anew with the values that IEEE 754 gives: inf, -inf and nan.
"""

from __future__ import annotations

import math

from ..expressions import ArgumentError
from .dialects import CAREFUL, PYTHON
from .generated import brought_to_life
from .lowering import Lowering
from .statements import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .signature import Argument, Signature
    from .statements import Dialect


def python_source(signature: Signature, roots: Sequence[Expr], dialect: Dialect) -> str:
    """The source of a function that returns the list of all values."""
    program = Program(roots, signature.names, dialect)
    unpacking = [
        f"({', '.join(signature.names[s] for s in a.symbols)},) = {a.name}"
        for a in signature.inputs
        if a.vector
    ]
    lines = [*unpacking, *program.lines, f"return [{', '.join(program.results)}]"]
    arguments = ", ".join(a.name for a in signature.inputs)
    return "\n    ".join([f"def f({arguments}):", *lines]) + "\n"


class Scalar:
    """The backend ``python``."""

    def __init__(self, signature: Signature, roots: Sequence[Expr], catalogue: Catalogue) -> None:
        self.signature = signature
        self.roots = Lowering(PYTHON.native, catalogue, "Python").lowered(roots)
        self.source = python_source(signature, self.roots, PYTHON)
        quick: dict[str, Any] = {name: _in_floats(name) for name in _used(PYTHON)}
        self.quick = brought_to_life(self.source, "f", {**quick, "abs": abs})
        self._careful: Callable[..., Any] | None = None
        self._plain = signature.single and signature.outputs[0][0] == ()

    def __call__(self, *args: Any) -> Any:
        values = self.values(*args)
        return values[0] if self._plain else self.signature.assembled(values)

    def values(self, *args: Any) -> list[float]:
        """All values, one after the other."""
        for a in args:
            if type(a) is not float:
                args = self._entered(args)
                break
        try:
            values: list[float] = self.quick(*args)
        except (ArithmeticError, ValueError):
            return self.careful(*args)
        except TypeError:
            self._entered(args)
            raise
        return values

    def careful(self, *args: Any) -> list[float]:
        """The values by IEEE arithmetic, which has one for everything."""
        if self._careful is None:
            source = python_source(self.signature, self.roots, CAREFUL)
            names = {name: _ieee(_in_floats(name)) for name in _used(PYTHON)}
            own: dict[str, Any] = {**names, "abs": abs, "div": _divided, "pow": _power}
            self._careful = brought_to_life(source, "f", own)
        values: list[float] = self._careful(*args)
        return values

    def _entered(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments as floats and lists of floats, or the reason why they do not fit."""
        if len(args) != len(self.signature.inputs):
            raise self.signature.count_error(len(args))
        return tuple(
            self._vector(argument, given) if argument.vector else number(argument.name, given)
            for argument, given in zip(self.signature.inputs, args, strict=True)
        )

    def _vector(self, argument: Argument, given: Any) -> list[float]:
        if not hasattr(given, "__len__") or getattr(given, "shape", None) == ():
            raise self.signature.vector_error(argument, "one number")
        if len(given) != len(argument.symbols):
            raise self.signature.vector_error(argument, str(len(given)))
        if type(given) is list and set(map(type, given)) <= {float}:
            return given
        return [number(argument.name, a) for a in given]


def number(name: str, given: Any) -> float:
    """A float; inf for a whole number beyond all floats."""
    if isinstance(given, (str, bytes)) or getattr(given, "shape", ()) != ():
        kind = type(given).__name__
    else:
        try:
            return float(given)
        except (TypeError, ValueError):
            kind = type(given).__name__
        except OverflowError:
            return math.inf if given > 0 else -math.inf
    raise ArgumentError(
        f"the argument {name} is {kind}, not a number",
        advice="the backends numpy and c take arrays",
    )


def _used(dialect: Dialect) -> set[str]:
    return {name for name in dialect.calls.values() if hasattr(math, name)}


def _in_floats(name: str) -> Callable[..., float]:
    """A function of ``math``, with floats for its whole numbers."""
    return _WHOLE.get(name) or getattr(math, name)


def _divided(a: float, b: float) -> float:
    """a/b by IEEE 754."""
    if b:
        return a / b
    return math.nan if not a or a != a else math.copysign(math.inf, a) * math.copysign(1.0, b)


def _power(a: float, b: float) -> float:
    """a^b by IEEE 754."""
    try:
        return math.pow(a, b)
    except OverflowError:
        return -math.inf if a < 0 and b % 2 else math.inf
    except ValueError:
        return math.inf if a == 0 else math.nan


_WHOLE: dict[str, Callable[..., float]] = {
    "floor": lambda u: float(math.floor(u)),
    "ceil": lambda u: float(math.ceil(u)),
}
# Where these functions go to infinity, Python raises ValueError.
_POLES: dict[Any, dict[float, float]] = {
    math.log: {0.0: -math.inf},
    math.log2: {0.0: -math.inf},
    math.log10: {0.0: -math.inf},
    math.log1p: {-1.0: -math.inf},
    math.atanh: {1.0: math.inf, -1.0: -math.inf},
    math.lgamma: {},
}
_ODD = frozenset({math.sinh})


def _ieee(function: Callable[..., float]) -> Callable[..., float]:
    """A function of ``math`` that returns inf and nan instead of raising an error."""

    def call(*args: float) -> float:
        try:
            return function(*args)
        except OverflowError:
            if math.isinf(args[0]):
                return args[0]
            return math.copysign(math.inf, args[0]) if function in _ODD else math.inf
        except ValueError:
            if function is math.lgamma:
                return math.inf
            return _POLES.get(function, {}).get(args[0], math.nan)

    return call
