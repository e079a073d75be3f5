"""What a formula costs its reader.

Every operation and every function costs 1, and what stands in parentheses as a factor or an
argument costs a little more; a number costs by its digits. So of two forms the shorter is taken, and of
two of one length the one with fewer parentheses and smaller numbers.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Cost = Callable[[Expr], float]

_OPERATION = 1000
_PARENTHESES = 120
_SYMBOL = 10
_DIGIT = 3
_SUMS = frozenset({"add", "sub"})


def reading_cost(costs: dict[Expr, int], e: Expr) -> int:
    """The cost of a formula; the costs of its parts are kept in ``costs``.

    >>> from symdiff.notation import parse
    >>> cost = lambda text: reading_cost({}, parse(text))
    >>> cost("x*(x + 2)") < cost("x*x + 2*x")
    True
    """
    known = costs.get(e)
    if known is None:
        for node in postorder((e,)):
            if node not in costs:
                costs[node] = _own(node) + sum([costs[a] for a in node.args])
        known = costs[e]
    return known


def _own(node: Expr) -> int:
    if type(node) is Apply:
        cost = _OPERATION if node.args else _SYMBOL
        if node.op in ("mul", "div", "pow"):
            for a in node.args:
                if type(a) is Apply and a.op in _SUMS:
                    cost += _PARENTHESES
        return cost
    if type(node) is Number:
        return _DIGIT * len(node.spelling)
    return _SYMBOL
