"""SymPy asked the same question: its derivative, and its numbers."""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..catalogue.polynomials import POLYNOMIALS
from ..evaluation.multiprecision import special_records
from ..expressions import Apply, MissingExtra, Number, Symbol, SymdiffError, postorder, sizes
from .agreement import compare
from .samples import DIGITS, symbol_names, value_at, working_number
from .to_sympy import sympy_module, to_sympy
from .verdict import NOT_RUN, Check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ..catalogue import Catalogue
    from ..evaluation.multiprecision import Purse
    from ..expressions import Expr
    from .samples import Point

NAME = "SymPy's derivative"
TRIES = 24
_OF_SYMPY = 8 * DIGITS  # working digits, as its time compares with ours
LARGEST_POWER = 10_000
LARGEST_ORDER = 50
HIGHEST_TOWER = 2
LARGEST = 400  # nodes that SymPy differentiates and evaluates in seconds
_OF_AN_ORDER = frozenset([record.name for record in POLYNOMIALS])


def peer_check(
    f: Expr,
    x: Symbol,
    claimed: Expr,
    counts: Callable[[Point], bool],
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    further: Iterable[Point] = (),
    purse: Purse | None = None,
) -> Check:
    """The claimed derivative's values against those of SymPy's derivative, at points that count.

    The purse bounds the work at special functions, that of SymPy by what ours would cost.
    """
    slope, refused = _slope(f, x, claimed, catalogue)
    if slope is None:
        return Check(NAME, NOT_RUN, refused)
    sympy = sympy_module()
    special = special_records((f,), catalogue)

    def by_sympy(point: Point) -> Any:
        if not counts(point) or value_at(f, point, domain, 5, catalogue, purse=purse) is None:
            return None
        if purse is not None:
            for record in special:
                purse.spend(_OF_SYMPY, record)
        return _value(sympy, slope, point, domain)

    def by_claim(point: Point) -> Any:
        return value_at(claimed, point, domain, catalogue=catalogue, purse=purse)

    return compare(
        symbol_names(f, claimed, x),
        by_sympy,
        by_claim,
        tries=TRIES,
        must_exist=False,
        further=further,
    ).check(NAME)


def _slope(f: Expr, x: Symbol, claimed: Expr, catalogue: Catalogue) -> tuple[Any, str]:
    """SymPy's derivative, or None and why there is none."""
    too_much = _too_much(f, claimed)
    if too_much:
        return None, too_much
    try:
        sympy = sympy_module()
        slope = sympy.diff(
            to_sympy(f, real=True, catalogue=catalogue), sympy.Symbol(x.name, real=True)
        )
    except (MissingExtra, SymdiffError) as error:
        return None, error.message
    except (RecursionError, ValueError, TypeError, NotImplementedError, AttributeError) as error:
        return None, f"SymPy fails: {type(error).__name__}"
    if slope.has(sympy.Derivative, sympy.Subs):
        return None, "SymPy leaves a part of it as a derivative"
    return slope, ""


def _is_large_power(e: Expr) -> bool:
    """Whether SymPy, which computes powers of numbers exactly, might never come back from it."""
    if type(e) is not Apply or e.op not in ("pow", "factorial"):
        return False
    n = e.args[-1]
    if type(n) is Number:
        return n.value > LARGEST_POWER
    return not n.free_symbols and any(
        type(part) is Apply and part.op in ("pow", "factorial", "exp") for part in postorder((n,))
    )


def _too_much(f: Expr, claimed: Expr) -> str:
    """Why SymPy, which nothing bounds, is not asked; nothing if it is."""
    nodes = sizes(f).graph_nodes
    if nodes > LARGEST:
        return f"{nodes} nodes; SymPy is asked up to {LARGEST}"
    if any(map(_is_large_power, postorder((f, claimed)))):
        return "SymPy would write out a power of numbers that is too long"
    if _height((f, claimed)) > HIGHEST_TOWER:
        return "SymPy would compute towers of powers exactly"
    if any(map(_is_long_polynomial, postorder((f, claimed)))):
        return "SymPy would write out polynomials of any order"
    return ""


def _height(formulas: tuple[Expr, ...]) -> int:
    """How many powers stand in the exponents of one another at most."""
    heights: dict[Expr, int] = {}
    for e in postorder(formulas):
        inner = [heights[a] for a in e.args]
        if type(e) is Apply and e.op == "pow":
            inner[1] += 1
        heights[e] = max(inner, default=0)
    return max(heights[f] for f in formulas)


def _is_long_polynomial(e: Expr) -> bool:
    """Whether SymPy, which writes polynomials of whole order out, might write out a long one."""
    if type(e) is not Apply or e.op not in _OF_AN_ORDER:
        return False
    order = e.args[0]
    return type(order) is not Number or order.value > LARGEST_ORDER


def _value(sympy: Any, slope: Any, point: Point, domain: str) -> Any:
    """SymPy's number at the point, or None where it gives none with enough digits."""
    at = {
        sympy.Symbol(name, real=True): sympy.Rational(value.numerator, value.denominator)
        for name, value in point.items()
    }
    try:
        found = slope.subs(at).evalf(2 * DIGITS)
        real, imaginary = found.as_real_imag()
    except (RecursionError, ValueError, TypeError, NotImplementedError, ArithmeticError):
        return None
    if not (real.is_Number and imaginary.is_Number and real.is_finite and imaginary.is_finite):
        return None
    if any(part.is_Float and part._prec < 3 * DIGITS for part in (real, imaginary)):
        return None
    if imaginary != 0 and domain == "real":
        return None
    return working_number(*(part._to_mpmath(8 * DIGITS) for part in (real, imaginary)))
