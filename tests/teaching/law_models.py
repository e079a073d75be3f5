"""Worlds in which some laws of arithmetic do not hold, to find out which laws a step rests on.

A step that is told by a law must not hold where that law is broken; where only laws are broken that
the step does not name, it must. Nothing here knows how the names were found.

    sums:       u + v is u + v + c     order holds; nothing that brings sums and products together
    quotients:  u / v is u/(v + c)     nothing cancels, bars cannot be joined
    powers:     u ^ v is (u + c)^v*d   x*x is not x^2
    numbers:    2 is 2 + 2*c*sin(2)    2*3 is not 6

Exponents are always those of this world.
"""

from __future__ import annotations

import cmath
import math

from symdiff.expressions import Apply, Expr, Number, Symbol, postorder
from symdiff.rewriting import split_lines
from symdiff.simplification.laws import CANDIDATES as STATED_CHOICES
from symdiff.simplification.laws import LAWS as STATED
from symdiff.simplification.laws import WITHOUT_LINE

_TAKEN_TOGETHER = {"factored", "multiplied out", "common factor", "one fraction", "terms apart", "conjugates"}
_POWERS = {"power of a power", "power of a product", "power of a quotient", "negative power", "square root",
           "power of e", "root of a square", "square of a root"}  # fmt: skip
# The laws that are broken in each world; a step that fails there names one of them.
BROKEN = {
    "sums": _TAKEN_TOGETHER | {"like terms", "terms that cancel", "minus a sum", "sum with zero",
        "difference with zero", "zero minus", "numbers"},
    "quotients": (_TAKEN_TOGETHER - {"conjugates"}) | {"quotient of a quotient", "quotient of quotients",
        "factors that cancel", "quotient by one", "power of a quotient", "negative power", "numbers",
        "numbers in a product"},
    "powers": _TAKEN_TOGETHER | _POWERS | {"like factors", "factors that cancel", "first power", "zeroth power",
        "power of one", "numbers"},
    "numbers": _TAKEN_TOGETHER | {"numbers", "numbers in a product", "like terms"},
}  # fmt: skip
# Where a step that names this law alone must fail.
FAILS = {
    "sums": {"terms that cancel", "minus a sum", "sum with zero", "difference with zero",
             "multiplied out", "common factor", "one fraction", "terms apart"},
    "quotients": {"quotient of a quotient", "quotient of quotients", "factors that cancel", "quotient by one"},
    "powers": {"like factors", "first power", *_POWERS} - {"square root", "power of e", "root of a square"},
    "numbers": {"numbers", "numbers in a product"},
}  # fmt: skip
ARITHMETIC = {name for text in (STATED, STATED_CHOICES) for name, _ in split_lines(text)} | {
    *WITHOUT_LINE,
    "square of a root",
}
_C = 0.37


def value(e: Expr, world: str, shift: float) -> complex | None:
    """The value of a formula in a world, at a point that follows from the symbols' names."""
    try:
        plain = _values(e, "", shift, {})
        return (_values(e, world, shift, plain) if world else plain)[e]
    except (ArithmeticError, TypeError):
        return None


def _values(e: Expr, world: str, shift: float, plain: dict[Expr, complex]) -> dict[Expr, complex]:
    """The values of all parts; exponents are taken from ``plain``, those of this world."""
    a, q, p, n = (_C if world == w else 0.0 for w in BROKEN)
    found: dict[Expr, complex] = {}
    exponents = plain if world else found
    for node in postorder((e,)):
        args = [found[x] for x in node.args]
        if type(node) is Number:
            v = float(node.value.numerator / node.value.denominator)
            found[node] = v * (1 + n * math.sin(v)) if v not in (0, 1) else v
        elif type(node) is Symbol:
            found[node] = 0.6 + (sum(map(ord, node.name)) * 0.377 + shift) % 1
        elif node.op in ("add", "sub"):
            found[node] = args[0] + (args[1] if node.op == "add" else -args[1]) + a
        elif node.op == "neg":
            found[node] = -args[0]
        elif node.op == "mul":
            found[node] = args[0] * args[1]
        elif node.op == "div":
            found[node] = args[0] / (args[1] + q)
        elif node.op == "pow":
            found[node] = (args[0] + p) ** exponents[node.args[1]] * (1 + p)
        elif node.op == "sqrt":
            found[node] = (args[0] + p) ** 0.5 * (1 + p)
        elif node.op == "exp":
            found[node] = (math.e + p) ** exponents[node.args[0]] * (1 + p)
        elif node.op == "abs":
            found[node] = cmath.sqrt(args[0] * args[0])
        elif node.op == "E":
            found[node] = math.e
        else:
            found[node] = _any_function(node, args)
    return found


def _any_function(node: Apply, args: list[complex]) -> complex:
    """A function of which nothing is known but what it is called, and whether order counts."""
    if node.op in ("max", "min"):
        return 1.3 + sum(args, 0j) ** 2
    seed = sum(map(ord, node.op)) % 17 + 1
    return 1.3 + cmath.sin(seed + sum(((i + 2) * 0.31 * x for i, x in enumerate(args)), 0j))


def holds(before: Expr, after: Expr, world: str = "") -> bool | None:
    """Whether a step holds in a world; None where it cannot be told."""
    told = None
    for shift in (0.11, 0.53, 0.89):
        one, other = value(before, world, shift), value(after, world, shift)
        if one is None or other is None or not (cmath.isfinite(one) and cmath.isfinite(other)):
            continue
        distance = abs(one - other) / (abs(one) + abs(other) + 1e-30)
        if distance > 1e-7:
            return False
        told = told or (True if distance < 1e-11 else None)
    return told


def wrong_with(names: tuple[str, ...], before: Expr, after: Expr) -> str:
    """What is wrong with the names of a step; nothing if each is needed and none is missing."""
    named = set(names)
    if "rewritten" in named:
        return "no law was found"
    for world, broken in BROKEN.items():
        stands = holds(before, after, world)
        if stands is False and not named & broken:
            return f"fails where {world} are others"
        if stands and len(names) == 1 and named <= FAILS[world]:
            return f"holds where {world} are others"
    return ""
