"""Derivatives of known functions by their slots: sin'(u), which is cos(u)."""

from __future__ import annotations

from ..catalogue import LETTERS
from ..expressions import Apply, Symbol, apply, postorder
from ..notation.slots import slots
from ..rewriting import Template
from .textbook import differentiate, pruned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..expressions import Expr


def slope(op: str, catalogue: Catalogue, domain: str = "real") -> Template | None:
    """The formula, in the letters of the arguments, of a derivative by slots such as D(sin, 1).

    None for an unknown function, and where a slot has no formula.

    >>> from symdiff.catalogue import CATALOGUE
    >>> print(slope("D(sin, 1, 1)", CATALOGUE).fill([Symbol("x")]))
    -sin(x)
    """
    kept: dict[str, Template | None] = catalogue.compiled.setdefault(("slopes", domain), {})
    if op not in kept:
        name, by = slots(op)
        record = catalogue.get(name)
        kept[op] = None
        if record is not None and by and max(by) <= record.arity:
            kept[op] = _worked_out(name, by, LETTERS[: record.arity], catalogue, domain)
    return kept[op]


def _worked_out(
    name: str, by: tuple[int, ...], letters: tuple[str, ...], catalogue: Catalogue, domain: str
) -> Template | None:
    formula: Expr = apply(name, tuple([Symbol(letter) for letter in letters]))
    for slot in by:
        x = Symbol(letters[slot - 1])
        formula = differentiate(formula, x, catalogue=catalogue, domain=domain, make=pruned)
    left = [n for n in postorder((formula,)) if type(n) is Apply and slots(n.op)[1]]
    return None if left else Template(formula, letters)
