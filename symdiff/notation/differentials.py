"""d/dx, d^2/dx^2, (d/dx) and d(...)/dx among the tokens of a text."""

from __future__ import annotations

from .source import END

_OPENING = frozenset(("(", "[", "{", "⁽", "|("))
_CLOSING = frozenset((")", "]", "}", "⁾", "|)"))
_BEFORE_SIGN = frozenset("*/^+-")  # the sign behind these belongs to a factor


def closing(tokens: list[str], i: int) -> int | None:
    """The bracket that closes the one that token i is, if it is one."""
    depth = 0
    for k in range(i, len(tokens)):
        depth += (tokens[k] in ("(", "[", "{")) - (tokens[k] in (")", "]", "}"))
        if depth <= 0:
            return k if k > i else None
    return None


def derivative_in_front(tokens: list[str], i: int) -> tuple[str, int, int] | None:
    """The variable and the order of d/dx, d^2/dx^2 or (d/dx) at token i, and the token behind it.

    >>> derivative_in_front(["d", "^", "2", "/", "dx", "^", "2", "x", ""], 0)
    ('x', 2, 7)
    """
    if tokens[i] == "(" and tokens[i + 1] == "d":
        found = derivative_in_front(tokens, i + 1)
        return (*found[:2], found[2] + 1) if found and tokens[found[2]] == ")" else None
    if tokens[i] != "d":
        return None
    above, i = _order(tokens, i + 1)
    if tokens[i] != "/":
        return None
    variable, i = _differential(tokens, i + 1)
    below, i = _order(tokens, i)
    return (variable, above, i) if variable and above == below else None


def derivative_around(tokens: list[str], i: int) -> tuple[str, int, int] | None:
    """The variable and the order of d(...)/dx that is all of the text, and the closing bracket."""
    close = closing(tokens, i + 1) if tokens[i : i + 2] == ["d", "("] else None
    if close is None or tokens[close + 1] != "/":
        return None
    variable, after = _differential(tokens, close + 2)
    return (variable, 1, close) if variable and tokens[after] == END else None


def is_open_sum(tokens: list[str], i: int) -> bool:
    """Whether the tokens from i on are terms side by side, not one term or one bracket.

    >>> is_open_sum(["x", "+", "1", ""], 0), is_open_sum(["(", "x", "+", "1", ")", ""], 0)
    (True, False)
    """
    depth = 0
    for k in range(i, len(tokens)):
        depth += (tokens[k] in _OPENING) - (tokens[k] in _CLOSING)
        if k > i and depth <= 0 and tokens[k] in ("+", "-") and tokens[k - 1] not in _BEFORE_SIGN:
            return True
    return False


def differential(tokens: list[str], i: int) -> tuple[int, int] | None:
    """The first and the last token of the d(...)/dx at token i, or of a d/dx from there on."""
    close = closing(tokens, i + 1) if tokens[i + 1] == "(" else None
    if close is not None and tokens[close + 1] == "/":
        variable, after = _differential(tokens, close + 2)
        if variable:
            return i, after - 1
    for k in range(i, len(tokens)):
        found = derivative_in_front(tokens, k) if tokens[k] == "d" else None
        if found is not None:
            return k, found[2] - 1
    return None


def _differential(tokens: list[str], i: int) -> tuple[str, int]:
    """The variable of dx, or of d x and dθ, which are two tokens; and the next token."""
    lexeme = tokens[i]
    if lexeme == "d" and tokens[i + 1].isidentifier():
        return tokens[i + 1], i + 2
    return (lexeme[1:], i + 1) if lexeme[:1] == "d" and lexeme[1:].isidentifier() else ("", i)


def _order(tokens: list[str], i: int) -> tuple[int, int]:
    """The exponent at token i, 1 when there is none, and the next token."""
    if tokens[i] not in ("^", "⁽") or not tokens[i + 1].isdigit() or len(tokens[i + 1]) > 6:
        return 1, i
    return int(tokens[i + 1]), i + (2 if tokens[i] == "^" else 3)
