"""Walks over formulas without recursion, each shared node once; and places in a formula.

A place is a path of child indices from the root: ``(0, 1)`` is the second argument of the first.
"""

from __future__ import annotations

from .errors import ArgumentError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias, TypeVar

    from .nodes import Expr

    Path: TypeAlias = tuple[int, ...]
    T = TypeVar("T")


def postorder(roots: Iterable[Expr]) -> list[Expr]:
    """Every node of the graphs under ``roots`` once, arguments before what they are arguments of.

    The order is that of reading from left to right.
    """
    order: list[Expr] = []
    seen: set[Expr] = set()
    stack: list[Expr | None] = [*roots]
    stack.reverse()
    while stack:
        node = stack.pop()
        if node is None:
            order.append(stack.pop())  # type: ignore[arg-type]
            continue
        while node not in seen:
            seen.add(node)
            args = node.args
            if not args:
                order.append(node)
            elif len(args) == 2:
                first, second = args
                stack += (node, None, second)
                node = first
            else:
                stack += (node, None, *args[:0:-1])
                node = args[0]
    return order


def operations(roots: Iterable[Expr]) -> list[Expr]:
    """Every node with arguments once, after the operations among its arguments, in some order.

    From the root down each operation is met before its arguments, unless it is part of several.
    """
    order = [root for root in roots if root.args]
    met = set(order)
    if len(met) == len(order) == 1:
        for node in order:
            for a in node.args:
                if a.args:
                    if a in met:
                        break
                    met.add(a)
                    order.append(a)
            else:
                continue
            break
        else:
            order.reverse()
            return order
    return [node for node in postorder(roots) if node.args]


def fold(root: Expr, combine: Callable[[Expr, tuple[T, ...]], T]) -> T:
    """``combine(node, values of its arguments)`` at every node, from the leaves to the root."""
    value: dict[Expr, T] = {}
    for node in postorder((root,)):
        value[node] = combine(node, tuple([value[a] for a in node.args]))
    return value[root]


def parts(e: Expr, op: str) -> list[Expr]:
    """What an operation joins, however it is nested, from left to right; e itself if it is another.

    >>> from symdiff.notation import parse
    >>> parts(parse("x + (y*z + 1)"), "add")
    [x, y*z, 1]
    """
    found: list[Expr] = []
    stack = [e]
    while stack:
        part = stack.pop()
        if part.args and part.op == op:  # type: ignore[attr-defined]
            stack += reversed(part.args)
        else:
            found.append(part)
    return found


def parents(root: Expr) -> dict[Expr, int]:
    """How many times each node under ``root`` stands as an argument; the root counts once."""
    count: dict[Expr, int] = {root: 1}
    for node in postorder((root,)):
        for a in node.args:
            count[a] = count.get(a, 0) + 1
    return count


def at(e: Expr, path: Path) -> Expr:
    """The subformula at a place.

    Raises:
        ArgumentError: when the path leads nowhere.
    """
    for depth, i in enumerate(path):
        if not 0 <= i < len(e.args):
            raise ArgumentError(f"no argument {i} at place {path[:depth]}")
        e = e.args[i]
    return e


def occurrences(root: Expr, wanted: Expr) -> Iterator[Path]:
    """The places where ``wanted`` stands in the tree of ``root``, from left to right.

    There can be exponentially many; take as many as are needed.
    """
    within: dict[Expr, bool] = {}
    for node in postorder((root,)):
        within[node] = node is wanted or any(within[a] for a in node.args)
    stack: list[tuple[Expr, Path]] = [(root, ())] if within[root] else []
    while stack:
        node, path = stack.pop()
        if node is wanted:
            yield path
        for i in range(len(node.args) - 1, -1, -1):
            if within[node.args[i]]:
                stack.append((node.args[i], (*path, i)))
