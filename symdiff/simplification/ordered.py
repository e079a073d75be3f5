"""Formulas that have no value anywhere, left as they are but for the order of their arguments."""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, Symbol, apply, parts, postorder
from .forms import bounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue


def in_order(formula: Expr, catalogue: Catalogue) -> Expr:
    """The formula with the arguments of +, *, min, max and their like in a fixed order.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.notation import parse
    >>> print(in_order(parse("y + (1/0 + x)"), CATALOGUE))
    1/0 + x + y
    """
    made: dict[Expr, Expr] = {}
    keys: dict[Expr, str] = {}
    for node in postorder((formula,)):
        if type(node) is not Apply:
            made[node] = node
            keys[node] = _leaf_key(node)
            continue
        args = [made[a] for a in node.args]
        if node.op in ("add", "mul") or _folds(node.op, catalogue):
            args = sorted([p for a in args for p in parts(a, node.op)], key=lambda a: keys[a])
            steps = [2] * (len(args) - 1)
        else:
            steps = [len(args)]
        for n in steps:
            total = apply(node.op, tuple(args[:n]))
            keys[total] = bounded(f"{node.op}({','.join([keys[a] for a in args[:n]])})")
            args[:n] = [total]
        made[node] = args[0]
    return made[formula]


def _folds(op: str, catalogue: Catalogue) -> bool:
    record = catalogue.get(op)
    return record is not None and record.folds


def _leaf_key(leaf: Expr) -> str:
    if type(leaf) is Number:
        return leaf.spelling
    return leaf.name if type(leaf) is Symbol else ""


__all__ = ["in_order"]
