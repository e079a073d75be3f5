"""The left sides of rules, made into matchers on values.

A matcher takes a value and the letters bound so far, and says whether the value fits, binding
further letters. ``sin(-u)`` fits sin of any value with a negative coefficient; ``u^n`` fits a
power with a whole exponent other than 1; in ``n*pi`` and ``u + pi`` one letter takes what the
other parts leave.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, RuleError, Symbol, postorder
from ..expressions.rationals import divide, plain, rational, settled
from ..rewriting.lines import INTEGERS, NUMBERS
from .arithmetic import as_value
from .forms import ONE_PRODUCT, Atom, bare_sum, is_number, only_base, value_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Product, Value

    Bindings: TypeAlias = dict[str, Value]
    Places: TypeAlias = dict[tuple[str, tuple[Value, ...]], Atom]
    Matcher: TypeAlias = Callable[[Algebra, Value, Bindings], bool]


def matcher(pattern: Expr, evaluate: Callable[[Expr], Value]) -> Matcher:
    """The matcher of a pattern; ``evaluate`` gives the value of a pattern without letters.

    Raises:
        RuleError: for a pattern that no matcher is made for.
    """
    if not _has_letter(pattern):
        return _constant(evaluate(pattern))
    if type(pattern) is Symbol:
        return _letter(pattern.name)
    assert type(pattern) is Apply
    if pattern.op == "neg":
        return _negative(matcher(pattern.args[0], evaluate))
    if pattern.op in ("mul", "div"):
        return _product(pattern, evaluate)
    if pattern.op in ("add", "sub"):
        return _sum(pattern, evaluate)
    if pattern.op in _AS_POWERS or pattern.op == "pow":
        base, exponent = as_power(pattern)
        return _power(matcher(base, evaluate), matcher(exponent, evaluate), exponent)
    return _function(pattern.op, [matcher(a, evaluate) for a in pattern.args])


_ONE = Number("1")
_AS_POWERS = ("sqrt", "exp")


def as_power(pattern: Expr) -> tuple[Expr, Expr]:
    """A pattern as base and exponent: sqrt(u) is u^(1/2), exp(u) is E^u, as in values."""
    if type(pattern) is Apply:
        if pattern.op == "pow":
            return pattern.args[0], pattern.args[1]
        if pattern.op == "sqrt":
            return pattern.args[0], Apply("div", (Number("1"), Number("2")))
        if pattern.op == "exp":
            return Apply("E", ()), pattern.args[0]
    return pattern, Number("1")


def _constant(wanted: Value) -> Matcher:
    if is_number(wanted):
        number = plain(wanted[0])
        return lambda algebra, value, bound: not value[1].factors and value[0] == number
    number, key, length = wanted[0], value_key(wanted), len(wanted[1].factors)
    return lambda algebra, value, bound: (
        len(value[1].factors) == length and value[0] == number and value_key(value) == key
    )


def fits_letter(name: str, value: Value) -> bool:
    """Whether a letter can stand for a value: a and b for numbers, n and m for integers."""
    if name in NUMBERS:
        return is_number(value)
    return name not in INTEGERS or (is_number(value) and value[0].denominator == 1)


def bind(name: str, value: Value, bound: Bindings) -> bool:
    """Bind a letter, or compare with what it is bound to."""
    known = bound.get(name)
    if known is not None:
        return known == value
    if not fits_letter(name, value):
        return False
    bound[name] = value
    return True


def _letter(name: str) -> Matcher:
    return lambda algebra, value, bound: bind(name, value, bound)


def _negative(inner: Matcher) -> Matcher:
    return lambda algebra, value, bound: value[0] < 0 and inner(
        algebra, (-value[0], value[1]), bound
    )


def _function(op: str, args: list[Matcher]) -> Matcher:
    def match(algebra: Algebra, value: Value, bound: Bindings) -> bool:
        if value[0] != 1:
            return False
        item = only_base(value[1])
        if item is None or item[1] != 1:
            return False
        return match_atom(op, args, algebra, item[0], bound)

    return match


def match_atom(
    op: str, args: list[Matcher], algebra: Algebra, base: object, bound: Bindings
) -> bool:
    """Whether a base is op of arguments that fit."""
    if type(base) is not Atom or base.op != op or len(base.args) != len(args):
        return False
    return all(fits(algebra, a, bound) for fits, a in zip(args, base.args, strict=True))


def _power(base: Matcher, exponent: Matcher, written: Expr) -> Matcher:
    whole = type(written) is Symbol and written.name in INTEGERS

    def match(algebra: Algebra, value: Value, bound: Bindings) -> bool:
        c, p = value
        if c != 1:
            return False
        item = only_base(p)
        if item is not None:
            if item[1] == 1 and not (type(item[0]) is Atom and item[0].op == "E"):
                return False
            here = algebra.arena.of_base(item[0])
            return base(algebra, here, bound) and exponent(algebra, as_value(item[1]), bound)
        common = _common_exponent(p) if whole else 1
        if common == 1:
            return False
        root = {b: rational(e, common) for b, e in p.factors.items()}  # type: ignore[arg-type]
        under = (1, algebra.arena.product(root))  # type: ignore[arg-type]
        return base(algebra, under, bound) and exponent(algebra, (common, ONE_PRODUCT), bound)

    return match


def _common_exponent(p: Product) -> int:
    from_all = 0
    for e in p.factors.values():
        if type(e) is not int:
            return 1
        while e:
            from_all, e = e, from_all % e
    return abs(from_all) or 1


def _flattened(pattern: Expr, ops: tuple[str, str], sign: int = 1) -> list[tuple[Expr, int]]:
    """The parts of a sum or product pattern, with -1 for those subtracted or divided by."""
    parts: list[tuple[Expr, int]] = []
    stack = [(pattern, sign)]
    while stack:
        part, s = stack.pop()
        if type(part) is Apply and part.op in ops:
            second = -s if part.op == ops[1] else s
            stack += [(part.args[1], second), (part.args[0], s)]
        else:
            parts.append((part, s))
    return parts


def product_parts(pattern: Expr) -> list[tuple[Expr, int]]:
    """The factors of a pattern other than 1, those of the denominator with -1."""
    return [(part, s) for part, s in _flattened(pattern, ("mul", "div")) if part is not _ONE]


def sum_parts(pattern: Expr) -> list[tuple[Expr, int]]:
    """The terms of a pattern, those subtracted with -1."""
    return _flattened(pattern, ("add", "sub"))


def _split(parts: list[tuple[Expr, int]], pattern: Expr) -> tuple[str, str, list[tuple[Expr, int]]]:
    """The number letter and the free letter of a pattern, "" for none, and the rest."""
    letters = [part.name for part, s in parts if type(part) is Symbol and s == 1]
    fixed = [(part, s) for part, s in parts if not (type(part) is Symbol and s == 1)]
    numbers = [name for name in letters if name in NUMBERS or name in INTEGERS]
    free = [name for name in letters if name not in numbers]
    if len(numbers) > 1 or len(free) > 1:
        raise RuleError(f"in the pattern {pattern} two letters would share what is left")
    return (numbers or [""])[0], (free or [""])[0], fixed


def _product(pattern: Expr, evaluate: Callable[[Expr], Value]) -> Matcher:
    """n*pi, a*u, u*ln(v): each fixed part takes a factor, a number letter the coefficient."""
    number, free, fixed = _split(product_parts(pattern), pattern)
    scale: Exact = 1
    wanted: list[Matcher] = []
    for part, s in fixed:
        if type(part) is Number:
            scale = scale * part.value if s == 1 else divide(scale, part.value)
        elif s == 1:
            wanted.append(matcher(part, evaluate))
        else:
            power = Apply("pow", (part, Apply("neg", (Number("1"),))))
            wanted.append(matcher(power, evaluate))

    def match(algebra: Algebra, value: Value, bound: Bindings) -> bool:
        c, p = value
        rest = dict(p.factors)
        for fits in wanted:
            for base in p.factors:
                if base in rest and fits(
                    algebra, (1, algebra.arena.product({base: rest[base]})), bound
                ):
                    del rest[base]
                    break
            else:
                return False
        c = settled(divide(c, scale))
        if number:
            if (c == 1 and free) or not bind(number, (c, ONE_PRODUCT), bound):
                return False
            c = 1
        left = (c, algebra.arena.product(rest))
        return bind(free, left, bound) if free else left == (1, ONE_PRODUCT)

    return match


def _sum(pattern: Expr, evaluate: Callable[[Expr], Value]) -> Matcher:
    """u + pi, u + n: each fixed part takes a term, a number letter the constant one."""
    number, free, fixed = _split(sum_parts(pattern), pattern)
    wanted = [matcher(part if s == 1 else Apply("neg", (part,)), evaluate) for part, s in fixed]

    def match(algebra: Algebra, value: Value, bound: Bindings) -> bool:
        s = bare_sum(value[1])
        if s is None:
            return False
        rest = {p: settled(value[0] * c) for p, c in s.terms.items()}
        for fits in wanted:
            for p in s.terms:
                if p in rest and fits(algebra, (rest[p], p), bound):
                    del rest[p]
                    break
            else:
                return False
        if number:
            constant = rest.pop(ONE_PRODUCT, 0)
            if not constant or not bind(number, (constant, ONE_PRODUCT), bound):
                return False
        if free:
            return bool(rest) and bind(free, algebra.arena.sum(rest), bound)
        return not rest

    return match


NUMBER, NEGATIVE, ATOM, POWER, SUM, CONSTANT = 1, 2, 4, 8, 16, 32


def features(value: Value) -> int:
    """What a value has that a pattern may need: quick to find, and most rules fail on it."""
    c, p = value
    found = NEGATIVE if c < 0 else 0
    if not p.factors:
        return found | NUMBER
    for base, exponent in p.factors.items():
        if type(base) is Atom:
            if base.leaf is None:
                found |= ATOM if base.args else ATOM | CONSTANT
        else:
            found |= SUM
        if exponent != 1:
            found |= POWER
    return found


def needs(pattern: Expr) -> int:
    """The features that every value fitting the pattern has."""
    if type(pattern) is Number:
        return NUMBER
    if type(pattern) is Symbol:
        return 0
    assert type(pattern) is Apply
    if pattern.op == "neg":
        return NEGATIVE | (needs(pattern.args[0]) & ~POWER)
    if pattern.op in ("add", "sub"):
        return 0 if not _has_letter(pattern) else SUM
    if pattern.op in ("mul", "div"):
        constants = [part for part, _ in product_parts(pattern) if _is_named_constant(part)]
        return ATOM | CONSTANT if constants else 0
    if pattern.op in ("pow", "sqrt"):
        return 0 if _is_named_constant(pattern.args[0]) else POWER
    if pattern.op == "exp":
        return 0
    return ATOM if pattern.args else ATOM | CONSTANT


def _is_named_constant(e: Expr) -> bool:
    return type(e) is Apply and not e.args


def _has_letter(e: Expr) -> bool:
    return any(type(node) is Symbol for node in postorder((e,)))


class FactorPattern:
    """One factor of a product rule: a function, a letter, or a power of one.

    A whole exponent is taken away from the factor's exponent; a letter, or a pattern such as the
    exponent of ``exp(lambertw(u))``, takes the exponent as it is.
    """

    __slots__ = ("args", "exponent", "letter", "letters", "op", "whole")

    def __init__(self, pattern: Expr, sign: int, evaluate: Callable[[Expr], Value]) -> None:
        base, exponent = as_power(pattern)
        if type(base) not in (Symbol, Apply):
            raise RuleError(f"the factor {pattern} in a product rule is no function or letter")
        self.letter = base.name if type(base) is Symbol else ""
        self.op = base.op if type(base) is Apply else ""
        self.args = [matcher(a, evaluate) for a in base.args]
        plain_letters = all([type(a) is Symbol for a in base.args])
        self.letters = [a.name for a in base.args] if plain_letters else []  # type: ignore[attr-defined]
        self.exponent: Matcher | None = None
        self.whole = sign
        if _has_letter(exponent):
            written = exponent if sign == 1 else Apply("neg", (exponent,))
            self.exponent = matcher(written, evaluate)
        else:
            number = evaluate(exponent)
            if not is_number(number) or type(plain(number[0])) is not int:
                raise RuleError(f"the power {pattern} in a product rule has no whole exponent")
            self.whole = sign * number[0].numerator

    def take(
        self, algebra: Algebra, base: Base, exponent: Exponent, bound: Bindings
    ) -> Exponent | None:
        """What is left of the exponent when the pattern has taken its part, if it fits."""
        left: Exponent = 0
        if self.exponent is not None:
            if exponent == 1 and self.op != "E":
                return None
        else:
            if type(exponent) is not int:
                return None
            if exponent * self.whole <= 0 or abs(exponent) < abs(self.whole):
                return None
            left = exponent - self.whole
        if not self.fits(algebra, base, bound):
            return None
        if self.exponent is not None and not self.exponent(algebra, as_value(exponent), bound):
            return None
        return left

    def take_all(
        self, factors: dict[Base, Exponent], bound: Bindings
    ) -> dict[Base, Exponent] | None:
        """What is left when a letter bound to a product has taken its factors, if all are there.

        The number of the product is not looked at.
        """
        value = bound.get(self.letter)
        if value is None or self.exponent is not None or is_number(value):
            return None
        left = dict(factors)
        for base, e in value[1].factors.items():
            there = factors.get(base, 0)
            if type(e) is not int or type(there) is not int:
                return None
            wanted = e * self.whole
            if there * wanted <= 0 or abs(there) < abs(wanted):
                return None
            if there == wanted:
                del left[base]
            else:
                left[base] = there - wanted
        return left

    def candidates(
        self, bound: Bindings, factors: dict[Base, Exponent], places: Places
    ) -> Iterable[Base]:
        """The bases that may fit: the only one, where the bound letters say it, or any."""
        if self.letter:
            value = bound.get(self.letter)
            item = only_base(value[1]) if value is not None else None
            if value is None:
                return factors
            return [item[0]] if item is not None and item[0] in factors else ()
        if not self.letters or not all([name in bound for name in self.letters]):
            return factors
        base = places.get((self.op, tuple([bound[name] for name in self.letters])))
        return [base] if base in factors else ()

    def fits(self, algebra: Algebra, base: Base, bound: Bindings) -> bool:
        """Whether the pattern's base is this one, the letters bound accordingly."""
        if self.letter:
            return bound.get(self.letter) == algebra.arena.of_base(base)
        return match_atom(self.op, self.args, algebra, base, bound)
