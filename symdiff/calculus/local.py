"""Local rules: what an operation can be spared when it is made, its arguments being there already.

    tidy("mul", (2, 3*x)) = 6*x,    tidy("add", (x, -y)) = x - y,    tidy("add", (x, x)) = 2*x

No rule looks further than one operation below, copies a shared part or costs an operation more than
what it replaces: so a gradient built with them stays a small multiple of its formula, and building
it takes the same few steps for every node. Numbers stand in front of products, signs outside.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply, exact_number
from ..expressions.rationals import divide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..expressions.rationals import Exact

ZERO = Number("0")
ONE = Number("1")
TWO = Number("2")
_LONGEST = 256  # bits of a number that is folded; longer ones would grow from node to node


def tidy(op: str, args: tuple[Expr, ...]) -> Expr:
    """The formula op(args), spared what needs no computing.

    >>> from symdiff.expressions import symbols
    >>> x, y = symbols("x y")
    >>> print(tidy("mul", (x, Number("3"))), tidy("sub", (x, -y)), tidy("pow", (x, ONE)))
    3*x x + y x
    """
    rule = _RULES.get(op)
    return apply(op, args) if rule is None else rule(*args)


def _add(u: Expr, v: Expr) -> Expr:
    if u is ZERO:
        return v
    if v is ZERO:
        return u
    if _is_negative(u) or _is_negative(v):
        return _signed_sum(*_signed(u), *_signed(v))
    return _sum(u, v)


def _sub(u: Expr, v: Expr) -> Expr:
    if v is ZERO:
        return u
    if u is ZERO:
        return _neg(v)
    if _is_negative(u) or _is_negative(v):
        negative, v = _signed(v)
        return _signed_sum(*_signed(u), not negative, v)
    return _difference(u, v)


def _is_negative(e: Expr) -> bool:
    return type(e) is Apply and e.op == "neg"


def _signed(e: Expr) -> tuple[bool, Expr]:
    """Whether e is negative as it is written, and e without signs."""
    negative = False
    while type(e) is Apply and e.op == "neg":
        e = e.args[0]
        negative = not negative
    return negative, e


def _signed_sum(one_negative: bool, u: Expr, other_negative: bool, v: Expr) -> Expr:
    if one_negative == other_negative:
        total = _sum(u, v)
        return _neg(total) if one_negative else total
    return _difference(v, u) if one_negative else _difference(u, v)


def _sum(u: Expr, v: Expr) -> Expr:
    if type(u) is Apply and u.op == "add" and (more := _like(u.args[1], v)) is not None:
        return apply("add", (u.args[0], more))
    return _like(u, v) or apply("add", (u, v))


def _like(u: Expr, v: Expr) -> Expr | None:
    """a*e + b*e = (a + b)*e, and the sum of two numbers."""
    if type(u) is Number and type(v) is Number:
        return _number(u.value + v.value)
    a, e = _coefficient(u)
    b, f = _coefficient(v)
    if e is not f and not _same_product(e, f):
        return None
    total = _positive(a + b)
    return None if total is None else _product(total, e)


def _same_product(e: Expr, f: Expr) -> bool:
    """Whether the two are u*v and v*u."""
    return (
        type(e) is Apply
        and type(f) is Apply
        and e.op == f.op == "mul"
        and e.args == (f.args[1], f.args[0])
    )


def _coefficient(e: Expr) -> tuple[Exact, Expr]:
    if type(e) is Apply and e.op == "mul" and type(e.args[0]) is Number:
        return e.args[0].value, e.args[1]
    return 1, e


def _difference(u: Expr, v: Expr) -> Expr:
    if type(v) is Number:
        if type(u) is Number:
            return _number(u.value - v.value) or apply("sub", (u, v))
        if type(u) is Apply and u.op == "sub" and type(u.args[1]) is Number:
            total = _number(u.args[1].value + v.value)
            return apply("sub", (u, v) if total is None else (u.args[0], total))
    return apply("sub", (u, v))


def _neg(u: Expr) -> Expr:
    if u is ZERO:
        return u
    if type(u) is Apply:
        if u.op == "neg":
            return u.args[0]
        if u.op == "sub":
            return apply("sub", (u.args[1], u.args[0]))
    return apply("neg", (u,))


def _mul(u: Expr, v: Expr) -> Expr:
    if u is ZERO or v is ZERO:
        return ZERO
    if u is ONE:
        return v
    if v is ONE:
        return u
    if not (_is_negative(u) or _is_negative(v)):
        return _product(u, v)
    one_negative, u = _signed(u)
    other_negative, v = _signed(v)
    found = _product(u, v)
    return found if one_negative == other_negative else _neg(found)


def _product(u: Expr, v: Expr) -> Expr:
    if type(u) is Number:
        return _multiple(u, v)
    if type(v) is Number:
        return _multiple(v, u)
    if type(u) is Apply and u.op == "div" and u.args[0] is ONE:
        return apply("div", (v, u.args[1]))
    if type(v) is Apply and v.op == "div" and v.args[0] is ONE:
        return apply("div", (u, v.args[1]))
    return apply("mul", (u, v))


def _multiple(a: Number, e: Expr) -> Expr:
    """The product of a number and a formula without a sign."""
    if a is ONE or e is ONE:
        return a if e is ONE else e
    found = None
    if type(e) is Number:
        found = _number(a.value * e.value)
        return apply("mul", (a, e)) if found is None else found
    if type(e) is Apply and e.op == "mul" and type(e.args[0]) is Number:
        found = _positive(a.value * e.args[0].value)
        if found is not None:
            return e.args[1] if found is ONE else apply("mul", (found, e.args[1]))
    if type(e) is Apply and e.op == "div":
        return _multiple_of_quotient(a, e)
    return apply("mul", (a, e))


def _multiple_of_quotient(a: Number, e: Expr) -> Expr:
    """a*(b/v) = (a*b)/v, and a*(u/b) = (a/b)*u where b divides a."""
    u, v = e.args
    if type(u) is Number:
        found = _positive(a.value * u.value)
        if found is not None:
            return _quotient(found, v)
    if type(v) is Number and v.value:
        found = _whole(divide(a.value, v.value))
        if found is not None:
            return u if found is ONE else apply("mul", (found, u))
    return apply("mul", (a, e))


def _div(u: Expr, v: Expr) -> Expr:
    if u is ZERO or v is ONE:
        return u
    if not (_is_negative(u) or _is_negative(v)):
        return _quotient(u, v)
    one_negative, u = _signed(u)
    other_negative, v = _signed(v)
    found = _quotient(u, v)
    return found if one_negative == other_negative else _neg(found)


def _quotient(u: Expr, v: Expr) -> Expr:
    if type(v) is Number and v.value:
        a, e = (u.value, ONE) if type(u) is Number else _coefficient(u)
        found = None if a == 1 else _whole(divide(a, v.value))
        if found is not None:
            return _multiple(found, e)
    elif type(v) is Apply and v.op == "mul" and type(v.args[0]) is Number and v.args[0].value:
        return _numbers_cancelled(u, v)
    return apply("div", (u, v))


def _numbers_cancelled(u: Expr, v: Apply) -> Expr:
    """(a*e)/(b*f) = (a/b)*e/f where a/b or b/a is whole."""
    a, e = (u.value, ONE) if type(u) is Number else _coefficient(u)
    b, f = _coefficient(v)
    if not a or a == 1:
        return apply("div", (u, v))
    above, below = _whole(divide(a, b)), _whole(divide(b, a))
    if above is not None:
        return apply("div", (_multiple(above, e), f))
    return apply("div", (u, v) if below is None else (e, apply("mul", (below, f))))


def _pow(u: Expr, v: Expr) -> Expr:
    if v is ONE:
        return u
    if v is ZERO:
        return ONE
    return apply("pow", (u, v))


def _where(c: Expr, u: Expr, v: Expr) -> Expr:
    return u if u is v else apply("where", (c, u, v))


def _number(value: Exact) -> Expr | None:
    """The number as a formula, or None for one that is better left alone."""
    if value.numerator.bit_length() > _LONGEST or value.denominator.bit_length() > _LONGEST:
        return None
    return exact_number(value)


def _positive(value: Exact) -> Number | None:
    found = _number(value)
    return found if type(found) is Number else None


def _whole(value: Exact) -> Number | None:
    return _positive(value) if value.denominator == 1 else None


_RULES: dict[str, Callable[..., Expr]] = {
    "add": _add,
    "sub": _sub,
    "neg": _neg,
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "where": _where,
}
