"""Identities of quotients of polynomials, proved by counting zeros.

A polynomial of degree n in x that vanishes at n + 1 values of x is 0; one of degrees n and m in x
and y that vanishes on a grid of (n + 1)(m + 1) points is 0. The values are exact, so that this is a
proof. What is no quotient of polynomials, such as sin(x), stands as a variable of its own.
"""

from __future__ import annotations

from itertools import product

from ..evaluation import evaluate
from ..expressions import Apply, DomainError, LimitExceeded, Number, Symbol, apply, postorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from ..expressions import Expr

    # By variable, bounds on the degrees of the numerator and of the denominator.
    Degrees: TypeAlias = dict[Expr, tuple[int, int]]

LARGEST_GRID = 400
LARGEST_POWER = 50


def vanishes_identically(e: Expr) -> str | None:
    """The proof, in words, that e is 0 wherever it has a value; None if it is none of this kind.

    >>> from symdiff.notation import parse
    >>> vanishes_identically(parse("(x - 1)*(x + 1) - (x^2 - 1)"))
    'it vanishes at 3 points, and its numerator has at most degree 2'
    >>> vanishes_identically(parse("sin(x)^2 - (sin(x) + 1)*(sin(x) - 1) - 2")) is None
    True
    """
    flat = with_variables_for_the_rest(e)
    degrees = degree_bounds(flat)
    bounds = {variable: above for variable, (above, _) in degrees.items()}
    grid = 1
    for bound in bounds.values():
        grid *= bound + 1
        if grid > LARGEST_GRID:
            return None
    for start in (2, 11, 37):
        found = _zero_on_grid(flat, bounds, start)
        if found is not None:
            return _words(grid, bounds) if found else None
    return None


def with_variables_for_the_rest(e: Expr) -> Expr:
    """The formula with a new variable for each part that is no quotient of polynomials.

    Equal parts get the same variable; what was typed differently gets different ones.
    """
    flat: dict[Expr, Expr] = {}
    order = postorder((e,))
    longest = max([len(node.name) for node in order if type(node) is Symbol], default=0)
    for node in order:
        if type(node) is not Apply:
            flat[node] = node
        elif node.op in _RATIONAL or _whole_power(node) is not None:
            flat[node] = apply(node.op, tuple([flat[a] for a in node.args]))
        else:
            flat[node] = Symbol(f"part{'_' * longest}{len(flat)}")
    return flat[e]


def degree_bounds(e: Expr) -> Degrees:
    """Bounds on the degrees of e, written as one fraction, in each of its variables."""
    found: dict[Expr, Degrees] = {}
    for node in postorder((e,)):
        if type(node) is Symbol:
            found[node] = {node: (1, 0)}
        elif type(node) is Apply:
            found[node] = _combined(node, [found[a] for a in node.args])
        else:
            found[node] = {}
    return found[e]


def _combined(node: Apply, parts: list[Degrees]) -> Degrees:
    power = _whole_power(node)
    if power is not None:
        raised = {v: (p * abs(power), q * abs(power)) for v, (p, q) in parts[0].items()}
        return raised if power > 0 else {v: (q, p) for v, (p, q) in raised.items()}
    if node.op == "neg":
        return parts[0]
    left, right = parts
    join = _RATIONAL[node.op]
    variables = [*left, *[v for v in right if v not in left]]
    return {v: join(*left.get(v, (0, 0)), *right.get(v, (0, 0))) for v in variables}


def _sum(p: int, q: int, r: int, s: int) -> tuple[int, int]:
    return max(p + s, r + q), q + s


def _product(p: int, q: int, r: int, s: int) -> tuple[int, int]:
    return p + r, q + s


def _quotient(p: int, q: int, r: int, s: int) -> tuple[int, int]:
    return p + s, q + r


_RATIONAL = {"add": _sum, "sub": _sum, "mul": _product, "div": _quotient, "neg": _sum}


def _whole_power(node: Apply) -> int | None:
    """The exponent, if the node is a power with a small whole one."""
    if node.op != "pow":
        return None
    exponent = node.args[1]
    sign = 1
    if type(exponent) is Apply and exponent.op == "neg":
        sign, exponent = -1, exponent.args[0]
    if type(exponent) is not Number or type(exponent.value) is not int:
        return None
    return sign * exponent.value if 0 < exponent.value <= LARGEST_POWER else None


def _zero_on_grid(e: Expr, bounds: dict[Expr, int], start: int) -> bool | None:
    """Whether e is 0 on the whole grid; None where it has no value somewhere on it."""
    names = [str(variable.name) for variable in bounds if type(variable) is Symbol]
    columns = [range(start, start + bound + 1) for bound in bounds.values()]
    for values in product(*columns):
        try:
            found = evaluate(e, dict(zip(names, values, strict=True)))
        except (DomainError, LimitExceeded):
            return None
        if found or isinstance(found, float):
            return False
    return True


def _words(grid: int, bounds: dict[Expr, int]) -> str:
    if len(bounds) == 1:
        return f"it vanishes at {grid} points, and its numerator has at most degree {grid - 1}"
    return f"it vanishes on a grid of {grid} points, more than its numerator's degrees allow"
