"""A function and its argument: sin(x), sin x, sin^2 x, sin^-1 x, log_2 x, f'(x)."""

from __future__ import annotations

from ..expressions import Number, Symbol, apply
from ..loading import load
from .callees import Callee
from .levels import BARE, IMPLICIT, LOGIC, NAMED_POWER, RELATIONS, prefix_level
from .names import looks_like_symbol, splits
from .source import END, NeedsPlaces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions import Expr
    from .machine import Parse

OPENING = {"(": ")", "[": "]", "{": "}"}
_NO_ARGUMENT = frozenset(
    {END, ")", "]", "}", "|)", "⁾", ",", "!", "+", "*", "/", *RELATIONS, *LOGIC}
)
_MINUS_ONE = apply("neg", (Number("1"),))
_REFUSED_WORDS = frozenset(
    {
        *("nan", "NaN", "NAN", "inf", "Inf", "INF", "infinity", "Infinity", "oo", "zoo"),
        *("if", "else", "for", "while"),
    }
)
_OFTEN_GLUED = frozenset(
    {
        *("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan"),
        *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth"),
        *("ln", "log", "exp", "sqrt", "abs"),
    }
)

_STARTS = frozenset([word[:2] for word in (*_REFUSED_WORDS, *_OFTEN_GLUED, "log_", "e")])


def application(parse: Parse, callee: Callee, word: int) -> Expr | None:
    """What stands after a function's name: its arguments in brackets, a power of it, or one bare.

    A name such as gamma or E1 that nothing in brackets follows is a symbol.
    """
    i = parse.i
    lexeme = parse.tokens[i]
    if lexeme in OPENING:
        if lexeme == "[" and parse.tokens[word] == "sqrt":
            load("symdiff.notation.ambiguity").check_index(parse, word)
        parse.pending.append((0, OPENING[lexeme], callee, word, []))
        parse.i = i + 1
    elif not callee.bare:
        if callee.declared and lexeme in ("^", "⁽"):
            raise load("symdiff.notation.ambiguity").power_or_iterate(parse, word)
        if callee.declared or callee.slots or not looks_like_symbol(callee.name):
            raise load("symdiff.notation.unknown").needs_brackets(parse, word)
        return Symbol(parse.tokens[word])
    elif lexeme in ("^", "⁽"):
        parse.pending.append((NAMED_POWER, callee, None, word))
        if lexeme == "⁽":
            parse.pending.append((0, "⁾", None, i, []))
        parse.i = i + 1
    elif lexeme in _NO_ARGUMENT or (lexeme == "-" and not _is_sign(parse, i)):
        raise load("symdiff.notation.unknown").needs_argument(parse, word)
    else:
        level = parse.pending[-1][0]
        level = BARE if level <= IMPLICIT else prefix_level(BARE, level)
        parse.pending.append((level, callee, None, i, word))
    return None


def _is_sign(parse: Parse, i: int) -> bool:
    """Whether a minus belongs to the argument, sin -x; in sin - x and sin-x it does not."""
    if parse.source.starts is None:
        raise NeedsPlaces
    return parse.source.touching(i + 1) and not parse.source.touching(i)


def named_power(parse: Parse, exponent: Expr) -> Expr | None:
    """The exponent of sin^2 is complete, and its argument begins: sin^-1 is the inverse."""
    _, callee, _, word = parse.pending.pop()
    if exponent is _MINUS_ONE:
        callee = _inverse(parse, callee, word)
    else:
        callee = callee.with_parts(exponent=exponent)
    return application(parse, callee, word)


def _inverse(parse: Parse, callee: Callee, word: int) -> Callee:
    name = "a" + callee.operations.get(1, "")
    inverse = parse.scope.words.callee(name) if name in parse.scope.words.catalogue else None
    if inverse is None:
        raise load("symdiff.notation.ambiguity").no_inverse(parse, word)
    return inverse


def special_name(parse: Parse, lexeme: str) -> Callee | None:
    """The function that a name is by its ending; None when the name is a symbol."""
    if not lexeme.isidentifier():
        return _primed(parse, lexeme)
    if lexeme[:2] in _STARTS or lexeme[1:3] in _STARTS:
        if lexeme.startswith("log_"):
            return _logarithm(parse, lexeme)
        _check_word(parse, lexeme)
    scope = parse.scope
    if scope.declared and lexeme.startswith(scope.known):
        _check_product(parse, lexeme)
    return None


def _check_word(parse: Parse, lexeme: str) -> None:
    """A word of Python, infinity, or something written together: sin2x, xe^x."""
    if lexeme in _REFUSED_WORDS:
        raise load("symdiff.notation.unknown").refused_word(parse, lexeme)
    after = parse.tokens[parse.i + 1]
    if after not in OPENING and _glued(lexeme):
        raise load("symdiff.notation.ambiguity").glued(parse, lexeme)
    if lexeme[1:] == "e" and "e" in parse.leaves and after == "^":
        raise load("symdiff.notation.ambiguity").constant_inside(parse, lexeme, [lexeme[0], "e"])


def _check_product(parse: Parse, lexeme: str) -> None:
    """A name that begins with a declared one or a constant may be a product, xy or xpi."""
    scope = parse.scope
    if parse.source.starts is None and (
        scope.splits(lexeme) or parse.tokens[parse.i + 1] in OPENING
    ):
        raise NeedsPlaces
    for pieces in splits(lexeme, scope.known):
        if any(type(parse.leaves[piece]) is not Symbol for piece in pieces):
            raise load("symdiff.notation.ambiguity").constant_inside(parse, lexeme, pieces)


def _glued(name: str) -> bool:
    """Whether a name is a function's with its argument, sinx, sin2, sin2x, or xlnx."""
    stem = name.rstrip("0123456789")
    if stem == name:
        stem = name[:-1].rstrip("0123456789")
    return stem in _OFTEN_GLUED or stem[1:] in _OFTEN_GLUED


def _primed(parse: Parse, lexeme: str) -> Callee:
    name = lexeme.rstrip("'")
    if not name.isidentifier() or parse.source.starts is None:
        raise NeedsPlaces
    callee = parse.scope.callee(name)
    if callee is None:
        raise load("symdiff.notation.unknown").primed_symbol(parse, name)
    return callee.with_parts(slots=(1,) * (len(lexeme) - len(name)), primed=True)


def _logarithm(parse: Parse, lexeme: str) -> Callee | None:
    """log_2 and log_a; log_10 is log10 where the catalogue has that."""
    name = lexeme[4:]
    log = parse.scope.words.callee("log")
    if not name or log is None or 2 not in log.operations:
        return None
    known = parse.scope.words.callee("log" + name)
    if known is not None:
        return known
    if name.isdigit():
        base: Expr = Number(name)
    elif name.isidentifier():
        base = parse.leaves.get(name) or Symbol(name)
    else:
        return None
    return Callee(lexeme, {2: log.operations[2]}, bare=True, base=base)
