"""Whether a problem needs the rule it is to practise: (x^3)^6 is x^18, and needs no chain rule.

What is asked is the simplified formula: whoever sees what the problem comes to can leave out what
falls away there.
"""

from __future__ import annotations

from ..derivations import simplify
from ..expressions import Apply, Number, apply, postorder
from .accumulation import active_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..expressions import Expr, Symbol

_ARITHMETIC = frozenset(("add", "sub", "mul", "div", "neg"))


def needs_rule(topic: str, f: Expr, x: Symbol) -> bool:
    """Whether the simplified formula still needs the rule of a topic; so it does if it has none.

    Arguments:
        topic: what a quiz is about.
        f: the problem.
        x: the variable.

    >>> from symdiff.expressions import symbols
    >>> x, = symbols("x")
    >>> needs_rule("product", x**4 * x**4, x), needs_rule("product", x**4 * (x + 1), x)
    (False, True)
    """
    needed = _NEEDED.get(topic)
    if needed is None:
        return True
    simplified = simplify(f)
    moving = active_nodes((simplified,), (x,))
    plain = {x, apply("abs", (x,))}  # abs(x) is x or -x
    operations = [n for n in postorder((simplified,)) if type(n) is Apply and n in moving]
    return any([needed(n, [a for a in n.args if a in moving], plain) for n in operations])


def _of_two(node: Apply, moving: list[Expr], _: Iterable[Expr]) -> bool:
    """A product or a quotient (which is a product, as x*exp(-x) is) of parts that both vary."""
    return node.op in ("mul", "div") and len(moving) == 2


def _of_a_function(node: Apply, moving: list[Expr], plain: set[Expr]) -> bool:
    return node.op not in _ARITHMETIC and any([a not in plain for a in moving])


def _of_a_root(node: Apply, moving: list[Expr], _: Iterable[Expr]) -> bool:
    by_name = node.op in ("sqrt", "cbrt", "root")
    return by_name or (node.op == "pow" and type(node.args[1]) is not Number)


_NEEDED: dict[str, Callable[[Apply, list[Expr], set[Expr]], bool]] = {
    "product": _of_two,
    "quotient": _of_two,
    "chain": _of_a_function,
    "root": _of_a_root,
}
