"""What an operand may begin with: a sign, a bracket, a root, a function, a number, a name."""

from __future__ import annotations

from ..expressions import Number, Symbol, apply
from ..loading import load
from .application import application, special_name
from .cases import CASE, PIECEWISE
from .levels import COMPARE, LOGIC, NOT, RELATIONS, ROOT, SIGN, prefix_level
from .source import END, NeedsPlaces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..expressions import Expr
    from .machine import Parse

BRACKETS = {"(": ")", "[": "]", "{": "}", "|(": "|)"}
STOPS = frozenset({END, ")", "]", "}", "|)", "⁾", ",", "!", "'", *"*/^", *RELATIONS, *LOGIC})


def group(parse: Parse, _: str) -> None:
    """A group in parentheses, which among the arguments of Piecewise is a case."""
    callee = CASE if parse.logical and parse.pending[-1][2] is PIECEWISE else None
    parse.pending.append((0, ")", callee, parse.i, () if callee is None else []))
    parse.i += 1


def bracket(parse: Parse, lexeme: str) -> None:
    """A group in any of the three brackets, or in bars, which is an absolute value."""
    callee = parse.scope.words.absolute if lexeme == "|(" else None
    parse.pending.append((0, BRACKETS[lexeme], callee, parse.i, () if callee is None else []))
    parse.i += 1


def sign(parse: Parse, lexeme: str) -> None:
    """-x; a plus changes nothing."""
    if lexeme == "-":
        level = prefix_level(SIGN, parse.pending[-1][0])
        parse.pending.append((level, "neg", None, parse.i))
    parse.i += 1


def negation(parse: Parse, _: str) -> None:
    """``not``, which stands before comparisons only."""
    if parse.pending[-1][0] > COMPARE:
        raise load("symdiff.notation.refusals").not_in_arithmetic(parse)
    parse.logical = True
    parse.pending.append((NOT, "not", None, parse.i))
    parse.i += 1


def root(parse: Parse, lexeme: str) -> Expr | None:
    """√x takes one factor with its power; √(x) is a call."""
    op = "sqrt" if lexeme == "√" else "cbrt"
    parse.i += 1
    if parse.tokens[parse.i] in BRACKETS:
        callee = parse.scope.words.callee(op)
        if callee is not None:
            return application(parse, callee, parse.i - 1)
    parse.pending.append((prefix_level(ROOT, parse.pending[-1][0]), op, None, parse.i))
    return None


def truth(parse: Parse, lexeme: str) -> Expr:
    """``true``, ``false``, and ``undefined``, the value of a case that is not given."""
    node = apply(lexeme.lower(), ())
    parse.i += 1
    if lexeme != "undefined":
        parse.logical = True
        load("symdiff.notation.sorts").check_place(parse, parse.i - 1)
    return node


def cases(parse: Parse, lexeme: str) -> Expr | None:
    """Piecewise((a, condition), (b, True))."""
    if parse.tokens[parse.i + 1] != "(":
        return leaf(parse, lexeme)
    parse.logical = True
    parse.pending.append((0, ")", PIECEWISE, parse.i, []))
    parse.i += 2
    return None


def slot_derivative(parse: Parse, lexeme: str) -> Expr | None:
    """D(f, 1)(x), the derivative of f in its first slot; any other D is a symbol."""
    tokens, i = parse.tokens, parse.i + 1
    slots = []
    if tokens[i] == "(" and tokens[i + 2 : i + 3] == [","]:
        end = i + 2
        while tokens[end] == "," and tokens[end + 1].isdigit() and len(tokens[end + 1]) < 7:
            slots.append(int(tokens[end + 1]))
            end += 2
        callee = parse.scope.callee(tokens[i + 1])
        if slots and min(slots) > 0 and tokens[end : end + 2] == [")", "("]:
            if callee is None:
                raise load("symdiff.notation.unknown").unknown_function(parse, i + 1)
            parse.i = end + 1
            return application(parse, callee.with_parts(slots=tuple(sorted(slots))), parse.i - 1)
        raise load("symdiff.notation.unknown").slot_form(parse)
    if tokens[i] == "(":
        raise load("symdiff.notation.ambiguity").operator_or_product(parse)
    return leaf(parse, lexeme)


def letter_d(parse: Parse, lexeme: str) -> Expr | None:
    """A variable d; d/dx is refused here and, since names are looked at once, further on."""
    found = load("symdiff.notation.differentials").differential(parse.tokens, parse.i)
    if found is not None:
        raise load("symdiff.notation.refusals").derivative(parse, *found)
    return leaf(parse, lexeme)


def missing(parse: Parse, _: str) -> None:
    """A token that no operand begins with."""
    raise load("symdiff.notation.refusals").missing_operand(parse)


HEADS: dict[str, Callable[[Parse, str], Expr | None]] = {
    **dict.fromkeys(STOPS, missing),
    **dict.fromkeys(("⁽", "|"), missing),
    **dict.fromkeys(BRACKETS, bracket),
    **dict.fromkeys("+-", sign),
    **dict.fromkeys(("√", "∛"), root),
    **dict.fromkeys(("true", "True", "false", "False", "undefined"), truth),
    **dict.fromkeys(("Piecewise", "piecewise"), cases),
    "(": group,
    "not": negation,
    "D": slot_derivative,
    "d": letter_d,
}


def leaf(parse: Parse, lexeme: str) -> Expr | None:
    """A number, a symbol, or a function; by its ending a name can be one too, f' and log_2."""
    node: Expr
    if lexeme[0] in "0123456789.":
        node = Number(_spelling(parse, lexeme))
    else:
        callee = parse.scope.callee(lexeme) or special_name(parse, lexeme)
        if callee is not None:
            parse.i += 1
            return application(parse, callee, parse.i - 1)
        node = Symbol(lexeme)
    parse.leaves[lexeme] = node
    parse.i += 1
    return node


def _spelling(parse: Parse, lexeme: str) -> str:
    """The literal as Python would write it, within the limit of digits."""
    if lexeme.isdigit() and lexeme[0] != "0" and len(lexeme) <= parse.scope.limits.digits:
        return lexeme
    mantissa, power, exponent = lexeme.replace("\0", "-").lower().partition("e")
    digits = mantissa.replace(".", "", 1)
    if not (digits.isdigit() and (not power or exponent.lstrip("+-").isdigit())):
        raise NeedsPlaces
    size = len(digits) + (abs(int(exponent)) if power and len(exponent) < 10 else 0)
    if size > parse.scope.limits.digits or len(exponent) >= 10:
        raise load("symdiff.notation.refusals").too_many_digits(parse)
    if mantissa[0] == "0":
        whole, point, fraction = mantissa.partition(".")
        mantissa = (whole.lstrip("0") or "0") + point + fraction
    return mantissa + power + exponent
