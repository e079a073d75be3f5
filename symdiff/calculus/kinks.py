"""Where the rules do not give the derivative although the formula has a value: kinks and jumps."""

from __future__ import annotations

import operator

from ..catalogue import LETTERS
from ..expressions import COMPARISONS, Apply, Expr, Number, Symbol, apply, parts, postorder
from ..notation import parse
from ..rewriting import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..catalogue import Catalogue

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": operator.eq,
    "ne": operator.ne,
}


def off_the_kinks(e: Expr, x: Symbol, *, catalogue: Catalogue) -> tuple[Expr, ...]:
    """The conditions under which the rules hold for de/dx, besides that all values are defined.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.notation import parse
    >>> f = parse("abs(x - 1) + where(x > 2, x, 3)")
    >>> print(*off_the_kinks(f, Symbol("x"), catalogue=CATALOGUE), sep=", ")
    not x - 1 == 0, x != 2
    """
    varies: set[Expr] = {x}
    found: dict[Expr, None] = {}
    for node in postorder((e,)):
        if any([a in varies for a in node.args]):
            varies.add(node)
            found |= dict.fromkeys(_of_operation(node, varies, catalogue))
    return tuple(found)


def _of_operation(node: Expr, varies: set[Expr], catalogue: Catalogue) -> Iterator[Expr]:
    assert type(node) is Apply
    if node.op == "where":
        yield from _edges(node.args[0], varies)
        return
    for kink in _kinks(node.op, catalogue):
        if any([node.args[i] in varies for i in _met_by(kink)]):
            met = kink.fill(list(node.args))
            if not _is_met_nowhere(met):
                yield apply("not", (met,))


def _is_met_nowhere(kink: Expr) -> bool:
    """Whether what is joined by and holds a false comparison of numbers."""
    stack = [kink]
    while stack:
        part = stack.pop()
        if type(part) is Apply and part.op == "and":
            stack += part.args
        elif _is_false(part):
            return True
    return False


def _is_false(comparison: Expr) -> bool:
    """Whether two numbers are compared that do not compare so, as in 2 == 0."""
    if type(comparison) is not Apply or comparison.op not in _COMPARE:
        return False
    u, v = comparison.args
    if type(u) is not Number or type(v) is not Number:
        return False
    return not _COMPARE[comparison.op](u.value, v.value)


def _met_by(kinks: Template) -> list[int]:
    """The arguments that a kink is met by when they vary: those that it wants equal to something.

    Where only the others vary, as v does in the kink u == 0 and v < 0, the value stays on it.
    """
    slots = [a for op, args in kinks.steps if op == "eq" for a in args]
    first = len(kinks.letters) + len(kinks.leaves)
    inner = {first + i: args for i, (_, args) in enumerate(kinks.steps)}
    for slot in slots:
        slots += inner.get(slot, ())
    return [slot for slot in dict.fromkeys(slots) if slot < len(kinks.letters)]


def _edges(condition: Expr, varies: set[Expr]) -> Iterator[Expr]:
    """Where a condition changes between true and false."""
    for node in postorder((condition,)):
        if type(node) is Apply and node.op in COMPARISONS and node in varies:
            yield apply("ne", node.args)


def _kinks(op: str, catalogue: Catalogue) -> tuple[Template, ...]:
    """The conditions that the record of a function has for its kinks, each by itself."""
    kept = catalogue.compiled.setdefault("kinks", {})
    if op not in kept:
        record = catalogue.get(op)
        kept[op] = ()
        if record is not None and record.kinks:
            letters = LETTERS[: record.arity]
            formula = parse(record.kinks, variables=letters, catalogue=catalogue)
            kept[op] = tuple([Template(kink, letters) for kink in parts(formula, "or")])
    return kept[op]  # type: ignore[no-any-return]
