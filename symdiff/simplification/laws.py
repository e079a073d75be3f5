"""The laws of arithmetic, stated as rules and carried out by the normal form's code.

A step that the code makes is told by the name of the law it rests on. A test holds the code to
each line: simplifying the left side and the right side gives the same formula.
"""

from __future__ import annotations

from ..expressions import Apply, Number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..expressions import Expr

LAWS = """
    sum with zero:          u + 0       -> u
    difference with zero:   u - 0       -> u
    zero minus:             0 - u       -> -u
    double minus:           -(-u)       -> u
    like terms:             a*u + b*u   -> (a + b)*u
    terms that cancel:      u - u       -> 0
    product with one:       1 * u       -> u
    product with zero:      0 * u       -> 0
    sign of a product:      (-u) * v    -> -(u*v)
    like factors:           u^n * u^m   -> u^(n + m)       provided u != 0
    numbers in a product:   u * a       -> a * u
    quotient by one:        u / 1       -> u
    quotient of quotients:  u / (v/w)   -> u*w / v         provided v != 0 and w != 0
    factors that cancel:    u*v / v     -> u               provided v != 0
    first power:            u^1         -> u
    zeroth power:           u^0         -> 1
    power of one:           1^u         -> 1
    power of a power:       (u^n)^m     -> u^(n*m)         provided u != 0
    power of a product:     (u*v)^n     -> u^n * v^n       provided u != 0 and v != 0
    root of a square:       (u^2)^(1/2) -> abs(u)          when u is real
    multiplied out:         (u + v)*w   -> u*w + v*w
    common factor:          u*w + v*w   -> (u + v)*w
    numbers:                a + b       -> b + a
    order:                  u + v       -> v + u
"""

# Candidate forms, each of a whole sum or product at once.
CANDIDATES = """
    one fraction:           u/v + w/z   -> (u*z + w*v)/(v*z)   provided v != 0 and z != 0
    conjugates:             (u - v)*(u + v) -> u^2 - v^2
    regrouped:              (u + v)*w + z -> u*w + (v*w + z)
    terms apart:            (u*w + v)/w -> u + v/w
    sine over its argument: sinc(u)     -> sin(u)/u            provided u != 0
"""


def law_of(before: Expr, after: Expr, fired: Iterable[str]) -> str:
    """The name of the law, or of the catalogue's rule, by which ``before`` became ``after``.

    >>> from symdiff.notation import parse
    >>> law_of(parse("1*x"), parse("x"), ())
    'product with one'
    """
    fired = tuple(fired)
    for name in fired:
        if name not in ("like terms", "like factors"):
            return name
    if type(before) is not Apply:
        return "numbers"
    if all(_is_number(a) for a in before.args):
        return "numbers"
    simple = _SIMPLE.get(before.op)
    name = simple(before, after) if simple is not None else ""
    if name:
        return name
    for name in fired:
        return name
    return _by_operation(before, after)


def _is_number(e: Expr) -> bool:
    while type(e) is Apply and e.op == "neg":
        e = e.args[0]
    if type(e) is Apply and e.op == "div":
        return type(e.args[0]) is Number and type(e.args[1]) is Number
    return type(e) is Number


def _sum(before: Apply, after: Expr) -> str:
    return "sum with zero" if any(_is(a, 0) for a in before.args) else ""


def _difference(before: Apply, after: Expr) -> str:
    u, v = before.args
    if _is(v, 0):
        return "difference with zero"
    if _is(u, 0):
        return "zero minus"
    return "terms that cancel" if _is(after, 0) else ""


def _product(before: Apply, after: Expr) -> str:
    if any(_is(a, 0) for a in before.args):
        return "product with zero"
    return "product with one" if any(_is(a, 1) for a in before.args) else ""


def _quotient(before: Apply, after: Expr) -> str:
    return "quotient by one" if _is(before.args[1], 1) else ""


def _power(before: Apply, after: Expr) -> str:
    u, v = before.args
    if _is(v, 1):
        return "first power"
    if _is(v, 0):
        return "zeroth power"
    return "power of one" if _is(u, 1) else ""


def _is(e: Expr, n: int) -> bool:
    return type(e) is Number and e.value == n


_SIMPLE = {
    "add": _sum,
    "sub": _difference,
    "mul": _product,
    "div": _quotient,
    "pow": _power,
}


def _by_operation(before: Apply, after: Expr) -> str:
    """The law where nothing but the two formulas says which it was."""
    op = after.op if type(after) is Apply else ""
    if before.op in ("add", "sub"):
        return {"div": "one fraction", "mul": "common factor"}.get(op, "order")
    if before.op == "mul":
        return "multiplied out" if op in ("add", "sub") else "numbers in a product"
    if before.op == "div" and not any(map(_holds_quotient, before.args)):
        same = type(after) is Apply and op == "div" and after.args[1] is before.args[1]
        return "numbers in a product" if same else "factors that cancel"
    return _OTHERWISE.get(before.op, "order")


def law_of_choice(name: str, before: Expr, after: Expr) -> str:
    """The law of a candidate's step; what was one fraction before had its sums multiplied out."""
    if name != "one fraction" or type(before) is not Apply or type(after) is not Apply:
        return name
    same = before.op == after.op == "div" and before.args[1] is after.args[1]
    return "multiplied out" if same else name


def _holds_quotient(e: Expr) -> bool:
    """Whether a factor of a product is a quotient."""
    stack = [e]
    while stack:
        node = stack.pop()
        if type(node) is Apply:
            if node.op == "div":
                return True
            stack += node.args if node.op in ("mul", "neg") else ()
    return False


_OTHERWISE = {
    "neg": "double minus",
    "div": "quotient of quotients",
    "pow": "power of a power",
    "sqrt": "root of a square",
}
