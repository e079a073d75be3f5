"""The rule lines of the catalogue at work on values.

Each function's lines are read the first time the function is met, and kept with the catalogue,
sorted by what they rewrite: the function itself, a product with it, or a sum with it.
"""

from __future__ import annotations

from ..catalogue import LETTERS
from ..expressions import Apply, Expr, LimitExceeded, RuleError, Symbol, postorder
from ..expressions.rationals import divide, settled
from ..expressions.rationals import power as exact_power
from ..notation import parse
from ..rewriting import Rule, Template, Test, read_rules
from . import facts
from .arithmetic import Algebra, Factors, add, multiply
from .forms import ONE_PRODUCT, Atom, NoValue, Sum, is_number, is_whole
from .patterns import FactorPattern, as_power, matcher, needs, product_parts, sum_parts
from .powers import power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions.rationals import Exact
    from .forms import Base, Exponent, Product, Value
    from .patterns import Bindings, Places

    Operate = Callable[[Algebra, str, tuple[Value, ...]], Value]


WITHOUT_RULES = 1000
_DEEPEST = 59  # rules within rules


class CompiledRule:
    """A rule ready to be tried: its right side as a template, its guard as tests."""

    __slots__ = ("rule", "template", "tests", "vanishing")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.template = Template(rule.right, rule.letters)
        self.vanishing = [name for name in _needed(rule.left) if name not in self.template.uses]
        self.tests: list[list[tuple[Test, Template, Template | None]]] = []
        for alternative in rule.guard.alternatives if rule.guard else ():
            self.tests.append(
                [
                    (
                        test,
                        Template(test.left, rule.letters),
                        None if test.right is None else Template(test.right, rule.letters),
                    )
                    for test in alternative
                ]
            )

    def conclude(self, algebra: Algebra, bound: Bindings, operate: Operate) -> Value | None:
        """The right side for these letters, if the guard holds; what it assumes is noted.

        Raises:
            LimitExceeded: where rules lead from one to the next without end.
        """
        values = [bound[name] for name in self.rule.letters]
        if self.tests and not any(
            all(_holds(algebra, t, l, r, values, operate) for t, l, r in alternative)
            for alternative in self.tests
        ):
            return None
        if algebra.nesting % WITHOUT_RULES >= _DEEPEST:
            raise self._endless()
        algebra.arena.spend(len(self.template.steps))
        try:
            right = fill(algebra, self.template, values, operate)
        except NoValue:
            return None
        for name in self.vanishing:
            algebra.require_defined(bound[name][1])
        if self.rule.provided is not None:
            algebra.provided.append((self.rule.provided, dict(bound)))
        algebra.fired[self.rule.name] = None
        return right


    def _endless(self) -> LimitExceeded:
        return LimitExceeded(
            f"the rule {self.rule.name!r} leads back to itself, {_DEEPEST} times",
            limit="rules",
            value=_DEEPEST,
            advice="make the right side simpler than the left, so that no rule fits it without end",
        )


class Deeper:
    """While a rule's result is worked into the rest, where other rules may fit."""

    __slots__ = ("algebra",)

    def __init__(self, algebra: Algebra) -> None:
        self.algebra = algebra

    def __enter__(self) -> None:
        self.algebra.nesting += 1

    def __exit__(self, *_: object) -> None:
        self.algebra.nesting -= 1


def _needed(left: Expr) -> list[str]:
    """The letters whose values the left side needs; a branch of a where may never be looked at."""
    if type(left) is Apply and left.op == "where":
        left = left.args[0]
    return list(dict.fromkeys(n.name for n in postorder((left,)) if type(n) is Symbol))


def fill(algebra: Algebra, template: Template, values: list[Value], operate: Operate) -> Value:
    """The value of a template for these values of its letters."""
    stack = list(values)
    for leaf in template.leaves:
        stack.append(leaf_value(algebra, leaf))
    for op, args in template.steps:
        stack.append(operate(algebra, op, tuple([stack[i] for i in args])))
    return stack[template.which]


def leaf_value(algebra: Algebra, leaf: Expr) -> Value:
    """The value of a number or a constant."""
    if type(leaf) is Apply:
        return algebra.arena.atom(leaf.op, (), leaf.op != "undefined")
    value: Exact = leaf.value  # type: ignore[attr-defined]
    return (value if type(value) is int else settled(value), ONE_PRODUCT)


_PROPERTY: dict[str, Callable[[Algebra, Value], bool]] = {
    "integer": facts.whole,
    "even": lambda algebra, value: facts.whole(algebra, (divide(value[0], 2), value[1])),
    "odd": lambda algebra, value: is_whole(value) and value[0].numerator % 2 == 1,
    "real": facts.real,
    "positive": facts.positive,
    "nonnegative": facts.nonnegative,
    "nonzero": facts.nonzero,
    "number": lambda algebra, value: is_number(value),
    "constant": lambda algebra, value: is_number(value),
}


def relation_holds(op: str, signs: int) -> bool | None:
    """Whether a number with one of these signs stands in the relation to 0; None if it may or not.

    >>> relation_holds("ge", facts.POSITIVE), relation_holds("ge", facts.ANY)
    (True, None)
    """
    wanted = facts.SIGNS[op]
    if not signs & ~wanted:
        return True
    return None if signs & wanted else False


def _holds(
    algebra: Algebra,
    test: Test,
    left: Template,
    right: Template | None,
    values: list[Value],
    operate: Operate,
) -> bool:
    if test.asks == "real" and algebra.real:
        return True
    algebra.nesting += WITHOUT_RULES
    try:
        return _tested(algebra, test, left, right, values, operate)
    finally:
        algebra.nesting -= WITHOUT_RULES


def _tested(
    algebra: Algebra,
    test: Test,
    left: Template,
    right: Template | None,
    values: list[Value],
    operate: Operate,
) -> bool:
    value = fill(algebra, left, values, operate)
    if right is None:
        return _PROPERTY[test.asks](algebra, value)
    if not facts.real(algebra, value):
        return False
    other = fill(algebra, right, values, operate)
    difference = value if not other[0] else add(algebra, (value, (-other[0], other[1])))
    return relation_holds(test.asks, facts.sign(algebra, difference)) is True


class FunctionRule(CompiledRule):
    """f(...) -> right: tried when the function is applied."""

    __slots__ = ("args", "needs")

    def __init__(self, rule: Rule, evaluate: Callable[[Expr], Value]) -> None:
        super().__init__(rule)
        self.args = [matcher(a, evaluate) for a in rule.left.args]
        self.needs = needs(rule.left.args[0]) if rule.left.args else 0

    def attempt(self, algebra: Algebra, args: tuple[Value, ...], operate: Operate) -> Value | None:
        """The rewritten value, or None."""
        bound: Bindings = {}
        if len(args) == len(self.args) and all(
            fits(algebra, a, bound) for fits, a in zip(self.args, args, strict=True)
        ):
            return self.conclude(algebra, bound, operate)
        return None


class ProductRule(CompiledRule):
    """f(u) * g(u) -> right, f(u)^n -> right: tried on products that hold f."""

    __slots__ = ("below", "factors", "functions")

    def __init__(self, rule: Rule, evaluate: Callable[[Expr], Value]) -> None:
        super().__init__(rule)
        self.functions = _functions_of([part for part, _ in product_parts(rule.left)])
        parts = [FactorPattern(part, s, evaluate) for part, s in product_parts(rule.left)]
        # What says most of the letters is looked for first; the others are then looked up.
        self.factors = sorted(parts, key=lambda part: (bool(part.letter), bool(part.letters)))
        self.below = {part.op for part in parts if part.args and part.whole < 0}

    def attempt(self, algebra: Algebra, p: Product, operate: Operate) -> Value | None:
        """The rewritten product, or None."""
        if self.below and not any(
            type(b) is Atom and b.op in self.below and (type(e) is not int or e < 0)
            for b, e in p.factors.items()
        ):
            return None
        with Deeper(algebra):
            if len(self.factors) == 1 and self.factors[0].exponent is None:
                return self._power(algebra, p, operate)
            rest = dict(p.factors)
            found: list[Value] = []
            while len(rest) >= len(self.factors):
                algebra.arena.spend(len(rest))
                once = self._once(algebra, rest, operate)
                if once is None:
                    break
                right, rest = once
                found.append(right)
            if not found:
                return None
            return multiply(algebra, (Factors(algebra, rest).value(), *found))

    def _once(
        self, algebra: Algebra, factors: dict[Base, Exponent], operate: Operate
    ) -> tuple[Value, dict[Base, Exponent]] | None:
        """What the rule makes of the first factors that fit, as often as they do; and the rest."""
        places = {(b.op, b.args): b for b in factors if type(b) is Atom}
        for bound, rest in self._matches(algebra, factors, {}, 0, places):
            right = self.conclude(algebra, bound, operate)
            if right is not None:
                right = self._over_numbers(bound, right)
                times, rest = _as_often_as_possible(factors, rest)
                return power(algebra, right, (times, ONE_PRODUCT)) if times > 1 else right, rest
        return None

    def _over_numbers(self, bound: Bindings, right: Value) -> Value:
        """What 2*x*f(2*x) becomes, over 2, is what x*f(2*x) becomes."""
        c = right[0]
        for part in self.factors:
            if part.letter and part.exponent is None and not is_number(bound[part.letter]):
                c = divide(c, exact_power(bound[part.letter][0], part.whole))
        return (settled(c), right[1])

    def _power(self, algebra: Algebra, p: Product, operate: Operate) -> Value | None:
        """By f(u)^k -> r the power f(u)^(q*k + s) is r^q * f(u)^s."""
        part = self.factors[0]
        for base, exponent in p.factors.items():
            bound: Bindings = {}
            times = int(exponent / part.whole) if type(exponent) is int else 0
            if part.whole < 0 and times < 0:
                continue
            if times and part.fits(algebra, base, bound):
                right = self.conclude(algebra, bound, operate)
                if right is not None:
                    rest = dict(p.factors)
                    _leave(rest, base, exponent - times * part.whole)  # type: ignore[operator]
                    powered = power(algebra, right, (times, ONE_PRODUCT))
                    return multiply(algebra, (Factors(algebra, rest).value(), powered))
        return None

    def _matches(
        self,
        algebra: Algebra,
        factors: dict[Base, Exponent],
        bound: Bindings,
        k: int,
        places: Places,
    ) -> Iterator[tuple[Bindings, dict[Base, Exponent]]]:
        """Every way in which the parts from the k-th on take their share of the factors."""
        if k == len(self.factors):
            yield bound, factors
            return
        algebra.arena.spend(1 + (len(factors) >> 6))
        several = self.factors[k].take_all(factors, bound)
        if several is not None:
            yield from self._matches(algebra, several, bound, k + 1, places)
            return
        for base in self.factors[k].candidates(bound, factors, places):
            trial = dict(bound)
            left = self.factors[k].take(algebra, base, factors[base], trial)
            if left is not None:
                rest = dict(factors)
                _leave(rest, base, left)
                yield from self._matches(algebra, rest, trial, k + 1, places)


def _as_often_as_possible(
    factors: dict[Base, Exponent], rest: dict[Base, Exponent]
) -> tuple[int, dict[Base, Exponent]]:
    """How often the same can be taken from the factors, if it leaves the rest the first time."""
    taken = {}
    for base, exponent in factors.items():
        left = rest.get(base, 0)
        if left != exponent:
            if type(left) is not int or type(exponent) is not int:
                return 1, rest
            taken[base] = exponent - left
    times = min([factors[base] // e for base, e in taken.items()])  # type: ignore[operator]
    others = dict(factors)
    for base, e in taken.items():
        _leave(others, base, factors[base] - times * e)  # type: ignore[operator]
    return times, others


def _functions_of(factors: list[Expr]) -> frozenset[str]:
    """The functions that are factors themselves."""
    bases = [as_power(factor)[0] for factor in factors]
    return frozenset(b.op for b in bases if type(b) is Apply and b.args)


def _leave(factors: dict[Base, Exponent], base: Base, exponent: Exponent) -> None:
    if exponent:
        factors[base] = exponent
    else:
        del factors[base]


class SumRule(CompiledRule):
    """f(u)^2 + g(u)^2 -> right: tried on sums that hold f; a common factor may stand with both."""

    __slots__ = ("anchor", "functions", "other", "sign")

    def __init__(self, rule: Rule, evaluate: Callable[[Expr], Value]) -> None:
        super().__init__(rule)
        parts = sum_parts(rule.left)
        if len(parts) != 2:
            raise RuleError(f"the sum rule {rule.name!r} has not two terms")
        parts.sort(key=lambda part: not as_power(part[0])[0].args)
        self.functions = _functions_of(
            [factor for part, _ in parts for factor, _ in product_parts(part)]
        )
        (anchor, sign), (other, turned) = parts
        self.anchor = [FactorPattern(part, s, evaluate) for part, s in product_parts(anchor)]
        template = other if sign == turned else Apply("neg", (other,))
        self.other = Template(template, rule.letters)
        self.sign = sign

    def attempt(self, algebra: Algebra, s: Sum, operate: Operate) -> Value | None:
        """The rewritten sum, or None."""
        with Deeper(algebra):
            terms = dict(s.terms)
            found: list[Value] = []
            for p in s.terms:
                if p in terms:
                    right = self._once(algebra, p, terms, operate)
                    if right is not None:
                        found.append(right)
            if not found:
                return None
            return add(algebra, (*[(c, p) for p, c in terms.items()], *found))

    def _once(
        self, algebra: Algebra, p: Product, terms: dict[Product, Exact], operate: Operate
    ) -> Value | None:
        """What stands in place of the term p and its partner, which are taken out of the terms."""
        anchored = self._anchored(algebra, p)
        if anchored is None:
            return None
        bound, rest = anchored
        cofactor = (terms[p], algebra.arena.product(rest))
        values = [bound[name] for name in self.rule.letters]
        d, q = multiply(algebra, (cofactor, fill(algebra, self.other, values, operate)))
        if q is p or terms.get(q) != d:
            return None
        right = self.conclude(algebra, bound, operate)
        if right is None:
            return None
        del terms[p], terms[q]
        return multiply(algebra, ((self.sign, ONE_PRODUCT), cofactor, right))

    def _anchored(self, algebra: Algebra, p: Product) -> tuple[Bindings, dict[Any, Any]] | None:
        bound: Bindings = {}
        rest = dict(p.factors)
        for part in self.anchor:
            for base, exponent in rest.items():
                left = part.take(algebra, base, exponent, bound)
                if left is not None:
                    _leave(rest, base, left)
                    break
            else:
                return None
        if not all(name in bound for name in self.rule.letters):
            return None
        return bound, rest


class PowerRule(CompiledRule):
    """u ^ f(...) -> right: tried on powers whose exponent is f."""

    __slots__ = ("base", "exponent")

    def __init__(self, rule: Rule, evaluate: Callable[[Expr], Value]) -> None:
        super().__init__(rule)
        base, exponent = rule.left.args
        self.base = matcher(base, evaluate)
        self.exponent = matcher(exponent, evaluate)

    def attempt(self, algebra: Algebra, args: tuple[Value, ...], operate: Operate) -> Value | None:
        """The rewritten power, or None."""
        bound: Bindings = {}
        if self.exponent(algebra, args[1], bound) and self.base(algebra, args[0], bound):
            with Deeper(algebra):
                return self.conclude(algebra, bound, operate)
        return None


class RuleSet:
    """The rules of one function, by what they rewrite."""

    __slots__ = ("function", "power", "product", "sum")

    def __init__(self) -> None:
        self.function: list[FunctionRule] = []
        self.power: list[PowerRule] = []
        self.product: list[ProductRule] = []
        self.sum: list[SumRule] = []


def read_rule_set(catalogue: Catalogue, op: str, evaluate: Callable[[Expr], Value]) -> RuleSet:
    """The rules that stand with a function, and the free rules that hold it on the left.

    ``evaluate`` gives the value of a formula without letters.
    """
    found = RuleSet()
    record = catalogue.get(op)
    rules = read_rules(record.simplify, catalogue) if record is not None else []
    for rule in (*rules, *_free_rules(catalogue, op)):
        file_rule(rule, op, found, evaluate)
    return found


def _free_rules(catalogue: Catalogue, op: str) -> list[Rule]:
    """The rules that stand with no function and have this one on the left."""
    if not catalogue.rules:
        return []
    free = catalogue.compiled.get("free rules")
    if free is None:
        free = catalogue.compiled["free rules"] = read_rules(catalogue.rules, catalogue)
    return [rule for rule in free if _holds_op(rule.left, op)]


def _holds_op(e: Expr, op: str) -> bool:
    return any(type(node) is Apply and node.op == op for node in postorder((e,)))


def file_rule(rule: Rule, op: str, rules: RuleSet, evaluate: Callable[[Expr], Value]) -> bool:
    """Put the rule where it is found when op is met; whether there is such a place."""
    left = rule.left
    if not _holds_op(left, op) and not (op == "exp" and _holds_op(left, "E")):
        raise RuleError(
            f"the rule {rule.name!r} stands with {op}, which its left side does not hold",
            advice="put it with a function that it rewrites",
        )
    head = left.op if type(left) is Apply else ""
    if head in ("add", "sub"):
        rules.sum.append(SumRule(rule, evaluate))
    elif head == "pow" and _holds_op(left.args[1], op):
        rules.power.append(PowerRule(rule, evaluate))
    elif head in ("mul", "div", "pow"):
        rules.product.append(ProductRule(rule, evaluate))
    elif head == op:
        rules.function.append(FunctionRule(rule, evaluate))
    else:
        return False
    return True


def domain_of(catalogue: Catalogue, op: str) -> Template:
    """The condition under which a function is real, in the letters of its arguments."""
    key = ("domain", op)
    template = catalogue.compiled.get(key)
    if template is None:
        record = catalogue[op]
        letters = LETTERS[: record.arity]
        formula = parse(record.domain, variables=letters, catalogue=catalogue)
        template = catalogue.compiled[key] = Template(formula, letters)
    return template


__all__ = [
    "RuleSet",
    "domain_of",
    "file_rule",
    "fill",
    "leaf_value",
    "read_rule_set",
    "relation_holds",
]
