"""What an answer takes for granted, as conditions that a reader understands.

While it works, the algebra notes ("!=", x), (">=", x) or ("defined", p): here the last becomes
what p demands of its parts, and whatever the answer itself demands, or the facts prove, is left
out.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, Symbol, apply, parts, postorder, substitute
from ..expressions.rationals import magnitude, plain
from ..loading import load
from ..rewriting import Template
from . import facts
from .forms import ZERO, Atom, NoValue, Product, is_number
from .functions import operate
from .logic import FALSE, TRUE, opposite, turned
from .normal import normal_form
from .rules import domain_of, fill

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value
    from .presentation import Presenter

_MOST_BRANCHES = 4
_MOST_COMPARED = 60
_MOST_NODES = 4_000  # of conditions that are compared with each other
"""Deeper branches demand what they do wherever the branch so deep is taken."""
_OP = {"!=": "ne", ">=": "ge", ">": "gt"}
_PROVED_BY = {"!=": facts.ZERO, ">=": facts.NEGATIVE, ">": facts.NEGATIVE | facts.ZERO}


def taken_for_granted(algebra: Algebra, presenter: Presenter) -> list[Expr]:
    """What the algebra noted while it worked, in order, as far as the facts do not prove it."""
    if not algebra.conditions and not algebra.provided:
        return []
    noted, provided = list(algebra.conditions), list(algebra.provided)
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
    algebra.provided = provided
    return list(found)


def demanded(algebra: Algebra, presenter: Presenter, result: Value) -> list[Expr]:
    """What the result itself demands of its symbols to be defined."""
    noted, provided = algebra.conditions, algebra.provided
    algebra.conditions, algebra.provided = {}, []
    found = dict.fromkeys(_demands(algebra, presenter, result[1]))
    algebra.conditions, algebra.provided = noted, provided
    return list(found)


def domain_of_formula(
    algebra: Algebra, presenter: Presenter, formula: Expr
) -> Iterator[Expr]:
    """What a formula as it was typed demands of its symbols to be defined, outermost first.

    A part that has no value anywhere, such as 1/0, demands what is false.
    """
    seen: set[object] = set()
    stack: list[tuple[Expr, tuple[Expr, ...]]] = [(formula, ())]
    while stack:
        node, unless = stack.pop()
        if (node, ()) in seen or (node, unless) in seen or type(node) is not Apply:
            continue
        seen.add((node, unless))
        for demand in _demand_of_typed(algebra, presenter, node):
            yield _either((*unless, demand))
        if node.op == "where":
            c, u, v = node.args
            free = len(unless) < _MOST_BRANCHES
            stack += [
                (v, (*unless, c) if free else unless),
                (u, (*unless, opposite(c)) if free else unless),
                (c, unless),
            ]
        else:
            stack += [(a, unless) for a in reversed(node.args)]


def _demand_of_typed(algebra: Algebra, presenter: Presenter, node: Apply) -> Iterator[Expr]:
    record = algebra.catalogue.get(node.op)
    if node.op == "undefined":
        yield FALSE
        return
    if record is None or not record.domain or _is_whole_power(node):
        return
    domain = domain_of(algebra.catalogue, node.op)
    try:
        values = [normal_form(algebra, a)[a] for a in node.args]
    except NoValue:
        yield domain.fill(list(node.args))
        return
    if node.op == "pow" and is_number(values[1]):
        relation = _of_exponent(algebra, plain(values[1][0]))
        if relation:
            yield from _relation(algebra, presenter, relation, values[0])
    else:
        yield from _filled(algebra, presenter, domain, values)


def _of_exponent(algebra: Algebra, exponent: Exact) -> str:
    """What u is to 0 wherever u^exponent is defined: the relation, or nothing."""
    if type(exponent) is int or not algebra.real:
        return "!=" if exponent < 0 else ""
    return ">" if exponent < 0 else ">="


def _is_whole_power(node: Apply) -> bool:
    """Whether the node is x^2 and the like, which is defined wherever x is."""
    return node.op == "pow" and type(node.args[1]) is Number and type(node.args[1].value) is int


def simplified(algebra: Algebra, presenter: Presenter, condition: Expr) -> list[Expr]:
    """The parts of a condition in the normal form; none where it holds nowhere or has no value."""
    try:
        value = normal_form(algebra, condition)[condition]
    except NoValue:
        return []
    formula = presenter.formula(value)
    return [] if formula is FALSE else parts(formula, "and")


def shortest(
    algebra: Algebra, found: list[Expr], known: Iterable[Expr]
) -> tuple[Expr, ...]:
    """The shortest list that says the same as ``found`` where all that is known holds.

    Of very many or very long conditions, each once.
    """
    found = list(dict.fromkeys(found))
    if len(found) > _MOST_COMPARED:
        return tuple(found)
    nodes = 0
    for condition in found:
        nodes += len(postorder((condition,)))
        if nodes > _MOST_NODES:
            return tuple(found)
    if not found:
        return ()
    regions = load("symdiff.simplification.regions")
    known = dict.fromkeys(known)
    told: dict[Expr, None] = {}
    for condition in regions.shortest(found, known, algebra.catalogue):
        said = condition in told or turned(condition) in told
        if not said and not _excluded(algebra, condition, known):
            told[condition] = None
    return tuple(told)


def _filled(
    algebra: Algebra, presenter: Presenter, template: Template, values: list[Value]
) -> Iterator[Expr]:
    """A condition for these values of its letters, simplified, in parts joined by and."""
    try:
        condition = presenter.formula(fill(algebra, template, values, operate))
    except NoValue:
        condition = template.fill([presenter.formula(v) for v in values])
    for part in parts(condition, "and"):
        if part is not TRUE:
            yield part


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
        (u, (*unless, opposite(condition)) if free else unless),
        (c, unless),
    ]


def _either(conditions: tuple[Expr, ...]) -> Expr:
    """The conditions joined by or; one that is false left out."""
    kept = [c for c in dict.fromkeys(conditions) if c is not FALSE] or [FALSE]
    if _one_holds(kept):
        return TRUE
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
    relation = _of_exponent(algebra, exponent)
    if relation:
        yield from _relation(algebra, presenter, relation, value)


def _demand_of_function(
    algebra: Algebra, presenter: Presenter, atom: Atom
) -> Iterator[Expr]:
    record = algebra.catalogue.get(atom.op)
    if atom.op == "undefined":
        yield FALSE
    elif record is not None and record.domain and atom.args:
        domain = domain_of(algebra.catalogue, atom.op)
        yield from _filled(algebra, presenter, domain, list(atom.args))
