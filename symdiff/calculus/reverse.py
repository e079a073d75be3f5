"""Reverse accumulation on the graph: all partial derivatives of a formula in one walk back.

    dy/du = sum over the nodes f that u enters of  dy/df * df/du

The walk goes from the outputs to the variables and meets every node once, when all that it enters
has been met. What an operation hands back to its arguments is its derivative line, with the adjoint
in the place of one prime and zero in that of the others. (Linnainmaa 1970; Baur and Strassen, "The
complexity of partial derivatives", 1983: the gradient costs at most a few times the formula.)
"""

from __future__ import annotations

from ..expressions import Apply, Expr, postorder
from .adjoints import Adjoints, is_truth
from .branches import Branches
from .local import ONE, ZERO, tidy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from ..catalogue import Catalogue
    from .textbook import Make


def gradient(
    cost: Expr,
    wrt: Sequence[Expr],
    *,
    catalogue: Catalogue,
    domain: str = "real",
    constant: Iterable[Expr] = (),
    make: Make = tidy,
) -> list[Expr]:
    """The partial derivatives of a formula by each of ``wrt``, as one graph that shares its parts.

    Arguments:
        cost: the formula.
        wrt: symbols, or parts of the formula that are taken for variables.
        catalogue: where the derivative lines stand.
        domain: "real" or "complex".
        constant: parts of the formula that count as constants.
        make: how the gradient is built; ``pruned`` only leaves out zeros and ones.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import symbols
    >>> x, y = symbols("x y")
    >>> print(*gradient(x * x + x * y, (x, y), catalogue=CATALOGUE), sep=", ")
    y + 2*x, x
    """
    found = pullback(
        {cost: ONE}, wrt, catalogue=catalogue, domain=domain, constant=constant, make=make
    )
    return [found.get(x, ZERO) for x in wrt]


def pullback(
    seeds: Mapping[Expr, Expr],
    wrt: Iterable[Expr],
    *,
    catalogue: Catalogue,
    domain: str = "real",
    constant: Iterable[Expr] = (),
    make: Make = tidy,
) -> dict[Expr, Expr]:
    """The adjoints of ``wrt``: the sum over the outputs of seed times partial derivative.

    Arguments:
        seeds: the outputs, each with the adjoint it begins with.
        wrt: by what to differentiate; what the outputs do not contain is not in the answer.
        catalogue, domain, constant, make: as for ``gradient``.
    """
    wanted = frozenset(wrt)
    order = postorder(seeds)
    active = _active(order, wanted, frozenset(constant))
    adjoints = Adjoints(catalogue, domain, make)
    branches = Branches(make)
    adjoint: dict[Expr, Expr] = {}
    for output, seed in seeds.items():
        if output in active:
            adjoint[output] = seed
    found: dict[Expr, Expr] = {}
    for node in reversed(order):
        total = adjoint.pop(node, None)
        if total is None or total is ZERO:
            continue
        if node in wanted:
            found[node] = branches.lifted(node, total)
        if type(node) is not Apply:
            continue
        args = node.args
        if node.op == "where":
            branches.divide(node, total, active, adjoint)
            continue
        mask = tuple([a in active for a in args])
        for i, template in adjoints.of(node, mask):
            term = template.fill([*args, total], make)
            branches.add(args[i], term, node, adjoint)
    return found


def _active(order: list[Expr], wanted: Container[Expr], constant: Container[Expr]) -> set[Expr]:
    """The nodes that depend on what is wanted, other than through a truth value or a constant."""
    active: set[Expr] = set()
    for node in order:
        if node in constant:
            continue
        if node in wanted:
            active.add(node)
            continue
        for a in node.args:
            if a in active:
                if not is_truth(node):
                    active.add(node)
                break
    return active
