"""Refusals of text that has two readings: each shows both, written so that only one is left."""

from __future__ import annotations

from ..expressions import AmbiguousFormula, FormulaError, SymdiffError
from . import unknown
from .differentials import closing
from .extents import factor_last, operand_first, term_first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .levels import Entry
    from .machine import Parse

_SHOWN = 60


def quotient(parse: Parse, slash: int, i: int) -> FormulaError:
    """1/2x."""
    first, last = term_first(parse.tokens, slash), factor_last(parse.tokens, i)
    return _two(
        parse, first, last,
        _piece(parse, first, last, {i: "*"}, {}),
        _piece(parse, first, last, {slash + 1: "("}, {last: ")"}),
    )  # fmt: skip


def exponent(parse: Parse, caret: int, i: int) -> FormulaError:
    """e^2x."""
    first, last = operand_first(parse.tokens, caret - 1), factor_last(parse.tokens, i)
    return _two(
        parse, first, last,
        _piece(parse, first, last, {i: "*"}, {}),
        _piece(parse, first, last, {caret + 1: "("}, {last: ")"}),
    )  # fmt: skip


def root(parse: Parse, sign: int, i: int) -> FormulaError:
    """√2x."""
    last = factor_last(parse.tokens, i)
    return _two(
        parse, sign, last,
        _piece(parse, sign, last, {sign + 1: "(", i: "*"}, {i - 1: ")"}),
        _piece(parse, sign, last, {sign + 1: "("}, {last: ")"}),
    )  # fmt: skip


def bare_then_operator(parse: Parse, entry: Entry, end: int) -> FormulaError | None:
    """Sin x/2; but sin x/cos x is clear."""
    tokens = parse.tokens
    callee = parse.scope.callee(tokens[end + 1])
    if callee is not None and tokens[end + 1] not in parse.leaves:
        return None
    begin, word = entry[3], entry[4]
    last = factor_last(tokens, end + 1)
    return _two(
        parse, word, last,
        _piece(parse, word, last, {begin: "("}, {end - 1: ")"}),
        _piece(parse, word, last, {begin: "("}, {last: ")"}),
    )  # fmt: skip


def bracket_after_bare(parse: Parse, i: int) -> FormulaError:
    """Sin x(x + 1)."""
    k = len(parse.pending) - 1
    while parse.pending[k][1] == "neg":
        k -= 1
    begin, word = parse.pending[k][3:5]
    last = factor_last(parse.tokens, i)
    return _two(
        parse, word, last,
        _piece(parse, word, last, {begin: "(", i: "*"}, {i - 1: ")"}),
        _piece(parse, word, last, {begin: "(", i: "*"}, {last: ")"}),
    )  # fmt: skip


def factor_after_bare(parse: Parse, entry: Entry) -> FormulaError:
    """e^sin x y."""
    i, begin, word = parse.i, entry[3], entry[4]
    last = factor_last(parse.tokens, i)
    return _two(
        parse, word, last,
        _piece(parse, word, last, {begin: "(", i: "*"}, {i - 1: ")"}),
        _piece(parse, word, last, {begin: "("}, {last: ")"}),
    )  # fmt: skip


def number_after(parse: Parse, i: int) -> FormulaError:
    """2 3 is no formula, and x 5 may be a product or a power."""
    tokens, source = parse.tokens, parse.source
    if tokens[i - 1][0] in "0123456789.":
        point = source.touching(i)
        return FormulaError(
            "a number has one decimal point" if point else "two numbers stand side by side",
            text=source.text,
            span=source.span(i - 1, i),
            advice="write one number" if point else "write a sign between them: 2*3, or 2 + 1/2",
        )
    first = operand_first(tokens, i - 1)
    return _two(
        parse, first, i,
        _piece(parse, first, i, {i: "*"}, {}),
        _piece(parse, first, i, {i: "^"}, {}),
    )  # fmt: skip


def call_or_product(parse: Parse, first: int, i: int) -> FormulaError:
    """f(x) and f^2(x) of an f that nobody declared."""
    last = factor_last(parse.tokens, i)
    name = parse.tokens[first]
    error = _two(parse, first, last, _piece(parse, first, last, {i: "*"}, {}), "")
    error.advice = f"{error.advice} for a product, or declare the function: functions=[{name!r}]"
    return error


def operator_or_product(parse: Parse) -> FormulaError:
    """D(x^2) of a D that nobody declared."""
    i = parse.i
    last = factor_last(parse.tokens, i + 1)
    error = _two(parse, i, last, _piece(parse, i, last, {i + 1: "*"}, {}), "")
    error.advice = (
        f"{error.advice} for a product; for a derivative give the formula to symdiff.diff,"
        " or write D(f, 1)(x) for f'(x)"
    )
    return error


def element(parse: Parse, i: int) -> SymdiffError:
    """x[0] and x[i]: an element of a list, or a product; in Sin[x] a call was meant."""
    call = unknown.capitalised(parse, i - 1)
    if call is not None:
        return call
    name, inside = parse.tokens[i - 1], parse.tokens[i + 1]
    return _two(parse, i - 1, i + 2, f"{name}_{inside}", f"{name}*{inside}")


def check_index(parse: Parse, word: int) -> None:
    """Refuse sqrt[3]{x}: the index of the root, or a factor beside it."""
    tokens, source = parse.tokens, parse.source
    end = closing(tokens, word + 1)
    if end is None or tokens[end + 1] != "{":
        return
    last = closing(tokens, end + 1)
    if last is None:
        return
    index, under = (
        source.text[source.span(first, first)[1] : source.span(behind, behind)[0]].strip()
        for first, behind in ((word + 1, end), (end + 1, last))
    )
    raise _two(parse, word, last, f"root({under}, {index})", f"sqrt({index})*({under})")


def power_before_root(parse: Parse, i: int) -> FormulaError:
    """x³√x: a power before a root, or the index of the root."""
    tokens, source, opening = parse.tokens, parse.source, i - 3
    first = operand_first(tokens, opening - 1)
    last = closing(tokens, i + 1) or i + 1
    base = source.text[source.span(first, first)[0] : source.span(opening, opening)[0]].strip()
    index = tokens[i - 2]
    under = source.text[source.span(i + 1, i + 1)[0] : source.span(last, last)[1]]
    inner = under[1:-1] if under[:1] == "(" and under[-1:] == ")" else under
    product = _piece(parse, first, last, {i: "*"}, {})
    return _two(parse, first, last, product, f"{base}*root({inner}, {index})")


def power_or_iterate(parse: Parse, word: int) -> FormulaError:
    """f^2(x) of a declared f."""
    name = parse.tokens[word]
    return AmbiguousFormula(
        f"a power of {name} without its argument may be a power of its value, or {name} iterated",
        text=parse.source.text,
        span=parse.source.span(word, word + 1),
        advice=f"write {name}(x)^2 or {name}({name}(x))",
    )


def no_inverse(parse: Parse, word: int) -> FormulaError:
    """log^-1 x."""
    name = parse.tokens[word]
    return AmbiguousFormula(
        f"{name}^-1 is one over {name}, or the inverse of {name}",
        text=parse.source.text,
        span=parse.source.span(word, word + 1),
        advice=f"write 1/{name}(x), or the inverse function by its own name",
    )


def double_factorial(parse: Parse, i: int) -> FormulaError:
    """A double factorial, or a factorial twice."""
    return AmbiguousFormula(
        "!! is the double factorial, or the factorial of a factorial",
        text=parse.source.text,
        span=parse.source.span(i, i + 1),
        advice="write (n!)! for the factorial of a factorial; the double one is not read",
    )


def constant_inside(parse: Parse, lexeme: str, pieces: list[str]) -> FormulaError:
    """Xe^x: a name, or x times e."""
    return AmbiguousFormula(
        f"{lexeme} is a name, or a product with a constant",
        text=parse.source.text,
        span=parse.source.span(parse.i, parse.i),
        advice=f"write {'*'.join(pieces)}, or declare the name: variables=[{lexeme!r}]",
    )


def glued(parse: Parse, lexeme: str) -> SymdiffError:
    """Sinx, xlnx and sin2x; sinn x is misspelled."""
    after = parse.tokens[parse.i + 1 : parse.i + 2]
    misspelled = unknown.misspelled(parse, parse.i) if after and after[0].isidentifier() else None
    if misspelled is not None:
        return misspelled
    readings = [
        f"{lexeme[:a]}{'*' * bool(a)}{lexeme[a:b]}({lexeme[b:]})"
        for a in (0, 1)
        for b in range(a + 2, len(lexeme))
        if parse.scope.callee(lexeme[a:b]) is not None
    ]
    return AmbiguousFormula(
        f"{lexeme} is a name, or a function and its argument written together",
        text=parse.source.text,
        span=parse.source.span(parse.i, parse.i),
        advice=f"write {' or '.join(readings[-2:])}, or declare the name: variables=[{lexeme!r}]",
    )


def _two(parse: Parse, first: int, last: int, one: str, two: str) -> FormulaError:
    source = parse.source
    start, end = source.span(first, last)
    shown = " ".join(source.text[start:end].split())
    if len(shown) > _SHOWN:
        message, advice = "this has two readings", "write the brackets or the sign that you mean"
    else:
        message = f"{shown} has two readings"
        advice = f"write {one} or {two}" if two else f"write {one}"
    return AmbiguousFormula(message, text=source.text, span=(start, end), advice=advice)


def _piece(
    parse: Parse, first: int, last: int, before: dict[int, str], after: dict[int, str]
) -> str:
    """The typed text of these tokens with signs put before or after some of them."""
    source = parse.source
    parts: list[str] = []
    end = source.span(first, first)[0]
    for k in range(first, min(last, first + _SHOWN) + 1):
        start, stop = source.span(k, k)
        gap = source.text[end:start]
        parts += ("" if k in before else " " * bool(gap), before.get(k, ""))
        parts += (source.text[max(start, end) : stop], after.get(k, ""))  # an index stands before
        end = max(end, stop)
    return "".join(parts)
