"""The factors of long products in one order, so that a derivative does not depend on how they came.

    log(x)*(x + 1)*sin(x)  ->  (x + 1)*log(x)*sin(x)
    1/x * sin(x)           ->  sin(x)/x

The product rule takes two factors at a time: three give (u*v)'*w + u*v*w', and what stands in
parentheses there decides the form of the answer. So it is with max and min, whose derivative names
one argument after the other.
"""

from __future__ import annotations

from zlib import crc32

from ..expressions import Apply, Expr, Number, Symbol, apply, operations, postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Key: TypeAlias = tuple[int, str, int]

_MOST_FACTORS = 24
"""A product of more is taken as it was typed, so that shared parts do not multiply."""
_COMMUTE = frozenset({"add", "mul", "min", "max", "hypot"})
_CHAINS = frozenset({"mul", "min", "max"})
"""Whose derivatives depend on the order, though not in value."""
_ONE = Number("1")
_ARITHMETIC = frozenset({"add", "sub", "mul", "div", "neg", "pow"})
_CONSTANT, _POWER, _EXPONENTIAL, _POLYNOMIAL, _ROOT, _LOGARITHM, _OTHER, _SUM = range(8)
_RANKS = {"exp": _EXPONENTIAL, "add": _SUM, "sub": _SUM, "ln": _LOGARITHM}
_RANKS |= dict.fromkeys(("sqrt", "cbrt", "root"), _ROOT)


def arranged(e: Expr, x: Symbol) -> Expr:
    """The formula with the factors of its products in one order, whatever order they came in.

    Constants come first, then powers of the variable, exponentials, polynomials, roots, logarithms,
    other functions and other sums; a product with bars stands over one. Where no product has three
    factors, two of them not constant, nor a bar, it is the formula itself, since the order does not
    matter.

    >>> from symdiff.notation import parse
    >>> x = Symbol("x")
    >>> arranged(parse("log(x)*(x + 1)*sin(x)"), x), arranged(parse("sin(x)*x*2"), x)
    ((x + 1)*log(x)*sin(x), 2*x*sin(x))
    >>> arranged(parse("1/x*sin(x)"), x)
    sin(x)/x
    """
    nodes = operations((e,))
    joined = _over_one_bar(e, nodes, x) if _has_bars(nodes) else e
    if joined is e and not _order_matters(nodes, x):
        return e
    e = joined
    factors: dict[Expr, list[Expr]] = {}
    made: dict[Expr, Expr] = {}
    order = _Order(x)
    nodes = postorder((e,))
    too_long = _too_long(nodes)
    for node in nodes:
        order.meet(node)
        if _is_chain(node) and node not in too_long:
            factors[node] = [f for a in node.args for f in _parts(a, node.op, factors)]  # type: ignore[attr-defined]
            for f in factors[node]:
                if f not in made:
                    made[f] = order.chain(f.op, factors[f], made)  # type: ignore[attr-defined]
            continue
        for a in node.args:
            if a not in made:
                made[a] = order.chain(a.op, factors[a], made)  # type: ignore[attr-defined]
        made[node] = apply(node.op, tuple([made[a] for a in node.args])) if node.args else node  # type: ignore[attr-defined]
    return made[e] if e in made else order.chain(e.op, factors[e], made)  # type: ignore[attr-defined]


def _has_bars(nodes: list[Expr]) -> bool:
    """Whether a product or quotient has a quotient in it."""
    return any([n.op in ("mul", "div") and any(map(_is_quotient, n.args)) for n in nodes])  # type: ignore[attr-defined]


def _over_one_bar(e: Expr, nodes: list[Expr], x: Symbol) -> Expr:
    """u/v*w as u*w/v, and u/v/w as u/(v*w), where u/v holds the variable."""
    varies: set[Expr] = {x}
    made: dict[Expr, Expr] = {}
    count: dict[Expr, int] = {}
    for node in nodes:
        new = apply(node.op, tuple([made.get(a, a) for a in node.args]))  # type: ignore[attr-defined]
        varying = not varies.isdisjoint(new.args)
        if new.op in ("mul", "div"):
            factors = sum([count.get(a, 1) for a in new.args])
            if factors <= _MOST_FACTORS:
                new = _joined(new) if varying else new
            count[new] = factors
        if varying:
            varies.add(new)
        made[node] = new
    return made[e]


def _is_quotient(e: Expr) -> bool:
    return type(e) is Apply and e.op == "div"


def _joined(e: Apply) -> Apply:
    """A product or quotient of two, one of them a quotient, as one quotient."""
    u, w = e.args
    (a, b), (c, d) = _above_and_below(u), _above_and_below(w)
    if e.op == "div" and b is not _ONE:
        return apply("div", (a, apply("mul", (b, w))))
    if e.op == "mul" and not (b is d is _ONE):
        return apply("div", (_product(a, c), _product(b, d)))
    return e


def _above_and_below(e: Expr) -> tuple[Expr, Expr]:
    if _is_quotient(e):
        return e.args[0], e.args[1]
    return e, _ONE


def _product(u: Expr, v: Expr) -> Expr:
    if u is _ONE or v is _ONE:
        return v if u is _ONE else u
    return apply("mul", (u, v))


def _is_chain(e: Expr) -> bool:
    return type(e) is Apply and e.op in _CHAINS


def _parts(e: Expr, op: str, factors: dict[Expr, list[Expr]]) -> Sequence[Expr]:
    """The factors of a product in a product, else the one."""
    return factors[e] if e in factors and e.op == op else (e,)  # type: ignore[attr-defined]


def _order_matters(nodes: list[Expr], x: Symbol) -> bool:
    """Whether some product has three factors, two of which hold the variable, or some max two."""
    if not any([_is_chain(node) for node in nodes]):
        return False
    varies: set[Expr] = {x}
    two: set[Expr] = set()
    for node in nodes:
        if not varies.isdisjoint(node.args):
            varies.add(node)
            if _is_chain(node) and (varies.issuperset(node.args) or not two.isdisjoint(node.args)):
                if node.op != "mul" or any([a.op == "mul" for a in node.args if type(a) is Apply]):  # type: ignore[attr-defined]
                    return True
                two.add(node)
    return False


def _too_long(nodes: list[Expr]) -> set[Expr]:
    """The products of too many factors, and the products in them; max and min alike."""
    lengths: dict[Expr, int] = {}
    for node in nodes:
        if _is_chain(node):
            lengths[node] = sum([lengths.get(a, 1) for a in node.args])
    found: set[Expr] = set()
    for node in reversed(nodes):
        if node in found or lengths.get(node, 0) > _MOST_FACTORS:
            found.add(node)
            found |= {a for a in node.args if a in lengths}
    return found


class _Order:
    """The order of factors, found for every node after its arguments.

    Attributes:
        varies: the nodes that hold the variable.
        plain: the nodes without functions.
        codes: a number for each node, the same however its sums and products are ordered.
    """

    def __init__(self, x: Symbol) -> None:
        self.varies: set[Expr] = {x}
        self.plain: set[Expr] = set()
        self.codes: dict[Expr, int] = {}

    def meet(self, node: Expr) -> None:
        if not self.varies.isdisjoint(node.args):
            self.varies.add(node)
        self.codes[node] = self._code(node)
        if not node.args or (node.op in _ARITHMETIC and self.plain.issuperset(node.args)):  # type: ignore[attr-defined]
            self.plain.add(node)

    def _code(self, node: Expr) -> int:
        if type(node) is not Apply:
            return crc32((node.spelling if type(node) is Number else node.name).encode())  # type: ignore[attr-defined]
        codes = self.codes
        if node.op not in _COMMUTE:
            return crc32(f"{node.op}{[codes[a] for a in node.args]}".encode())
        total = 0
        for a in node.args:
            chained = type(a) is Apply and a.op == node.op
            total += codes[a] if chained else crc32(f"{node.op}{codes[a]}".encode())
        return total & 0xFFFFFFFFFFFF

    def chain(self, op: str, factors: list[Expr], made: dict[Expr, Expr]) -> Expr:
        """The product of factors, constants first; the max or min of arguments in the same way."""
        total, *others = [made[f] for f in sorted(factors, key=self._key)]
        for factor in others:
            total = apply(op, (total, factor))
        return total

    def _key(self, factor: Expr) -> Key:
        if factor not in self.varies:
            return _CONSTANT, "", self.codes[factor]
        rank, op = self._kind(factor)
        return rank, op, self.codes[factor]

    def _kind(self, factor: Expr) -> tuple[int, str]:
        while type(factor) is Apply:
            u = factor.args[0]
            if factor.op == "pow" and u not in self.varies:
                return _EXPONENTIAL, ""
            if factor.op in ("sqrt", "cbrt", "root") and type(u) is Symbol:
                return _POWER, ""
            if factor.op in ("add", "sub") and factor in self.plain:
                return _POLYNOMIAL, ""
            if factor.op not in ("pow", "neg"):
                return _RANKS.get(factor.op, _OTHER), factor.op
            factor = u
        return _POWER, ""

