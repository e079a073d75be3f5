"""The textbook's derivative: each rule applied once, nothing simplified.

    (x*x + (x - 2))' = (1*x + x*1) + (1 - 0)

The graph is walked once, arguments before what they are arguments of, so that a shared part is
differentiated once and its derivative is shared. What does not contain the variable is constant.
"""

from __future__ import annotations

from ..expressions import COMPARISONS, Apply, ArgumentError, Expr, Number, Symbol, apply, operations
from .lines import DerivativeLine, derivative_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..catalogue import Catalogue
    from ..rewriting import Template

    Make = Callable[[str, tuple[Expr, ...]], Expr]

ZERO = Number("0")
ONE = Number("1")
_KIND: Callable[[Expr | None], str | None] = {None: "constant", ZERO: "0", ONE: "1"}.get  # type: ignore[assignment]
TRUTH = COMPARISONS | {"and", "or", "not", "true", "false"}


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
    """The derivatives of several formulas, given those of their symbols; others are constant."""
    roots = tuple(roots)
    prime: dict[Expr, Expr] = dict(seed.items())
    lines = Lines(catalogue, domain, make)
    for node in operations(roots):
        args = node.args
        for a in args:
            if a in prime and node.op not in TRUTH:  # type: ignore[attr-defined]
                primes = [*map(prime.get, args)]
                prime[node] = lines.derivative(node, primes)  # type: ignore[arg-type]
                break
    for root in roots:
        if type(root) is Apply and root.op in TRUTH:
            raise ArgumentError(
                "a condition has no derivative", advice="use where(condition, a, b) to choose by it"
            )
    return [prime.get(root, ZERO) for root in roots]


class Lines:
    """The lines of a catalogue, each made ready for arguments that are constant or the variable.

    What is known of the arguments' derivatives (that they are 0, or 1) is filled into the line, and
    the line is kept with the catalogue under the operation and the kinds of its arguments.
    """

    __slots__ = ("catalogue", "domain", "make", "ready")

    def __init__(self, catalogue: Catalogue, domain: str, make: Make) -> None:
        self.catalogue = catalogue
        self.domain = domain
        self.make = make
        self.ready: dict[tuple[str | None, ...], Template] = catalogue.compiled.setdefault(
            ("ready lines", domain, make), {}
        )

    def derivative(self, node: Apply, primes: list[Expr | None]) -> Expr:
        """The derivative of an operation: its line, and a term for each argument without one."""
        ready = self.ready.get((node.op, *map(_KIND, primes)))
        if ready is not None:
            return ready.fill([*node.args, *primes], self.make)  # type: ignore[list-item]
        lines = derivative_lines(self.catalogue, node.op, self.domain)
        line = line_for(lines, node.args, primes)
        if line is None:
            return by_slots(node, primes, range(len(primes)), ZERO, self.make)
        total: Expr = ZERO
        if len(line.without_formula) < len(primes):
            template = self._template(line, node.op, primes)
            if not line.without_formula and not any(_asks_for_zero(line, primes) for line in lines):
                self.ready[(node.op, *map(_KIND, primes))] = template
            total = template.fill([*node.args, *primes], self.make)  # type: ignore[list-item]
        return by_slots(node, primes, line.without_formula, total, self.make)

    def _template(self, line: DerivativeLine, op: str, primes: list[Expr | None]) -> Template:
        key = (line.name, op, *map(_KIND, primes))
        template = self.ready.get(key)
        if template is None:
            known: dict[Expr | None, Expr] = {None: ZERO, ZERO: ZERO, ONE: ONE}
            places = {len(primes) + i: known[p] for i, p in enumerate(primes) if p in known}
            template = self.ready[key] = line.template.knowing(places, self.make)
        return template


def by_slots(
    node: Apply, primes: Sequence[Expr | None], slots: Iterable[int], total: Expr, make: Make
) -> Expr:
    """The total and a term for each of the slots, D(f, 1)(u, v) * u'."""
    for i in slots:
        if primes[i] is not None:
            partial = apply(in_slot(node.op, i + 1), node.args)
            term = make("mul", (partial, primes[i]))  # type: ignore[arg-type]
            total = term if total is ZERO else make("add", (total, term))
    return total


def _asks_for_zero(line: DerivativeLine, primes: list[Expr | None]) -> bool:
    """Whether it is not enough to know which arguments are constant."""
    return any(primes[i] is None for i in line.zero)


def line_for(
    lines: tuple[DerivativeLine, ...], args: tuple[Expr, ...], primes: Sequence[Expr | None]
) -> DerivativeLine | None:
    """The first line whose guard holds."""
    for line in lines:
        for i in line.constant:
            if primes[i] is not None or (line.zero and not _is_zero(args[i])):
                break
        else:
            return line
    return None


def _is_zero(e: Expr) -> bool:
    return type(e) is Number and e.value == 0


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
    for a in args:
        if (a is ZERO or a is ONE) and op in _PRUNE:
            return _PRUNE[op](*args) or apply(op, args)
    return apply(op, args)


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
