"""Values for functions that nobody knows: each unknown function gets a smooth one in its place.

    f(u, v)   has the values of   exp(sin(u + 2*v + 1))

A rule that is right for every f is right for this one; and all its mixed derivatives differ from 0.
"""

from __future__ import annotations

from ..catalogue import Function
from ..expressions import Apply, postorder
from ..notation.slots import slots as derivative_slots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..expressions import Expr

_LETTERS = "uvwxyz"


def with_stand_ins(catalogue: Catalogue, *formulas: Expr) -> Catalogue:
    """The catalogue, with a definition of every function in the formulas that it lacks.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.notation import parse
    >>> mine = with_stand_ins(CATALOGUE, parse("f(x, y)", functions=["f"]))
    >>> mine["f"].definition
    'exp(sin(1*u + 2*v + 1))'
    """
    unknown: dict[str, int] = {}
    for node in postorder(formulas):
        if type(node) is Apply and node.op not in catalogue:
            unknown.setdefault(derivative_slots(node.op)[0], len(node.args))
    records = [
        Function(name, arity=arity, definition=_definition(arity, which))
        for which, (name, arity) in enumerate(sorted(unknown.items()), 1)
        if name not in catalogue and arity <= len(_LETTERS)
    ]
    return catalogue.extended(records) if records else catalogue


def _definition(arity: int, which: int) -> str:
    terms = [f"{i}*{letter}" for i, letter in enumerate(_LETTERS[:arity], 1)]
    return f"exp(sin({' + '.join([*terms, str(which)])}))"
