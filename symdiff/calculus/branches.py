"""Adjoints inside the branches of ``where``: kept apart until something outside needs them.

    where(x > 0, sqrt(x), 0)    has the derivative    where(x > 0, 1/(2*sqrt(x)), 0)
    and not                                           where(x > 0, 1, 0)/(2*sqrt(x))

which has no value at x = 0. What stands in one branch only is defined only where that branch is
taken, so its adjoint is carried along under the branch's condition and is chosen at the end.
"""

from __future__ import annotations

from ..expressions import Expr, apply
from .local import ZERO, tidy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from ..expressions import Apply
    from .textbook import Make


class Branch:
    """One side of a condition, inside another branch or (None) inside none."""

    __slots__ = ("condition", "depth", "holds", "outer")

    depth: int

    def __init__(self, outer: Branch | None, condition: Expr, holds: bool) -> None:
        self.outer = outer
        self.condition = condition
        self.holds = holds
        self.depth = 1 if outer is None else outer.depth + 1

    def chosen(self, value: Expr) -> Expr:
        """The value where the branch is taken, zero elsewhere."""
        sides = (value, ZERO) if self.holds else (ZERO, value)
        return tidy("where", (self.condition, *sides))


class Branches:
    """In which branch each node's adjoint stands."""

    __slots__ = ("_made", "_make", "_of")

    def __init__(self, make: Make = tidy) -> None:
        self._make = make
        self._of: dict[Expr, Branch] = {}
        self._made: dict[tuple[Branch | None, Expr, bool], Branch] = {}

    def add(self, node: Expr, term: Expr, source: Expr, adjoint: dict[Expr, Expr]) -> None:
        """Add to the adjoint of a node what ``source`` hands back."""
        if self._of:
            self._add_in(self._of.get(source), node, term, adjoint)
            return
        earlier = adjoint.get(node)
        adjoint[node] = term if earlier is None else self._make("add", (earlier, term))

    def divide(
        self, node: Apply, total: Expr, active: Container[Expr], adjoint: dict[Expr, Expr]
    ) -> None:
        """Hand the adjoint of ``where(c, u, v)`` to u where c holds and to v elsewhere."""
        condition, *sides = node.args
        for side, holds in zip(sides, (True, False), strict=True):
            if side in active:
                branch = self._branch(self._of.get(node), condition, holds)
                self._add_in(branch, side, total, adjoint)

    def lifted(self, node: Expr, total: Expr) -> Expr:
        """The adjoint of a node as it is outside all branches."""
        return _lift(total, self._of.get(node), None)

    def _branch(self, outer: Branch | None, condition: Expr, holds: bool) -> Branch:
        key = (outer, condition, holds)
        return self._made.get(key) or self._made.setdefault(key, Branch(*key))

    def _add_in(
        self, branch: Branch | None, node: Expr, term: Expr, adjoint: dict[Expr, Expr]
    ) -> None:
        earlier = adjoint.get(node)
        if earlier is not None:
            branch, term = self._joined(self._of.get(node), earlier, branch, term)
        adjoint[node] = term
        if branch is None:
            self._of.pop(node, None)
        else:
            self._of[node] = branch

    def _joined(
        self, one: Branch | None, u: Expr, other: Branch | None, v: Expr
    ) -> tuple[Branch | None, Expr]:
        """The sum of two adjoints and the smallest branch that both are in."""
        common = _common(one, other)
        if one is common or other is common:
            return common, tidy("add", (_lift(u, one, common), _lift(v, other, common)))
        assert one is not None
        assert other is not None
        if one.outer is common and other.outer is common and one.condition is other.condition:
            sides = (u, v) if one.holds else (v, u)
            return common, tidy("where", (one.condition, *sides))
        either = apply("or", (_taken(one, common), _taken(other, common)))
        total = tidy("add", (_lift(u, one, common), _lift(v, other, common)))
        return self._branch(common, either, True), total


def _common(one: Branch | None, other: Branch | None) -> Branch | None:
    """The innermost branch that both are inside of."""
    while one is not other:
        if other is None or (one is not None and one.depth >= other.depth):
            assert one is not None
            one = one.outer
        else:
            other = other.outer
    return one


def _lift(value: Expr, branch: Branch | None, to: Branch | None) -> Expr:
    while branch is not to:
        assert branch is not None
        value = branch.chosen(value)
        branch = branch.outer
    return value


def _taken(branch: Branch, within: Branch | None) -> Expr:
    """The condition under which a branch is taken."""
    found: Expr | None = None
    link: Branch | None = branch
    while link is not within:
        assert link is not None
        condition = link.condition if link.holds else apply("not", (link.condition,))
        found = condition if found is None else apply("and", (condition, found))
        link = link.outer
    assert found is not None
    return found
