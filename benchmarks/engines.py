"""The engines that are compared: each takes a formula as text and gives its derivative as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from formulas import Formula

Engine: TypeAlias = Callable[[Formula], str]


def symdiff() -> Engine:
    from symdiff import diff

    return lambda f: str(diff(f.text, f.variable, f.order, form="canonical"))


def sympy() -> Engine:
    from sympy import Symbol
    from sympy.parsing.sympy_parser import parse_expr

    return lambda f: str(parse_expr(f.text).diff(Symbol(f.variable), f.order))


def symengine() -> Engine:
    from symengine import Symbol, sympify

    def derivative(f: Formula) -> str:
        result, x = sympify(f.text), Symbol(f.variable)
        for _ in range(f.order):
            result = result.diff(x)
        return str(result)

    return derivative


ENGINES: dict[str, Callable[[], Engine]] = {
    "symdiff": symdiff,
    "sympy": sympy,
    "symengine": symengine,
}
