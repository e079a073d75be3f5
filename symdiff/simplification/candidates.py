"""Candidate forms of sums and products, and the choice among them by what they cost a reader.

From the innermost parts outwards, every sum and every product is written in each candidate form,
and the form that costs its reader least stays; the normal form itself is the first candidate.
That is repeated while the cost falls.
"""

from __future__ import annotations

from ..expressions import LimitExceeded
from ..expressions.rationals import settled
from . import functions
from .arithmetic import Factors, add, as_value
from .cost import OPERATION, ReadingCost
from .declared import CANDIDATES, FRACTION, RULES, RULES_AT_LAST, SQUARE, ranks, rule_set
from .forms import ONE, ONE_PRODUCT, Atom, NoValue, Product, Sum, bare_sum
from .fractions import multiplied_out, with_common_factor
from .identities import opened, quotients, square_of, squares
from .powers import power
from .sines import SINC, with_sines
from .together import ONE_FRACTION, fractions_of_product, fractions_of_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..expressions import Expr
    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .cost import Cost
    from .declared import Candidate
    from .forms import Base, Exponent, Value
    from .presentation import Presenter
    from .rules import FunctionRule, ProductRule, RuleSet, SumRule

    Form = Product | Base
    Named = tuple[str, Value]

_ROUNDS = 8
_CLEARLY = 0.7
"""A polynomial that came expanded is factored only if that leaves so much of its cost."""


class Chooser:
    """Finds the form of a value that costs its reader least.

    Arguments:
        algebra: where the value lives.
        presenter: how it is written.
        cost: what a formula costs; the reading cost unless given.
        candidates: the forms that are tried.
        steps: how many steps may be spent on candidates, of all values together.

    Attributes:
        exhausted: whether the steps were used up, so that a better form may have been missed.
        changes: the candidates that were chosen, in order: name, formula before and after.
    """

    def __init__(
        self,
        algebra: Algebra,
        presenter: Presenter,
        *,
        cost: Cost | None = None,
        candidates: Iterable[Candidate] = CANDIDATES,
        steps: int = 5_000_000,
    ) -> None:
        self.algebra = algebra
        self.presenter = presenter
        self.exhausted = False
        self.changes: list[tuple[str, Expr, Expr]] = []
        self._default_cost = ReadingCost()
        self._reading_cost = cost or self._default_cost
        self._steps = self._allowed = steps
        self._best: dict[object, Value] = {ONE_PRODUCT: (1, ONE_PRODUCT)}
        self._alike: dict[Value, Value] = {}
        self._last = False
        self._found: Value = ONE
        self._candidates = tuple(candidates)
        self._ranks = ranks(self._candidates)
        self._names = frozenset([c.name for c in self._candidates])
        self._fractions = [c.name for c in self._candidates if c.way == FRACTION]
        self._own_rules = any(c.way == RULES for c in self._candidates)
        self._squares = [c.name for c in self._candidates if c.way == SQUARE]

    @property
    def work(self) -> int:
        """The steps that were spent."""
        return self._allowed - self._steps

    def cost(self, value: Value) -> float:
        """What the value costs its reader."""
        return self._reading_cost(self.presenter.formula(value))

    def best(self, value: Value) -> Value:
        """The value in its best form, its parts in theirs, again while it gets better."""
        arena = self.algebra.arena
        kept, arena.left = arena.left, self._steps
        self._found = value
        try:
            self._again_and_again()
            for _ in range(_ROUNDS):
                if not self._improved(self._at_last(self._found)):
                    break
                self._again_and_again()
        except LimitExceeded:
            self.exhausted = True
        except NoValue:
            pass
        self._steps, arena.left = max(arena.left, 0), kept
        return self._found

    def _again_and_again(self) -> None:
        for _ in range(_ROUNDS):
            if not self._improved(self._once(self._found)):
                break

    def _improved(self, value: Value) -> bool:
        """Whether a value is better than the one found so far; then it is the one found."""
        better = self.cost(value) < self.cost(self._found)
        if better:
            self._found = value
        return better

    def _at_last(self, value: Value) -> Value:
        """Double angles come last: before, they would hide what sines and cosines share."""
        names = {f.op for f in all_parts(value[1]) if type(f) is Atom and f.args}
        sets = self._rule_sets(last=True) if names else []
        fits = [rule.functions <= names for r in sets for rule in r.sum]
        fits += [rule.functions <= names for r in sets for rule in r.product]
        if not any(fits) and not self._opens(names):
            return value
        kept, self._best = self._best, {ONE_PRODUCT: (1, ONE_PRODUCT)}
        self._last = True
        try:
            better = self._once(value)
        finally:
            self._last, self._best = False, kept
        return better

    def _rule_sets(self, *, last: bool) -> list[RuleSet]:
        """The rules of the candidates that are rules."""
        way = RULES_AT_LAST if last else RULES
        return [rule_set(self.algebra, c) for c in self._candidates if c.way == way]

    def _once(self, value: Value) -> Value:
        """Every part, innermost first, in its best form."""
        self._find_alike(value[1])
        stack: list[Form] = [value[1]]
        best = self._best
        while stack:
            form = stack.pop()
            if form in best:
                continue
            waiting = [part for part in _parts(form) if part not in best]
            if waiting:
                stack.append(form)
                stack += waiting
            else:
                best[form] = self._chosen(form, value[0] if form is value[1] else 1)
        return _times(value[0], best[value[1]])

    def _chosen(self, form: Form, c: Exact) -> Value:
        self.algebra.arena.spend(1)
        if type(form) is Product:
            return self._best_product(form, c)
        if type(form) is Sum:
            return self._best_sum(form)
        return self._best_function(form)  # type: ignore[arg-type]

    def _best_value(self, value: Value) -> Value:
        value = _times(value[0], self._best[value[1]])
        return self._alike.get(value, value)

    # The candidates

    def _best_function(self, atom: Atom) -> Value:
        as_it_is = self.algebra.arena.of_base(atom)
        args = tuple([self._best_value(a) for a in atom.args])
        if args == atom.args:
            return self._by_rules_of_function(as_it_is, atom)
        try:
            return functions.operate(self.algebra, atom.op, args)
        except NoValue:
            return as_it_is

    def _by_rules_of_function(self, value: Value, atom: Atom) -> Value:
        if not self._own_rules or self._last or not atom.args:
            return value
        return self._cheapest(value, 1, [self._by_rules(1, atom)])

    def _best_product(self, p: Product, c: Exact) -> Value:
        value: Value = (1, p)
        if any(self._differs(base, exponent) for base, exponent in p.factors.items()):
            value = self._cheapest(value, c, [self._rebuilt(p)])
        inner = value[1]
        if self._own_rules or self._last:
            value = self._cheapest(value, c, [self._by_rules(value[0], inner)])
            inner = value[1]
        if inner.sums and bare_sum(inner) is None:
            value = self._cheapest(value, c, self._forms_of_product(value[0], inner))
        elif c != 1 and (s := bare_sum(inner)) is not None and _worth_a_look(self.algebra, s):
            value = self._cheapest(value, c, self._forms_of_sum(value[0], s))
        return value

    def _differs(self, base: Base, exponent: Exponent) -> bool:
        if isinstance(exponent, tuple) and self._best_value(exponent) != exponent:
            return True
        return type(base) is not int and self._best[base] != self.algebra.arena.of_base(base)

    def _rebuilt(self, p: Product) -> Iterator[Named]:
        """The product of the best forms of its parts."""
        gathered = Factors(self.algebra)
        for base, exponent in p.factors.items():
            if self._differs(base, exponent):
                e = self._best_value(as_value(exponent))
                value = self.algebra.arena.of_base(base) if type(base) is int else self._best[base]
                gathered.times_value(power(self.algebra, value, e))
            else:
                gathered.times_value((1, self.algebra.arena.product({base: exponent})))
        yield "", gathered.value()

    def _forms_of_product(self, c: Exact, p: Product) -> Iterator[Iterator[Named]]:
        outer = {base for base in p.factors if type(base) is Sum}
        if self._last:
            yield from self._opened_products(c, p, outer)
            return
        deeper = any(q.sums for s in outer for q in s.terms)
        all_options: list[dict[str, Any]] = [{"written": outer}, {}] if deeper else [{}]
        if not self._fractions:
            all_options = []
        names = _functions_of(self.algebra, p)
        if names:
            names = names.union(*[_functions_in(self.algebra, s) for s in outer])
            all_options += self._identities(names, _squared(self.algebra, (p,)))
        for options in all_options:
            options.pop("name", "")
            forms = fractions_of_product(
                self.algebra, p, self._terms((1, p)), self._fractions, **options
            )
            yield ((name, _times(c, value)) for name, value in forms)

    def _opened_products(
        self, c: Exact, p: Product, outer: set[Sum]
    ) -> Iterator[Iterator[Named]]:
        """The product, also its sums, in sines and cosines: cos(x)/(sec(x) + tan(x))."""
        names = _functions_of(self.algebra, p).union(
            *[_functions_in(self.algebra, s) for s in outer]
        )
        if not self._fractions or not self._opens(names):
            return
        for options in self._identities(names, set()):
            name = options.pop("name")
            forms = fractions_of_product(
                self.algebra, p, self._terms((1, p)), self._fractions, inside=True, **options
            )
            most = self.cost((1, p)) - OPERATION
            yield ((name, _times(c, v)) for _, v in forms if self.cost(v) <= most)

    def _opens(self, names: set[str]) -> bool:
        """Whether one of these functions is a quotient of others."""
        look = quotients(self.algebra.catalogue)
        return bool(self._squares) and any(look(op) for op in names)

    def _best_sum(self, s: Sum) -> Value:
        value = self.algebra.arena.of_base(s)
        if any(self._best[p] != (1, p) for p in s.terms):
            value = self._cheapest(value, 0, [self._rebuilt_sum(s)])
        inner = bare_sum(value[1])
        if inner is None or not (self._own_rules or _worth_a_look(self.algebra, inner)):
            return value
        if not self._own_rules and _is_plain(inner) and len(_symbols_in(inner)) == 1:
            return value
        best = self._cheapest(value, 0, self._forms_of_sum(value[0], inner))
        if best != value and _is_plain(inner):
            clearly = self._cost_beside(best, 0) <= _CLEARLY * self._cost_beside(value, 0)
            return best if clearly and len(_symbols_in(inner)) > 1 else value
        return best

    def _rebuilt_sum(self, s: Sum) -> Iterator[Named]:
        """The sum of the best forms of its terms."""
        yield "", add(self.algebra, [self._best_value((c, p)) for p, c in s.terms.items()])

    def _forms_of_sum(self, c: Exact, s: Sum) -> Iterator[Iterator[Named]]:
        yield self._by_rules(c, s)
        if self._last:
            return
        if SINC in self._names:
            yield self._with_sines(c, s)
        if "common factor" in self._fractions:
            yield self._common_factor(c, s)
        most = self._terms(self.algebra.arena.of_base(s))
        for options in self._options(s):
            name = options.pop("name", "")
            kinds = ONE_FRACTION if name else self._fractions
            yield (
                (name or found, _times(c, value))
                for found, value in fractions_of_sum(self.algebra, s, most, kinds, **options)
            )

    def _with_sines(self, c: Exact, s: Sum) -> Iterator[Named]:
        """The sum, and it as one fraction, with sin(u)/u for sinc(u) where u is not 0."""
        value = with_sines(self.algebra, s)
        inner = None if value is None else bare_sum(value[1])
        if value is not None:
            yield SINC, _times(c, value)
            most = self._terms(value)
            for _, found in fractions_of_sum(self.algebra, inner, most) if inner else ():
                yield SINC, _times(c, _times(value[0], found))

    def _common_factor(self, c: Exact, s: Sum) -> Iterator[Named]:
        """What all terms share above the bar in front; nothing else is touched."""
        value = with_common_factor(self.algebra, self.algebra.arena.of_base(s), bars=False)
        yield "common factor", _times(c, value)

    def _by_rules(self, c: Exact, form: Form) -> Iterator[Named]:
        """What the candidates that are rules make of a form."""
        for rule in self._rules_for(form):
            value = rule.attempt(self.algebra, _tried(form), functions.operate)  # type: ignore[arg-type]
            if value is not None:
                yield rule.rule.name, _times(c, value)

    def _rules_for(self, form: Form) -> Iterator[SumRule | ProductRule | FunctionRule]:
        """The rules of the candidates that may fit a form."""
        names = _functions_of(self.algebra, form)
        for rules in self._rule_sets(last=self._last):
            if type(form) is Sum:
                yield from [rule for rule in rules.sum if rule.functions <= names]
            elif type(form) is Product:
                yield from [rule for rule in rules.product if rule.functions <= names]
            else:
                yield from [rule for rule in rules.function if rule.rule.left.op in names]  # type: ignore[attr-defined]

    def _options(self, s: Sum) -> Iterator[dict[str, Any]]:
        """How the kernels of a sum may be taken: closed, written out, by an identity."""
        if self._fractions:
            if any(p.sums for p in s.terms):
                yield {"written": ()}
            yield {}
        names = _functions_in(self.algebra, s)
        yield from self._identities(names, _squared(self.algebra, s.terms))

    def _identities(self, names: set[str], squared: set[str]) -> Iterator[dict[str, Any]]:
        """The identities that functions of these names may be taken by, some of them squared."""
        open_ = self._opens(names)
        if any(self._has_square(op) for op in names):
            for table in self._squares:
                identities = square_of(self.algebra, table)
                if not squared.isdisjoint(squares(self.algebra.catalogue, table)):
                    yield {"name": table, "identities": identities}
                if open_:
                    yield {
                        "name": table,
                        "identities": identities,
                        "definitions": opened(self.algebra),
                    }

    def _has_square(self, op: str) -> bool:
        return any(op in squares(self.algebra.catalogue, table) for table in self._squares)

    def _terms(self, value: Value) -> int:
        """More terms than the value has operations need not be tried: they cost more."""
        return self._default_cost(self.presenter.formula(value)) // OPERATION + 2

    # The choice

    def _cheapest(
        self, value: Value, c: Exact, families: Iterable[Iterator[Named]]
    ) -> Value:
        """The cheapest of a value and the candidates for it, in the company of a number c.

        When c is 0, whatever number stands before a candidate does not count.
        """
        algebra = self.algebra
        best, least = value, (self._cost_beside(value, c), -1)
        kept, provided = algebra.conditions, algebra.provided
        chosen, assumed, winner = kept, provided, ""
        for family in families:
            algebra.conditions, algebra.provided = dict(kept), list(provided)
            try:
                for name, other in family:
                    cost = self._cost_beside(other, c), self._ranks.get(name, -1)
                    if cost < least:
                        best, least, winner = other, cost, name
                        chosen, assumed = algebra.conditions, algebra.provided
            except NoValue:
                continue
        algebra.conditions, algebra.provided = kept, provided
        if best != value:
            kept.update(chosen)
            provided[:] = assumed
            if winner:
                self.changes.append((winner, self._shown(value, c), self._shown(best, c)))
            self._note_lost(value[1])
        return best

    def _note_lost(self, p: Product) -> None:
        """What was replaced was defined; what the answer demands itself is left out later."""
        if not p.total:
            self.algebra.conditions["defined", (1, p)] = None

    def _cost_beside(self, value: Value, c: Exact) -> float:
        return self.cost((1, value[1]) if not c else _times(c, value))

    def _shown(self, value: Value, c: Exact) -> Expr:
        return self.presenter.formula(value if not c else _times(c, value))

    # Arguments that are alike

    def _find_alike(self, p: Product) -> None:
        """Among arguments that are the same multiplied out, the one in which all are written."""
        groups: dict[Value, dict[Value, None]] = {}
        for argument in _arguments(p):
            if argument[1].sums:
                out = multiplied_out(self.algebra, argument) or argument
                groups.setdefault(out, {})[argument] = None
        for group in groups.values():
            if len(group) > 1:
                first = min(group, key=lambda a: (self.cost(a), a[1].key))
                for argument in group:
                    self._alike[argument] = first


def _times(c: Exact, value: Value) -> Value:
    return value if c == 1 else (settled(c * value[0]), value[1])


def _parts(form: Form) -> list[Form]:
    if type(form) is Product:
        parts: list[Form] = [b for b in form.factors if type(b) is not int]
        parts += [e[1] for e in form.factors.values() if isinstance(e, tuple)]
        return parts
    if type(form) is Sum:
        return list(form.terms)
    return [p for _, p in form.args]  # type: ignore[union-attr]


def all_parts(root: Product) -> Iterator[Form]:
    """A product and all that it is made of, each once."""
    seen: set[object] = {root}
    stack: list[Form] = [root]
    while stack:
        form = stack.pop()
        yield form
        for part in _parts(form):
            if part not in seen:
                seen.add(part)
                stack.append(part)


def _arguments(p: Product) -> Iterator[Value]:
    """The arguments of functions, and the exponents with symbols, in a product."""
    for form in all_parts(p):
        if type(form) is Atom:
            yield from form.args
        elif type(form) is Product:
            for exponent in form.factors.values():
                if isinstance(exponent, tuple):
                    yield exponent


def _tried(form: Form) -> object:
    """What a rule is tried on: a sum, a product, or the arguments of a function."""
    return form.args if type(form) is Atom else form


def _functions_of(algebra: Algebra, form: Form) -> set[str]:
    """The names of the functions that a rule may be tried for."""
    if type(form) is Sum:
        return _functions_in(algebra, form)
    bases = form.factors if type(form) is Product else (form,)
    return {base.op for base in bases if type(base) is Atom and base.args}


def _functions_in(algebra: Algebra, s: Sum) -> set[str]:
    """The names of the functions among the factors of a sum, and of the sums in it."""
    found: set[str] = set()
    seen: set[object] = set()
    stack: list[Sum] = [s]
    while stack:
        for p in stack.pop().terms:
            for base in p.factors:
                if base in seen:
                    continue
                seen.add(base)
                if type(base) is Sum:
                    stack.append(base)
                elif type(base) is Atom and base.args:
                    found.add(base.op)
    algebra.arena.left -= len(seen) >> 2
    return found


def _squared(algebra: Algebra, products: Iterable[Product]) -> set[str]:
    """The names of functions that may have a square when the products are multiplied out."""
    found: set[str] = set()
    for p in products:
        for base, exponent in p.factors.items():
            if type(base) is Sum:
                found |= _functions_in(algebra, base)
            elif type(base) is Atom and base.args and exponent not in (1, -1):
                found.add(base.op)
    return found


def _worth_a_look(algebra: Algebra, s: Sum) -> bool:
    """Whether some base occurs twice, below a bar, under a root, or is a sum."""
    seen: set[object] = set()
    for p in s.terms:
        for base, exponent in p.factors.items():
            if base in seen or type(base) is Sum or type(exponent) is not int or exponent < 0:
                return True
            if type(base) is Atom and base.args and exponent > 1:
                return True
            seen.add(base)
    return len(_functions_in(algebra, s)) > 1


def _is_plain(s: Sum) -> bool:
    """Whether the sum is a polynomial in symbols, written out."""
    return all(
        type(base) is Atom and base.leaf is not None and type(e) is int and e > 0
        for p in s.terms
        for base, e in p.factors.items()
    )


def _symbols_in(s: Sum) -> set[Base]:
    return {base for p in s.terms for base in p.factors}
