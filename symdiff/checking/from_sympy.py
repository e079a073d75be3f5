"""SymPy's formulas as symdiff's, by the catalogue's records.

    x**(-1/2)   ->   1/sqrt(x),     Subs(Derivative(f(t), t), t, x**2)   ->   f'(x^2)
"""

from __future__ import annotations

from ..calculus import in_slot
from ..catalogue import CATALOGUE
from ..expressions import Apply, ArgumentError, Expr, Number, Rational, Symbol, apply
from ..expressions.nodes import exact_number, number
from .to_sympy import sympy_module, too_deep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..catalogue import Catalogue

ONE = Number("1")
_HYPERGEOMETRIC = {(2, 1): "hyp2f1", (1, 1): "hyp1f1", (0, 1): "hyp0f1"}


def from_sympy(s: Any, *, catalogue: Catalogue = CATALOGUE) -> Expr:
    """The SymPy expression as a formula.

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
    sympy = sympy_module()
    try:
        return _Reader(sympy, catalogue).read(sympy.sympify(s))
    except RecursionError:
        raise too_deep() from None


class _Reader:
    """One reading: what each class of SymPy means, and the formulas that are read already."""

    def __init__(self, sympy: Any, catalogue: Catalogue) -> None:
        self.sympy = sympy
        self.catalogue = catalogue
        self.names, self.constants = _counterparts(sympy, catalogue)
        self.shapes: list[tuple[Any, Callable[[Any, list[Expr]], Expr]]] = [
            (sympy.Add, self._sum),
            (sympy.Mul, self._product),
            (sympy.Pow, self._power),
            (sympy.Piecewise, self._cases),
            (sympy.functions.elementary.piecewise.ExprCondPair, _pair),
            (sympy.hyper, self._hypergeometric),
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
        if s.is_Rational:
            return exact_number(_rational(s))
        if s.is_Float and s.is_finite:
            return _decimal(s)
        raise _unknown(sympy.sstr(s))

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

    def _sum(self, _: Any, args: list[Expr]) -> Expr:
        """Terms with a negative coefficient are subtracted."""
        total = args[0]
        for read in args[1:]:
            if isinstance(read, Apply) and read.op == "neg":
                total = apply("sub", (total, read.args[0]))
            else:
                total = apply("add", (total, read))
        return total

    def _product(self, s: Any, args: list[Expr]) -> Expr:
        """Factors with a negative power go below the bar, a sign in front of it."""
        above: list[Expr] = []
        below: list[Expr] = []
        negative = False
        for factor, read in zip(s.args, args, strict=True):
            if isinstance(read, Apply) and read.op == "neg" and factor.is_Number:
                negative, read = True, read.args[0]
            if isinstance(read, Apply) and read.op == "div" and _is_fraction(factor):
                below.append(read.args[1])
                read = read.args[0]
            if read is not ONE:
                above.append(read)
        found = _joined("mul", above) if above else ONE
        if below:
            found = apply("div", (found, _joined("mul", below)))
        return apply("neg", (found,)) if negative else found

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
            power = apply("pow", (base, number(Rational(p, q)) if q != 1 else number(p)))
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


def _rational(s: Any) -> Any:
    p, q = int(s.p), int(s.q)
    return p if q == 1 else Rational(p, q)


def _decimal(s: Any) -> Expr:
    """A float of SymPy as the shortest decimal that is that float."""
    text = repr(float(s)) if s._prec == 53 else str(s)
    size = Number(text.lstrip("-"))
    return apply("neg", (size,)) if s < 0 else size


def _is_fraction(factor: Any) -> bool:
    return bool(factor.is_Rational or (factor.is_Pow and factor.exp.is_Rational))


def _joined(op: str, args: list[Expr]) -> Expr:
    """More than two arguments, nested to the left."""
    found = args[0]
    for a in args[1:]:
        found = apply(op, (found, a))
    return found


def _pair(_: Any, args: list[Expr]) -> Expr:
    return Apply("pair", args)


def _unknown(what: str) -> ArgumentError:
    return ArgumentError(f"symdiff has no counterpart of SymPy's {what}")
