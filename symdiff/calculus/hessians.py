"""Hessians: all second partial derivatives in one walk back, by pushing edges.

    H[i, j] = d^2 f / (dx_i dx_j)

Beside the adjoint of each node the walk keeps, for each pair of nodes on which the part of the
formula that has been met depends other than linearly, the second derivative by the two. A node
hands its pairs on to its arguments, and adds those that it makes itself. Symmetry is used and
sparsity is found on the way. (Gower and Mello, "A new framework for the computation of Hessians",
Optimization Methods and Software 27, 2012.)
"""

from __future__ import annotations

from itertools import combinations_with_replacement

from ..expressions import DEFAULT_LIMITS, Apply, Expr, LimitExceeded, Symbol, postorder
from ..rewriting import Template
from .adjoints import Adjoints, is_truth
from .forward import pushforward
from .local import ONE, TWO, ZERO, tidy
from .matrices import Matrix
from .reverse import gradient
from .textbook import derivatives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Limits
    from .adjoints import Adjoint
    from .forward import Row


def hessian(
    f: Expr,
    wrt: Sequence[Expr],
    *,
    catalogue: Catalogue,
    domain: str = "real",
    constant: Iterable[Expr] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Matrix:
    """The symmetric matrix of second partial derivatives; its entries share their parts.

    Arguments:
        f: the formula.
        wrt: the variables, each once.
        catalogue: where the derivative lines stand.
        domain: "real" or "complex".
        constant: parts of the formula that count as constants.
        limits: ``steps`` bounds how many pairs of nodes are looked at.

    Raises:
        LimitExceeded: when there are more.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import symbols
    >>> x, y = symbols("x y")
    >>> hessian(x * x * y, [x, y], catalogue=CATALOGUE)
    [[2*y, 2*x], [2*x, 0]]
    """
    place = {x: i for i, x in enumerate(wrt)}
    pushing = _Pushing(catalogue, domain, limits)
    order = postorder((f,))
    constant = frozenset(constant)
    pushing.mark(order, place, constant)
    if any([n.op == "where" for n in pushing.active if type(n) is Apply]):
        return _ahead(f, place, catalogue=catalogue, domain=domain, constant=constant)
    pushing.adjoint[f] = ONE
    for node in reversed(order):
        if node in pushing.active and type(node) is Apply and node not in place:
            pushing.meet(node)
    entries = {}
    for x, row in pushing.pairs.items():
        for y, e in row.items():
            i, j = place[x], place[y]
            if i >= j:
                entries[(i, j)] = e
    return Matrix((len(wrt), len(wrt)), entries, symmetric=True)


def _ahead(f: Expr, place: dict[Expr, int], **options: Any) -> Matrix:
    """The Hessian as the derivative ahead of the gradient, which keeps the branches apart."""
    slopes = gradient(f, tuple(place), **options)
    seeds: dict[Expr, Row] = {x: {j: ONE} for x, j in place.items()}
    rows = pushforward(slopes, seeds, **options)
    lower = {(i, j): e for i, row in enumerate(rows) for j, e in row.items() if j <= i}
    return Matrix((len(place), len(place)), lower, symmetric=True)


class _Pushing:
    """The walk: adjoints, and second derivatives by pairs of nodes (each pair in both rows)."""

    __slots__ = ("active", "adjoint", "adjoints", "domain", "left", "limits", "pairs", "second")

    def __init__(self, catalogue: Catalogue, domain: str, limits: Limits) -> None:
        self.limits, self.left = limits, limits.steps
        self.adjoints = Adjoints(catalogue, domain)
        self.domain = domain
        self.active: set[Expr] = set()
        self.adjoint: dict[Expr, Expr] = {}
        self.pairs: dict[Expr, dict[Expr, Expr]] = {}
        self.second: dict[tuple[object, ...], list[tuple[int, int, Template]]] = (
            catalogue.compiled.setdefault(("second adjoints", domain), {})
        )

    def mark(self, order: list[Expr], wanted: dict[Expr, int], constant: frozenset[Expr]) -> None:
        """Find the nodes that depend on what is wanted."""
        for node in order:
            if node not in constant and (
                node in wanted
                or (not is_truth(node) and any([a in self.active for a in node.args]))
            ):
                self.active.add(node)

    def meet(self, node: Apply) -> None:
        """Hand on what is known of a node to its arguments."""
        args = node.args
        mask = tuple([a in self.active for a in args])
        first = self.adjoints.of(node, mask)
        row = self.pairs.pop(node, {})
        itself = row.pop(node, None)
        for other, e in row.items():
            del self.pairs[other][node]
            for i, template in first:
                self._add(other, args[i], template.fill([*args, e], tidy), twice=True)
        if itself is not None:
            self._push_square(args, first, itself)
        total = self.adjoint.pop(node, ZERO)
        if total is ZERO:
            return
        for i, j, template in self._second(node, mask, first):
            self._add(args[i], args[j], template.fill([*args, total], tidy), twice=i != j)
        for i, template in first:
            term = template.fill([*args, total], tidy)
            earlier = self.adjoint.get(args[i], ZERO)
            self.adjoint[args[i]] = tidy("add", (earlier, term))

    def _push_square(self, args: tuple[Expr, ...], first: list[Adjoint], itself: Expr) -> None:
        """The second derivative by the node itself, handed to every pair of its arguments."""
        for (i, one), (j, other) in combinations_with_replacement(first, 2):
            half = one.fill([*args, itself], tidy)
            self._add(args[i], args[j], other.fill([*args, half], tidy), twice=i != j)

    def _add(self, u: Expr, v: Expr, e: Expr, *, twice: bool) -> None:
        """Add to the second derivative by u and v; a pair that falls together counts twice."""
        if e is ZERO:
            return
        self.left -= 1
        if self.left < 0:
            raise LimitExceeded(
                f"the Hessian takes more than {self.limits.steps} steps",
                limit="steps",
                value=self.limits.steps,
            )
        if u is v and twice:
            e = tidy("mul", (TWO, e))
        row = self.pairs.setdefault(u, {})
        row[v] = tidy("add", (row.get(v, ZERO), e))
        self.pairs.setdefault(v, {})[u] = row[v]

    def _second(
        self, node: Apply, mask: tuple[bool, ...], first: list[Adjoint]
    ) -> list[tuple[int, int, Template]]:
        """The second partial derivatives of an operation, times its adjoint, by places i <= j."""
        key = self.adjoints.key(node, mask)
        known = self.second.get(key)
        if known is not None:
            return known
        found = self.second[key] = []
        for i, template in first:
            letters = [Symbol(name) for name in template.letters]
            formula = template.fill([*letters])
            for j, _ in first:
                if j < i:
                    continue
                (slope,) = derivatives(
                    (formula,),
                    {letters[j]: ONE},
                    catalogue=self.adjoints.catalogue,
                    domain=self.domain,
                    make=tidy,
                )
                if slope is not ZERO:
                    found.append((i, j, Template(slope, template.letters)))
        return found
