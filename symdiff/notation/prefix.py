"""Formulas as Lisp writes them: every operation in parentheses, before its arguments."""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, Apply, Number, Symbol
from .given import given
from .writing import separated, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits
    from .given import Formula, Names
    from .writing import Phrase

_SIGNS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "neg": "-",
    "pow": "^",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "eq": "=",
    "ne": "!=",
}


def sexpr(
    e: Formula,
    *,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> str:
    """The formula as an S-expression; functions by the names that the tree has.

    Arguments:
        e: the formula, as an expression or as text.
        catalogue: the functions that a text can hold.
        limits: ``limits.output`` bounds the length of the text.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        LimitExceeded: when the text would be longer.

    >>> sexpr("x*x + (x - 2)")
    '(+ (* x x) (- x 2))'
    """
    return write(given(e, catalogue, limits, names), _leaf, _phrase, limits)


def _leaf(e: Expr) -> str:
    return e.name if isinstance(e, Symbol) else e.spelling if isinstance(e, Number) else ""


def _phrase(node: Apply, _: str) -> Phrase:
    if not node.args:
        return [node.op]
    head = _SIGNS.get(node.op) or _slots(node.op)
    return [f"({head} ", *separated(node.args, " "), ")"]


def _slots(op: str) -> str:
    """D(f, 1) as the list (D f 1); every other name as it is."""
    return op.replace(", ", " ").replace("D(", "(D ") if op.startswith("D(") else op
