"""What a printer is given: a formula, or a text that is read as one."""

from __future__ import annotations

from ..catalogue import Catalogue
from ..expressions import ArgumentTypeError, Limits, as_expr, expect
from .parser import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias, TypedDict

    from ..expressions import Expr, Symbol
    from ..expressions.nodes import Operand

    Formula: TypeAlias = Operand | str

    class Names(TypedDict, total=False):
        """How names in a text are read; see ``parse``."""

        variables: Iterable[str | Symbol]
        functions: Iterable[str | Symbol]
        constants: Iterable[str]
        decimal_comma: bool


_NAMES = ("variables", "functions", "constants", "decimal_comma")


def given(e: Formula, catalogue: Catalogue, limits: Limits, names: Names) -> Expr:
    """The formula e; a text is read with the names that are declared.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.expressions import DEFAULT_LIMITS
    >>> given("f(x)", CATALOGUE, DEFAULT_LIMITS, {"functions": "f"}).op
    'f'
    """
    check_reading(catalogue, limits, names)
    if isinstance(e, str):
        return parse(e, catalogue=catalogue, limits=limits, **names)
    return as_expr(e)


def check_reading(catalogue: Catalogue, limits: Limits, names: Names) -> None:
    """Refuse what says nothing of how a text is read, whether there is a text or not."""
    for name in names:
        if name not in _NAMES:
            raise ArgumentTypeError(
                f"there is no argument {name!r}", advice=f"names are read by: {', '.join(_NAMES)}"
            )
    expect(catalogue, Catalogue, "the catalogue is a Catalogue")
    expect(limits, Limits, "limits are made by Limits(...)")
