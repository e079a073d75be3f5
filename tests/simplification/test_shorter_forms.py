"""Kinds of forms that are shorter, each by a few formulas and beside values at random points."""

from __future__ import annotations

import pytest
from evaluator import UNDEFINED, is_value, may_be_equal, values
from formulas import POINTS

from symdiff.notation import parse
from symdiff.simplification import Simplification, simplify

SHORTER = {
    # what is under a root and beside it is gathered
    "x*y^2/sqrt(x*y^2)": "sqrt(x*y**2)",
    "y*(1 - x^2)*sqrt(y - y*x^2)": "(y - x**2*y)**(3/2)",
    "sqrt(y - y*x^2)/(1 - x^2)": "sqrt(y - x**2*y)/(1 - x**2)",  # which is 0 where y is
    "sqrt(1 + 1/x)/(1 + 1/x)": "1/sqrt(1/x + 1)",
    # quotients with the relation of a root
    "(4*x^2 + 4*x*sqrt(x^2 - x) - 4*x - sqrt(x^2 - x))/(4*x + 4*sqrt(x^2 - x) - 1)": "sqrt(x**2 - x)",
    # roots of sums with bars
    "x*sqrt(1 + 1/x) - 1/sqrt(1 + 1/x)": "x/sqrt(1/x + 1)",
    "y*sqrt(2*x/y + 1) - 2*x/sqrt(2*x/y + 1)": "y/sqrt(2*x/y + 1)",
    # terms apart, sums of angles
    "(sqrt(x + y)*x + 1)/sqrt(x + y)": "x + 1/sqrt(x + y)",
    "sin(x + 1)*cos(1) - sin(1)*cos(x + 1)": "sin(x)",
    "cosh(x)*cosh(y) + sinh(x)*sinh(y)": "cosh(x + y)",
    "sign(x)/x": "1/abs(x)",
    # what is above the bar shares a part with a power, or a root, below it
    "(x^5 + x^2)/(x^6 + 2*x^3)^3": "(x**3 + 1)/(x**7*(x**3 + 2)**3)",
    "(1 + x)/(1 - x^2)^(3/2)": "1/((1 - x)*sqrt(1 - x**2))",
    # multiples of angles
    "sin(2*x)/sin(x)": "2*cos(x)",
    "sin(x)/sin(2*x)": "1/(2*cos(x))",
    "sin(x/2)*cos(x/2)": "sin(x)/2",
    "sin(2*acos(x))": "2*x*sqrt(1 - x**2)",
    "(cos(2*x) - cos(x)^2)/sin(x)": "-sin(x)",
    # quotients of sines and cosines in sums below a bar
    "sech(x)^2/(1 - 2*tanh(x)^2)": "1/(2 - cosh(x)**2)",
    "sec(x/2)^2/tan(x/2)": "2/sin(x)",
    # u*f(u) where u is a product, and sin(u)/u where u is not 0
    "x*y*sinc(x*y)": "sin(x*y)",
    "x*sinc(2*x)": "sin(2*x)/2",
    "x^3*y^2*sinc(x*y)": "x**2*y*sin(x*y)",
    "x^5*sinc(x^2)^2": "x*sin(x**2)**2",
    "y*sinc(x*y + y)*cos(y) - cos(x*y + y)*sin(y)/(x + 1)": "sin(x*y)/(x + 1)",
    # lengths, and the larger of two
    "(hypot(x, y)^2 - x^2)/hypot(x, y)": "y**2/hypot(x, y)",
    "2*max(x, 0)*where(x >= 0, 1, 0)": "2*max(0, x)",
    # decimals
    "sqrt(x^2 + 0.3)*x": "x*sqrt(x**2 + 0.3)",
    "2*x/(3.313e-2*y)": "x/(0.016565*y)",
    "y/2^x": "y/2**x",
    "0.07*(x + (x - y)*sqrt(y - 0.99))*sin(x)": "0.07*((x - y)*sqrt(y - 0.99) + x)*sin(x)",
    "(x + y)/(x*(x + y) - 4.68*y^2)": "(x + y)/(x*(x + y) - 4.68*y**2)",
    "(1 - exp(x/(1.3*y)))/(1 + exp(2*x/(1.3*y)))": "(1 - exp(x/(1.3*y)))/(exp(x/(0.65*y)) + 1)",
}


@pytest.mark.parametrize(("given", "shorter"), SHORTER.items())
def test_the_shorter_form_is_found(given: str, shorter: str) -> None:
    assert str(simplify(parse(given))) == shorter


@pytest.mark.parametrize("given", SHORTER)
def test_the_shorter_form_has_the_values_of_the_formula(given: str) -> None:
    e = parse(given)
    found = Simplification(e)
    compared = 0
    for point in POINTS:
        before, after, *hold = values((e, found.result, *found.conditions), point)
        if is_value(before):
            assert after != UNDEFINED and not (is_value(after) and not may_be_equal(before, after))
            compared += is_value(after)
        if before == UNDEFINED and is_value(after):
            assert not all(one is True for one in hold), f"{found.result} at {point}"
    assert compared
