"""symdiff's formulas as SymPy's, by the catalogue's records.

    sin(x)/2   ->   sin(x)/2,     f'(x^2)   ->   Subs(Derivative(f(t), t), t, x**2)

Decimals become exact rationals. SymPy simplifies what it builds: what comes back has the same
value, and rarely the same tree.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    Apply,
    ArgumentError,
    LimitExceeded,
    MissingExtra,
    Number,
    RuleError,
    Symbol,
    postorder,
)
from ..notation.slots import slots as derivative_slots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Expr


_LONGEST = 100_000  # bits of a power of numbers; SymPy computes it at once


def to_sympy(e: Expr, *, real: bool = False, catalogue: Catalogue = CATALOGUE) -> Any:
    """The formula as a SymPy expression.

    Arguments:
        e: the formula.
        real: whether SymPy is told that the symbols are real.
        catalogue: the records that say how each function is called there.

    Raises:
        MissingExtra: without SymPy.
        ArgumentError: for a function that SymPy lacks, or a formula too deep for it.
        LimitExceeded: for a power of numbers that SymPy would write out for hours.

    >>> from symdiff.notation import parse
    >>> to_sympy(parse("x^2 - ln(x)/2"))
    x**2 - log(x)/2
    """
    sympy = sympy_module()
    value: dict[Expr, Any] = {}
    try:
        for node in postorder((e,)):
            if type(node) is Symbol:
                value[node] = sympy.Symbol(node.name, **({"real": True} if real else {}))
            elif type(node) is Number:
                value[node] = sympy.Rational(node.value.numerator, node.value.denominator)
            elif type(node) is Apply:
                value[node] = _applied(sympy, node.op, [value[a] for a in node.args], catalogue)
    except RecursionError:
        raise too_deep() from None
    return value[e]


def sympy_module() -> Any:
    """SymPy, or the error that says how to install it."""
    try:
        import sympy  # noqa: PLC0415
    except ImportError:
        raise MissingExtra(
            "this needs SymPy", advice='install it: pip install "symdiff-engine[sympy]"'
        ) from None
    return sympy


def too_deep() -> ArgumentError:
    """The error for a formula that SymPy's own recursion cannot take."""
    return ArgumentError(
        "the formula is too deep for SymPy, which recurses over it",
        advice="sys.setrecursionlimit raises SymPy's limit",
    )


def _applied(sympy: Any, op: str, args: list[Any], catalogue: Catalogue) -> Any:
    record = catalogue.get(op)
    if op == "pow" and _is_long(*args):
        raise LimitExceeded(
            "SymPy would write out a power of numbers that is too long",
            limit="digits",
            value=_LONGEST,
        )
    if record is None:
        name, slots = derivative_slots(op)
        return _slope(sympy, _function(sympy, name, catalogue), args, slots)
    named = record.sympy
    if not named:
        raise ArgumentError(
            f"SymPy has no counterpart of {record.infix}",
            advice=f"give the record of {record.name} a sympy field",
        )
    if not isinstance(named, str):
        return named(sympy, *args)
    found = getattr(sympy, named, None)
    if found is None:
        raise RuleError(f"the record of {record.name} names sympy.{named}, which does not exist")
    return found(*args) if record.arity else found


def _is_long(base: Any, exponent: Any) -> bool:
    """Whether SymPy would write out a power of numbers that has very many digits."""
    if not base.is_number or not exponent.is_number or base in (-1, 0, 1):
        return False
    if not (base.is_Rational and exponent.is_Rational):
        return False
    return bool(abs(exponent.p) * max(abs(base.p), base.q).bit_length() > _LONGEST * exponent.q)


def _function(sympy: Any, name: str, catalogue: Catalogue) -> Any:
    """What makes the value of f from its arguments, f being known or not."""
    if name in catalogue:
        return lambda *args: _applied(sympy, name, list(args), catalogue)
    return sympy.Function(name)


def _slope(sympy: Any, function: Any, args: list[Any], slots: tuple[int, ...]) -> Any:
    """The function's derivative in some slots, taken at the arguments.

    A slot that holds a variable of its own is differentiated in place; any other through a dummy
    that the argument then replaces.
    """
    places = list(args)
    replaced = []
    for slot in sorted(set(slots)):
        i = slot - 1
        others = set().union(*[a.free_symbols for j, a in enumerate(args) if j != i])
        if not args[i].is_Symbol or args[i] in others:
            places[i] = sympy.Dummy(f"t{slot}", **args[i].assumptions0 if args[i].is_Symbol else {})
            replaced.append((places[i], args[i]))
    value = function(*places)
    if slots:
        value = sympy.Derivative(value, *[places[slot - 1] for slot in slots])
    if not replaced:
        return value
    return sympy.Subs(value, [dummy for dummy, _ in replaced], [a for _, a in replaced])
