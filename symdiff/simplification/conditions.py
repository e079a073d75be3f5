"""What an answer takes for granted, as conditions that a reader understands.

While it works, the algebra notes ("!=", x), (">=", x) or ("defined", p): here the last becomes what p
demands of its parts, and whatever the answer itself demands, or the facts prove, is left out.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply
from ..rewriting import Template
from . import facts
from .functions import operate
from .forms import Atom, Product
from .rules import domain_of, fill

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalogue import Catalogue
    from .arithmetic import Algebra
    from .forms import Base, Exponent, Value
    from .presentation import Presenter

_ZERO = Number("0")
_OP = {"!=": "ne", ">=": "ge", ">": "gt"}
_PROVED_BY = {"!=": facts.ZERO, ">=": facts.NEGATIVE, ">": facts.NEGATIVE | facts.ZERO}


def conditions(algebra: Algebra, presenter: Presenter, result: Value) -> tuple[Expr, ...]:
    """The conditions under which the result equals what it was made from, each once, in order."""
    if not algebra.conditions and not algebra.provided:
        return ()
    demanded = dict.fromkeys(_demands(algebra, presenter, result[1]))
    found: dict[Expr, None] = {}
    true = algebra.arena.atom("true", (), True)[1]
    for relation, value in algebra.conditions:
        if relation == "defined":
            for condition in _demands(algebra, presenter, value[1]):
                found[condition] = None
        else:
            for condition in _relation(algebra, presenter, relation, value):
                found[condition] = None
    for formula, bound in algebra.provided:
        for part in _parts(formula):
            template = Template(part, tuple(bound))
            if fill(algebra, template, list(bound.values()), operate)[1] is not true:
                found[template.fill([presenter.formula(v) for v in bound.values()])] = None
    known = demanded | found
    return tuple(c for c in found if c not in demanded and not _implied(c, known))


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
    """x != 0 and x >= 0 follow from x > 0."""
    if type(condition) is Apply and condition.op in ("ne", "ge"):
        return apply("gt", condition.args) in demanded
    return False


def _relation(
    algebra: Algebra, presenter: Presenter, relation: str, value: Value
) -> Iterator[Expr]:
    """``value relation 0`` as conditions, unless the facts prove it."""
    if facts.real(algebra, value) and not facts.sign(algebra, value) & _PROVED_BY[relation]:
        return
    yield apply(_OP[relation], (presenter.formula((abs(value[0]), value[1])), _ZERO))


def _demands(algebra: Algebra, presenter: Presenter, root: Product) -> Iterator[Expr]:
    """What a product demands of its parts to be defined, outermost first."""
    seen: set[object] = set()
    stack: list[Product] = [root]
    while stack:
        p = stack.pop()
        if p in seen or p.total:
            continue
        seen.add(p)
        for base, exponent in p.factors.items():
            if type(exponent) is tuple:
                stack.append(exponent[1])
            if type(base) is int:
                continue
            yield from _demand_of_power(algebra, presenter, base, exponent)
            if type(base) is Atom:
                if base not in seen:
                    seen.add(base)
                    yield from _demand_of_function(algebra.catalogue, presenter, base)
                    stack += [q for _, q in base.args]
            else:
                stack += list(base.terms)  # type: ignore[union-attr]


def _demand_of_power(
    algebra: Algebra, presenter: Presenter, base: Base, exponent: Exponent
) -> Iterator[Expr]:
    if type(base) is Atom and base.op == "E":
        return
    value = algebra.arena.of_base(base)
    if type(exponent) is tuple:
        relation = ">"
    elif type(exponent) is int or not algebra.real:
        relation = "!=" if exponent < 0 else ""  # type: ignore[operator]
    else:
        relation = ">" if exponent < 0 else ">="
    if relation:
        yield from _relation(algebra, presenter, relation, value)


def _demand_of_function(
    catalogue: Catalogue, presenter: Presenter, atom: Atom
) -> Iterator[Expr]:
    record = catalogue.get(atom.op)
    if record is not None and record.domain and atom.args:
        arguments = [presenter.formula(a) for a in atom.args]
        yield domain_of(catalogue, atom.op).fill(arguments)
