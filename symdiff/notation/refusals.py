"""What is wrong with a text that is no formula: what, where, and what to write instead.

Each function makes one error; the parser raises it.
"""

from __future__ import annotations

from ..expressions import FormulaError, LimitExceeded
from .characters import BRACKETS, CLOSING
from .source import END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .levels import Entry
    from .machine import Parse

_OPENING = {*BRACKETS, "|(", "⁽"}


def error_at(
    parse: Parse, message: str, first: int, last: int, advice: str, code: str | None = None
) -> FormulaError:
    """An error about the tokens from ``first`` to ``last``."""
    span = parse.source.span(first, max(first, last))
    return FormulaError(message, text=parse.source.text, span=span, advice=advice, code=code)


def clip(name: str) -> str:
    """The name, cut when it is too long to be shown."""
    return name if len(name) <= 40 else name[:37] + "..."


def typed(parse: Parse, i: int) -> str:
    """Token i as it stands in the text."""
    start, end = parse.source.span(i, i)
    return clip(parse.source.text[start:end] or parse.tokens[i])


_BEFORE_OPERAND = {
    "!": ("nothing stands before !", "write x! for a factorial, `not` for a negation"),
    "'": ("a prime follows a function's name", "write f'(x), with functions=['f']"),
    "⁽": ("a raised exponent has nothing under it", "write x² or x^2"),
}


def missing_operand(parse: Parse) -> FormulaError:
    """A sign, a closing bracket or the end, where a number or a name should be."""
    i, tokens = parse.i, parse.tokens
    lexeme = tokens[i]
    if lexeme == END and i == 0:
        return error_at(parse, "the formula is empty", i, i, "write a formula such as x^2")
    if lexeme in CLOSING and i > 0 and tokens[i - 1] in _OPENING:
        return error_at(
            parse, "nothing stands between the brackets", i - 1, i, "write a formula in them"
        )
    if lexeme == "⁽" and tokens[i + 3 : i + 4] in (["√"], ["∛"]):
        return error_at(
            parse, "a root with an index has no sign here", i, i + 3,
            f"write root(..., {tokens[i + 1]})",
        )  # fmt: skip
    if lexeme in _BEFORE_OPERAND:
        message, advice = _BEFORE_OPERAND[lexeme]
        return error_at(parse, message, i, i + (lexeme == "⁽"), advice)
    if i == 0:
        shown = typed(parse, i)
        return error_at(
            parse, f"nothing stands before {shown}", i, i, f"write a term before {shown}"
        )
    before = typed(parse, i - 1)
    if lexeme == END:
        return error_at(
            parse, f"the formula ends after {before}", i - 1, i - 1,
            f"write what comes after {before}, or leave it out",
        )  # fmt: skip
    return error_at(
        parse, f"nothing stands between {before} and {typed(parse, i)}", i, i,
        "write a term there, or leave a sign out",
    )  # fmt: skip


def misplaced(parse: Parse, lexeme: str) -> FormulaError:
    """A prime or ``not`` behind an operand."""
    i = parse.i
    if lexeme == "not":
        return error_at(
            parse, "`not` stands before a condition", i, i, "write `x > 0 and not y > 0`"
        )
    return error_at(
        parse, "a prime follows only a function's name", i, i,
        "give the formula to symdiff.diff, or write f'(x) with functions=['f']",
    )  # fmt: skip


def not_in_arithmetic(parse: Parse) -> FormulaError:
    """1 + not x."""
    return error_at(
        parse, "`not` stands inside arithmetic", parse.i, parse.i,
        "write where(condition, a, b) to choose by a condition", "E-CONDITION",
    )  # fmt: skip


def mismatch(parse: Parse, entry: Entry) -> FormulaError:
    """A closing bracket that closes nothing, or the wrong thing."""
    i = parse.i
    shown = typed(parse, i)
    if entry[0] < 0:
        message, advice = f"{shown} closes nothing", "leave it out, or open a bracket before it"
    else:
        opener = typed(parse, _opener(parse, entry))
        message, advice = f"{shown} does not close {opener}", f"write {_closing(entry)} for {shown}"
    return error_at(parse, message, i, i, advice, "E-BRACKET")


def unclosed(parse: Parse, entry: Entry) -> FormulaError:
    """An opening bracket that nothing closes."""
    k = _opener(parse, entry)
    advice = f"write {_closing(entry)} where it ends"
    if parse.tokens[k] == "|(":
        advice = "write |...| or abs(...) for an absolute value, or `or` between conditions"
    return error_at(parse, f"{typed(parse, k)} is never closed", k, k, advice, "E-BRACKET")


def _opener(parse: Parse, entry: Entry) -> int:
    """The token of the opening bracket; for a call the entry remembers the name before it."""
    k: int = entry[3]
    while parse.tokens[k] not in _OPENING:
        k += 1
    return k


def _closing(entry: Entry) -> str:
    sign: str = entry[1]
    return {"|)": "|", "⁾": "a raised )"}.get(sign, sign)


def stray_comma(parse: Parse) -> FormulaError:
    """A decimal comma, or a pair (a, b)."""
    i, entry = parse.i, parse.pending[-1]
    advice = "write a point in numbers, 3.5, or pass decimal_comma=True"
    name = parse.tokens[entry[3] - 1] if entry[0] == 0 and entry[3] > 0 else END
    if name.isidentifier():
        advice = f"declare {clip(name)} as a function: functions=[{clip(name)!r}]"
    return error_at(
        parse, "a comma separates arguments, and no function is open here", i, i, advice
    )


def equation(parse: Parse, i: int) -> FormulaError:
    """One = sign, as in y = x^2."""
    return error_at(
        parse, "a formula holds no = sign", i, i,
        "write the right side alone, or == for a condition",
    )  # fmt: skip


def derivative(parse: Parse, first: int, last: int) -> FormulaError:
    """d/dx in what should be a formula alone."""
    return error_at(
        parse, "this asks for a derivative, and a formula holds none", first, last,
        "give the formula to symdiff.diff, or declare the variable: variables=['d']",
    )  # fmt: skip


def too_many_digits(parse: Parse) -> LimitExceeded:
    """1e999999999."""
    limit = parse.scope.limits.digits
    return LimitExceeded(
        "the number is too long when written out",
        limit="digits",
        value=limit,
        text=parse.source.text,
        span=parse.source.span(parse.i, parse.i),
        advice=f"the limit is {limit} digits; raise it with Limits(digits=...)",
    )
