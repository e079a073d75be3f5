"""Products in an order that machines like: numbers first, then what is the same for all points.

    w/s * exp(x) / sqrt(2*pi)   with w and s the same everywhere:   (w/s*0.3989...) * exp(x)

The numbers of a product become one, what does not vary is multiplied first (it will be computed
once), and a divisor that occurs again becomes its reciprocal. Values change by a rounding or two.
Only parts that nothing else uses are taken apart, so that nothing shared is computed again.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, Symbol, apply, number, postorder, rational
from ..expressions.rationals import divide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from ..expressions.rationals import Exact

_PRODUCT = frozenset({"mul", "div", "neg"})
_ONE = Number("1")
_TINY, _HUGE = rational(1, 10**150), 10**150  # what numbers that are taken together lie between


def regrouped(roots: Sequence[Expr], uniform: Container[Symbol] = ()) -> list[Expr]:
    """Lowered formulas with their products regrouped.

    Arguments:
        roots: the formulas.
        uniform: the symbols that are the same for all points.

    >>> from symdiff.notation import parse
    >>> print(*regrouped([parse("2*w*exp(x)/4")], [Symbol("w")]))
    0.5*w*exp(x)
    """
    order = postorder(roots)
    uses = dict.fromkeys(order, 0)
    inside: set[Expr] = set()
    for node in order:
        for a in node.args:
            uses[a] += 1
    for root in roots:
        uses[root] += 2
    for node in order:
        if type(node) is Apply and node.op in _PRODUCT:
            inside |= {
                a for a in node.args if uses[a] == 1 and type(a) is Apply and a.op in _PRODUCT
            }
    varying = _varying(order, uniform)
    made: dict[Expr, Expr] = {}
    for node in order:
        if node in inside:
            continue
        if type(node) is not Apply or not node.args:
            made[node] = node
        elif node.op in _PRODUCT:
            made[node] = Product(node, inside, varying).put_together(made)
        else:
            made[node] = apply(node.op, tuple([made[a] for a in node.args]))
    return _with_reciprocals([made[root] for root in roots])


class Product:
    """A product taken apart: a number, and factors and divisors that vary or do not."""

    def __init__(self, e: Apply, inside: Container[Expr], varying: Container[Expr]) -> None:
        self.given = e
        self.number: Exact = 1
        self.above: list[Expr] = []
        self.below: list[Expr] = []
        self.uniform_above: list[Expr] = []
        self.uniform_below: list[Expr] = []
        stack: list[tuple[Expr, bool]] = [(e, True)]
        while stack:
            node, up = stack.pop()
            if type(node) is Apply and node.op in _PRODUCT and (node is e or node in inside):
                if node.op == "neg":
                    self.number = -self.number
                else:
                    stack.append((node.args[1], up == (node.op == "mul")))
                stack.append((node.args[0], up))
            else:
                self._take(node, up, varying)

    def _take(self, e: Expr, up: bool, varying: Container[Expr]) -> None:
        if type(e) is Number and _TINY < e.value < _HUGE:
            self.number = self.number * e.value if up else divide(self.number, e.value)
        elif e in varying:
            (self.above if up else self.below).append(e)
        else:
            (self.uniform_above if up else self.uniform_below).append(e)

    def put_together(self, made: dict[Expr, Expr]) -> Expr:
        """The product from its pieces, what does not vary first."""
        above, below = ([made[e] for e in es] for es in (self.above, self.below))
        negative = self.number < 0
        exact = -self.number if negative else self.number
        if not _TINY < exact < _HUGE:
            return self._as_it_was(made)
        size = float(exact)
        fixed = [number(-size if negative else size)] if size != 1 else []
        negative = negative and size == 1
        fixed += [made[e] for e in self.uniform_above]
        first = _multiplied(fixed)
        for e in self.uniform_below:
            first = apply("div", (first or _ONE, made[e]))
        whole = _multiplied([e for e in (first, _multiplied(above)) if e is not None])
        for e in below:
            whole = apply("div", (whole or _ONE, e))
        whole = _ONE if whole is None else whole
        return apply("neg", (whole,)) if negative else whole

    def _as_it_was(self, made: dict[Expr, Expr]) -> Expr:
        known: dict[Expr, Expr] = {}
        for node in postorder((self.given,)):
            if node in made:
                known[node] = made[node]
            elif type(node) is Apply:
                known[node] = apply(node.op, tuple([known[a] for a in node.args]))
        return known[self.given]


def _multiplied(factors: list[Expr]) -> Expr | None:
    found: Expr | None = None
    for e in factors:
        found = e if found is None else apply("mul", (found, e))
    return found


def _with_reciprocals(roots: list[Expr]) -> list[Expr]:
    """A divisor of two quotients or more is turned over once."""
    order = postorder(roots)
    divided: dict[Expr, int] = {}
    for node in order:
        if type(node) is Apply and node.op == "div" and type(node.args[1]) is not Number:
            divided[node.args[1]] = divided.get(node.args[1], 0) + 1
    made: dict[Expr, Expr] = {}
    for node in order:
        made[node] = node
        if type(node) is Apply and node.args:
            args = tuple([made[a] for a in node.args])
            made[node] = apply(node.op, args)
            if node.op == "div" and divided.get(node.args[1], 0) > 1 and args[0] is not _ONE:
                made[node] = apply("mul", (args[0], apply("div", (_ONE, args[1]))))
    return [made[root] for root in roots]


def _varying(order: list[Expr], uniform: Container[Symbol]) -> set[Expr]:
    found: set[Expr] = set()
    for node in order:
        if type(node) is Symbol:
            if node not in uniform:
                found.add(node)
        elif any([a in found for a in node.args]):
            found.add(node)
    return found
