"""The classic mistakes of differentiation, as lines that are wrong; and which explains a claim.

    product of the derivatives:   (u * v)' = u' * v'
    sign of the derivative:       cos(u)'  = sin(u) * u'

A wrong line is put in the place of the right one, at one place or at all, and the derivative is put
together again. If that is what somebody claims, the mistake is found. (The idea is that of Brown
and Burton, "Diagnostic models for procedural bugs in basic mathematical skills", Cognitive Science
2, 1978: an error is a correct execution of an incorrect procedure.)
"""

from __future__ import annotations

from ..calculus.applied import put_in
from ..catalogue import CATALOGUE
from ..expressions import Number, Symbol, substitute
from ..notation import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..calculus.applied import Applied
    from ..expressions import Expr

# kind: line, and what is said of it. c stands for a constant, u and v for anything else.
_WRONG_LINES = """
    product of the derivatives:     (u * v)' = u' * v'
    half of the product rule:       (u * v)' = u' * v
    half of the product rule:       (u * v)' = u * v'
    sign in the product rule:       (u * v)' = u' * v - u * v'
    constant factor dropped:        (c * u)' = u'
    constant factor dropped:        (u * c)' = u'
    constant factor differentiated: (c * u)' = 0 * u'
    constant factor differentiated: (u * c)' = u' * 0
    quotient of the derivatives:    (u / v)' = u' / v'
    sign in the quotient rule:      (u / v)' = (u' * v + u * v') / v^2
    order in the quotient rule:     (u / v)' = (u * v' - u' * v) / v^2
    denominator not squared:        (u / v)' = (u' * v - u * v') / v
    constant denominator dropped:   (u / c)' = u'
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
    factor 1/2 of the root missing: sqrt(u)' = u' / sqrt(u)
    root kept above the line:       sqrt(u)' = sqrt(u) / 2 * u'
    logarithm kept:                 ln(u)' = ln(u) * u'
    sign of the derivative:         cos(u)' = sin(u) * u'
    sign of the derivative:         sin(u)' = -cos(u) * u'
    sign of the derivative:         cot(u)' = csc(u)^2 * u'
    sign of the derivative:         csc(u)' = csc(u) * cot(u) * u'
    sign of the derivative:         tan(u)' = -sec(u)^2 * u'
    sign of the derivative:         acos(u)' = u' / sqrt(1 - u^2)
    sign of the derivative:         cosh(u)' = -sinh(u) * u'
    square of the secant missing:   tan(u)' = sec(u) * u'
"""
SENTENCES = {
    "chain factor forgotten": "the derivative of the inner function is missing as a factor",
    "derivative of the inner only": "the outer function was not differentiated, only the inner one",
    "outer taken at the derivative": "the outer derivative stands at the inner derivative",
    "outer lost": "only the derivative of the inner function is there",
    "constant kept": "the derivative of a constant is 0, it does not stay",
    "not differentiated": "this part was left as it was",
    "part forgotten": "the derivative of this part is missing",
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
    "logarithm of the base missing": "the derivative of c^u has the factor ln(c)",
    "factor 1/2 of the root missing": "the derivative of sqrt(u) is u'/(2*sqrt(u))",
    "root kept above the line": "the derivative of sqrt(u) is u'/(2*sqrt(u))",
    "logarithm kept": "the derivative of ln(u) is u'/u",
    "sign of the derivative": "the sign of this derivative is the other one",
    "square of the secant missing": "the derivative of tan(u) is sec(u)^2*u'",
}
_LETTERS = ("u", "v", "c")
_PRIMES = {letter: Symbol(f"derivative_of_{letter}") for letter in _LETTERS}
_ZERO, _ONE = Number("0"), Number("1")
_ARITHMETIC = ("add", "sub", "mul", "div", "neg")
MOST = 600  # wrong derivatives that are tried


class Mistake:
    """A mistake that leads to what is claimed.

    Attributes:
        kind: what it is called.
        sentence: what to remember.
        place: the part of the formula whose derivative went wrong; None for every such part.
        wrong: what was taken for its derivative.
    """

    __slots__ = ("kind", "place", "wrong")

    def __init__(self, kind: str, place: Expr | None, wrong: Expr) -> None:
        self.kind = kind
        self.place = place
        self.wrong = wrong

    @property
    def sentence(self) -> str:
        """What to remember."""
        return SENTENCES[self.kind]

    def __repr__(self) -> str:
        return f"Mistake({self.kind!r} at {self.place})"


class _WrongLine:
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
            if (letter == "c") != (a not in pending):
                return None
            table[Symbol(letter)] = a
            table[_PRIMES[letter]] = pending.get(a, _ZERO)
        return substitute(self.right, table)


def _wrong_lines() -> list[_WrongLine]:
    known: list[_WrongLine] | None = CATALOGUE.compiled.get("wrong lines")
    if known is None:
        lines = [line.strip() for line in _WRONG_LINES.splitlines() if line.strip()]
        parts = [line.partition(":") for line in lines]
        known = [_WrongLine(kind.strip(), text.strip()) for kind, _, text in parts]
        CATALOGUE.compiled["wrong lines"] = known
    return known


def wrong_steps(rules: list[Applied], x: Symbol) -> Iterator[tuple[str, Applied, Expr]]:
    """Every mistake at every place where it can be made: its kind, the rule, what it gives."""
    by_node = {rule.node: rule for rule in rules}
    moving = {rule.node: rule.pending for rule in rules if rule.asks or rule.node is x}
    for rule in rules:
        for line in _wrong_lines():
            found = line.at(rule, moving)
            if found is not None and found is not rule.after:
                yield line.kind, rule, found
        yield from _of_the_chain(rule, x, moving)
        yield from _of_parts(rule, by_node, x, moving)


def _of_the_chain(
    rule: Applied, x: Symbol, moving: Mapping[Expr, Expr]
) -> Iterator[tuple[str, Applied, Expr]]:
    """A function of a function: the inner derivative left out, or taken alone, or put inside."""
    inner = [a for a in rule.asks if a in moving]
    if (
        len(inner) != 1
        or inner[0] is x
        or getattr(rule.node, "op", "") in ("add", "sub", "mul", "neg")
    ):
        return
    if getattr(rule.node, "op", "") == "div":
        return
    (u,) = inner
    pending = moving[u]
    yield "chain factor forgotten", rule, substitute(rule.after, {pending: _ONE})
    yield "derivative of the inner only", rule, substitute(rule.node, {u: pending})
    at_derivative = substitute(substitute(rule.after, {pending: _ONE}), {u: pending})
    yield "outer taken at the derivative", rule, at_derivative
    yield "outer lost", rule, pending


def _of_parts(
    rule: Applied, by_node: Mapping[Expr, Applied], x: Symbol, moving: Mapping[Expr, Expr]
) -> Iterator[tuple[str, Applied, Expr]]:
    """A term of a sum kept, or forgotten; a constant kept."""
    if getattr(rule.node, "op", "") not in ("add", "sub") or not rule.asks:
        return
    for a in rule.node.args:
        pending = by_node[a].pending
        if a not in moving:
            yield "constant kept", rule, substitute(rule.after, {pending: a})
        elif a is not x:
            yield "not differentiated", rule, substitute(rule.after, {pending: a})
            yield "part forgotten", rule, substitute(rule.after, {pending: _ZERO})


def find_mistakes(
    rules: list[Applied], x: Symbol, is_claimed: Callable[[Expr], bool]
) -> list[Mistake]:
    """The mistakes that lead to what is claimed, the likelier first.

    Arguments:
        rules: the derivative rules, as they apply.
        x: the variable.
        is_claimed: whether a formula is what is claimed.
    """
    right: dict[Expr, Expr] = {rule.pending: rule.after for rule in rules}
    question = rules[0].pending
    found: dict[str, Mistake] = {}
    everywhere: dict[str, dict[Expr, Expr]] = {}
    for tried, (kind, rule, wrong) in enumerate(wrong_steps(rules, x)):
        everywhere.setdefault(kind, {}).setdefault(rule.pending, wrong)
        if tried < MOST and kind not in found:
            derivative = put_in(question, right | {rule.pending: wrong})
            if is_claimed(derivative):
                found[kind] = Mistake(kind, rule.node, put_in(wrong, right))
    for kind, several in everywhere.items():
        if kind not in found and len(several) > 1:
            derivative = put_in(question, right | several)
            if is_claimed(derivative):
                found[kind] = Mistake(kind, None, derivative)
    order = list(SENTENCES)
    return sorted(found.values(), key=lambda mistake: order.index(mistake.kind))


def whole_mistakes(f: Expr, is_claimed: Callable[[Expr], bool]) -> list[Mistake]:
    """The mistakes about the whole formula: that it was not differentiated at all."""
    return [Mistake("not differentiated", f, f)] if is_claimed(f) else []


__all__ = ["SENTENCES", "Mistake", "find_mistakes", "whole_mistakes", "wrong_steps"]
