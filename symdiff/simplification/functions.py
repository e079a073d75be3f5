"""Functions applied to values: rule lines first, then what is stated as rules and done by code."""

from __future__ import annotations

from ..catalogue import LETTERS
from ..expressions import COMPARISONS, Apply, Expr, fold, services
from ..expressions.rationals import divide as ratio
from ..expressions.rationals import is_decimal, magnitude
from ..expressions.rationals import power as rational_power
from ..loading import load
from ..notation import parse
from ..notation.slots import slots
from . import facts
from .arithmetic import Algebra, Factors, add, multiply, negate
from .forms import (
    FUNCTIONS,
    HALF,
    ONE,
    ONE_PRODUCT,
    ZERO,
    Atom,
    NoValue,
    Sum,
    bare_sum,
    is_number,
    only_base,
)
from .patterns import features
from .powers import exponential, factorized, power
from .rules import RuleSet, domain_of, fill, leaf_value, read_rule_set, relation_holds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..expressions.rationals import Exact
    from .forms import Product, Value

    Args = tuple[Value, ...]

_MAXIMUM_NESTING = 60
_MOST_COMPARED = 20
_EITHER_WAY = frozenset({"max", "min", "hypot"})


def operate(algebra: Algebra, op: str, args: Args) -> Value:
    """The value of op(args), for an operator, a function or a constant.

    Raises:
        NoValue: when it has none anywhere, such as 1/0.
    """
    carried_out = _ARITHMETIC.get(op)
    if carried_out is not None:
        return carried_out(algebra, *args)
    if not args:
        return algebra.arena.atom(op, (), op != "undefined")
    if op in _EITHER_WAY and args[0] == args[1] and is_decimal(args[1][0]):
        args = (args[1], args[1])  # 0.5 and 1/2 are one number, written as the decimal
    rewritten = _by_rules(algebra, op, args)
    if rewritten is not None:
        return rewritten
    special = _SPECIAL.get(op)
    if special is not None:
        return special(algebra, *args)
    return _atom(algebra, op, args)


def _atom(algebra: Algebra, op: str, args: Args) -> Value:
    record = algebra.catalogue.get(op)
    if record is None and op[:2] == "D(":
        formula = services.slope(op, algebra.catalogue, "real" if algebra.real else "complex")
        if formula is not None:
            _provide_slope(algebra, op, args)
            return fill(algebra, formula, list(args), operate)
    if record is not None and record.folds:
        return _commutative(algebra, op, args)
    if record is not None and record.domain and all([is_number(a) for a in args]):
        condition = domain_of(algebra.catalogue, op)
        if fill(algebra, condition, list(args), operate)[1] is _false(algebra):
            raise NoValue
    return algebra.arena.atom(op, args, record is None or not record.domain)


def _provide_slope(algebra: Algebra, op: str, args: Args) -> None:
    """A derivative has a value where the function has one, and no kink."""
    record = algebra.catalogue[slots(op)[0]]
    letters = LETTERS[: record.arity]
    for text in (record.domain, record.kinks and f"not ({record.kinks})"):
        if text:
            condition = parse(text, variables=letters, catalogue=algebra.catalogue)
            algebra.provided.append((condition, dict(zip(letters, args, strict=True))))


def _false(algebra: Algebra) -> Product:
    return algebra.arena.atom("false", (), True)[1]


def _by_rules(algebra: Algebra, op: str, args: Args) -> Value | None:
    rules = rules_of(algebra, op).function
    if rules and algebra.nesting < _MAXIMUM_NESTING:
        algebra.nesting += 1
        try:
            missing = ~features(args[0])
            for rule in rules:
                if not rule.needs & missing:
                    found = rule.attempt(algebra, args, operate)
                    if found is not None:
                        return found
        finally:
            algebra.nesting -= 1
    return None


def constant_value(algebra: Algebra, e: Expr) -> Value:
    """The value of a formula without letters, as a rule's left side has them; no rule is tried."""

    def node_value(node: Expr, args: Args) -> Value:
        if type(node) is Apply and args:
            if node.op in _ARITHMETIC:
                return operate(algebra, node.op, args)
            if node.op == "sqrt":
                return _square_root(algebra, *args)
            return algebra.arena.atom(node.op, args, True)
        return leaf_value(algebra, node)

    return fold(e, node_value)


def rules_of(algebra: Algebra, op: str) -> RuleSet:
    """The rules of a function, read the first time they are asked for."""
    found = algebra.rules.get(op)
    if found is None:
        found = read_rule_set(algebra.catalogue, op, lambda e: constant_value(algebra, e))
        algebra.rules[op] = found
    return found


def rewrite_product(algebra: Algebra, p: Product) -> Value | None:
    """The product after the first product rule that fits, or None."""
    functions = {base.op for base in p.factors if type(base) is Atom and base.args}
    for op in functions if len(functions) == 1 else sorted(functions):
        for rule in rules_of(algebra, op).product:
            if rule.functions <= functions:
                found = rule.attempt(algebra, p, operate)
                if found is not None:
                    return found
    return None


def rewrite_sum(algebra: Algebra, s: Sum) -> Value | None:
    """The sum after the first sum rule that fits, or None."""
    functions = {
        base.op
        for p in s.terms
        if p.traits & FUNCTIONS
        for base in p.factors
        if type(base) is Atom and base.args
    }
    for op in sorted(functions):
        for rule in rules_of(algebra, op).sum:
            if rule.functions <= functions:
                found = rule.attempt(algebra, s, operate)
                if found is not None:
                    return found
    return None


def _power(algebra: Algebra, u: Value, v: Value) -> Value:
    """u^v; rules such as 2^log2(u) -> u look at the exponent first."""
    if v[0] == 1 and v[1].traits & FUNCTIONS and algebra.nesting < _MAXIMUM_NESTING:
        for base in v[1].factors:
            if type(base) is Atom and base.args:
                for rule in rules_of(algebra, base.op).power:
                    found = rule.attempt(algebra, (u, v), operate)
                    if found is not None:
                        return found
    return power(algebra, u, v)


def _subtract(algebra: Algebra, u: Value, v: Value) -> Value:
    return add(algebra, (u, negate(v)))


def divide(algebra: Algebra, u: Value, v: Value) -> Value:
    """u / v; there is no 1/0."""
    gathered = Factors(algebra)
    gathered.times_value(u)
    gathered.over_value(v)
    return gathered.value()


def _square_root(algebra: Algebra, u: Value) -> Value:
    return power(algebra, u, (HALF, ONE_PRODUCT))


def _exponential(algebra: Algebra, u: Value) -> Value:
    """E^u; from a sum in the exponent logarithms are taken out: exp(u + ln(v)) = exp(u) * v."""
    s = bare_sum(u[1])
    if s is None:
        return exponential(algebra, u)
    parts: list[Value] = []
    for p, c in tuple(s.terms.items()):
        if any(type(base) is Atom and base.op == "ln" for base in p.factors):
            term = (u[0] * c, p)
            found = _by_rules(algebra, "exp", (term,))
            if found is not None:
                parts.append(found)
                u = add(algebra, (u, negate(term)))
    rest = exponential(algebra, u)
    return multiply(algebra, (*parts, rest)) if parts else rest


def _root(algebra: Algebra, u: Value, n: Value) -> Value:
    """The n-th root; for an odd n the real one, defined for negative u too."""
    if is_number(n) and n[0].denominator == 1 and n[0].numerator % 2 == 0 and n[0]:
        return power(algebra, u, divide(algebra, ONE, n))
    if n == (3, ONE_PRODUCT):
        return operate(algebra, "cbrt", (u,))
    return algebra.arena.atom("root", (u, n), False)


def _absolute(algebra: Algebra, u: Value) -> Value:
    """|c * b^e * ...| = |c| * |b|^e * ...; nothing is done to what cannot be negative."""
    c, p = u
    parts: list[Value] = [(magnitude(c), ONE_PRODUCT)]
    for base, exponent in p.factors.items():
        value = (1, algebra.arena.product({base: exponent}))
        signs = facts.sign_of_power(algebra, base, exponent)
        if not signs & facts.NEGATIVE:
            parts.append(value)
        elif not signs & facts.POSITIVE:
            parts.append(negate(value))
        elif type(exponent) is int and exponent != 1:
            inner = _absolute(algebra, algebra.arena.of_base(base))
            parts.append(power(algebra, inner, (exponent, ONE_PRODUCT)))
        else:
            parts.append(algebra.arena.atom("abs", (value,), True))
    return multiply(algebra, parts)


def _sign(algebra: Algebra, u: Value) -> Value:
    """sign(c * u) = sign(c) * sign(u), and a known sign is a number."""
    signs = facts.sign(algebra, u)
    known = {facts.POSITIVE: 1, facts.NEGATIVE: -1, facts.ZERO: 0}.get(signs)
    if known is not None:
        algebra.require_defined(u[1])
        return (known, ONE_PRODUCT)
    c, p = u
    if c == 1:
        return algebra.arena.atom("sign", (u,), True)
    sign = (1 if c > 0 else -1, ONE_PRODUCT)
    return multiply(algebra, (sign, operate(algebra, "sign", ((1, p),))))


def _cube_root(algebra: Algebra, u: Value) -> Value:
    """cbrt(8*x) = 2*cbrt(x): whole cubes leave the root, and so does the sign of what is real."""
    c, p = u
    outside: Exact = 1
    inside = 1
    for n, sign in ((abs(c.numerator), 1), (c.denominator, -1)):
        for prime, k in factorized(n, 3):
            whole, rest = divmod(sign * k, 3)
            outside = outside * rational_power(prime, whole)
            inside *= prime**rest
    if c < 0 and facts.real(algebra, u):
        outside = -outside
    elif c < 0:
        inside = -inside
    if inside == 1 and not p.factors:
        return (outside, ONE_PRODUCT)
    inner = ((inside, p),)
    if outside == 1:
        return algebra.arena.atom("cbrt", inner, True)
    return multiply(algebra, ((outside, ONE_PRODUCT), operate(algebra, "cbrt", inner)))


def _floor(algebra: Algebra, u: Value) -> Value:
    """The greatest whole number that is not above a number."""
    if is_number(u):
        return (u[0].numerator // u[0].denominator, ONE_PRODUCT)
    found = _rounded(algebra, u) if algebra.ranges else None
    return found or algebra.arena.atom("floor", (u,), True)


def _rounded(algebra: Algebra, u: Value) -> Value | None:
    """The number that floor(u) is for every u in its range, if there is one."""
    low, high = load("symdiff.simplification.ranges").range_of(algebra, u)
    if low is None or high is None or not algebra.real:
        return None
    least = low[0].numerator // low[0].denominator
    inside = high[0] < least + 1 or (high[0] == least + 1 and not high[1])
    if not inside:
        return None
    algebra.require_defined(u[1])
    return (least, ONE_PRODUCT)


def _ceil(algebra: Algebra, u: Value) -> Value:
    """The least whole number that is not below a number."""
    if is_number(u):
        return (-(-u[0].numerator // u[0].denominator), ONE_PRODUCT)
    return algebra.arena.atom("ceil", (u,), True)


def _commutative(algebra: Algebra, op: str, args: Args) -> Value:
    """min, max and hypot: nests opened, arguments in order, equal ones once for min and max."""
    flat: list[Value] = []
    stack = list(reversed(args))
    while stack:
        value = stack.pop()
        inner = [b for b in value[1].factors if type(b) is Atom and b.op == op]
        if inner and value == algebra.arena.of_base(inner[0]):
            stack += reversed(inner[0].args)
        else:
            flat.append(value)
    if op in ("min", "max"):
        flat = _extremes(algebra, op, flat)
    algebra.arena.spend(2 * len(flat))
    flat.sort(key=_argument_order)
    total = flat[0]
    for value in flat[1:]:
        total = algebra.arena.atom(op, (total, value), True)
    return total


def _argument_order(value: Value) -> tuple[object, ...]:
    """Numbers first; of equal ones the decimal."""
    c, p = value
    return (not is_number(value), p.key, c, not is_decimal(c))


def _extremes(algebra: Algebra, op: str, values: list[Value]) -> list[Value]:
    """The values that can be the least, or the greatest: none is proved to be beaten by another."""
    values = sorted(values, key=lambda value: not is_decimal(value[0]))
    values = list(dict.fromkeys(values))
    beaten = facts.NEGATIVE if op == "min" else facts.POSITIVE
    kept: list[Value] = []
    for i, value in enumerate(values):
        others = kept + values[i + 1 :]
        if len(values) > _MOST_COMPARED or not any(
            _loses(algebra, value, other, beaten) for other in others
        ):
            kept.append(value)
    return kept


def _loses(algebra: Algebra, value: Value, other: Value, beaten: int) -> bool:
    """Whether ``other - value`` is proved to be of the winning sign, or 0."""
    if not (facts.real(algebra, value) and facts.real(algebra, other)):
        return False
    if facts.sign(algebra, add(algebra, (other, negate(value)))) & ~(beaten | facts.ZERO):
        return False
    algebra.require_defined(value[1])
    return True


def _compare(op: str) -> Callable[[Algebra, Value, Value], Value]:
    def compare(algebra: Algebra, u: Value, v: Value) -> Value:
        difference = u if not v[0] else add(algebra, (u, negate(v)))
        signs = facts.sign(algebra, difference) if facts.real(algebra, difference) else facts.ANY
        holds = relation_holds(op, signs)
        if holds is None:
            return algebra.arena.atom(*_solved(algebra, op, difference, (u, v)), True)
        for _, p in (u, v):
            algebra.require_defined(p)
        return algebra.arena.atom("true" if holds else "false", (), True)

    return compare


_TURNED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}


def _solved(
    algebra: Algebra, op: str, difference: Value, sides: tuple[Value, Value]
) -> tuple[str, tuple[Value, Value]]:
    """2*x - 4 >= 0 as x >= 2, and x^2 == 0 as x == 0; other comparisons as they are."""
    c, p = difference
    item = only_base(p)
    if item is None or not p.total or not facts.real(algebra, difference):
        return op, sides
    base, exponent = item
    if type(exponent) is not int:
        return op, sides
    if op in ("eq", "ne") and type(base) is Atom:
        return op, (algebra.arena.of_base(base), ZERO)
    if exponent == 1 and type(base) is Atom:
        return op if c > 0 else _TURNED[op], (algebra.arena.of_base(base), ZERO)
    if exponent == 1 and isinstance(base, Sum) and len(base.terms) == 2:
        constant = base.terms.get(ONE_PRODUCT, 0)
        for term, a in base.terms.items():
            if constant and term is not ONE_PRODUCT and only_base(term) is not None:
                same = (c > 0) == (a > 0)
                number = (ratio(-constant, a), ONE_PRODUCT)
                return op if same else _TURNED[op], ((1, term), number)
    return op, sides


_ARITHMETIC: dict[str, Callable[..., Value]] = {
    "add": lambda algebra, u, v: add(algebra, (u, v)),
    "sub": _subtract,
    "mul": lambda algebra, u, v: multiply(algebra, (u, v)),
    "div": divide,
    "neg": lambda algebra, u: negate(u),
    "pow": _power,
}

_SPECIAL: dict[str, Callable[..., Value]] = {
    "sqrt": _square_root,
    "exp": _exponential,
    "root": _root,
    "cbrt": _cube_root,
    "abs": _absolute,
    "sign": _sign,
    "floor": _floor,
    "ceil": _ceil,
    **{op: _compare(op) for op in COMPARISONS},
}
