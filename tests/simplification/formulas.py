"""Formulas out of bytes, so that hypothesis can make them odd and then small; and points to try them at."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import cycle

from flint import fmpq
from hypothesis import strategies as st

from symdiff.expressions import Apply, Expr, Number, Symbol, apply, fold
from symdiff.notation import parse

x, y = Symbol("x"), Symbol("y")


def _whole(n: int) -> Expr:
    return Number(str(n)) if n >= 0 else apply("neg", (Number(str(-n)),))


def _fraction(p: int, q: int) -> Expr:
    return apply("div", (_whole(p), _whole(q)))


_NUMBERS = [_whole(n) for n in (0, 1, 2, 3, -1, 4, 12)] + [Number("0.5"), Number("1.5"), _fraction(1, 2), _fraction(-2, 3)]
_EXPONENTS = [_whole(n) for n in (2, 0, 3, 4, -1, -2)]
_EXPONENTS += [_fraction(*q) for q in ((1, 2), (3, 2), (-1, 2), (1, 3), (2, 3), (1, 4))] + [Number("0.5")]
_CONDITIONS = ("lt", "le", "gt", "ge", "eq", "ne")
_ELEMENTARY = "sqrt abs sign ln exp sin cos tan asin acos atan".split()
_FURTHER = """sec csc cot sinh cosh tanh sech csch coth asinh acosh atanh asec acsc acot
    cbrt log2 log10 log1p expm1 floor ceil heaviside sinc""".split()
# What a byte stands for; the first is the simplest, as hypothesis shrinks towards 0.
_TABLE: list[tuple[object, ...]] = [
    *[("leaf", x)] * 12,
    *[("leaf", y)] * 4,
    *[("leaf", number) for number in _NUMBERS],
    ("leaf", apply("pi", ())),
    ("leaf", apply("E", ())),
    *[(op, 2) for op in ("add", "mul", "sub", "div")] * 8,
    *[("neg", 1)] * 3,
    *[("power", exponent) for exponent in _EXPONENTS] * 2,
    *[("pow", 2)] * 2,
    *[(op, 1) for op in _ELEMENTARY] * 3,
    *[(op, 1) for op in _FURTHER],
    *[(op, 2) for op in ("min", "max", "hypot", "atan2")],
    *[("where", comparison) for comparison in _CONDITIONS],
]


def put_together(choices: bytes) -> Expr:
    """The formula that the bytes spell, an operation before its arguments; what is missing is x."""
    left = iter(choices)

    def formula() -> Expr:
        what, more = _TABLE[next(left, 0) % len(_TABLE)]
        if what == "leaf":
            return more  # type: ignore[return-value]
        if what == "power":
            return apply("pow", (formula(), more))  # type: ignore[arg-type]
        if what == "where":
            condition = apply(str(more), (formula(), formula()))
            return apply("where", (condition, formula(), formula()))
        return Apply(str(what), [formula() for _ in range(int(str(more)))])

    return formula()


def _assembled(table: list[tuple[object, ...]], leaves: list[Expr]) -> Callable[[bytes], Expr]:
    """The formula that bytes spell in a smaller language: leaves, powers, and the operations of a table."""
    known = [("leaf", leaf) for leaf in leaves] + table

    def put(choices: bytes) -> Expr:
        left = iter(choices)

        def formula() -> Expr:
            what, more = known[next(left, 0) % len(known)]
            if what == "leaf":
                return more  # type: ignore[return-value]
            if what == "power":
                return apply("pow", (formula(), more))  # type: ignore[arg-type]
            return Apply(str(what), [formula() for _ in range(int(str(more)))])

        return formula()

    return put


formulas = st.binary(min_size=1, max_size=14).map(put_together)

_ALIKE = "x; y; 1 - x; x - 1; x + 1; 2; 3; 1/2; -1; x - y; y - x; 2*x - 2; x^2 - 1; 1 - x^2; x*y; x^2 + y^2"
_POWERS = "2 3 -1 -2 1/2 -1/2 3/2 1/3 2/3 -1/3 1/4 4 0.5 5/2 -3/2 y x -x".split()
_ARITHMETIC = [(op, 2) for op in ("add", "sub", "mul", "mul", "div", "div")]
_put_roots = _assembled(
    [*[("power", parse(p)) for p in _POWERS], *_ARITHMETIC * 4, *[("sqrt", 1)] * 6]
    + [(op, 1) for op in ("abs", "cbrt", "sign", "neg", "ln", "exp")],
    [parse(text) for text in _ALIKE.split(";")],
)
roots = st.binary(min_size=1, max_size=12).map(_put_roots)

_ANGLES = "x; y; 2*x; x/2; x + y; -x; pi/6; x + pi/2; pi - x; x - y; 1; 2; x^2; 3*x"
_TURNS = "sin cos tan sec csc cot sin cos tan sinh cosh tanh sech csch coth asin acos atan exp ln".split()
_put_angles = _assembled(
    [*[("power", parse(p)) for p in ("2", "2", "3", "-1", "-2", "1/2", "4")] * 2, *_ARITHMETIC * 3]
    + [(op, 1) for op in _TURNS] * 2,
    [parse(text) for text in _ANGLES.split(";")],
)
angles = st.binary(min_size=1, max_size=12).map(_put_angles)

_PARTS = """x; y; 1; 2; -1; sqrt(x); sqrt(1 - x^2); sqrt(x - 1); sqrt(x + y); x^(1/3); (x - y)^(3/2); x^2 - y^2; x + y; x - 1
    exp(x); exp(-x); exp(x/2); exp(x*y); x^y; x^(-y); (x + 1)^y; 2^x; ln(x); ln(x^2); abs(x); abs(x - y); sign(x)
    where(x < y, x, y); where(x >= 0, sqrt(x), 1/x); max(x, y)
    sin(x); cos(x); tan(x); sec(x); sinh(x); cosh(x); tanh(x); sin(x/2); atan(x); asin(x); acosh(x); 1/x; 1/y; cbrt(x)"""
_put_quotients = _assembled(
    [*_ARITHMETIC * 8, ("add", 2), ("add", 2)] + [("power", parse(p)) for p in ("2", "-1", "3", "1/2", "-1/2", "3/2", "-2", "y")],
    [parse(text) for text in _PARTS.replace("\n", ";").split(";")],
)
quotients = st.binary(min_size=1, max_size=14).map(_put_quotients)

_put_products = _assembled(
    [("mul", 2)] * 8 + [(op, 2) for op in ("add", "sub", "div")] + [(op, 1) for op in ("sin", "exp", "ln", "neg")],
    [parse(text) for text in _PARTS.replace("\n", ";").split(";")],
)
products = st.binary(min_size=5, max_size=12).map(_put_products)

FAMILIES = {"any": put_together, "roots": _put_roots, "angles": _put_angles, "quotients": _put_quotients}
"""Formulas of each kind out of bytes."""

VALUES = [fmpq(p, q) for p, q in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (-7, 3), (13, 10), (-13, 10), (3, 1), (-1, 10))]
_OTHERS = [fmpq(p, q) for p, q in ((-2, 1), (0, 1), (1, 1), (3, 1), (-1, 3), (-3, 4), (1, 2), (2, 1), (-1, 1), (7, 5))]
POINTS = [{"x": a, "y": b, "a": b, "b": a, "c": fmpq(3)} for a, b in zip(VALUES, cycle(_OTHERS), strict=False)]
COMMUTATIVE = frozenset({"add", "mul", "min", "max", "hypot"})


def shuffled(e: Expr, seed: int) -> Expr:
    """The formula with the arguments of some commutative operations turned around."""
    dice = random.Random(seed)

    def turn(node: Expr, args: tuple[Expr, ...]) -> Expr:
        if type(node) is not Apply:
            return node
        if node.op in COMMUTATIVE and dice.random() < 0.5:
            args = args[::-1]
        return apply(node.op, args)

    return fold(e, turn)


def regrouped(e: Expr, seed: int) -> Expr:
    """The formula with its sums and products of several parts in another order and grouping."""
    dice = random.Random(seed)

    def parts(node: Expr, op: str) -> list[Expr]:
        if type(node) is Apply and node.op == op:
            return [*parts(node.args[0], op), *parts(node.args[1], op)]
        return [node]

    def turn(node: Expr, args: tuple[Expr, ...]) -> Expr:
        if type(node) is not Apply:
            return node
        made = apply(node.op, args)
        if node.op not in ("add", "mul", "min", "max"):
            return made
        pieces = parts(made, node.op)
        while len(pieces) > 1:
            one = pieces.pop(dice.randrange(len(pieces)))
            other = pieces.pop(dice.randrange(len(pieces)))
            pieces.append(apply(node.op, (one, other)))
        return pieces[0]

    return fold(e, turn)
