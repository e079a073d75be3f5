"""From the normal form back to a formula as a book would print it.

Sums go by falling degree, constants last, a positive term first if there is one. Products go
number, parameters, powers of the variable, sums in parentheses, roots, logarithms, other
functions, exponentials. Negative powers go under a bar, powers of 1/2 are roots, a number before a
sum that stands alone goes into it.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, Symbol, apply, exact_number
from ..expressions.rationals import (
    Rational,
    as_fraction,
    common_unit,
    decimal_spelling,
    divide,
    exact_root,
    is_decimal,
    magnitude,
    settled,
)
from ..expressions.rationals import power as exact_power
from .arithmetic import as_value
from .forms import HALF, ONE_PRODUCT, SUMS, Atom, Product, Sum, bare_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Form, Value

    # What a factor ranks as, its place in the catalogue, what decides a tie, and what is written.
    Factor: TypeAlias = tuple[int, int, Form | str, Expr]

_ONE = Number("1")
_LOGARITHMS = frozenset({"ln", "log", "log2", "log10", "log1p"})
_BEYOND = 1000  # counts as the degree of u^v: before every power with a number
_FIRST, _LAST = -1, 1_000_000  # the places of sums and numbers, and of symbols and constants
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
        self._values: dict[object, tuple[bool, Expr]] = {}
        self._varies: dict[Base, bool] = {}
        self._own_scales: dict[Sum, Exact] = {}
        self._depends: dict[Product, bool] = {ONE_PRODUCT: False}

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
            form = stack.pop()
            if isinstance(form, Product):
                if form in self._depends:
                    continue
                waiting = self._missing_in_product(form)
                if not waiting:
                    self._depends[form] = self._finished(form)
            elif form in self._varies:
                continue
            elif not isinstance(form, int):
                parts: Iterable[Product] = (
                    [p for _, p in form.args] if isinstance(form, Atom) else form.terms
                )
                waiting = [p for p in parts if p not in self._depends]
                if not waiting:
                    self._present(form)
            if waiting:
                stack.append(form)
                stack += waiting

    def _missing_in_product(self, p: Product) -> list[Product | Base]:
        trees = self._trees
        waiting: list[Product | Base] = []
        for base, exponent in p.factors.items():
            if type(base) is not int and base not in self._varies:
                leaf = base.leaf if type(base) is Atom else None
                if leaf is None:
                    waiting.append(base)
                else:
                    trees[base] = leaf
                    self._varies[base] = self.variable is None or leaf is self.variable
            if isinstance(exponent, tuple) and exponent[1] not in self._depends:
                waiting.append(exponent[1])
        return waiting

    def _present(self, base: Base) -> None:
        """Make the formula of a function or a sum whose parts are ready."""
        if type(base) is Atom:
            args = tuple([self._value(a) for a in base.args])
            self._trees[base] = apply(base.op.removeprefix("!"), args)
            self._varies[base] = any([self._depends[p] for _, p in base.args])
        else:
            assert type(base) is Sum
            self._own_scales[base] = self._own_scale(base)
            self._varies[base] = any([self._depends[p] for p in base.terms])

    def _finished(self, p: Product) -> bool:
        """Present the parts of a product that are ready to be; tells whether it varies."""
        self.algebra.arena.left -= 4 * len(p.factors)
        varies = False
        for base, exponent in p.factors.items():
            if type(base) is not int and self._varies[base]:
                varies = True
            if type(base) is Sum and bare_sum(p) is None:
                self._base_tree(base, exponent)
            if isinstance(exponent, tuple):
                self._value(exponent)
                varies = varies or self._depends[exponent[1]]
        return varies

    def _value(self, value: Value) -> Expr:
        negative, size = self._signed(value)
        return negated(size) if negative else size

    def _signed(self, value: Value) -> tuple[bool, Expr]:
        """Whether a minus stands before the formula, and the formula without it."""
        c, p = value
        if p is ONE_PRODUCT:
            return c < 0, exact_number(magnitude(c))
        key = value if type(c) is int else (c, p, is_decimal(c))
        found = self._values.get(key)
        if found is None:
            s = bare_sum(p)
            found = self._product_of_powers(c, p) if s is None else (False, self._sum(s, c))
            self._values[key] = found
        return found

    def _product_of_powers(self, c: Exact, p: Product) -> tuple[bool, Expr]:
        above: list[Factor] = []
        below: list[Factor] = []
        radicals: dict[Exact, int] = {}
        sums: list[tuple[Sum, Exponent]] = []
        alone = c in (1, -1) and len(p.factors) == 1
        for base, exponent in p.factors.items():
            if type(base) is Atom and base.leaf is not None and type(exponent) is int:
                rank = _VARIABLE if base.leaf is self.variable else _PARAMETER
                if exponent == 1:
                    above.append((rank, _LAST, base.key, base.leaf))
                elif exponent > 0:
                    power = apply("pow", (base.leaf, exact_number(exponent)))
                    above.append((rank, _LAST, base.key, power))
                else:
                    below.append((rank, _LAST, base.key, _power(base.leaf, -exponent, False)))
            elif type(base) is int and not isinstance(exponent, tuple):
                radicals[exponent] = radicals.get(exponent, 1) * base
            elif type(base) is Sum:
                sums.append((base, exponent))
            elif type(base) is int and not alone and _all_negative(exponent):
                self._place(base, _opposite(exponent), below, below)
            else:
                self._place(base, exponent, above, below)
        c = self._roots_as_typed(c, sums, radicals, above, below)
        c = self._place_sums(c, sums, above, below)
        for root, n in radicals.items():
            key = f"{root.denominator:06d}{n:020d}"
            above.append((_CONSTANT, _FIRST, key, _power(Number(n), root, False)))
        return c < 0, self._fraction(magnitude(settled(c)), above, below)

    def _roots_as_typed(
        self,
        c: Exact,
        sums: list[tuple[Sum, Exponent]],
        radicals: dict[Exact, int],
        above: list[Factor],
        below: list[Factor],
    ) -> Exact:
        """sqrt(x + 0.3), as it was typed, for sqrt(10)*sqrt(10*x + 3)/10; the number left."""
        for power in tuple(sums):
            s, e = power
            scale = self._own_scales[s]
            if HALF in radicals and is_decimal(scale) and _is_half(e):
                square = divide(radicals[HALF], exact_power(scale, e.numerator))  # type: ignore[union-attr]
                root = exact_root(square, 2)
                if root is not None:
                    tree = _power(self._sum(s, scale), magnitude(e), self.algebra.decimal_exponents)  # type: ignore[arg-type]
                    (above if e > 0 else below).append((_ROOT, _FIRST, s, tree))  # type: ignore[operator]
                    sums.remove(power)
                    del radicals[HALF]
                    c = c * root
        return c

    def _place_sums(
        self,
        c: Exact,
        sums: list[tuple[Sum, Exponent]],
        above: list[Factor],
        below: list[Factor],
    ) -> Exact:
        """Place the sums of a product with number c; the number that is left before them."""
        if len(sums) > 1:
            sums.sort(key=_sum_of)
        c, scales = self._scales(c, sums)
        for (base, exponent), scale in zip(sums, scales, strict=True):
            if scale == self._scale(base, exponent):
                self._place(base, exponent, above, below)
            else:
                size = magnitude(exponent)  # type: ignore[arg-type]
                tree = _power(self._sum(base, scale), size, self.algebra.decimal_exponents)
                factor = (self._rank(base, exponent), _FIRST, base, tree)
                (above if exponent > 0 else below).append(factor)  # type: ignore[operator]
        return c

    def _scales(
        self, c: Exact, sums: list[tuple[Sum, Exponent]]
    ) -> tuple[Exact, list[Exact]]:
        """With which numbers sums are written in a product with number c, and what is left of c."""
        scales: list[Exact] = []
        for base, exponent in sums:
            scale = self._scale(base, exponent)
            if scale != 1:
                rest = divide(c, _exact_power(scale, exponent))  # type: ignore[arg-type]
                if self._operations_of(base, scale, rest) > self._operations_of(base, 1, c):
                    scale = 1
                else:
                    c = rest
            scales.append(scale)
        if c < 0:
            turned = self._turned(sums, scales)
            if turned is not None:
                scales[turned], c = -scales[turned], -c
        if type(c) is not int:
            for i, (base, exponent) in enumerate(sums):
                as_typed = self.algebra.arena.was_typed(base) and scales[i] not in (1, -1)
                if exponent == 1 and not as_typed:
                    scale = self._shortest_beside(base, scales[i], c)
                    if scale != scales[i]:
                        scales[i], c = scale, divide(c * scales[i], scale)
                        break
        return c, scales

    def _shortest_beside(self, s: Sum, scale: Exact, c: Exact) -> Exact:
        """With which number a sum is best written that has a scale and stands beside a number."""
        best, least = scale, self._operations_of(s, scale, c)
        whole = c * scale
        for other in (whole, -1 if whole < 0 else 1):
            operations = self._operations_of(s, other, divide(whole, other))
            if operations < least:
                best, least = other, operations
        return best

    def _operations_of(self, s: Sum, scale: Exact, c: Exact) -> int:
        """How many operations the numbers take in c times a sum that is written with its scale."""
        inside = [self._operations_in(scale * d, p) for p, d in s.terms.items()]
        return sum(inside) + _operations(c, None)

    def _operations_in(self, c: Exact, p: Product) -> int:
        """How many operations a number takes before a product, of which a sum may take it in."""
        before = _operations(self._shown(c, p), p)
        if before and type(c) is not int and p.traits & SUMS:
            for s, exponent in p.factors.items():
                if type(s) is Sum and exponent == 1 and not self.algebra.arena.was_typed(s):
                    scale = self._own_scales[s]
                    inside = sum([_operations(c * d, q) for q, d in s.terms.items()])
                    outside = sum([_operations(scale * d, q) for q, d in s.terms.items()])
                    before = min(before, inside - outside)
        return before

    def _turned(self, sums: list[tuple[Sum, Exponent]], scales: list[Exact]) -> int | None:
        """Which sum takes a minus: 5 - x rather than -(x - 5)."""
        for sign in (1, -1):
            for i, (base, exponent) in enumerate(sums):
                odd = type(exponent) is int and exponent % 2 == 1 and exponent * sign > 0
                shown = (self._shown(scales[i] * d, p) for p, d in base.terms.items())
                if odd and any(number < 0 for number in shown):
                    return i
        return None

    def _shown(self, c: Exact, p: Product) -> Exact:
        """The number that is written before a product with number c."""
        if p.traits & SUMS and bare_sum(p) is None:
            for base, exponent in p.factors.items():
                if type(base) is Sum:
                    scale = self._scale(base, exponent)
                    if scale != 1:
                        c = divide(c, _exact_power(scale, exponent))  # type: ignore[arg-type]
        return settled(c)

    def _place(
        self,
        base: Base,
        exponent: Exponent,
        above: list[Factor],
        below: list[Factor],
    ) -> None:
        place, tie = self._place_of(base)
        if type(base) is Atom and base.op == "E" and exponent != 1:
            above.append((_EXPONENTIAL, place, tie, apply("exp", (self._exponent(exponent),))))
            return
        tree = Number(base) if type(base) is int else self._base_tree(base, exponent)
        rank = self._rank(base, exponent)
        decimal = self.algebra.decimal_exponents
        if isinstance(exponent, tuple):
            above.append((rank, place, tie, apply("pow", (tree, self._value(exponent)))))
        elif exponent < 0:
            below.append((rank, place, tie, _power(tree, -exponent, decimal)))
        else:
            above.append((rank, place, tie, _power(tree, exponent, decimal)))

    def _place_of(self, base: Base) -> tuple[int, Form | str]:
        """Functions stand in the order of the catalogue: the sine before the cosine."""
        if type(base) is int:
            return _FIRST, str(base)
        if type(base) is Atom:
            if base.leaf is not None:
                return _LAST, base.key
            return self.algebra.catalogue.position(base.op) if base.args else _LAST, base
        return _FIRST, base  # type: ignore[return-value]

    def _scale(self, s: Sum, exponent: Exponent) -> Exact:
        """The number with which a sum is written under this exponent."""
        scale = self._own_scales[s]
        if type(exponent) is int and exponent % 2 == 0 and s in self.algebra.arena.even_scales:
            scale = self.algebra.arena.scale(s, even=True)
        if scale == 1 or isinstance(exponent, tuple):
            return 1
        if type(exponent) is not int:
            return 1 if exact_root(scale, exponent.denominator) is None else scale
        if scale < 0 and exponent % 2 == 0 and all([scale * c < 0 for c in s.terms.values()]):
            scale = -scale
        bits = max(abs(scale.numerator), scale.denominator).bit_length()
        return scale if bits * magnitude(exponent) <= self.algebra.digits else 1

    def _base_tree(self, base: Base, exponent: Exponent) -> Expr:
        """A sum is written with its scale, except under exponents that do not allow it."""
        if type(base) is Sum:
            scale = self._scale(base, exponent)
            if scale != self._own_scales[base]:
                return self._sum(base, scale)
        tree = self._trees.get(base)
        if tree is None:
            assert isinstance(base, Sum)
            tree = self._trees[base] = self._sum(base, self._own_scales[base])
        return tree

    def _own_scale(self, s: Sum) -> Exact:
        """The number with which a sum is written as a factor: as it was typed, or shortest."""
        arena = self.algebra.arena
        if arena.was_typed(s):
            return arena.scale(s)
        inner = any([p.traits & SUMS for p in s.terms])
        if not inner and s not in arena.of_decimals:
            return 1
        shown = [magnitude(self._shown(c, p)) for p, c in s.terms.items()]
        if s in arena.of_decimals:
            return self._shortest_decimal(shown, s)
        content = shown[0]
        for number in shown:
            content = common_unit(content, number)
        return divide(1, content)

    def _shortest_decimal(self, shown: list[Exact], s: Sum) -> Exact:
        """x + 0.44/y, rather than 25*x + 11/y, of a sum that came with decimals."""
        best: Exact = 1
        least = sum(map(_operations, shown, s.terms))
        for number in shown:
            scale = divide(1, Rational(number.numerator, number.denominator, True))
            written = [settled(scale * c) for c in shown]
            if all([as_fraction(c)[1] == 1 for c in written]):
                operations = sum(map(_operations, written, s.terms))
                if operations < least:
                    best, least = scale, operations
        return best

    def _exponent(self, exponent: Exponent) -> Expr:
        return self._value(exponent if isinstance(exponent, tuple) else (exponent, ONE_PRODUCT))

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
        above: list[Factor],
        below: list[Factor],
    ) -> Expr:
        numerator, denominator = (c, 1) if type(c) is int else as_fraction(c)
        upper = _product(numerator, above)
        if not below and denominator == 1:
            return upper
        return apply("div", (upper, _product(denominator, below)))

    def _sum(self, s: Sum, scale: Exact) -> Expr:
        """The sum times a number: term by term, or as one fraction if that is shorter."""
        self.algebra.arena.left -= 4 * len(s.terms)
        order = sorted(s.terms, key=self._term_key)
        numerator, bar = (scale, 1) if type(scale) is int else as_fraction(magnitude(scale))
        if bar != 1 and self._shorter_with_bar(s, scale):
            whole = -numerator if scale < 0 else numerator
            return apply("div", (self._terms(order, s, whole), exact_number(bar)))
        return self._terms(order, s, scale)

    def _shorter_with_bar(self, s: Sum, scale: Exact) -> bool:
        """(x + 1)/2 rather than x/2 + 1/2, but x + 1/3 rather than (3*x + 1)/3."""
        apart, together = 0, 1
        for p, c in s.terms.items():
            above, below = as_fraction(magnitude(scale * c))
            apart += (below != 1) + bool(p.factors and above != 1)
            together += bool(p.factors and abs(as_fraction(magnitude(scale))[0] * c) != 1)
        return together < apart

    def _terms(self, order: list[Product], s: Sum, scale: Exact) -> Expr:
        terms = s.terms
        if scale == 1:
            signed = [self._signed((terms[p], p)) for p in order]
        else:
            signed = [self._signed((settled(scale * terms[p]), p)) for p in order]
        for i, (negative, _) in enumerate(signed):
            if not negative:
                signed.insert(0, signed.pop(i))
                break
        negative, total = signed[0]
        if negative:
            total = negated(total)
        for negative, size in signed[1:]:
            total = apply("sub" if negative else "add", (total, size))
        return total

    def _term_key(self, p: Product) -> tuple[object, ...]:
        """Terms with the variable first, by falling degree in it, then by falling total degree."""
        if p is ONE_PRODUCT:
            return (2,)
        degree: Exact = 0
        total: Exact = 0
        for base, exponent in p.factors.items():
            if type(base) is int or (type(base) is Atom and base.leaf is None):
                continue
            power = _BEYOND if isinstance(exponent, tuple) else exponent
            total = total + power
            if self._varies[base]:
                degree = degree + power
        return (not self._depends[p], -degree, -total, p)


def _exact_power(scale: Exact, exponent: Exact) -> Exact:
    """scale^exponent, where the root is exact."""
    if type(exponent) is not int:
        root = exact_root(scale, exponent.denominator)
        assert root is not None
        scale, exponent = root, exponent.numerator
    return exact_power(scale, exponent)


def _all_negative(exponent: Exponent) -> bool:
    """Whether all terms of an exponent with symbols have a minus: b/2^(x + 1)."""
    c, p = as_value(exponent)
    s = bare_sum(p)
    return c < 0 if s is None else all([c * d < 0 for d in s.terms.values()])


def _opposite(exponent: Exponent) -> Exponent:
    c, p = as_value(exponent)
    return (-c, p)


def _is_half(exponent: Exponent) -> bool:
    return not isinstance(exponent, tuple) and exponent.denominator == 2


def _operations(c: Exact, p: Product | None) -> int:
    """How many operations it takes to write the number before a product."""
    numerator, bar = as_fraction(magnitude(c))
    return (bar != 1) + (numerator != 1 and p is not ONE_PRODUCT)


def _power(base: Expr, exponent: Exact, decimal: bool) -> Expr:
    """base^exponent for a positive exponent."""
    if exponent == 1:
        return base
    if exponent == HALF:
        return apply("sqrt", (base,))
    spelling = decimal_spelling(exponent) if decimal and type(exponent) is not int else None
    return apply("pow", (base, exact_number(exponent) if spelling is None else Number(spelling)))


def _product(number: Exact, factors: list[Factor]) -> Expr:
    if len(factors) > 1:
        factors.sort(key=_order)
    if not factors or number != 1 or type(number) is not int:
        total = exact_number(number)
    else:
        total = factors.pop(0)[3]
    for _, _, _, tree in factors:
        total = apply("mul", (total, tree))
    return total


def _order(factor: Factor) -> tuple[int, int, Form | str]:
    return factor[:3]


def _sum_of(power: tuple[Sum, Exponent]) -> Sum:
    return power[0]


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
