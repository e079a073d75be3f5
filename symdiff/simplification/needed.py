"""Which laws of arithmetic a step rests on: those without which its two sides are not the same.

    3*x*x - 2*x^2  =  x^2        like factors, like terms

Both sides are read under all laws (``readings``). Then the laws are taken away, one after the
other, without which the readings still agree; what is left is needed. So the names by which a step
is told say neither less than was done, nor more.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, postorder
from .readings import ALL, ARITHMETIC, IMPLIED, LAWS, MOST_OPERATIONS, Known, arithmetic_in, same

_NONE = frozenset[str]()
_SUFFICIENT = (ALL - {"fractions", "distribution"}, ALL - {"fractions"}, ALL)
_ALONE = [
    frozenset((law,)) for law in ("factors that cancel", *reversed(LAWS)) if law not in IMPLIED
]


def needed(before: Expr, after: Expr) -> tuple[str, ...] | None:
    """The laws, as in ``LAWS``, that make the two formulas one, none of which can be spared.

    Nothing for formulas that differ in the order of terms and factors only; None where these laws
    do not make them one, or the formulas are too long.

    >>> from symdiff.notation import parse
    >>> needed(parse("2*x + 3*x"), parse("5*x"))
    ('like terms',)
    >>> needed(parse("x*2*x"), parse("2*x^2"))
    ('like factors',)
    >>> needed(parse("3*x*x - 2*x^2"), parse("x^2"))
    ('like factors', 'like terms')
    >>> needed(parse("sin(-x)"), parse("-sin(x)")) is None
    True
    """
    inner = frozenset(arithmetic_in(before))
    both = [e for e in arithmetic_in(after) if e in inner]
    large = len(inner) == MOST_OPERATIONS
    shared = frozenset([e for e in both if large or e.op in ("add", "sub")])
    alike, within = ({}, set[str]()) if large else _alike(before, after)
    for known in (Known(shared), Known(), Known(alike=alike)):
        found = _least(before, after, known)
        if found is not None:
            return tuple([law for law in reversed(LAWS) if law in found or law in within])
    return None


def _least(before: Expr, after: Expr, known: Known) -> tuple[str, ...] | None:
    """The laws that are left when all are taken away that can be spared."""
    if same(before, after, _NONE, known):
        return ()
    kept = next((laws for laws in _SUFFICIENT if same(before, after, laws, known)), None)
    if kept is None:
        return None
    alone = _ALONE if kept is _SUFFICIENT[0] else ()
    kept = next((laws for laws in alone if same(before, after, laws, known)), kept)
    for law in LAWS:
        if law in kept and len(kept) > 1 and same(before, after, kept - {law}, known):
            kept -= {law}
    implied = frozenset[str]().union(*[IMPLIED.get(law, ()) for law in kept])
    return tuple([law for law in reversed(LAWS) if law in kept and law not in implied])


def _alike(before: Expr, after: Expr) -> tuple[dict[Expr, Expr], set[str]]:
    """The functions of one side that are others of the other, and the laws that make them so."""
    there = set(postorder((before,)))
    mine = [e for e in postorder((before,)) if _is_function(e)]
    alike: dict[Expr, Expr] = {}
    laws: set[str] = set()
    for e in postorder((after,)):
        if not _is_function(e) or e in there:
            continue
        for other in mine:
            found = _of_arguments(other, e, alike)  # type: ignore[arg-type]
            if found is not None:
                alike[e] = other
                laws |= found
                break
    return alike, laws


def _is_function(e: Expr) -> bool:
    return type(e) is Apply and bool(e.args) and (e.op not in ARITHMETIC or e.op == "exp")


def _of_arguments(one: Apply, other: Apply, alike: dict[Expr, Expr]) -> set[str] | None:
    """The laws that make the arguments of one function those of the other."""
    if one.op != other.op or len(one.args) != len(other.args):
        return None
    known = Known(alike=alike)
    pairs = list(zip(one.args, other.args, strict=True))
    if not all([any(same(a, b, laws, known) for laws in _SUFFICIENT[1:]) for a, b in pairs]):
        return None
    return {law for a, b in pairs for law in _least(a, b, known) or ()}
