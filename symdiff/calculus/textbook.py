"""The textbook's derivative: each rule applied once, nothing simplified.

    (x*x + (x - 2))' = (1*x + x*1) + (1 - 0)

The graph is walked once, arguments before what they are arguments of, so that a shared part is
differentiated once and its derivative is shared. What does not contain the variable is constant.
"""

from __future__ import annotations

from ..expressions import COMPARISONS, Apply, ArgumentError, Expr, Number, Symbol, apply, postorder
from .lines import DerivativeLine, derivative_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..catalogue import Catalogue

    Make = Callable[[str, tuple[Expr, ...]], Expr]

ZERO = Number("0")
ONE = Number("1")
_TRUTH = COMPARISONS | {"and", "or", "not", "true", "false"}


def differentiate(
    e: Expr, x: Symbol, *, catalogue: Catalogue, domain: str = "real", make: Make = apply
) -> Expr:
    """The derivative de/dx as the rules give it.

    Arguments:
        e: the formula.
        x: the variable.
        catalogue: where the rules stand.
        domain: "real", or "complex" where a function has another line for complex values.
        make: how the derivative is built; ``pruned`` leaves out zeros and ones.

    Raises:
        ArgumentError: when the formula is a truth value.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import symbols
    >>> x, = symbols("x")
    >>> print(differentiate(x * x + (x - 2), x, catalogue=CATALOGUE))
    1*x + x*1 + (1 - 0)
    """
    return derivatives((e,), {x: ONE}, catalogue=catalogue, domain=domain, make=make)[0]


def derivatives(
    roots: Iterable[Expr],
    seed: Mapping[Symbol, Expr],
    *,
    catalogue: Catalogue,
    domain: str = "real",
    make: Make = apply,
) -> list[Expr]:
    """The derivatives of several formulas, given those of their symbols; the others are constant."""
    roots = tuple(roots)
    prime: dict[Expr, Expr] = {}
    for node in postorder(roots):
        if type(node) is Apply:
            if node.op not in _TRUTH and any([a in prime for a in node.args]):
                prime[node] = _applied(node, prime, catalogue, domain, make)
        elif node in seed:
            prime[node] = seed[node]  # type: ignore[index]
    for root in roots:
        if type(root) is Apply and root.op in _TRUTH:
            raise ArgumentError(
                "a condition has no derivative", advice="use where(condition, a, b) to choose by it"
            )
    return [prime.get(root, ZERO) for root in roots]


def _applied(
    node: Apply, prime: dict[Expr, Expr], catalogue: Catalogue, domain: str, make: Make
) -> Expr:
    """The derivative of an operation: its line filled in, and a term for each argument without one."""
    args = node.args
    line = _line_for(derivative_lines(catalogue, node.op, domain), args, prime)
    total = None
    without: Iterable[int] = range(len(args))
    if line is not None:
        without = line.without_formula
        if len(without) < len(args):
            total = line.template.fill([*args, *[prime.get(a, ZERO) for a in args]], make)
    for i in without:
        if args[i] in prime and not _is_truth(args[i]):
            slot = make("mul", (apply(in_slot(node.op, i + 1), args), prime[args[i]]))
            total = slot if total is None or total is ZERO else make("add", (total, slot))
    return ZERO if total is None else total


def _line_for(
    lines: tuple[DerivativeLine, ...], args: tuple[Expr, ...], prime: dict[Expr, Expr]
) -> DerivativeLine | None:
    """The first line whose guard holds."""
    for line in lines:
        for i in line.constant:
            if args[i] in prime or (line.zero and not _is_zero(args[i])):
                break
        else:
            return line
    return None


def _is_zero(e: Expr) -> bool:
    return type(e) is Number and e.value == 0


def _is_truth(e: Expr) -> bool:
    return type(e) is Apply and e.op in _TRUTH


def in_slot(op: str, slot: int) -> str:
    """The name of the derivative of a function in one of its arguments, counted from 1.

    The order of differentiation does not matter, so the slots are sorted.

    >>> in_slot("f", 1), in_slot("D(f, 2)", 1)
    ('D(f, 1)', 'D(f, 1, 2)')
    """
    if not op.startswith("D("):
        return f"D({op}, {slot})"
    name, *slots = op[2:-1].split(", ")
    return f"D({name}, {', '.join(map(str, sorted([*map(int, slots), slot])))})"


def pruned(op: str, args: tuple[Expr, ...]) -> Expr:
    """The node op(args) with the zeros and ones that rules bring left out, and nothing else."""
    shorter = _PRUNE.get(op)
    found = shorter(*args) if shorter is not None else None
    return apply(op, args) if found is None else found


def _prune_add(u: Expr, v: Expr) -> Expr | None:
    return v if u is ZERO else u if v is ZERO else None


def _prune_sub(u: Expr, v: Expr) -> Expr | None:
    if v is ZERO:
        return u
    if u is ZERO:
        return apply("neg", (v,))
    if type(u) is Number and v is ONE and type(u.value) is int and u.value > 0:
        return Number(u.value - 1)
    return None


def _prune_mul(u: Expr, v: Expr) -> Expr | None:
    if u is ZERO or v is ZERO:
        return ZERO
    return v if u is ONE else u if v is ONE else None


def _prune_div(u: Expr, v: Expr) -> Expr | None:
    return u if u is ZERO or v is ONE else None


def _prune_neg(u: Expr) -> Expr | None:
    return u if u is ZERO else None


def _prune_pow(u: Expr, v: Expr) -> Expr | None:
    return u if v is ONE else None


def _prune_where(c: Expr, u: Expr, v: Expr) -> Expr | None:
    return u if u is ZERO and v is ZERO else None


_PRUNE: dict[str, Callable[..., Expr | None]] = {
    "add": _prune_add,
    "sub": _prune_sub,
    "mul": _prune_mul,
    "div": _prune_div,
    "neg": _prune_neg,
    "pow": _prune_pow,
    "where": _prune_where,
}
