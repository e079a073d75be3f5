"""Two factors side by side: 2x, x(1 - x), sin x cos x; and where that could mean something else.

A product without a sign binds tighter than one with a sign, and looser than a power. It is refused
where people read it differently: after a division, in an exponent, under a root, in front of a
number, and where a bracket follows the bare argument of a function.
"""

from __future__ import annotations

from ..expressions import Apply, Number, Symbol, apply
from ..loading import load
from .application import OPENING, named_power
from .callees import Callee
from .levels import BARE, IMPLICIT, NAMED_POWER, PRODUCT
from .names import is_condition, looks_like_symbol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..expressions import Expr
    from .machine import Parse

_DIGITS = "0123456789."
_ASKED = "give the formula alone"
WORDS = {
    **dict.fromkeys(("derivative", "derive", "differentiate", "diff", "integrate"), _ASKED),
    **dict.fromkeys(("of", "the", "with", "respect"), _ASKED),
    "times": "write *",
    "plus": "write +",
    "minus": "write -",
    **dict.fromkeys(("over", "divided"), "write /"),
    **dict.fromkeys(("mod", "modulo"), "the remainder of a by b is a - b*floor(a/b)"),
    "squared": "write ^2",
    "cubed": "write ^3",
}
_OFTEN_FUNCTIONS = frozenset("fghFGH")


def juxtapose(parse: Parse, node: Expr, lexeme: str) -> Expr | None:
    """The operand ``node`` is complete and another follows without a sign between."""
    i, pending = parse.i, parse.pending
    if pending[-1][0] >= NAMED_POWER:
        return named_power(parse, parse.reduce_to(NAMED_POWER + 1, node))
    _check_pair(parse, i, lexeme)
    reduce_at = IMPLICIT
    if lexeme not in parse.leaves and _begins_function(parse, lexeme):
        reduce_at = BARE
    chained = False
    while pending[-1][0] >= reduce_at:
        entry = pending.pop()
        chained = chained or entry[0] == IMPLICIT
        if entry[2] is not None:
            node = apply(entry[1], (entry[2], node))
        elif entry[0] > BARE and type(entry[1]) is Callee:
            raise load("symdiff.notation.ambiguity").factor_after_bare(parse, entry)
        else:
            node = parse.prefixed(entry, node, i)
    if pending[-1][0] == BARE and lexeme in OPENING and parse.tokens[i - 1][0] not in _DIGITS:
        raise load("symdiff.notation.ambiguity").bracket_after_bare(parse, i)
    if not chained:
        _check_quotient(parse, i)
    if is_condition(node):
        load("symdiff.notation.sorts").check_operation(parse, "mul", (node,), i - 1)
    pending.append((IMPLICIT, "mul", node, i))
    return None


def _check_pair(parse: Parse, i: int, lexeme: str) -> None:
    """What the two tokens that meet may mean beside a product."""
    source = parse.source
    if lexeme[0] in _DIGITS:
        raise load("symdiff.notation.ambiguity").number_after(parse, i)
    if lexeme in OPENING:
        _check_call(parse, i)
    elif source.touching(i):
        _check_touching(parse, i)
    elif len(source.tokens[i - 1]) > 2:
        _check_misspelled(parse, i)
    if lexeme in WORDS or source.tokens[i - 1] in WORDS:
        _check_words(parse, i)


def _begins_function(parse: Parse, lexeme: str) -> bool:
    """Whether a function's name ends the bare argument before it, as in sin x cos x."""
    callee = parse.scope.callee(lexeme)
    return callee is not None and (callee.bare or parse.tokens[parse.i + 1] in OPENING)


def _check_quotient(parse: Parse, i: int) -> None:
    """1/2x is 1/(2x) for some and (1/2)x for others."""
    pending = parse.pending
    k = len(pending) - 1
    while pending[k][1] == "neg":
        k -= 1
    if pending[k][1] == "div" and pending[k][0] == PRODUCT:
        raise load("symdiff.notation.ambiguity").quotient(parse, pending[k][3], i)


def _check_call(parse: Parse, i: int) -> None:
    """x(1 - x) is a product, f(x) is one only for a declared f, foo(x) is none."""
    name = parse.tokens[i - 1]
    _check_powered_call(parse, i, name)
    if type(parse.leaves.get(name)) is not Symbol:
        return
    if parse.tokens[i] == "[" and name not in _OFTEN_FUNCTIONS:
        _check_element(parse, i)
    if name in parse.scope.declared:
        return
    if not looks_like_symbol(name.partition("_")[0]):
        raise load("symdiff.notation.unknown").unknown_function(parse, i - 1)
    inside, after = parse.tokens[i + 1], parse.tokens[i + 2 : i + 3]
    one_symbol = inside.isidentifier() and after == [")"] and inside != name
    if name in _OFTEN_FUNCTIONS or (one_symbol and parse.tokens[i] == "("):
        raise load("symdiff.notation.ambiguity").call_or_product(parse, i - 1, i)


def _check_element(parse: Parse, i: int) -> None:
    """x[0] and x[i] are elements of a list for some; x[i + 1] is a product."""
    inside = parse.tokens[i + 1]
    if parse.tokens[i + 2 : i + 3] == ["]"] and (inside.isdigit() or inside.isidentifier()):
        raise load("symdiff.notation.ambiguity").element(parse, i)


def _may_be_index(tokens: list[str], i: int) -> bool:
    """Whether the raised token i, alone, may be the index of the root behind it: ³√x."""
    single = tokens[i - 1] == "⁽" and tokens[i] not in ("0", "1", "2")
    return single and (tokens[i].isdigit() or tokens[i].isidentifier())


def _check_powered_call(parse: Parse, i: int, exponent: str) -> None:
    """f^2(x) and f²(x) of an f that nobody declared."""
    before = 4 if exponent == "⁾" else 3
    name = parse.tokens[i - before] if i >= before else ""
    powered = i >= before and parse.tokens[i - before + 1] in ("^", "⁽")
    if powered and name in _OFTEN_FUNCTIONS and name not in parse.scope.declared:
        raise load("symdiff.notation.ambiguity").call_or_product(parse, i - before, i)


def _check_words(parse: Parse, i: int) -> None:
    """Words of a language beside a formula: x times y, derivative of x^2."""
    for k in (i, i - 1):
        name = parse.tokens[k]
        if name in WORDS and name not in parse.scope.declared:
            raise load("symdiff.notation.unknown").spoken(parse, k, WORDS[name])


def _check_misspelled(parse: Parse, i: int) -> None:
    """A name in front of an operand may be a function's, misspelled: sinn x."""
    name = parse.tokens[i - 1]
    if (
        name.isalpha()
        and type(parse.leaves.get(name)) is Symbol
        and name not in parse.scope.declared
        and not looks_like_symbol(name)
    ):
        error = load("symdiff.notation.unknown").misspelled(parse, i - 1)
        if error is not None:
            raise error


def _check_touching(parse: Parse, i: int) -> None:
    """e^2x and √2x, where nothing shows how far the exponent or the root goes."""
    tokens, pending = parse.tokens, parse.pending
    if tokens[i] == "√" and tokens[i - 1] == "⁾" and _may_be_index(tokens, i - 2):
        raise load("symdiff.notation.ambiguity").power_before_root(parse, i)
    before = i - 2
    while tokens[before] in ("-", "+"):
        before -= 1
    if tokens[before] in ("√", "∛"):
        raise load("symdiff.notation.ambiguity").root(parse, before, i)
    if tokens[before] != "^":
        return
    k = len(pending) - 1
    while pending[k][1] == "neg":
        k -= 1
    base = pending[k][2]
    constant = type(base) is Number or (type(base) is Apply and not base.args)
    if constant or tokens[i - 1][0] not in _DIGITS:
        raise load("symdiff.notation.ambiguity").exponent(parse, before, i)
