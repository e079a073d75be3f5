"""Comparisons solved for what they compare: x^2 <= 4 as -2 <= x and x <= 2.

Each rule takes one operation off a side: sums and products with numbers, powers and roots,
logarithms and exponentials, absolute values. Where none fits, comparisons in one symbol are solved
by their zeros. What is left compares a term with a number,
``x < 3``, or two terms, or asks whether a term is whole, ``n == floor(n)``.
"""

from __future__ import annotations

import math

from ..expressions import COMPARISONS, Apply, Expr, Number, apply, exact_number, fold, postorder
from ..expressions.rationals import divide, exact_root, magnitude
from ..expressions.rationals import power as exact_power
from .logic import FALSE, OPPOSITE, TRUE, TURNED, joined, opposite, over
from .solving import solved_by_zeros
from .zeros import square_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..catalogue import Catalogue
    from ..expressions.rationals import Exact

_MOST_LAYERS = 12
_LONGEST = 200
_NEAR = 1e-9
_ZERO = Number("0")


def solved(condition: Expr, catalogue: Catalogue) -> Expr:
    """The condition with its comparisons solved as far as the rules go.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.notation import parse
    >>> print(solved(parse("x^2 <= 4 and ln(x) != 0"), CATALOGUE))
    x >= -2 and x <= 2 and (x > 0 and x != 1)
    """
    for _ in range(_MOST_LAYERS):
        further = _over_comparisons(condition, lambda c: _peeled(c, catalogue))
        if further is condition:
            break
        condition = further
    return condition


def _over_comparisons(condition: Expr, change: Callable[[Apply], Expr]) -> Expr:
    """The condition with each of its comparisons changed; nothing within them."""

    def changed(part: Expr) -> Expr:
        return change(part) if type(part) is Apply and part.op in COMPARISONS else part

    def connected(op: str, made: list[Expr]) -> Expr:
        return opposite(made[0]) if op == "not" else joined(op, made)

    return over(condition, changed, connected)


# Numbers

def _rounded(value: float, down: float) -> float:
    """The whole number below or above, unless fifteen digits do not tell which."""
    if value != round(value) and abs(value - round(value)) <= _NEAR * max(1.0, abs(value)):
        raise ValueError
    return down


_VALUES: dict[str, Callable[..., float]] = {
    "add": lambda u, v: u + v,
    "sub": lambda u, v: u - v,
    "mul": lambda u, v: u * v,
    "div": lambda u, v: u / v,
    "neg": lambda u: -u,
    "pow": math.pow,
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "exp": math.exp,
    "ln": math.log,
    "floor": lambda u: _rounded(u, math.floor(u)),
    "ceil": lambda u: _rounded(u, math.ceil(u)),
    "pi": lambda: math.pi,
    "E": lambda: math.e,
}


def is_numeric(e: Expr) -> bool:
    """Whether the formula holds no symbol and only operations that ``approximation`` knows."""
    return not e.free_symbols and approximation(e) is not None


def approximation(e: Expr) -> float | None:
    """The value of a numeric formula, to about fifteen digits; None for any other."""

    def value(node: Expr, args: tuple[float, ...]) -> float:
        if type(node) is Number:
            return float(node.value)
        return _VALUES[node.op](*args)  # type: ignore[attr-defined]

    try:
        found = fold(e, value)
    except (KeyError, AttributeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def exact_value(e: Expr) -> Exact | None:
    """The value of a number, with its sign and bar; None for any other formula."""
    sign = 1
    if type(e) is Apply and e.op == "neg":
        sign, e = -1, e.args[0]
    if type(e) is Number:
        return sign * e.value
    if type(e) is Apply and e.op == "div":
        above, below = e.args
        if type(above) is Apply and above.op == "neg":
            sign, above = -sign, above.args[0]
        if type(above) is Number and type(below) is Number and below.value:
            return divide(sign * above.value, below.value)
    return None


def same_number(a: Expr, b: Expr) -> bool:
    """Whether two numbers made of rationals and square roots are equal.

    >>> from symdiff.notation import parse
    >>> same_number(parse("-2/sqrt(2)"), parse("-sqrt(2)"))
    True
    """
    if a is b:
        return True
    first, second = _signed_square(a), _signed_square(b)
    return first is not None and first == second


def _signed_square(e: Expr) -> tuple[bool, Exact] | None:
    """Whether a product of rationals and square roots is negative, and its square."""

    def found(node: Expr, args: tuple[tuple[bool, Exact], ...]) -> tuple[bool, Exact]:
        if type(node) is Number:
            return False, node.value * node.value
        op, (negative, square), *other = node.op, *args  # type: ignore[attr-defined]
        if op == "neg":
            return bool(square) and not negative, square
        if op == "sqrt" and not negative:
            return False, _exact_root(square)
        if op == "mul":
            return negative != other[0][0] and bool(square * other[0][1]), square * other[0][1]
        if op == "div" and other[0][1]:
            return negative != other[0][0] and bool(square), divide(square, other[0][1])
        raise ValueError

    try:
        return fold(e, found)
    except ValueError:
        return None


def _exact_root(square: Exact) -> Exact:
    """The number whose square is known: what stands under a root."""
    root = exact_root(square, 2)
    if root is None:
        raise ValueError
    return root


def _combined(op: str, a: Expr, b: Expr) -> Expr:
    """The number a op b, worked out if both are exact."""
    x, y = exact_value(a), exact_value(b)
    if op == "add" and a is _ZERO:
        return b
    if x is None or y is None or (op == "div" and not y):
        return apply("neg", (b,)) if op == "sub" and a is _ZERO else apply(op, (a, b))
    found = {"add": lambda: x + y, "sub": lambda: x - y, "mul": lambda: x * y}
    return exact_number(divide(x, y) if op == "div" else found[op]())


def _opposite_number(c: Expr) -> Expr:
    exact = exact_value(c)
    if exact is not None:
        return exact_number(-exact)
    return c.args[0] if type(c) is Apply and c.op == "neg" else apply("neg", (c,))


def _root(c: Expr, n: int) -> Expr:
    """The n-th root of a positive number, as a number where it is one."""
    exact = exact_value(c)
    found = None if exact is None else exact_root(exact, n)
    if found is not None:
        return exact_number(found)
    if n == 2:
        return apply("sqrt", (c,)) if exact is None else square_root(exact)
    return apply("pow", (c, apply("div", (Number("1"), Number(str(n))))))


# One layer


def _peeled(comparison: Apply, catalogue: Catalogue) -> Expr:
    """The comparison with one operation taken off, or itself."""
    op, (u, v) = comparison.op, comparison.args
    if is_numeric(u) and not is_numeric(v):
        return apply(TURNED[op], (v, u))
    if not is_numeric(v):
        return _of_two_terms(comparison)
    value = approximation(v)
    if is_numeric(u):
        return _of_two_numbers(comparison)
    if type(u) is not Apply or value is None:
        return comparison
    rule = _PEEL.get(u.op)
    found = None if rule is None else rule(op, u, v, value)
    if found is None:
        found = solved_by_zeros(op, u, v, exact_value)
    if found is None and exact_value(v) == 0 and _has_sign_of_argument(u, catalogue):
        found = apply(op, (u.args[0], v))
    return comparison if found is None else found


def _of_two_numbers(comparison: Apply) -> Expr:
    """Decided, unless they are too close for fifteen digits."""
    low, high = (approximation(a) for a in comparison.args)
    if low is None or high is None or abs(low - high) <= _NEAR * max(1.0, abs(low)):
        return comparison
    holding = ("lt", "le", "ne") if low < high else ("gt", "ge", "ne")
    return TRUE if comparison.op in holding else FALSE


def _has_sign_of_argument(u: Apply, catalogue: Catalogue) -> bool:
    record = catalogue.get(u.op)
    return record is not None and record.sign == "u" and not record.domain


def _of_two_terms(comparison: Apply) -> Expr:
    """n - 1 == floor(n) - 1 as n == floor(n); x < x^2 by the zeros; else in a fixed order."""
    op, (u, v) = comparison.op, comparison.args
    if u is v:
        return TRUE if op in ("le", "ge", "eq") else FALSE
    term = _asked_to_be_whole(u, v) if op in ("eq", "ne") else None
    if term is not None:
        return apply(op, (term, apply("floor", (term,))))
    found = solved_by_zeros(op, u, v, exact_value)
    if found is not None:
        return found
    if len(postorder((u, v))) > _LONGEST or str(u) <= str(v):
        return comparison
    return apply(TURNED[op], (v, u))


def _asked_to_be_whole(u: Expr, v: Expr) -> Expr | None:
    """t, if u = v says that t is floor(t), or ceil(t); signs and whole numbers beside it aside."""
    if u.free_symbols != v.free_symbols or not _holds_rounding(u) ^ _holds_rounding(v):
        return None
    if _holds_rounding(u):
        u, v = v, u
    sign, shift, term = _without_number(u)
    other_sign, other_shift, rounded = _without_number(v)
    if type(rounded) is not Apply or rounded.op not in ("floor", "ceil"):
        return None
    inner_sign, inner_shift, inner = _without_number(rounded.args[0])
    same = (sign, shift) == (other_sign * inner_sign, other_shift + other_sign * inner_shift)
    if not same or inner is not term or type(inner_shift) is not int:
        return None
    return term


def _holds_rounding(e: Expr) -> bool:
    return any(type(n) is Apply and n.op in ("floor", "ceil") for n in postorder((e,)))


def _without_number(e: Expr) -> tuple[int, Exact, Expr]:
    """e as sign*t + number."""
    sign = 1
    shift: Exact = 0
    while type(e) is Apply and e.op in ("add", "sub", "neg"):
        if e.op == "neg":
            sign, e = -sign, e.args[0]
            continue
        left, right = e.args
        below, above = exact_value(left), exact_value(right)
        if above is not None:
            shift = shift + sign * (above if e.op == "add" else -above)
            e = left
        elif below is not None:
            shift = shift + sign * below
            sign, e = (sign if e.op == "add" else -sign), right
        else:
            break
    if type(e) is Apply and e.op == "mul":
        first = exact_value(e.args[0])
        if first is not None and first < 0:
            rest = e.args[1]
            whole = rest if first == -1 else apply("mul", (exact_number(-first), rest))
            return -sign, shift, whole
    return sign, shift, e


def whole_term(comparison: Expr) -> Expr | None:
    """The term that ``n == floor(n)``, or its opposite, asks to be whole."""
    if type(comparison) is Apply and comparison.op in ("eq", "ne"):
        u, v = comparison.args
        if type(v) is Apply and v.op == "floor" and v.args[0] is u:
            return u
    return None


def _of_negative(op: str, u: Apply, c: Expr, value: float) -> Expr:
    return apply(TURNED[op], (u.args[0], _opposite_number(c)))


def _of_sum(op: str, u: Apply, c: Expr, value: float) -> Expr | None:
    left, right = u.args
    if is_numeric(right):
        return apply(op, (left, _combined("sub" if u.op == "add" else "add", c, right)))
    if is_numeric(left):
        if u.op == "add":
            return apply(op, (right, _combined("sub", c, left)))
        return apply(TURNED[op], (right, _combined("sub", left, c)))
    if u.op == "add" and not value and all(map(_nowhere_negative, u.args)):
        return _of_positive_terms(op, u.args)
    return None


def _of_positive_terms(op: str, terms: tuple[Expr, ...]) -> Expr:
    """A sum of what is nowhere negative is 0 where all its terms are."""
    if op in ("ge", "lt"):
        return TRUE if op == "ge" else FALSE
    zero = op in ("eq", "le")
    found = [apply("eq" if zero else "ne", (term, _ZERO)) for term in terms]
    return joined("and" if zero else "or", found)


def _nowhere_negative(e: Expr) -> bool:
    """Whether e is an even power or an absolute value, or a positive multiple of one."""
    if type(e) is Apply and e.op in ("mul", "div"):
        value = approximation(e.args[0 if e.op == "mul" else 1])
        if value is not None and value > 0:
            e = e.args[1 if e.op == "mul" else 0]
    if type(e) is not Apply:
        return False
    return e.op in ("abs", "sqrt") or (e.op == "pow" and _whole(e.args[1]) % 2 == 0)


def _whole(exponent: Expr) -> int:
    """The exponent if it is a positive whole number, else -1."""
    value = exact_value(exponent)
    return value if type(value) is int and 0 < value <= 1000 else -1


def _of_product(op: str, u: Apply, c: Expr, value: float) -> Expr | None:
    left, right = u.args
    for factor, other in ((left, right), (right, left)):
        size = approximation(factor)
        if size:
            relation = op if size > 0 else TURNED[op]
            return apply(relation, (other, _combined("div", c, factor)))
    if value:
        return None
    if op in ("ne", "eq"):
        found = [apply(op, (factor, _ZERO)) for factor in u.args]
        return joined("and" if op == "ne" else "or", found)
    for factor, other in ((left, right), (right, left)):
        if op in ("gt", "lt") and _nowhere_negative(factor):
            return joined("and", [apply("ne", (factor, _ZERO)), apply(op, (other, _ZERO))])
    return None


def _of_quotient(op: str, u: Apply, c: Expr, value: float) -> Expr | None:
    above, below = u.args
    size = approximation(below)
    if size:
        return apply(op if size > 0 else TURNED[op], (above, _combined("mul", c, below)))
    if value:
        return None
    size = approximation(above)
    if size:
        strict = {"ge": "gt", "le": "lt", "gt": "gt", "lt": "lt", "ne": "ne"}.get(op)
        if strict is None:
            return FALSE
        return apply(strict if size > 0 else TURNED[strict], (below, _ZERO))
    if op in ("ne", "eq"):
        return joined("and", [apply(op, (above, _ZERO)), apply("ne", (below, _ZERO))])
    return None


def _of_power(op: str, u: Apply, c: Expr, value: float) -> Expr | None:
    base, exponent = u.args
    n = _whole(exponent)
    if n > 0:
        return _of_even(op, base, c, value, n) if n % 2 == 0 else _of_odd(op, base, c, n)
    if value:
        return None
    known = exact_value(exponent)
    if known is not None and type(known) is not int and known > 0:
        return _of_radical(op, base)
    if known is None and op in ("ne", "eq"):  # 0^0 = 1
        sides = [apply(op, (base, _ZERO)), apply(OPPOSITE[op], (exponent, _ZERO))]
        return joined("or" if op == "ne" else "and", sides)
    return None


def _of_even(op: str, base: Expr, c: Expr, value: float, n: int) -> Expr:
    """base^n op c for an even n: an interval around 0, or what lies outside."""
    if value < 0:
        return TRUE if op in ("gt", "ge", "ne") else FALSE
    if not value:
        if op in ("ge", "lt"):
            return TRUE if op == "ge" else FALSE
        return apply("ne" if op in ("gt", "ne") else "eq", (base, _ZERO))
    return _around_zero(op, base, _root(c, n))


def _around_zero(op: str, base: Expr, bound: Expr) -> Expr:
    low = _opposite_number(bound)
    if op in ("lt", "le"):
        return joined("and", [apply(op, (low, base)), apply(op, (base, bound))])
    if op in ("gt", "ge"):
        return joined("or", [apply(TURNED[op], (base, low)), apply(op, (base, bound))])
    sides = [apply(op, (base, low)), apply(op, (base, bound))]
    return joined("and" if op == "ne" else "or", sides)


def _of_odd(op: str, base: Expr, c: Expr, n: int) -> Expr | None:
    exact = exact_value(c)
    if exact is None:
        return None
    if not exact:
        return apply(op, (base, c))
    found = exact_root(magnitude(exact), n)
    if found is None:
        return None
    return apply(op, (base, exact_number(found if exact > 0 else -found)))


def _of_radical(op: str, base: Expr) -> Expr:
    """A root that is nowhere negative, compared with 0."""
    if op == "lt":
        return FALSE
    relation = {"gt": "gt", "ne": "gt", "ge": "ge", "eq": "eq", "le": "eq"}[op]
    return apply(relation, (base, _ZERO))


def _of_square_root(op: str, u: Apply, c: Expr, value: float) -> Expr | None:
    base = u.args[0]
    if not value:
        return _of_radical(op, base)
    if value < 0:
        return apply("ge", (base, _ZERO)) if op in ("gt", "ge", "ne") else FALSE
    exact = exact_value(c)
    if exact is None:
        return None
    bound = apply(op, (base, exact_number(exact_power(exact, 2))))
    return bound if op in ("gt", "ge", "eq") else joined("and", [apply("ge", (base, _ZERO)), bound])


def _of_cube_root(op: str, u: Apply, c: Expr, value: float) -> Expr | None:
    exact = exact_value(c)
    return None if exact is None else apply(op, (u.args[0], exact_number(exact_power(exact, 3))))


def _of_absolute(op: str, u: Apply, c: Expr, value: float) -> Expr:
    return _of_even(op, u.args[0], c, value, 1)


def _of_exponential(op: str, u: Apply, c: Expr, value: float) -> Expr:
    if value <= 0:
        return TRUE if op in ("gt", "ge", "ne") else FALSE
    return apply(op, (u.args[0], _ZERO if exact_value(c) == 1 else apply("ln", (c,))))


def _of_logarithm(op: str, u: Apply, c: Expr, value: float) -> Expr | None:
    """ln(u) > 0 where u > 1; ln(u) < 0 where 0 < u < 1."""
    base = {"ln": "E", "log2": "2", "log10": "10"}[u.op]
    number: Expr = apply("E", ()) if base == "E" else Number(base)
    exact = exact_value(c)
    if exact in (0, 1):
        bound = Number("1") if exact == 0 else number
    elif base == "E":
        bound = apply("exp", (c,))
    else:
        return None
    limit = apply(op, (u.args[0], bound))
    if op in ("gt", "ge", "eq"):
        return limit
    return joined("and", [apply("gt", (u.args[0], _ZERO)), limit])


_PEEL: dict[str, Callable[[str, Apply, Expr, float], Expr | None]] = {
    "neg": _of_negative,
    "add": _of_sum,
    "sub": _of_sum,
    "mul": _of_product,
    "div": _of_quotient,
    "pow": _of_power,
    "sqrt": _of_square_root,
    "cbrt": _of_cube_root,
    "abs": _of_absolute,
    "exp": _of_exponential,
    "ln": _of_logarithm,
    "log2": _of_logarithm,
    "log10": _of_logarithm,
}
