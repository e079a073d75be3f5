"""What an operation hands on to its arguments and gets from them: its line, read both ways.

    (u * v)' = u' * v + u * v'     forward:  dot_v1 = dot_x*y + x*dot_y
                                   reverse:  bar_v1*y to x,  x*bar_v1 to y

A derivative line is linear in the primes. With the tangents of the arguments for the primes it is
the tangent of the operation; with the adjoint of the operation for one prime, and 0 for the others,
it is what that argument gets.
"""

from __future__ import annotations

from ..calculus.lines import derivative_lines
from ..calculus.textbook import TRUTH, ZERO, by_slots, line_for, pruned
from ..expressions import Apply, apply, postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..catalogue import Catalogue
    from ..expressions import Expr


def active_nodes(roots: Iterable[Expr], wrt: Iterable[Expr]) -> set[Expr]:
    """The nodes whose values move when what is in ``wrt`` does; truth values do not."""
    active = set(wrt)
    for node in postorder(roots):
        if type(node) is Apply and node.op not in TRUTH and any([a in active for a in node.args]):
            active.add(node)
    return active


def handed_on(
    node: Apply,
    args: Sequence[Expr],
    primes: Sequence[Expr | None],
    *,
    catalogue: Catalogue,
    domain: str = "real",
) -> Expr:
    """The derivative line of a node with these arguments, and these primes for them.

    Arguments:
        node: the operation; its own arguments say which line holds.
        args: what stands for the arguments.
        primes: what stands for their derivatives; None where an argument is constant.
        catalogue: where the lines stand.
        domain: "real" or "complex".
    """
    here = apply(node.op, tuple(args))
    line = line_for(derivative_lines(catalogue, node.op, domain), node.args, primes)
    if line is None or len(line.without_formula) == len(primes):
        return by_slots(here, primes, range(len(primes)), ZERO, pruned)
    known = [ZERO if prime is None else prime for prime in primes]
    total = line.template.fill([*args, *known], pruned)
    return by_slots(here, primes, line.without_formula, total, pruned)


def handed_back(
    node: Apply,
    args: Sequence[Expr],
    adjoint: Expr,
    active: Sequence[bool],
    *,
    catalogue: Catalogue,
    domain: str = "real",
) -> list[tuple[int, Expr]]:
    """What each active argument gets, by its number: the line with the adjoint for its prime.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import symbols
    >>> x, y, bar = symbols("x y bar")
    >>> for i, term in handed_back(x * y, (x, y), bar, (True, True), catalogue=CATALOGUE):
    ...     print(i, term)
    0 bar*y
    1 x*bar
    """
    found = []
    for i, moves in enumerate(active):
        if moves:
            # The others are not constant, they are held: the line is the same, their primes are 0.
            primes = [adjoint if j == i else ZERO if active[j] else None for j in range(len(args))]
            term = handed_on(node, args, primes, catalogue=catalogue, domain=domain)
            if term is not ZERO:
                found.append((i, term))
    return found
