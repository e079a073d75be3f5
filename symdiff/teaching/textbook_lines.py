"""Lines that a teacher uses besides those of the catalogue: a constant factor stays.

    (5*x^3)' = 5*(x^3)'      and not  0*x^3 + 5*(x^3)'

The raw derivative of a product is u' * v + u * v' whatever u and v are; who explains it takes the
shorter rule where it holds, as every calculus book does.
"""

from __future__ import annotations

from ..catalogue import Catalogue, Function
from ..expressions import expect

LINES = {
    "mul": """
        constant multiple:  (c * u)' = c * u'   when c is constant
        constant multiple:  (u * c)' = u' * c   when c is constant
    """,
    "div": """
        constant divisor:   (u / c)' = u' / c   when c is constant
    """,
}


def taught(catalogue: Catalogue) -> Catalogue:
    """The catalogue with the lines for constant factors before those for products and quotients.

    Arguments:
        catalogue: the functions and rules; it stays as it is, and keeps the other one.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.derivations import diff
    >>> print(diff("5*x^3", form="raw"))
    0*x**3 + 5*(3*x**(3 - 1)*1)
    >>> print(diff("5*x^3", form="raw", catalogue=taught(CATALOGUE)))
    5*(3*x**(3 - 1)*1)
    """
    expect(catalogue, Catalogue, "the catalogue is a Catalogue")
    found: Catalogue | None = catalogue.compiled.get("taught")
    if found is None:
        records = [_with_lines(f) if f.name in LINES else f for f in catalogue]
        found = catalogue.compiled["taught"] = Catalogue(records, catalogue.rules)
    return found


def _with_lines(record: Function) -> Function:
    lines = LINES[record.name]
    by_complex = record.derivative_complex and lines + record.derivative_complex
    return record.changed(derivative=lines + record.derivative, derivative_complex=by_complex)
