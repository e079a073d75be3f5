"""Values of formulas by mpmath alone: what the tables of the catalogue are tested against.

None stands for "undefined". In the real domain every subformula has to be real and inside the
domain that its record states; in the complex domain principal values count.
"""

from __future__ import annotations

import itertools
import random

import mpmath
from mpmath import mp

from symdiff.catalogue import CATALOGUE, LETTERS, Function
from symdiff.expressions import Apply, Expr, Number, Symbol, postorder
from symdiff.notation import parse

DIGITS = 40
mp.dps = DIGITS

_HUGE = mp.mpf(10) ** 25
_TINY = mp.mpf(10) ** -30
_UNDEFINED = (
    ValueError,
    ZeroDivisionError,
    OverflowError,
    TypeError,
    mp.NoConvergence,
    NotImplementedError,
)
_conditions: dict[str, Expr] = {}


def number(text: str | int) -> mpmath.mpf:
    """The exact rational that is written so, in all digits."""
    p, _, q = str(text).partition("/")
    return mp.mpf(p) / int(q or 1)


def read(text: str) -> Expr:
    """A condition or formula in the letters of the catalogue."""
    return parse(
        " ".join(text.split()),
        variables=(*"abcmnstuvwxyz", *(f"d{c}" for c in "abcuvwxyz")),
        constants=("pi", "E"),
    )


def condition(text: str, args: tuple) -> bool:
    """Whether a record's condition (domain, kinks) holds for these arguments."""
    if text not in _conditions:
        _conditions[text] = read(text)
    return value(_conditions[text], dict(zip(LETTERS, args, strict=False))) is True


def in_domain(record: Function, args: tuple) -> bool:
    return not record.domain or condition(record.domain, args)


def at_kink(record: Function, args: tuple) -> bool:
    return bool(record.kinks) and condition(record.kinks, args)


ENDLESS = {
    "hurwitz_zeta",
    "elliptic_pi",
    "elliptic_piinc",
    "appellf1",
    "gegenbauer",
    "assoc_laguerre",
}
"""Functions for which mpmath finds no end at some poles outside of the domain."""


def applied(record: Function, args: tuple):
    """The function's value by mpmath, not asking whether the arguments are in its domain."""
    if record.name in ENDLESS and not in_domain(record, args):
        return None
    if record.mpmath == "":
        return value(read(record.definition), dict(zip(LETTERS, args, strict=False)), real=False)
    try:
        if callable(record.mpmath):
            return _finite(record.mpmath(mpmath, *args))
        found = getattr(mpmath, record.mpmath)
        return _finite(found(*args) if record.arity else +found)
    except _UNDEFINED:
        return None


def is_real(number) -> bool:
    return isinstance(number, bool) or abs(mp.im(number)) <= _TINY * abs(number)


def value(e: Expr, letters: dict, *, real: bool = True):
    """The value of a formula where its symbols have these values, or None where it has none."""
    known: dict[Expr, object] = {}
    zero: set[Expr] = set()
    for node in postorder((e,)):
        if type(node) is Number:
            known[node] = mp.mpf(node.value.numerator) / node.value.denominator
            if node.value == 0:
                zero.add(node)
        elif type(node) is Symbol:
            known[node] = letters[node.name]
        else:
            assert type(node) is Apply
            known[node] = _node(node, [known[a] for a in node.args], real)
            if _is_zero(node, zero):
                zero.add(node)
                known[node] = mp.mpf(0)
    return known[e]


def _is_zero(node: Apply, zero: set[Expr]) -> bool:
    """What a line loses when an argument is constant: 0*p, 0/p and sums of such."""
    if node.op == "mul":
        return node.args[0] in zero or node.args[1] in zero
    if node.op in ("div", "neg"):
        return node.args[0] in zero
    return node.op in ("add", "sub") and zero.issuperset(node.args)


def _node(node: Apply, args: list, real: bool):
    if node.op == "where":
        return None if args[0] is None else args[1] if args[0] else args[2]
    if node.op in ("and", "or") and (node.op == "or") in args:
        return node.op == "or"
    if None in args:
        return None
    record = CATALOGUE[node.op]
    if real and record.domain and not condition(record.domain, tuple(args)):
        return None
    result = applied(record, tuple(args))
    if result is None or not real or isinstance(result, bool):
        return result
    return mp.re(result) if is_real(result) else None


def _finite(result):
    if isinstance(result, bool):
        return result
    result = mp.mpmathify(result)
    return result if mp.isfinite(result) and abs(result) < _HUGE else None


def close(a, b, digits: int = 25) -> bool:
    """Whether two values agree to so many digits."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return abs(a - b) <= mp.mpf(10) ** -digits * max(1, abs(a), abs(b))


ONE_ARGUMENT = tuple(
    map(
        number,
        "-37/10 -2 -1001/1000 -1 -999/1000 -1/2 -1/1000 0 1/1000 1/3 1/2 999/1000 1 1001/1000 3/2 2 29/10".split(),
    )
)
SEVERAL = tuple(map(number, "-5/2 -1 -1/2 0 3/10 1 17/10".split()))


def grid(record: Function, most: int = 60) -> list[tuple]:
    """Points to try a function at: special points, points beside them, and some of its sample range."""
    dice = random.Random(record.name)
    slots = []
    for where in record.sample:
        if isinstance(where, range):
            slots.append((*map(mp.mpf, where), number("1/2")))
        else:
            slots.append(ONE_ARGUMENT if record.arity == 1 else SEVERAL)
    points = list(itertools.product(*slots))
    chosen = dice.sample(points, most) if len(points) > most else points
    return [*chosen, *(inside(record, dice) for _ in range(4))]


def inside(record: Function, dice: random.Random) -> tuple:
    """A random point of the record's sample range."""
    return tuple(
        mp.mpf(dice.choice(where)) if isinstance(where, range)
        else number(f"{round(dice.uniform(*where) * 1000)}/1000")
        for where in record.sample
    )  # fmt: skip


def in_sympy(sympy, record: Function, args):
    """The function applied to the arguments, as SymPy's formula."""
    if callable(record.sympy):
        return record.sympy(sympy, *args)
    found = getattr(sympy, record.sympy)
    return found(*args) if record.arity else found
