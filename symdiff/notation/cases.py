"""Formulas by cases: Piecewise((a, condition), (b, True)) is where(condition, a, b).

What no case covers is ``undefined``.
"""

from __future__ import annotations

from ..expressions import apply
from ..loading import load
from .callees import Callee
from .names import is_condition, is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions import Expr
    from .machine import Parse

_TRUE = apply("true", ())


def _close_case(parse: Parse, args: list[Expr], first: int, end: int) -> Expr | None:
    """One case is complete; behind the last one the whole is."""
    if len(args) != 2 or is_condition(args[0]) or is_number(args[1]):
        raise load("symdiff.notation.unknown").case_form(parse, first, end)
    frame = parse.pending[-1]
    frame[4].extend(args)
    lexeme = parse.tokens[end]
    if lexeme == ",":
        parse.i += 1
        if parse.tokens[parse.i] != ")":
            return None
    elif lexeme != ")":
        raise load("symdiff.notation.unknown").case_form(parse, first, end)
    parse.pending.pop()
    parse.i += 1
    return nested(frame[4])


def _no_case(parse: Parse, _: list[Expr], first: int, end: int) -> Expr | None:
    raise load("symdiff.notation.unknown").case_form(parse, first, end)


def nested(parts: list[Expr]) -> Expr:
    """The formulas and conditions of all cases, in turn, as where inside where."""
    conditions, values = parts[1::2], parts[0::2]
    if conditions[-1] is _TRUE:
        node = values.pop()
        conditions.pop()
    else:
        node = apply("undefined", ())
    while conditions:
        node = apply("where", (conditions.pop(), values.pop(), node))
    return node


PIECEWISE = Callee("Piecewise", {}, special=_no_case)
CASE = Callee("a case of Piecewise", {}, special=_close_case)
