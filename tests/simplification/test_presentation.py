"""What comes out is what a textbook would print, to the letter."""

from __future__ import annotations

import pytest

from symdiff.calculus import differentiate
from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Symbol, symbols
from symdiff.notation import parse
from symdiff.simplification import simplify

x, y, t = symbols("x y t")


@pytest.mark.parametrize(
    ("formula", "derivative"),
    [
        ("x*x + x - 2", "2*x + 1"),
        ("x^3 - 2*x^2 + x", "3*x**2 - 4*x + 1"),
        ("3*x^4 - 5*x + 7", "12*x**3 - 5"),
        ("(x^2 + 1)^5", "10*x*(x**2 + 1)**4"),
        ("(1 - x)^3", "-3*(1 - x)**2"),
        ("x - x^3/3", "1 - x**2"),
        ("0.1*x^2/2 + 0.2*x^2/2", "0.3*x"),
        ("-x^2/2", "-x"),
        ("5", "0"),
        ("1/x", "-1/x**2"),
        ("1/x^2", "-2/x**3"),
        ("sqrt(x)", "1/(2*sqrt(x))"),
        ("1/sqrt(x)", "-1/(2*x**(3/2))"),
        ("x^(1/3)", "1/(3*x**(2/3))"),
        ("cbrt(x)", "1/(3*cbrt(x)**2)"),
        ("(x + 1)/(x - 1)", "-2/(x - 1)**2"),
        ("x/(x^2 + 1)", "(1 - x**2)/(x**2 + 1)**2"),
        ("3/(2*x - 1)", "-6/(2*x - 1)**2"),
        ("sin(x)/x", "(x*cos(x) - sin(x))/x**2"),
        ("ln(x)/x", "(1 - log(x))/x**2"),
        ("exp(2*x)", "2*exp(2*x)"),
        ("exp(-x^2)", "-2*x*exp(-x**2)"),
        ("x*exp(x)", "(x + 1)*exp(x)"),
        ("exp(sin(x))", "cos(x)*exp(sin(x))"),
        ("ln(x)", "1/x"),
        ("ln(x^2 + 1)", "2*x/(x**2 + 1)"),
        ("x*ln(x)", "log(x) + 1"),
        ("x*ln(x) - x", "log(x)"),
        ("ln(ln(x))", "1/(x*log(x))"),
        ("ln(sin(x))", "cot(x)"),
        ("log(x, 2)", "1/(x*log(2))"),
        ("x^n", "n*x**(n - 1)"),
        ("x^x", "x**x*(log(x) + 1)"),
        ("sin(2*x)", "2*cos(2*x)"),
        ("sin(x)^2", "2*sin(x)*cos(x)"),
        ("cos(x)^3", "-3*sin(x)*cos(x)**2"),
        ("sin(x)*cos(x)", "cos(2*x)"),
        ("sin(x)^2 + cos(x)^2", "0"),
        ("sin(cos(x))", "-sin(x)*cos(cos(x))"),
        ("tan(x)", "sec(x)**2"),
        ("asin(x)", "1/sqrt(1 - x**2)"),
        ("acos(x)", "-1/sqrt(1 - x**2)"),
        ("atan(x)", "1/(x**2 + 1)"),
        ("sinh(x)", "cosh(x)"),
        ("atanh(x)", "1/(1 - x**2)"),
        ("sqrt(x^2 + 1)", "x/sqrt(x**2 + 1)"),
        ("sqrt(1 - x^2)", "-x/sqrt(1 - x**2)"),
        ("abs(x)", "sign(x)"),
        ("abs(x^2 - 1)", "2*x*sign(x**2 - 1)"),
        ("max(x, 0)", "where(x >= 0, 1, 0)"),
        ("where(x > 0, x^2, -x^2)", "where(x > 0, 2*x, -2*x)"),
        ("a*x^2 + b*x + c", "2*a*x + b"),
        ("a*sin(b*x + c)", "a*b*cos(b*x + c)"),
        ("pi*x^2", "2*pi*x"),
        ("erf(x)", "2*exp(-x**2)/sqrt(pi)"),
        ("gamma(x)", "gamma(x)*digamma(x)"),
        ("x^2*sin(1/x)", "2*x*sin(1/x) - cos(1/x)"),
    ],
)
def test_derivatives_as_a_book_prints_them(formula: str, derivative: str) -> None:
    raw = differentiate(parse(formula), x, catalogue=CATALOGUE)
    assert str(simplify(raw, variable=x)) == derivative


@pytest.mark.parametrize(
    ("formula", "simplified"),
    [
        ("x + x", "2*x"),
        ("0.1*x + 0.2*x", "0.3*x"),
        ("1.50*x", "1.5*x"),
        ("1e-3*x", "0.001*x"),
        ("100000000000000000000*x", "100000000000000000000*x"),
        ("1/3*x", "x/3"),
        ("x/2/3", "x/6"),
        ("2*x/4", "x/2"),
        ("6/4", "3/2"),
        ("2^10", "1024"),
        ("2^-2", "1/4"),
        ("2*(x + 1)", "2*x + 2"),
        ("(x + 1)*2*(y - 1)", "2*(x + 1)*(y - 1)"),
        ("(x + 1)*(x - 1)", "(x - 1)*(x + 1)"),
        ("x/3 + 1/3", "(x + 1)/3"),
        ("3 - x + x^2", "x**2 - x + 3"),
        ("y + x + z", "x + y + z"),
        ("c*b*a", "a*b*c"),
        ("x10 + x9 + x2", "x2 + x9 + x10"),
        ("x - (y - z)", "x - y + z"),
        ("-x - y", "-x - y"),
        ("-(x - y)", "y - x"),
        ("1 - 1/x", "1 - 1/x"),
        ("x^2 - y^2", "x**2 - y**2"),
        ("x^2*x^3/x", "x**4"),
        ("1/(1/x)", "x"),
        ("x^-1", "1/x"),
        ("x^-2*y", "y/x**2"),
        ("-2/(3*x)", "-2/(3*x)"),
        ("(x*y)^2", "x**2*y**2"),
        ("(-x)^2", "x**2"),
        ("(-x)^3", "-x**3"),
        ("sqrt(12)", "2*sqrt(3)"),
        ("sqrt(1/2)", "sqrt(2)/2"),
        ("1/sqrt(2)", "sqrt(2)/2"),
        ("sqrt(2)*sqrt(3)", "sqrt(6)"),
        ("sqrt(x)*x", "x**(3/2)"),
        ("x*3^(1/2)", "sqrt(3)*x"),
        ("exp(x)*exp(y)", "exp(x + y)"),
        ("exp(x)^2", "exp(2*x)"),
        ("E^x", "exp(x)"),
        ("ln(E)", "1"),
        ("cos(pi/3)", "1/2"),
        ("tan(x)*cos(x)", "sin(x)"),
        ("1 + tan(x)^2", "sec(x)**2"),
        ("cosh(x)^2 - sinh(x)^2", "1"),
        ("sin(x)*2*x", "2*x*sin(x)"),
        ("exp(x)*x*ln(x)*sin(x)", "x*log(x)*sin(x)*exp(x)"),
        ("pi*r^2", "pi*r**2"),
    ],
)
def test_formulas_as_a_book_prints_them(formula: str, simplified: str) -> None:
    assert str(simplify(parse(formula))) == simplified


def test_second_derivatives() -> None:
    def second(formula: str) -> str:
        once = simplify(differentiate(parse(formula), x, catalogue=CATALOGUE), variable=x)
        return str(simplify(differentiate(once, x, catalogue=CATALOGUE), variable=x))

    assert second("x^3") == "6*x"
    assert second("ln(x)") == "-1/x**2"
    assert second("sin(x)^2") == "2*cos(2*x)"
    assert second("sqrt(x)") == "-1/(4*x**(3/2))"


def test_a_decimal_exponent_stays_decimal() -> None:
    raw = differentiate(parse("t^2.4"), t, catalogue=CATALOGUE)
    assert str(simplify(raw, variable=t)) == "2.4*t**1.4"


@pytest.mark.parametrize(
    ("variable", "text"),
    [("x", "y**2*x**2 + y**3*x + 3*y"), ("y", "x*y**3 + x**2*y**2 + 3*y")],
)
def test_terms_fall_in_the_degree_of_the_variable(variable: str, text: str) -> None:
    e = parse("3*y + x^2*y^2 + y^3*x")
    assert str(simplify(e, variable=Symbol(variable))) == text


def test_what_came_factored_is_not_expanded_nor_the_other_way() -> None:
    for text in ("(x + 1)**7", "x**3 + 3*x**2 + 3*x + 1", "x*(x + 1)*(x + 2)", "x**2 + 2*x + 1", "(x - 1)*(x + 1)/(x + 3)"):
        assert str(simplify(parse(text))) == text
