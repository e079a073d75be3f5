"""SymPy's formulas as symdiff's, by the catalogue's records.

    x**(-1/2)   ->   1/sqrt(x),     Subs(Derivative(f(t), t), t, x**2)   ->   f'(x^2)
"""

from __future__ import annotations

from ..calculus import in_slot
from ..catalogue import CATALOGUE, Catalogue
from ..expressions import (
    Apply,
    ArgumentError,
    ArgumentTypeError,
    Expr,
    Number,
    Symbol,
    SymdiffError,
    apply,
    expect,
    number,
)
from ..expressions.errors import kind_of
from .to_sympy import sympy_module, too_deep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ONE = Number("1")
_HYPERGEOMETRIC = {(2, 1): "hyp2f1", (1, 1): "hyp1f1", (0, 1): "hyp0f1"}


def from_sympy(s: Any, *, catalogue: Catalogue = CATALOGUE) -> Expr:
    """The SymPy expression as a formula; its symbols are taken to be real.

    Arguments:
        s: an expression of SymPy, or a number.
        catalogue: the records that say which function is meant.

    Raises:
        MissingExtra: without SymPy.
        ArgumentError: for what has no counterpart.

    >>> import sympy
    >>> from symdiff.notation import infix
    >>> infix(from_sympy(sympy.sympify("exp(-x)/sqrt(x)")))
    'exp(-x)/sqrt(x)'
    """
    expect(catalogue, Catalogue, "the catalogue is a Catalogue")
    sympy = sympy_module()
    try:
        found = sympy.sympify(s, strict=True)  # which runs no text
        expect(found, sympy.Basic, "what is read is an expression of SymPy")
        return _Reader(sympy, catalogue).read(_over_the_reals(sympy, found))
    except (sympy.SympifyError, AttributeError, TypeError) as error:
        if isinstance(error, SymdiffError):
            raise
        raise ArgumentTypeError(
            f"what is read is an expression of SymPy, not {kind_of(s)}",
            advice="parse(...) reads text" if isinstance(s, str) else None,
        ) from None
    except RecursionError:
        raise too_deep() from None


class _Reader:
    """One reading.

    Attributes:
        names: the catalogue's names by SymPy's class and number of arguments.
        constants: the catalogue's constants by SymPy's.
        opposites: of terms with a minus sign, the terms without it.
    """

    def __init__(self, sympy: Any, catalogue: Catalogue) -> None:
        self.sympy = sympy
        self.catalogue = catalogue
        self.names, self.constants = _counterparts(sympy, catalogue)
        self.opposites: dict[Expr, Expr] = {}
        self.shapes: list[tuple[Any, Callable[[Any, list[Expr]], Expr]]] = [
            (sympy.Add, self._sum),
            (sympy.Mul, self._product),
            (sympy.Pow, self._power),
            (sympy.Piecewise, self._cases),
            (sympy.functions.elementary.piecewise.ExprCondPair, _pair),
            (sympy.hyper, self._hypergeometric),
            (sympy.Heaviside, _step),
            (sympy.Tuple, lambda _, args: Apply("tuple", args)),
            (sympy.exp, lambda _, args: apply("exp", (args[0],))),
        ]

    def read(self, root: Any) -> Expr:
        value: dict[Any, Expr] = {}
        stack = [root]
        while stack:
            s = stack[-1]
            if s in value:
                stack.pop()
                continue
            parts = self._parts(s)
            waiting = [part for part in parts if part not in value]
            if waiting:
                waiting.reverse()
                stack += waiting
                continue
            value[s] = self._read(s, [value[part] for part in parts])
            stack.pop()
        return value[root]

    def _parts(self, s: Any) -> tuple[Any, ...]:
        """What must be read before s."""
        sympy = self.sympy
        if s.is_Atom:
            return ()
        if isinstance(s, sympy.Subs):
            return self._places(s.expr, dict(zip(s.variables, s.point, strict=True)))
        if isinstance(s, sympy.Derivative):
            return self._places(s, {})
        if isinstance(s, sympy.Pow) and s.exp.is_Rational:
            return (s.base,)
        return tuple(s.args)

    def _read(self, s: Any, args: list[Expr]) -> Expr:
        if s.is_Atom:
            return self._atom(s)
        if isinstance(s, (self.sympy.Subs, self.sympy.Derivative)):
            return self._slope(s, args)
        for kind, build in self.shapes:
            if isinstance(s, kind):
                return build(s, args)
        return self._function(s, args)

    def _atom(self, s: Any) -> Expr:
        sympy = self.sympy
        if s in self.constants:
            return apply(self.constants[s], ())
        if s.is_Symbol:
            return Symbol(s.name)
        if s.is_Number and s.is_finite:
            return self._number(s)
        raise _unknown(sympy.sstr(s))

    def _number(self, s: Any) -> Expr:
        """A number of SymPy; a float as the shortest decimal that is that float."""
        size = _positive(abs(s))
        if not s.is_negative:
            return size
        above, *below = size.args or (size,)
        negative: Expr = apply("neg", (above,))
        if below:
            negative = apply("div", (negative, below[0]))
        self.opposites[negative] = size
        return negative

    def _function(self, s: Any, args: list[Expr]) -> Expr:
        name = self.names.get((s.func, len(args))) or self.names.get((s.func, 2))
        if name is None:
            if isinstance(s, self.sympy.core.function.AppliedUndef):
                return apply(s.func.__name__, tuple(args))
            raise _unknown(s.func.__name__)
        record = self.catalogue[name]
        if len(args) > 2 and (record.folds or name in ("and", "or")):
            return _joined(name, args)
        if len(args) != record.arity:
            raise _unknown(f"{s.func.__name__} of {len(args)} arguments")
        return apply(name, tuple(args))

    def _sum(self, s: Any, args: list[Expr]) -> Expr:
        """Positive terms first, SymPy's number last; terms with a minus are subtracted."""
        if s.args[0].is_Number:
            args = [*args[1:], args[0]]
        first = next((a for a in args if a not in self.opposites), args[0])
        total = first
        for read in args:
            if read in self.opposites and read is not first:
                total = apply("sub", (total, self.opposites[read]))
            elif read is not first:
                total = apply("add", (total, read))
        return total

    def _product(self, s: Any, args: list[Expr]) -> Expr:
        """Factors with a negative power go below the bar."""
        p, q = 1, 1
        above: list[Expr] = []
        below: list[Expr] = []
        for factor, read in zip(s.args, args, strict=True):
            if factor.is_Rational:
                p, q = int(factor.p), int(factor.q)
            elif isinstance(read, Apply) and read.op == "div" and _is_reciprocal(factor):
                below.append(read.args[1])
            else:
                above.append(read)
        if q != 1:
            below.insert(0, number(q))
        found = _quotient(abs(p), above, below)
        if p >= 0:
            return found
        if p == -1 and above:
            p, above[0] = 1, apply("neg", (above[0],))
        negative = _quotient(p, above, below)
        self.opposites[negative] = found
        return negative

    def _power(self, s: Any, args: list[Expr]) -> Expr:
        base = args[0]
        if not s.exp.is_Rational:
            return apply("pow", (base, args[1]))
        p, q = abs(int(s.exp.p)), int(s.exp.q)
        if (p, q) == (1, 2):
            power = apply("sqrt", (base,))
        elif (p, q) == (1, 1):
            power = base  # type: ignore[assignment]
        else:
            power = apply("pow", (base, _positive(abs(s.exp))))
        return apply("div", (ONE, power)) if s.exp.is_negative else power

    def _cases(self, _: Any, args: list[Expr]) -> Expr:
        found: Expr = apply("undefined", ())
        for pair in reversed(args):
            value, condition = pair.args
            true = isinstance(condition, Apply) and condition.op == "true"
            found = value if true else apply("where", (condition, value, found))
        return found

    def _hypergeometric(self, _: Any, args: list[Expr]) -> Expr:
        above, below, at = args
        name = _HYPERGEOMETRIC.get((len(above.args), len(below.args)))
        if name is None or name not in self.catalogue:
            raise _unknown("hyper")
        return apply(name, (*above.args, *below.args, at))

    def _places(self, derivative: Any, replaced: dict[Any, Any]) -> tuple[Any, ...]:
        """The arguments at which f is differentiated."""
        sympy = self.sympy
        f = derivative.expr if isinstance(derivative, sympy.Derivative) else derivative
        if not isinstance(derivative, sympy.Derivative) or not f.is_Function:
            raise _unknown(sympy.sstr(derivative)[:60])
        return tuple(replaced.get(a, a) for a in f.args)

    def _slope(self, s: Any, args: list[Expr]) -> Expr:
        derivative = s.expr if isinstance(s, self.sympy.Subs) else s
        f = derivative.expr
        op = self.names.get((f.func, len(args))) or f.func.__name__
        for variable, times in derivative.variable_count:
            slots = [i + 1 for i, a in enumerate(f.args) if a == variable]
            held = [a for a in f.args if a != variable and variable in a.free_symbols]
            if len(slots) != 1 or held or not times.is_Integer:
                raise _unknown(self.sympy.sstr(derivative)[:60])
            for _ in range(int(times)):
                op = in_slot(op, slots[0])
        return apply(op, tuple(args))


def _over_the_reals(sympy: Any, s: Any) -> Any:
    """The expression without real and imaginary parts of symbols, which are real here."""
    if not isinstance(s, sympy.Basic) or not s.has(sympy.re, sympy.im, sympy.conjugate, sympy.arg):
        return s
    return s.xreplace({symbol: sympy.Symbol(symbol.name, real=True) for symbol in s.free_symbols})


def _counterparts(sympy: Any, catalogue: Catalogue) -> tuple[dict[Any, str], dict[Any, str]]:
    """The catalogue's names by SymPy's class and number of arguments, and by SymPy's constant."""
    names: dict[Any, str] = {}
    constants: dict[Any, str] = {}
    for record in catalogue:
        found = getattr(sympy, record.sympy, None) if isinstance(record.sympy, str) else None
        if record.arity == 0 and found is not None:
            constants[found] = record.name
        elif isinstance(found, type):
            names.setdefault((found, record.arity), record.name)
    return names, constants


def _positive(s: Any) -> Expr:
    """A positive number of SymPy."""
    if s.is_Float:
        return Number(repr(float(s)) if s._prec == 53 else str(s))
    p, q = number(int(s.p)), number(int(s.q))
    return p if q is ONE else apply("div", (p, q))


def _is_reciprocal(factor: Any) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational)


def _quotient(p: int, above: list[Expr], below: list[Expr]) -> Expr:
    """p times some factors, over others."""
    factors = above if p == 1 and above else [number(p), *above]
    found = _joined("mul", factors)
    return apply("div", (found, _joined("mul", below))) if below else found


def _joined(op: str, args: list[Expr]) -> Expr:
    """More than two arguments, nested to the left."""
    found = args[0]
    for a in args[1:]:
        found = apply(op, (found, a))
    return found


def _step(s: Any, args: list[Expr]) -> Expr:
    """The unit step, whose value at 0 is SymPy's second argument."""
    if s.args[1] * 2 != 1:
        raise _unknown("Heaviside with another value at 0 than 1/2")
    return apply("heaviside", (args[0],))


def _pair(_: Any, args: list[Expr]) -> Expr:
    return Apply("pair", args)


def _unknown(what: str) -> ArgumentError:
    return ArgumentError(f"symdiff has no counterpart of SymPy's {what}")
