"""A formula as a list of named operations, and what automatic differentiation does to it.

    v1 = log(x1)    v2 = x1*x2    v3 = sin(x2)    v4 = v1 + v2    v5 = v4 - v3

Operations are named from the variables upwards, as in the tables of Baydin, Pearlmutter, Radul and
Siskind, "Automatic differentiation in machine learning: a survey" (JMLR 18, 2018); a shared part
has one name. ``dot_v1`` is the tangent of v1 and ``bar_v1`` its adjoint.
"""

from __future__ import annotations

from fractions import Fraction

from ..calculus.textbook import TRUTH
from ..evaluation import evaluate
from ..expressions import (
    Apply,
    ArgumentError,
    DomainError,
    LimitExceeded,
    Symbol,
    apply,
    postorder,
    substitute,
)
from ..notation.sharing import new_names
from .accumulation import active_nodes, handed_back, handed_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Expr


_LONGEST = 2_048  # bits of an exact number


class Tape:
    """The named operations of a formula.

    Arguments:
        f: the formula.
        inputs: the variables by which it is differentiated.
        catalogue: the functions and rules.
        domain: "real", or "complex" for principal values.

    Attributes:
        operations: from the variables upwards; the last one is f, unless f is none.
        names: what every part of the formula is called: itself for symbols and numbers.
        active: the parts that depend on an input.
    """

    def __init__(
        self, f: Expr, inputs: Sequence[Symbol], catalogue: Catalogue, domain: str = "real"
    ) -> None:
        self.f = f
        self.inputs = tuple(inputs)
        self.catalogue = catalogue
        self._how: dict[str, Any] = {"catalogue": catalogue, "domain": domain}
        order = postorder((f,))
        height: dict[Expr, int] = {}
        for node in order:
            height[node] = 1 + max([height[a] for a in node.args], default=-1)
        inner = sorted([n for n in order if type(n) is Apply and n.args], key=height.__getitem__)
        self.operations: list[Apply] = []
        self.names: dict[Expr, Expr] = {n: n for n in (*order, *inputs) if not n.args}
        fresh = new_names("v", order)
        for node in inner:
            if node.op in TRUTH:  # a condition stands where it is used
                self.names[node] = self.named(node)
            else:
                self.names[node] = Symbol(next(fresh))
                self.operations.append(node)
        self.active = active_nodes((f,), inputs)

    def named(self, e: Expr) -> Apply:
        """The operation in terms of the names of its arguments."""
        assert type(e) is Apply
        return apply(e.op, tuple([self.names[a] for a in e.args]))

    def name(self, e: Expr) -> str:
        """What a part of the formula is called."""
        return str(self.names[e])

    def tangent_rule(self, node: Apply) -> Expr | None:
        """dot_v in terms of values and tangents of the arguments; None for what does not move."""
        if node not in self.active:
            return None
        args = [self.names[a] for a in node.args]
        primes = [self._mark("dot", a) if a in self.active else None for a in node.args]
        return self._reusing(node, handed_on(node, args, primes, **self._how))

    def adjoint_rules(self, node: Apply, adjoint: Expr | None = None) -> list[tuple[Expr, Expr]]:
        """What each argument of a node gets: the argument, and a formula in names and bar_v.

        Arguments:
            node: the operation.
            adjoint: what stands for its adjoint instead of bar_v.
        """
        if node not in self.active:
            return []
        args = [self.names[a] for a in node.args]
        moves = [a in self.active for a in node.args]
        adjoint = self._mark("bar", node) if adjoint is None else adjoint
        terms = handed_back(node, args, adjoint, moves, **self._how)
        return [(node.args[i], self._reusing(node, term)) for i, term in terms]

    def value(self, e: Expr, at: Mapping[str, Any]) -> Any:
        """The value of a formula, cut to a float where it has become long."""
        return _short(evaluate(e, at, **self._how))

    def _reusing(self, node: Apply, rule: Expr) -> Expr:
        """The rule, with the value of the operation itself where it asks for it: exp(v1) is v2."""
        return substitute(rule, {self.named(node): self.names[node]})

    def _mark(self, mark: str, e: Expr) -> Symbol:
        return Symbol(f"{mark}_{self.name(e)}")


class Pass:
    """Numbers along a tape: values, then tangents or adjoints.

    Attributes:
        values: the value of each part, None where it has none at the point.
        handed: what each operation handed back in reverse mode, a value for each adjoint rule.
    """

    def __init__(self, tape: Tape, at: Mapping[str, Any]) -> None:
        self.tape = tape
        self.known: dict[str, Any] = dict(at)
        self.values: dict[Expr, Any] = {}
        self.handed: dict[Expr, list[Any]] = {}
        for leaf in (n for n in tape.names if not n.args):
            self.values[leaf] = self.number(leaf)
        for node in tape.operations:
            value = self.number(tape.named(node))
            self.values[node] = value
            self._keep(tape.name(node), value)

    def number(self, e: Expr) -> Any:
        """The value of a short formula in the names that have values; None where it has none."""
        known = {s.name: self.known[s.name] for s in e.free_symbols if s.name in self.known}
        try:
            return self.tape.value(e, known)
        except (ArgumentError, DomainError, LimitExceeded):
            return None

    def tangents(self, x: Symbol) -> dict[Expr, Any]:
        """One pass of forward mode: the tangent of every active part, dot_x being 1."""
        tape = self.tape
        found: dict[Expr, Any] = {}
        for one in tape.inputs:
            found[one] = self.known[f"dot_{one.name}"] = int(one is x)
        for node in tape.operations:
            rule = tape.tangent_rule(node)
            if rule is not None:
                found[node] = None if self.values[node] is None else self.number(rule)
                self._keep(f"dot_{tape.name(node)}", found[node])
        return found

    def adjoints(self) -> dict[Expr, Any]:
        """The pass of reverse mode: the adjoint of every active part, that of f being 1."""
        tape = self.tape
        total: dict[Expr, Any] = {tape.f: 1} if tape.f in tape.active else {}
        for node in reversed(tape.operations):
            if node not in total or not self._matters(node, total[node]):
                continue
            self._keep(f"bar_{tape.name(node)}", total[node])
            rules = tape.adjoint_rules(node)
            self.handed[node] = [self.number(rule) for _, rule in rules]
            for (argument, _), term in zip(rules, self.handed[node], strict=True):
                before = total.get(argument, 0)
                total[argument] = None if term is None or before is None else before + term
        return total

    def _matters(self, node: Expr, adjoint: Any) -> bool:
        """A part that has no value, in a branch that is not taken, hands nothing back."""
        return self.values[node] is not None or adjoint != 0

    def _keep(self, name: str, value: Any) -> None:
        if value is None:
            self.known.pop(name, None)
        else:
            self.known[name] = value


def _short(value: Any) -> Any:
    """An exact number that has become long, as along an iteration, goes on as a float."""
    size = 0
    if isinstance(value, (int, Fraction)):
        size = value.numerator.bit_length() + value.denominator.bit_length()
    if size <= _LONGEST:
        return value
    try:
        return float(value)
    except OverflowError:
        return value
