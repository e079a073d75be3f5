"""Text to tree."""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, LimitExceeded, expect
from ..loading import load
from .machine import Parse
from .names import CONSTANTS, Scope
from .source import NeedsPlaces, Source, quick_tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits, Symbol


def parse(
    text: str,
    *,
    variables: Iterable[str | Symbol] = (),
    functions: Iterable[str | Symbol] = (),
    constants: Iterable[str] = CONSTANTS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    decimal_comma: bool = False,
) -> Expr:
    """The formula that the text is, exactly as typed: nothing is simplified.

    Arguments:
        text: ``x^2``, ``2 sin x``, ``|x|``, ``f'(g(x))``, and what else people type.
        variables: names that are symbols, whatever they mean otherwise; an undeclared name
            written together of several of them is their product.
        functions: names of unknown functions.
        constants: names of the constants to know: pi, e, E, and I when it is wanted.
        catalogue: the functions to know.
        limits: bounds on characters, digits and nodes.
        decimal_comma: 3,5 is a number, and a semicolon separates arguments.

    Raises:
        FormulaError: where the text is no formula.
        AmbiguousFormula: where it has two readings and no convention chooses.
        UnknownName: for a call of a function that nobody knows.
        LimitExceeded: for a text, number or graph beyond the limits.

    >>> f = parse("x*x + (x - 2)")
    >>> f.op, [a.op for a in f.args]
    ('add', ['mul', 'sub'])
    >>> parse("2 sin^2 x") is parse("2*sin(x)**2")
    True
    """
    scope = Scope(variables, functions, constants, catalogue, limits, decimal_comma)
    return formula(text, 0, scope)


def formula(text: str, start: int, scope: Scope) -> Expr:
    """The formula that the text is from ``start`` on."""
    expect(text, str, "a formula is text")
    if len(text) > scope.limits.characters:
        raise LimitExceeded(
            f"the formula has {len(text)} characters",
            limit="characters",
            value=scope.limits.characters,
            text=text,
            span=(scope.limits.characters, len(text)),
            advice=f"the limit is {scope.limits.characters}; raise it with Limits(characters=...)",
        )
    tokens = None if scope.decimal_comma else quick_tokens(text[start:] if start else text)
    if tokens is not None:
        try:
            return Parse(Source(text, tokens), scope).run()
        except NeedsPlaces:
            pass
    source: Source = load("symdiff.notation.lexer").places_of(text, scope, start)
    return Parse(source, scope).run()
