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
from .forms import ONE_PRODUCT, Atom, NoValue, Product, Sum, bare_sum
from .fractions import multiplied_out, with_common_factor
from .functions import double_angles
from .identities import DOUBLED, SQUARES, opened, quotients, square_of, squares
from .powers import power
from .together import fractions_of_product, fractions_of_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .cost import Cost
    from .forms import Base, Exponent, Value
    from .presentation import Presenter

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
        least = self.cost(value)
        try:
            for _ in range(_ROUNDS):
                better = self._once(value)
                cost = self.cost(better)
                if better == value or cost >= least:
                    break
                value, least = better, cost
            value = self._by_double_angles(value)
        except LimitExceeded:
            self.exhausted = True
        except NoValue:
            pass
        self._steps, arena.left = max(arena.left, 0), kept
        return value

    def _by_double_angles(self, value: Value) -> Value:
        """Double angles come last: before, they would hide what sines and cosines share."""
        if not any(type(f) is Atom and f.op in DOUBLED for f in _all_parts(value[1])):
            return value
        kept, self._best = self._best, {ONE_PRODUCT: (1, ONE_PRODUCT)}
        self._last = True
        try:
            better = self._once(value)
        finally:
            self._last, self._best = False, kept
        return better if self.cost(better) < self.cost(value) else value

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
            return as_it_is
        try:
            return functions.operate(self.algebra, atom.op, args)
        except NoValue:
            return as_it_is

    def _best_product(self, p: Product, c: Exact) -> Value:
        value: Value = (1, p)
        if any(self._differs(base, exponent) for base, exponent in p.factors.items()):
            value = self._cheapest(value, c, [self._rebuilt(p)])
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
        if self._last:
            return
        outer = {base for base in p.factors if type(base) is Sum}
        deeper = any(q.sums for s in outer for q in s.terms)
        all_options: list[dict[str, Any]] = [{"written": outer}, {}] if deeper else [{}]
        functions = {b.op for b in p.factors if type(b) is Atom and b.args}
        if functions:
            inner = [_functions_in(self.algebra, s) for s in outer]
            all_options += self._identities(functions.union(*inner))
        for options in all_options:
            options.pop("name", "")
            forms = fractions_of_product(self.algebra, p, self._terms((1, p)), **options)
            yield ((name, _times(c, value)) for name, value in forms)

    def _best_sum(self, s: Sum) -> Value:
        value = self.algebra.arena.of_base(s)
        if any(self._best[p] != (1, p) for p in s.terms):
            value = self._cheapest(value, 0, [self._rebuilt_sum(s)])
        inner = bare_sum(value[1])
        if inner is None or not _worth_a_look(self.algebra, inner):
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
        if self._last:
            yield self._double_angles(c, s)
            return
        yield self._common_factor(c, s)
        most = self._terms(self.algebra.arena.of_base(s))
        for options in self._options(s):
            name = options.pop("name", "")
            yield (
                (name or found, _times(c, value))
                for found, value in fractions_of_sum(self.algebra, s, most, **options)
            )

    def _common_factor(self, c: Exact, s: Sum) -> Iterator[Named]:
        """What all terms share above the bar in front; nothing else is touched."""
        value = with_common_factor(self.algebra, self.algebra.arena.of_base(s), bars=False)
        yield "common factor", _times(c, value)

    def _double_angles(self, c: Exact, s: Sum) -> Iterator[Named]:
        functions_here = _functions_in(self.algebra, s)
        for rule in double_angles(self.algebra):
            if rule.functions <= functions_here:
                found = rule.attempt(self.algebra, s, functions.operate)
                if found is not None:
                    yield rule.rule.name, _times(c, found)

    def _options(self, s: Sum) -> Iterator[dict[str, Any]]:
        """How the kernels of a sum may be taken: closed, written out, by an identity."""
        if any(p.sums for p in s.terms):
            yield {"written": ()}
        yield {}
        yield from self._identities(_functions_in(self.algebra, s))

    def _identities(self, names: set[str]) -> Iterator[dict[str, Any]]:
        """The identities that functions of these names may be taken by."""
        open_ = any(quotients(self.algebra.catalogue)(op) for op in names)
        if any(_has_square(self.algebra.catalogue, op) for op in names):
            for table in SQUARES:
                identities = square_of(self.algebra, table)
                yield {"name": table, "identities": identities}
                if open_:
                    yield {
                        "name": table,
                        "identities": identities,
                        "definitions": opened(self.algebra),
                    }

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
        best, least = value, self._cost_beside(value, c)
        kept = algebra.conditions
        chosen, winner = kept, ""
        for family in families:
            algebra.conditions = dict(kept)
            try:
                for name, other in family:
                    cost = self._cost_beside(other, c)
                    if cost < least:
                        best, least, chosen, winner = other, cost, algebra.conditions, name
            except NoValue:
                continue
        algebra.conditions = kept
        if best != value:
            for condition in chosen:
                kept[condition] = None
            if winner:
                before, after = self.presenter.formula(value), self.presenter.formula(best)
                self.changes.append((winner, before, after))
            self._note_lost(value[1])
        return best

    def _note_lost(self, p: Product) -> None:
        """What was replaced was defined; what the answer demands itself is left out later."""
        if not p.total:
            self.algebra.conditions["defined", (1, p)] = None

    def _cost_beside(self, value: Value, c: Exact) -> float:
        return self.cost((1, value[1]) if not c else _times(c, value))

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


def _all_parts(root: Product) -> Iterator[Form]:
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
    for form in _all_parts(p):
        if type(form) is Atom:
            yield from form.args
        elif type(form) is Product:
            for exponent in form.factors.values():
                if isinstance(exponent, tuple):
                    yield exponent


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


def _has_square(catalogue: Catalogue, op: str) -> bool:
    return any(op in squares(catalogue, table) for table in SQUARES)
