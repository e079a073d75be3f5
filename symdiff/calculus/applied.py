"""The rules one by one: which line applies where, and which derivatives it leaves to be found.

    d/dx(x*x)  =  d/dx(x)*x + x*d/dx(x)     by the line  (u * v)' = u' * v + u * v'

A derivative that is still to be found is a formula too, the operation ``d/dx`` applied to what is
to be differentiated. Putting in what each of them is, one gets the raw derivative, node for node.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Symbol, apply, postorder
from .lines import derivative_lines
from .textbook import ONE, TRUTH, ZERO, by_slots, differentiate, line_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..catalogue import Catalogue

VARIABLE = ("variable", "x' = 1")
CONSTANT = ("constant", "c' = 0  when c is constant")
CHAIN = ("chain rule", "f(u)' = D(f, 1)(u) * u'")
SLOTS = ("chain rule by slots", "f(u, v)' = D(f, 1)(u, v) * u' + D(f, 2)(u, v) * v'")


class Applied:
    """One rule at one place: the derivative of ``node`` in terms of derivatives still to be found.

    Attributes:
        name: the name of the line, or of the function whose only line it is.
        line: the line as the catalogue has it.
        node: what is differentiated.
        letters: what the letters of the line stand for.
        pending: the derivative of ``node``, to be found.
        after: what the line makes of it.
        asks: whose derivatives the line leaves to be found.
    """

    __slots__ = ("after", "asks", "letters", "line", "name", "node", "pending")

    def __init__(
        self,
        rule: tuple[str, str],
        pending: Apply,
        after: Expr,
        asks: tuple[Expr, ...] = (),
        letters: Mapping[str, Expr] | None = None,
    ) -> None:
        self.name, self.line = rule
        self.node = pending.args[0]
        self.letters = dict(letters or {})
        self.pending = pending
        self.after = after
        self.asks = asks

    def __repr__(self) -> str:
        return f"Applied({self.name!r}: {self.pending} = {self.after})"


def to_be_found(x: Symbol) -> str:
    """The operation that stands for a derivative by x which is still to be found: ``d/dx``."""
    return f"d/d{x.name}"


def applied_rules(
    e: Expr, x: Symbol, *, catalogue: Catalogue, domain: str = "real"
) -> list[Applied]:
    """The rules that lead from d/dx(e) to the raw derivative, as one would write them down.

    The outermost operation comes first, then what it asks for, from left to right; a shared part is
    differentiated once.

    Arguments:
        e: the formula.
        x: the variable.
        catalogue: where the rules stand.
        domain: "real", or "complex" where a function has another line for complex values.

    Raises:
        ArgumentError: when the formula is a truth value.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import symbols
    >>> x, = symbols("x")
    >>> for rule in applied_rules(x * 2, x, catalogue=CATALOGUE):
    ...     print(rule.name, rule.pending, "=", rule.after)
    mul d/dx(x*2) = d/dx(x)*2 + x*d/dx(2)
    variable d/dx(x) = 1
    constant d/dx(2) = 0
    """
    differentiate(e, x, catalogue=catalogue, domain=domain)  # refuses what has no derivative
    rules = _Rules(x, _varying(e, x), catalogue, domain)
    found: list[Applied] = []
    seen: set[Expr] = set()
    stack = [e]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            found.append(rules.at(node))
            stack += reversed(found[-1].asks)
    return found


def put_in(e: Expr, found: Mapping[Expr, Expr]) -> Expr:
    """The formula with each derivative replaced by what it is, until none is left to replace.

    Arguments:
        e: a formula with derivatives to be found.
        found: what each of them is, in terms of others.
    """
    value: dict[Expr, Expr] = {}
    stack = [e]
    while stack:
        node = stack[-1]
        inner = (found[node],) if node in found else node.args
        waiting = [a for a in inner if a not in value]
        if node in value or not waiting:
            stack.pop()
            if node in found:
                value[node] = value[found[node]]
            elif type(node) is Apply:
                value[node] = apply(node.op, tuple([value[a] for a in node.args]))
            else:
                value[node] = node
        else:
            stack += waiting
    return value[e]


def _varying(e: Expr, x: Symbol) -> set[Expr]:
    varies: set[Expr] = set()
    for node in postorder((e,)):
        if node is x or any([a in varies for a in node.args]):
            if node.args and node.op in TRUTH:  # type: ignore[attr-defined]
                continue
            varies.add(node)
    return varies


class _Rules:
    """The rules of one derivative."""

    def __init__(self, x: Symbol, varies: set[Expr], catalogue: Catalogue, domain: str) -> None:
        self.x = x
        self.varies = varies
        self.catalogue = catalogue
        self.domain = domain
        self.op = to_be_found(x)

    def at(self, node: Expr) -> Applied:
        """The rule that applies to the node."""
        pending = apply(self.op, (node,))
        if node is self.x:
            return Applied(VARIABLE, pending, ONE)
        if node not in self.varies:
            return Applied(CONSTANT, pending, ZERO)
        return self._of_operation(pending, *pending.args)  # type: ignore[arg-type]

    def _of_operation(self, pending: Apply, node: Apply) -> Applied:
        args = node.args
        asked = [apply(self.op, (a,)) for a in args]
        primes = [p if a in self.varies else None for a, p in zip(args, asked, strict=True)]
        line = line_for(derivative_lines(self.catalogue, node.op, self.domain), args, primes)
        if line is None or len(line.without_formula) == len(args):
            after = by_slots(node, primes, range(len(args)), ZERO, apply)
            rule = CHAIN if len(args) == 1 else SLOTS
            return Applied(rule, pending, after, tuple(a for a in args if a in self.varies))
        # A constant's derivative is asked for too, where the line has it.
        template, slots = line.template, line.without_formula
        used = [letter in template.uses for letter in template.letters[len(args) :]]
        after = by_slots(node, primes, slots, template.fill([*args, *asked]), apply)
        asks = [a for i, a in enumerate(args) if used[i] or (i in slots and a in self.varies)]
        letters = dict(zip(template.letters, args, strict=False))
        return Applied((line.name, line.text), pending, after, tuple(asks), letters)
