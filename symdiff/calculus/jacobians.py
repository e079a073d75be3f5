"""Jacobians: for each block of formulas that share parts, forward or backward, whichever is less.

    J[i, j] = d f_i / d x_j

Going ahead, a node costs as many steps as there are variables that reach it; going back, as many as
there are formulas that it reaches. Both are counted before anything is built.
"""

from __future__ import annotations

from ..expressions import DEFAULT_LIMITS, Expr, LimitExceeded, postorder
from .forward import pushforward
from .local import ONE
from .matrices import Matrix
from .reverse import pullback

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..catalogue import Catalogue
    from ..expressions import Limits
    from .forward import Row


def jacobian(
    formulas: Sequence[Expr],
    wrt: Sequence[Expr],
    *,
    catalogue: Catalogue,
    domain: str = "real",
    constant: Iterable[Expr] = (),
    mode: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> Matrix:
    """The matrix of all partial derivatives, one row for each formula.

    Arguments:
        formulas: the rows.
        wrt: the columns, each once.
        catalogue: where the derivative lines stand.
        domain: "real" or "complex".
        constant: parts of the formulas that count as constants.
        mode: "forward", "reverse", or "" to count which is less for each block.
        limits: ``steps`` bounds how many nodes are met, each as often as it is.

    Raises:
        LimitExceeded: when there are more.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import symbols
    >>> x, y = symbols("x y")
    >>> jacobian([x * y, x], [x, y], catalogue=CATALOGUE)
    [[y, x], [1, 0]]
    """
    constant = tuple(constant)
    column = {x: j for j, x in enumerate(wrt)}
    entries: dict[tuple[int, int], Expr] = {}
    left = limits.steps
    for block in blocks(formulas, column):
        roots = [formulas[i] for i in block]
        counted, steps = _cheaper(roots, column, left)
        left -= steps
        if left < 0:
            raise LimitExceeded(
                f"the Jacobian takes more than {limits.steps} steps",
                limit="steps",
                value=limits.steps,
            )
        if (mode or counted) == "forward":
            seeds: dict[Expr, Row] = {x: {j: ONE} for x, j in column.items()}
            rows = pushforward(roots, seeds, catalogue=catalogue, domain=domain, constant=constant)
        else:
            rows = []
            for root in roots:
                found = pullback(
                    {root: ONE}, column, catalogue=catalogue, domain=domain, constant=constant
                )
                rows.append({column[x]: e for x, e in found.items()})
        for i, row in zip(block, rows, strict=True):
            entries |= {(i, j): e for j, e in row.items()}
    return Matrix((len(formulas), len(wrt)), entries)


def blocks(formulas: Sequence[Expr], column: dict[Expr, int]) -> list[list[int]]:
    """The formulas in groups that share no operation on the variables.

    >>> from symdiff.expressions import symbols
    >>> x, y = symbols("x y")
    >>> blocks([x * y, y, (x * y) * x], {x: 0, y: 1})
    [[0, 2], [1]]
    """
    owner: dict[Expr, int] = {}
    group = list(range(len(formulas)))
    for i, root in enumerate(formulas):
        stack = [root]
        while stack:
            node = stack.pop()
            if node in column or not node.args:
                continue
            first = owner.setdefault(node, i)
            if first != i or node in stack:
                _join(group, first, i)
            else:
                stack += [a for a in node.args if owner.get(a) != i]
    found: dict[int, list[int]] = {}
    for i in range(len(formulas)):
        found.setdefault(_leader(group, i), []).append(i)
    return list(found.values())


def _leader(group: list[int], i: int) -> int:
    while group[i] != i:
        group[i] = group[group[i]]
        i = group[i]
    return i


def _join(group: list[int], i: int, j: int) -> None:
    i, j = _leader(group, i), _leader(group, j)
    group[max(i, j)] = min(i, j)


def _cheaper(roots: list[Expr], column: dict[Expr, int], most: int) -> tuple[str, int]:
    """The mode that takes fewer steps and how many, counted without building anything."""
    back = 0
    for root in roots:
        back += len(postorder((root,)))
        if back > most:
            break
    if len(roots) == 1:
        return "reverse", back
    ahead = 0
    reached: dict[Expr, frozenset[int]] = {}
    for node in postorder(roots):
        if node in column:
            reached[node] = frozenset({column[node]})
            continue
        below = [reached[a] for a in node.args]
        found = below[0] if below else frozenset()
        for other in below[1:]:
            found = found if other <= found else found | other
        reached[node] = found
        ahead += len(found)
        if ahead >= back:
            return "reverse", back
    return "forward", ahead
