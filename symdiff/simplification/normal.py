"""From the tree as typed to its normal form, in one walk from the leaves to the root.

A chain of sums, or of products, is taken as one sum or product of its parts, unless a part of the
chain is
shared: then it is worked out once and used where it stands.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, Symbol
from . import fractions, functions
from .arithmetic import Algebra, Factors, add, negate
from .forms import SUMS, bare_sum, is_number
from .rules import leaf_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from .forms import Value

    Chain: TypeAlias = list[tuple[Expr, int]]

# Where a part of a chain stands: a term added or subtracted, a factor above the bar or below it,
# or above again, as c in a/(b/c).
ABOVE, BELOW, RESTORED = 0, 1, 2
_SUM, _PRODUCT = ABOVE, RESTORED  # where what is turned twice stands
_KIND = {"add": _SUM, "sub": _SUM, "neg": _SUM, "mul": _PRODUCT, "div": _PRODUCT}
_TURNS = frozenset({"sub", "neg", "div"})


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
        clear: whether fractions within a product's sums are cleared; what they share with
            what stands below its bar is cancelled in any case.

    Raises:
        NoValue: when a part has no value anywhere, such as 1/0.
    """
    algebra.apply = functions.operate
    algebra.cancel = fractions.cancel if clear else fractions.cancel_below
    algebra.rewrite_product = functions.rewrite_product
    algebra.rewrite_sum = functions.rewrite_sum
    values, shared = _leaves(algebra, root)
    begun: dict[Apply, Chain] = {}
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if node in values:
            continue
        chain = begun.pop(node, None)
        if chain is None:
            chain = _chain(node, shared)
            waiting = [part for part, _ in chain if part not in values]
            if waiting:
                begun[node] = chain
                stack.append(node)
                stack += reversed(waiting)
                continue
        values[node] = _carried_out(algebra, node, chain, values)
        if fired is not None and algebra.fired:
            fired[node] = list(algebra.fired)
            algebra.fired.clear()
    return values


def _leaves(algebra: Algebra, root: Expr) -> tuple[dict[Expr, Value], set[Expr]]:
    """The values of leaves and of x^2 and the like, and the operations in more than one place."""
    values: dict[Expr, Value] = {}
    met = {root}
    shared = set()
    order = [root]
    for node in order:
        if node.args:
            if node.op == "pow" and _is_power_of_symbol(*node.args):  # type: ignore[attr-defined]
                values[node] = algebra.arena.power(*node.args)  # type: ignore[arg-type]
                continue
            for a in node.args:
                if a not in met:
                    met.add(a)
                    order.append(a)
                elif a.args:
                    shared.add(a)
        elif type(node) is Symbol:
            values[node] = algebra.arena.symbol(node)
        else:
            values[node] = leaf_value(algebra, node)
    algebra.arena.spend(-algebra.arena.brought * len(order))
    return values, shared


def _is_power_of_symbol(u: Expr, v: Expr) -> bool:
    return type(u) is Symbol and type(v) is Number and type(v.value) is int and v.value > 1


def _chain(node: Apply, shared: set[Expr]) -> Chain:
    """The parts of a sum with ABOVE or BELOW for their sign, those of a product for the bar."""
    kind = _KIND.get(node.op)
    if kind is None:
        return [(a, ABOVE) for a in node.args]
    chain: Chain = []
    stack: Chain = []
    link, place = node, ABOVE
    while True:
        turned = place
        if link.op in _TURNS:
            turned = kind if place == BELOW else BELOW
        if len(link.args) == 2:
            part, second = link.args
            stack.append((second, turned))
        else:
            part, place = link.args[0], turned
        while not part.args or part in shared or _KIND.get(part.op) != kind:  # type: ignore[attr-defined]
            chain.append((part, place))
            if not stack:
                return chain
            part, place = stack.pop()
        link = part  # type: ignore[assignment]


def _carried_out(algebra: Algebra, node: Apply, chain: Chain, values: dict[Expr, Value]) -> Value:
    """The value of an operation on the parts of its chain."""
    kind = _KIND.get(node.op)
    if kind == _SUM:
        terms = [values[part] if place == ABOVE else negate(values[part]) for part, place in chain]
        alone = len(terms) == 1 and not terms[0][1].traits & SUMS
        total = terms[0] if alone else add(algebra, terms)
        if _is_written_so(terms, total):
            algebra.typed.add(node)
        return total
    if kind == _PRODUCT:
        return _product(algebra, chain, values)
    args = tuple([values[a] for a in node.args])
    if args[0][1].traits & SUMS and (
        node.op == "sqrt" or (node.op == "pow" and is_number(args[1]))
    ):
        even = node.op == "pow" and type(args[1][0]) is int and args[1][0] % 2 == 0
        _note_scale(algebra, node.args[0], args[0], even=even)
    return functions.operate(algebra, node.op, args)


def _product(algebra: Algebra, chain: Chain, values: dict[Expr, Value]) -> Value:
    gathered = Factors(algebra)
    sums: list[tuple[Expr, Value]] = []
    for part, place in chain:
        value = values[part]
        if value[1].traits & SUMS and _KIND.get(part.op) == _SUM:  # type: ignore[attr-defined]
            sums.append((part, value))
        if place == BELOW:
            gathered.over_value(value)
        else:
            gathered.times_value(value)
            if place == RESTORED:
                gathered.require_nonzero(value)
    product = gathered.value()
    if sums and bare_sum(product[1]) is None:
        for typed, value in sums:
            _note_scale(algebra, typed, value)
    return product


def _is_written_so(terms: list[Value], total: Value) -> bool:
    """Whether a sum was typed term by term as it is, zeros aside, not worked out of other sums."""
    s = bare_sum(total[1])
    written = [p for c, p in terms if c]
    return s is not None and len(s.terms) == len(written) and not any(map(bare_sum, written))


def _note_scale(algebra: Algebra, typed: Expr, value: Value, *, even: bool = False) -> None:
    """How a sum is typed as a factor; a minus before its parentheses is not part of it."""
    if typed in algebra.typed:
        turned = type(typed) is Apply and typed.op == "neg"
        algebra.arena.note_scale(negate(value) if turned else value, even=even)
