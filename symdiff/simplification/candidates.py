"""Candidate forms of a sum, and the choice among them by what they cost a reader.

From the innermost sums outwards, every sum is written in each candidate form, and the form that
costs its reader least stays; the normal form itself is the first candidate.
"""

from __future__ import annotations

from ..expressions.rationals import plain
from . import functions
from .arithmetic import Factors, add
from .cost import reading_cost
from .forms import ONE_PRODUCT, Atom, NoValue, Product, Sum, bare_sum
from .identities import SQUARES, opened, square_of, quotients
from .powers import power
from .together import cancelled, one_fraction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..expressions import Expr
    from .arithmetic import Algebra
    from .forms import Base, Value
    from .presentation import Presenter

    Named = tuple[str, Value]

_ROUNDS = 8


class Chooser:
    """Finds the form of a value that costs its reader least.

    Arguments:
        algebra: where the value lives.
        presenter: how it is written.
    """

    def __init__(self, algebra: Algebra, presenter: Presenter) -> None:
        self.algebra = algebra
        self.presenter = presenter
        self.costs: dict[Expr, int] = {}
        self._best: dict[object, Value] = {ONE_PRODUCT: (1, ONE_PRODUCT)}

    def best(self, value: Value) -> Value:
        """The value in its best form, its parts in theirs, again while it gets better."""
        least = self.cost(value)
        for _ in range(_ROUNDS):
            better = self._once(value)
            if better == value:
                break
            cost = self.cost(better)
            if cost >= least:
                break
            value, least = better, cost
        return value

    def _once(self, value: Value) -> Value:
        stack: list[Product | Base] = [value[1]]
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
                best[form] = self._chosen(form)
        return self._scaled(value[0], best[value[1]])

    def _scaled(self, c: object, value: Value) -> Value:
        return (plain(c * value[0]), value[1])  # type: ignore[operator]

    def _chosen(self, form: Product | Base) -> Value:
        if isinstance(form, Product):
            return self._best_product(form)
        if isinstance(form, Sum):
            return self._best_sum(form)
        return self._best_function(form)  # type: ignore[arg-type]

    def cost(self, value: Value) -> int:
        """What the value costs its reader."""
        return reading_cost(self.costs, self.presenter.formula(value))

    def _best_function(self, atom: Atom) -> Value:
        as_it_is = self.algebra.arena.of_base(atom)
        args = tuple([self._scaled(c, self._best[p]) for c, p in atom.args])
        if args == atom.args:
            return as_it_is
        return self._cheapest(as_it_is, [lambda: functions.operate(self.algebra, atom.op, args)])

    def _best_product(self, p: Product) -> Value:
        as_it_is: Value = (1, p)
        if not any(self._differs(base) for base in p.factors):
            rebuilt = as_it_is
        else:
            rebuilt = self._cheapest(as_it_is, [lambda: self._rebuilt(p)])
        inner = rebuilt[1]
        if not inner.sums or bare_sum(inner) is not None:
            return rebuilt
        return self._cheapest(rebuilt, [lambda v=v: v for v in self._products(rebuilt[0], inner)])

    def _products(self, c: object, p: Product) -> Iterator[Value]:
        """The candidate forms of c times a product."""
        outer = {base for base in p.factors if type(base) is Sum}
        deeper = any(q.sums for s in outer for q in s.terms)
        for options in ({"written": outer}, {}) if deeper else ({},):
            for _, value in cancelled(self.algebra, p, **options):
                yield self._scaled(c, value)

    def _differs(self, base: Base) -> bool:
        return type(base) is not int and self._best[base] != self.algebra.arena.of_base(base)

    def _rebuilt(self, p: Product) -> Value:
        gathered = Factors(self.algebra)
        for base, exponent in p.factors.items():
            if self._differs(base):
                v = exponent if isinstance(exponent, tuple) else (exponent, ONE_PRODUCT)
                gathered.times_value(power(self.algebra, self._best[base], v))
            else:
                gathered.times_value((1, self.algebra.arena.product({base: exponent})))
        return gathered.value()

    def _best_sum(self, s: Sum) -> Value:
        algebra = self.algebra
        as_it_is = algebra.arena.of_base(s)
        terms = [self._scaled(c, self._best[p]) for p, c in s.terms.items()]
        value = as_it_is
        if any(self._best[p] != (1, p) for p in s.terms):
            value = self._cheapest(as_it_is, [lambda: add(algebra, terms)])
        inner = bare_sum(value[1])
        if inner is None or not _worth_a_look(inner):
            return value
        return self._cheapest(value, [lambda n=n: n for n in self._forms(value[0], inner)])

    def _forms(self, c: object, s: Sum) -> Iterator[Value]:
        """The candidate forms of c times a sum."""
        algebra = self.algebra
        for options in self._options(s):
            for _, value in one_fraction(algebra, s, **options):
                yield self._scaled(c, value)

    def _options(self, s: Sum) -> Iterator[dict[str, object]]:
        if any(p.sums for p in s.terms):
            yield {"written": ()}
        yield {}
        names = _functions_in(s)
        look = quotients(self.algebra.catalogue)
        open_ = any(look(op) for op in names)
        if len(names) > 1 or open_:
            for table in SQUARES:
                yield {"identities": square_of(self.algebra, table)}
                if open_:
                    yield {
                        "identities": square_of(self.algebra, table),
                        "definitions": opened(self.algebra),
                    }

    def _cheapest(self, value: Value, others: list) -> Value:
        best, least = value, self.cost(value)
        algebra = self.algebra
        noted = dict(algebra.conditions)
        for make in others:
            try:
                other = make()
            except NoValue:
                continue
            if other is not None and other != best:
                cost = self.cost(other)
                if cost < least:
                    best, least = other, cost
        del noted
        return best


def _parts(form: Product | Base) -> list[Product | Base]:
    if isinstance(form, Product):
        parts: list[Product | Base] = [b for b in form.factors if type(b) is not int]
        return parts
    if isinstance(form, Sum):
        return list(form.terms)
    return [p for _, p in form.args]  # type: ignore[union-attr]


def _functions_in(s: Sum) -> set[str]:
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
    return found


def _worth_a_look(s: Sum) -> bool:
    """Whether some base occurs twice, below a bar, under a root, or is a sum."""
    seen: set[object] = set()
    for p in s.terms:
        for base, exponent in p.factors.items():
            if base in seen or type(base) is Sum or type(exponent) is not int or exponent < 0:
                return True
            seen.add(base)
    return len(_functions_in(s)) > 1
