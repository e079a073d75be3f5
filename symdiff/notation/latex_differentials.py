r"""Derivatives in LaTeX: \frac{d}{dx} x^2, \frac{d(x^2)}{dx}; and \frac{dy}{dx}, refused.

Where d is declared as a variable, the last two are quotients of products.
"""

from __future__ import annotations

import re

from ..expressions import AmbiguousFormula, FormulaError
from .characters import RAISED_CLOSE, RAISED_OPEN
from .differentials import is_open_sum
from .source import END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .names import Scope
    from .source import Source

_UPRIGHT = r"(?:\\mathrm\s*\{d\}|\\mathrm d|\{\\rm d\})"
_D = rf"(?:d|{_UPRIGHT}|\\partial(?![A-Za-z]))"
_ORDER = r"(?:\s*\^\s*(?:\{(\d{1,6})\}|(\d)))?"
_NAME = r"((?:\\mathrm\s*\{[A-Za-z]\w*\}|\\[A-Za-z]+(?![A-Za-z])|[A-Za-z])(?:_(?:\w|\{\w+\}))?)"
_FRACTION = r"\\[dtc]?frac\s*"
_ABOVE = rf"\{{\s*{_D}{_ORDER}\s*"
_BELOW = rf"\{{\s*{_D}\s*{_NAME}{_ORDER}\s*\}}"
DERIVATIVE = re.compile(rf"{_FRACTION}{_ABOVE}\}}\s*{_BELOW}")
_SLOPE = re.compile(rf"{_FRACTION}{_ABOVE}{_NAME}\s*\}}\s*{_BELOW}")
_NUMERATOR = re.compile(rf"{_FRACTION}{_ABOVE}")
_DENOMINATOR = re.compile(_BELOW)
_SEVERAL = re.compile(rf"\{{\s*{_D}(?:(?:\s|\\[,;: ])*{_NAME}{_ORDER}){{2,9}}\s*\}}")
# Before these d is a letter, d + 1, and behind them a factor.
_SIGN = re.compile(r"[-+*/=<>!,'_)]|\\(?:cdot|times|div|ast)(?![A-Za-z])")
_NO_OPERAND = frozenset("+-*/([{,=<>") | {RAISED_OPEN, "|(", "<=", ">=", "==", "!="}
_AT_AN_END = frozenset((END, "+", "-", ")", "]", "}", ",", "|)", RAISED_CLOSE))
_OF_AN_INTEGRAL = re.compile(rf"(?:(?:\\[,;: ]|\\quad|~)\s*(?:d|{_UPRIGHT})|{_UPRIGHT})\s*{_NAME}")
_AFTER_A_BLANK = re.compile(rf"\s+d(?!\s){_NAME}")


class Differentiated:
    r"""The parts of \frac{d^n}{dx^n} body, or of \frac{d^n body}{dx^n}: places in the text.

    Attributes:
        start, stop: where the body stands.
        end: where the fraction ends.
        above, below: the two orders.
        variable: the variable as it is typed.
        around: whether the body is above the line.
    """

    __slots__ = ("above", "around", "below", "end", "start", "stop", "variable")

    def __init__(self, above: re.Match[str], stop: int, below: re.Match[str] | None = None) -> None:
        self.around = below is not None
        self.start, self.stop, self.end = above.end(), stop, (below or above).end()
        self.above = int(above[1] or above[2] or 1)
        self.variable, *order = below.groups() if below is not None else above.groups()[2:]
        self.below = int(order[0] or order[1] or 1)


def differentiated(text: str, scope: Scope, start: int, stop: int) -> Differentiated | None:
    r"""The \frac{d(...)}{dx} at this place, if one stands there and d is no variable."""
    above = _NUMERATOR.match(text, start, stop)
    close = _closing(text, above.end(), stop) if above is not None else -1
    return between(text, scope, start, close, stop) if close >= 0 else None


def between(text: str, scope: Scope, start: int, close: int, stop: int) -> Differentiated | None:
    """The same, where the brace at ``close`` ends the numerator."""
    above = None if "d" in scope.declared else _NUMERATOR.match(text, start, close)
    if above is None or _SIGN.match(text, above.end(), close):
        return None
    i = _past_blanks(text, close + 1)
    several = _SEVERAL.match(text, i, stop)
    if several is not None:
        raise AmbiguousFormula(
            "this is a derivative by several variables at once, or a quotient of products",
            text=text,
            span=(start, several.end()),
            advice=r"write \frac{d}{dx}, by one variable after the other, or declare d:"
            " variables=['d']",
        )
    below = _DENOMINATOR.match(text, i, stop)
    return None if below is None or close == above.end() else Differentiated(above, close, below)


def refuse_slope(text: str, scope: Scope, start: int, stop: int) -> None:
    r"""\frac{dy}{dx} is a derivative of something that is not given, or a quotient of products."""
    found = None if "d" in scope.declared else _SLOPE.search(text, start, stop)
    if found is not None:
        raise _slope(text, found.span(), found[3], found[4], found[1] or found[2])


def refuse_body(found: Differentiated, source: Source, variable: str) -> None:
    """A body without the variable, as in dy^2/dx, or a sum without brackets, as in dx + 1."""
    text, span = source.text, (found.start, found.stop)
    body = text[found.start : found.stop].strip()
    if variable not in source.tokens:
        order = str(found.above) if found.above > 1 else ""
        raise _slope(text, span, body, found.variable, order)
    if is_open_sum(source.tokens, 0):
        raise AmbiguousFormula(
            "the derivative may be of the first term, or of the whole sum",
            text=text,
            span=span,
            advice="put brackets around all that is to be differentiated",
        )


def refuse_differentials(source: Source, scope: Scope) -> None:
    r"""The end of an integral, x^2\,dx; or x^2 dx, which may be one or a product."""
    tokens, text = source.tokens, source.text
    if {"d", "dx"} & set(scope.declared):
        return
    for i in range(1, len(tokens) - 2):
        if tokens[i] != "d" or tokens[i - 1] in _NO_OPERAND or tokens[i + 2] not in _AT_AN_END:
            continue
        start, (_, stop) = source.span(i - 1, i - 1)[1], source.span(i + 1, i + 1)
        ended = _OF_AN_INTEGRAL.match(text, _past_blanks(text, start), stop)
        if ended is not None:
            raise FormulaError(
                f"this d{ended[1]} belongs to an integral, and symdiff does not integrate",
                text=text,
                span=source.span(i, i + 1),
                advice="leave it out, or declare the variable d: variables=['d']",
            )
        blank = _AFTER_A_BLANK.match(text, start, stop)
        if blank is not None:
            raise AmbiguousFormula(
                f"this d{blank[1]} may be the end of an integral, or the product d*{blank[1]}",
                text=text,
                span=source.span(i, i + 1),
                advice=rf"leave it out, or write d \cdot {blank[1]}, or declare d: variables=['d']",
            )


def _slope(text: str, span: tuple[int, int], y: str, x: str, order: str) -> AmbiguousFormula:
    power = f"^{order}" if order else ""
    return AmbiguousFormula(
        f"this is a derivative of {y}, or d{power}*{y}/(d*{x}{power})",
        text=text,
        span=span,
        advice=rf"write \frac{{d{power}}}{{d{x}{power}}} and the formula,"
        " or declare d: variables=['d']",
    )


def _closing(text: str, i: int, stop: int) -> int:
    """The brace that closes the one open at i, or -1."""
    depth = 1
    while i < stop:
        c = text[i]
        i += c == "\\"
        depth += (c == "{") - (c == "}")
        if depth == 0:
            return i
        i += 1
    return -1


def _past_blanks(text: str, i: int) -> int:
    while i < len(text) and text[i] in " \t\n\r":
        i += 1
    return i
