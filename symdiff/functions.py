"""The functions of the catalogue, for formulas and for numbers: ``exp(x)``, ``where(x > 0, x, 0)``.

>>> from symdiff import symbols
>>> from symdiff.functions import exp, sin
>>> x, = symbols("x")
>>> exp(sin(x)), exp(0.0)
(exp(sin(x)), 1.0)

Each takes formulas and gives one; of numbers alone it gives a number. So a Python function that
uses them computes with numbers and can be traced with symbols.
"""

from __future__ import annotations

import math

from .catalogue import CATALOGUE
from .expressions import Apply, ArgumentError, Expr, as_expr
from .loading import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Names of Python's math that the catalogue has under another one.
_OF_MATH = {"fabs": "abs", "pow": "power", "lgamma": "loggamma"}


def __getattr__(name: str) -> Any:
    """The function, or the constant, that is written so."""
    if name.startswith("__"):
        raise AttributeError(name)
    if name == "power":
        return _power
    records = CATALOGUE.spelled(_OF_MATH.get(name, name))
    if not records:
        value = getattr(math, name, None)
        if isinstance(value, (int, float)):
            return value
        raise AttributeError(f"symdiff.functions has no {name!r}")
    if 0 in records:
        return Apply(records[0].name, ())
    found = globals()[name] = _function(name, {n: r.name for n, r in records.items()})
    return found


def of_math(value: object) -> Callable[..., Any] | None:
    """The function here that does for formulas what a function of ``math`` does for numbers."""
    name = getattr(value, "__name__", "")
    if not name or getattr(math, name, None) is not value:
        return None
    try:
        found = __getattr__(name)
    except AttributeError:
        return None
    return found if callable(found) else None


def _function(name: str, operations: dict[int, str]) -> Callable[..., Any]:
    def call(*args: Any) -> Any:
        op = operations.get(len(args))
        if op is None and 2 in operations and CATALOGUE[operations[2]].folds and len(args) > 2:
            value = args[0]
            for a in args[1:]:
                value = call(value, a)
            return value
        if op is None:
            wanted = " or ".join(map(str, sorted(operations)))
            raise ArgumentError(f"{name} takes {wanted} arguments, not {len(args)}")
        made = Apply(op, [as_expr(a) for a in args])
        if any(isinstance(a, Expr) for a in args):
            return made
        return float(load("symdiff.evaluation").evaluate(made, {}))

    call.__name__ = call.__qualname__ = name
    call.__doc__ = CATALOGUE[next(iter(operations.values()))].page
    return call


def _power(u: Any, v: Any) -> Any:
    """The power u^v."""
    return u**v
