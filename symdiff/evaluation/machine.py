"""The walk: every shared subformula once, of ``where`` only the branch that is chosen.

No recursion over the formula: the stack is a list. A function that the arithmetic lacks is computed
through its definition in the catalogue, a formula in the letters u, v, w.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    Apply,
    ArgumentError,
    DomainError,
    Number,
    RuleError,
    Symbol,
    SymdiffError,
)
from ..notation import infix, parse
from ..notation.slots import slots as derivative_slots
from ..rewriting import read_rules
from .angles import Angle
from .arithmetic import Arithmetic, NoValue, truth
from .exact import EXACT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from ..catalogue import Catalogue, Function
    from ..expressions import Expr
    from ..rewriting import Rule

LETTERS = ("u", "v", "w", "x", "y", "z")
_LAZY = frozenset({"where", "and", "or"})
_DEEPEST_DEFINITION = 20
_FINE = EXACT | {Angle}  # types of values that no rounding has touched
_SHOWN = 60


class Machine:
    """Formulas to values, in one arithmetic.

    Arguments:
        arithmetic: what the operations do.
        catalogue: the functions that are known.
    """

    def __init__(self, arithmetic: Arithmetic, catalogue: Catalogue) -> None:
        self.arithmetic = arithmetic
        self.catalogue = catalogue
        self.known: dict[str, Callable[..., Any]] = {
            name: operation
            for name, operation in arithmetic.operations().items()
            if catalogue.get(name) is CATALOGUE.get(name)
        }
        self.depth = 0

    def value(self, root: Expr, at: Mapping[str, Any]) -> Any:
        """The value of the formula, the symbols having these values.

        Raises:
            NoValue: with the subformula that has none in ``node``.
        """
        value: dict[Expr, Any] = {}
        stack = [root]
        while stack:
            node = stack[-1]
            if node in value:
                stack.pop()
                continue
            if type(node) is Apply:
                waiting = self._waiting(node, value)
                if waiting:
                    stack += waiting
                    continue
                value[node] = self._applied(node, value)
            elif type(node) is Number:
                value[node] = node.value
            elif type(node) is Symbol:
                value[node] = _looked_up(node.name, at)
            stack.pop()
        return value[root]

    def _waiting(self, node: Apply, value: dict[Expr, Any]) -> list[Expr]:
        """The arguments that must be known first, the first one last."""
        if node.op in _LAZY:
            return self._waiting_lazily(node, value)
        waiting = [a for a in node.args if a not in value]
        waiting.reverse()
        return waiting

    def _waiting_lazily(self, node: Apply, value: dict[Expr, Any]) -> list[Expr]:
        first = node.args[0]
        if first not in value:
            return [first]
        chosen = _chosen(node, value[first])
        return [] if chosen is None or chosen in value else [chosen]

    def _applied(self, node: Apply, value: dict[Expr, Any]) -> Any:
        op, args = node.op, node.args
        try:
            if op in _LAZY:
                chosen = _chosen(node, value[args[0]])
                found = value[args[0] if chosen is None else chosen]
                return found if op == "where" else truth(found)
            function = self.known.get(op)
            if function is not None:
                found = function(*[value[a] for a in args])
                if found is not None:
                    return found
            return self.call(op, [value[a] for a in args])
        except NoValue as failure:
            if failure.node is None:
                failure.node = node
            raise

    def call(self, op: str, args: list[Any]) -> Any:
        """The function of this name, by its record, at these values."""
        record = self.catalogue.get(op)
        if record is None:
            return self._slope(op, args)
        arithmetic = self.arithmetic
        if all([type(a) in _FINE for a in args]):
            found = self._known_values(record).get(tuple(args))
            if found is not None:
                return found
        if arithmetic.real and record.domain:
            self._inside_domain(record, args)
        function = arithmetic.direct(record)
        if function is None:
            if record.definition:
                return self._inlined(record, record.definition, args)
            function = arithmetic.longer_way(record)
        return function(*[arithmetic.lift(a) for a in args])

    def _known_values(self, record: Function) -> dict[tuple[Any, ...], Any]:
        """What the lines without letters say of a function: exp(0) = 1, acos(1/2) = pi/3."""
        key = ("known values", record.name)
        found: dict[tuple[Any, ...], Any] | None = self.catalogue.compiled.get(key)
        if found is None:
            found = self.catalogue.compiled[key] = {}
            for rule in read_rules(record.simplify, self.catalogue):
                sides = () if rule.letters or rule.provided is not None else self._sides(rule)
                if sides and rule.left.op == record.name:  # type: ignore[attr-defined]
                    *args, value = sides
                    found[tuple(args)] = value
        return found

    def _sides(self, rule: Rule) -> tuple[Any, ...]:
        """The arguments on the left and the value on the right, if all are exact."""
        try:
            sides = tuple([self.value(e, {}) for e in (*rule.left.args, rule.right)])
        except NoValue:
            return ()
        return sides if all([type(side) in _FINE for side in sides]) else ()

    def _inside_domain(self, record: Function, args: list[Any]) -> None:
        if not self._inlined(record, record.domain, args):
            raise NoValue(_outside(record))

    def _inlined(self, record: Function, text: str, args: list[Any]) -> Any:
        """The value of a formula of the record, its letters being the arguments."""
        formula = _compiled(record, text, self.catalogue)
        if self.depth >= _DEEPEST_DEFINITION:
            raise RuleError(f"the definition of {record.name} leads back to itself")
        self.depth += 1
        try:
            return self.value(formula, dict(zip(LETTERS, args, strict=False)))
        except NoValue as failure:
            failure.node = None
            raise
        finally:
            self.depth -= 1

    def _slope(self, op: str, args: list[Any]) -> Any:
        """D(f, 1, 2)(u, v): the derivative of a known function in some of its arguments."""
        name, slots = derivative_slots(op)
        if name not in self.catalogue:
            raise DomainError(
                f"no value is known for the function {name}",
                advice=f"add it: catalogue=CATALOGUE.extended([Function({name!r}, ...)])",
            )
        orders = [slots.count(i + 1) for i in range(len(args))]
        at = tuple(self.arithmetic.lift(a) for a in args)
        return self.arithmetic.slope(lambda *a: self.call(name, list(a)), at, orders)


def _outside(record: Function) -> str:
    if record.domain == "false":
        return "it is not real"
    letters = f"({', '.join(LETTERS[: record.arity])})" if record.arity else ""
    return f"{record.infix}{letters} is real only where {record.domain}"


def shown(e: Expr) -> str:
    """The formula as text, or its outermost operation if the text is long."""
    try:
        text = infix(e)
    except SymdiffError:
        text = ""
    if text and len(text) <= _SHOWN:
        return text
    return f"{e.op}(...)" if type(e) is Apply else "the formula"


def _chosen(node: Apply, condition: Any) -> Expr | None:
    """The argument that decides after the first: None where the first one has decided."""
    holds = truth(condition)
    if node.op == "where":
        return node.args[1] if holds else node.args[2]
    return node.args[1] if holds == (node.op == "and") else None


def _looked_up(name: str, at: Mapping[str, Any]) -> Any:
    found = at.get(name)
    if found is None:
        advice = f"give one: at={{{name!r}: ...}}"
        raise ArgumentError(f"no value is given for {name}", advice=advice)
    return found


def _compiled(record: Function, text: str, catalogue: Catalogue) -> Expr:
    """A formula of a record, read the first time and kept with the catalogue."""
    key = ("formula", text)
    formula: Expr | None = catalogue.compiled.get(key)
    if formula is None:
        try:
            formula = parse(text, variables=LETTERS, constants=("pi", "E"), catalogue=catalogue)
        except SymdiffError as error:
            raise RuleError(
                f"the record of {record.name} has {text!r}, which cannot be read: {error.message}"
            ) from error
        catalogue.compiled[key] = formula
    return formula
