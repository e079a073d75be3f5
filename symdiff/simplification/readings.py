"""Formulas read under some of the laws of arithmetic: those make equal readings equal.

What a law of the set makes equal has one reading, what only another law makes equal has two. The
order of terms and factors never counts.
"""

from __future__ import annotations

from collections import Counter
from math import gcd

from ..expressions import Apply, Expr, Number, apply
from ..expressions.rationals import divide, exact_root, is_decimal, rational
from ..expressions.rationals import power as exact_power
from .forms import HALF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from ..expressions.rationals import Exact

    Exponent: TypeAlias = frozenset[tuple[Any, Exact]]  # powers of symbols, times a number each
    Power: TypeAlias = tuple[Any, Exponent]
    Powers: TypeAlias = tuple[tuple[Power, ...], tuple[Power, ...]]  # above the bar, below it
    Numbers: TypeAlias = tuple[tuple[Exact, ...], tuple[Exact, ...]]
    Fraction: TypeAlias = "tuple[list[Term], list[Term]]"

# The laws that can be taken away, those first that a reader thinks of last.
LAWS = (
    "fractions",
    "root of a square",
    "distribution",
    "power of a product",
    "power of a power",
    "negative power",
    "like terms",
    "factors that cancel",
    "like factors",
    "minus a sum",
    "quotients",
    "signs",
    "numbers",
)
ALL = frozenset(LAWS)
IMPLIED = {
    "fractions": ALL - {"fractions", "root of a square", "like terms"},
    "distribution": frozenset(("minus a sum", "signs", "numbers", "like factors")),
    "like terms": frozenset(("minus a sum", "signs")),
}
_OF_EXPONENTS = ALL - {"fractions", "root of a square"}
_MOST = 1_000  # terms and powers that a reading may have
_MOST_OF_ALL = 5_000  # that all readings of a step may have
MOST_OPERATIONS = 200  # that are looked at
_HIGHEST = 6  # power of a sum that is multiplied out
_LONGEST = 4_000  # bits of a power of a number
ARITHMETIC = frozenset(("add", "sub", "neg", "mul", "div", "pow", "sqrt", "exp", "abs"))
_E = apply("E", ())


class TooLong(Exception):
    """The readings of a step would be longer than anybody looks at."""


class Known:
    """What is not looked into: sums that both sides have; functions that stand for others."""

    def __init__(
        self, atoms: frozenset[Expr] = frozenset(), alike: dict[Expr, Expr] | None = None
    ) -> None:
        self.atoms = atoms
        self.alike = {} if alike is None else alike
        self.left = _MOST_OF_ALL


def arithmetic_in(e: Expr, *, within: bool = False) -> list[Apply]:
    """The operations of arithmetic that a formula is put together from, those above first.

    ``within`` functions too, if asked for.
    """
    found: list[Apply] = []
    met, rest = {e}, [e]
    for node in rest:
        if len(found) == MOST_OPERATIONS:
            break
        if type(node) is Apply and (within or node.op in ARITHMETIC):
            found.append(node)
            new = [a for a in node.args if a not in met]
            met.update(new)
            rest += new
    return found


def same(before: Expr, after: Expr, laws: frozenset[str], known: Known) -> bool:
    """Whether the formulas have one reading under the laws."""
    reader = _Reader(laws.union(*[IMPLIED.get(law, ()) for law in laws]), known)
    try:
        (a, b), (c, d) = reader.read(before), reader.read(after)
        if b is not d:
            a, c = reader.times(a, d), reader.times(c, b)
        return bool(reader.key(a) == reader.key(c))
    except TooLong:
        return False


class Term:
    """A product as it was written: powers and numbers are listed, signs and bars are counted.

    Attributes:
        powers: the powers above the bar, and those below.
        numbers: the numbers above the bar, and those below.
        minus: the signs in front.
        inner_minus: the signs at factors further on.
        bars: 1 for a quotient.
        inner_bars: the bars within its factors.
    """

    __slots__ = ("bars", "inner_bars", "inner_minus", "minus", "numbers", "powers")

    def __init__(
        self,
        powers: Powers = ((), ()),
        numbers: Numbers = ((), ()),
        minus: int = 0,
        inner_minus: int = 0,
        bars: int = 0,
        inner_bars: int = 0,
    ) -> None:
        self.powers, self.numbers = powers, numbers
        self.minus, self.inner_minus = minus, inner_minus
        self.bars, self.inner_bars = bars, inner_bars

    def negated(self) -> Term:
        """The term with one more sign in front."""
        signs = (self.minus + 1, self.inner_minus)
        return Term(self.powers, self.numbers, *signs, self.bars, self.inner_bars)

    def times(self, other: Term, *, over: bool = False) -> Term:
        """The product with another term, or the quotient by it."""
        up, down = (1, 0) if over else (0, 1)
        return Term(
            (self.powers[0] + other.powers[up], self.powers[1] + other.powers[down]),
            (self.numbers[0] + other.numbers[up], self.numbers[1] + other.numbers[down]),
            self.minus,
            self.inner_minus + other.minus + other.inner_minus,
            int(over),
            self.bars + self.inner_bars + other.bars + other.inner_bars,
        )

    @property
    def is_power(self) -> bool:
        """Whether it is one power above the bar, and nothing else."""
        alone = len(self.powers[0]) == 1 and not self.powers[1] and not any(self.numbers)
        return alone and not (self.minus or self.inner_minus)


class _Reader:
    """Reads formulas under some of the laws: each as a sum of terms above a bar, and one below it.

    What stands below is 1 unless the law of fractions is among the laws: without it a quotient is
    one term, with powers below its bar.
    """

    def __init__(self, laws: frozenset[str], known: Known, left: int = _MOST) -> None:
        self.laws = laws
        self.known = known
        self.left = left
        self._sums: dict[Any, list[Term]] = {}  # the terms of each sum that is a base

    def read(self, e: Expr) -> Fraction:
        """The terms of a formula, above and below the bar."""
        found: dict[Expr, Fraction] = {}
        stack = [e]
        while stack:
            node = stack.pop()
            if node in found:
                continue
            parts = () if node in self.known.atoms else _parts(node)
            waiting = [part for part in parts if part not in found]
            if waiting:
                stack += (node, *reversed(waiting))
                continue
            self._spend(1)
            found[node] = self._operation(node, [found[part] for part in parts])
        return found[e]

    def _spend(self, count: int) -> None:
        self.left -= count
        self.known.left -= count
        if self.left < 0 or self.known.left < 0:
            raise TooLong

    def _operation(self, node: Expr, args: list[Fraction]) -> Fraction:
        op = node.op if type(node) is Apply and node not in self.known.atoms else ""
        if op in ("add", "sub"):
            return self._added(args[0], args[1] if op == "add" else self._negated(args[1]))
        if op == "neg":
            return self._negated(args[0])
        if op in ("mul", "div"):
            return self._multiplied(*args, over=op == "div")
        if op in ("pow", "sqrt", "exp"):
            return self._raised(args[0] if args else ([_power(_E)], _ONE), self._exponent(node))
        if op == "abs":
            return self._absolute(node, args[0][0])
        if type(node) is Number:
            return _number(node), _ONE
        return [_power(self.known.alike.get(node, node))], _ONE

    def _added(self, one: Fraction, other: Fraction) -> Fraction:
        (a, b), (c, d) = one, other
        if b is d or self.key(b) == self.key(d):
            return a + c, b
        return self.times(a, d) + self.times(c, b), self.times(b, d)

    def _negated(self, value: Fraction) -> Fraction:
        above, below = value
        if len(above) > 1 and "minus a sum" not in self.laws:
            above = [self._alone(above)]
        return [term.negated() for term in above], below

    def _multiplied(self, one: Fraction, other: Fraction, *, over: bool) -> Fraction:
        if "fractions" in self.laws:
            c, d = reversed(other) if over else other
            return self.times(one[0], c), self.times(one[1], d)
        if over and not other[0]:
            raise TooLong  # nothing can be said of what is divided by 0
        if "distribution" in self.laws and not over:
            return self.times(one[0], other[0]), _ONE
        if not (one[0] and other[0]):
            return [], _ONE
        return [self._alone(one[0]).times(self._alone(other[0]), over=over)], _ONE

    def times(self, one: list[Term], other: list[Term]) -> list[Term]:
        """The product of two sums, multiplied out."""
        self._spend(len(one) * len(other))
        return [a.times(b) for a in one for b in other]

    def _alone(self, terms: list[Term]) -> Term:
        """A sum as one term: what its terms share, if that may stand in front, times the rest."""
        if len(terms) == 1:
            return terms[0]
        front = Term()
        if "distribution" in self.laws:
            front, terms = self._shared(terms)
            if len(terms) == 1:
                return front.times(terms[0])
        key = self.key(terms)
        self._sums[key] = terms
        return front.times(_power(key))

    def _shared(self, terms: list[Term]) -> tuple[Term, list[Term]]:
        """The number, the powers and the sign that all terms share, and what they leave."""
        items = self.key(terms)
        if not items:
            return Term(), []
        numbers = [_value(n) for _, n, _ in items]
        p, q = 0, 1
        for n in numbers:
            p = gcd(p, n.numerator)
            q = q * n.denominator // gcd(q, n.denominator)
        content = rational(p, q)
        sides = [_in_all([dict(key for key, _ in mono[i]) for mono, _, _ in items]) for i in (0, 1)]
        front = Term((tuple(sides[0]), tuple(sides[1])), _split(content))
        over = Term((front.powers[1], front.powers[0]), (front.numbers[1], front.numbers[0]))
        rest = [_rebuilt(mono, n).times(over) for mono, n, k in items for _ in range(k)]
        settle = _Reader(self.laws | {"factors that cancel"}, self.known, self.left)
        settle._sums = self._sums
        rest = [_rebuilt(mono, n) for mono, n, k in settle.key(rest) for _ in range(k)]
        turned = [term.negated() for term in rest]
        if hash(self.key(turned)) < hash(self.key(rest)):
            return front.negated(), turned
        return front, rest

    def _raised(self, base: Fraction, exponent: Exponent) -> Fraction:
        above, below = base
        n = _number_of(exponent)
        if not above:
            raise TooLong  # nothing can be said of powers of 0
        whole = n is not None and n.denominator == 1 and 0 < abs(n.numerator) <= _HIGHEST
        if n is not None and whole and "fractions" in self.laws:
            up, down = (above, below) if n.numerator > 0 else (below, above)
            return self._repeated(up, abs(n.numerator)), self._repeated(down, abs(n.numerator))
        opens = len(above) > 1 and "distribution" in self.laws
        if n is not None and whole and n.numerator > 0 and opens:
            return self._repeated(above, n.numerator), _ONE
        term = self._alone(above)
        if below is not _ONE:
            term = term.times(self._alone(below), over=True)
        if term.is_power or "power of a product" in self.laws:
            return [self._power_of_product(term, exponent)], _ONE
        if [*map(len, term.numbers)] == [1, 0] and not any(term.powers) and not term.minus:
            return [_power(("number", term.numbers[0][0]), exponent)], _ONE
        return [_power(self.key([term]), exponent)], _ONE

    def _repeated(self, terms: list[Term], count: int) -> list[Term]:
        product = terms
        for _ in range(count - 1):
            product = self.times(product, terms)
        return product

    def _power_of_product(self, term: Term, exponent: Exponent) -> Term:
        """(u*v)^n = u^n * v^n, the number and the sign too."""
        sides = [[self._power_of_power(p, exponent) for p in side] for side in term.powers]
        for side, numbers in zip(sides, term.numbers, strict=True):
            side += [(("number", a), exponent) for a in numbers]
        n = _number_of(exponent)
        minus = (term.minus + term.inner_minus) % 2
        if minus and (n is None or n.denominator != 1):
            sides[0].append((_MINUS_ONE, exponent))
            minus = 0
        elif minus and n is not None:
            minus = n.numerator % 2
        return Term((tuple(sides[0]), tuple(sides[1])), minus=minus)

    def _power_of_power(self, power: Power, exponent: Exponent) -> Power:
        """(u^m)^n = u^(m*n), and (u^2)^(1/2) = abs(u), where these laws may be used."""
        base, inner = power
        m, n = _number_of(inner), _number_of(exponent)
        if inner == _FIRST or exponent == _FIRST:
            return (base, exponent if inner == _FIRST else inner)
        even = m is not None and m.denominator == 1 and m.numerator % 2 == 0
        if even and m and n and n.denominator != 1 and "root of a square" in self.laws:
            return (("abs", base), _of_number(m * n))
        if "power of a power" in self.laws and not (m is None and n is None):
            return (base, _scaled(inner, n) if n is not None else _scaled(exponent, m or 0))
        return ((base, inner), exponent)

    def _absolute(self, node: Expr, terms: list[Term]) -> Fraction:
        if len(terms) == 1 and terms[0].is_power and terms[0].powers[0][0][1] == _FIRST:
            return [_power(("abs", terms[0].powers[0][0][0]))], _ONE
        if len(terms) > 1:
            return [_power(("abs", self._alone(terms).powers[0][0][0]))], _ONE
        return [_power(node)], _ONE

    def _exponent(self, node: Expr) -> Exponent:
        """The exponent of a power, read under all laws but that of fractions."""
        op = node.op  # type: ignore[attr-defined]
        if op == "sqrt":
            return _of_number(HALF)
        exponent = node.args[0] if op == "exp" else node.args[1]
        reader = _Reader(_OF_EXPONENTS, self.known, self.left)
        found = reader.key(reader.read(exponent)[0])
        self.left = reader.left
        return frozenset([(mono, _value(n)) for mono, n, _ in found])

    def key(self, terms: list[Term]) -> Any:
        """What the terms are under the laws, in whatever order: powers, number, how often."""
        found: dict[Any, list[Any]] = {}
        todo = list(terms)
        while todo:
            self._spend(1)
            powers, number = self._settled(todo.pop())
            opened = self._opened(powers, number)
            if opened is not None:
                todo += opened
            else:
                found.setdefault(powers, []).append(number)
        items = []
        for powers, numbers in found.items():
            if len(numbers) > 1 and ("like terms" if any(powers) else "numbers") in self.laws:
                total = sum([_value(n) for n in numbers])
                size = total if total.numerator > 0 else -total
                parts = _split(size) if "numbers" in self.laws else _as_written(size)
                numbers = [_signed(total, parts)] if total else []
            items += [(powers, n, count) for n, count in Counter(numbers).items()]
        return frozenset(items)

    def _settled(self, term: Term) -> tuple[Any, Any]:
        """The powers and the number of a term."""
        up, down = [Counter(side) for side in self._signs_of_exponents(term.powers)]
        numbers = term.numbers
        if "numbers" in self.laws:
            numbers = self._numbers(numbers, up, down)
        if "like factors" in self.laws:
            up, down = _merged(up), _merged(down)
        if "factors that cancel" in self.laws:
            _cancel(up, down)
            above, below = Counter(numbers[0]), Counter(numbers[1])
            numbers = (tuple((above - below).elements()), tuple((below - above).elements()))
        minus = (term.minus + term.inner_minus + _whole_power_of_minus_one(up, down)) % 2
        powers = (frozenset(up.items()), frozenset(down.items()))
        signs: Any = (minus, 0)
        bare = not (up or down) and "numbers" in self.laws
        if "signs" not in self.laws and not bare:
            signs = (term.minus, term.inner_minus)
        bars = 0 if "quotients" in self.laws else term.inner_bars
        if bars:
            powers = (*powers, bars)  # type: ignore[assignment]
        return powers, (signs, tuple(sorted(numbers[0])), tuple(sorted(numbers[1])))

    def _signs_of_exponents(self, powers: Powers) -> Powers:
        """u^(-n) above the bar as u^n below it, if that law may be used."""
        if "negative power" not in self.laws:
            return powers
        up: list[Power] = []
        down: list[Power] = []
        for side, other, there in ((powers[0], up, down), (powers[1], down, up)):
            for base, exponent in side:
                if exponent and all([c.numerator < 0 for _, c in exponent]):
                    there.append((base, _scaled(exponent, -1)))
                else:
                    other.append((base, exponent))
        return tuple(up), tuple(down)

    def _numbers(self, numbers: Numbers, up: Counter[Power], down: Counter[Power]) -> Numbers:
        """One number for all: products and powers worked out, roots made small."""
        total: Exact = 1
        roots: dict[int, int] = {}
        for n in numbers[0]:
            total = total * n
        for n in numbers[1]:
            total = divide(total, n)
        for side, sign in ((up, 1), (down, -1)):
            for power in tuple(side):
                base, exponent = power
                k = _number_of(exponent)
                if type(base) is not tuple or base[0] != "number" or k is None or base[1] < 0:
                    continue
                bits = base[1].numerator.bit_length() * abs(k.numerator)
                if k.denominator > 2 or bits > _LONGEST:
                    continue
                count = side.pop(power) * sign
                whole = k.numerator * count // k.denominator
                total = total * exact_power(base[1], whole)
                if k.numerator * count % k.denominator:
                    p, q = base[1].numerator, base[1].denominator
                    total = divide(total, q)
                    roots[p * q] = roots.get(p * q, 0) + 1
        under = 1
        for n, count in roots.items():
            under, total = under * n ** (count % 2), total * n ** (count // 2)
        outside, under = _out_of_root(under)
        if under != 1:
            up[("number", under), _of_number(HALF)] += 1
        return _split(total * outside)

    def _opened(self, powers: Any, number: Any) -> list[Term] | None:
        """The terms of a sum that stands alone, or is multiplied out."""
        if len(powers) > 2 and "distribution" not in self.laws:
            return None
        for key, count in powers[0]:
            (base, exponent) = key
            terms = self._sums.get(base) if isinstance(base, frozenset) else None
            n = _number_of(exponent)
            if terms is None or n is None or not 1 <= n * count <= _HIGHEST:
                continue
            whole = n.numerator * count // n.denominator
            alone = len(powers[0]) == 1 and not powers[1] and n * count == 1
            signs, above, below = number
            if alone and not (above or below) and signs == (0, 0):
                return terms
            if alone and not (above or below) and "minus a sum" in self.laws:
                return [term.negated() for term in terms]
            if "distribution" in self.laws:
                left = _of_number(n * count - whole)
                others = powers[0] - {(key, count)} | ({((base, left), 1)} if left else set())
                rest = _rebuilt((others, powers[1]), number)
                return self.times([rest], self._repeated(terms, whole))
        return None


def _parts(node: Expr) -> tuple[Expr, ...]:
    """The parts of a formula whose readings make up its own."""
    if type(node) is not Apply or node.op not in ARITHMETIC:
        return ()
    return {"pow": node.args[:1], "exp": ()}.get(node.op, node.args)


def _power(base: Any, exponent: Exponent | None = None) -> Term:
    return Term((((base, _FIRST if exponent is None else exponent),), ()))


def _number(node: Number) -> list[Term]:
    return [Term(numbers=_as_written(node.value))] if node.value else []


def _split(n: Exact) -> Numbers:
    """A number as what stands above the bar and below it; ones are not written."""
    above, below = [() if k == 1 else (k,) for k in (n.numerator, n.denominator)]
    return above, below


def _as_written(n: Exact) -> Numbers:
    """A decimal is one number, which is its fraction only by arithmetic."""
    return ((n,), ()) if is_decimal(n) else _split(n)


def _signed(n: Exact, parts: Numbers) -> Any:
    above, below = parts
    return ((int(n.numerator < 0), 0), above, below)


def _value(number: Any) -> Exact:
    """The number that a term has, with its sign."""
    (minus, inner), above, below = number
    total: Exact = -1 if (minus + inner) % 2 else 1
    for n in above:
        total = total * n
    for n in below:
        total = divide(total, n)
    return total


def _rebuilt(powers: Any, number: Any) -> Term:
    """The term that was settled to this."""
    sides = [tuple([power for power, count in side for _ in range(count)]) for side in powers[:2]]
    (minus, inner), above, below = number
    return Term((sides[0], sides[1]), (above, below), minus, inner)


def _in_all(sides: list[dict[Any, Exponent]]) -> list[Power]:
    """The powers that all sides have, each with the least of its exponents."""
    found = []
    for base in sides[0]:
        if all(base in side for side in sides):
            numbers = [n for n in [_number_of(side[base]) for side in sides] if n is not None]
            if len(numbers) == len(sides):
                found.append((base, _of_number(min(numbers))))
            elif len({side[base] for side in sides}) == 1:
                found.append((base, sides[0][base]))
    return found


def _merged(side: Counter[Power]) -> Counter[Power]:
    """u^n * u^m as u^(n + m)."""
    total: dict[Any, dict[Any, Exact]] = {}
    for (base, exponent), count in side.items():
        known = total.setdefault(base, {})
        for mono, c in exponent:
            known[mono] = known.get(mono, 0) + c * count
    merged = {base: _exponent_from(known) for base, known in total.items()}
    return Counter([(base, exponent) for base, exponent in merged.items() if exponent])


def _cancel(up: Counter[Power], down: Counter[Power]) -> None:
    """What stands above the bar and below it, taken away from both."""
    shared = {base for base, _ in up} & {base for base, _ in down}
    for base in shared:
        above = Counter({p: k for p, k in up.items() if p[0] == base})
        below = Counter({(base, _scaled(e, -1)): k for (b, e), k in down.items() if b == base})
        for side in (up, down):
            for power in [p for p in side if p[0] == base]:
                del side[power]
        both: Counter[Power] = Counter()
        for power in (*above.elements(), *below.elements()):
            both[power] += 1
        for _, exponent in _merged(both):
            if all([c.numerator < 0 for _, c in exponent]):
                down[base, _scaled(exponent, -1)] += 1
            else:
                up[base, exponent] += 1


def _whole_power_of_minus_one(up: Counter[Power], down: Counter[Power]) -> int:
    """The whole part of the exponent of -1, which is taken away."""
    total: Exact = 0
    for side, sign in ((up, 1), (down, -1)):
        for power in tuple(side):
            n = _number_of(power[1])
            if power[0] == _MINUS_ONE and n is not None:
                total = total + n * sign * side.pop(power)
    whole = total.numerator // total.denominator
    if total != whole:
        up[_MINUS_ONE, _of_number(total - whole)] += 1
    return whole


def _exponent_from(known: dict[Any, Exact]) -> Exponent:
    return frozenset([(mono, c) for mono, c in known.items() if c])


def _of_number(n: Exact) -> Exponent:
    return frozenset([(_NO_POWERS, n)]) if n else frozenset()


def _number_of(exponent: Exponent) -> Exact | None:
    """The number that an exponent is, if it is one."""
    if not exponent:
        return 0
    ((mono, n), *more) = exponent
    return n if not more and mono == _NO_POWERS else None


def _scaled(exponent: Exponent, n: Exact) -> Exponent:
    return frozenset([(mono, c * n) for mono, c in exponent]) if n else frozenset()


def _out_of_root(n: int) -> tuple[int, int]:
    """Squares of small primes come out of a square root: 12 = 2^2 * 3 gives 2 and 3."""
    outside = 1
    whole = exact_root(n, 2)
    if type(whole) is int:
        return whole, 1
    for p in (2, 3, 5, 7, 11, 13):
        while n % (p * p) == 0:
            n //= p * p
            outside *= p
    return outside, n


_NO_POWERS: Any = (frozenset(), frozenset())
_FIRST = _of_number(1)
_MINUS_ONE = ("number", -1)
_ONE = [Term()]
