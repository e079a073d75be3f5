"""Which bars open and which close in |x|, ||x| - 1| and |x||y|.

A bar after a finished operand closes the innermost bracket if that is a bar, and opens a factor
otherwise; any other bar opens. ``|x|y|z|`` can be paired in two ways, and is refused.
"""

from __future__ import annotations

from ..expressions import AmbiguousFormula, FormulaError
from .characters import (
    ABSOLUTE_CLOSE,
    ABSOLUTE_OPEN,
    BRACKETS,
    CLOSING,
    DIGITS,
    NAME_STARTS,
    RAISED_OPEN,
)
from .names import LOGIC_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .names import Scope
    from .source import Source


_OPENING = frozenset({*BRACKETS, RAISED_OPEN})
_FACTOR_SIGNS = frozenset({*BRACKETS, "√", "∛"})


class _Level:
    """One open bracket: its sign, and the last closed pair of bars that a factor followed."""

    __slots__ = ("opener", "pair", "sign")

    def __init__(self, sign: str, opener: int) -> None:
        self.sign = sign
        self.opener = opener
        self.pair: tuple[int, int] | None = None


def pair_bars(source: Source, scope: Scope) -> None:
    """Replace every ``|`` among the tokens by the opening or the closing bar that it is.

    Raises:
        AmbiguousFormula: where two pairings are possible.
    """
    tokens = source.tokens
    levels = [_Level("", -1)]
    for i, lexeme in enumerate(tokens):
        here = levels[-1]
        if lexeme in _OPENING:
            levels.append(_Level(lexeme, i))
        elif lexeme in CLOSING and len(levels) > 1:
            levels.pop()
        elif lexeme == "|":
            finished = i > 0 and _ends_operand(tokens[i - 1], scope)
            if finished and here.sign == "|":
                tokens[i] = ABSOLUTE_CLOSE
                levels.pop()
                if _starts_factor(tokens[i + 1]):
                    levels[-1].pair = here.opener, i
                continue
            if finished and here.pair is not None:
                _refuse(source, *here.pair, i)
            tokens[i] = ABSOLUTE_OPEN
            levels.append(_Level("|", i))


def _ends_operand(lexeme: str, scope: Scope) -> bool:
    if lexeme[0] in NAME_STARTS:
        callee = scope.callee(lexeme)
        bare = callee is not None and callee.bare and lexeme not in scope.leaves
        return not bare and lexeme not in LOGIC_WORDS
    return lexeme[0] in DIGITS or lexeme[0] == "." or lexeme in CLOSING or lexeme == "!"


def _starts_factor(lexeme: str) -> bool:
    return lexeme in _FACTOR_SIGNS or lexeme[:1] in NAME_STARTS or lexeme[:1] in DIGITS


def _refuse(source: Source, first: int, second: int, third: int) -> None:
    tokens = source.tokens
    last = third + 1
    depth = 0
    while tokens[last] and (depth or tokens[last] != "|"):
        depth += (tokens[last] in BRACKETS) - (tokens[last] in CLOSING)
        last += 1
    if not tokens[last]:
        raise FormulaError(
            "this bar has no partner",
            text=source.text,
            span=source.span(third, third),
            advice="close it, leave it out, or write abs(...) in place of the bars",
        )
    span = source.span(first, min(last, len(tokens) - 1))
    advice = "write abs(...) in place of the bars"
    if tokens[last] and last > third + 1 and span[1] - span[0] <= 60:
        w, x, y, z = [source.span(i, i)[0] for i in (first, second, third, last)]
        a, b, c = (source.text[i + 1 : j].strip() for i, j in ((w, x), (x, y), (y, z)))
        times = "" if c[0] in "+-*/^" else "*"
        advice = f"write abs({a})*{b}*abs({c}) or abs({a}*abs({b}){times}{c})"
    raise AmbiguousFormula(
        "the bars can be paired in two ways", text=source.text, span=span, advice=advice
    )
