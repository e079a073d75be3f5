"""Squares of functions that other functions give, and functions that are quotients of others.

Either table of squares may be used on a sum: the one leaves even powers of cosines, the other of
sines. A candidate form names the table it used.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, RuleError
from ..notation import parse
from ..rewriting import read_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..catalogue import Catalogue
    from ..expressions.rationals import Exact
    from .arithmetic import Algebra
    from .forms import Atom, Base, Product

    Square = tuple[int, int, str]

SQUARES = {
    "squares of sines": """
        sine squared:                    sin(u)^2  -> 1 - cos(u)^2
        tangent squared:                 tan(u)^2  -> sec(u)^2 - 1
        cotangent squared:               cot(u)^2  -> csc(u)^2 - 1
        hyperbolic sine squared:         sinh(u)^2 -> cosh(u)^2 - 1
        hyperbolic tangent squared:      tanh(u)^2 -> 1 - sech(u)^2
        hyperbolic cotangent squared:    coth(u)^2 -> csch(u)^2 + 1
    """,
    "squares of cosines": """
        cosine squared:                  cos(u)^2  -> 1 - sin(u)^2
        secant squared:                  sec(u)^2  -> tan(u)^2 + 1
        cosecant squared:                csc(u)^2  -> cot(u)^2 + 1
        hyperbolic cosine squared:       cosh(u)^2 -> sinh(u)^2 + 1
        hyperbolic secant squared:       sech(u)^2 -> 1 - tanh(u)^2
        hyperbolic cosecant squared:     csch(u)^2 -> coth(u)^2 - 1
    """,
}

DOUBLE_ANGLES = """
    cosine of a double angle:              cos(u)^2 - sin(u)^2   -> cos(2*u)
    cosine of a double angle, by cosine:   cos(u)^2 - 1/2        -> cos(2*u)/2
    cosine of a double angle, by sine:     sin(u)^2 - 1/2        -> -cos(2*u)/2
    cosine of a double angle less a square:   cos(2*u) - cos(u)^2   -> -sin(u)^2
    cosine of a double angle and a square:    cos(2*u) + sin(u)^2   -> cos(u)^2
    hyperbolic cosine of a double angle:   cosh(u)^2 + sinh(u)^2 -> cosh(2*u)
    hyperbolic cosine of a double angle, by cosine: cosh(u)^2 - 1/2 -> cosh(2*u)/2
    hyperbolic cosine of a double angle, by sine:   sinh(u)^2 + 1/2 -> cosh(2*u)/2
"""

HALVES = """
    sine and cosine of a half:        sin(a*u)*cos(a*u)    -> sin(2*a*u)/2   when a - 1/2 is integer
    secant and tangent of a half:     sec(a*u)^2/tan(a*u)  -> 2/sin(2*a*u)   when a - 1/2 is integer
    cosecant and cotangent of a half: csc(a*u)^2/cot(a*u)  -> 2/sin(2*a*u)   when a - 1/2 is integer
    sinh and cosh of a half:          sinh(a*u)*cosh(a*u)  -> sinh(2*a*u)/2  when a - 1/2 is integer
    sech and tanh of a half:          sech(a*u)^2/tanh(a*u) -> 2/sinh(2*a*u) when a - 1/2 is integer
"""

ADDITIONS = """
    sine of a sum:                     sin(u)*cos(v) + cos(u)*sin(v)     -> sin(u + v)
    sine of a difference:              sin(u)*cos(v) - cos(u)*sin(v)     -> sin(u - v)
    cosine of a sum:                   cos(u)*cos(v) - sin(u)*sin(v)     -> cos(u + v)
    cosine of a difference:            cos(u)*cos(v) + sin(u)*sin(v)     -> cos(u - v)
    hyperbolic sine of a sum:          sinh(u)*cosh(v) + cosh(u)*sinh(v) -> sinh(u + v)
    hyperbolic sine of a difference:   sinh(u)*cosh(v) - cosh(u)*sinh(v) -> sinh(u - v)
    hyperbolic cosine of a sum:        cosh(u)*cosh(v) + sinh(u)*sinh(v) -> cosh(u + v)
    hyperbolic cosine of a difference: cosh(u)*cosh(v) - sinh(u)*sinh(v) -> cosh(u - v)
"""


def squares(catalogue: Catalogue, table: str) -> Mapping[str, Square]:
    """The squares of a table: f: (a, b, g) for f(u)^2 = a + b*g(u)^2.

    >>> from symdiff.catalogue import CATALOGUE
    >>> squares(CATALOGUE, "squares of sines")["sin"]
    (1, -1, 'cos')
    """
    kept: dict[str, Mapping[str, Square]] = catalogue.compiled.setdefault("squares", {})
    if table not in kept:
        kept[table] = {
            rule.left.args[0].op: _square(rule.right)  # type: ignore[attr-defined]
            for rule in read_rules(SQUARES[table], catalogue)
        }
    return kept[table]


def _square(right: Expr) -> Square:
    """a + b*g(u)^2, with whole numbers a and b of size 1."""
    left, other = right.args
    sign = -1 if right.op == "sub" else 1  # type: ignore[attr-defined]
    if type(left) is Number:
        return left.value.numerator, sign, _squared_function(other)
    number = other.value.numerator  # type: ignore[attr-defined]
    return sign * number, 1, _squared_function(left)


def _squared_function(e: Expr) -> str:
    if type(e) is Apply and e.op == "pow" and type(e.args[0]) is Apply:
        return e.args[0].op
    raise RuleError(f"{e} is not the square of a function")


def quotients(catalogue: Catalogue) -> Callable[[str], Mapping[str, int] | None]:
    """For the name of a function that is a quotient of functions of u: their exponents.

    >>> from symdiff.catalogue import CATALOGUE
    >>> sorted(quotients(CATALOGUE)("tan").items())
    [('cos', -1), ('sin', 1)]
    """
    kept: dict[str, Mapping[str, int] | None] = catalogue.compiled.setdefault("quotients", {})

    def look_up(op: str) -> Mapping[str, int] | None:
        if op not in kept:
            record = catalogue.get(op)
            text = record.definition if record is not None else ""
            kept[op] = _exponents(parse(text, catalogue=catalogue)) if "/" in text else None
        return kept[op]

    return look_up


def _exponents(e: Expr) -> Mapping[str, int] | None:
    """The exponents of the functions of u in a quotient of such, else None."""
    found: dict[str, int] = {}
    stack: list[tuple[Expr, int]] = [(e, 1)]
    while stack:
        part, sign = stack.pop()
        if type(part) is Apply and part.op in ("mul", "div"):
            stack.append((part.args[0], sign))
            stack.append((part.args[1], -sign if part.op == "div" else sign))
        elif type(part) is Apply and len(part.args) == 1 and str(part.args[0]) == "u":
            found[part.op] = found.get(part.op, 0) + sign
        elif not (type(part) is Number and part.value == 1):
            return None
    return found if len(found) > 0 else None


def square_of(algebra: Algebra, table: str) -> Callable[[Atom], tuple[Product, int, int] | None]:
    """For a function of u: the product g(u), and a and b, of its square a + b*g(u)^2."""
    known = squares(algebra.catalogue, table)

    def look_up(atom: Atom) -> tuple[Product, int, int] | None:
        found = known.get(atom.op)
        if found is None:
            return None
        a, b, g = found
        return algebra.arena.atom(g, atom.args, False)[1], a, b

    return look_up


def opened(algebra: Algebra) -> Callable[[Atom], Mapping[Base, Exact] | None]:
    """For a function that is a quotient of others: these, of the same argument, with exponents."""
    look = quotients(algebra.catalogue)

    def look_up(atom: Atom) -> Mapping[Base, Exact] | None:
        found = look(atom.op) if len(atom.args) == 1 else None
        if found is None:
            return None
        made: dict[Base, Exact] = {}
        for g, k in found.items():
            c, p = algebra.apply(algebra, g, atom.args)
            for base, exponent in p.factors.items():
                if c != 1 or isinstance(exponent, tuple):
                    return None
                made[base] = made.get(base, 0) + k * exponent
        return made

    return look_up
