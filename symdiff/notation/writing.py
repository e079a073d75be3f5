"""Text out of formulas: phrases set one inside another, without recursion and within a bound.

A printer says for each node the phrase that stands for it: pieces of text, and formulas whose own
phrases go in their places. ``x - 2`` has the phrase [x, " - ", 2].
"""

from __future__ import annotations

from ..expressions import Apply, LimitExceeded, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from ..expressions import Expr, Limits

    Piece: TypeAlias = str | Expr
    Phrase: TypeAlias = list[Piece]

# How tightly each operator binds. What is not here stands everywhere without parentheses.
LEVELS = {
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
LONG = 65536


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
            length = measure(e, out, measured, length, limits)
            measured = len(out)
    text = "".join(out)
    within(limits, len(text))
    return text


def measure(e: Expr, out: list[str], measured: int, length: int, limits: Limits) -> int:
    """The length of the text of e so far, of which the first ``measured`` pieces have ``length``.

    A text that has become long is refused early if the number of its nodes tells how it will end.
    """
    length += sum(map(len, out[measured:]))
    within(limits, length)
    if measured < LONG <= len(out):  # every second node or more leaves a character
        within(limits, tree_nodes(e, at_most=2 * limits.output + 2) // 2)
    return length


def tree_nodes(e: Expr, at_most: int) -> int:
    """The number of nodes of e as a tree, or ``at_most`` if there are more."""

    def count(_: Expr, below: tuple[int, ...]) -> int:
        return min(1 + sum(below), at_most)

    return fold(e, count)


def within(limits: Limits, length: int, advice: str = "") -> None:
    """Refuse a text of this length if it passes ``limits.output``.

    Arguments:
        limits: the bounds.
        length: the length that the text has, or is sure to have.
        advice: what to do instead of printing it so; ``let`` if nothing is said.

    Raises:
        LimitExceeded: when it does.
    """
    if length > limits.output:
        raise LimitExceeded(
            f"the text is longer than {limits.output} characters",
            limit="output",
            value=limits.output,
            advice=advice
            or "let(...) names the parts that occur several times and writes each once;"
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


_SAME_WAY = ({"lt", "le"}, {"gt", "ge"})


def chained(node: Apply) -> tuple[Apply, Apply] | None:
    """The comparisons that stand as one chain, a < b < c, if ``node`` joins them so by and."""
    first, second = node.args
    if type(first) is not Apply or type(second) is not Apply:
        return None
    one_way = any(first.op in way and second.op in way for way in _SAME_WAY)
    return (first, second) if one_way and first.args[1] is second.args[0] else None
