"""Every derivative line against numerical differentiation in many digits, at its special points too."""

from __future__ import annotations

import random
import re

import pytest
from reference_values import (
    CATALOGUE,
    LETTERS,
    applied,
    at_kink,
    close,
    grid,
    in_domain,
    in_sympy,
    inside,
    is_real,
    mp,
    number,
    read,
    value,
)

from symdiff.catalogue import Function

LINE = re.compile(
    r"(?:[^:='()]*: )?\s*(?P<left>.*)'\s+=\s(?P<right>.*?)(?:\s+when (?P<letter>\w) is (?P<what>constant|zero))?\s*"
)
STEP = mp.mpf(10) ** -15
FEWER = {
    "polylog": 4,
    "appellf1": 4,
    "elliptic_piinc": 8,
    "elliptic_einc": 12,
    "elliptic_f": 12,
    "besseli": 12,
}
"""Points for functions that mpmath takes long over."""

TABLE = [r for r in CATALOGUE if r.derivative]

GAPS = {
    "hurwitz_zeta": "u == 0",
    "hyp2f1": "(u == 0 or v == 0) and x >= 1",
    "polylog": "v == 0",
    "dilog": "u == 0",
    "Shi": "u == 0",
    "elliptic_k": "u == 0",
    "elliptic_e": "u == 0",
    "elliptic_f": "v == 0 or v == 1",
    "elliptic_einc": "v == 0",
    "elliptic_pi": "u == 0 or u == v",
    "elliptic_piinc": "u == 0 or u == w or u == 1 or w == 1",
    "beta": "u + v <= 0 and u + v == floor(u + v)",
    "atan2": "u == 0 and v == 0",
}
"""Where a function is smooth and its line is not defined: the limit is not written out."""

NOT_ANALYTIC = {
    "abs",
    "sign",
    "floor",
    "ceil",
    "min",
    "max",
    "heaviside",
    "where",
    "relu",
    "cbrt",
    "root",
    "erfinv",
    "erfcinv",
}


class Partial:
    """The coefficient of one prime in one line, and where the line holds."""

    def __init__(self, match: re.Match, letters: list[str], slot: int) -> None:
        one = re.sub(rf"\b{letters[slot]}'", "1", match["right"])
        self.body = read(re.sub(r"\b[cuvwxyz]'", "0", one))
        self.letters = letters
        self.slot = slot
        self.text = f"{match['left']}' in slot {slot + 1}"
        self.zero = letters.index(match["letter"]) if match["what"] == "zero" else None

    def holds(self, point: tuple) -> bool:
        return self.zero is None or point[self.zero] == 0

    def value(self, point: tuple, *, real: bool):
        return value(self.body, dict(zip(self.letters, point, strict=True)), real=real)


def partials(text: str, arity: int) -> list[Partial]:
    """The coefficient of each prime: one for each slot of a line that has a formula."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        match = LINE.fullmatch(line)
        assert match, line
        letters = re.findall(r"\b[cuvwxyz]\b", match["left"])[-arity:]
        found += [
            Partial(match, letters, slot)
            for slot, letter in enumerate(letters)
            if letter != match["letter"] and f"{letter}'" in match["right"]
        ]
    return found


def slope(record: Function, point: tuple, slot: int, real: bool):
    """The derivative in one slot by a central difference, right to 20 digits and more, or None."""
    sides = [(*point[:slot], point[slot] + step, *point[slot + 1 :]) for step in (-STEP, STEP)]
    if real and not all(in_domain(record, side) for side in sides):
        return None
    left, right = (applied(record, side) for side in sides)
    if left is None or right is None or (real and not (is_real(left) and is_real(right))):
        return None
    return (right - left) / (2 * STEP)


@pytest.mark.parametrize("record", [r for r in TABLE if r.name != "where"], ids=lambda r: r.name)
def test_derivative_on_the_reals(record: Function) -> None:
    tried = 0
    for partial in partials(record.derivative, record.arity):
        for point in grid(record, FEWER.get(record.name, 36)):
            if not in_domain(record, point) or at_kink(record, point) or not partial.holds(point):
                continue
            expected = slope(record, point, partial.slot, real=True)
            if expected is None or (partial.text.startswith("(c ^ u)") and point[0] < 0):
                continue
            found = partial.value(point, real=True)
            if found is None:
                assert _in_gap(record, point), (
                    f"{partial.text} at {shown(point)}: undefined, not {expected}"
                )
                continue
            assert close(found, expected, 17), (
                f"{partial.text} at {shown(point)}: {found}, not {expected}"
            )
            tried += 1
    assert tried >= 4 or record.domain == "false"


def shown(point: tuple) -> str:
    return ", ".join(mp.nstr(number, 6) for number in point)


def _in_gap(record: Function, point: tuple) -> bool:
    gap = GAPS.get(record.name, "u == 0" if record.name == "pow" else "false")
    return value(read(gap), dict(zip(LETTERS, point, strict=False))) is True


COMPLEX = [
    mp.mpc(*map(number, z.split(","))) for z in ("3/10,2/5", "-6/5,7/10", "2,-3/2", "-1/4,-9/8")
]


@pytest.mark.parametrize(
    "record", [r for r in TABLE if r.name not in NOT_ANALYTIC], ids=lambda r: r.name
)
def test_derivative_where_values_are_complex(record: Function) -> None:
    for partial in partials(record.derivative_complex or record.derivative, record.arity):
        points = grid(record, FEWER.get(record.name, 16))
        if record.arity < 3:
            i = partial.slot
            points += [(*p[:i], z, *p[i + 1 :]) for p in points[-1:] for z in COMPLEX]
        for point in filter(partial.holds, points):
            expected = slope(record, point, partial.slot, real=False)
            found = partial.value(point, real=False)
            if (
                found is None
                or expected is None
                or abs(expected) > 10**10
                or at_kink(record, point)
            ):
                continue
            assert close(found, expected, 17), (
                f"{partial.text} at {shown(point)}: {found}, not {expected}"
            )


NOT_IN_SYMPY = {
    "where": "SymPy wants a condition in the first argument",
    "pow": "the lines for a constant base or exponent are tried on their own",
    **dict.fromkeys(("floor", "ceil"), "SymPy finds no end"),
    "dilog": "SymPy's value of polylog(1, u) is not a number",
    "laguerre": "SymPy refuses a degree of -1",
    "lambertw_branch": "SymPy divides by the argument and keeps the branch as a slot",
}


@pytest.mark.parametrize(
    "record", [r for r in TABLE if r.name not in NOT_IN_SYMPY], ids=lambda r: r.name
)
def test_sympy_finds_the_same_derivative(record: Function) -> None:
    sympy = pytest.importorskip("sympy")
    point = inside(record, random.Random(record.name))
    exact = [sympy.Rational(round(p * 1000), 1000) for p in point]
    point = tuple(mp.mpf(int(q.p)) / int(q.q) for q in exact)
    symbols = sympy.symbols(f"u:{record.arity}", real=True)
    formula = in_sympy(sympy, record, symbols)
    for partial in filter(lambda p: p.holds(point), partials(record.derivative, record.arity)):
        derivative = formula.diff(symbols[partial.slot])
        theirs = sympy.N(derivative.subs(dict(zip(symbols, exact, strict=True))).doit(), 25)
        ours = partial.value(point, real=record.domain != "false")
        if theirs.is_number and not theirs.has(sympy.Derivative, sympy.Subs):
            assert close(mp.mpmathify(theirs), ours, 17), f"{partial.text} at {shown(point)}"
