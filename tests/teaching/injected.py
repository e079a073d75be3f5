"""A differentiator that makes one mistake, written for the tests alone: it shares no rule with symdiff."""

from __future__ import annotations

from collections.abc import Iterator

from symdiff.expressions import Apply, Expr, Number, Symbol, apply

ZERO, ONE, TWO = Number("0"), Number("1"), Number("2")


def mul(*several: Expr) -> Expr:
    e = several[0]
    for other in several[1:]:
        e = apply("mul", (e, other))
    return e


def add(a: Expr, b: Expr) -> Expr:
    return apply("add", (a, b))


def sub(a: Expr, b: Expr) -> Expr:
    return apply("sub", (a, b))


def div(a: Expr, b: Expr) -> Expr:
    return apply("div", (a, b))


def power(a: Expr, b: Expr) -> Expr:
    return apply("pow", (a, b))


def call(name: str, a: Expr) -> Expr:
    return apply(name, (a,))


def outer(op: str, u: Expr) -> Expr | None:
    """The derivative of a function in its argument."""
    table = {
        "sin": lambda: call("cos", u),
        "cos": lambda: apply("neg", (call("sin", u),)),
        "tan": lambda: power(call("sec", u), TWO),
        "exp": lambda: call("exp", u),
        "ln": lambda: div(ONE, u),
        "sqrt": lambda: div(ONE, mul(TWO, call("sqrt", u))),
    }
    return table[op]() if op in table else None


class Cannot(Exception):
    """The formula holds what this differentiator does not know."""


def moves(e: Expr, x: Symbol) -> bool:
    return e is x or any(moves(a, x) for a in e.args)


def slips(e: Expr, x: Symbol) -> Iterator[tuple[str, Expr]]:
    """Each mistake that can be made in e, and what the derivative becomes by it."""
    for kind, node in places(e, x):
        yield kind, derivative(e, x, kind, node)


def places(e: Expr, x: Symbol) -> Iterator[tuple[str, Expr]]:  # noqa: C901
    """Kinds of mistakes, and the nodes where they can be made."""
    seen = set()
    stack = [e]
    while stack:
        node = stack.pop()
        if node in seen or not isinstance(node, Apply) or not moves(node, x):
            continue
        seen.add(node)
        stack += node.args
        u, v = (*node.args, None)[:2]
        varying = [a for a in node.args if moves(a, x)]
        if node.op == "mul" and len(varying) == 2:
            yield "product of the derivatives", node
            yield "half of the product rule", node
            yield "sign in the product rule", node
        if node.op == "mul" and len(varying) == 1:
            yield "constant factor dropped", node
        if node.op in ("add", "sub") and len(varying) == 1:
            yield "constant kept", node
        if node.op in ("add", "sub") and len(varying) == 2:
            yield "part forgotten", node
        if node.op in ("add", "sub") and len(varying) == 2 and v is not x:
            yield "not differentiated", node
        if node.op == "sub" and len(varying) == 2:
            yield "sign of a difference", node
        if node.op == "neg":
            yield "minus forgotten", node
        if node.op == "div" and len(varying) == 2:
            yield "quotient of the derivatives", node
            yield "order in the quotient rule", node
        if node.op == "div" and v in varying:
            yield "sign in the quotient rule", node
            yield "denominator not squared", node
        if node.op == "div" and varying == [u]:
            yield "constant denominator dropped", node
        inside = u is not x and u in varying
        if inside and len(varying) == 1 and (outer(node.op, u) is not None or (node.op == "pow" and v not in varying)):
            yield "chain factor forgotten", node
            yield "derivative of the inner only", node
        if node.op in ("cos", "sin"):
            yield "sign of the derivative", node
        if node.op == "pow" and varying == [v]:
            yield "power rule on an exponential", node
            yield "logarithm of the base missing", node
        if node.op == "sqrt":
            yield "factor 1/2 of the root missing", node
        if node.op == "pow" and len(varying) == 2:
            yield "exponent taken for constant", node
            yield "base taken for constant", node
        if node.op == "pow" and varying == [u]:
            yield "exponent not lowered", node
            yield "exponent not brought down", node
            yield "exponent raised", node
            yield "integrated instead", node


def derivative(e: Expr, x: Symbol, kind: str = "", wrong_at: Expr | None = None) -> Expr:  # noqa: C901
    """The derivative of e, with one mistake at one node; right if no kind is given."""

    def at(node: Expr) -> str:
        return kind if node is wrong_at else ""

    def d(node: Expr) -> Expr:  # noqa: C901
        if node is x:
            return ONE
        if not moves(node, x):
            return ZERO
        u, v = (*node.args, ZERO)[:2]
        slip = at(node)
        if node.op in ("add", "sub"):
            parts = [a if slip == "constant kept" and not moves(a, x) else d(a) for a in (u, v)]
            if slip in ("part forgotten", "not differentiated"):
                parts[1] = ZERO if slip == "part forgotten" else v
            return apply("add" if slip == "sign of a difference" else node.op, tuple(parts))
        if node.op == "neg":
            return d(u) if slip == "minus forgotten" else apply("neg", (d(u),))
        if node.op == "mul":
            if slip == "product of the derivatives":
                return mul(d(u), d(v))
            if slip == "half of the product rule":
                return mul(d(u), v)
            if slip == "constant factor dropped":
                return d(u) if moves(u, x) else d(v)
            join = sub if slip == "sign in the product rule" else add
            return join(mul(d(u), v), mul(u, d(v)))
        if node.op == "div":
            if slip == "quotient of the derivatives":
                return div(d(u), d(v))
            if slip == "constant denominator dropped":
                return d(u)
            first, second = mul(d(u), v), mul(u, d(v))
            if slip == "order in the quotient rule":
                first, second = second, first
            join = add if slip == "sign in the quotient rule" else sub
            return div(join(first, second), v if slip == "denominator not squared" else power(v, TWO))
        if slip == "derivative of the inner only":
            return apply(node.op, (d(u), *node.args[1:]))
        inner = ONE if slip == "chain factor forgotten" else None
        if node.op == "pow":
            if not moves(v, x):
                if slip == "integrated instead":
                    return mul(div(power(u, add(v, ONE)), add(v, ONE)), d(u))
                found = {"exponent not lowered": v, "exponent raised": add(v, ONE)}.get(slip, sub(v, ONE))
                factor = ONE if slip == "exponent not brought down" else v
                return mul(factor, power(u, found), inner or d(u))
            if not moves(u, x):
                if slip == "power rule on an exponential":
                    return mul(v, power(u, sub(v, ONE)), d(v))
                return mul(node, d(v)) if slip == "logarithm of the base missing" else mul(node, call("ln", u), d(v))
            by_base = mul(v, power(u, sub(v, ONE)), d(u))
            by_exponent = mul(node, call("ln", u), d(v))
            if slip:
                return by_base if slip == "exponent taken for constant" else by_exponent
            return add(by_base, by_exponent)
        factor = outer(node.op, u) if len(node.args) == 1 else None
        if factor is None:
            raise Cannot(node.op)
        if slip == "sign of the derivative":
            factor = apply("neg", (factor,))
        if slip == "factor 1/2 of the root missing":
            factor = div(ONE, node)
        return mul(factor, inner or d(u))

    return d(e)
