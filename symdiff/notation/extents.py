"""From where to where an operand, a product or a term reaches among the tokens."""

from __future__ import annotations

from .characters import BRACKETS, CLOSING
from .levels import LOGIC, RELATIONS
from .source import END

OPENING = frozenset({*BRACKETS, "|(", "⁽"})
_STOPS = frozenset({END, ",", "*", "/", *RELATIONS, *LOGIC})


def factor_last(tokens: list[str], i: int) -> int:
    """The last token of the product without signs that begins at token i."""
    depth, k = 0, i
    while tokens[k] != END:
        lexeme = tokens[k]
        if lexeme in OPENING:
            depth += 1
        elif lexeme in CLOSING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (lexeme in _STOPS or _is_sum(tokens, k, i)):
            break
        k += 1
    return max(k - 1, i)


def _is_sum(tokens: list[str], k: int, begin: int) -> bool:
    """Whether token k is a plus or minus between terms, and no sign of one."""
    return tokens[k] in ("+", "-") and k > begin and tokens[k - 1] not in ("^", "+", "-")


def operand_first(tokens: list[str], last: int) -> int:
    """The first token of the operand that ends at token ``last``."""
    while tokens[last] == "!":
        last -= 1
    if tokens[last] not in CLOSING:
        return last
    depth, k = 0, last
    while k >= 0:
        depth += (tokens[k] in CLOSING) - (tokens[k] in OPENING)
        if depth == 0:
            break
        k -= 1
    named = k > 0 and tokens[k] in BRACKETS and tokens[k - 1].isidentifier()
    return k - 1 if named and tokens[k - 1] not in LOGIC else max(k, 0)


def term_first(tokens: list[str], slash: int) -> int:
    """The first token of the term in which the sign of division stands."""
    depth, k = 0, slash - 1
    while k >= 0:
        lexeme = tokens[k]
        if lexeme in CLOSING:
            depth += 1
        elif lexeme in OPENING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (
            lexeme == "," or lexeme in RELATIONS or lexeme in LOGIC or lexeme == "not"
            or (lexeme in ("+", "-") and (k == 0 or tokens[k - 1] not in ("^", "*", "/")))
        ):  # fmt: skip
            break
        k -= 1
    return k + 1
