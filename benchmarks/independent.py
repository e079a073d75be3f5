"""The value of a formula in Python infix, by Python's own parser and mpmath alone.

It shares no code with symdiff, so that an error of symdiff's parser, printer or evaluator cannot
hide behind itself. Decimals are exact, rational arithmetic is exact, the rest has so many digits.

>>> float(value("sin(x)/x", {"x": "0.5"}))
0.958851077208406
"""

from __future__ import annotations

import ast
from fractions import Fraction

import mpmath

LONGEST = 20_000  # bits of an exact number


class NotReal(Exception):
    """A subformula is not real, or not defined, where all must be real."""


class Undefined(Exception):
    """A subformula has no value."""


class NotUnderstood(Exception):
    """The text has something that this evaluator does not know."""


def value(text, point, digits=60, real=False):
    """The value of the text at the point {name: decimal text}; principal values unless ``real``."""
    tree = ast.parse(text.strip(), mode="eval").body
    return Walk(text.strip(), point, digits, real).number(tree)


class Walk:
    """One evaluation; recursive, as Python's parser is."""

    def __init__(self, text, point, digits, real):
        self.text = text
        self.mp = mpmath.MPContext()
        self.mp.dps = digits
        self.real = real
        self.point = {name: Fraction(entry) for name, entry in point.items()}
        self.known = {}

    def number(self, node):
        """The value as a number of mpmath."""
        return self.inexact(self.visit(node))

    def visit(self, node):
        method = _VISITS.get(type(node))
        if method is None:
            raise NotUnderstood(type(node).__name__)
        return self.settled(method(self, node))

    def settled(self, found):
        """The value, checked to be finite, and real where it must be."""
        if isinstance(found, (bool, int, Fraction)):
            if not isinstance(found, bool) and max(
                abs(found.numerator).bit_length(), found.denominator.bit_length()
            ) > LONGEST:
                return self.inexact(found)
            return found
        if not self.mp.isfinite(found):
            raise NotReal("not finite") if self.real else Undefined("not finite")
        if isinstance(found, self.mp.mpc):
            small = abs(found.imag) <= abs(found.real) * self.mp.mpf(10) ** (5 - self.mp.dps)
            if found.imag == 0 or (self.real and small):
                return found.real
            if self.real:
                raise NotReal("not real")
        return found

    def inexact(self, found):
        if isinstance(found, Fraction):
            return self.mp.mpf(found.numerator) / found.denominator
        return self.mp.mpf(found) if isinstance(found, int) else found

    def literal(self, node):
        if isinstance(node.value, bool):
            return node.value
        if not isinstance(node.value, (int, float)):
            raise NotUnderstood(f"the constant {node.value!r}")
        return Fraction(self.text[node.col_offset : node.end_col_offset])

    def name(self, node):
        if node.id in self.point:
            return self.point[node.id]
        if node.id == "I":
            return self.mp.mpc(0, 1)
        constants = {"pi": self.mp.pi, "E": self.mp.e}
        if node.id not in constants:
            raise NotUnderstood(f"the name {node.id}")
        return +constants[node.id]

    def signed(self, node):
        operand = self.visit(node.operand)
        if isinstance(node.op, ast.Not):
            return not operand
        return -operand if isinstance(node.op, ast.USub) else operand

    def binary(self, node):
        return self.operation(type(node.op), self.visit(node.left), self.visit(node.right))

    def operation(self, op, left, right):
        if op is ast.Pow:
            return self.power(left, right)
        if not (isinstance(left, (int, Fraction)) and isinstance(right, (int, Fraction))):
            left, right = self.inexact(left), self.inexact(right)
        if op is ast.Add:
            return left + right
        if op is ast.Sub:
            return left - right
        if op is ast.Mult:
            return left * right
        if op is ast.Div:
            if right == 0:
                raise Undefined("division by zero")
            return Fraction(left) / right if isinstance(left, (int, Fraction)) else left / right
        raise NotUnderstood(op.__name__)

    def power(self, base, exponent):
        exact = isinstance(exponent, (int, Fraction))
        whole = exact and Fraction(exponent).denominator == 1
        if base == 0:
            if exponent == 0:
                return 1
            if self.mp.re(self.inexact(exponent)) < 0:
                raise Undefined("a negative power of zero")
            return 0
        if whole:
            n = int(exponent)
            if isinstance(base, (int, Fraction)):
                base = Fraction(base)
                length = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
                if length * abs(n) <= LONGEST:
                    return base**n
            return self.mp.power(self.inexact(base), n)
        base = self.inexact(base)
        if self.real and base < 0:
            raise NotReal("a power of a negative number")
        return self.mp.power(base, self.inexact(exponent))

    def comparison(self, node):
        left = self.visit(node.left)
        for op, right in zip(node.ops, node.comparators, strict=True):
            right = self.visit(right)
            if not _COMPARISONS[type(op)](self.inexact(left), self.inexact(right)):
                return False
            left = right
        return True

    def logic(self, node):
        values = (self.visit(part) for part in node.values)
        return all(values) if isinstance(node.op, ast.And) else any(values)

    def call(self, node):
        if node.keywords:
            raise NotUnderstood("a keyword")
        if isinstance(node.func, ast.Call):
            return self.slope(node.func, node.args)
        if not isinstance(node.func, ast.Name):
            raise NotUnderstood("a call of what is no name")
        name = node.func.id
        if name == "where":
            condition, then, otherwise = node.args
            return self.visit(then if self.visit(condition) else otherwise)
        return self.apply(name, [self.visit(a) for a in node.args])

    def apply(self, name, args):
        function = FUNCTIONS.get((name, len(args)))
        if function is None and name.lower() in ("min", "max") and len(args) > 2:
            function = lambda _, *several: (min if name.lower() == "min" else max)(several)  # noqa: E731
        if function is None:
            raise NotUnderstood(f"the function {name} of {len(args)} arguments")
        try:
            return self.settled(function(self.mp, *[self.inexact(a) for a in args]))
        except (ValueError, ZeroDivisionError) as error:
            raise Undefined(f"{name}: {error}") from None

    def slope(self, derivative, args):
        """D(f, 1, 2)(u, v): by mpmath's differences."""
        name, *slots = derivative.args
        if derivative.func.id != "D":
            raise NotUnderstood("a call of a call")
        slots = [slot.value for slot in slots]
        at = [self.inexact(self.visit(a)) for a in args]
        orders = tuple(slots.count(i + 1) for i in range(len(at)))
        return self.mp.diff(lambda *a: self.inexact(self.apply(name.id, a)), tuple(at), orders)


_VISITS = {
    ast.Constant: Walk.literal,
    ast.Name: Walk.name,
    ast.UnaryOp: Walk.signed,
    ast.BinOp: Walk.binary,
    ast.Compare: Walk.comparison,
    ast.BoolOp: Walk.logic,
    ast.Call: Walk.call,
}
_COMPARISONS = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
}


def _named(arity, **names):
    return {(ours, arity): _method(theirs) for ours, theirs in names.items()}


def _method(name):
    return lambda mp, *args: getattr(mp, name)(*args)


_SAME_NAME = (
    "sin cos tan sec csc cot asin acos atan asec acsc acot sinh cosh tanh sech csch coth"
    " asinh acosh atanh asech acsch acoth exp log sqrt sign floor ceil factorial"
    " erf erfc erfi erfinv gamma loggamma digamma airyai airybi fresnels fresnelc li zeta"
    " lambertw log1p expm1 log10 sinc"
)
FUNCTIONS = {
    **_named(1, **{name: name for name in _SAME_NAME.split()}),
    **_named(
        1,
        abs="fabs",
        ln="log",
        Ei="ei",
        E1="e1",
        Si="si",
        Ci="ci",
        Shi="shi",
        Chi="chi",
        elliptic_k="ellipk",
        elliptic_e="ellipe",
    ),
    **_named(
        2,
        log="log",
        atan2="atan2",
        beta="beta",
        polygamma="psi",
        besselj="besselj",
        bessely="bessely",
        besseli="besseli",
        besselk="besselk",
        hankel1="hankel1",
        hankel2="hankel2",
        expint="expint",
        uppergamma="gammainc",
        lambertw="lambertw",
        polylog="polylog",
        zeta="zeta",
        elliptic_e="ellipe",
        elliptic_f="ellipf",
        elliptic_pi="ellippi",
        legendre="legendre",
        chebyshevt="chebyt",
        chebyshevu="chebyu",
        hermite="hermite",
        hyp0f1="hyp0f1",
        hypot="hypot",
    ),
    **_named(3, elliptic_pi="ellippi", hyp1f1="hyp1f1", laguerre="laguerre"),
    **_named(4, hyp2f1="hyp2f1"),
    **_named(6, appellf1="appellf1"),
    ("log2", 1): lambda mp, u: mp.log(u) / mp.log(2),
    ("cbrt", 1): lambda mp, u: mp.sign(u) * mp.cbrt(abs(u)) if mp.im(u) == 0 else mp.cbrt(u),
    ("root", 2): lambda mp, u, n: (
        -mp.root(-u, n) if mp.im(u) == 0 and u < 0 and n % 2 == 1 else mp.power(u, 1 / n)
    ),
    ("heaviside", 1): lambda mp, u: (1 + mp.sign(u)) / 2,
    ("trigamma", 1): lambda mp, u: mp.psi(1, u),
    ("erfcinv", 1): lambda mp, u: mp.erfinv(1 - u),
    ("airyaiprime", 1): lambda mp, u: mp.airyai(u, derivative=1),
    ("airybiprime", 1): lambda mp, u: mp.airybi(u, derivative=1),
    ("dilog", 1): lambda mp, u: mp.polylog(2, u),
    ("laguerre", 2): lambda mp, n, u: mp.laguerre(n, 0, u),
    ("gegenbauer", 3): lambda mp, n, a, u: mp.gegenbauer(n, a, u),
    ("jacobi", 4): lambda mp, n, a, b, u: mp.jacobi(n, a, b, u),
    ("lowergamma", 2): lambda mp, a, u: mp.gammainc(a, 0, u),
    ("min", 2): lambda _, u, v: min(u, v),
    ("max", 2): lambda _, u, v: max(u, v),
    ("sigmoid", 1): lambda mp, u: 1 / (1 + mp.exp(-u)),
    ("logit", 1): lambda mp, u: mp.log(u / (1 - u)),
    ("softplus", 1): lambda mp, u: mp.log(1 + mp.exp(u)),
    ("relu", 1): lambda _, u: max(u, 0),
}
for alias, name, arity in (("Heaviside", "heaviside", 1), ("Min", "min", 2), ("Max", "max", 2)):
    FUNCTIONS[alias, arity] = FUNCTIONS[name, arity]
