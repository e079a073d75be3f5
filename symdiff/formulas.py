"""Public functions of the lower rooms, for formulas that may also be given as text.

A text is read as ``parse`` reads it, with the same ``variables``, ``functions`` and ``constants``.
"""

from __future__ import annotations

from .catalogue import CATALOGUE
from .expressions import DEFAULT_LIMITS
from .expressions import sizes as _sizes
from .loading import load
from .notation.given import given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Unpack

    from .catalogue import Catalogue
    from .expressions import Limits, Sizes
    from .notation.given import Formula, Names


def evaluate(
    f: Formula,
    at: Mapping[Any, Any] | str,
    digits: int | None = None,
    *,
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Any:
    """The value of f at a point: exact where it can be, else a float, or so many digits.

    Arguments:
        f: the formula, as an expression or as text.
        at: a value for each variable: a number, or text such as "0.1", "1/3" or "pi/2"; or all
            of it as text, "x=1/3, y=2".
        digits: how many digits; needs the extra ``precision``.
        domain: "real", or "complex" for principal values.
        catalogue: the functions that are known.
        limits: bounds on the work.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        DomainError: where there is no value.

    >>> evaluate("x^2/3", {"x": 2}), evaluate("sqrt(x)", {"x": 2})
    (Fraction(4, 3), 1.4142135623730951)
    """
    e = given(f, catalogue, limits, names)
    return load("symdiff.evaluation").evaluate(
        e, at, digits, domain=domain, catalogue=catalogue, limits=limits
    )


def sizes(
    *formulas: Formula,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Sizes:
    """Nodes as a tree and as a graph, operations, and depth; of several formulas together.

    >>> sizes("(x + 1)*(x + 1)")
    Sizes(tree_nodes=7, graph_nodes=4, operations=2, depth=3)
    """
    return _sizes(*[given(f, catalogue, limits, names) for f in formulas])


def to_sympy(
    f: Formula,
    *,
    real: bool = False,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Any:
    """The formula as a SymPy expression; needs the extra ``sympy``.

    Arguments:
        f: the formula, as an expression or as text.
        real: whether SymPy is told that the symbols are real.
        catalogue: the records that say how each function is called there.
        limits: bounds on the text.
        **names: how names in a text are read.
    """
    e = given(f, catalogue, limits, names)
    return load("symdiff.checking.to_sympy").to_sympy(e, real=real, catalogue=catalogue)
