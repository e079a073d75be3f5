"""What stands in front of a formula: ``y =``, ``f(x) =``, ``d/dx``, ``d^2/dx^2``."""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, AmbiguousFormula, FormulaError, Symbol, SymdiffError
from ..loading import load
from .differentials import closing, derivative_around, derivative_in_front, is_open_sum
from .names import CONSTANTS, Scope
from .parser import formula
from .source import END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits
    from .source import Source


class Reading:
    """A formula and what was said about it.

    Attributes:
        expression: the formula.
        variable: what it is a function of, or is to be differentiated by, when that was said.
        order: how many derivatives are asked for; 0 for none.
        name: the name that the formula was given.
        over_sum: whether a derivative in front reaches over a sum that no bracket holds together.
    """

    __slots__ = ("expression", "name", "order", "over_sum", "variable")

    def __init__(
        self,
        expression: Expr,
        variable: Symbol | None = None,
        order: int = 0,
        name: str | None = None,
        over_sum: bool = False,
    ) -> None:
        self.expression = expression
        self.variable = variable
        self.order = order
        self.name = name
        self.over_sum = over_sum

    def __repr__(self) -> str:
        variable = self.variable.name if self.variable is not None else None
        return (
            f"Reading({self.expression!r}, variable={variable!r},"
            f" order={self.order}, name={self.name!r})"
        )


def read(
    text: str,
    *,
    variables: Iterable[str | Symbol] = (),
    functions: Iterable[str | Symbol] = (),
    constants: Iterable[str] = CONSTANTS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    decimal_comma: bool = False,
) -> Reading:
    """The formula, and what stands in front of it; the arguments are those of ``parse``.

    A derivative in front is of all that follows.

    >>> reading = read("f(t) = t^2 + 1")
    >>> reading.name, reading.variable.name, reading.order
    ('f', 't', 0)
    >>> reading = read("d^2/dx^2 sin(x)")
    >>> reading.expression.op, reading.variable.name, reading.order
    ('sin', 'x', 2)
    """
    scope = Scope(variables, functions, constants, catalogue, limits, decimal_comma)
    if not isinstance(text, str) or not ("=" in text or text.lstrip(" (")[:1] in ("d", "∂")):
        return Reading(formula(text, 0, scope))
    if len(text) > limits.characters:
        formula(text, 0, scope)
    front = Front(text, scope)
    if front.arguments:
        scope.declare([a for a in front.arguments if a not in scope.declared])
    variable = Symbol(front.variable) if front.variable else None
    try:
        expression = formula(front.text, front.start, scope)
    except SymdiffError as error:
        if error.text is not None:
            error.text = text
        raise
    return Reading(expression, variable, front.order, front.name, front.over_sum)


class Front:
    """What was found in front of a formula.

    Attributes:
        text: the text, up to where the formula ends.
        start: where the formula begins.
        arguments: the names in the brackets of ``f(x, y) =``.
    """

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text.replace("∂", "d", 2) if "∂" in text else text
        self.start = 0
        self.name: str | None = None
        self.arguments: list[str] = []
        self.variable = ""
        self.order = 0
        self.over_sum = False
        catalogue, limits = scope.words.catalogue, scope.limits
        blank = Scope((), (), (), catalogue, limits, scope.decimal_comma)
        source: Source = load("symdiff.notation.lexer").places_of(self.text, blank)
        self.source, self.tokens = source, source.tokens
        i = self._definition()
        if "d" not in scope.declared:
            self._derivative(i)

    def _definition(self) -> int:
        """``y =`` or ``f(x) =``; returns the token that follows."""
        tokens, source = self.tokens, self.source
        if "=" not in tokens:
            return 0
        i = tokens.index("=")
        left = tokens[:i]
        if len(left) == 1 and left[0].isidentifier():
            self.name = left[0]
        elif (
            len(left) > 3
            and left[0].isidentifier()
            and left[1] == "("
            and left[-1] == ")"
            and _are_names(left[2:-1])
        ):
            self.name, self.arguments = left[0], left[2:-1:2]
            if len(self.arguments) == 1:
                self.variable = self.arguments[0]
        elif _is_derivative_of_name(left):
            raise AmbiguousFormula(
                "this says what a derivative is equal to",
                text=source.text, span=source.span(0, i),
                advice="write `y = ...` to name a formula, or `d/dx ...` to differentiate it",
            )  # fmt: skip
        elif source.text[slice(*source.span(i, i))] == "=" and not _is_inside(tokens, i):
            raise FormulaError(
                "an equation is not a formula",
                text=source.text, span=source.span(i, i),
                advice="write `y = ...`, `f(x) = ...`, or one side minus the other",
            )  # fmt: skip
        else:
            return 0
        self.start = source.span(i, i)[1]
        return i + 1

    def _derivative(self, i: int) -> None:
        found = derivative_in_front(self.tokens, i)
        if found is not None:
            self.variable, self.order, i = found
            self.start = self.source.span(i - 1, i - 1)[1]
            self.over_sum = is_open_sum(self.tokens, i)
            self._refuse_part(i)
            return
        found = derivative_around(self.tokens, i)
        if found is not None:
            self.variable, self.order, close = found
            self.start = self.source.span(i + 1, i + 1)[1]
            self.text = self.text[: self.source.span(close, close)[0]]

    def _refuse_part(self, i: int) -> None:
        """d/dx (x^2) + 1 may be the derivative of the first term alone."""
        close = closing(self.tokens, i)
        if close is None or self.tokens[close + 1] not in ("+", "-"):
            return
        source = self.source
        start, end = source.span(0, i - 1)[0], source.span(i - 1, i - 1)[1]
        raise AmbiguousFormula(
            "the derivative may be of the bracket alone, or of all that follows",
            text=source.text, span=source.span(0, close),
            advice=f"write {source.text[start:end].strip()} (...) around all of it",
        )  # fmt: skip


def _are_names(tokens: list[str]) -> bool:
    return all(
        lexeme == "," if k % 2 else lexeme.isidentifier() for k, lexeme in enumerate(tokens)
    ) and bool(len(tokens) % 2)


def _is_derivative_of_name(left: list[str]) -> bool:
    """dy/dx, d/dx y, and y'."""
    if len(left) == 1 or (len(left) > 1 and left[1] == "("):
        return left[0].endswith("'")
    return derivative_in_front([*left, END], 0) is not None or (
        len(left) == 3 and left[1] == "/" and left[0][0] == left[2][0] == "d"
    )


def _is_inside(tokens: list[str], i: int) -> bool:
    """Whether token i stands in brackets."""
    opened = sum(tokens[:i].count(sign) for sign in ("(", "[", "{"))
    return opened > sum(tokens[:i].count(sign) for sign in (")", "]", "}"))
