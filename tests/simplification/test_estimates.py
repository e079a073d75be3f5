"""Signs that are seen by completing squares, common factors, ranges and arches."""

from __future__ import annotations

import pytest
from evaluator import is_value, may_be_equal, values
from formulas import POINTS
from hypothesis import given
from hypothesis import strategies as st

from symdiff.notation import parse
from symdiff.simplification import simplify

KNOWN = [
    ("abs(x^2 + x + 1)", [], "x**2 + x + 1"),
    ("abs(x^2 + x + y^2 + 1)", [], "x**2 + y**2 + x + 1"),
    ("abs(-x^4 - x^2 - 1)", [], "x**4 + x**2 + 1"),
    ("abs(x^2 + 3*x + 1)", [], "abs(x**2 + 3*x + 1)"),
    ("abs(cosh(x) - 1)", [], "cosh(x) - 1"),
    ("abs(exp(x^2) - 1)", [], "exp(x**2) - 1"),
    ("abs(exp(x) - 1)", ["x > 0"], "exp(x) - 1"),
    ("abs(1 - exp(-x))", ["x > 0"], "1 - exp(-x)"),
    ("abs(exp(x) - 1)", ["x > -1"], "abs(exp(x) - 1)"),
    ("abs(sin(x))", ["0 < x", "x < pi"], "sin(x)"),
    ("abs(sin(x))", ["0 < x", "x < 3*pi/2"], "abs(sin(x))"),
    ("abs(sin(x))", ["pi < x", "x < 2*pi"], "-sin(x)"),
    ("abs(cos(x))", ["-1 < x", "x < 1"], "cos(x)"),
    ("abs(tan(x))", ["0 < x", "x < pi/2"], "tan(x)"),
    ("min(x, x^2)", ["0 < x", "x < 1"], "x**2"),
    ("max(x, x^2)", ["x > 1"], "x**2"),
    ("max(x, x^2)", ["x > 0"], "max(x, x**2)"),
]


@pytest.mark.parametrize(("formula", "assume", "found"), KNOWN)
def test_a_sign_is_seen_where_it_is_proved(formula: str, assume: list[str], found: str) -> None:
    assert str(simplify(parse(formula), assume=[parse(a) for a in assume])) == found


NUMBERS = st.integers(-4, 4)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["x", "sin(x)", "exp(x)", "x*y"]))
def test_signs_of_quadratic_sums_are_right(a: int, b: int, c: int, u: str) -> None:
    e = parse(f"abs({a}*({u})^2 + {b}*({u}) + {c}) + sign({a}*({u})^2 + {b}*({u}) + {c})")
    found = simplify(e)
    for point in POINTS:
        before, after = values((e, found), point)
        assert not is_value(before) or may_be_equal(before, after)
