"""Sums as polynomials over their kernels, and back.

A kernel is what a sum is a polynomial in: a symbol, a function, a root, a power of exp.

    exp(2*x) - 2*exp(x)*sqrt(y) + y   with g = exp(x), r = sqrt(y):   g^2 - 2*g*r + r^2

All powers of one base are powers of one kernel, ``x^(3/2)`` and ``x`` of ``x^(1/2)``, ``exp(x)``
and ``exp(x/3)`` of ``exp(x/3)``. The root of a sum is a kernel with a relation, ``r^2 = 1 - x^2``,
and so is a function whose square an identity gives, ``sin(x)^2 = 1 - cos(x)^2``.
"""

from __future__ import annotations

from math import gcd

from ..expressions.rationals import Rational, common_unit, divide
from ..expressions.rationals import power as exact_power
from .arithmetic import Factors, add, as_exponent, as_value, scaled_exponent
from .divisors import Divisors, TooLarge
from .facts import POSITIVE, sign_of_base
from .forms import HALF, NUMERIC, ONE_PRODUCT, SUMS, Atom, Product, Sum, bare_sum, value_key
from .fractions import common_powers
from .polynomials import (
    MOST,
    borrows,
    exponent_in,
    exponents,
    number_content,
    over_number,
    plus,
    product,
    quotient,
    total,
    variable,
    variables_of,
)
from .powers import factorized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import TypeAlias

    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value
    from .polynomials import Polynomial

    Symbolic: TypeAlias = "tuple[tuple[Product, Exact], ...]"


_MOST_TERMS = 2_000
_MOST_PRODUCTS = 400_000
_STEPS_OF_TERM = 100
_MOST_CONJUGATES = 4
_LONGEST_WITH_CONJUGATE = 300


class Kernels:
    """The kernels of sums, numbered as variables of polynomials.

    Arguments:
        algebra: where the sums live.
        products: the terms to be written as polynomials.
        written: the sums to be written out, others being kernels; without it all that are factors.
        identities: for a function f, the g, a and b of f^2 = a + b*g^2, if there are.
        definitions: for a function, the functions it is a product of powers of, if any.
        inside: whether they are put into sums that are factors too.
    """

    def __init__(
        self,
        algebra: Algebra,
        products: Iterable[Product],
        *,
        written: Collection[Sum] | None = None,
        identities: Callable[[Atom], tuple[Product, int, int] | None] | None = None,
        definitions: Callable[[Atom], Mapping[Base, Exact] | None] | None = None,
        inside: bool = False,
    ) -> None:
        self.algebra = algebra
        self._written = written
        self._identity = identities
        self._definition = definitions
        self._inside = inside
        self._numeric: dict[Base, int] = {}
        self._symbolic: dict[tuple[Base, Product | Symbolic], Exact] = {}
        self._units: list[tuple[Base, Exponent]] = []
        self._index: dict[object, int] = {}
        self._relations: dict[int, tuple[int, Polynomial]] = {}
        self._order: list[Sum] = []
        self._written_keys: dict[frozenset[tuple[int, int]], list[tuple[int, int, int]]] = {}
        self._alike: dict[int, tuple[int, int, int]] = {}
        self._cleared: dict[Sum, Sum] = {}
        self._clear_ones: set[Sum] = set()
        self._rooted: dict[Sum, Sum] = {}
        self._stands_for: dict[Base, tuple[Sum, dict[Base, Exponent]]] = {}
        self._only_whole: set[Sum] = set()
        self._taken_apart: dict[tuple[Sum, Exact], Collection[tuple[Base, Exponent]]] = {}
        self._scan(tuple(products))
        self._meet_partners()
        self._number()
        algebra.arena.spend(len(self._units))
        self.guard = borrows(len(self._units))
        self._words = 1 + (len(self._units) >> 6)
        self.divisors = Divisors(self.guard, algebra.arena.spend)
        self._work = 0
        for s in self._order:
            self._relate_sum(s)
        for base, q in self._numeric.items():
            if type(base) is int and q > 1:
                self._relations[self._index[base]] = (q, {0: base})
        self._relate_functions()

    # What occurs

    def factors(self, p: Product) -> Collection[tuple[Base, Exponent]]:
        """The powers of a product; functions with a definition, and sums with bars, replaced.

        Numbers with symbols in the exponent are split into primes: 6^x = 2^x*3^x.
        """
        if self._definition is None and not p.traits & (SUMS | NUMERIC):
            return p.factors.items()
        powers: dict[Base, Exponent] = {}
        for base, exponent in p.factors.items():
            for inner, e in self._parts(base, exponent):
                known = powers.get(inner)
                powers[inner] = e if known is None else self._added(known, e)
        return powers.items()

    def _parts(self, base: Base, exponent: Exponent) -> Iterable[tuple[Base, Exponent]]:
        if type(base) is int:
            if isinstance(exponent, tuple):
                primes = factorized(base, 2)
                return [(q, scaled_exponent(self.algebra, exponent, k)) for q, k in primes]
        elif type(base) is Sum:
            if not isinstance(exponent, tuple):
                key = base, exponent
                if key not in self._taken_apart:
                    self._taken_apart[key] = self._without_bars(base, exponent)
                return self._taken_apart[key]
        elif self._definition is not None and type(exponent) is int:
            defined = self._definition(base)  # type: ignore[arg-type]
            if defined is not None:
                return [(b, k * exponent) for b, k in defined.items()]
        return ((base, exponent),)

    def _added(self, one: Exponent, other: Exponent) -> Exponent:
        if isinstance(one, tuple) or isinstance(other, tuple):
            return as_exponent(add(self.algebra, (as_value(one), as_value(other))))
        return one + other

    def _without_bars(self, s: Sum, exponent: Exact) -> Collection[tuple[Base, Exponent]]:
        """(1 + 1/x)^(3/2) = r/x * (x + 1)/x with r = x*(1 + 1/x)^(1/2), so that r^2 = x^2 + x."""
        whole = exponent.numerator // exponent.denominator
        if self._written is not None and s not in self._written:
            return ((s, exponent),)
        if s in self._stands_for or s in self._clear_ones or not (whole or len(s.terms) > 1):
            return ((s, exponent),)
        if self._inside and exponent == whole:
            opened = self._opened(s)
            if opened is not s:
                below = self._bars(opened)
                cleared = self._without_its_bars(opened, below)
                outside = [(b, scaled_exponent(self.algebra, k, whole)) for b, k in below.items()]
                return ((cleared, whole), *outside)
        inner = self._with_roots_replaced(s)
        below = self._bars(inner)
        if not below:
            return ((s, exponent),)
        rest: list[tuple[Base, Exponent]] = []
        if exponent - whole == HALF and s not in self._only_whole and _is_simple(s, below):
            rest = [(self._times_bar(s, below), HALF), *below.items()]
        elif exponent != whole:
            rest = [(s, exponent - whole)]
        if not whole:
            return rest
        if len(s.terms) == 1:
            for p, c in s.terms.items():
                if c == 1:
                    for b, e in p.factors.items():
                        rest.append((b, scaled_exponent(self.algebra, e, whole)))
                    return rest
            return ((s, exponent),)
        rest += [(b, scaled_exponent(self.algebra, k, whole)) for b, k in below.items()]
        cleared = self._without_its_bars(inner, below)
        if inner is not s:
            self._stands_for[cleared] = (s, below)
        return ((cleared, whole), *rest)

    def _opened(self, s: Sum) -> Sum:
        """sec(u) + tan(u) as 1/cos(u) + sin(u)/cos(u)."""
        terms: dict[Product, Exact] = {}
        for p, c in s.terms.items():
            powers: dict[Base, Exponent] = {}
            for base, exponent in p.factors.items():
                parts: Iterable[tuple[Base, Exponent]] = ((base, exponent),)
                if type(base) is Atom:
                    parts = self._parts(base, exponent)
                for b, e in parts:
                    powers[b] = self._added(powers.get(b, 0), e)
            q = self.algebra.arena.product({b: e for b, e in powers.items() if e})
            terms[q] = terms.get(q, 0) + c
        terms = {q: c for q, c in terms.items() if c}
        return s if terms == s.terms else self.algebra.arena.base_sum(terms)

    def _with_roots_replaced(self, s: Sum) -> Sum:
        """The sum, what stands for square roots of sums with bars put in their places."""
        if not any([p.traits & SUMS for p in s.terms]):
            return s
        terms: dict[Product, Exact] = {}
        for p, c in s.terms.items():
            powers: dict[Base, Exponent] = {}
            for base, exponent in p.factors.items():
                parts: Iterable[tuple[Base, Exponent]] = ((base, exponent),)
                if type(base) is Sum and _is_half(exponent) and _is_simple(base, {}):
                    parts = self._without_bars(base, exponent)  # type: ignore[arg-type]
                for b, e in parts:
                    powers[b] = self._added(powers.get(b, 0), e)
            q = self.algebra.arena.product({b: e for b, e in powers.items() if e})
            terms[q] = terms.get(q, 0) + c
        return self.algebra.arena.base_sum({p: c for p, c in terms.items() if c})

    def _without_its_bars(self, s: Sum, below: dict[Base, Exponent]) -> Sum:
        found = self._cleared.get(s)
        if found is None:
            found = self._cleared[s] = self._times_bars(s, below)
            self._clear_ones.add(found)
        return found

    def _times_bar(self, s: Sum, below: dict[Base, Exponent]) -> Sum:
        """A sum of its own; its root stands for that of s times what stands below the bars of s."""
        found = self._rooted.get(s)
        if found is None:
            square = self._times_bars(self._without_its_bars(s, below), below)
            found = self._rooted[s] = Sum(square.terms)
            self._stands_for[found] = (s, below)
            self._clear_ones.add(found)
        return found

    def _bars(self, s: Sum) -> dict[Base, Exponent]:
        """The powers below bars in the terms of a sum: of x^-2 + exp(-x) + 1, x^-2 and exp(-x)."""
        below: dict[Base, Exponent] = {b: k for b, k in common_powers(s).items() if k < 0}
        least: dict[Base, dict[Product, Exact]] = {}
        for p in s.terms:
            for base, exponent in p.factors.items():
                if isinstance(exponent, tuple):
                    if not self._positive(base):
                        if base in below:
                            return {}
                        continue
                    number, parts = split(self.algebra, exponent)
                    known = least.setdefault(base, {})
                    for q, c in ((ONE_PRODUCT, number), *parts.items()):
                        if c < known.get(q, 0):
                            known[q] = c
        for base, found in least.items():
            if found:
                found[ONE_PRODUCT] = min(
                    found.get(ONE_PRODUCT, 0), common_powers(s).get(base, 0)
                )
                below[base] = as_exponent(add(self.algebra, [(c, q) for q, c in found.items()]))
        return below

    def _times_bars(self, s: Sum, below: dict[Base, Exponent]) -> Sum:
        """The sum times what stands below its bars."""
        terms: dict[Product, Exact] = {}
        for p, c in s.terms.items():
            powers = dict(p.factors)
            for b, k in below.items():
                e = self._added(powers.get(b, 0), scaled_exponent(self.algebra, k, -1))
                powers[b] = e
                if not isinstance(e, tuple) and not e:
                    del powers[b]
            cleared = self.algebra.arena.product(powers)
            inner = bare_sum(cleared)
            for q, d in ((cleared, 1),) if inner is None else inner.terms.items():
                terms[q] = terms.get(q, 0) + c * d
        return self.algebra.arena.base_sum({p: c for p, c in terms.items() if c})

    def _scan(self, products: tuple[Product, ...]) -> None:
        """Find the kernels, and the sums that are written out, inner ones first.

        A sum with bars of which there are other roots than square roots keeps them.
        """
        self._scan_once(products)
        mixed = [s for s in self._rooted if s in self._numeric]
        if mixed:
            self._only_whole.update(mixed)
            self._numeric, self._symbolic, self._order = {}, {}, []
            self._rooted, self._stands_for, self._taken_apart = {}, {}, {}
            self._scan_once(products)

    def _scan_once(self, products: tuple[Product, ...]) -> None:
        entered: set[Sum] = set()
        stack: list[Product | Sum] = list(products)
        while stack:
            form = stack.pop()
            if type(form) is Sum:
                self._order.append(form)
                continue
            factors = self.factors(form)  # type: ignore[arg-type]
            self.algebra.arena.left -= 6 * len(factors)
            for base, exponent in factors:
                self._meet(base, exponent)
                if type(base) is Sum and base not in entered:
                    entered.add(base)
                    if self._is_written_out(base, exponent):
                        stack.append(base)
                        stack += base.terms

    def _is_written_out(self, s: Sum, exponent: Exponent) -> bool:
        if isinstance(exponent, tuple):
            return False
        if self._written is not None and s not in self._written and s not in self._clear_ones:
            return False
        return all(
            type(c) is int and all(self._stands_above(b, e) for b, e in self.factors(p))
            for p, c in s.terms.items()
        )

    def _stands_above(self, base: Base, exponent: Exponent) -> bool:
        """Whether a power is one of kernels with exponents above 0."""
        if not isinstance(exponent, tuple):
            return exponent > 0
        if not self._positive(base):
            return True
        number, parts = split(self.algebra, exponent)
        return number >= 0 and all(c > 0 for c in parts.values())

    def _meet(self, base: Base, exponent: Exponent) -> None:
        number, parts = split(self.algebra, exponent)
        if parts and not self._positive(base):
            key = (base, tuple(sorted(parts.items(), key=_by_key)))
            least = self._symbolic.get(key)
            self._symbolic[key] = number if least is None or number < least else least
            self._take_root(base, number.denominator)
            return
        for p, c in parts.items():
            self._symbolic[base, p] = common_unit(self._symbolic.get((base, p), c), c)
        if number or not parts:
            self._take_root(base, number.denominator)

    def _take_root(self, base: Base, q: int) -> None:
        """Have a root of the base as kernel of which its q-th root is a whole power."""
        known = self._numeric.get(base, 1)
        self._numeric[base] = known * q // gcd(known, q)

    def _positive(self, base: Base) -> bool:
        return type(base) is int or sign_of_base(self.algebra, base) == POSITIVE

    def _meet_partners(self) -> None:
        """With a function whose square an identity gives, the function that gives it occurs too."""
        if self._identity is not None:
            for base in tuple(self._numeric):
                if type(base) is Atom and base.args and self._numeric[base] == 1:
                    found = self._identity(base)
                    if found is not None:
                        for other in found[0].factors:
                            self._numeric.setdefault(other, 1)

    def _number(self) -> None:
        """Number the kernels, in an order that does not depend on what was met first."""
        found: list[tuple[str, object, Base, Exponent]] = []
        for base, q in self._numeric.items():
            root: Exponent = 1 if q == 1 else Rational(1, q)
            own = "'" if base in self._stands_for else ""
            found.append((_base_key(base) + own, base, base, root))
        for (base, part), number in self._symbolic.items():
            exponent = (number, part) if isinstance(part, Product) else self._sum(part, number)
            found.append((f"{_base_key(base)}^{value_key(exponent)}", (base, part), base, exponent))
        found.sort(key=lambda one: one[0], reverse=True)
        for i, (_, key, base, unit) in enumerate(found):
            self._index[key] = i
            self._units.append((base, unit))

    def _sum(self, parts: Symbolic, number: Exact) -> Value:
        return add(self.algebra, [*((c, p) for p, c in parts), (number, ONE_PRODUCT)])

    # Relations

    def _relate_sum(self, s: Sum) -> None:
        """Note the polynomial of a sum; a sum that is a multiple of another is no kernel itself."""
        i, q = self._index[s], self._numeric[s]
        written = total(self.polynomial_of(p, c.numerator) for p, c in s.terms.items())
        if s in self._stands_for:
            self._relations[i] = (q, written)
            return
        number = number_content(written) if q == 1 else 1
        key = frozenset(over_number(written, number).items())
        for j, known, r in self._written_keys.get(key, ()):
            if r % q == 0 and number % known == 0:
                self._alike[i] = (j, r // q, number // known)
                return
        self._written_keys.setdefault(key, []).append((i, number, q))
        self._relations[i] = (q, written)

    def _relate_functions(self) -> None:
        if self._identity is None:
            return
        for base in tuple(self._numeric):
            if type(base) is Atom and base.args and self._numeric[base] == 1:
                self._relate_function(base)

    def _relate_function(self, atom: Atom) -> None:
        """f^2 = a + b*g^2, where g occurs too."""
        assert self._identity is not None
        found = self._identity(atom)
        if found is not None:
            other, a, b = found
            for base in other.factors:
                if base in self._index and self._numeric[base] == 1:
                    square = {variable(self._index[base], 2): b, 0: a}
                    self._relations[self._index[atom]] = (2, square)

    # There

    def powers(self, p: Product) -> tuple[dict[int, int], Exact]:
        """The kernels of a product with their exponents, which may be negative, and a number."""
        found: dict[int, int] = {}
        self.algebra.arena.left -= 4 * len(p.factors)
        for base, exponent in self.factors(p):
            number, parts = split(self.algebra, exponent)
            if parts and not self._positive(base):
                key = (base, tuple(sorted(parts.items(), key=_by_key)))
                i = self._index[key]
                found[i] = found.get(i, 0) + 1
                number = number - self._symbolic[key]
            else:
                for q, c in parts.items():
                    i = self._index[base, q]
                    found[i] = found.get(i, 0) + _whole(divide(c, self._symbolic[base, q]))
            if number:
                i = self._index[base]
                found[i] = found.get(i, 0) + _whole(number * self._numeric[base])
        times: Exact = 1
        for i in tuple(found):
            if i in self._alike:
                j, root, multiple = self._alike[i]
                k = found.pop(i)
                found[j] = found.get(j, 0) + k * root
                times = times * exact_power(multiple, k)
        return found, times

    def polynomial_of(self, p: Product, c: int) -> Polynomial:
        """c * p over the kernels; no kernel may be below the bar."""
        powers, times = self.powers(p)
        return self.polynomial(powers, _whole(c * times))

    def polynomial(self, powers: Mapping[int, int], c: int) -> Polynomial:
        """The polynomial of a product of powers of kernels, relations applied."""
        monomial = 0
        rest: list[tuple[Polynomial, int]] = []
        for i, k in powers.items():
            if k < 0 or k > MOST:
                raise TooLarge
            relation = self._relations.get(i)
            if relation is not None and k >= relation[0]:
                whole, k = divmod(k, relation[0])
                rest.append((relation[1], whole))
            monomial += variable(i, k)
        found = {monomial: c}
        for f, n in rest:
            for _ in range(n):
                found = self.product(found, f)
        return found

    def product(self, f: Polynomial, g: Polynomial) -> Polynomial:
        """f * g, the relations applied.

        Raises:
            TooLarge: when too many terms arise.
        """
        self._work += len(f) * len(g)
        if self._work > _MOST_PRODUCTS:
            raise TooLarge
        self.algebra.arena.spend(len(f) * len(g) * self._words)
        found = product(f, g)
        if self._relations:
            found = self.lowered(found)
        if len(found) > _MOST_TERMS or variables_of(found) & self.guard:
            raise TooLarge
        return found

    def quotient(self, f: Polynomial, g: Polynomial) -> Polynomial | None:
        """f / g if g divides f, the relations counted: 4*x + 4*r - 1 divides 4*x^2 + ... - r.

        A g with square roots is multiplied by its conjugates until none is left; what that gives
        is tried, unless it is a number: that would divide all. Of roots of higher order only their
        powers are tried.
        """
        found = quotient(f, g, self.guard)
        if found is not None or not self._relations or len(g) < 2:
            return found
        found = self._quotient_by_conjugates(f, g)
        return found if found is not None and self.product(found, g) == f else None

    def _quotient_by_conjugates(self, f: Polynomial, g: Polynomial) -> Polynomial | None:
        present = variables_of(g)
        for i, (q, _) in self._relations.items():
            if q > 2 and exponent_in(present, i):
                return self._root_as_quotient(f, g, i, q)
        for _ in range(_MOST_CONJUGATES):
            squares = [i for i, (q, _) in self._relations.items() if q == 2]
            roots = [i for i in squares if exponent_in(present, i)]
            if not roots or len(f) * len(g) > _LONGEST_WITH_CONJUGATE:
                break
            conjugate = {m: -c if exponent_in(m, roots[0]) & 1 else c for m, c in g.items()}
            f, g = self.product(f, conjugate), self.product(g, conjugate)
            present = variables_of(g)
        return quotient(f, g, self.guard) if len(g) > 1 or variables_of(g) else None

    def _root_as_quotient(self, f: Polynomial, g: Polynomial, i: int, q: int) -> Polynomial | None:
        """A power of a root that makes f of g, up to a number."""
        if len(f) != len(g):
            return None
        for k in range(1, q):
            made = self.product(g, {variable(i, k): 1})
            top = max(made)
            c, rest = divmod(f.get(top, 0), made[top])
            if c and not rest:
                return {variable(i, k): c}
        return None

    def lowered(self, f: Polynomial) -> Polynomial:
        """f after the relations: no kernel with one has its power or more."""
        again = True
        while again:
            again = False
            present = variables_of(f)
            if present & self.guard:
                raise TooLarge
            for i, (q, square) in self._relations.items():
                if exponent_in(present, i) and any(exponent_in(m, i) >= q for m in f):
                    f = self._replaced(f, i, q, square)
                    again = True
        return f

    def _replaced(self, f: Polynomial, i: int, q: int, square: Polynomial) -> Polynomial:
        """f with ``square`` for the q-th power of the i-th kernel, once in every term."""
        high: Polynomial = {}
        low: Polynomial = {}
        for m, c in f.items():
            if exponent_in(m, i) >= q:
                high[m - variable(i, q)] = c
            else:
                low[m] = c
        self._work += len(high) * len(square)
        if self._work > _MOST_PRODUCTS:
            raise TooLarge
        self.algebra.arena.spend(len(f))
        return plus(product(high, square), low)

    def written_out(self) -> list[tuple[int, int, Polynomial]]:
        """The kernels that stand for sums, the power that is a polynomial, and that polynomial."""
        numbers = [self._index[s] for s in self._order]
        return [(i, *self._relations[i]) for i in numbers if i in self._relations]

    def relation(self, i: int) -> tuple[int, Polynomial] | None:
        """The power of a kernel that is a polynomial in others, and that polynomial."""
        return self._relations.get(i)

    def is_plain(self, f: Polynomial) -> bool:
        """Whether a polynomial holds symbols only."""
        return all(
            type(self._units[i][0]) is Atom
            and self._units[i][0].leaf is not None  # type: ignore[union-attr]
            and self._units[i][1] == 1
            for i, _ in exponents(variables_of(f))
        )

    def has_bars(self, i: int) -> bool:
        """Whether a kernel stands for a root of a sum with bars."""
        return self._units[i][0] in self._stands_for

    def stands_below(self, i: int, f: Polynomial) -> bool:
        """Whether f is one term, of what stands below bars in the sum of a root: it is not 0."""
        _, below = self._stands_for[self._units[i][0]]
        return len(f) == 1 and all(self._units[k][0] in below for k, _ in exponents(max(f)))

    def unit(self, i: int) -> tuple[Base, Exponent]:
        """The base and the exponent of a kernel."""
        base, unit = self._units[i]
        return self._stands_for[base][0] if base in self._stands_for else base, unit

    # And back

    def times_kernel(self, gathered: Factors, i: int, k: int) -> None:
        """Multiply by a power of a kernel."""
        base, unit = self._units[i]
        self.algebra.arena.left -= 2
        if base in self._stands_for:
            base, below = self._stands_for[base]
            for b, e in below.items():
                gathered.times(b, scaled_exponent(self.algebra, e, -k))
        gathered.times(base, scaled_exponent(self.algebra, unit, k))

    def value_of(self, f: Polynomial) -> Value:
        """The value of a polynomial."""
        terms = []
        for m, c in f.items():
            gathered = Factors(self.algebra, {})
            gathered.coefficient = c
            for i, k in exponents(m):
                self.times_kernel(gathered, i, k)
            terms.append(gathered.value())
        self.algebra.arena.spend(_STEPS_OF_TERM * len(terms))
        return add(self.algebra, terms, rules=False)


def split(algebra: Algebra, exponent: Exponent) -> tuple[Exact, dict[Product, Exact]]:
    """An exponent as a number and multiples of products."""
    if not isinstance(exponent, tuple):
        return exponent, {}
    c, p = exponent
    s = bare_sum(p)
    if s is None:
        return 0, {p: c}
    parts = {q: c * d for q, d in s.terms.items()}
    return parts.pop(ONE_PRODUCT, 0), parts


def _is_half(exponent: Exponent) -> bool:
    return not isinstance(exponent, tuple) and exponent.denominator == 2


def _is_simple(s: Sum, below: dict[Base, Exponent]) -> bool:
    """Whether there are no sums in the sum, nor symbols in exponents below its bars."""
    in_exponents = any([isinstance(k, tuple) for k in below.values()])
    return not in_exponents and not any([p.traits & SUMS for p in s.terms])


def _whole(c: Exact) -> int:
    return c if type(c) is int else c.numerator // c.denominator


def _base_key(base: Base) -> str:
    return f"{base:020d}" if type(base) is int else base.key  # type: ignore[union-attr]


def _by_key(part: tuple[Product, Exact]) -> str:
    return part[0].key
