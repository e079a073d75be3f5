"""What was done: a step names its rule, its place, and the subformula before and after."""

from __future__ import annotations

from ..expressions import Apply, ArgumentError, Expr, apply, at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..expressions.walks import Path


class Step:
    """One rewriting: ``before`` at ``path`` became ``after`` by ``rule``.

    Attributes:
        rule: the name of a declared rule.
        path: a place of the subformula; it stands for every place where ``before`` occurs below
            the same shared node.
        before: the subformula as it was.
        after: the subformula as it is now.
        conditions: what the step takes for granted, as formulas such as x != 0.
    """

    __slots__ = ("after", "before", "conditions", "path", "rule")

    def __init__(
        self,
        rule: str,
        path: Path,
        before: Expr,
        after: Expr,
        conditions: tuple[Expr, ...] = (),
    ) -> None:
        self.rule = rule
        self.path = path
        self.before = before
        self.after = after
        self.conditions = conditions

    def __repr__(self) -> str:
        return f"Step({self.rule!r}: {self.before} -> {self.after})"


def replay(start: Expr, steps: Iterable[Step]) -> Expr:
    """The formula that the steps make of ``start``.

    A path leads through ``start``, and the step is done at every place where the node there stands.

    Raises:
        ArgumentError: when a step does not fit the formula that the earlier ones leave.
    """
    current: dict[Expr, Expr] = {}
    for step in steps:
        place = at(start, step.path)
        if _current(place, current) is not step.before:
            raise ArgumentError(f"the step {step.rule!r} does not fit at place {step.path}")
        current[place] = step.after
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
