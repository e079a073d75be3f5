"""What a formula costs its reader.

Every operation and every function costs most, a sum in parentheses as a factor and a fraction in a
sum below a bar a little more, and a number by its digits. So of two forms the shorter is taken, and
of two of one length the one with fewer parentheses, fewer nested fractions and smaller numbers.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Cost: TypeAlias = Callable[[Expr], float]

OPERATION = 1000
_PARENTHESES = 120
_NESTED = 300
_SYMBOL = 10
_DIGIT = 3
_SUMS = frozenset({"add", "sub"})


class ReadingCost:
    """What formulas cost their reader; the costs of shared parts are found once.

    >>> from symdiff.notation import parse
    >>> cost = ReadingCost()
    >>> cost(parse("x*(x + 2)")) < cost(parse("x*x + 2*x"))
    True
    """

    def __init__(self) -> None:
        self._costs: dict[Expr, int] = {}

    def __call__(self, e: Expr) -> int:
        """The cost of a formula."""
        costs = self._costs
        stack = [] if e in costs else [e]
        while stack:
            node = stack[-1]
            waiting = [a for a in node.args if a not in costs]
            if waiting:
                stack += waiting
            else:
                stack.pop()
                costs[node] = _own(node) + sum([costs[a] for a in node.args])
        return costs[e]


def _own(node: Expr) -> int:
    if type(node) is Apply:
        cost = OPERATION if node.args else _SYMBOL
        if node.op in ("mul", "div", "pow"):
            for a in node.args:
                if type(a) is Apply and a.op in _SUMS:
                    cost += _PARENTHESES
            if node.op == "div" and _has_fraction(node.args[1]):
                cost += _NESTED
        return cost
    if type(node) is Number:
        return _DIGIT * len(node.spelling)
    return _SYMBOL


def _has_fraction(below: Expr) -> bool:
    """Whether what stands below a bar is a sum with a fraction among its terms."""
    while type(below) is Apply and below.op in _SUMS:
        below, last = below.args
        if type(last) is Apply and last.op == "div":
            return True
        if type(below) is Apply and below.op == "div":
            return True
    return False
