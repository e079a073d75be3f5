"""Python functions as formulas: called with symbols, they write down what they compute.

    def cost(w, b):                     trace(cost).result
        total = 0
        for x in (1, 2):
            total += (w*x + b)**2       0 + (w*1 + b)**2 + (w*2 + b)**2
        return total

Loops run and branches on numbers are taken while the function is called; only the arithmetic on its
parameters is recorded. Functions of ``math`` and of this package's ``functions`` are recorded too.
"""

from __future__ import annotations

import math

from . import functions
from .expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    ArgumentTypeError,
    Expr,
    Symbol,
    as_expr,
    expect_whole,
)
from .expressions.errors import in_short
from .loading import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Traced:
    """What a function computes, as a formula or several.

    Attributes:
        name: the function's name.
        parameters: the symbols that it was called with, one after the other.
        result: a formula, or a list of formulas.
    """

    __slots__ = ("name", "parameters", "result")

    def __init__(self, name: str, parameters: list[Expr], result: Any) -> None:
        self.name = name
        self.parameters = parameters
        self.result = result


def trace(function: Callable[..., Any], **sizes: int) -> Traced:
    """The formulas that a Python function computes from its parameters.

    Arguments:
        function: it is called once, with a symbol for each parameter that has no default.
        **sizes: for a parameter that is a list, how many symbols it holds: ``w=3`` for w0, w1, w2.

    Raises:
        ArgumentError: when the function asks for the truth of a comparison, or fails; for a size
            that is none, or of what is no parameter.

    >>> def cost(w, b):
    ...     return sum((w*x + b)**2 for x in (1, 2))
    >>> trace(cost).result
    0 + (w*1 + b)**2 + (w*2 + b)**2
    >>> trace(lambda w: w[0]*w[1], w=2).parameters
    [w0, w1]
    """
    name = _name(function)
    arguments: list[Any] = []
    parameters: list[Expr] = []
    names = _parameters(function)
    _check_sizes(sizes, name, names)
    for parameter in names:
        own = [Symbol(parameter)]
        if parameter in sizes:
            own = [Symbol(f"{parameter}{i}") for i in range(sizes[parameter])]
        arguments.append(own if parameter in sizes else own[0])
        parameters += own
    try:
        result = _recording(function)(*arguments)
    except TypeError as error:
        raise ArgumentError(
            f"{name} cannot be traced: {getattr(error, 'message', error)}",
            advice="symdiff.functions has exp, sin ... for formulas, and where(condition, a, b)",
        ) from error
    return Traced(name, parameters, _as_formulas(name, result))


def _name(function: Callable[..., Any]) -> str:
    """The name of a function, with arguments given or not, or of an object's class."""
    while isinstance(function, load("functools").partial):
        function = function.func
    return str(getattr(function, "__name__", type(function).__name__))


def _parameters(function: Callable[..., Any]) -> list[str]:
    try:
        found = load("inspect").signature(function).parameters.values()
    except (TypeError, ValueError) as error:
        raise ArgumentError(f"the parameters of {in_short(function)} are not known") from error
    if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in found):
        raise ArgumentError("a function with *args or **kwargs has no parameters to name")
    return [p.name for p in found if p.default is p.empty]


def _check_sizes(sizes: dict[str, int], function: str, parameters: list[str]) -> None:
    for parameter, size in sizes.items():
        if parameter not in parameters:
            raise ArgumentTypeError(
                f"{function} has no parameter {parameter} that is to be given",
                advice=f"it has: {', '.join(parameters) or 'none'}",
            )
        expect_whole(size, f"the size of {parameter} is 0, 1, 2 ...", 0, DEFAULT_LIMITS.nodes)


def _as_formulas(name: str, result: Any) -> Any:
    if isinstance(result, (list, tuple)):
        return [as_expr(e) for e in result]
    if isinstance(result, (Expr, int, float)):
        return as_expr(result)
    raise ArgumentError(f"{name} returns {type(result).__name__}, which is not a formula")


def _recording(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with ``math`` and what it took from there replaced by what records formulas."""
    kinds: Any = load("types")
    if isinstance(function, kinds.MethodType):  # of an object, or of a class
        bound: Callable[..., Any] = kinds.MethodType(
            _recording(function.__func__), function.__self__
        )
        return bound
    if isinstance(function, load("functools").partial):
        given: Any = function
        partial: Callable[..., Any] = load("functools").partial(
            _recording(given.func), *given.args, **given.keywords
        )
        return partial
    code = getattr(function, "__code__", None)
    if code is None:
        recorded = functions.of_math(function)
        kin = [vars(kind) for kind in type(function).__mro__]
        own = next((names["__call__"] for names in kin if "__call__" in names), None)
        if recorded is None and hasattr(own, "__code__"):  # an object that can be called
            recorded = _recording(kinds.MethodType(own, function))
        return recorded or function
    names = function.__globals__
    replaced = {
        name: functions if value is math else functions.of_math(value)
        for name, value in names.items()
        if value is math or functions.of_math(value) is not None
    }
    if not replaced:
        return function
    recording: Any = kinds.FunctionType(
        code,
        {**names, **replaced},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    recording.__kwdefaults__ = function.__kwdefaults__
    traced: Callable[..., Any] = recording
    return traced
