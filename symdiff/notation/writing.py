"""Text out of formulas: phrases set one inside another, without recursion and within a bound.

A printer says for each node the phrase that stands for it: pieces of text, and formulas whose own
phrases go in their places. ``x - 2`` has the phrase [x, " - ", 2].
"""

from __future__ import annotations

from ..expressions import Apply, LimitExceeded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from ..expressions import Expr, Limits

    Piece: TypeAlias = str | Expr
    Phrase: TypeAlias = list[Piece]

# How tightly each operator binds. What is not here stands everywhere without parentheses.
LEVELS = {
    "where": 0,
    "or": 1,
    "and": 2,
    "not": 3,
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne"), 4),
    "add": 5,
    "sub": 5,
    "mul": 6,
    "div": 6,
    "neg": 7,
    "pow": 8,
}
ATOM = 9
MEASURE_EVERY = 4096


def write(
    e: Expr,
    leaf: Callable[[Expr], str],
    phrase: Callable[[Apply, str], Phrase],
    limits: Limits,
) -> str:
    """The text of e, put together from the phrases of its nodes.

    Arguments:
        e: the formula.
        leaf: the text of a number or symbol.
        phrase: the pieces that stand for a node, given the piece of text just before it.
        limits: ``limits.output`` bounds the length of the text.

    Raises:
        LimitExceeded: as soon as the text is longer than that.
    """
    out = [""]
    stack: list[Piece] = [e]
    length = measured = 0
    while stack:
        piece = stack.pop()
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Apply):
            pieces = phrase(piece, out[-1])
            pieces.reverse()
            stack += pieces
        else:
            out.append(leaf(piece))
        if len(out) - measured > MEASURE_EVERY:
            length += sum(map(len, out[measured:]))
            measured = len(out)
            within(limits, length)
    text = "".join(out)
    within(limits, len(text))
    return text


def within(limits: Limits, length: int) -> None:
    """Refuse a text of this length if it passes ``limits.output``.

    Raises:
        LimitExceeded: when it does.
    """
    if length > limits.output:
        raise LimitExceeded(
            f"the text is longer than {limits.output} characters",
            limit="output",
            value=limits.output,
            advice="let(...) names the parts that occur several times and writes each once;"
            " Limits(output=...) allows more",
        )


def spine(node: Apply) -> list[Expr]:
    """The arguments of a nest to the left, f(f(a, b), c), as one list: [a, b, c]."""
    left: Expr = node
    found: list[Expr] = []
    while isinstance(left, Apply) and left.op == node.op:
        found.append(left.args[1])
        left = left.args[0]
    found.append(left)
    found.reverse()
    return found


def separated(args: list[Expr] | tuple[Expr, ...], by: str) -> Phrase:
    """The arguments with the same text between each two: [a, ", ", b, ", ", c]."""
    pieces: Phrase = []
    for a in args:
        pieces += (by, a)
    return pieces[1:]
