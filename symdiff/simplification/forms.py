"""The normal form: a number times a product of powers.

    value   = (coefficient, product)            3/2 * x * sin(y)^2
    product = {base: exponent}                  bases are atoms, sums and whole numbers
    sum     = {product: coefficient}            primitive: whole coefficients without common factor
    atom    = symbol, constant, or function(values)

Atoms, products and sums are interned in an arena that lives as long as one simplification, so that
equal forms are one object. ``(1, {s: 1})`` is the bare sum s, ``(c, {})`` the number c. An
exponent is an exact number or, when it holds symbols, a value.

Every form has a ``key``, a text made of the keys of its parts and cut to a bounded length with a
checksum: it orders forms in the same way in every process, whatever was built first.
"""

from __future__ import annotations

from binascii import crc32
from math import gcd

from ..expressions import LimitExceeded, Rational, Symbol
from ..expressions.rationals import as_fraction, divide, is_decimal, magnitude, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from ..expressions.rationals import Exact

    Base: TypeAlias = "Atom | Sum | int"
    Value: TypeAlias = "tuple[Exact, Product]"
    Exponent: TypeAlias = "Exact | Value"

_KEY_LENGTH = 120


def _bounded(key: str) -> str:
    if len(key) <= _KEY_LENGTH:
        return key
    return f"{key[: _KEY_LENGTH - 20]}#{crc32(key.encode()):08x}{len(key)}"


def _ordinal(n: int) -> str:
    """A text that orders small whole numbers as numbers."""
    return f"{n:06d}" if n >= 0 else f"-{-n:06d}"


def _number_key(c: Exact) -> str:
    return _ordinal(c) if isinstance(c, int) else f"{_ordinal(c.numerator)}/{c.denominator}"


def _symbol_key(name: str) -> str:
    """x2 comes before x10."""
    letters = name.rstrip("0123456789")
    return letters + name[len(letters) :].rjust(6, "0") if len(letters) < len(name) else name


class NoValue(Exception):
    """A part of the formula has no value anywhere, such as 1/0: nothing is folded on it."""


class Atom:
    """A symbol, a constant, or a function of values, taken as a whole.

    Attributes:
        op, args: the function and its values.
        leaf: the symbol, if it is one.
        total: whether it is defined for all real values of its symbols.
    """

    __slots__ = ("args", "key", "leaf", "op", "total")

    total: bool

    def __init__(self, op: str, args: tuple[Value, ...], leaf: Symbol | None, total: bool) -> None:
        self.op = op
        self.args = args
        self.leaf = leaf
        self.total = total and all([p.total for _, p in args])
        if leaf is not None:
            self.key = _symbol_key(leaf.name)
        else:
            self.key = _bounded(f"{op}({','.join([value_key(a) for a in args])})")


class Product:
    """A product of powers {base: exponent}; the empty one is 1.

    Attributes:
        functions: whether a factor is a function, so that rules may rewrite the product.
        normal: whether it is known that no rule does.
        sums: whether a factor is a sum.
        numeric: whether a factor may have to be worked out: a whole number, I, a sum under a root.
    """

    __slots__ = ("_key", "factors", "functions", "normal", "numeric", "sums", "total")

    total: bool

    def __init__(self, factors: dict[Base, Exponent]) -> None:
        self.factors = factors
        self._key: str | None = None
        self.functions = self.normal = self.numeric = self.sums = False
        total = True
        for base, exponent in factors.items():
            if isinstance(exponent, tuple):
                exponent[1].key  # noqa: B018 - found here, so that no key waits on a tower of powers
            if type(exponent) is not int:
                total = total and _keeps_total(base, exponent)
            elif exponent < 0:
                total = False
            if type(base) is int:
                self.numeric = True
                continue
            if not base.total:  # type: ignore[union-attr]
                total = False
            if type(base) is Atom:
                if base.args:
                    self.functions = True
                elif base.op == "I":
                    self.numeric = True
            else:
                self.sums = True
                if not base.primitive:  # type: ignore[union-attr]
                    self.numeric = True
        self.total = total

    @property
    def key(self) -> str:
        """The ordering text; the keys of the bases are at hand, so that nothing recurs."""
        if self._key is None:
            keys = [_factor_key(b, e) for b, e in self.factors.items()]
            if len(keys) > 1:
                keys.sort()
            self._key = _bounded("*".join(keys))
        return self._key


def _factor_key(base: Base, exponent: Exponent) -> str:
    base_key = _ordinal(base) if type(base) is int else base.key  # type: ignore[union-attr]
    if isinstance(exponent, tuple):
        return f"{base_key}^({value_key(exponent)})"
    return base_key if exponent == 1 else f"{base_key}^{_number_key(exponent)}"


def _keeps_total(base: Base, exponent: Exponent) -> bool:
    """Whether base^exponent, no whole power, is real wherever the base and the exponent are."""
    if isinstance(exponent, tuple):
        return exponent[1].total and (type(base) is int or _is_euler(base))
    return type(base) is int


def _is_euler(base: Base) -> bool:
    return type(base) is Atom and base.op == "E"


class Sum:
    """A sum {product: coefficient}: primitive, or any value taken whole as the base of a root."""

    __slots__ = ("_key", "common", "normal", "opposite", "primitive", "terms", "total")

    total: bool

    def __init__(self, terms: dict[Product, Exact]) -> None:
        self.terms = terms
        self._key: str | None = None
        self.common: dict[Base, Exact] | None = None
        self.opposite: Sum | None = None
        self.primitive = self.normal = False
        self.total = all([p.total for p in terms])

    @property
    def key(self) -> str:
        """The ordering text; those of its terms were found when their order was."""
        if self._key is None:
            terms = self.terms
            keys = [value_key((terms[p], p)) for p in sorted(terms, key=leading)]
            self._key = _bounded("(" + "+".join(keys) + ")")
        return self._key


def _remember_decimals(atom: Atom, args: tuple[Value, ...]) -> None:
    """cos(0.5) and cos(1/2) are one atom; it is written with the decimal, whichever came first."""
    for i, (c, p) in enumerate(args):
        if type(c) is Rational and c.decimal and not is_decimal(atom.args[i][0]):
            atom.args = (*atom.args[:i], (c, p), *atom.args[i + 1 :])


def value_key(value: Value) -> str:
    """The ordering text of a value."""
    c, p = value
    if c == 1:
        return p.key or _number_key(1)
    return f"{p.key}*{_number_key(c)}" if p.key else _number_key(c)


ONE_PRODUCT = Product({})
ZERO: Value = (0, ONE_PRODUCT)
ONE: Value = (1, ONE_PRODUCT)
MINUS_ONE: Value = (-1, ONE_PRODUCT)
HALF = Rational(1, 2)


class Arena:
    """The forms of one simplification, each once, and the count of work done on them.

    Arguments:
        steps: how many units of work may be done.
    """

    def __init__(self, steps: int) -> None:
        self.allowed = steps
        self.left = steps
        self._atoms: dict[Any, Atom] = {}
        self._products: dict[Any, Product] = {frozenset(): ONE_PRODUCT}
        self._powers: dict[Any, Product] = {}
        self._sums: dict[Any, Sum] = {}
        self.leaves: dict[Any, Value] = {}
        self.scales: dict[Sum, set[Exact]] = {}

    def spend(self, steps: int) -> None:
        """Count work; the same input always meets the same end."""
        self.left -= steps
        if self.left < 0:
            raise LimitExceeded(
                "the simplification needs more steps than are allowed",
                limit="steps",
                value=self.allowed,
                advice="ask for the raw form, or allow more with limits=Limits(steps=...)",
            )

    def symbol(self, leaf: Symbol) -> Value:
        """The value of a symbol."""
        value = self.leaves.get(leaf)
        if value is None:
            value = (1, self.product({Atom("", (), leaf, True): 1}))
            self.leaves[leaf] = value
        return value

    def atom(self, op: str, args: tuple[Value, ...], total: bool) -> Value:
        """The value of a function of values, or of a constant, taken as a whole."""
        key = (op, args)
        value = self.leaves.get(key)
        if value is None:
            self.spend(1)
            value = (1, self.product({Atom(op, args, None, total): 1}))
            self.leaves[key] = value
        elif args:
            for atom in value[1].factors:
                _remember_decimals(atom, args)  # type: ignore[arg-type]
        return value

    def product(self, factors: dict[Base, Exponent]) -> Product:
        """The one product of these factors."""
        if len(factors) == 1:
            for key in factors.items():
                product = self._powers.get(key)
                if product is None:
                    self.left -= 2
                    product = self._powers[key] = Product(factors)
                return product
        among = frozenset(factors.items())
        product = self._products.get(among)
        if product is None:
            self.left -= len(factors)
            if self.left < 0:
                self.spend(0)
            product = self._products[among] = Product(factors)
        return product

    def base_sum(self, terms: dict[Product, Exact]) -> Sum:
        """The one sum of these terms, as they are: a base for a power that keeps its sign."""
        key = frozenset(terms.items())
        found = self._sums.get(key)
        if found is not None:
            for p, c in terms.items():
                if is_decimal(c):
                    found.terms[p] = c
        if found is None:
            self.spend(1 + len(terms))
            for p in terms:
                p.key  # noqa: B018 - found here, term by term, so that no key waits on a deep one
            found = self._sums[key] = Sum(terms)
        return found

    def of_base(self, base: Base) -> Value:
        """The value that a base is by itself."""
        if type(base) is int:
            return (base, ONE_PRODUCT)
        if type(base) is Sum and not base.primitive:
            return self.sum(base.terms)
        return (1, self.product({base: 1}))

    def sum(self, terms: dict[Product, Exact]) -> Value:
        """The value of a sum of terms, its common number and sign pulled out.

        >>> from symdiff.expressions import symbols
        >>> arena = Arena(100)
        >>> x = arena.symbol(symbols("x")[0])[1]
        >>> content, product = arena.sum({x: -4, ONE_PRODUCT: 6})
        >>> content, sorted(next(iter(product.factors)).terms.values())
        (-2, [-3, 2])
        """
        if len(terms) < 2:
            for p, c in terms.items():
                return (c, p)
            return ZERO
        content = self._content(terms)
        if content != 1:
            terms = {p: plain(divide(c, content)) for p, c in terms.items()}
        s = self.base_sum(terms)
        s.primitive = True
        return (content, self.product({s: 1}))

    def _content(self, terms: dict[Product, Exact]) -> Exact:
        p, q, decimal = 0, 1, False
        for c in terms.values():
            if type(c) is int:
                p = gcd(p, c)
            else:
                p = gcd(p, c.numerator)
                decimal = decimal or c.decimal  # type: ignore[union-attr]
                q = q * c.denominator // gcd(q, c.denominator)
        if terms[min(terms, key=leading)] < 0:
            p = -p
        return p if q == 1 else Rational(p, q, decimal)

    def note_scale(self, value: Value) -> None:
        """Remember with which number a sum was typed where it is a factor, to print it so again."""
        s = bare_sum(value[1])
        if s is not None:
            c = value[0]
            if not isinstance(c, int) and as_fraction(magnitude(c))[1] != 1:
                c = 1 if c > 0 else -1
            self.scales.setdefault(s, set()).add(c)

    def scale(self, s: Sum) -> Exact:
        """The number with which a sum is printed where it is a factor."""
        scales = self.scales.get(s)
        if not scales or 1 in scales:
            return 1
        return min(scales, key=lambda c: (magnitude(c), -c))

    def opposite(self, s: Sum) -> Sum:
        """The sum with every sign turned, as a base."""
        if s.opposite is None:
            s.opposite = self.base_sum({p: -c for p, c in s.terms.items()})
            s.opposite.opposite = s
        return s.opposite


def degree(p: Product) -> Exact:
    """The total degree of a product in its symbols; sums count with the degree of their lead."""
    total: Exact = 0
    for base, exponent in p.factors.items():
        if type(base) is Atom and base.leaf is None or type(base) is int:
            continue
        total = total + (1000 if isinstance(exponent, tuple) else exponent)
    return total


def leading(p: Product) -> tuple[object, ...]:
    """Sorts the terms of a sum: falling degree, then by name, the constant last."""
    return (not p.factors, -degree(p), p.key)


def is_number(value: Value) -> bool:
    """Whether the value is an exact number."""
    return not value[1].factors


def is_whole(value: Value) -> bool:
    """Whether the value is an integer."""
    return not value[1].factors and value[0].denominator == 1


def only_base(p: Product) -> tuple[Base, Exponent] | None:
    """The base and exponent of a product of one power, else None."""
    if len(p.factors) == 1:
        for item in p.factors.items():
            return item
    return None


def bare_sum(p: Product) -> Sum | None:
    """The sum that the product is, or None."""
    if p.sums and len(p.factors) == 1:
        for base, exponent in p.factors.items():
            if type(base) is Sum and type(exponent) is int and exponent == 1:
                return base
    return None


__all__ = [
    "HALF",
    "MINUS_ONE",
    "ONE",
    "ONE_PRODUCT",
    "ZERO",
    "Arena",
    "Atom",
    "Product",
    "Sum",
    "bare_sum",
    "degree",
    "is_number",
    "is_whole",
    "leading",
    "only_base",
    "value_key",
]
