"""From the tree as typed to its normal form, in one walk from the leaves to the root.

A chain of sums, or of products, is taken as one sum or product of its parts, unless a part of the
chain is
shared: then it is worked out once and used where it stands.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Symbol, postorder
from . import fractions, functions
from .arithmetic import Algebra, Factors, add, negate
from .forms import bare_sum, is_number
from .rules import leaf_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .forms import Value

_SUMS = frozenset({"add", "sub", "neg"})
_PRODUCTS = frozenset({"mul", "div"})


def normal_form(
    algebra: Algebra,
    root: Expr,
    fired: dict[Expr, list[str]] | None = None,
    *,
    clear: bool = True,
) -> dict[Expr, Value]:
    """The values of the formula and of the subformulas that it is put together from.

    Arguments:
        algebra: what to work with.
        root: the formula.
        fired: filled, when given, with the names of the rules used at each subformula.
        clear: whether fractions within a product's sums are cleared, and cancelled below its bar.

    Raises:
        NoValue: when a part has no value anywhere, such as 1/0.
    """
    algebra.apply = functions.operate
    algebra.cancel = fractions.cancel if clear else fractions.leave_alone
    algebra.rewrite_product = functions.rewrite_product
    algebra.rewrite_sum = functions.rewrite_sum
    order = postorder((root,))
    absorbed = _absorbed(order)
    values: dict[Expr, Value] = {}
    leaves = algebra.arena.leaves
    for node in order:
        if type(node) is Apply:
            if node in absorbed:
                continue
            values[node] = _applied(algebra, node, absorbed, values)
            if fired is not None and algebra.fired:
                fired[node] = list(algebra.fired)
                algebra.fired.clear()
        elif type(node) is Symbol:
            values[node] = leaves.get(node) or algebra.arena.symbol(node)
        else:
            values[node] = leaf_value(algebra, node)
    return values


def _absorbed(order: list[Expr]) -> set[Expr]:
    """The sums that are part of one larger sum only, and the products likewise."""
    kind: dict[Expr, frozenset[str]] = {}
    uses: dict[Expr, int] = {}
    for node in order:
        if type(node) is not Apply:
            continue
        op = node.op
        mine = _SUMS if op in _SUMS else _PRODUCTS if op in _PRODUCTS else None
        if mine is not None:
            kind[node] = mine
        for a in node.args:
            if a in kind:
                uses[a] = uses.get(a, 0) + (1 if mine is kind[a] else 2)
    return {node for node, n in uses.items() if n == 1}


def _applied(
    algebra: Algebra, node: Apply, absorbed: set[Expr], values: dict[Expr, Value]
) -> Value:
    op = node.op
    if op in _SUMS:
        return add(algebra, _signed_terms(node, absorbed, values))
    if op in _PRODUCTS:
        return _product(algebra, node, absorbed, values)
    if not node.args:
        return leaf_value(algebra, node)
    if op == "sqrt" or (op == "pow" and is_number(values[node.args[1]])):
        algebra.arena.note_scale(values[node.args[0]])
    return functions.operate(algebra, op, tuple([values[a] for a in node.args]))


def _signed_terms(node: Apply, absorbed: set[Expr], values: dict[Expr, Value]) -> list[Value]:
    terms: list[Value] = []
    stack: list[tuple[Expr, bool]] = [(node, False)]
    while stack:
        part, negative = stack.pop()
        if part is node or part in absorbed:
            args = part.args
            op = part.op  # type: ignore[attr-defined]
            if len(args) == 2:
                stack.append((args[1], negative ^ (op == "sub")))
                stack.append((args[0], negative))
            else:
                stack.append((args[0], not negative))
        else:
            value = values[part]
            terms.append(negate(value) if negative else value)
    return terms


def _product(
    algebra: Algebra, node: Apply, absorbed: set[Expr], values: dict[Expr, Value]
) -> Value:
    gathered = Factors(algebra)
    sums: list[tuple[Apply, Value]] = []
    stack: list[tuple[Expr, bool, bool]] = [(node, False, False)]
    while stack:
        part, under, was_under = stack.pop()
        if part is node or part in absorbed:
            u, v = part.args
            divided = part.op == "div"  # type: ignore[attr-defined]
            stack.append((v, under ^ divided, was_under or divided))
            stack.append((u, under, was_under))
            continue
        value = values[part]
        if type(part) is Apply and part.op in _SUMS:
            sums.append((part, value))
        if under:
            gathered.over_value(value)
        else:
            gathered.times_value(value)
            if was_under:
                gathered.require_nonzero(value)
    product = gathered.value()
    if bare_sum(product[1]) is None:
        for typed, value in sums:
            _note_scale(algebra, typed, value)
    return product


def _note_scale(algebra: Algebra, typed: Apply, value: Value) -> None:
    """How a sum is typed as a factor; a minus before its parentheses is not part of it."""
    algebra.arena.note_scale(negate(value) if typed.op == "neg" else value)
