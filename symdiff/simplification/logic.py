"""Conditions put together and taken apart: and, or, and the opposite of each comparison."""

from __future__ import annotations

from ..expressions import Apply, Expr, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    T = TypeVar("T")

TRUE = apply("true", ())
FALSE = apply("false", ())
OPPOSITE = {"lt": "ge", "ge": "lt", "gt": "le", "le": "gt", "eq": "ne", "ne": "eq"}
"""What holds where a comparison does not."""
TURNED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}
"""The same comparison with its sides exchanged."""
CONNECTIVES = frozenset({"and", "or", "not"})


def turned(condition: Expr) -> Expr:
    """A comparison with its sides exchanged, u < v as v > u; anything else as it is."""
    if type(condition) is not Apply or condition.op not in TURNED:
        return condition
    left, right = condition.args
    return apply(TURNED[condition.op], (right, left))


def joined(op: str, conditions: Sequence[Expr]) -> Expr:
    """The conditions joined by and, or by or, those that decide nothing left out."""
    idle, decides = (TRUE, FALSE) if op == "and" else (FALSE, TRUE)
    kept = [c for c in dict.fromkeys(conditions) if c is not idle]
    if decides in kept:
        return decides
    total = kept[0] if kept else idle
    for c in kept[1:]:
        total = apply(op, (total, c))
    return total


def over(
    condition: Expr, leaf: Callable[[Expr], T], connect: Callable[[str, list[T]], T]
) -> T:
    """What the parts of a condition that are joined by and, or, not make, inner ones first.

    Arguments:
        leaf: what becomes of a part that is none of these.
        connect: what becomes of a connective, given what became of its parts.
    """
    made: dict[Expr, T] = {}
    stack = [condition]
    while stack:
        node = stack[-1]
        if type(node) is Apply and node.op in CONNECTIVES:
            waiting = [a for a in node.args if a not in made]
            if waiting:
                stack += waiting
                continue
            made[node] = connect(node.op, [made[a] for a in node.args])
        elif node not in made:
            made[node] = leaf(node)
        stack.pop()
    return made[condition]


def opposite(condition: Expr) -> Expr:
    """What holds where the condition does not."""
    if type(condition) is Apply and condition.op in OPPOSITE:
        return apply(OPPOSITE[condition.op], condition.args)
    if condition in (TRUE, FALSE):
        return FALSE if condition is TRUE else TRUE
    return apply("not", (condition,))
