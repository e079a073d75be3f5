"""Whether a formula is 0: its functions opened to a few, then one polynomial over their kernels.

    sinh(2*x) - 2*sinh(x)*cosh(x)      sinh(u) = (exp(u) - exp(-u))/2 ...
    sin(2*x) - 2*sin(x)*cos(x)         sin(2*x) = sin(x)*cos(x) + cos(x)*sin(x)
    log2(x) - ln(x)/ln(2)              log2(u) = ln(u)/ln(2)

A function with a definition is replaced by it, sines and cosines of sums and multiples by those
of the parts, the logarithm of a product by those of its positive factors.
"""

from __future__ import annotations

from ..catalogue import LETTERS
from ..expressions import Apply, Expr, LimitExceeded, Number, Symbol, fold, postorder, rational
from ..expressions.rationals import common_unit, divide, magnitude
from ..notation import parse
from ..rewriting import Template
from . import facts
from .arithmetic import add, as_value, multiply, negate, nothing
from .forms import ONE_PRODUCT, NoValue, Sum, bare_sum, is_number
from .fractions import multiplied_out
from .functions import divide as divide_values
from .functions import operate
from .identities import opened, square_of
from .normal import normal_form
from .powers import factorized
from .rearranged import factored
from .rules import fill, leaf_value
from .together import fractions_of_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Product, Value

_BRANCHES = frozenset({"where", "min", "max", "sign"})
_TAKEN_APART = frozenset({"sin", "cos", "ln", "exp"})
_MOST_MULTIPLES = 12
_MOST_PARTS = 4
_LONGEST = 400
_MOST_ROOTS = 6
_THOROUGHLY = frozenset({"sin", "cos", "sign", "cbrt", "sqrt", "pow"})
THIRD = rational(1, 3)


def vanishes(algebra: Algebra, formula: Expr, *, thorough: bool = False) -> bool:
    """Whether a formula is proved to be 0 wherever it is defined.

    Arguments:
        algebra: one that nothing else uses; its steps bound the work.
        thorough: whether it is looked at whatever it holds, and what it demands is used.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from .arithmetic import Algebra
    >>> vanishes(Algebra(CATALOGUE), parse("sin(3*x) - 3*sin(x) + 4*sin(x)^3"))
    True
    """
    if not thorough and not _worth_a_look(formula, algebra.catalogue):
        return False
    try:
        normal_form(algebra, Number("0"))  # from here on the algebra knows the functions' rules
        under = _assume_defined(algebra, formula) if thorough and algebra.real else []
        algebra.rewrite_product = algebra.rewrite_sum = nothing  # sin(x)/cos(x) is not closed
        opening = Opening(algebra, thorough=thorough)
        opening.products = _products(algebra, under)
        value = opening.value(formula)
        if opening.find_units():
            value = opening.value(formula)
        return _is_zero(algebra, value)
    except (NoValue, LimitExceeded):
        return False


def _assume_defined(algebra: Algebra, formula: Expr) -> list[Value]:
    """Take it as known that a formula is defined: what stands under its roots is not negative.

    Returns what stands under them.
    """
    nodes = postorder((formula,))
    if any(type(node) is Apply and node.op == "where" for node in nodes):
        return []
    under: dict[Value, None] = {}
    for node in nodes:
        if type(node) is Apply and node.args and node.args[0].free_symbols:
            signs = _demanded_sign(algebra, node)
            if signs:
                value = normal_form(algebra, node.args[0])[node.args[0]]
                facts.assume(algebra, value, signs)
                under[value] = None
    algebra.signs_found.clear()
    return list(under)


def _demanded_sign(algebra: Algebra, node: Apply) -> int:
    """The signs that the first argument can have, or 0 where nothing is demanded."""
    if node.op == "sqrt":
        return facts.NONNEGATIVE
    if node.op in ("ln", "log2", "log10"):
        return facts.POSITIVE
    if node.op == "pow" and not node.args[1].free_symbols:
        exponent = normal_form(algebra, node.args[1])[node.args[1]]
        return facts.NONNEGATIVE if _is_fraction(exponent) else 0
    return 0


def _products(algebra: Algebra, under: list[Value]) -> dict[Value, tuple[Value, Value]]:
    """The products of each two of these values, multiplied out."""
    found: dict[Value, tuple[Value, Value]] = {}
    for i, u in enumerate(under[:_MOST_ROOTS]):
        for v in under[:i]:
            product = multiply(algebra, (u, v))
            found[multiplied_out(algebra, product) or product] = (u, v)
    return found


def _worth_a_look(formula: Expr, catalogue: Catalogue) -> bool:
    """Whether the formula is a sum, not too long, that holds two functions and one to be opened."""
    nodes = postorder((formula,))
    if type(formula) is not Apply or formula.op not in ("add", "sub") or len(nodes) > _LONGEST:
        return False
    functions = [
        node for node in nodes if type(node) is Apply and catalogue.get(node.op) and node.args
    ]
    open_ones = [n for n in functions if n.op in _TAKEN_APART or _definition(catalogue, n.op)]
    return len(functions) > 1 and len(open_ones) > 0


def _is_zero(algebra: Algebra, value: Value) -> bool:
    """Whether a value, or a sum that is a factor of it, is 0 once it stands under one bar."""
    if not value[0]:
        return True
    identities = square_of(algebra, "squares of sines")
    for base, exponent in value[1].factors.items():
        if type(base) is Sum and not isinstance(exponent, tuple) and exponent > 0:
            for _, found in fractions_of_sum(
                algebra, base, identities=identities, definitions=opened(algebra)
            ):
                if not found[0]:
                    return True
                break
    return False


class Opening:
    """Formulas with their functions opened.

    Attributes:
        angles: the arguments of sines and cosines that were met.
        thorough: whether angles are multiplied out and what stands under a root is taken apart.
        products: what is the product of two values that are not negative.
        units: for a product, the number of which all its multiples among the angles are multiples.
    """

    def __init__(self, algebra: Algebra, *, thorough: bool = False) -> None:
        self.algebra = algebra
        self.thorough = thorough
        self.products: dict[Value, tuple[Value, Value]] = {}
        self.angles: dict[Value, None] = {}
        self.units: dict[Product, Exact] = {}

    def value(self, formula: Expr) -> Value:
        """The value of a formula, its functions opened."""

        def opening(node: Expr, args: tuple[Value, ...]) -> Value:
            if type(node) is Symbol:
                return self.algebra.arena.symbol(node)
            if type(node) is Apply and args:
                return self.operate(self.algebra, node.op, args)
            return leaf_value(self.algebra, node)

        return fold(formula, opening)

    def operate(self, algebra: Algebra, op: str, args: tuple[Value, ...]) -> Value:
        """The value of op(args), opened."""
        template = _definition(algebra.catalogue, op)
        if template is not None:
            return fill(algebra, template, list(args), self.operate)
        if op == "ln":
            return self._logarithm(args[0])
        if self.thorough and op in _THOROUGHLY:
            return self._thoroughly(op, args)
        if op == "exp":
            parts = [operate(algebra, "exp", (part,)) for part in _parts(args[0])]
            return multiply(algebra, parts)
        return self._opened(op, args)

    def _thoroughly(self, op: str, args: tuple[Value, ...]) -> Value:
        """Angles multiplied out, roots of products as products of roots."""
        algebra, u = self.algebra, args[0]
        if op in ("sin", "cos"):
            return self._opened(op, (multiplied_out(algebra, u) or u,))
        if not algebra.real:
            return operate(algebra, op, args)
        if op == "sign":  # where it is not 0
            return divide_values(algebra, u, operate(algebra, "abs", (u,)))
        if op == "cbrt":
            return self._cube_root(u)
        if op == "sqrt" and u in self.products:
            return multiply(algebra, [self.operate(algebra, op, (v,)) for v in self.products[u]])
        if op == "sqrt" or _is_fraction(args[1]):
            return operate(algebra, op, (factored(algebra, u), *args[1:]))
        return operate(algebra, op, args)

    def _cube_root(self, u: Value) -> Value:
        """cbrt(c*u^n*v) = cbrt(c)*cbrt(u)^n*cbrt(v); a power where nothing is negative."""
        algebra = self.algebra
        if facts.nonnegative(algebra, u):
            return operate(algebra, "pow", (u, (THIRD, ONE_PRODUCT)))
        c, p = factored(algebra, u)
        roots = [operate(algebra, "cbrt", ((c, ONE_PRODUCT),))]
        for base, exponent in p.factors.items():
            root = operate(algebra, "cbrt", (algebra.arena.of_base(base),))
            roots.append(operate(algebra, "pow", (root, as_value(exponent))))
        return multiply(algebra, roots)

    def _opened(self, op: str, args: tuple[Value, ...]) -> Value:
        algebra = self.algebra
        if op in ("sin", "cos"):
            self.angles[args[0]] = None
            if self.units:
                return self._sine_and_cosine(args[0])[op == "cos"]
        return operate(algebra, op, args)

    # Logarithms

    def _logarithm(self, u: Value) -> Value:
        """ln(c*u^v*w) = ln(c) + v*ln(u) + ln(w) for positive c and u."""
        algebra = self.algebra
        c, p = u
        terms = self._logarithm_of_number(magnitude(c)) if c > 0 or p.factors else []
        rest: dict[Base, Exponent] = {}
        for base, exponent in p.factors.items():
            if facts.sign_of_base(algebra, base) == facts.POSITIVE and facts.real(
                algebra, as_value(exponent)
            ):
                one = operate(algebra, "ln", (algebra.arena.of_base(base),))
                terms.append(multiply(algebra, (as_value(exponent), one)))
            else:
                rest[base] = exponent
        inner = (1 if c > 0 else -1, algebra.arena.product(rest))
        terms.append(operate(algebra, "ln", (inner,)))
        return add(algebra, terms)

    def _logarithm_of_number(self, c: Exact) -> list[Value]:
        terms = []
        for n, sign in ((c.numerator, 1), (c.denominator, -1)):
            for prime, k in factorized(n, 2):
                one = operate(self.algebra, "ln", ((prime, ONE_PRODUCT),))
                terms.append((sign * k * one[0], one[1]))
        return terms

    # Angles

    def find_units(self) -> bool:
        """Find the units of the angles met; tells whether some angle is not its own unit."""
        if len(self.angles) > 1:
            for angle in self.angles:
                for c, p in _parts(angle):
                    self.units[p] = common_unit(self.units.get(p, c), c)
        return bool(self.units)

    def _sine_and_cosine(self, angle: Value) -> tuple[Value, Value]:
        """The sine and the cosine of a sum of multiples of units, by those of the units."""
        parts = _parts(angle)
        multiples = [(divide(c, self.units[p]) if p in self.units else 0, p) for c, p in parts]
        few = len(parts) <= _MOST_PARTS and all(
            n.denominator == 1 and 0 < abs(n.numerator) <= _MOST_MULTIPLES for n, _ in multiples
        )
        if not few:
            return self._functions(angle)
        total: tuple[Value, Value] | None = None
        for n, p in multiples:
            s, c = self._functions((self.units[p], p))
            one = (negate(s) if n < 0 else s, c)
            for _ in range(abs(n.numerator)):
                total = one if total is None else self._of_sum(total, one)
        assert total is not None
        return total

    def _functions(self, angle: Value) -> tuple[Value, Value]:
        algebra = self.algebra
        return operate(algebra, "sin", (angle,)), operate(algebra, "cos", (angle,))

    def _of_sum(
        self, one: tuple[Value, Value], other: tuple[Value, Value]
    ) -> tuple[Value, Value]:
        """Sine and cosine of u + v, by those of u and v."""
        algebra = self.algebra
        (s, c), (t, d) = one, other
        sine = add(algebra, (multiply(algebra, (s, d)), multiply(algebra, (c, t))))
        cosine = add(algebra, (multiply(algebra, (c, d)), negate(multiply(algebra, (s, t)))))
        return sine, cosine


def _is_fraction(exponent: Value) -> bool:
    return is_number(exponent) and exponent[0].denominator != 1


def _parts(angle: Value) -> list[Value]:
    """The terms of a value."""
    s = bare_sum(angle[1])
    return [angle] if s is None else [(angle[0] * c, p) for p, c in s.terms.items()]


def _definition(catalogue: Catalogue, op: str) -> Template | None:
    """The definition of a function in simpler ones without branches, if it has one."""
    kept: dict[str, Template | None] = catalogue.compiled.setdefault("definitions", {})
    if op not in kept:
        record = catalogue.get(op)
        text = record.definition if record is not None else ""
        kept[op] = None
        if record is not None and text and op not in _BRANCHES:
            letters = LETTERS[: record.arity]
            formula = parse(text, variables=letters, catalogue=catalogue)
            if not any(getattr(node, "op", "") in _BRANCHES for node in postorder((formula,))):
                kept[op] = Template(formula, letters)
    return kept[op]
