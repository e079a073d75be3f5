"""Wrong derivative lines, each a classic mistake, and what is to be said of it.

    product of the derivatives:   (u * v)' = u' * v'
    sign of the derivative:       cos(u)'  = sin(u) * u'

A wrong line stands in the place of a right one: what it makes of a formula is a wrong derivative.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import Number, Symbol, substitute
from ..notation import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..calculus.applied import Applied
    from ..expressions import Expr

# kind: line. c and k stand for constants, u and v for anything else.
WRONG_LINES = """
    product of the derivatives:     (u * v)' = u' * v'
    half of the product rule:       (u * v)' = u' * v
    half of the product rule:       (u * v)' = u * v'
    sign in the product rule:       (u * v)' = u' * v - u * v'
    constant factor dropped:        (c * u)' = u'
    constant factor dropped:        (u * c)' = u'
    constant factor dropped:        (c / v)' = -v' / v^2
    constant factor differentiated: (c * u)' = 0 * u'
    constant factor differentiated: (u * c)' = u' * 0
    quotient of the derivatives:    (u / v)' = u' / v'
    sign in the quotient rule:      (u / v)' = (u' * v + u * v') / v^2
    order in the quotient rule:     (u / v)' = (u * v' - u' * v) / v^2
    denominator not squared:        (u / v)' = (u' * v - u * v') / v
    constant denominator dropped:   (u / c)' = u'
    sign in the quotient rule:      (c / v)' = c * v' / v^2
    quotient of the derivatives:    (c / v)' = c / v'
    denominator not squared:        (c / v)' = -(c * v') / v
    integrated instead:             (c / v)' = c * ln(v)
    sign of a difference:           (u - v)' = u' + v'
    minus forgotten:                (-u)' = u'
    exponent not lowered:           (u ^ c)' = c * u^c * u'
    exponent raised:                (u ^ c)' = c * u^(c + 1) * u'
    exponent not brought down:      (u ^ c)' = u^(c - 1) * u'
    integrated instead:             (u ^ c)' = u^(c + 1) / (c + 1) * u'
    exponential rule on a power:    (u ^ c)' = u^c * ln(u) * u'
    power rule on an exponential:   (c ^ u)' = u * c^(u - 1) * u'
    power rule on an exponential:   exp(u)' = u * exp(u - 1) * u'
    logarithm of the base missing:  (c ^ u)' = c^u * u'
    logarithm of the base missing:  log(u, c)' = u' / u
    logarithm of the base missing:  log2(u)' = u' / u
    logarithm of the base missing:  log10(u)' = u' / u
    exponent taken for constant:    (u ^ v)' = v * u^(v - 1) * u'
    base taken for constant:        (u ^ v)' = u^v * ln(u) * v'
    only the logarithm:             (u ^ v)' = v' * ln(u) + v * u' / u
    constant differentiated:        (c ^ k)' = k * c^(k - 1)
    factor 1/2 of the root missing: sqrt(u)' = u' / sqrt(u)
    root kept above the line:       sqrt(u)' = sqrt(u) / 2 * u'
    logarithm kept:                 ln(u)' = ln(u) * u'
    sign of the derivative:         cos(u)' = sin(u) * u'
    sign of the derivative:         sin(u)' = -cos(u) * u'
    sign of the derivative:         cot(u)' = csc(u)^2 * u'
    sign of the derivative:         csc(u)' = csc(u) * cot(u) * u'
    sign of the derivative:         tan(u)' = -sec(u)^2 * u'
    sign of the derivative:         acos(u)' = u' / sqrt(1 - u^2)
    sign of the derivative:         asin(u)' = -u' / sqrt(1 - u^2)
    sign of the derivative:         atan(u)' = -u' / (1 + u^2)
    sign under the derivative:      atan(u)' = u' / (1 - u^2)
    sign under the derivative:      asin(u)' = u' / sqrt(1 + u^2)
    sign of the derivative:         cosh(u)' = -sinh(u) * u'
    square of the secant missing:   tan(u)' = sec(u) * u'
"""
SENTENCES = {
    "chain factor forgotten": "the derivative of the inner function is missing as a factor",
    "derivative of the inner only": "the outer function was not differentiated, only the inner one",
    "outer taken at the derivative": "the outer derivative stands at the inner derivative",
    "outer taken at the variable": "the outer derivative stands at the inner function, not at x",
    "outer lost": "only the derivative of the inner function is there",
    "constant kept": "the derivative of a constant is 0, it does not stay",
    "constant differentiated": "a power of constants is a constant: its derivative is 0",
    "not differentiated": "this part was left as it was",
    "too few derivatives": "this is a derivative of lower order than the one asked for",
    "part forgotten": "the derivative of this part is missing",
    "exponent taken for constant": "the exponent varies too: u^v*(v'*ln(u) + v*u'/u)",
    "base taken for constant": "the base varies too: u^v*(v'*ln(u) + v*u'/u)",
    "only the logarithm": "the derivative of ln(y) is y'/y: it is to be multiplied by y = u^v",
    "product of the derivatives": "the product rule is u'*v + u*v', not u'*v'",
    "half of the product rule": "the product rule has two terms: u'*v + u*v'",
    "sign in the product rule": "the product rule adds its terms: u'*v + u*v'",
    "constant factor dropped": "a constant factor stays: (c*u)' = c*u'",
    "constant factor differentiated": "a constant factor stays: (c*u)' = c*u'",
    "quotient of the derivatives": "the quotient rule is (u'*v - u*v')/v^2, not u'/v'",
    "sign in the quotient rule": "the quotient rule subtracts: (u'*v - u*v')/v^2",
    "order in the quotient rule": "the quotient rule begins with u'*v: (u'*v - u*v')/v^2",
    "denominator not squared": "the quotient rule divides by v^2",
    "constant denominator dropped": "a constant denominator stays: (u/c)' = u'/c",
    "sign of a difference": "the derivative of a difference is a difference: u' - v'",
    "minus forgotten": "the sign stays: (-u)' = -u'",
    "exponent not lowered": "the power rule lowers the exponent by one: c*u^(c - 1)*u'",
    "exponent raised": "the power rule lowers the exponent by one: c*u^(c - 1)*u'",
    "exponent not brought down": "the power rule brings the exponent down: c*u^(c - 1)*u'",
    "integrated instead": "this is the power rule of integration",
    "exponential rule on a power": "the exponent is constant: the power rule holds, c*u^(c - 1)*u'",
    "power rule on an exponential": "the exponent varies: it is c^u*ln(c)*u', not u*c^(u - 1)*u'",
    "logarithm of the base missing": "the base leaves its logarithm: c^u*ln(c)*u', u'/(u*ln(c))",
    "factor 1/2 of the root missing": "the derivative of sqrt(u) is u'/(2*sqrt(u))",
    "root kept above the line": "the derivative of sqrt(u) is u'/(2*sqrt(u))",
    "logarithm kept": "the derivative of ln(u) is u'/u",
    "sign of the derivative": "the sign of this derivative is the other one",
    "sign under the derivative": "asin(u)' = u'/sqrt(1 - u^2), and atan(u)' = u'/(1 + u^2)",
    "square of the secant missing": "the derivative of tan(u) is sec(u)^2*u'",
}
_LETTERS = ("u", "v", "c", "k")
_CONSTANT = frozenset(("c", "k"))
_PRIMES = {letter: Symbol(f"derivative_of_{letter}") for letter in _LETTERS}
_ZERO = Number("0")


class WrongLine:
    """One wrong line: the operation, its letters, and the wrong right side."""

    __slots__ = ("kind", "letters", "op", "right")

    def __init__(self, kind: str, line: str) -> None:
        left, _, right = line.partition("=")
        node = parse(left.strip().removesuffix("'"), variables=_LETTERS)
        for letter, prime in _PRIMES.items():
            right = right.replace(f"{letter}'", prime.name)
        names = (*_LETTERS, *(prime.name for prime in _PRIMES.values()))
        self.kind = kind
        self.op: str = getattr(node, "op", "")
        self.letters = [str(a) for a in node.args]
        self.right = parse(right, variables=names)

    def at(self, rule: Applied, pending: Mapping[Expr, Expr]) -> Expr | None:
        """What the line makes of the node; None where it does not fit."""
        args = rule.node.args
        if getattr(rule.node, "op", "") != self.op:
            return None
        table: dict[Expr, Expr] = {}
        for letter, a in zip(self.letters, args, strict=True):
            if (letter in _CONSTANT) != (a not in pending):
                return None
            table[Symbol(letter)] = a
            table[_PRIMES[letter]] = pending.get(a, _ZERO)
        return substitute(self.right, table)


def wrong_lines() -> list[WrongLine]:
    """The table; it is read once."""
    known: list[WrongLine] | None = CATALOGUE.compiled.get("wrong lines")
    if known is None:
        lines = [line.strip() for line in WRONG_LINES.splitlines() if line.strip()]
        parts = [line.partition(":") for line in lines]
        known = [WrongLine(kind.strip(), text.strip()) for kind, _, text in parts]
        CATALOGUE.compiled["wrong lines"] = known
    return known
