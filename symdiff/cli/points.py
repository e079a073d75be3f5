"""The value, the derivative and the tangent line at the point that ``--at`` names."""

from __future__ import annotations

import symdiff

from ..evaluation import evaluate, tangent_line, value_in_digits
from ..evaluation.floats import mpmath_installed
from ..evaluation.points import assignments
from ..expressions import ArgumentError, DomainError, LimitExceeded, Rational
from ..expressions.rationals import decimal_spelling, plain
from ..notation import infix
from ..notation.held import NOWHERE, held_off, is_nowhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..evaluation import Tangent
    from ..expressions import Expr
    from .answers import Question
    from .derivative import Derivative


_DIGITS_OF_A_FLOAT = 16
FLOATS = (
    "computed with floats, which lose digits where terms cancel or arguments are large;"
    " with mpmath installed all digits are right"
)


class Point:
    """What is known of a formula and its derivative at one point."""

    def __init__(self, answer: Derivative, asked: Question) -> None:
        request = answer.request
        self.domain = request.value("--domain", "real")
        self.digits = request.whole("--digits")
        self.limits = answer.limits
        self.at = entered_at(request.values("--at"), asked.variable, answer.parse)
        self.value = self._number(asked.formula)
        self._must_hold(answer.corners, answer.holds)
        self.derivative = self._number(answer.result)
        self.tangent = self._tangent(answer, asked)
        if float in (type(self.value), type(self.derivative)) and not mpmath_installed():
            answer.notes.append(FLOATS)

    def text(self) -> str:
        """Three lines: value, derivative and tangent."""
        return "\n".join(f"{name:10}  {text}" for name, text in self.record().items())

    def record(self) -> dict[str, str]:
        """The same as data; numbers are text, so that no digit is lost."""
        known = {"value": _shown(self.value), "derivative": _shown(self.derivative)}
        return known | ({} if self.tangent is None else {"tangent": f"y = {self.tangent.line}"})

    def _number(self, e: Expr) -> Any:
        """The value; where a float has no room for it, with as many digits as a float has."""
        try:
            found = value_in_digits(e, self.at, self.digits, domain=self.domain, limits=self.limits)
        except DomainError as error:
            if error.code != "E-OVERFLOW" or not mpmath_installed():
                raise
            found = None
        if found is None or (type(found) is float and not found and mpmath_installed()):
            self.digits = self.digits or _DIGITS_OF_A_FLOAT
            found = evaluate(e, self.at, self.digits, domain=self.domain, limits=self.limits)
        return found

    def _must_hold(self, corners: tuple[Expr, ...], conditions: tuple[Expr, ...]) -> None:
        for corner in corners:
            if evaluate(corner, self.at, domain=self.domain):
                raise DomainError(
                    held_off([corner], infix)[0], advice=f"the value there is {_shown(self.value)}"
                )
        for condition in conditions:
            if not evaluate(condition, self.at, domain=self.domain):
                if is_nowhere(condition):
                    raise DomainError(NOWHERE)
                raise DomainError(f"nothing is said there: the answer holds for {infix(condition)}")

    def _tangent(self, answer: Derivative, asked: Question) -> Tangent | None:
        """The tangent line; there is none in the complex domain, nor by several variables."""
        if self.domain == "complex" or len(set(asked.variables)) != 1:
            return None
        x = asked.variables[0]
        first = len(asked.variables) == 1
        slope = answer.result if first else symdiff.diff(asked.formula, x, **answer.facts())
        try:
            return tangent_line(asked.formula, slope, x, self.at, self.digits)
        except LimitExceeded as error:
            answer.notes.append(f"no tangent line: {error.message}")
            return None


def _shown(value: Any) -> str:
    """A number as text; one that came from decimals as a decimal, if it ends."""
    if type(value) is Rational and value.decimal:
        return decimal_spelling(value) or str(plain(value))
    return str(value)


def entered_at(
    texts: tuple[str, ...], variable: str, parse: Callable[[str], Expr]
) -> dict[str, Expr]:
    """The values that ``x=2, y=1/3`` give; a value without a name is for the variable."""
    at: dict[str, Expr] = {}
    for text in texts:
        for name, value in assignments(text, variable).items():
            if name in at:
                raise ArgumentError(f"--at gives {name} twice")
            at[name] = parse(value)
    return at
