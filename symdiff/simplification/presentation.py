"""From the normal form back to a formula as a book would print it.

Sums go by falling degree, constants last, a positive term first if there is one. Products go number,
parameters, powers of the variable, sums in parentheses, roots, logarithms, other functions, exponentials.
Negative powers go under a bar, powers of 1/2 are roots, a number before a sum that stands alone goes into it.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, Symbol, apply, exact_number
from ..expressions.rationals import decimal_spelling, divide, is_decimal, plain
from ..expressions.rationals import power as exact_power
from .forms import HALF, ONE_PRODUCT, Atom, Product, Sum, bare_sum, degree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..expressions.rationals import Exact, Rational
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value

_ONE = Number("1")
_LOGARITHMS = frozenset({"ln", "log", "log2", "log10", "log1p"})
_CONSTANT, _PARAMETER, _VARIABLE, _SUM, _ROOT, _LOGARITHM, _FUNCTION, _EXPONENTIAL = range(8)


class Presenter:
    """Makes formulas of values, for a reader who looks at one variable.

    Arguments:
        algebra: where the values live.
        variable: the variable by which sums are ordered; without it all symbols count alike.
    """

    def __init__(self, algebra: Algebra, variable: Symbol | None = None) -> None:
        self.algebra = algebra
        self.variable = variable
        self._trees: dict[Base, Expr] = {}
        self._products: dict[tuple[Exact, Product], Expr] = {}
        self._varies: dict[Base, bool] = {}
        self._ready: set[Product] = {ONE_PRODUCT}

    def formula(self, value: Value) -> Expr:
        """The formula for a value.

        >>> from symdiff.simplification import simplify
        >>> from symdiff.notation import parse
        >>> print(simplify(parse("1/x*y + y*2*3")))
        6*y + y/x
        """
        self._prepare(value[1])
        return self._value(value)

    def _prepare(self, product: Product) -> None:
        """Present the parts of a product, innermost first, without recursion."""
        stack: list[Product | Base] = [product]
        while stack:
            form = stack[-1]
            if type(form) is Product:
                if form not in self._ready:
                    waiting = self._missing_in_product(form)
                    if waiting:
                        stack += waiting
                        continue
                    self._ready.add(form)
            elif type(form) is not int and form not in self._trees:
                parts: Iterable[Product] = (
                    [p for _, p in form.args] if type(form) is Atom else form.terms  # type: ignore[union-attr]
                )
                waiting = [p for p in parts if p not in self._ready]
                if waiting:
                    stack += waiting
                    continue
                self._present(form)
            stack.pop()

    def _missing_in_product(self, p: Product) -> list[Product | Base]:
        waiting: list[Product | Base] = []
        for base, exponent in p.factors.items():
            if type(base) is not int and base not in self._trees:
                waiting.append(base)
            if type(exponent) is tuple and exponent[1] not in self._ready:
                waiting.append(exponent[1])
        return waiting

    def _present(self, base: Base) -> None:
        if type(base) is Atom:
            leaf = base.leaf
            if leaf is not None:
                self._varies[base] = self.variable is None or leaf is self.variable
                self._trees[base] = leaf
            else:
                self._varies[base] = any([self._depends(p) for _, p in base.args])
                args = tuple([self._value(a) for a in base.args])
                self._trees[base] = apply(base.op.removeprefix("!"), args)
        else:
            assert type(base) is Sum
            self._varies[base] = any([self._depends(p) for p in base.terms])
            self._trees[base] = self._sum(base, self._scale(base))

    def _depends(self, p: Product) -> bool:
        for base, exponent in p.factors.items():
            if type(base) is not int and self._varies[base]:
                return True
            if type(exponent) is tuple and self._depends(exponent[1]):
                return True
        return False

    def _scale(self, s: Sum) -> Exact:
        """The number with which the sum was typed, if it was always the same; else 1."""
        scales = self.algebra.arena.scales.get(s, ())
        if len(scales) == 1:
            for scale in scales:
                return scale
        return 1

    def _value(self, value: Value) -> Expr:
        found = self._products.get(value)
        if found is None:
            c, p = value
            s = bare_sum(p)
            if s is not None:
                found = self._sum(s, c)
            elif not p.factors:
                found = exact_number(c)
            else:
                c = self._rescaled(c, p)
                found = self._product_of_powers(abs(c), p)
                found = negated(found) if c < 0 else found
            self._products[value] = found
        return found

    def _rescaled(self, c: Exact, p: Product) -> Exact:
        """The number that is left when the powers of sums are written with their scales."""
        for base, exponent in p.factors.items():
            if type(base) is Sum and type(exponent) is int:
                scale = self._scale(base)
                if scale != 1:
                    c = divide(c, exact_power(scale, exponent))
        return c

    def _product_of_powers(self, c: Exact, p: Product) -> Expr:
        above: list[tuple[int, str, Expr]] = []
        below: list[tuple[int, str, Expr]] = []
        radicals: dict[Exact, int] = {}
        for base, exponent in p.factors.items():
            if type(base) is int and type(exponent) is not tuple:
                radicals[exponent] = radicals.get(exponent, 1) * base  # type: ignore[index]
            else:
                self._place(base, exponent, above, below)
        for root, n in radicals.items():
            above.append((_CONSTANT, "", _power(Number(n), root, False)))
        return self._fraction(c, above, below)

    def _place(
        self,
        base: Base,
        exponent: Exponent,
        above: list[tuple[int, str, Expr]],
        below: list[tuple[int, str, Expr]],
    ) -> None:
        key = self._place_key(base)
        if type(base) is Atom and base.op == "E" and exponent != 1:
            above.append((_EXPONENTIAL, key, apply("exp", (self._exponent(exponent),))))
            return
        tree = Number(base) if type(base) is int else self._base_tree(base, exponent)
        rank = self._rank(base, exponent)
        if type(exponent) is tuple:
            above.append((rank, key, apply("pow", (tree, self._value(exponent)))))
        elif exponent < 0:  # type: ignore[operator]
            below.append((rank, key, _power(tree, -exponent, self.algebra.decimal_exponents)))  # type: ignore[operator]
        else:
            above.append((rank, key, _power(tree, exponent, self.algebra.decimal_exponents)))

    def _place_key(self, base: Base) -> str:
        """Functions stand in the order of the catalogue: the sine before the cosine."""
        if type(base) is int:
            return str(base)
        if type(base) is Atom and base.args:
            return f"{self.algebra.catalogue.position(base.op):04d}{base.key}"
        return base.key  # type: ignore[union-attr]

    def _base_tree(self, base: Base, exponent: Exponent) -> Expr:
        """A sum is written with its scale, except under exponents that do not allow it."""
        if type(base) is Sum and type(exponent) is not int and self._scale(base) != 1:
            return self._sum(base, 1)
        return self._trees[base]

    def _exponent(self, exponent: Exponent) -> Expr:
        return self._value(exponent if type(exponent) is tuple else (exponent, ONE_PRODUCT))  # type: ignore[arg-type]

    def _rank(self, base: Base, exponent: Exponent) -> int:
        if type(exponent) not in (int, tuple) and not (type(base) is Atom and base.leaf):
            return _ROOT
        if type(base) is Sum:
            return _SUM
        if type(base) is Atom:
            if base.leaf is not None:
                return _VARIABLE if base.leaf is self.variable else _PARAMETER
            if base.args:
                return _LOGARITHM if base.op in _LOGARITHMS else _FUNCTION
            return _CONSTANT
        return _EXPONENTIAL

    def _fraction(
        self,
        c: Exact,
        above: list[tuple[int, str, Expr]],
        below: list[tuple[int, str, Expr]],
    ) -> Expr:
        numerator, denominator = c, 1
        if not is_decimal(c) or decimal_spelling(c) is None:
            numerator, denominator = c.numerator, c.denominator
        upper = _product(numerator, above)
        if not below and denominator == 1:
            return upper
        return apply("div", (upper, _product(denominator, below)))

    def _sum(self, s: Sum, scale: Exact) -> Expr:
        """The sum times a number: each term times the number, or one fraction if that is shorter."""
        order = sorted(s.terms, key=self._term_key)
        if scale.denominator != 1 and not is_decimal(scale):
            scale, bar = self._with_bar(s, scale)
            if bar != 1:
                return apply("div", (self._sum_in_order(order, s, scale), Number(bar)))
        return self._sum_in_order(order, s, scale)

    def _with_bar(self, s: Sum, scale: Exact) -> tuple[Exact, int]:
        bar = scale.denominator
        spread = 0
        together = 1
        for p, c in s.terms.items():
            apart = scale * c
            spread += (apart.denominator != 1) + bool(p.factors and abs(apart.numerator) != 1)
            together += bool(p.factors and abs(scale.numerator * c) != 1)
        return (scale, 1) if spread <= together else (scale.numerator, bar)

    def _sum_in_order(self, order: list[Product], s: Sum, scale: Exact) -> Expr:
        terms = [(scale * s.terms[p], p) for p in order]
        for i, (c, _) in enumerate(terms):
            if c > 0:
                terms.insert(0, terms.pop(i))
                break
        total = self._value(terms[0])
        for c, p in terms[1:]:
            if c < 0:
                total = apply("sub", (total, self._value((-c, p))))
            else:
                total = apply("add", (total, self._value((c, p))))
        return total

    def _term_key(self, p: Product) -> tuple[object, ...]:
        if not p.factors:
            return (2,)
        return (not self._depends(p), -self._degree(p), -degree(p), p.key)

    def _degree(self, p: Product) -> Exact:
        """The degree in the variable."""
        total: Exact = 0
        for base, exponent in p.factors.items():
            if type(exponent) is tuple:
                total = total + (1000 if type(base) is Atom and base.leaf is self.variable else 0)
            elif type(base) is Atom and base.leaf is not None:
                if base.leaf is self.variable or self.variable is None:
                    total = total + exponent  # type: ignore[operator]
            elif type(base) is Sum and self._varies[base]:
                total = total + exponent  # type: ignore[operator]
        return total


def _power(base: Expr, exponent: Exact, decimal: bool) -> Expr:
    """base^exponent for a positive exponent."""
    if exponent == 1:
        return base
    if exponent == HALF:
        return apply("sqrt", (base,))
    spelling = decimal_spelling(exponent) if decimal and type(exponent) is not int else None
    return apply("pow", (base, exact_number(exponent) if spelling is None else Number(spelling)))


def _product(number: Exact, factors: list[tuple[int, str, Expr]]) -> Expr:
    factors.sort(key=lambda factor: factor[:2])
    trees = [tree for _, _, tree in factors]
    if plain(number) != 1 or not trees:
        trees.insert(0, exact_number(number))
    total = trees[0]
    for tree in trees[1:]:
        total = apply("mul", (total, tree))
    return total


def negated(e: Expr) -> Expr:
    """The formula -e, the sign at its very first factor: -2*x is MUL(NEG(2), x)."""
    spine = []
    while type(e) is Apply and e.op in ("mul", "div"):
        spine.append(e)
        e = e.args[0]
    e = apply("neg", (e,))
    for node in reversed(spine):
        e = apply(node.op, (e, node.args[1]))
    return e
