"""What an answer takes for granted, as conditions that a reader understands.

While it works, the algebra notes ("!=", x), (">=", x) or ("defined", p): here the last becomes
what p demands of its parts, and whatever the answer itself demands, or the facts prove, is left
out.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Symbol, apply, postorder, substitute
from ..expressions.rationals import magnitude
from ..rewriting import Template
from . import facts
from .forms import ZERO, Atom, NoValue, Product
from .functions import operate
from .normal import normal_form
from .rules import domain_of, fill

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value
    from .presentation import Presenter

_TRUE = Apply("true", ())
_FALSE = Apply("false", ())
_MOST_BRANCHES = 4
"""Deeper branches demand what they do wherever the branch so deep is taken."""
_OPPOSITE = {"lt": "ge", "ge": "lt", "gt": "le", "le": "gt", "eq": "ne", "ne": "eq"}
_OP = {"!=": "ne", ">=": "ge", ">": "gt"}
_PROVED_BY = {"!=": facts.ZERO, ">=": facts.NEGATIVE, ">": facts.NEGATIVE | facts.ZERO}


def conditions(algebra: Algebra, presenter: Presenter, result: Value) -> tuple[Expr, ...]:
    """The conditions under which the result equals what it was made from, each once, in order."""
    if not algebra.conditions and not algebra.provided:
        return ()
    noted, provided = list(algebra.conditions), list(algebra.provided)
    demanded = dict.fromkeys(_demands(algebra, presenter, result[1]))
    found: dict[Expr, None] = {}
    for relation, value in noted:
        if relation == "defined":
            found |= dict.fromkeys(_demands(algebra, presenter, value[1]))
        else:
            found |= dict.fromkeys(_relation(algebra, presenter, relation, value))
    for formula, bound in provided:
        template = Template(formula, tuple(bound))
        found |= dict.fromkeys(_filled(algebra, presenter, template, list(bound.values())))
    algebra.conditions = dict.fromkeys(noted)  # what was simplified here is not part of the answer
    known = demanded | found
    return tuple(
        c
        for c in found
        if c is not _TRUE
        and c not in demanded and not _implied(c, known) and not _excluded(algebra, c, demanded)
    )


def _filled(
    algebra: Algebra, presenter: Presenter, template: Template, values: list[Value]
) -> Iterator[Expr]:
    """A condition for these values of its letters, simplified, in parts joined by and."""
    try:
        condition = presenter.formula(fill(algebra, template, values, operate))
    except NoValue:
        condition = template.fill([presenter.formula(v) for v in values])
    for part in _parts(condition):
        if part is not _TRUE:
            yield part


def _parts(formula: Expr) -> list[Expr]:
    """The conditions that are joined by and."""
    parts: list[Expr] = []
    stack = [formula]
    while stack:
        part = stack.pop()
        if type(part) is Apply and part.op == "and":
            stack += reversed(part.args)
        else:
            parts.append(part)
    return parts


def _implied(condition: Expr, demanded: dict[Expr, None]) -> bool:
    """x != 0 and x >= 0 follow from x > 0, and either of two conditions from one of them."""
    parts = _alternatives(condition)
    return any(
        (len(parts) > 1 and part in demanded)
        or (
            type(part) is Apply
            and part.op in ("ne", "ge")
            and apply("gt", part.args) in demanded
        )
        for part in parts
    )


def _alternatives(condition: Expr) -> list[Expr]:
    """The conditions that are joined by or, on the left first."""
    parts: list[Expr] = []
    while type(condition) is Apply and condition.op == "or":
        condition, last = condition.args
        parts.append(last)
    return [condition, *reversed(parts)]


def _excluded(algebra: Algebra, condition: Expr, demanded: dict[Expr, None]) -> bool:
    """Whether x != 1 follows because some demand, such as 1 - x^2 > 0, is false at x = 1."""
    if type(condition) is not Apply or condition.op != "ne":
        return False
    symbol, number = condition.args
    if type(symbol) is not Symbol or number.free_symbols:
        return False
    for demand in demanded:
        if symbol in demand.free_symbols:
            there = substitute(demand, {symbol: number})
            try:
                value = normal_form(algebra, there)[there]
            except NoValue:
                if not _has_branches(there):
                    return True
                continue  # the part without value may stand in a branch that is not taken
            if value == algebra.arena.atom("false", (), True):
                return True
    return False


def _has_branches(formula: Expr) -> bool:
    return any(
        type(node) is Apply and node.op in ("where", "or") for node in postorder((formula,))
    )


def _relation(
    algebra: Algebra, presenter: Presenter, relation: str, value: Value
) -> Iterator[Expr]:
    """``value relation 0`` as conditions, unless the facts prove it."""
    if facts.real(algebra, value) and not facts.sign(algebra, value) & _PROVED_BY[relation]:
        return
    if relation == "!=":
        value = (magnitude(value[0]), value[1])
    yield presenter.formula(operate(algebra, _OP[relation], (value, ZERO)))


def _demands(algebra: Algebra, presenter: Presenter, root: Product) -> Iterator[Expr]:
    """What a product demands of its parts to be defined, outermost first.

    A branch of a where demands it only where it is taken: ``x > 0 or y != 0``.
    """
    seen: set[object] = set()
    stack: list[tuple[Product, tuple[Expr, ...]]] = [(root, ())]
    while stack:
        p, unless = stack.pop()
        if p.total or (p, ()) in seen or (p, unless) in seen:
            continue
        seen.add((p, unless))
        algebra.arena.spend(1)
        for base, exponent in p.factors.items():
            if isinstance(exponent, tuple):
                stack.append((exponent[1], unless))
            if type(base) is int:
                continue
            for demand in _demand_of_power(algebra, presenter, base, exponent):
                yield _either((*unless, demand))
            if type(base) is not Atom:
                stack += [(q, unless) for q in base.terms]  # type: ignore[union-attr]
            elif (base, unless) not in seen:
                seen.add((base, unless))
                for demand in _demand_of_function(algebra, presenter, base):
                    yield _either((*unless, demand))
                stack += _needed(presenter, base, unless)


def _needed(
    presenter: Presenter, atom: Atom, unless: tuple[Expr, ...]
) -> list[tuple[Product, tuple[Expr, ...]]]:
    """The arguments of a function, each with what frees it from being defined."""
    if atom.op != "where":
        return [(q, unless) for _, q in atom.args]
    (_, c), (_, u), (_, v) = atom.args
    condition = presenter.formula((1, c))
    free = len(unless) < _MOST_BRANCHES
    return [
        (v, (*unless, condition) if free else unless),
        (u, (*unless, _opposite(condition)) if free else unless),
        (c, unless),
    ]


def _either(conditions: tuple[Expr, ...]) -> Expr:
    """The conditions joined by or; one that is false left out."""
    kept = [c for c in dict.fromkeys(conditions) if c is not _FALSE] or [_FALSE]
    if _one_holds(kept):
        return _TRUE
    total = kept[0]
    for c in kept[1:]:
        total = apply("or", (total, c))
    return total


def _one_holds(conditions: list[Expr]) -> bool:
    """Whether comparisons of the same two sides leave out no case: x <= 0 and x > 0."""
    signs: dict[tuple[Expr, ...], int] = {}
    for c in conditions:
        if type(c) is Apply and c.op in facts.SIGNS:
            signs[c.args] = signs.get(c.args, 0) | facts.SIGNS[c.op]
    return facts.ANY in signs.values()


def _opposite(condition: Expr) -> Expr:
    """What holds where the condition does not."""
    if type(condition) is Apply and condition.op in _OPPOSITE:
        return apply(_OPPOSITE[condition.op], condition.args)
    return apply("not", (condition,))


def _demand_of_power(
    algebra: Algebra, presenter: Presenter, base: Base, exponent: Exponent
) -> Iterator[Expr]:
    if type(base) is Atom and base.op == "E":
        return
    value = algebra.arena.of_base(base)
    if isinstance(exponent, tuple):
        domain = domain_of(algebra.catalogue, "pow")
        yield from _filled(algebra, presenter, domain, [value, exponent])
        return
    if type(exponent) is int or not algebra.real:
        relation = "!=" if exponent < 0 else ""
    else:
        relation = ">" if exponent < 0 else ">="
    if relation:
        yield from _relation(algebra, presenter, relation, value)


def _demand_of_function(
    algebra: Algebra, presenter: Presenter, atom: Atom
) -> Iterator[Expr]:
    record = algebra.catalogue.get(atom.op)
    if atom.op == "undefined":
        yield _FALSE
    elif record is not None and record.domain and atom.args:
        domain = domain_of(algebra.catalogue, atom.op)
        yield from _filled(algebra, presenter, domain, list(atom.args))
