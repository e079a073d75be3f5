"""Forward accumulation on the graph: derivatives in one or many directions in one walk ahead.

    f(u, v)' = df/du * u' + df/dv * v'

Each node carries a row of derivatives, one for each direction in which it has any, so that a node
that few variables reach costs little.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, postorder
from .adjoints import Adjoints, is_truth
from .local import tidy
from .textbook import Lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from ..catalogue import Catalogue

    Row: TypeAlias = dict[int, Expr]

_BY_CASES = frozenset({"where", "min", "max"})


def pushforward(
    roots: Iterable[Expr],
    seeds: Mapping[Expr, Row],
    *,
    catalogue: Catalogue,
    domain: str = "real",
    constant: Iterable[Expr] = (),
) -> list[Row]:
    """For each root its derivatives in the directions in which it has any.

    Arguments:
        roots: the formulas.
        seeds: for each variable its derivative in each direction.
        catalogue: where the derivative lines stand.
        domain: "real" or "complex".
        constant: parts of the formulas that count as constants.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import Number, symbols
    >>> x, y = symbols("x y")
    >>> one = Number("1")
    >>> pushforward([x * y], {x: {0: one}, y: {1: one}}, catalogue=CATALOGUE)
    [{0: y, 1: x}]
    """
    roots = tuple(roots)
    fixed = frozenset(constant)
    row: dict[Expr, Row] = {}
    step = _Step(catalogue, domain)
    for node in postorder(roots):
        if node in fixed:
            continue
        if node in seeds:
            row[node] = dict(seeds[node])
        elif type(node) is Apply and not is_truth(node):
            rows = [row.get(a) for a in node.args]
            if any(rows):
                row[node] = step.row(node, rows)
    return [row.get(root, {}) for root in roots]


class _Step:
    """One operation: its row from those of its arguments."""

    __slots__ = ("adjoints", "lines")

    def __init__(self, catalogue: Catalogue, domain: str) -> None:
        self.adjoints = Adjoints(catalogue, domain)
        self.lines = Lines(catalogue, domain, tidy)

    def row(self, node: Apply, rows: list[Row | None]) -> Row:
        if node.op in _BY_CASES:
            return self._by_cases(node, rows)
        found: Row = {}
        mask = tuple([bool(r) for r in rows])
        for i, template in self.adjoints.of(node, mask):
            for direction, prime in (rows[i] or {}).items():
                term = template.fill([*node.args, prime], tidy)
                earlier = found.get(direction)
                found[direction] = term if earlier is None else tidy("add", (earlier, term))
        return found

    def _by_cases(self, node: Apply, rows: list[Row | None]) -> Row:
        directions = dict.fromkeys(d for r in rows if r for d in r)
        return {
            d: self.lines.derivative(node, [None if r is None else r.get(d) for r in rows])
            for d in directions
        }
