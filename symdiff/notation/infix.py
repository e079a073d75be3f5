"""Formulas as lines of text.

Python style is valid Python, and reading it gives the same node again: it has the parentheses that
the tree needs, and no others but those that keep two signs from meeting, ``x - (-y)``.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, Apply, ArgumentError, Expr, Number, Symbol
from ..loading import load
from .given import given
from .writing import ATOM, LEVELS, MEASURE_EVERY, chained, measure, separated, spine, within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..catalogue import Catalogue
    from ..expressions import Limits
    from .given import Formula, Names
    from .writing import Phrase, Piece

# For each binary operator: how tightly its left operand and its right one must bind to stand
# without parentheses, and the text between them.
_BINARY = {
    "add": (5, " + ", 6),
    "sub": (5, " - ", 6),
    "mul": (6, "*", 7),
    "div": (6, "/", 7),
    "pow": (9, "**", 7),
    "lt": (5, " < ", 5),
    "le": (5, " <= ", 5),
    "gt": (5, " > ", 5),
    "ge": (5, " >= ", 5),
    "eq": (5, " == ", 5),
    "ne": (5, " != ", 5),
    "and": (2, " and ", 3),
    "or": (1, " or ", 2),
}
_PREFIX = {"neg": ("-", 8), "not": ("not ", 3)}
_CONSTANTS = {"true": "True", "false": "False"}
_NO_SIGN_AFTER = frozenset({" + ", " - ", "*", "/"})


def infix(
    e: Formula,
    *,
    style: str = "python",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> str:
    """The formula as one line; in Python style, reading it gives the same node again.

    Arguments:
        e: the formula, as an expression or as text.
        style: ``python``, which Python and symdiff read, or ``math``, which is for people.
        catalogue: the names of functions.
        limits: ``limits.output`` bounds the length of the text.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        LimitExceeded: when the text would be longer; ``let`` prints such formulas.
        ArgumentError: for another style.

    >>> from symdiff.expressions import symbols
    >>> x, y = symbols("x y")
    >>> infix(x - (y - 2) * -x**2)
    'x - (y - 2)*(-x**2)'
    >>> infix(x - (y - 2) * -x**2, style="math")
    'x − (y − 2)·(−x²)'
    """
    defaults = catalogue is CATALOGUE and limits is DEFAULT_LIMITS
    if names or not defaults or not isinstance(e, Expr):
        e = given(e, catalogue, limits, names)
    if style == "python":
        return _python(e, catalogue, limits)
    if style != "math":
        raise ArgumentError(f"no style {style!r}", advice="the styles are 'python' and 'math'")
    text: str = load("symdiff.notation.mathematical").mathematical(e, catalogue, limits)
    return text


def _python(e: Expr, catalogue: Catalogue, limits: Limits) -> str:
    """The text of e: a walk that goes down the left operands and stacks the rest."""
    out = [""]
    emit = out.append
    stack: list[Piece] = [e]
    length = measured = 0
    while stack:
        node = stack.pop()
        while isinstance(node, Apply):
            binary = _BINARY.get(node.op)
            if binary is None:
                stack += _call(node, out[-1], catalogue)
                break
            left_level, operator, right_level = binary
            chain = chained(node) if node.op == "and" else None
            if chain is None:
                node, right = node.args
            else:  # a < b < c
                node, right = chain[0], chain[1].args[1]
                left_level, operator, right_level = _BINARY[chain[1].op]
                left_level = LEVELS[node.op]
            if type(right) is Apply and LEVELS.get(right.op, ATOM) < right_level:
                stack += (")", right, "(", operator)
            else:
                stack += (right, operator)
            if type(node) is Apply and LEVELS.get(node.op, ATOM) < left_level:
                stack.append(")")
                emit("(")
        else:
            if type(node) is str:
                emit(node)
            elif type(node) is Symbol:
                emit(node.name)
            elif type(node) is Number:
                emit(node.spelling)
        if len(out) - measured > MEASURE_EVERY:
            length = measure(e, out, measured, length, limits)
            measured = len(out)
    text = "".join(out)
    if "lambda" in text:  # a word that Python keeps for itself; the letter is a name
        text = "".join(["λ" if piece == "lambda" else piece for piece in out])
    within(limits, len(text))
    return text


def _call(node: Apply, before: str, catalogue: Catalogue) -> Phrase:
    """The pieces of a function call or a prefix operator, last first."""
    op, args = node.op, node.args
    if op in _PREFIX:
        return _prefixed(*_PREFIX[op], args[0], before)
    record = catalogue.get(op)
    name = op if record is None else record.infix
    if len(args) == 1:
        return [")", args[0], f"{name}("]
    if record is not None and not args:
        return [_CONSTANTS.get(name, name)]
    spread = spine(node) if record is not None and record.folds else args
    return [")", *separated(spread, ", ")[::-1], f"{name}("]


def _prefixed(sign: str, level: int, operand: Expr, before: str) -> Phrase:
    binds = LEVELS.get(operand.op, ATOM) if type(operand) is Apply else ATOM
    pieces: Phrase = [operand, sign] if binds >= level else [")", operand, "(", sign]
    if before in _NO_SIGN_AFTER or (before == "**" and binds < ATOM):
        return [")", *pieces, "("]
    return pieces
