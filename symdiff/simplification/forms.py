"""The normal form: a number times a product of powers.

    value   = (coefficient, product)            3/2 * x * sin(y)^2
    product = {base: exponent}                  bases are atoms, sums and whole numbers
    sum     = {product: coefficient}            primitive: whole coefficients without common factor
    atom    = symbol, constant, or function(values)

Atoms, products and sums are interned in an arena that lives as long as one simplification, so that
equal forms are one object. ``(1, {s: 1})`` is the bare sum s, ``(c, {})`` the number c. An
exponent is an exact number or, when it holds symbols, a value.

Every form has a ``key``, a text made of the keys of its parts and cut to a bounded length with a
checksum: it orders forms in the same way in every process, whatever was built first. It is found
where degrees and ranks leave a tie, which is seldom.
"""

from __future__ import annotations

from binascii import crc32
from math import gcd

from ..expressions import LimitExceeded, Number, Rational, Symbol
from ..expressions.rationals import as_fraction, divide, is_decimal, magnitude, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from ..expressions.rationals import Exact

    Base: TypeAlias = "Atom | Sum | int"
    Value: TypeAlias = "tuple[Exact, Product]"
    Exponent: TypeAlias = "Exact | Value"

_KEY_LENGTH = 120
_LONG = 1 << 1_000
_STEPS_OF_A_NODE = 4  # that a formula brings along


def bounded(key: str) -> str:
    """The key, cut to a bounded length with a checksum."""
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


FUNCTIONS, SUMS, NUMERIC, PARTIAL, COMPOSED = 1, 2, 4, 8, 16


class Form:
    """An atom, a product or a sum, with a key that is found when it is first asked for.

    Attributes:
        traits: what a product is that has the form as a factor, or the product itself: FUNCTIONS
            (a factor is a function, so that rules may rewrite the product), SUMS (a factor is a
            sum), NUMERIC (a factor may have to be worked out: a whole number, I, a sum under a
            root), PARTIAL (it is not defined for all real values of its symbols), COMPOSED (a
            factor is a function or a sum, or has symbols in its exponent).
    """

    __slots__ = ("_key", "traits")

    _key: str | None
    traits: int

    @property
    def total(self) -> bool:
        """Whether it is defined for all real values of its symbols."""
        return not self.traits & PARTIAL

    @property
    def key(self) -> str:
        """The ordering text."""
        key = self._key
        return _found_key(self) if key is None else key

    def __lt__(self, other: Form) -> bool:
        """The order of keys, which decides where ranks and degrees leave a tie."""
        return self.key < other.key

    def parts(self) -> Iterable[Form]:
        """The forms whose keys the key is made of."""
        raise NotImplementedError

    def text(self) -> str:
        """The key, when those of the parts are known."""
        raise NotImplementedError


def _found_key(form: Form) -> str:
    """The key of a form, those of its parts first, without recursion."""
    stack = [form]
    key = ""
    while stack:
        top = stack[-1]
        waiting = [part for part in top.parts() if part._key is None]
        if waiting:
            stack += waiting
        else:
            key = top._key = top.text()
            stack.pop()
    return key


class Atom(Form):
    """A symbol, a constant, or a function of values, taken as a whole.

    Attributes:
        op, args: the function and its values.
        leaf: the symbol, if it is one.
    """

    __slots__ = ("args", "leaf", "op")

    def __init__(self, op: str, args: tuple[Value, ...], leaf: Symbol | None, total: bool) -> None:
        self._key = None if leaf is None else _symbol_key(leaf.name)
        self.op = op
        self.args = args
        self.leaf = leaf
        self.traits = FUNCTIONS | COMPOSED if args else NUMERIC if op == "I" else 0
        if not total or (args and not all([p.total for _, p in args])):
            self.traits |= PARTIAL

    def parts(self) -> Iterable[Form]:
        return [p for _, p in self.args]

    def text(self) -> str:
        return bounded(f"{self.op}({','.join([value_key(a) for a in self.args])})")


class Product(Form):
    """A product of powers {base: exponent}; the empty one is 1.

    Attributes:
        normal: whether it is known that no rule rewrites it.
    """

    __slots__ = ("_degree", "factors", "normal")

    _degree: Exact | None

    def __init__(self, factors: dict[Base, Exponent]) -> None:
        self._key = self._degree = None
        self.factors = factors
        self.normal = False
        traits = 0
        for base, exponent in factors.items():
            traits |= NUMERIC if type(base) is int else base.traits  # type: ignore[union-attr]
            if type(exponent) is int:
                if exponent < 0:
                    traits |= PARTIAL
            else:
                if type(exponent) is tuple:
                    traits |= COMPOSED
                if not _keeps_total(base, exponent):
                    traits |= PARTIAL
        self.traits = traits

    @property
    def sums(self) -> bool:
        """Whether a factor is a sum."""
        return bool(self.traits & SUMS)

    @property
    def degree(self) -> Exact:
        """The total degree in the symbols; sums count with the degree of their lead."""
        total = self._degree
        if total is None:
            total = 0
            for base, exponent in self.factors.items():
                if type(base) is Sum or (type(base) is Atom and base.leaf is not None):
                    total = total + (1000 if isinstance(exponent, tuple) else exponent)
            self._degree = total
        return total

    def parts(self) -> Iterable[Form]:
        factors = self.factors
        found: list[Form] = [base for base in factors if type(base) is not int]  # type: ignore[misc]
        return found + [e[1] for e in factors.values() if type(e) is tuple]

    def text(self) -> str:
        keys = [
            base.key if exponent == 1 and type(base) is Atom else _factor_key(base, exponent)
            for base, exponent in self.factors.items()
        ]
        keys.sort()
        return bounded("*".join(keys))


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


class Sum(Form):
    """A sum {product: coefficient}: primitive, or any value taken whole as the base of a root.

    Attributes:
        common: what its terms share, once that is found.
        functions: whether a factor of a term is a function, so that rules may rewrite the sum.
        normal: whether it is known that no rule does.
        opposite: the sum with every sign turned, once that is made.
        size: how many factors its terms have together.
        value: what it is by itself, if it is not primitive and that was asked for.
    """

    __slots__ = ("common", "functions", "normal", "opposite", "size", "terms", "value")

    def __init__(self, terms: dict[Product, Exact]) -> None:
        self.terms = terms
        self._key = None
        self.common: dict[Base, Exact] | None = None
        self.opposite: Sum | None = None
        self.value: Value | None = None
        self.normal = False
        self.size = traits = 0
        for p in terms:
            self.size += len(p.factors)
            traits |= p.traits
        self.functions = traits & FUNCTIONS
        self.traits = SUMS | NUMERIC | COMPOSED | traits & PARTIAL

    @property
    def primitive(self) -> bool:
        """Whether it is known to be primitive, so that a whole power of it stays as it is."""
        return not self.traits & NUMERIC

    def parts(self) -> Iterable[Form]:
        return self.terms

    def text(self) -> str:
        terms = self.terms
        keys = [value_key((terms[p], p)) for p in sorted(terms, key=_leading)]
        return bounded("(" + "+".join(keys) + ")")


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
        steps: how many units of work may be done; one is a microsecond or a few.
    """

    def __init__(self, steps: int) -> None:
        self.allowed = steps
        self.left = steps
        self.brought = _STEPS_OF_A_NODE
        self._atoms: dict[Any, Atom] = {}
        self._products: dict[Any, Product] = {frozenset(): ONE_PRODUCT}
        self._powers: dict[Any, Product] = {}
        self._sums: dict[Any, Sum] = {}
        self.leaves: dict[Any, Value] = {}
        self.scales: dict[Sum, set[Exact]] = {}
        self.even_scales: dict[Sum, set[Exact]] = {}
        self.typed = False
        self.of_decimals: set[Sum] = set()

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

    def spend_on_number(self, c: Exact) -> None:
        """Count the work that arithmetic with a long number is, as the square of its length."""
        words = (c.numerator.bit_length() + c.denominator.bit_length()) // 64
        self.spend(words * words >> 7)

    def symbol(self, leaf: Symbol) -> Value:
        """The value of a symbol."""
        value = self.leaves.get(leaf)
        if value is None:
            atom = Atom("", (), leaf, True)
            product = self._powers[atom, 1] = Product({atom: 1})
            value = self.leaves[leaf] = (1, product)
        return value

    def power(self, leaf: Symbol, n: Number) -> Value:
        """The value of a symbol to a whole power above 1."""
        (atom,) = self.symbol(leaf)[1].factors
        return (1, self.product({atom: n.value}))

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
                    self.left -= 1
                    product = self._powers[key] = Product(factors)
                return product
        among = frozenset(factors.items())
        product = self._products.get(among)
        self.left -= 2 + (len(factors) >> 2)
        if product is None:
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
            found = self._sums[key] = Sum(terms)
            self.spend(1 + (found.size >> 3))
        return found

    def of_base(self, base: Base) -> Value:
        """The value that a base is by itself."""
        if type(base) is int:
            return (base, ONE_PRODUCT)
        if type(base) is Sum and not base.primitive:
            if base.value is None:
                base.value = self.sum(base.terms)
            return base.value
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
        self.left -= 1 + (len(terms) >> 1)
        content = self._content(terms)
        if content != 1:
            terms = {p: _divided(c, content) for p, c in terms.items()}
        s = self.base_sum(terms)
        s.traits &= ~NUMERIC
        if is_decimal(content):
            self.of_decimals.add(s)
        return (content, self.product({s: 1}))

    def _content(self, terms: dict[Product, Exact]) -> Exact:
        p, q, decimal, negative = 0, 1, False, 0
        for c in terms.values():
            n = c.numerator
            if not -_LONG < n < _LONG:
                self.spend_on_number(c)
            p = gcd(p, n)
            negative += n < 0
            if type(c) is not int:
                decimal = decimal or c.decimal  # type: ignore[union-attr]
                q = q * c.denominator // gcd(q, c.denominator)
        if negative and (negative == len(terms) or _starts_negative(terms)):
            p = -p
        return p if q == 1 else Rational(p, q, decimal)

    def inherit_decimals(self, s: Sum, other: Sum | None) -> None:
        """A sum that comes from one with decimals may be written with decimals too."""
        if other is not None and s in self.of_decimals:
            self.of_decimals.add(other)

    def note_scale(self, value: Value, *, even: bool = False) -> None:
        """Remember with which number a sum was typed where it is a factor, to print it so again.

        Under even powers, where the sign is free, it is remembered for itself. Once all is
        ``typed``, what is read again on the way does not count.
        """
        s = bare_sum(value[1])
        if s is not None and not self.typed:
            c = value[0]
            if not isinstance(c, int) and as_fraction(magnitude(c))[1] != 1:
                if any([p.traits & SUMS for p in s.terms]):
                    return  # the number may come from sums within
                c = 1 if c > 0 else -1
            (self.even_scales if even else self.scales).setdefault(s, set()).add(c)

    def has_scales(self) -> bool:
        """Whether a sum is written with another number than 1."""
        noted = (*self.scales.values(), *self.even_scales.values())
        return any(1 not in scales for scales in noted)

    def forget_scales(self) -> None:
        """Write every sum with the number 1."""
        for noted in (self.scales, self.even_scales, self.of_decimals):
            noted.clear()

    def was_typed(self, s: Sum) -> bool:
        """Whether a sum was typed as a factor."""
        return s in self.scales or s in self.even_scales

    def scale(self, s: Sum, *, even: bool = False) -> Exact:
        """The number with which a sum is printed where it is a factor, or under an even power."""
        first, second = self.scales, self.even_scales
        if even:
            first, second = second, first
        scales = first.get(s) or second.get(s)
        if not scales or 1 in scales:
            return 1
        return min(scales, key=lambda c: (magnitude(c), -c))

    def opposite(self, s: Sum) -> Sum:
        """The sum with every sign turned, as a base."""
        if s.opposite is None:
            s.opposite = self.base_sum({p: -c for p, c in s.terms.items()})
            self.inherit_decimals(s, s.opposite)
            s.opposite.opposite = s
        return s.opposite


def _divided(c: Exact, by: Exact) -> Exact:
    if type(c) is type(by) is int:
        return c // by  # what is common divides
    return plain(divide(c, by))


def _starts_negative(terms: dict[Product, Exact]) -> bool:
    """Whether the term of the highest degree has a minus; of several the first by name."""
    highest: Exact | None = None
    leads: list[Product] = []
    for p in terms:
        if p.factors:
            degree = p.degree
            if highest is None or degree > highest:
                highest, leads = degree, [p]
            elif degree == highest:
                leads.append(p)
    return terms[leads[0] if len(leads) == 1 else min(leads)].numerator < 0


def _leading(p: Product) -> tuple[object, ...]:
    """Sorts the terms of a sum: falling degree, then by name, the constant last."""
    return (not p.factors, -p.degree, p)


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
    if p.traits & SUMS and len(p.factors) == 1:
        for base, exponent in p.factors.items():
            if type(base) is Sum and type(exponent) is int and exponent == 1:
                return base
    return None


__all__ = [
    "COMPOSED",
    "FUNCTIONS",
    "HALF",
    "MINUS_ONE",
    "NUMERIC",
    "ONE",
    "ONE_PRODUCT",
    "PARTIAL",
    "SUMS",
    "ZERO",
    "Arena",
    "Atom",
    "Form",
    "Product",
    "Sum",
    "bare_sum",
    "is_number",
    "is_whole",
    "only_base",
    "value_key",
]
