r"""LaTeX to tree: ``\frac{d}{dx} \sqrt{1 + x^2}``.

The subset: numbers, letters with subscripts, Greek letters, words in \mathrm and \operatorname;
signs, \cdot \times \div \frac; functions by their commands; \sqrt and \sqrt[n]; brackets, with
\left and \right or without; |x|, \lfloor x \rfloor, \lceil x \rceil; comparisons; and in front
``y =``, ``f(x) =``, \frac{d}{dx}, \frac{d^2}{dx^2}, \frac{\partial}{\partial x}; or around it
\frac{d(x^2)}{dx}. What has two readings is refused, as in plain text.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    AmbiguousFormula,
    ArgumentError,
    FormulaError,
    LimitExceeded,
    Limits,
    Symbol,
    expect,
)
from .differentials import is_open_sum
from .latex_differentials import (
    DERIVATIVE,
    Differentiated,
    differentiated,
    refuse_body,
    refuse_differentials,
    refuse_slope,
)
from .latex_lexer import LatexLexer
from .machine import Parse
from .names import Scope
from .reading import Reading
from .source import END, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .given import Names

_QUOTES = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"))


def parse_latex(
    text: str,
    *,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Expr:
    r"""The formula that a text in LaTeX is, exactly as typed: nothing is simplified.

    Arguments:
        text: the LaTeX, with or without dollars around it.
        catalogue: the functions to know.
        limits: bounds on characters, digits and nodes.
        **names: ``variables``, ``functions``, ``constants``: as for ``parse``.

    Raises:
        FormulaError: where the text is none that is read, with its place; and for a question such
            as \frac{d}{dx} x^2, which ``read_latex`` reads.
        AmbiguousFormula: where it has two readings.

    >>> print(parse_latex(r"\frac{x^2}{\sqrt{1 + x}} - \sin 2x"))
    x**2/sqrt(1 + x) - sin(2*x)
    """
    reading = read_latex(text, catalogue=catalogue, limits=limits, **names)
    if reading.order:
        raise FormulaError(
            "this asks for a derivative, and a formula holds none",
            text=text,
            span=(0, len(text)),
            advice="diff(read_latex(...)) answers it; parse_latex reads the formula alone",
        )
    return reading.expression


def read_latex(
    text: str,
    *,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Reading:
    r"""The formula in LaTeX, and what stands in front of it: a name, a derivative to be taken.

    ``diff``, ``derivation``, ``explain`` and ``swell`` take it in the place of a formula.

    Arguments:
        text, catalogue, limits, **names: as for ``parse_latex``.

    >>> reading = read_latex(r"f(t) = \frac{d^2}{dt^2} \sin t")
    >>> str(reading.expression), reading.variable.name, reading.order, reading.name
    ('sin(t)', 't', 2, 'f')
    """
    expect(limits, Limits, "limits are made by Limits(...)")
    if not isinstance(text, str):
        raise ArgumentError(f"LaTeX is a string, not {type(text).__name__}")
    if len(text) > limits.characters:
        raise LimitExceeded(
            f"the formula has {len(text)} characters",
            limit="characters",
            value=limits.characters,
            text=text,
            span=(limits.characters, len(text)),
            advice=f"the limit is {limits.characters}; raise it with Limits(characters=...)",
        )
    options = {"constants": ("pi", "e", "E"), **names}
    scope = Scope(
        options.get("variables", ()),  # type: ignore[arg-type]
        options.get("functions", ()),  # type: ignore[arg-type]
        options["constants"],  # type: ignore[arg-type]
        catalogue,
        limits,
        False,
    )
    start, stop = _without_dollars(text)
    name, variable, start = _definition(text, scope, start, stop)
    refuse_slope(text, scope, start, stop)
    question = _question(text, scope, _past_spaces(text, start), stop)
    if question is not None:
        start, stop, variable = question.start, question.stop, _name(question.variable, scope)
    source = LatexLexer(text, scope, start, stop).source()
    if question is not None and question.around:
        refuse_body(question, source, variable)
    elif question is not None:
        _refuse_part(source)
    refuse_differentials(source, scope)
    order = question.above if question is not None else 0
    symbol = Symbol(variable) if variable else None
    over_sum = bool(order) and is_open_sum(source.tokens, 0)
    return Reading(Parse(source, scope).run(), symbol, order, name, over_sum)


def _without_dollars(text: str) -> tuple[int, int]:
    """Where the formula begins and ends, without what LaTeX puts around formulas."""
    start, stop = _past_spaces(text, 0), len(text.rstrip())
    for opening, closing in _QUOTES:
        inside = stop - start >= len(opening) + len(closing)
        if inside and text.startswith(opening, start) and text.endswith(closing, start, stop):
            return start + len(opening), stop - len(closing)
    return start, stop


def _past_spaces(text: str, i: int) -> int:
    while i < len(text) and text[i] in " \t\n\r~":
        i += 1
    return i


def _definition(text: str, scope: Scope, start: int, stop: int) -> tuple[str | None, str, int]:
    """``y =`` or ``f(x) =``: the name, the variable, and where the formula begins."""
    equals = text.find("=", start, stop)
    if equals < 0 or text[equals - 1 : equals] in ("<", ">", "!"):
        return None, "", start
    left = LatexLexer(text, scope, start, equals).source().tokens[:-1]
    names = [lexeme for lexeme in left if lexeme.isidentifier()]
    if len(left) == 1 and names:
        return names[0], "", equals + 1
    if len(left) > 3 and left[1] == "(" and left[-1] == ")" and len(names) == len(left) // 2:
        scope.declare([a for a in names[1:] if a not in scope.declared])
        return names[0], names[1] if len(names) == 2 else "", equals + 1
    raise FormulaError(
        "an equation is not a formula",
        text=text,
        span=(equals, equals + 1),
        advice="write `y = ...`, `f(x) = ...`, or one side minus the other",
    )


def _question(text: str, scope: Scope, start: int, stop: int) -> Differentiated | None:
    r"""\frac{d}{dx} in front of a formula, or \frac{d(...)}{dx} around all of it."""
    found = DERIVATIVE.match(text, start, stop)
    if found is not None:
        question = Differentiated(found, stop)
    else:
        around = differentiated(text, scope, start, stop)
        if around is None or _past_spaces(text, around.end) < stop:
            return None
        question = around
    if question.above != question.below:
        raise FormulaError(
            "the two orders of this derivative differ",
            text=text,
            span=(start, question.end),
            advice=r"write \frac{d^2}{dx^2}",
        )
    return question


def _name(latex: str, scope: Scope) -> str:
    """The name that a variable in LaTeX has."""
    return LatexLexer(latex, scope, 0, len(latex)).source().tokens[0]


def _refuse_part(source: Source) -> None:
    """A bracket after d/dx that ends before a sum goes on: of what is the derivative?"""
    depth = 0
    for i, lexeme in enumerate(source.tokens):
        depth += (lexeme in ("(", "[", "{")) - (lexeme in (")", "]", "}"))
        if depth <= 0:
            if i and source.tokens[i + 1 : i + 2] in (["+"], ["-"]):
                raise AmbiguousFormula(
                    "the derivative may be of the bracket alone, or of all that follows",
                    text=source.text,
                    span=source.span(0, i),
                    advice="put brackets around all that is to be differentiated",
                )
            return
        if lexeme == END:
            return
