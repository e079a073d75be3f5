"""Where two formulas begin to differ: what both have is passed over, terms, factors, arguments.

2*x + cos(x)   and   3*x + cos(x)   depart at   2*x, 3*x
"""

from __future__ import annotations

from ..expressions import Apply, Number, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions import Expr

_ZERO, _ONE = Number("0"), Number("1")


def departure(one: Expr, other: Expr) -> tuple[Expr, Expr] | None:
    """The innermost parts in which the formulas differ; None where they are one.

    >>> from symdiff.notation import parse
    >>> print(*departure(parse("2*x + cos(x)"), parse("cos(x) + 3*x")))
    2*x 3*x
    """
    if one is other:
        return None
    while True:
        found = _next(one, other)
        if found is None:
            return one, other
        one, other = found


def _next(one: Expr, other: Expr) -> tuple[Expr, Expr] | None:
    """The parts in which two different formulas differ; None where all of them do."""
    for parts, joined in ((_terms, _sum), (_factors, _product)):
        a, b = parts(one), parts(other)
        if len(a) > 1 or len(b) > 1:
            left, right = _without(a, b), _without(b, a)
            tells = len(left) < len(a) and not (parts is _factors and _numbers(left, right))
            return (joined(left), joined(right)) if tells else None
    if not isinstance(one, Apply) or not isinstance(other, Apply) or one.op != other.op:
        return None
    unequal = [(a, b) for a, b in zip(one.args, other.args, strict=False) if a is not b]
    same_kind = len(one.args) == len(other.args)
    return unequal[0] if len(unequal) == 1 and same_kind else None


def _numbers(*several: list[Expr]) -> bool:
    """Whether only coefficients differ, which say little without what they belong to."""
    return all(isinstance(e, Number) for parts in several for e in parts)


def _terms(e: Expr) -> list[Expr]:
    """The terms of a sum, each with its sign."""
    found: list[Expr] = []
    stack = [(e, False)]
    while stack:
        node, negative = stack.pop()
        if isinstance(node, Apply) and node.op in ("add", "sub"):
            stack.append((node.args[1], negative != (node.op == "sub")))
            stack.append((node.args[0], negative))
        elif isinstance(node, Apply) and node.op == "neg":
            stack.append((node.args[0], not negative))
        else:
            found.append(apply("neg", (node,)) if negative else node)
    return found


def _factors(e: Expr) -> list[Expr]:
    found: list[Expr] = []
    stack = [e]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op == "mul":
            stack += (node.args[1], node.args[0])
        else:
            found.append(node)
    return found


def _without(several: list[Expr], others: list[Expr]) -> list[Expr]:
    """What is left of the first list when each of the second takes one away."""
    count: dict[Expr, int] = {}
    for e in others:
        count[e] = count.get(e, 0) + 1
    left = []
    for e in several:
        if count.get(e):
            count[e] -= 1
        else:
            left.append(e)
    return left


def _sum(terms: list[Expr]) -> Expr:
    total: Expr | None = None
    for term in terms:
        negative = isinstance(term, Apply) and term.op == "neg"
        if total is None:
            total = term
        else:
            total = apply("sub", (total, term.args[0])) if negative else apply("add", (total, term))
    return _ZERO if total is None else total


def _product(factors: list[Expr]) -> Expr:
    total: Expr | None = None
    for factor in factors:
        total = factor if total is None else apply("mul", (total, factor))
    return _ONE if total is None else total
