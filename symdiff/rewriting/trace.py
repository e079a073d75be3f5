"""What was done: a step names its rule, its place, and the subformula before and after."""

from __future__ import annotations

from ..expressions import Apply, ArgumentError, Expr, apply, at, services

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..expressions.walks import Path


class Place:
    """A place as the place of the parent and which argument: deep ones share their beginnings."""

    __slots__ = ("index", "parent")

    def __init__(self, parent: Place | None, index: int) -> None:
        self.parent = parent
        self.index = index

    @property
    def path(self) -> Path:
        """The child indices from the root."""
        found = []
        place: Place | None = self
        while place is not None and place.parent is not None:
            found.append(place.index)
            place = place.parent
        return tuple(reversed(found))


class Step:
    """One rewriting: ``before`` at ``path`` became ``after`` by ``rule``.

    Attributes:
        rules: the names of the declared rules, mostly one, that make it.
        rule: their names in one text.
        path: the place of the subformula; it stands for every place where ``before`` occurs below
            the same shared node.
        before: the subformula as it was.
        after: the subformula as it is now.
        conditions: what the step takes for granted, as formulas such as x != 0.
    """

    __slots__ = ("_place", "after", "before", "conditions", "rules")

    def __init__(
        self,
        rule: str | tuple[str, ...],
        path: Path | Place,
        before: Expr,
        after: Expr,
        conditions: tuple[Expr, ...] = (),
    ) -> None:
        self.rules = (rule,) if isinstance(rule, str) else rule
        self._place = path
        self.before = before
        self.after = after
        self.conditions = conditions

    @property
    def rule(self) -> str:
        """The names of the rules in one text."""
        return ", ".join(self.rules)

    @property
    def path(self) -> Path:
        """The child indices from the root."""
        return self._place.path if isinstance(self._place, Place) else self._place

    def _repr_latex_(self) -> str | None:
        return services.mimebundle(self).get("text/latex")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        return services.mimebundle(self, **options)

    def __repr__(self) -> str:
        return f"Step({self.rule!r}: {self.before} -> {self.after})"


def replay(start: Expr, steps: Iterable[Step]) -> Expr:
    """The formula that the steps make of ``start``.

    A path leads through ``start``, or through what the last step at the root left, and the step is
    done at every place where the node there stands.

    Raises:
        ArgumentError: when a step does not fit the formula that the earlier ones leave.
    """
    current: dict[Expr, Expr] = {}
    for step in steps:
        place = at(start, step.path)
        if _current(place, current) is not step.before:
            raise ArgumentError(f"the step {step.rule!r} does not fit at place {step.path}")
        if step.path:
            current[place] = step.after
        else:
            start, current = step.after, {}
    return _current(start, current)


def _current(place: Expr, current: dict[Expr, Expr]) -> Expr:
    """What the node has become, given what became of nodes below it."""
    stack = [place]
    while stack:
        node = stack[-1]
        waiting = [] if node in current else [a for a in node.args if a not in current]
        if waiting:
            stack += waiting
            continue
        stack.pop()
        if type(node) is Apply and node not in current:
            current[node] = apply(node.op, tuple([current[a] for a in node.args]))
        current.setdefault(node, node)
    return current[place]
