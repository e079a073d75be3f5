"""Constants that get lost in long products, or stay in long sums: 3*x*sin(x), a + b*k + c/x.

A wrong line sees the two arguments of one operation; these mistakes are made with the product, or
the sum, as it is written, of as many parts as it has.
"""

from __future__ import annotations

from ..expressions import apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from ..calculus.applied import Applied
    from ..expressions import Expr

_PRODUCT = {"mul": (False, False), "div": (False, True), "neg": (False,)}
_SUM = {"add": (False, False), "sub": (False, True), "neg": (True,)}


def constants_lost(
    rules: Iterable[Applied], moving: Container[Expr]
) -> Iterator[tuple[tuple[str], Applied, Expr]]:
    """A constant factor, all or all but one, left out of a product; a constant term kept in a sum.

    Arguments:
        rules: the derivative rules, as they apply.
        moving: the parts that are not constant.
    """
    rules = list(rules)
    for rule in _outermost(rules, _PRODUCT):
        yield from _out_of_product(rule, moving)
    for rule in _outermost(rules, _SUM):
        for term, minus in _constants(rule.node, _SUM, moving):
            kept = apply("sub" if minus else "add", (rule.after, term))
            yield ("constant kept",), rule, kept


def _out_of_product(
    rule: Applied, moving: Container[Expr]
) -> Iterator[tuple[tuple[str], Applied, Expr]]:
    factors: list[Expr] = []
    for constant, below in _constants(rule.node, _PRODUCT, moving):
        if below:
            dropped = apply("mul", (rule.after, constant))
            yield ("constant denominator dropped",), rule, dropped
        else:
            factors.append(constant)
            yield ("constant factor dropped",), rule, apply("div", (rule.after, constant))
    bare = rule.after
    for factor in factors:
        bare = apply("div", (bare, factor))
    yield ("constant factor dropped",), rule, bare
    for kept in factors:
        yield ("constant factor dropped",), rule, apply("mul", (bare, kept))


def _outermost(
    rules: list[Applied], operations: dict[str, tuple[bool, ...]]
) -> Iterator[Applied]:
    """The rules of products, or of sums, that are no part of a longer one."""
    several = [rule for rule in rules if getattr(rule.node, "op", "") in operations]
    inner = {a for rule in several for a in rule.node.args}
    return (rule for rule in several if rule.node not in inner and rule.asks)


def _constants(
    e: Expr, operations: dict[str, tuple[bool, ...]], moving: Container[Expr]
) -> list[tuple[Expr, bool]]:
    """The constant parts of a product or a sum, each with whether it divides or is subtracted."""
    found: dict[Expr, bool] = {}
    seen: set[Expr] = set()
    stack = [(e, False)]
    while stack:
        node, inverse = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        flips = operations.get(getattr(node, "op", ""))
        if flips is not None:
            parts = zip(node.args, flips, strict=True)
            stack += [(a, inverse != flip) for a, flip in parts][::-1]
        elif node not in moving:
            found[node] = inverse
    return list(found.items())
