"""Conditions are true or false, formulas are numbers: where each may stand."""

from __future__ import annotations

from ..expressions import FormulaError
from .levels import BINARY, COMPARE, LOGIC
from .names import is_condition, is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions import Expr
    from .callees import Callee
    from .machine import Parse

_ADVICE = "write where(condition, a, b) for a where it holds and b elsewhere"


def _condition_as_number(parse: Parse, first: int, last: int) -> FormulaError:
    return FormulaError(
        "a condition stands where a number is needed",
        text=parse.source.text,
        span=parse.source.span(first, last),
        advice=_ADVICE,
        code="E-CONDITION",
    )


def _number_as_condition(parse: Parse, first: int, last: int) -> FormulaError:
    return FormulaError(
        "a number stands where a condition is needed",
        text=parse.source.text,
        span=parse.source.span(first, last),
        advice="write a comparison, such as x > 0",
        code="E-CONDITION",
    )


def check_operation(parse: Parse, op: str, args: tuple[Expr, ...], place: int) -> None:
    """A comparison is of numbers, and ``and``, ``or``, ``not`` are of conditions."""
    if op in LOGIC or op == "not":
        if any(is_number(a) for a in args):
            raise _number_as_condition(parse, place, place)
    elif any(is_condition(a) for a in args):
        raise _condition_as_number(parse, place, place)


def check_call(parse: Parse, callee: Callee, args: list[Expr], first: int, end: int) -> None:
    """Only the first argument of ``where`` is a condition."""
    by_condition = callee.operations.get(3) == "where" and len(args) == 3
    if by_condition and is_number(args[0]):
        raise _number_as_condition(parse, first, end - 1)
    if any(is_condition(a) for a in args[by_condition:]):
        raise _condition_as_number(parse, first, end - 1)


def check_place(parse: Parse, first: int) -> None:
    """A condition in brackets, or ``true``, is no operand of arithmetic; token i follows it."""
    after = parse.tokens[parse.i]
    if parse.pending[-1][0] > COMPARE or after in BINARY or after in ("!", "⁽"):
        raise _condition_as_number(parse, first, parse.i - 1)
