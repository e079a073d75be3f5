"""Formulas in the few operations that a target has: definitions put in, powers multiplied out.

    tan(x)^3  for a target without tan:   s = sin(x)/cos(x),  s*s*s

Shared parts stay shared, and what becomes equal on the way becomes one: x^2 and x^3 share x*x.
"""

from __future__ import annotations

from math import inf

from ..catalogue import CATALOGUE, LETTERS
from ..expressions import (
    COMPARISONS,
    Apply,
    ArgumentError,
    Expr,
    Number,
    Symbol,
    SymdiffError,
    apply,
    number,
    postorder,
)
from ..expressions.rationals import divide
from ..notation import parse
from ..rewriting import Template
from .value import evaluate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..catalogue import Catalogue
    from ..expressions.rationals import Exact

LOGIC = COMPARISONS | {"and", "or", "not", "true", "false"}
ARITHMETIC = LOGIC | {"add", "sub", "mul", "div", "neg", "pow", "where", "min", "max", "abs"}

# Definitions that hold in floating point where the catalogue's are for reading.
IN_FLOATS = {
    "softplus": "max(u, 0) + log1p(exp(-abs(u)))",
    "sigmoid": "1 / (1 + exp(-u))",
    "sign": "where(u > 0, 1, where(u < 0, -1, u))",
    "coth": "1 / tanh(u)",
    "cot": "1 / tan(u)",
    "logit": "ln(u) - log1p(-u)",
}
_LONGEST_PRODUCT = 32  # a power is multiplied out up to this exponent
_ONE = Number("1")
_NEUTRAL = {"add": Number("0"), "sub": Number("0"), "mul": _ONE, "div": _ONE}


class Lowering:
    """Formulas to formulas of native operations.

    Arguments:
        native: whether the target has an operation.
        catalogue: where the definitions stand.
        target: its name, for messages.
    """

    def __init__(
        self, native: Callable[[str], bool], catalogue: Catalogue = CATALOGUE, target: str = ""
    ) -> None:
        self.native = native
        self.catalogue = catalogue
        self.target = target
        self.definitions: dict[str, Template] = {}

    def lowered(self, roots: Iterable[Expr]) -> list[Expr]:
        """The formulas in native operations; parts without variables become numbers.

        Raises:
            ArgumentError: for an operation that the target lacks and nothing defines.
        """
        roots = tuple(roots)
        made: dict[Expr, Expr] = {}
        order = postorder(roots)
        fixed = _fixed(order)
        folded = {a for n in order if n not in fixed for a in n.args if a in fixed}
        folded |= fixed.intersection(roots)
        for node in order:
            if node in folded:
                made[node] = self._folded(node)
            elif type(node) is Apply and (node not in fixed or node.op in LOGIC):
                made[node] = self.make(node.op, tuple([made[a] for a in node.args]))
            else:
                made[node] = node
        return [made[root] for root in roots]

    def _folded(self, node: Expr) -> Expr:
        """A part without variables as one number, if it has a value."""
        if type(node) is Number:
            return _float_sized(node)
        if not isinstance(node, Apply) or node.op in LOGIC:
            return node
        try:
            value = float(evaluate(node, {}, catalogue=self.catalogue))
        except (SymdiffError, OverflowError, TypeError):
            value = inf
        if abs(value) != inf:
            return number(value)
        (found,) = Unfolded(self).lowered_as_it_is(node)
        return found

    def make(self, op: str, args: tuple[Expr, ...]) -> Expr:
        """The operation on lowered arguments."""
        if op == "pow":
            return self._power(*args)
        if op == "neg" and type(args[0]) is Apply and args[0].op == "neg":
            return args[0].args[0]
        if len(args) == 2 and args[1] is _NEUTRAL.get(op):
            return args[0]
        if len(args) == 2 and op in ("add", "mul") and args[0] is _NEUTRAL[op]:
            return args[1]
        if self.native(op) and self.catalogue.get(op) is CATALOGUE.get(op):
            return apply(op, args)
        template = self._definition(op)
        return template.fill(list(args), self.make)

    def _definition(self, op: str) -> Template:
        found = self.definitions.get(op)
        if found is None:
            record = self.catalogue.get(op)
            ours = record is not None and record is CATALOGUE.get(op)
            text = (IN_FLOATS.get(op, "") if ours else "") or (record and record.definition) or ""
            if not text or record is None:
                raise ArgumentError(
                    f"there is no {self.target} code for the function {op}",
                    advice="evaluate(...) computes it with mpmath, one point at a time",
                )
            formula = parse(
                text, variables=LETTERS, constants=("pi", "E"), catalogue=self.catalogue
            )
            found = self.definitions[op] = Template(formula, LETTERS[: record.arity])
        return found

    def _power(self, base: Expr, exponent: Expr) -> Expr:
        """u^n by multiplication, u^(n/2) by a root; other powers as they are."""
        value = _rational(exponent)
        if value is not None:
            n, halves = value.numerator, value.denominator == 2
            if value.denominator <= 2 and abs(n) <= _LONGEST_PRODUCT:
                root = self.make("sqrt", (base,)) if halves else None
                made = self._product(base, abs(n) // 2 if halves else abs(n), root)
                return made if n >= 0 else apply("div", (_ONE, made))
        if base is apply("E", ()):
            return self.make("exp", (exponent,))
        if self.native("pow"):
            return apply("pow", (base, exponent))
        raise ArgumentError(f"there is no {self.target} code for powers")

    def _product(self, base: Expr, n: int, last: Expr | None) -> Expr:
        """base^n * last by repeated squaring."""
        found: Expr | None = None
        for digit in bin(n)[2:] if n else "":
            if found is not None:
                found = apply("mul", (found, found))
            if digit == "1":
                found = base if found is None else apply("mul", (found, base))
        if found is None:
            return _ONE if last is None else last
        return found if last is None else apply("mul", (found, last))


class Unfolded:
    """What has no value, such as 1/0, is left to the target's arithmetic."""

    def __init__(self, lowering: Lowering) -> None:
        self.lowering = lowering

    def lowered_as_it_is(self, *roots: Expr) -> list[Expr]:
        """The formulas with nothing computed beforehand."""
        made: dict[Expr, Expr] = {}
        for node in postorder(roots):
            made[node] = node
            if type(node) is Apply and node.args:
                made[node] = self.lowering.make(node.op, tuple([made[a] for a in node.args]))
            elif type(node) is Apply and node.op not in LOGIC:
                made[node] = number(float(evaluate(node, {}, catalogue=self.lowering.catalogue)))
        return [made[root] for root in roots]


def _float_sized(e: Number) -> Number:
    try:
        float(e.value)
    except OverflowError:
        raise ArgumentError(
            f"the number {e.spelling[:20]} is too large for a float",
            advice="evaluate(...) computes with numbers of any size",
        ) from None
    return e


def _fixed(order: list[Expr]) -> set[Expr]:
    """The nodes that contain no symbol."""
    found: set[Expr] = set()
    for node in order:
        if type(node) is not Symbol and all([a in found for a in node.args]):
            found.add(node)
    return found


def _rational(e: Expr) -> Exact | None:
    """The value of a number, -number, or quotient of numbers."""
    if type(e) is Number:
        return e.value
    if type(e) is Apply and e.op == "neg" and type(e.args[0]) is Number:
        return -e.args[0].value
    if type(e) is Apply and e.op == "div":
        above, below = e.args
        sign = 1
        if type(above) is Apply and above.op == "neg":
            sign, above = -1, above.args[0]
        if type(above) is Number and type(below) is Number and below.value:
            return divide(sign * above.value, below.value)
    return None
