r"""Refusals of what follows an exponent in LaTeX: a second one, x^2^3, or a number, x^{2}3."""

from __future__ import annotations

from ..expressions import AmbiguousFormula
from .characters import BRACKETS, DIGITS, RAISED_CLOSE, RAISED_OPEN
from .extents import operand_first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .names import Scope
    from .source import Source

_SHOWN = 60


def double_superscript(source: Source, scope: Scope, second: int) -> AmbiguousFormula:
    r"""x^2^3, an error in LaTeX, too; token ``second`` opens the second exponent, which is last."""
    base, exponent, first = _power(source, scope, second - 1)
    raised = _inside(source, second, len(source.tokens) - 1)
    tower = f"{base}^{{{_grouped(exponent)}^{_grouped(raised)}}}"
    power = f"{{{base}^{_grouped(exponent)}}}^{_grouped(raised)}"
    callee = scope.callee(source.tokens[first])
    if callee is not None and callee.bare and first == _opening(source, second - 1) - 1:
        factors = [e if e.isalnum() else f"({e})" for e in (exponent, raised)]
        power = rf"{base}^{{{factors[0]} \cdot {factors[1]}}}"
    if not raised or base == "|":  # bars are not paired yet
        tower = power = ""
    return _two("a double superscript", source, first, tower, power)


def number_after_exponent(source: Source, scope: Scope) -> AmbiguousFormula:
    """x^23, which LaTeX sets as x^2 and a 3; the number is the last token."""
    last = len(source.tokens) - 1
    base, exponent, first = _power(source, scope, last - 1)
    number = source.tokens[last]
    product = rf"{base}^{_grouped(exponent)} \cdot {number}"
    together = exponent + ("" if set(exponent) <= DIGITS else r" \cdot ") + number
    return _two("a number after an exponent", source, first, product, f"{base}^{{{together}}}")


def _two(what: str, source: Source, first: int, one: str, two: str) -> AmbiguousFormula:
    shown = 0 < len(one) + len(two) < 2 * _SHOWN
    return AmbiguousFormula(
        f"{what} has two readings",
        text=source.text,
        span=source.span(first, len(source.tokens) - 1),
        advice=f"write {one} or {two}" if shown else "write the braces or the sign that you mean",
    )


def _power(source: Source, scope: Scope, close: int) -> tuple[str, str, int]:
    """The texts of base and exponent whose exponent ends at token ``close``; the first token."""
    opening = _opening(source, close)
    first = operand_first(source.tokens, opening - 1)
    if source.tokens[first].isidentifier() and source.tokens[first + 1] in BRACKETS:
        first += scope.callee(source.tokens[first]) is None  # a factor before brackets
    base = source.text[source.span(first, first)[0] : source.span(opening, opening)[0]]
    return base.strip(), _inside(source, opening, close), first


def _opening(source: Source, close: int) -> int:
    """The token that opens the exponent which token ``close`` closes."""
    depth, k = 0, close
    while True:
        depth += (source.tokens[k] == RAISED_CLOSE) - (source.tokens[k] == RAISED_OPEN)
        if depth == 0:
            return k
        k -= 1


def _inside(source: Source, opening: int, close: int) -> str:
    """The text of an exponent without its braces."""
    return source.text[source.span(opening, opening)[1] : source.span(close, close)[0]].strip()


def _grouped(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"
